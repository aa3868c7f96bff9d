"""What is filed of a group: an item of its own, beside what the platform shows, and neither ever writes the other."""

from datetime import date, datetime

import pytest

from shared.app.ports.state import INVENTORY_SHARDS, Part
from shared.core.case import GroupFile
from shared.core.filed import GOOD_FOR, Filing, refiled
from shared.core.model import Activity, Announcement, Element, Fact, Group, Kind, Source, Status, Waiver
from tests.adapters.state.stores import DAY, HOSTILE, HOUR, NOW, Store, activity, case, filing, group_file

GROUP = "pigeon:oc_1"
LATER = NOW + HOUR


def stored(store: Store, group: str = GROUP) -> GroupFile:
    file = store.ledger.inventory.get(group)
    assert file is not None
    return file


def everything(store: Store) -> list[GroupFile]:
    return [file for n in range(INVENTORY_SHARDS) for file in store.ledger.inventory.shard("pigeon", n)]


def complete() -> Filing:
    said = filing(
        name="<b>群</b>\U0001f600",
        kind=Kind.PROJECT,
        owner="wecom:wangfang",
        admins=("wecom:a", "pigeon:b"),
        created=datetime.fromisoformat("2020-02-29T01:02:03.000004+00:00"),
        status=Status.ACTIVE,
        size=12,
        external=False,
        department="研发",
        purpose="",
        announcement=Announcement(
            "r", 12, frozenset({Element.RULES}), frozenset({Element.CONTACT}), readable=False
        ),
        activity=Activity(NOW - DAY, None, None),
    )
    waivers = (
        Waiver("group_name", "exempt", "register", None),
        Waiver(None, "客户要求", "register", date(2027, 1, 1)),
    )
    return said._replace(group=said.group._replace(waivers=waivers), owner_changed=NOW)


@pytest.mark.parametrize(
    "said", [complete(), filing(owner=None), filing()], ids=["all", "no owner", "nothing"]
)
def test_what_is_filed_comes_back_as_it_was_filed(store: Store, said: Filing) -> None:
    store.ledger.inventory.put_filing(said)
    assert stored(store) == GroupFile(Group("pigeon", "oc_1"), NOW, filed=said)
    assert everything(store) == [stored(store)]


def test_an_older_filing_is_dropped_and_one_as_old_is_not(store: Store) -> None:
    for name, at, expected in (("b", LATER, "b"), ("a", NOW, "b"), ("c", LATER, "c")):
        store.ledger.inventory.put_filing(filing(name=name, at=at))
        filed = stored(store).filed
        assert filed is not None
        assert filed.group.name is not None
        assert filed.group.name.value == expected


@pytest.mark.parametrize("parts", [[Part.META], [Part.NOTICE], [Part.ACTIVITY], list(Part)])
def test_what_was_read_before_a_row_was_filed_and_is_saved_after_it_drops_nothing(
    store: Store, parts: list[Part]
) -> None:
    store.ledger.inventory.save(group_file(), [Part.META], NOW)
    read = stored(store)  # collect has this in hand while …
    store.ledger.inventory.put_filing(filing(at=LATER, department="研发", owner="wecom:wang"))
    store.ledger.inventory.save(read, parts, LATER + HOUR)
    assert stored(store) == group_file()._replace(
        filed=filing(at=LATER, department="研发", owner="wecom:wang")
    )


def test_a_row_that_was_prepared_before_a_reading_drops_nothing_of_it(store: Store) -> None:
    before = store.ledger.inventory.get(GROUP)
    read = group_file(owner=Fact("pigeon:wang", LATER), activity=activity(NOW))
    store.ledger.inventory.save(read, list(Part), LATER)
    said = refiled(filing(owner="wecom:li").group, before.filed if before else None, by="x", at=NOW)
    store.ledger.inventory.put_filing(said)
    assert stored(store) == read._replace(filed=said)


def test_even_a_file_that_holds_what_was_filed_writes_none_of_it(store: Store) -> None:
    said = filing(department="研发")
    store.ledger.inventory.put_filing(said)
    store.ledger.inventory.save(stored(store)._replace(filed=None), list(Part), LATER)
    assert stored(store).filed == said


def test_a_group_that_is_only_filed_keeps_its_cases_waivers_and_signs_of_life(store: Store) -> None:
    store.ledger.inventory.put_filing(filing())
    store.ledger.cases.save(case(GROUP))
    store.ledger.waivers.put(GROUP, Waiver(None, "合规", "ops", date(2026, 12, 31)))
    assert store.ledger.inventory.heard(GROUP, NOW, None, LATER)
    file = stored(store)
    assert (len(file.cases), len(file.group.waivers)) == (1, 1)
    assert file.group.activity == Fact(Activity(NOW, None, LATER), LATER, Source.OBSERVED)


def test_no_id_s_filing_is_taken_for_another_s(store: Store) -> None:
    for number, id_ in enumerate(HOSTILE):
        store.ledger.inventory.put_filing(filing(id_, size=number, owner="wecom:wang"))
    found = {file.group.id: file.filed for file in everything(store)}
    assert found == {id_: filing(id_, size=n, owner="wecom:wang") for n, id_ in enumerate(HOSTILE)}
    lapsed = store.ledger.inventory.lapsed_of("wecom:wang", NOW + GOOD_FOR)
    assert sorted(lapsed) == sorted(f"pigeon:{id_}" for id_ in HOSTILE)


def test_what_lapsed_is_found_by_the_owner_that_was_filed_the_longest_lapsed_first(store: Store) -> None:
    rows = (
        ("b", NOW + HOUR, "wecom:wang"),
        ("a", NOW, "wecom:wang"),
        ("c", NOW, "wecom:li"),
        ("d", NOW, None),
    )
    for id_, at, owner in rows:
        store.ledger.inventory.put_filing(filing(id_, at=at, owner=owner))
    lapsed_of = store.ledger.inventory.lapsed_of
    assert lapsed_of("wecom:wang", NOW + GOOD_FOR - HOUR) == []
    assert lapsed_of("wecom:wang", NOW + GOOD_FOR) == ["pigeon:a"]
    assert lapsed_of("wecom:wang", NOW + GOOD_FOR + HOUR) == ["pigeon:a", "pigeon:b"]
    store.ledger.inventory.put_filing(filing("a", at=NOW + DAY, owner="wecom:wang"))
    store.ledger.inventory.put_filing(filing("b", at=NOW + DAY, owner="wecom:li"))
    assert lapsed_of("wecom:wang", NOW + GOOD_FOR + HOUR) == []


def test_forgetting_a_group_erases_what_was_filed_of_it(store: Store) -> None:
    store.ledger.inventory.save(group_file(), list(Part), NOW)
    store.ledger.inventory.put_filing(filing(owner="wecom:wang"))
    store.ledger.inventory.forget_group(GROUP)
    assert store.ledger.inventory.get(GROUP) is None
    assert store.ledger.inventory.lapsed_of("wecom:wang", NOW + 2 * GOOD_FOR) == []
