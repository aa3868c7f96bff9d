"""One table: what a client's troubles become, batches that come in parts, and items of another age."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError, ReadTimeoutError

from shared.adapters.dynamodb import keys
from shared.adapters.dynamodb.attributes import from_wire, to_wire
from shared.adapters.dynamodb.keys import Key
from shared.adapters.dynamodb.ledger import open_ledger
from shared.adapters.dynamodb.quiet import TableQuietTime
from shared.adapters.dynamodb.table import Table
from shared.app.ports.state import Ledger, Part
from shared.core.errors import Conflict, StoreUnavailable, Unreadable
from shared.core.model import NOBODY_REGISTERED
from shared.core.outbox import State
from tests.adapters.state.stores import NOW, TODAY, case, due_case, frozen, group_file, heard, lease, told
from tests.fakes.world import FakeClock, tokens
from tests.support_ministack import inprocess_client, new_table

CLOCK = FakeClock(NOW)


class Flaky:
    """A DynamoDB client in front of a real one, with troubles at the calls that `trouble` names."""

    def __init__(self, real: Any, trouble: Callable[[str, int], "Trouble"]) -> None:
        self._real = real
        self._trouble = trouble
        self.calls: list[str] = []

    def __getattr__(self, method: str) -> Callable[..., Any]:
        def call(**request: Any) -> Any:
            self.calls.append(method)
            return self._trouble(method, self.calls.count(method))(
                lambda: getattr(self._real, method)(**request)
            )

        return call


Trouble = Callable[[Callable[[], Any]], Any]


def fine(call: Callable[[], Any]) -> Any:
    return call()


def repeated(call: Callable[[], Any]) -> Any:
    """The first reply was lost, and the client repeated the request."""
    call()
    return call()


def failing(error: Exception) -> Trouble:
    def fail(call: Callable[[], Any]) -> Any:
        raise error

    return fail


def refused(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "…"}}, "Operation")


@pytest.fixture(scope="module")
def real() -> Any:
    return inprocess_client()


def ledger(real: Any, trouble: Callable[[str, int], Trouble]) -> tuple[Ledger, Flaky]:
    client = Flaky(real, trouble)
    return open_ledger(client, new_table(real), CLOCK, tokens(3)), client


@pytest.mark.parametrize(
    "error",
    [
        refused("ProvisionedThroughputExceededException"),
        refused("ThrottlingException"),
        refused("RequestLimitExceeded"),
        refused("InternalServerError"),
        ConnectTimeoutError(endpoint_url="http://127.0.0.1"),
        ReadTimeoutError(endpoint_url="http://127.0.0.1"),
    ],
    ids=str,
)
def test_a_table_that_does_not_serve_is_one_error_of_ours(real: Any, error: Exception) -> None:
    kept, _ = ledger(real, lambda *_: failing(error))
    for operation in (
        lambda: kept.cases.save(case()),
        lambda: kept.cases.get(case().key),
        lambda: list(kept.cases.due_accounts(NOW)),
        lambda: kept.outbox.settle(lease(), State.SENT),
        lambda: kept.quiet.add([heard(1)]),
        lambda: kept.inventory.forget_group("pigeon:oc_1"),
    ):
        with pytest.raises(StoreUnavailable):
            operation()


def test_a_table_that_is_not_there_is_no_passing_trouble(real: Any) -> None:
    kept = open_ledger(real, "no-such-table", CLOCK)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        kept.cases.get(case().key)


def test_every_write_that_the_client_repeats_has_its_effect_once(real: Any) -> None:
    kept, _ = ledger(real, lambda *_: repeated)
    one = kept.cases.save(due_case())
    assert kept.outbox.claim(lease(), NOBODY_REGISTERED)
    nudge = frozen(lease(), one)
    kept.outbox.freeze(nudge, NOBODY_REGISTERED)
    nudge = kept.outbox.take_over(nudge, "c2", NOW)
    assert nudge.attempts == 2
    kept.outbox.settle(nudge, State.SENT, [(nudge.shown[0], told(one, nudge))])
    assert kept.cases.get(one.key) == told(one, nudge)._replace(version=2)
    assert kept.runs.lease("x", now=NOW, until=NOW)
    assert kept.seen.first("e", NOW)
    kept.quiet.add([heard(1)])
    assert len(list(kept.quiet.posts([TODAY]))) == 1
    kept.inventory.save(group_file(), list(Part), NOW)
    assert kept.inventory.get("pigeon:oc_1") == group_file()._replace(
        cases=(told(one, nudge)._replace(version=2),)
    )
    kept.outbox.claim(lease(day=TODAY.replace(day=13)), NOBODY_REGISTERED)
    kept.outbox.release(lease(day=TODAY.replace(day=13)))
    kept.policy.publish("v1", b"{}", NOW, None)


def test_a_transaction_that_meets_another_s_is_tried_again(real: Any) -> None:
    conflict = ClientError(
        {
            "Error": {"Code": "TransactionCanceledException", "Message": "…"},
            "CancellationReasons": [{"Code": "TransactionConflict"}, {"Code": "None"}],
        },
        "TransactWriteItems",
    )

    def trouble(method: str, number: int) -> Trouble:
        return failing(conflict) if method == "transact_write_items" and number < 3 else fine

    kept, client = ledger(real, trouble)
    assert kept.outbox.claim(lease(), NOBODY_REGISTERED)
    assert client.calls.count("transact_write_items") == 3


def test_a_case_that_is_written_between_reading_and_telling_is_told_all_the_same(real: Any) -> None:
    table = new_table(real)
    plain = open_ledger(real, table, CLOCK)
    one = plain.cases.save(due_case())
    nudge = frozen(lease(), one)
    plain.outbox.claim(lease(), NOBODY_REGISTERED)
    plain.outbox.freeze(nudge, NOBODY_REGISTERED)

    def trouble(method: str, number: int) -> Trouble:
        def inspected(call: Callable[[], Any]) -> Any:
            plain.cases.save(one._replace(evidence={"problem": "said anew"}))
            return call()

        return inspected if method == "transact_write_items" and number == 1 else fine

    kept = open_ledger(Flaky(real, trouble), table, CLOCK)
    kept.outbox.settle(nudge, State.SENT, [(nudge.shown[0], told(one, nudge))])
    case_now = plain.cases.get(one.key)
    assert case_now is not None
    assert (case_now.version, case_now.shown_to) == (3, nudge.account)
    assert case_now.evidence == {"problem": "said anew"}


def test_what_a_client_reads_is_the_same_whoever_takes_it_apart(real: Any) -> None:
    name, whole = new_table(real), inprocess_client()
    values: dict[str, Any] = {
        "S": {"S": "群"}, "N": {"N": "1.5"}, "B": {"B": b"\x00\xff"}, "BS": {"BS": [b"a", b"b"]}, "BOOL": {"BOOL": True},
        "NULL": {"NULL": True},
    }  # fmt: skip
    item = {"PK": {"S": "P"}, "SK": {"S": "S"}, **values}
    open_ledger(real, name, CLOCK)
    real.put_item(TableName=name, Item=item)
    key = {"PK": item["PK"], "SK": item["SK"]}
    for client in (real, whole):
        assert client.get_item(TableName=name, Key=key)["Item"] == item
        found = client.batch_get_item(RequestItems={name: {"Keys": [key]}})
        assert found["Responses"][name] == [item]
        asked = {"KeyConditionExpression": "PK = :p", "ExpressionAttributeValues": {":p": {"S": "P"}}}
        page = client.query(TableName=name, **asked)
        assert (page["Items"], page["Count"]) == ([item], 1)
        assert page["ResponseMetadata"]["HTTPStatusCode"] == 200
        with pytest.raises(ClientError, match="ResourceNotFound"):
            client.query(TableName="nowhere", **asked)
    only_bytes = {"PK": {"S": "P"}, "SK": {"S": "T"}, "BS": {"BS": [b"x"]}}
    real.put_item(TableName=name, Item=only_bytes)
    assert real.get_item(TableName=name, Key={"PK": {"S": "P"}, "SK": {"S": "T"}})["Item"] == only_bytes


class Partial:
    """A client that leaves all but one of each batch for the next round."""

    def __init__(self, real: Any, rounds: int) -> None:
        self._real = real
        self._rounds = rounds

    def batch_write_item(self, *, RequestItems: Mapping[str, Any]) -> Any:  # noqa: N803 — boto3's own name
        [(table, wanted)] = RequestItems.items()
        if self._rounds <= 0:
            return {"UnprocessedItems": RequestItems}
        self._real.batch_write_item(RequestItems={table: wanted[:1]})
        return {"UnprocessedItems": {table: wanted[1:]}} if wanted[1:] else {}

    def batch_get_item(self, *, RequestItems: Mapping[str, Any]) -> Any:  # noqa: N803
        [(table, wanted)] = RequestItems.items()
        answer = self._real.batch_get_item(RequestItems={table: {**wanted, "Keys": wanted["Keys"][:1]}})
        rest = wanted["Keys"][1:]
        return answer | {"UnprocessedKeys": {table: {**wanted, "Keys": rest}} if rest else {}}


def test_batches_go_on_where_they_were_left(real: Any) -> None:
    pauses: list[float] = []
    name = new_table(real)
    table = Table(Partial(real, 9), name, CLOCK, pauses.append)
    wanted = [Key("P", str(number)) for number in range(5)]
    table.write_many(table.item(key, {"n": int(key.sk)}) for key in wanted)
    assert {key: item["n"] for key, item in table.get_many(wanted).items()} == {
        key: int(key.sk) for key in wanted
    }
    assert pauses == [0.05, 0.1, 0.2, 0.4] * 2


def test_a_batch_that_is_never_finished_is_said_so(real: Any) -> None:
    pauses: list[float] = []
    table = Table(Partial(real, 0), new_table(real), CLOCK, pauses.append)
    with pytest.raises(StoreUnavailable, match="UnprocessedItems"):
        table.write_many([table.item(Key("P", "S"), {})])


def test_what_a_newer_release_wrote_is_not_guessed_at(real: Any) -> None:
    name = new_table(real)
    kept = open_ledger(real, name, CLOCK)
    one = kept.cases.save(case())
    key = to_wire(keys.case(one.key)._asdict())
    wired = {"PK": key["pk"], "SK": key["sk"]}
    item = real.get_item(TableName=name, Key=wired)["Item"] | to_wire({"v": 2})
    real.put_item(TableName=name, Item=item)
    with pytest.raises(Unreadable, match="schema 2"):
        kept.cases.get(one.key)
    with pytest.raises(Conflict):
        kept.cases.save(one)
    assert real.get_item(TableName=name, Key=wired)["Item"] == item


def test_every_item_says_its_schema_and_everything_that_passes_has_an_end(real: Any) -> None:
    name = new_table(real)
    kept = open_ledger(real, name, CLOCK)
    kept.cases.save(case())
    kept.cases.save(case("pigeon:oc_2", resolved=NOW))
    kept.outbox.claim(lease(), NOBODY_REGISTERED)
    kept.outbox.answer(lease().account, TODAY, "c", frozen_answer())
    kept.quiet.add([heard(1)])
    kept.seen.first("e", NOW)
    kept.budgets.take("b", 1, 2, NOW)
    kept.inventory.heard("pigeon:oc_1", NOW, None, NOW)
    items = [from_wire(item) for item in real.scan(TableName=name)["Items"]]
    assert {item["v"] for item in items} == {1}
    lasting = sorted(item["SK"].partition("#")[2] or item["PK"] for item in items if "ttl" not in item)
    assert lasting == ["activity", "case#group_name"]


def frozen_answer() -> Any:
    from shared.core.outbox import Answer

    return Answer("done", NOW)


def test_a_text_that_utf_8_cannot_hold_is_kept_as_far_as_it_goes(real: Any) -> None:
    kept = open_ledger(real, new_table(real), CLOCK)
    kept.runs.set_cursor("c", "群\ud83d")
    assert kept.runs.cursor("c") == "群?"


def test_an_item_of_a_flooding_sender_takes_no_more_than_its_room(real: Any) -> None:
    name = new_table(real)
    counters = TableQuietTime(Table(real, name, CLOCK), room=9_000)
    groups = [f"pigeon:{'x' * 200}{number}" for number in range(40)]
    for start in range(0, 100, 10):
        counters.add(heard(number, group) for group in groups for number in range(start, start + 10))
    [item] = real.scan(TableName=name)["Items"]
    elements = [len(value["BS"]) for value in item.values() if "BS" in value]
    size = 8 * sum(elements) + sum(map(len, item))
    assert 8_000 < size < 9_000 + 20 * 300
    assert len(list(counters.posts([TODAY]))) == sum(elements)


@pytest.mark.parametrize("value", [1, -3, 0, 0.5, 1e300, "", "群", b"", b"\x00\xff", True, False, None])
def test_values_come_back_as_they_are(value: object) -> None:
    back = from_wire(to_wire({"x": value}))["x"]
    assert back == value
    assert type(back) is type(value)
