"""Who wins where several want the same at once: real threads, each with its own connections, over HTTP."""

import random
from datetime import timedelta

import pytest

from shared.app.ports.state import GroupChange, Ledger, Part
from shared.core.case import Case, CaseKey, Step
from shared.core.errors import Conflict, KeeperError, TakenOver
from shared.core.filed import Filing
from shared.core.model import NOBODY_REGISTERED, Fact
from shared.core.outbox import State
from shared.core.platform_state import Lap, PlatformState
from tests.adapters.state.racing import WORKERS, Race
from tests.adapters.state.stores import (
    HOUR,
    NOW,
    TODAY,
    activity,
    due_case,
    filing,
    frozen,
    group_file,
    heard,
    lease,
    told,
)


@pytest.fixture(scope="module")
def race(http_endpoint: str) -> Race:
    return Race(http_endpoint)


ROUNDS = range(4)
CROWDS = (2, 4, 8)


@pytest.mark.parametrize("workers", CROWDS)
def test_one_of_all_who_want_a_person_s_day_gets_it(race: Race, workers: int) -> None:
    for number in ROUNDS:
        person = f"pigeon:claim_{workers}_{number}"
        claims = [lease(person, claim=f"c{me}") for me in range(workers)]
        won = race.run(
            workers,
            lambda ledger, me: ledger.outbox.claim(claims[me], NOBODY_REGISTERED),  # noqa: B023
        )
        assert sorted(map(bool, won)) == [False] * (workers - 1) + [True]
        kept = race.ledger.outbox.get(person, TODAY)
        assert kept is not None
        assert kept.claim == f"c{won.index(True)}"


@pytest.mark.parametrize("workers", CROWDS)
def test_one_of_all_who_take_a_message_over_holds_it(race: Race, workers: int) -> None:
    for number in ROUNDS:
        nudge = lease(f"pigeon:takeover_{workers}_{number}")
        race.ledger.outbox.claim(nudge, NOBODY_REGISTERED)
        race.ledger.outbox.freeze(frozen(nudge), NOBODY_REGISTERED)
        ends = race.run(
            workers,
            lambda ledger, me: ledger.outbox.take_over(frozen(nudge), f"d{me}", NOW + HOUR),  # noqa: B023
        )
        assert sum(not isinstance(end, Conflict) for end in ends) == 1
        kept = race.ledger.outbox.get(nudge.account, TODAY)
        assert kept is not None
        assert kept.attempts == 2


@pytest.mark.parametrize("workers", CROWDS)
def test_one_of_all_who_want_a_lease_holds_it(race: Race, workers: int) -> None:
    for number in ROUNDS:
        name = f"lease_{workers}_{number}"
        tokens = race.run(workers, lambda ledger, _: ledger.runs.lease(name, now=NOW, until=NOW + HOUR))  # noqa: B023
        assert sum(token is not None for token in tokens) == 1


@pytest.mark.parametrize("workers", CROWDS)
def test_an_event_is_the_first_for_one_of_all(race: Race, workers: int) -> None:
    for number in ROUNDS:
        event = f"event_{workers}_{number}"
        assert sum(map(bool, race.run(workers, lambda ledger, _: ledger.seen.first(event, NOW)))) == 1  # noqa: B023


@pytest.mark.parametrize("workers", CROWDS)
def test_readings_and_a_row_that_is_filed_at_the_same_time_are_all_there(race: Race, workers: int) -> None:
    for number in ROUNDS:
        identity = f"filed_{workers}_{number}"
        row = filing(identity, department="研发", owner="wecom:wang")

        def work(ledger: Ledger, me: int, row: Filing = row, identity: str = identity) -> None:
            if me == 0:
                ledger.inventory.put_filing(row)
                return
            known = ledger.inventory.get(f"pigeon:{identity}") or group_file(identity)
            read = group_file(identity, size=Fact(me, NOW))
            ledger.inventory.save(known._replace(group=read.group), list(Part), NOW)

        race.run(workers, work)
        kept = race.ledger.inventory.get(f"pigeon:{identity}")
        assert kept is not None
        assert kept.filed == row
        assert kept.group.size is not None
        assert kept.group.department is None


