"""Collecting: what a listing shows, and what is read again of which group."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, cast

import pytest

from shared.app.ports.im import Life, Written
from shared.app.ports.state import GroupChange, Inventory
from shared.app.register.upload import register
from shared.core.model import Element, Group
from tests.app.business import breaking, calls, reading, state_of, stored
from tests.app.company import FULL, MONDAY, Company


class Unkeepable:
    """An inventory in which one group cannot be kept, however often it is tried."""

    def __init__(self, inventory: Inventory, group: str) -> None:
        self._inventory = inventory
        self._group = group

    def __getattr__(self, method: str) -> Any:
        return getattr(self._inventory, method)

    def keep(self, changes: Sequence[GroupChange]) -> None:
        for change in changes:
            if change.group == self._group and change.file is not None:
                raise RuntimeError
            self._inventory.keep([change])


WANG = "目的：新品推广的协同。功能：排期、物料确认。成员：市场部同事。约定：围绕工作。群主：王芳"


def test_a_new_group_is_read_whole_and_its_owner_is_known_by_name() -> None:
    company = Company()
    company.add("g1", text=WANG)
    company.im.lives["g1"] = Life(MONDAY - timedelta(days=2), None)
    assert company.collect()["counts"] == {
        "calls": 7, "listed": 1, "new": 1, "people": 3, "read": 1, "unavailable": 0,
    }  # fmt: skip
    group = stored(company).group
    assert group.announcement is not None
    assert Element.CONTACT in group.announcement.value.elements
    assert group.activity is not None
    assert group.activity.value.last_human == MONDAY - timedelta(days=2)
    assert company.world.ledger.directory.profiles("pigeon")["pigeon:wang"].name == "王芳"


def test_a_tick_without_news_asks_for_nothing() -> None:
    company = Company()
    company.add("g1")
    company.collect()
    calls(company)
    company.at(11, 9, 15)
    assert company.collect()["counts"] == {"calls": 0}


def test_the_listing_is_asked_for_once_a_day_and_only_what_it_shows_changed_is_read_again() -> None:
    company = Company()
    company.add("g1")
    company.add("g2")
    company.collect()
    calls(company)
    company.at(12, 8, 30)
    company.add("g2", "市场部-秋季推广组")
    counts = company.collect()["counts"]
    assert (counts["listed"], counts["changed"], counts["read"]) == (2, 1, 1)
    assert calls(company) == Counter(list=1, detail=1, announcement=1)
    name = stored(company, "pigeon:g2").group.name
    assert name is not None
    assert name.value == "市场部-秋季推广组"


def test_a_group_that_is_listed_no_more_is_out_of_sight_until_it_is_listed_again() -> None:
    company = Company()
    company.add("g1")
    company.collect()
    away = company.im.groups.pop("g1")
    company.at(12, 9)
    assert company.collect()["counts"]["out_of_sight"] == 1
    assert stored(company).gone == company.now
    company.im.groups["g1"] = away
    company.at(13, 9)
    assert company.collect()["counts"]["changed"] == 1
    assert stored(company).gone is None


def test_a_group_that_is_listed_and_refused_is_asked_for_again_after_a_week() -> None:
    company = Company()
    company.add("g1")
    company.collect()
    company.im.refused.add("g1")
    calls(company)
    company.world.ledger.inventory.mark_dirty("pigeon:g1", company.now)
    asked = []
    for day in range(12, 23):
        company.at(day, 9)
        company.collect()
        asked.append(calls(company)["detail"])
    assert stored(company).gone is not None
    assert asked == [1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]


def test_a_group_that_cannot_be_kept_is_counted_and_named_and_the_others_are_read() -> None:
    company = Company()
    company.add("g1")
    company.add("g2")
    company.collect()
    for group in ("g1", "g2"):
        company.im.texts[group] = FULL
        company.world.ledger.inventory.mark_dirty(f"pigeon:{group}", company.now)
    company.at(12, 9)
    ledger = company.world.ledger
    inventory = cast("Any", Unkeepable(ledger.inventory, "pigeon:g1"))
    company.world = company.world.but(ledger=lambda: ledger._replace(inventory=inventory))
    assert company.collect()["counts"]["failed"] == 1
    kept = [stored(company, f"pigeon:{group}").group.announcement for group in ("g1", "g2")]
    assert [notice.value.length > 0 for notice in kept if notice] == [False, True]
    (alarm,) = company.world.log.named("group_not_read")
    assert alarm == {"group": "pigeon:g1", "error": "RuntimeError"}
    assert ledger.inventory.dirty("pigeon", 9) == [("pigeon:g1", company.now)], "it waits for another try"


def test_a_listing_that_breaks_off_puts_nothing_out_of_sight_and_is_asked_for_again() -> None:
    company = Company()
    company.im.page = 1
    for name in ("g1", "g2", "g3"):
        company.add(name)
    company.collect()
    company.at(12, 9)
    company.im.groups.pop("g3")
    company.im.before = breaking("list", 2)
    assert company.collect()["counts"]["failed"] == 1
    assert [stored(company, f"pigeon:g{number}").gone for number in (1, 2, 3)] == [None] * 3
    company.at(12, 9, 15)
    counts = company.collect()["counts"]
    assert (counts["listed"], counts["out_of_sight"]) == (1, 1), "it went on behind the first page"
    gone = [stored(company, f"pigeon:g{number}").gone for number in (1, 2, 3)]
    assert gone == [None, None, company.now]


def test_a_group_that_was_only_filed_by_hand_is_not_missed_by_a_listing() -> None:
    company = Company()
    company.add("g1")
    key = "register/incoming/groups.csv"
    company.world.bucket.objects[key] = "平台,群ID,群名\npigeon,filed,市场部-备案组\n".encode()
    assert "refused" not in register({"key": key}, company.world.ports)
    assert "out_of_sight" not in company.collect()["counts"]


def test_what_changed_first_is_read_first() -> None:
    company = Company()
    for name in ("g1", "g2", "g3"):
        company.add(name)
    company.collect()
    for minute, name in enumerate(("g2", "g3", "g1")):
        company.world.ledger.inventory.mark_dirty(f"pigeon:{name}", MONDAY + timedelta(minutes=minute))
    order: list[str] = []

    def detail(group: Group) -> Group:
        order.append(group.id)
        return company.im.groups[group.id]

    reading(company, detail=detail)
    company.at(11, 9, 15)
    company.collect()
    assert order == ["g2", "g3", "g1"]
    assert company.world.ledger.inventory.dirty("pigeon", 10) == []


def test_a_change_that_comes_while_a_group_is_read_is_not_lost() -> None:
    company = Company()
    group = company.add("g1")
    inventory = company.world.ledger.inventory

    def detail(asked: Group) -> Group:
        inventory.mark_dirty(group, company.now + timedelta(seconds=1))
        return company.im.groups[asked.id]

    reading(company, detail=detail)
    company.collect()
    assert [key for key, _ in inventory.dirty("pigeon", 10)] == [group]


@pytest.mark.parametrize("found_by", ["listing", "event"])
def test_a_new_owner_gets_fresh_grace_and_the_announcement_is_read_with_them_in_mind(found_by: str) -> None:
    company = Company()
    group = company.add("g1", text=WANG)
    company.collect()
    company.add("g1", text=WANG, owner="zhou")
    if found_by == "listing":
        company.at(12, 9)
    else:
        company.world.ledger.inventory.mark_dirty(group, company.now)
        company.at(11, 9, 15)
    company.collect()
    file = stored(company)
    assert file.owner_changed == company.now
    assert file.group.announcement is not None
    assert Element.CONTACT not in file.group.announcement.value.elements, "it still names the one before"


def test_a_dry_run_does_not_move_the_lap_in_which_announcements_are_read_again() -> None:
    company = Company()
    company.add("g1")
    company.collect()
    before = state_of(company).lap
    assert before is not None
    company.at(14, 9)
    company.collect(dry_run=True)
    assert state_of(company).lap == before
    company.collect()
    assert state_of(company).lap != before


def test_an_unchanged_announcement_is_not_fetched_again() -> None:
    company = Company()
    company.add("g1", text=WANG)
    known: list[str | None] = []
    original = company.im.connected().announcement
    assert original is not None

    def announcement(group: Group, revision: str | None) -> Written:
        known.append(revision)
        return original(group, revision)

    reading(company, announcement=announcement)
    company.collect()
    company.world.ledger.inventory.mark_dirty("pigeon:g1", company.now)
    company.at(11, 9, 15)
    company.collect()
    assert [revision is None for revision in known] == [True, False]
