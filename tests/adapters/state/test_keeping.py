"""Many readings and cases kept at once: each comes to what it comes to alone, in however few requests."""

from datetime import datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from shared.adapters.dynamodb.ledger import open_ledger
from shared.app.ports.state import GroupChange, Ledger, Part
from shared.core.case import GroupFile
from shared.core.errors import StoreUnavailable
from shared.core.model import Activity, Announcement, Fact
from tests.adapters.state.stores import DAY, HOSTILE, HOUR, NOW, Store, activity, case, group_file
from tests.adapters.state.test_table import CLOCK, Flaky, failing, fine
from tests.support_ministack import inprocess_client, new_table

ALL = frozenset(Part)
LATER = NOW + HOUR


def read(file: GroupFile, at: datetime = NOW, **marks: datetime) -> GroupChange:
    return GroupChange(file.group.key, at, file, ALL, **marks)


def noticed(id_: str, number: int, at: datetime = NOW) -> GroupFile:
    """A group whose every part says this number."""
    announcement = Fact(Announcement(str(number), number), at)
    file = group_file(id_, size=Fact(number, at), announcement=announcement, activity=activity(at, None, at))
    return file._replace(notice_revision=str(number))


def test_many_groups_come_back_as_they_were_kept_and_their_marks_are_gone(store: Store) -> None:
    files = [noticed(id_, number) for number, id_ in enumerate((*HOSTILE, *map(str, range(60))))]
    inventory = store.ledger.inventory
    for file in files:
        inventory.mark_dirty(file.group.key, NOW)
    inventory.keep([read(file, cleaned=NOW) for file in files])
    assert [inventory.get(file.group.key) for file in files] == files
    assert inventory.dirty("pigeon", 99) == []


def test_parts_that_were_not_read_are_left_and_a_mark_is_set(store: Store) -> None:
    inventory = store.ledger.inventory
    inventory.keep([read(noticed("oc_1", 1))])
    renamed = group_file("oc_1", name=Fact("新名", LATER))
    meta = frozenset({Part.META})
    inventory.keep([GroupChange("pigeon:oc_1", LATER, renamed, meta, marked=LATER)])
    file = inventory.get("pigeon:oc_1")
    assert file is not None
    assert file.group.name == Fact("新名", LATER)
    assert file.group.announcement == noticed("oc_1", 1).group.announcement
    assert inventory.dirty("pigeon", 9) == [("pigeon:oc_1", LATER)]


def test_an_older_reading_among_many_is_dropped_and_the_others_are_kept(store: Store) -> None:
    inventory = store.ledger.inventory
    inventory.keep([read(noticed("oc_5", 1, LATER), LATER)])
    inventory.keep([read(noticed(f"oc_{number}", 2)) for number in range(10)])
    files = [inventory.get(f"pigeon:oc_{number}") for number in range(10)]
    sizes = [file.group.size.value for file in files if file and file.group.size]
    assert sizes == [2, 2, 2, 2, 2, 1, 2, 2, 2, 2]


def test_a_mark_that_came_later_stays_and_one_that_is_gone_spoils_nothing(store: Store) -> None:
    inventory = store.ledger.inventory
    for group, at in (("pigeon:a", NOW), ("pigeon:b", LATER)):
        inventory.mark_dirty(group, at)
    inventory.keep([GroupChange(f"pigeon:{group}", NOW, cleaned=NOW) for group in "abc"])
    assert inventory.dirty("pigeon", 9) == [("pigeon:b", LATER)]


def test_of_one_group_that_comes_twice_the_later_reading_stands(store: Store) -> None:
    inventory = store.ledger.inventory
    readings = [(1, NOW), (3, NOW + 2 * DAY), (2, NOW + DAY)]
    inventory.keep([read(noticed("oc_1", number, at), at) for number, at in readings])
    assert inventory.get("pigeon:oc_1") == noticed("oc_1", 3, NOW + 2 * DAY)


def test_signs_of_life_that_were_heard_meanwhile_are_put_together_with_what_was_read(store: Store) -> None:
    inventory = store.ledger.inventory
    for id_ in ("a", "b"):
        inventory.save(group_file(id_), [Part.META], NOW)
    inventory.heard("pigeon:a", NOW + DAY, None, NOW)
    silent = group_file("b")
    inventory.keep([read(noticed("a", 1, LATER), LATER), read(silent, LATER)])
    heard, unseen = inventory.get("pigeon:a"), inventory.get("pigeon:b")
    assert heard is not None
    assert heard.group.activity == Fact(Activity(NOW + DAY, None, None), LATER)
    assert unseen is not None
    assert unseen.group.activity is None
    assert inventory.heard("pigeon:b", NOW - DAY, None, LATER), "what was known of its days is forgotten"


def test_nothing_to_keep_is_kept(store: Store) -> None:
    store.ledger.inventory.keep([])
    store.ledger.inventory.keep([GroupChange("pigeon:oc_1", NOW)])
    assert store.ledger.inventory.get("pigeon:oc_1") is None
    assert store.ledger.cases.save_many([]) == []