@pytest.mark.parametrize("workers", CROWDS)
def test_readings_that_are_kept_together_never_take_back_what_others_wrote_at_once(
    race: Race, workers: int
) -> None:
    """Every worker keeps the same forty groups as read at a moment of its own, while one hears of life in them."""
    for number in ROUNDS:
        ids = [f"together_{workers}_{number}_{one}" for one in range(40)]

        def work(ledger: Ledger, me: int, ids: list[str] = ids) -> None:
            at = NOW + me * HOUR
            if me == 0:
                for identity in ids:
                    ledger.inventory.heard(f"pigeon:{identity}", NOW + timedelta(days=9), None, NOW)
                    ledger.inventory.mark_dirty(f"pigeon:{identity}", NOW + 99 * HOUR)
                return
            mine = [group_file(one, size=Fact(me, at), activity=activity(at, None, at)) for one in ids]
            random.Random(me).shuffle(mine)
            whole = frozenset(Part)
            ledger.inventory.keep([GroupChange(file.group.key, at, file, whole, cleaned=at) for file in mine])

        assert race.run(workers, work) == [None] * workers
        last = workers - 1
        files = [race.ledger.inventory.get(f"pigeon:{identity}") for identity in ids]
        assert [file.group.size for file in files if file] == [Fact(last, NOW + last * HOUR)] * 40
        lives = [file.group.activity.value.last_human for file in files if file and file.group.activity]
        assert lives == [NOW + timedelta(days=9)] * 40
        marks = dict(race.ledger.inventory.dirty("pigeon", 9_999))
        assert all(marks[f"pigeon:{identity}"] == NOW + 99 * HOUR for identity in ids)


def test_of_cases_that_are_saved_together_each_goes_to_one(race: Race) -> None:
    for number in ROUNDS:
        ours = [due_case(key=CaseKey(f"pigeon:both_{number}_{one}", "group_name")) for one in range(60)]

        def work(ledger: Ledger, me: int, ours: list[Case] = ours) -> int:
            mine = [case._replace(evidence={"by": me}) for case in ours]
            random.Random(me).shuffle(mine)
            return len(mine) - len(ledger.cases.save_many(mine))

        won = race.run(WORKERS, work)
        kept = [race.ledger.cases.get(case.key) for case in ours]
        assert {case.version for case in kept if case} == {1}
        by = [case.evidence["by"] for case in kept if case]
        assert won == [by.count(me) for me in range(WORKERS)]


def test_no_write_of_a_case_is_lost(race: Race) -> None:
    """A counter in the evidence: every worker reads, adds one and writes, until it is not too late."""
    key = race.ledger.cases.save(due_case(evidence={"count": 0})).key

    def add(ledger: Ledger, _: int) -> int:
        for attempt in range(500):
            case = ledger.cases.get(key)
            assert case is not None
            try:
                ledger.cases.save(case._replace(evidence={"count": case.evidence["count"] + 1}, due=None))
            except Conflict:
                continue
            return attempt
        raise AssertionError("never the last to have seen it")

    for _ in range(5):
        race.run(WORKERS, add)
    case = race.ledger.cases.get(key)
    assert case is not None
    # Two workers that write the very same thing at once are one write: what is counted is never more than was written.
    assert case.version == 1 + case.evidence["count"] <= 1 + 5 * WORKERS


@pytest.mark.parametrize("number", range(8))
def test_a_delivery_and_an_inspection_at_once_are_both_kept(race: Race, number: int) -> None:
    one = race.ledger.cases.save(
        due_case(key=due_case(f"pigeon:settle_{number}").key._replace(group=f"pigeon:s{number}"))
    )
    nudge = frozen(lease(f"pigeon:settle_{number}"), one)
    race.ledger.outbox.claim(lease(f"pigeon:settle_{number}"), NOBODY_REGISTERED)
    race.ledger.outbox.freeze(nudge, NOBODY_REGISTERED)

    def work(ledger: Ledger, me: int) -> None:
        if me == 0:
            ledger.outbox.settle(nudge, State.SENT, [(nudge.shown[0], told(one, nudge))])
            return
        case = ledger.cases.get(one.key)
        assert case is not None
        ledger.cases.save(case._replace(evidence={"inspected": me}))

    ends = race.run(4, work)
    assert not isinstance(ends[0], KeeperError)
    case = race.ledger.cases.get(one.key)
    assert case is not None
    assert (case.delivered, case.shown_to) == ({Step.TOLD: NOW}, nudge.account)
    inspected = sum(not isinstance(end, KeeperError) for end in ends[1:])
    assert case.version == 2 + inspected
    assert ("inspected" in case.evidence) is (inspected > 0)


