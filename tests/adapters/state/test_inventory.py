"""Groups: kept in parts, read whole, never mixed up."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from shared.app.ports.state import INVENTORY_SHARDS, Part
from shared.core.case import GroupFile, Step
from shared.core.handover import Handover, Reply, Way
from shared.core.model import (
    Activity,
    Announcement,
    Element,
    Fact,
    Kind,
    Member,
    Source,
    Status,
    Waiver,
)
from tests.adapters.state.stores import (
    DAY,
    HOSTILE,
    HOUR,
    NOW,
    TODAY,
    Store,
    activity,
    case,
    due_case,
    filing,
    group_file,
)

ALL = tuple(Part)
LATER = NOW + HOUR


def everything(store: Store, platform: str = "pigeon") -> list[GroupFile]:
    return [
        file for number in range(INVENTORY_SHARDS) for file in store.ledger.inventory.shard(platform, number)
    ]


def life(store: Store, group: str = "pigeon:oc_1") -> Activity | None:
    file = store.ledger.inventory.get(group)
    assert file is not None
    return file.group.activity.value if file.group.activity else None


def test_a_group_comes_back_as_it_was_saved(store: Store) -> None:
    written = Announcement(
        "r1", 12, frozenset({Element.RULES, Element.PURPOSE}), frozenset({Element.CONTACT})
    )
    file = group_file(
        name=Fact("<b>群</b>\U0001f600", NOW, Source.DECLARED),
        kind=Fact(Kind.PROJECT, NOW),
        owner=Fact(None, NOW, Source.GUESSED),
        admins=Fact(("ou_1", "ou_2"), NOW),
        created=Fact(datetime(2020, 2, 29, 1, 2, 3, 4, UTC), NOW),
        status=Fact(Status.ACTIVE, NOW),
        size=Fact(12, NOW),
        external=Fact(value=False, at=NOW),
        department=Fact("研发", NOW),
        purpose=Fact("", NOW),
        announcement=Fact(written, LATER),
        activity=Fact(Activity(None, NOW, None, is_complete=False), LATER, Source.DECLARED),
    )._replace(owner_changed=LATER, gone=LATER, notice_revision="7")
    store.ledger.inventory.save(file, ALL, NOW)
    assert store.ledger.inventory.get("pigeon:oc_1") == file
    assert everything(store) == [file]


def test_a_shard_shows_of_a_group_what_the_group_alone_does(store: Store) -> None:
    """It asks for some attributes only."""
    inventory = store.ledger.inventory
    file = group_file(activity=activity(NOW - DAY, NOW), announcement=Fact(Announcement("r", 0), NOW))
    inventory.save(file._replace(gone=LATER, refused=LATER, notice_revision="7"), ALL, NOW)
    said = filing(owner="pigeon:wang", name="群")
    inventory.put_filing(said._replace(is_own=True, by="pigeon:wang", owner_changed=NOW), ["pigeon:wang"])
    stored = inventory.get("pigeon:oc_1")
    assert stored is not None
    assert stored.filed is not None
    offer = Handover(Way.OFFER, "pigeon:wang", "pigeon:chen", NOW, NOW + DAY, Reply.DECLINED)
    assert inventory.move_filing(stored.filed._replace(handover=offer), stored.filed)
    store.ledger.waivers.put("pigeon:oc_1", Waiver("group_name", "客户要求", "何静", TODAY))
    store.ledger.cases.save(due_case(delivered={Step.TOLD: NOW}, shown_to="pigeon:zhou", request="r1"))
    store.ledger.cases.save(case(check="missing_owner", resolved=store.clock.now()))
    whole = inventory.get("pigeon:oc_1")
    assert whole is not None
    assert (whole.filed is not None, len(whole.group.waivers), len(whole.cases)) == (True, 1, 2)
    assert everything(store) == [whole]


def test_facts_that_were_not_observed_stay_unobserved(store: Store) -> None:
    bare = group_file(name=None)
    store.ledger.inventory.save(bare, ALL, NOW)
    assert store.ledger.inventory.get("pigeon:oc_1") == bare


def test_members_are_not_kept(store: Store) -> None:
    store.ledger.inventory.save(group_file(members=Fact((Member("ou_1"),), NOW)), ALL, NOW)
    assert store.ledger.inventory.get("pigeon:oc_1") == group_file()


def test_what_was_never_saved_is_absent(store: Store) -> None:
    assert store.ledger.inventory.get("pigeon:oc_1") is None
    assert everything(store) == []


def test_every_group_is_in_one_shard_complete_and_in_order_of_the_ids(store: Store) -> None:
    for number in range(40):
        store.ledger.inventory.save(group_file(f"oc_{number}"), [Part.META], NOW)
    store.ledger.cases.save(case("pigeon:oc_7"))
    store.ledger.waivers.put("pigeon:oc_7", Waiver(None, "合规", "ops", date(2026, 12, 31)))
    store.ledger.inventory.save(
        group_file("oc_7")._replace(group=group_file("oc_7").group._replace(platform="heron")), ALL, NOW
    )
    found = [
        [file.group.id for file in store.ledger.inventory.shard("pigeon", n)] for n in range(INVENTORY_SHARDS)
    ]
    assert all(ids == sorted(ids) for ids in found)
    assert sorted(id_ for ids in found for id_ in ids) == sorted(f"oc_{number}" for number in range(40))
    seventh = next(file for file in everything(store) if file.group.id == "oc_7")
    assert (len(seventh.cases), len(seventh.group.waivers)) == (1, 1)
    assert [file.group.platform for file in everything(store, "heron")] == ["heron"]


def test_saving_one_part_leaves_the_others(store: Store) -> None:
    store.ledger.inventory.save(group_file(activity=activity(NOW)), ALL, NOW)
    renamed = group_file(name=Fact("新名", LATER))
    store.ledger.inventory.save(renamed, [Part.META], LATER)
    file = store.ledger.inventory.get("pigeon:oc_1")
    assert file == renamed._replace(group=renamed.group._replace(activity=activity(NOW)))


@pytest.mark.parametrize("part", ALL)
def test_an_older_reading_is_dropped_and_one_as_old_is_not(store: Store, part: Part) -> None:
    def reading(number: int) -> GroupFile:
        announcement = Fact(Announcement(str(number), number), NOW)
        file = group_file(
            name=Fact(f"群{number}", NOW),
            announcement=announcement,
            activity=activity(NOW, at=NOW + number * DAY),
        )
        return file._replace(notice_revision=str(number))

    store.ledger.inventory.save(group_file(), [Part.META], NOW)
    for number, at in ((2, LATER), (1, NOW), (3, LATER)):
        store.ledger.inventory.save(reading(number), [part], at)
        expected = group_file(**part_of(reading(max(number, 2)), part))
        file = store.ledger.inventory.get("pigeon:oc_1")
        assert file is not None
        assert file.group == expected.group


def part_of(file: GroupFile, part: Part) -> dict[str, Any]:
    field = {Part.META: "name", Part.NOTICE: "announcement", Part.ACTIVITY: "activity"}[part]
    return {field: getattr(file.group, field)}


def test_a_group_that_is_only_heard_of_is_there_once_it_is_listed(store: Store) -> None:
    assert store.ledger.inventory.heard("pigeon:oc_1", NOW, None, LATER)
    assert store.ledger.inventory.get("pigeon:oc_1") is None
    assert everything(store) == []
    store.ledger.inventory.save(group_file(), [Part.META], NOW)
    assert life(store) == Activity(NOW, None, observed_from=LATER)


def test_signs_of_life_are_written_where_the_day_changes_and_never_move_back(store: Store) -> None:
    store.ledger.inventory.save(group_file(), [Part.META], NOW)
    steps: list[tuple[datetime | None, datetime | None, bool]] = [
        (NOW, None, True),
        (NOW + HOUR, None, False),
        (NOW - DAY, None, False),
        (NOW + DAY, None, True),
        (NOW - DAY, NOW, True),
        (None, NOW + HOUR, False),
        (None, None, False),
        (NOW + 2 * DAY, NOW + 2 * DAY, True),
    ]
    for human, bot, moved in steps:
        assert store.ledger.inventory.heard("pigeon:oc_1", human, bot, LATER) is moved
    assert life(store) == Activity(NOW + 2 * DAY, NOW + 2 * DAY, observed_from=LATER)


def test_what_another_process_heard_counts(store: Store) -> None:
    store.ledger.inventory.save(group_file(), [Part.META], NOW)
    other = store.again().inventory
    assert store.ledger.inventory.heard("pigeon:oc_1", NOW, None, LATER)
    assert not other.heard("pigeon:oc_1", NOW + HOUR, None, LATER)
    assert other.heard("pigeon:oc_1", NOW + DAY, None, LATER)
    assert not store.ledger.inventory.heard("pigeon:oc_1", NOW + DAY, None, LATER)


def test_a_reading_that_knows_less_than_what_was_heard_moves_nothing_back(store: Store) -> None:
    store.ledger.inventory.save(group_file(activity=activity(NOW - DAY, NOW)), ALL, NOW)
    store.ledger.inventory.heard("pigeon:oc_1", NOW + DAY, None, NOW)
    store.ledger.inventory.save(group_file(activity=activity(NOW, None, LATER)), [Part.ACTIVITY], LATER)
    file = store.ledger.inventory.get("pigeon:oc_1")
    assert file is not None
    assert file.group.activity == activity(NOW + DAY, NOW, LATER)


def test_a_reading_that_knows_more_moves_it_within_the_day(store: Store) -> None:
    store.ledger.inventory.save(group_file(), [Part.META], NOW)
    store.ledger.inventory.heard("pigeon:oc_1", NOW, None, NOW)
    store.ledger.inventory.save(group_file(activity=activity(NOW + HOUR)), [Part.ACTIVITY], LATER)
    assert life(store) == Activity(NOW + HOUR, None, None)


def test_what_can_be_seen_no_more_is_unobserved_until_somebody_is_heard(store: Store) -> None:
    store.ledger.inventory.save(group_file(activity=activity(NOW, NOW)), ALL, NOW)
    store.ledger.inventory.heard("pigeon:oc_1", NOW, NOW, NOW)
    store.ledger.inventory.save(group_file(), [Part.ACTIVITY], LATER)
    assert life(store) is None
    assert store.ledger.inventory.heard("pigeon:oc_1", NOW - DAY, None, LATER)
    assert life(store) == Activity(NOW - DAY, None, observed_from=LATER)


def test_no_id_is_taken_for_another_s(store: Store) -> None:
    for number, id_ in enumerate(HOSTILE):
        group = f"pigeon:{id_}"
        store.ledger.inventory.save(group_file(id_, size=Fact(number, NOW)), ALL, NOW)
        store.ledger.cases.save(case(group, evidence={"number": number}))
        store.ledger.waivers.put(group, Waiver("group_name", str(number), "ops", None))
        store.ledger.inventory.heard(group, NOW + number * DAY, None, NOW)
        store.ledger.inventory.mark_dirty(group, NOW)
    found = {file.group.id: file for file in everything(store)}
    assert set(found) == set(HOSTILE)
    for number, id_ in enumerate(HOSTILE):
        file = found[id_]
        assert file == store.ledger.inventory.get(f"pigeon:{id_}")
        assert file.group.size == Fact(number, NOW)
        assert [one.evidence for one in file.cases] == [{"number": number}]
        assert [waiver.reason for waiver in file.group.waivers] == [str(number)]
        assert life(store, f"pigeon:{id_}") == Activity(NOW + number * DAY, None, NOW)
    assert sorted(mark[0] for mark in store.ledger.inventory.dirty("pigeon", 99)) == sorted(
        f"pigeon:{id_}" for id_ in HOSTILE
    )


def test_many_groups_are_peeked_at_with_the_parts_that_are_wanted(store: Store) -> None:
    whole = group_file("b", activity=activity(NOW), announcement=Fact(Announcement("r", 1), NOW))
    whole = whole._replace(notice_revision="7")
    store.ledger.inventory.save(whole, ALL, NOW)
    store.ledger.cases.save(case("pigeon:b"))
    store.ledger.waivers.put("pigeon:b", Waiver(None, "合规", "ops", None))
    row = filing("a", department="研发")
    store.ledger.inventory.put_filing(row)
    store.ledger.inventory.heard("pigeon:only_heard", NOW, None, NOW)
    asked = ["pigeon:a", "pigeon:b", "pigeon:a", "pigeon:nobody", "pigeon:only_heard"]
    bare = whole._replace(group=group_file("b").group, notice_revision=None)
    filed = store.ledger.inventory.get("pigeon:a")
    assert store.ledger.inventory.peek(asked) == {"pigeon:a": filed, "pigeon:b": bare}
    assert store.ledger.inventory.peek(asked, ALL) == {"pigeon:a": filed, "pigeon:b": whole}
    assert store.ledger.inventory.peek([]) == {}


def test_dirty_groups_come_oldest_mark_first(store: Store) -> None:
    inventory = store.ledger.inventory
    for group, at in (("pigeon:b", NOW), ("pigeon:a", LATER), ("heron:c", NOW), ("pigeon:b", NOW - HOUR)):
        inventory.mark_dirty(group, at)
    inventory.mark_dirty("pigeon:d", NOW + DAY)
    assert inventory.dirty("pigeon", 2) == [("pigeon:b", NOW), ("pigeon:a", LATER)]
    inventory.clean("pigeon:b", NOW)
    inventory.clean("pigeon:a", NOW)
    inventory.clean("pigeon:nobody", NOW)
    assert inventory.dirty("pigeon", 9) == [("pigeon:a", LATER), ("pigeon:d", NOW + DAY)]


def test_forgetting_a_group_erases_all_of_it_and_nothing_else(store: Store) -> None:
    for id_ in ("a", "a#", "ab"):
        group = f"pigeon:{id_}"
        store.ledger.inventory.save(group_file(id_, activity=activity(NOW)), ALL, NOW)
        store.ledger.cases.save(case(group, to="pigeon:ou_1", due=NOW))
        store.ledger.waivers.put(group, Waiver(None, "x", "ops", None))
        store.ledger.inventory.mark_dirty(group, NOW)
    store.ledger.inventory.forget_group("pigeon:a")
    assert store.ledger.inventory.get("pigeon:a") is None
    assert store.ledger.cases.get(case("pigeon:a").key) is None
    assert [key.group for key in store.ledger.cases.due_to("pigeon:ou_1", NOW)] == ["pigeon:a#", "pigeon:ab"]
    assert {file.group.id for file in everything(store)} == {"a#", "ab"}
    assert all(len(file.cases) == len(file.group.waivers) == 1 for file in everything(store))
    assert [mark[0] for mark in store.ledger.inventory.dirty("pigeon", 9)] == ["pigeon:a#", "pigeon:ab"]
    store.ledger.inventory.save(group_file("a"), [Part.META], NOW - DAY)
    assert store.ledger.inventory.get("pigeon:a") == group_file("a")