def test_many_cases_are_saved_and_those_that_somebody_wrote_meanwhile_are_named(store: Store) -> None:
    cases = store.ledger.cases
    first = [case(f"pigeon:oc_{number}") for number in range(60)]
    assert cases.save_many(first) == []
    again = [saved for one in first if (saved := cases.get(one.key)) is not None]
    theirs = {3, 4, 30}
    for number in theirs:
        cases.save(again[number]._replace(evidence={"by": "them"}))
    ours = [one._replace(evidence={"by": "us"}) for one in again]
    assert set(cases.save_many(ours)) == {ours[number].key for number in theirs}
    kept = [saved for one in ours if (saved := cases.get(one.key)) is not None]
    assert [one.evidence["by"] for one in kept] == ["them" if n in theirs else "us" for n in range(60)]
    assert {one.version for one in kept} == {2}


def test_our_own_write_that_comes_twice_is_no_conflict(store: Store) -> None:
    ours = [case(f"pigeon:oc_{number}") for number in range(30)]
    assert store.ledger.cases.save_many(ours) == []
    assert store.ledger.cases.save_many(ours) == []
    assert {one.version for key in ours if (one := store.ledger.cases.get(key.key))} == {1}


def test_a_case_that_comes_twice_is_saved_once(store: Store) -> None:
    one = case()
    other = one._replace(evidence={"by": "another"})
    assert store.ledger.cases.save_many([one, other]) == [one.key]
    kept = store.ledger.cases.get(one.key)
    assert kept is not None
    assert kept.evidence == one.evidence


@pytest.fixture(scope="module")
def real() -> Any:
    return inprocess_client()


def test_what_cannot_be_read_is_not_written_over(real: Any) -> None:
    inventory = open_ledger(real, new_table(real), CLOCK).inventory
    inventory.keep([read(noticed("oc_1", 1))])
    broken = noticed("oc_1", 2, LATER)._replace(unreadable=frozenset({"notice"}))
    inventory.keep([read(broken, LATER)])
    file = inventory.get("pigeon:oc_1")
    assert file is not None
    assert (file.notice_revision, file.group.size) == ("1", Fact(2, LATER))


def spoiled(real: Any, error: Exception, *methods: str) -> tuple[Ledger, Flaky]:
    """A table on which the first call of each of these methods fails so."""
    client = Flaky(real, lambda method, number: failing(error) if method in methods and number == 1 else fine)
    return open_ledger(client, new_table(real), CLOCK), client


def cancelled(*codes: str) -> ClientError:
    response: Any = {
        "Error": {"Code": "TransactionCanceledException", "Message": "…"},
        "CancellationReasons": [{"Code": code} for code in codes],
    }
    return ClientError(response, "TransactWriteItems")


def test_a_hundred_writes_are_four_requests(real: Any) -> None:
    client = Flaky(real, lambda *_: fine)
    kept = open_ledger(client, new_table(real), CLOCK)
    kept.inventory.keep([read(noticed(str(number), 1), cleaned=NOW) for number in range(25)])
    kept.cases.save_many([case(f"pigeon:{number}") for number in range(100)])
    assert client.calls == ["transact_write_items"] * 8


@pytest.mark.parametrize(
    "error",
    [cancelled("None", "TransactionConflict"), cancelled("ThrottlingError", "None")],
    ids=["somebody was writing there", "throttled"],
)
def test_a_transaction_that_comes_to_nothing_is_written_one_by_one(real: Any, error: ClientError) -> None:
    kept, client = spoiled(real, error, "transact_write_items")
    assert kept.cases.save_many([case(f"pigeon:{number}") for number in range(30)]) == []
    assert client.calls == ["transact_write_items", *["put_item"] * 25, "transact_write_items"]
    assert all(kept.cases.get(case(f"pigeon:{number}").key) for number in range(30))


def test_a_single_write_waits_for_a_transaction_of_somebody_else_s(real: Any) -> None:
    conflict = ClientError({"Error": {"Code": "TransactionConflictException", "Message": "…"}}, "UpdateItem")
    kept, client = spoiled(real, conflict, "put_item", "update_item", "delete_item")
    kept.inventory.save(group_file(), [Part.META], NOW)
    kept.inventory.mark_dirty("pigeon:oc_1", NOW)
    kept.inventory.clean("pigeon:oc_1", NOW)
    assert client.calls == ["put_item"] * 2 + ["update_item"] * 2 + ["delete_item"] * 2


def test_a_table_that_does_not_answer_is_said_so(real: Any) -> None:
    gone = ClientError({"Error": {"Code": "ServiceUnavailable", "Message": "…"}}, "PutItem")
    client = Flaky(real, lambda *_: failing(gone))
    kept = open_ledger(client, "t", CLOCK)
    with pytest.raises(StoreUnavailable):
        kept.inventory.keep([read(noticed(str(number), 1)) for number in range(9)])
    assert client.calls == ["transact_write_items", "put_item"]
