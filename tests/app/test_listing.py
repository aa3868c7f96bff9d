"""Listing all groups page by page: one that does not end within a tick goes on in the next, and loses nothing."""

from typing import Any

import pytest

from shared.app.collect.memory import Memory
from shared.app.collect.place import Place, Seen, keep_place, kept_place
from shared.app.ports.im import GroupPage
from shared.app.ports.state import Ledger, Part
from shared.core.case import GroupFile
from shared.core.errors import PlatformUnavailable, StoreUnavailable
from shared.core.model import Fact, Group
from shared.core.platform_state import Listing, PlatformState
from tests.app.business import breaking, calls, raising, reading, state_of, stored, tap
from tests.app.company import MONDAY, Company
from tests.app.test_collect import Unkeepable

PAGES = 6


def spread(groups: int = PAGES * 2) -> Company:
    """Twelve groups on six pages."""
    company = Company()
    company.im.page = 2
    for number in range(groups):
        company.add(f"g{number:02}")
    return company


def for_pages(company: Company, pages: int) -> None:
    """The time of the next run is up once so many pages were asked for."""
    company.im.asked.clear()
    company.world = company.world.but(
        remaining=lambda: 300.0 if company.im.asked.count("list") < pages else 20.0
    )


def at_leisure(company: Company) -> None:
    company.world = company.world.but(remaining=lambda: 300.0)


def gone(company: Company) -> list[str]:
    ids = [f"g{number:02}" for number in range(PAGES * 2)]
    return [one for one in ids if stored(company, f"pigeon:{one}").gone is not None]


def listed(company: Company) -> int:
    counts: dict[str, int] = dict(company.collect()["counts"])
    return counts.get("listed", 0)


def test_a_listing_goes_on_where_its_time_ran_out() -> None:
    company = spread()
    for_pages(company, 2)
    summary = company.collect()
    assert (summary["counts"]["listed"], summary["listing_goes_on"]) == (4, ["pigeon"])
    company.at(11, 9, 15)
    for_pages(company, 3)
    assert listed(company) == 6
    company.at(11, 9, 30)
    at_leisure(company)
    summary = company.collect()
    assert (summary["counts"]["listed"], summary["counts"]["read"]) == (2, 12)
    assert "listing_goes_on" not in summary
    calls(company)
    company.at(11, 9, 45)
    company.collect()
    assert calls(company)["list"] == 0, "it is whole, and asked for again tomorrow"


def test_only_of_a_whole_listing_is_anybody_missing() -> None:
    company = spread()
    company.collect()
    company.im.groups.pop("g00")
    company.im.groups.pop("g11")
    company.at(12, 9)
    for_pages(company, 3)
    company.collect()
    assert gone(company) == []
    company.at(12, 9, 15)
    at_leisure(company)
    assert company.collect()["counts"]["out_of_sight"] == 2
    assert gone(company) == ["g00", "g11"]


def test_what_a_listing_showed_in_an_earlier_tick_is_not_missing() -> None:
    company = spread()
    company.collect()
    company.at(12, 9)
    for_pages(company, 5)
    company.collect()
    company.at(12, 9, 15)
    at_leisure(company)
    assert "out_of_sight" not in company.collect()["counts"]
    assert gone(company) == []


def test_a_group_that_we_were_invited_to_behind_a_listing_s_back_is_not_missing() -> None:
    """It would stand on a page that was taken already; an event told of it, and it was read since the listing began."""
    company = spread()
    for_pages(company, 4)
    company.collect()
    company.at(11, 9, 15)
    early = Group("pigeon", "early", name=Fact("市场部-新品推广组", company.now))
    company.world.ledger.inventory.save(GroupFile(early, company.now), {Part.META}, company.now)
    at_leisure(company)
    assert "out_of_sight" not in company.collect()["counts"]
    assert stored(company, "pigeon:early").gone is None


@pytest.mark.parametrize("refused", ["99992402", "232001"])
def test_a_token_that_is_not_taken_any_more_begins_the_listing_anew_and_loses_nothing(refused: str) -> None:
    company = spread()
    company.collect()
    company.im.groups.pop("g03")
    company.at(12, 9)
    for_pages(company, 4)
    company.collect()
    at_leisure(company)
    company.at(12, 9, 15)
    fresh = company.im.connected().groups
    assert fresh is not None
    tokens: list[str] = []

    def groups(token: str) -> GroupPage:
        tokens.append(token)
        if token == "8" and tokens == ["8"]:
            raise PlatformUnavailable("pigeon", "groups", refused)
        return fresh(token)

    reading(company, groups=groups)
    counts = company.collect()["counts"]
    assert tokens == ["8", "", "2", "4", "6", "8", "10"]
    assert (counts["listed"], counts["out_of_sight"]) == (11, 1)
    assert gone(company) == ["g03"]


def test_a_page_that_fails_later_is_where_the_next_tick_goes_on() -> None:
    company = spread()
    company.im.before = breaking("list", 4)
    summary = company.collect()
    assert (summary["counts"]["listed"], summary["counts"]["failed"]) == (6, 1)
    company.at(11, 9, 15)
    calls(company)
    assert listed(company) == 6
    assert calls(company)["list"] == 3


def test_a_group_that_moves_between_pages_is_taken_in_once() -> None:
    company = spread()
    shown = company.im.connected().groups
    assert shown is not None

    def groups(token: str) -> GroupPage:
        page = shown(token)
        return page._replace(groups=(*page.groups, company.im.groups["g00"]))

    reading(company, groups=groups)
    counts = company.collect()["counts"]
    assert (counts["listed"], counts["new"]) == (12, 12)


