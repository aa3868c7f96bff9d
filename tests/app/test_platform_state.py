"""What a run remembers of a platform: once another run has taken over, nothing of the late one's counts any more."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from local.stack.direct import DirectClient
from shared.adapters.dynamodb.ledger import open_ledger
from shared.app.scene.company import every_file
from shared.core.case import GroupFile
from shared.core.errors import PlatformDenied, PlatformUnavailable, TakenOver
from shared.core.platform_state import Lap, PlatformState
from tests.app.business import breaking, calls, raising, reading, remember, state_of, stored, tap
from tests.app.company import FULL, Company
from tests.app.test_listing import PAGES, at_leisure, for_pages, gone, listed, spread
from tests.app.test_side_by_side import Two
from tests.app.unreadable import Kept, broken
from tests.fakes.tapped import tapped
from tests.support_ministack import new_table

LATER = timedelta(minutes=20)
"""By then the lease of a run that began at nine has run out."""


def tuesday() -> Company:
    """All twelve groups are known; since yesterday one has left the platform, one is new and one was renamed."""
    company = spread()
    company.collect()
    company.at(12, 9)
    company.im.groups.pop("g03")
    company.add("new")
    company.add("g07", "市场部-秋季推广组")
    company.im.asked.clear()
    at_leisure(company)
    return company


def frozen(company: Company, operation: str, number: int, meanwhile: Callable[[], object]) -> Any:
    """What a run came to that was frozen before its call of this number, and thawed when `meanwhile` was over."""
    world, met = company.world, 0

    def freeze(name: str) -> None:
        nonlocal met
        met += name == operation
        if name == operation and met == number:
            company.world = world
            company.world.clock.forward(LATER)
            meanwhile()

    ledger = tapped(world.ledger, before=freeze)
    company.world = world.but(ledger=lambda: ledger)
    summary = company.collect()
    assert met >= number
    return summary


def kept(company: Company) -> tuple[list[GroupFile], list[tuple[str, Any]]]:
    ledger = company.world.ledger
    return list(every_file(ledger, "pigeon")), ledger.inventory.dirty("pigeon", 99)


def in_parts(company: Company, pages: int) -> None:
    """A run that has time for so many pages, and one that ends what is left."""
    for_pages(company, pages)
    company.collect()
    at_leisure(company)


@pytest.mark.parametrize(
    ("operation", "number"),
    [("inventory.peek", 1), ("inventory.peek", 3), ("inventory.peek", PAGES), ("platforms.keep", 1)],
    ids=["at its first page", "in the middle", "at its last page", "before it says who is missing"],
)
@pytest.mark.parametrize("pages", [2, PAGES + 9], ids=["a part of", "the whole of"])
def test_where_a_second_run_took_over_in_the_middle_of_a_listing_nothing_is_lost_and_nothing_doubled(
    operation: str, number: int, pages: int
) -> None:
    """It comes to what it would have come to without the first one."""
    company, alone = tuesday(), tuesday()
    summary = frozen(company, operation, number, lambda: in_parts(company, pages))
    assert summary["counts"]["taken_over"] == 1
    (alarm,) = company.world.log.named("platform_taken_over")
    assert (alarm["platform"], alarm["epoch"]) == ("pigeon", 2)
    alone.world.clock.forward(LATER)
    in_parts(alone, pages)
    for each in (company, alone):
        each.at(12, 9, 45)
        each.collect()
    assert kept(company) == kept(alone)
    assert gone(company) == ["g03"]
    ends = [state_of(each)._replace(run="", epoch=0) for each in (company, alone)]
    assert ends[0] == ends[1]
    assert ends[0].listed == company.now.replace(hour=1, minute=20)


def test_a_place_that_a_late_run_would_keep_is_not_gone_on_from() -> None:
    """Both ran out of time; the late one had come further."""
    company = tuesday()
    for_pages(company, 4)
    late = frozen(company, "inventory.peek", 4, lambda: in_parts(company, 2))
    assert late["counts"]["taken_over"] == 1
    place = state_of(company).listing
    assert place is not None
    assert place.token == "4"
    at_leisure(company)
    company.at(12, 9, 45)
    assert listed(company) == PAGES * 2 - 4
    assert gone(company) == ["g03"]


def test_a_late_run_takes_no_place_away_that_another_one_goes_on_from() -> None:
    """Its token was refused, and it would begin the listing anew."""
    company = tuesday()
    in_parts(company, 2)
    before = state_of(company).listing
    assert before is not None
    groups = company.world.ledger.platforms.seen("pigeon", before)
    company.im.before = breaking("list", 1)
    company.at(12, 9, 15)
    late = frozen(company, "platforms.seen", 1, lambda: remember(company))
    assert late["counts"]["taken_over"] == 1
    assert state_of(company).listing == before
    assert groups is not None
    assert company.world.ledger.platforms.seen("pigeon", before) == groups


def test_a_group_that_a_late_run_did_not_meet_and_another_one_did_is_not_out_of_sight() -> None:
    company = tuesday()
    hidden = company.im.groups.pop("g05")

    def meanwhile() -> None:
        company.im.groups["g05"] = hidden
        company.collect()

    assert frozen(company, "platforms.keep", 1, meanwhile)["counts"]["taken_over"] == 1
    assert gone(company) == ["g03"]


def test_of_the_platforms_of_a_run_only_the_one_that_was_taken_over_ends() -> None:
    company = Two()
    company.add("g1", text=FULL)
    for name in ("there", "else"):
        company.there(name)
    tap(company, "inventory.peek", lambda: remember(company, refused={"life": "x"}))
    summary = company.collect()
    assert summary["counts"]["taken_over"] == 1
    assert [one["platform"] for one in company.world.log.named("platform_taken_over")] == ["pigeon"]
    mine = state_of(company)
    assert mine == PlatformState("pigeon", 2, "test", refused={"life": "x"})
    other = state_of(company, "wecom")
    assert (other.epoch, other.listed, other.people_asked) == (1, company.now, company.now)
    assert stored(company, "wecom:there").group.announcement is not None
    company.at(11, 9, 15)
    assert company.collect()["counts"]["new"] == 1
    assert state_of(company).listed == company.now


def test_where_two_runs_take_over_at_the_same_moment_one_leaves_the_platform_to_the_other() -> None:
    company = Company()
    company.add("g1")
    tap(company, "platforms.take_over", raising(TakenOver("pigeon", 0)))
    assert company.collect()["counts"] == {"taken_over": 1, "calls": 0}
    assert company.collect()["counts"]["new"] == 1


def test_a_run_by_a_later_epoch_remembers_all_that_the_one_before_did() -> None:
    company = Company()
    company.add("g1")
    company.collect()
    before, now = state_of(company), company.now
    assert (before.epoch, before.listed, before.people_asked, before.lap) == (1, now, now, Lap(1, now))
    company.at(11, 9, 15)
    run = company.collect()["run"]
    assert state_of(company) == before._replace(epoch=2, run=run)


class Metered:
    """A client that counts what is asked of what is remembered of a platform, and all that is asked."""

    def __init__(self) -> None:
        self._client = DirectClient()
        self.asked: Counter[str] = Counter()
        self.remembered: Counter[str] = Counter()

    def __getattr__(self, method: str) -> Any:
        inner = getattr(self._client, method)

        def call(**given: Any) -> Any:
            key = given.get("Key") or given.get("Item") or {}
            self.asked[method] += 1
            self.remembered[method] += str(key.get("PK", {}).get("S", "")).startswith("PLATFORM#")
            return inner(**given)

        return call


def test_a_tick_without_anything_to_do_reads_what_is_remembered_once_and_takes_it_over_once() -> None:
    client, company = Metered(), Company()
    ledger = open_ledger(client, new_table(client), company.world.clock)
    company.world = company.world._replace(ledger=ledger).but(ledger=lambda: ledger)
    company.add("g1")
    company.collect()
    for count in (client.asked, client.remembered):
        count.clear()
    company.at(11, 9, 15)
    company.collect()
    assert +client.remembered == Counter(get_item=1, update_item=1)
    assert client.asked == Counter(get_item=3, put_item=2, update_item=1, query=1, delete_item=1)


def test_while_it_cannot_be_read_what_is_marked_is_read_and_nothing_that_would_have_to_be_remembered(
    kept: Kept,
) -> None:
    company, item = broken("platform_state", "cut", kept)
    company.im.groups.pop("g3")
    company.im.texts["g2"] = FULL
    company.add("g4")
    company.im.asked.clear()
    company.at(29, 9)
    summary = company.collect()
    assert summary["counts"]["read"] == 1, "the one that is marked"
    assert stored(company, "pigeon:g2").group.announcement is not None
    assert stored(company, "pigeon:g3").gone is None
    assert "list" not in calls(company)
    assert [one["kind"] for one in summary["unreadable"]] == ["platform_state"]
    assert item in kept.items()
    dry = company.collect(dry_run=True)
    assert "listed" not in dry["counts"]
    assert [one["kind"] for one in dry["unreadable"]] == ["platform_state"]


def test_once_it_is_set_aside_the_platform_is_listed_anew_and_nothing_is_missing(kept: Kept) -> None:
    company, _ = broken("platform_state", "missing", kept)
    company.operate("mend", key="PLATFORM#pigeon -", apply=True, by="何静", reason="恢复备份时被截断")
    counts = company.collect()["counts"]
    assert (counts["listed"], counts["people"]) == (3, 3)
    assert "new" not in counts
    assert (state_of(company).epoch, state_of(company).listed) == (1, company.now)
    assert company.inspect()["counts"]["judged"] > 0


def collected(company: Company) -> list[tuple[bool, str]]:
    findings = company.operate("doctor")["findings"]
    return [(one["ok"], one["detail"]) for one in findings if one["about"] == "pigeon collect"]


def test_a_doctor_says_since_when_a_platform_fails_until_a_run_comes_to_its_end_there() -> None:
    company = Company()
    group = company.add("g1")
    assert collected(company) == []
    company.collect()
    assert collected(company) == [(True, "listed whole at 2026-05-11 01:00 UTC")]
    company.at(12, 9)
    reading(company, groups=raising(PlatformUnavailable("pigeon", "im.chat.list", "99991663")))
    for minute in (0, 15, 30):
        company.at(12, 9, minute)
        company.collect()
    failing = (
        "fails since 2026-05-12 01:00 UTC, last at 2026-05-12 01:30 UTC (im.chat.list: 99991663); "
        "listed whole at 2026-05-11 01:00 UTC"
    )
    assert collected(company) == [(False, failing)]
    company.collect(dry_run=True)
    company.collect(groups=[group])
    assert collected(company) == [(False, failing)], "one group that can be read is no sign that the list can"
    reading(company)
    company.at(12, 9, 45)
    company.collect()
    assert collected(company) == [(True, "listed whole at 2026-05-12 01:45 UTC")]
    reading(company, groups=raising(PlatformUnavailable("pigeon", "im.chat.list", "99991663")))
    company.at(14, 9)
    company.collect()
    (one,) = collected(company)
    assert one[1].startswith("fails since 2026-05-14 01:00 UTC")


def test_a_doctor_says_that_a_platform_was_never_listed_and_gave_no_answer() -> None:
    company = Company()
    reading(company, groups=raising(PlatformUnavailable("pigeon", "im.chat.list")))
    company.collect()
    (one,) = collected(company)
    assert one == (
        False,
        "fails since 2026-05-11 01:00 UTC, last at 2026-05-11 01:00 UTC (im.chat.list: no answer); never listed whole",
    )


def test_a_doctor_says_where_the_listing_has_not_come_to_its_end_for_days() -> None:
    """It is refused, which is no failure of a run, and everything else goes on."""
    company = Company()
    company.add("g1")
    company.collect()
    reading(company, groups=raising(PlatformDenied("pigeon", "im.chat.list", "99991672")))
    company.at(14, 9)
    company.collect()
    assert collected(company) == [(True, "listed whole at 2026-05-11 01:00 UTC")]
    company.at(14, 9, 1)
    assert collected(company) == [(False, "listed whole at 2026-05-11 01:00 UTC")]


def test_a_failure_that_comes_to_a_late_run_is_not_the_other_one_s() -> None:
    company = tuesday()
    company.im.before = breaking("list", 3 + PAGES + 1)
    late = frozen(company, "inventory.peek", 3, company.collect)
    assert (late["counts"]["taken_over"], late["counts"].get("failed")) == (1, None)
    assert (state_of(company).failure, state_of(company).listing) == (None, None)


def test_of_what_cannot_be_read_a_doctor_says_only_that(kept: Kept) -> None:
    company, _ = broken("platform_state", "newer", kept)
    assert collected(company) == []
