"""A fortnight on every simulated platform beside the pigeon post: the same people, told kindly, rarely and in one place."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

import pytest

from local.company.found import FEWEST_GROUPS, SEED, found
from local.company.model import Company, Tenant, WorkGroup
from local.company.weeks import ZONE, is_worked
from local.im.clock import Clock
from local.im.platform import Platform
from shared.app.ports.ports import Ports
from shared.core.account import Account
from shared.core.case import Case
from shared.core.model import PeopleVersion, Person
from shared.core.outbox import Nudge, Shown, State
from tests.faults.bugs import Changed, with_outbox, with_part
from tests.local.im.fortnight import FIRST, Bug, Fortnight
from tests.pigeon.vendor import PIGEON

HERE, THERE = 14, 14
"""Groups on either platform; two thirds of those at the pigeon post are owned by people who own some here too."""


def _ordinary(company: Company) -> Iterator[WorkGroup]:
    """With an owner at work, and most of them without an announcement."""
    groups = [one for one in company.groups if one.traits.owner == "active" and not one.archived]
    lacking = [one for one in groups if not one.notice and one.kind == "project"]
    yield from lacking[: HERE - 2]
    yield from [one for one in groups if one.traits.notice == "full"][:2]


@contextmanager
def played(platform: Platform, bug: Bug = lambda ports: ports) -> Iterator[Fortnight]:
    clock = Clock()
    clock.set(datetime.combine(FIRST, time(8), ZONE))
    whole = found(SEED, FEWEST_GROUPS, tenant=platform.tenant)
    groups = tuple(_ordinary(whole))
    company = whole._replace(groups=groups, messages={one.id: whole.messages[one.id] for one in groups})
    other = _ordinary(found(SEED, FEWEST_GROUPS, tenant=Tenant(PIGEON.id), branch=1))
    owners = [one.owner_id for one in groups]
    there = tuple(
        group._replace(owner_id=owners[place]) if place % 3 else group for place, group in enumerate(other)
    )
    everywhere = frozenset(one.owner_id for one in there) & frozenset(owners)
    with platform.simulate(company, clock) as simulator:
        fortnight = Fortnight(simulator, there, everywhere, bug)
        try:
            yield fortnight.play()
        finally:
            fortnight.product.stop()


@pytest.fixture(scope="module")
def fortnight(platform: Platform) -> Iterator[Fortnight]:
    with played(platform) as whole:
        yield whole


def days_of(fortnight: Fortnight) -> Counter[tuple[str, date]]:
    return Counter((one.person, one.at.date()) for one in fortnight.told)


def repeated(fortnight: Fortnight) -> list[tuple[str, str]]:
    """(case, step) of what somebody certainly got more than once."""
    sent = [shown for row in fortnight.rows() if row.state is State.SENT for shown in row.shown]
    counts = Counter((shown.key.id, str(shown.step)) for shown in sent)
    return [what for what, count in counts.items() if count > 1]


def test_both_platforms_carry_messages(fortnight: Fortnight) -> None:
    assert len({one.platform for one in fortnight.told}) == 2
    assert {len(one.cases) > 1 for one in fortnight.told} == {True, False}


def test_nobody_gets_two_messages_a_day_on_both_together(fortnight: Fortnight) -> None:
    assert max(days_of(fortnight).values()) == 1


def test_nobody_gets_one_at_night_at_noon_or_on_a_day_off(fortnight: Fortnight) -> None:
    for one in fortnight.told:
        assert is_worked(one.at.date()), one
        assert time(9) <= one.at.time() < time(12) or time(13, 30) <= one.at.time() < time(18), one


def test_somebody_with_two_accounts_is_told_of_both_platforms_groups_on_one_of_them(
    fortnight: Fortnight,
) -> None:
    groups = {case.key.id: case.key.group for case in fortnight.cases()}
    mixed = [
        one for one in fortnight.told if len({groups[case].partition(":")[0] for case in one.cases}) == 2
    ]
    assert mixed


def test_nobody_is_told_twice_about_the_same(fortnight: Fortnight) -> None:
    assert repeated(fortnight) == []
    shown: dict[str, list[datetime]] = {}
    for one in fortnight.told:
        for case in one.cases:
            shown.setdefault(case, []).append(one.at)
    lost = {one.key.id for row in unconfirmed(fortnight) for one in row.shown}
    for case, moments in shown.items():
        assert len(moments) <= (3 if case in lost else 2), case
    assert any(len(moments) == 2 for moments in shown.values()), "nobody needed the reminder"


def unconfirmed(fortnight: Fortnight) -> Sequence[Nudge]:
    return [row for row in fortnight.rows() if row.state is State.UNCONFIRMED]


def test_a_note_of_which_nobody_said_that_it_arrived_is_counted_as_such(fortnight: Fortnight) -> None:
    assert fortnight.lost == len(unconfirmed(fortnight)) == 1


def test_what_was_mended_is_closed_and_not_shown_again(fortnight: Fortnight) -> None:
    cases = {case.key.id: case for case in fortnight.cases()}
    assert len(fortnight.mended) > 10
    assert [case for case in fortnight.mended if cases[case].is_open] == []
    for one in fortnight.told:
        for case in one.cases & fortnight.mended.keys():
            assert one.at <= fortnight.mended[case]


def test_what_nobody_mended_stays_open(fortnight: Fortnight) -> None:
    left = [case for case in fortnight.cases() if case.key.id not in fortnight.mended]
    assert left
    assert all(case.is_open for case in left)


class _Unclaimed(Changed):
    """Whoever has a message of the day gets another one: the row of the first is pushed aside."""

    def __init__(self, part: object) -> None:
        super().__init__(part)
        self._days: dict[str, date] = {}

    def since(self, account: str, day: date) -> list[Nudge]:
        return []

    def claim(self, nudge: Nudge, people: PeopleVersion) -> bool:
        days = (nudge.day + timedelta(days=1000 * ahead) for ahead in range(9))
        self._days[nudge.claim] = next(
            day for day in days if self.real.claim(nudge._replace(day=day), people)
        )
        return True

    def _there(self, nudge: Nudge) -> Nudge:
        return nudge._replace(day=self._days.get(nudge.claim, nudge.day))

    def freeze(self, nudge: Nudge, people: PeopleVersion) -> None:
        self.real.freeze(self._there(nudge), people)

    def settle(self, nudge: Nudge, state: State, cases: Sequence[tuple[Shown, Case]] = ()) -> None:
        self.real.settle(self._there(nudge), state, cases)


class _Unregistered(Changed):
    """Every account is taken for a person of its own."""

    def people(self, version: PeopleVersion) -> tuple[Person, ...]:
        return ()

    def people_of(self, version: PeopleVersion, accounts: Iterable[Account]) -> Mapping[Account, Person]:
        return {}


def claim_ignored(ports: Ports) -> Ports:
    return with_outbox(ports, _Unclaimed(ports.ledger().outbox))


def register_ignored(ports: Ports) -> Ports:
    return with_part(ports, "people", _Unregistered(ports.ledger().people))


@pytest.mark.parametrize("bug", [claim_ignored, register_ignored], ids=lambda bug: bug.__name__)
def test_a_bug_by_which_somebody_gets_two_messages_a_day_is_seen(platform: Platform, bug: Bug) -> None:
    with played(platform, bug) as spoilt:
        assert max(days_of(spoilt).values()) > 1