def test_a_page_without_groups_is_not_the_end() -> None:
    company = spread(2)
    shown = company.im.connected().groups
    assert shown is not None
    reading(company, groups=lambda token: shown("0") if token else GroupPage((), "more"))
    assert listed(company) == 2


def test_pages_that_lead_in_a_circle_are_said_so_and_the_listing_begins_anew() -> None:
    company = spread()
    company.collect()
    company.at(12, 9)
    circle = {"": "a", "a": "b", "b": "a"}
    reading(company, groups=lambda token: GroupPage((Group("pigeon", f"x{token}"),), circle[token]))
    assert company.collect()["counts"]["failed"] == 1
    (alarm,) = company.world.log.named("platform_failed")
    assert alarm["code"] == "page_token"
    assert gone(company) == []
    reading(company)
    company.at(12, 9, 15)
    assert listed(company) == 12


def test_a_dry_run_keeps_no_place_and_begins_at_the_first_page() -> None:
    company = spread()
    for_pages(company, 3)
    assert company.collect(dry_run=True)["listing_goes_on"] == ["pigeon"]
    assert state_of(company) == PlatformState("pigeon")
    for_pages(company, 4)
    company.collect()
    at_leisure(company)
    assert company.collect(dry_run=True)["counts"]["listed"] == 12


def test_what_the_month_allows_is_taken_for_fifty_pages_at_a_time_and_the_rest_waits() -> None:
    company = Company()
    budgets = company.world.ports.policy().budgets._replace(api_calls_per_month=60)
    policy = company.world.ports.policy()._replace(budgets=budgets)
    company.world = company.world.but(policy=lambda: policy)
    company.im.page = 1
    for number in range(55):
        company.add(f"g{number:02}")
    summary = company.collect()
    assert (summary["counts"]["listed"], summary["budget_spent"]) == (50, "api:pigeon:2026-05")
    company.at(1, 9, month=6)
    assert listed(company) == 5


def test_a_group_that_cannot_be_kept_stops_the_listing_that_would_not_show_it_again_today() -> None:
    company = spread()
    ledger = company.world.ledger
    inventory: Any = Unkeepable(ledger.inventory, "pigeon:g05")
    company.world = company.world.but(ledger=lambda: ledger._replace(inventory=inventory))
    with pytest.raises(RuntimeError):
        company.collect()
    company.world = company.world.but(ledger=lambda: ledger)
    assert listed(company) == 12


def place(*groups: str, token: str = "t") -> Place:
    seen = Seen()
    for group in groups:
        seen.add(group)
    return Place(MONDAY, token, seen)


def memory(ledger: Ledger, run: str, *, dry: bool = False) -> Memory:
    """As the run has it that begins now."""
    begun = Memory(ledger.platforms, "pigeon", run, dry=dry)
    begun.begin()
    return begun


def test_a_place_comes_back_as_it_was_kept_until_it_is_dropped() -> None:
    ledger = Company().world.ledger
    names = [f"pigeon:g{number}" for number in range(40_000)]
    keep_place(memory(ledger, "r1"), place(*names))
    later = memory(ledger, "r2")
    again = kept_place(later)
    assert again is not None
    assert (again.since, again.token) == (MONDAY, "t")
    assert all(name in again.seen for name in names)
    assert "pigeon:other" not in again.seen
    kept = later.state.listing
    assert kept == Listing(MONDAY, "t", "r1", 320_000)
    later.drop_listing()
    later.drop_listing()
    assert kept_place(memory(ledger, "r3")) is None
    assert ledger.platforms.seen("pigeon", kept) is None


def test_a_place_that_is_kept_again_takes_that_of_the_run_before_away() -> None:
    ledger = Company().world.ledger
    keep_place(memory(ledger, "r1"), place("a"))
    second = memory(ledger, "r2")
    keep_place(second, place("a", "b"))
    keep_place(second, place("a", "b", "c", token="u"))
    again = kept_place(memory(ledger, "r3"))
    assert again is not None
    assert (again.token, [one in again.seen for one in "abc"]) == ("u", [True] * 3)
    assert ledger.platforms.seen("pigeon", Listing(MONDAY, "t", "r1", 8)) is None


def test_what_was_seen_is_there_before_the_record_counts_on_it() -> None:
    company = spread()
    for_pages(company, 3)
    tap(company, "platforms.keep_seen", raising(StoreUnavailable("put_item")))
    with pytest.raises(StoreUnavailable):
        company.collect()
    assert state_of(company).listing is None


def test_a_dry_run_leaves_the_place_of_a_listing_under_way_alone() -> None:
    ledger = Company().world.ledger
    keep_place(memory(ledger, "r1"), place("a"))
    dry = memory(ledger, "r2", dry=True)
    keep_place(dry, place("b"))
    dry.drop_listing(listed=MONDAY)
    again = kept_place(memory(ledger, "r3"))
    assert again is not None
    assert "a" in again.seen


def test_a_place_whose_groups_are_not_there_any_more_is_as_if_absent() -> None:
    company = spread()
    for_pages(company, 3)
    company.collect()
    listing = state_of(company).listing
    assert listing is not None
    company.world.ledger.platforms.drop_seen("pigeon", listing)
    at_leisure(company)
    company.at(11, 9, 15)
    counts = company.collect()["counts"]
    assert counts["listed"] == PAGES * 2
    assert (state_of(company).listed, state_of(company).listing) == (company.now, None)


def test_a_seen_group_is_added_once() -> None:
    seen = Seen()
    assert [seen.add(group) for group in ("a", "b", "a")] == [True, True, False]