def test_counters_are_exact_under_duplicates_at_once(race: Race) -> None:
    posts = [
        heard(number, f"pigeon:oc_{number % 5}", f"ou_{number % 3}", NOW + timedelta(seconds=number))
        for number in range(120)
    ]

    def deliver(ledger: Ledger, me: int) -> None:
        mine = posts[:]
        random.Random(me).shuffle(mine)
        for start in range(0, len(mine), 20):
            ledger.quiet.add(mine[start : start + 20])

    assert race.run(WORKERS, deliver) == [None] * WORKERS
    counted = list(race.ledger.quiet.posts([TODAY]))
    assert sorted(counted) == sorted(one.post._replace(ts=float(int(one.post.ts))) for one in posts)


def test_budgets_are_never_overdrawn(race: Race) -> None:
    def take(ledger: Ledger, _: int) -> int:
        return sum(ledger.budgets.take("races", 3, 100, NOW) for _ in range(10))

    taken = race.run(WORKERS, take)
    assert sum(one for one in taken if isinstance(one, int)) == 33


def test_life_only_moves_forward_whoever_writes_it(race: Race) -> None:
    file = group_file("life")
    race.ledger.inventory.save(file, [Part.META], NOW)

    def write(ledger: Ledger, me: int) -> None:
        at = NOW + timedelta(days=me)
        if me % 2:
            ledger.inventory.heard(file.group.key, at, None, NOW)
        else:
            read = file._replace(group=file.group._replace(activity=activity(at, None, at)))
            ledger.inventory.save(read, [Part.ACTIVITY], at)

    assert race.run(WORKERS, write) == [None] * WORKERS
    kept = race.ledger.inventory.get(file.group.key)
    assert kept is not None
    assert kept.group.activity is not None
    assert kept.group.activity.value.last_human == NOW + timedelta(days=WORKERS - 1)


@pytest.mark.parametrize("workers", CROWDS)
def test_of_all_who_take_a_platform_over_the_last_one_alone_writes(race: Race, workers: int) -> None:
    """Whatever the order, each epoch is one run's, and only the newest one's writing is there at the end."""
    for number in ROUNDS:
        platform = f"taken_{workers}_{number}"

        def work(ledger: Ledger, me: int, platform: str = platform) -> int:
            state = ledger.platforms.take_over(platform, f"r{me}")
            assert state is not None
            ledger.platforms.keep(state._replace(refused={"by": f"r{me}"}))
            return state.epoch

        ends = race.run(workers, work)
        assert all(isinstance(end, int | TakenOver) for end in ends)
        won = {f"r{me}": end for me, end in enumerate(ends) if isinstance(end, int)}
        assert len(set(won.values())) == len(won)
        kept = race.ledger.platforms.get(platform)
        assert kept is not None
        assert kept.epoch == won[kept.run] == max(won.values())
        assert kept.refused == {"by": kept.run}


@pytest.mark.parametrize("workers", CROWDS)
def test_whoever_was_taken_over_writes_nothing_any_more_however_often_they_try(
    race: Race, workers: int
) -> None:
    """All but the last are late, and all write at once, ten times each."""
    for number in ROUNDS:
        platform = f"late_{workers}_{number}"
        held = [ledger.platforms.take_over(platform, f"r{me}") for me, ledger in enumerate(race.ledgers)]
        held = held[-workers:]

        def work(ledger: Ledger, me: int, held: list[PlatformState | None] = held) -> int:
            mine, lost = held[me], 0
            assert mine is not None
            for turn in range(10):
                try:
                    ledger.platforms.keep(mine._replace(lap=Lap(turn, NOW), refused={"by": mine.run}))
                except TakenOver:
                    lost += 1
            return lost

        assert race.run(workers, work) == [10] * (workers - 1) + [0]
        kept, last = race.ledger.platforms.get(platform), held[-1]
        assert last is not None
        assert kept == last._replace(lap=Lap(9, NOW), refused={"by": last.run})


def test_what_the_one_before_wrote_while_it_was_taken_over_is_not_lost(race: Race) -> None:
    """It either is in what the next one begins with, or was refused."""
    for number in range(40):
        platform = f"between_{number}"
        before = race.ledger.platforms.take_over(platform, "before")

        def work(
            ledger: Ledger, me: int, platform: str = platform, before: PlatformState | None = before
        ) -> PlatformState | None:
            assert before is not None
            if me:
                return ledger.platforms.take_over(platform, "after")
            ledger.platforms.keep(before._replace(listed=NOW))
            return None

        wrote, begun = race.run(2, work)
        assert isinstance(begun, PlatformState)
        assert (begun.epoch, begun.listed) == (2, NOW if wrote is None else None)
        assert race.ledger.platforms.get(platform) == begun
