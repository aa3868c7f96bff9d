"""One table: reads that know what expired, writes with conditions, and errors in the product's own words."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from shared.adapters.dynamodb.attributes import epoch, from_wire, to_wire
from shared.adapters.dynamodb.keys import Key
from shared.adapters.dynamodb.reading import SCHEMA, Reader
from shared.adapters.dynamodb.refusals import Item, Lost, translated
from shared.adapters.dynamodb.requests import Search, Update, conditional, expression, query
from shared.app.ports.ports import Clock
from shared.core.errors import StoreUnavailable

ROUNDS = 8
"""How often a write is decided anew after somebody else was first, and a batch is continued."""
_KNOWN = "(attribute_not_exists(#v) OR #v <= :schema)"
"""What a later release wrote is never written over."""
_TELLING = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
_BACKOFF = 0.05
"""Seconds before the second round of a batch; twice as long before each one after it."""


class Table:
    def __init__(
        self, client: Any, name: str, clock: Clock, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._client = client
        self.name = name
        self._clock = clock
        self._pause = pause
        self.reader = Reader()
        """What this process's present run read here, and what it could not."""

    def now(self) -> int:
        return epoch(self._clock.now())

    def moment(self) -> datetime:
        return self._clock.now()

    def get(self, key: Key) -> Item | None:
        """A strong read; what expired is absent."""
        answer = self._call("get_item", TableName=self.name, Key=_wired(key), ConsistentRead=True)
        return self._living(answer.get("Item"))

    def raw(self, key: Key) -> dict[str, Any]:
        """As it is stored, expired or not; empty where there is nothing."""
        stored: dict[str, Any] = self._call(
            "get_item", TableName=self.name, Key=_wired(key), ConsistentRead=True
        ).get("Item", {})
        return stored

    def get_many(self, keys: Iterable[Key]) -> dict[Key, Item]:
        """Strong reads, a hundred at a time; what is absent or expired is not in the result."""
        found: dict[Key, Item] = {}
        for some in _portions(list(dict.fromkeys(keys)), 100):
            for wired in self._batch_get([_wired(key) for key in some]):
                item = self._living(wired)
                if item is not None:
                    found[Key(item["PK"], item["SK"])] = item
        return found

    def query(self, search: Search) -> Iterator[Item]:
        """In the order of the sort key, page by page; expired items are left out (an index does not tell)."""
        request = query(search) | {"TableName": self.name}
        left = search.limit
        while True:
            answer = self._call("query", **request)
            for item in map(from_wire, answer["Items"]):
                if search.only:
                    item["PK"] = search.pk
                if "ttl" in item and self._has_ended(item):
                    continue
                yield item
                left = None if left is None else left - 1
                if left == 0:
                    return
            if "LastEvaluatedKey" not in answer:
                return
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def put(
        self,
        key: Key,
        values: Mapping[str, Any],
        when: str = "",
        given: Mapping[str, Any] | None = None,
        *,
        over: bool = False,
    ) -> None:
        """Write the whole item, without what is None. Raises Lost where `when` is not met, or a later release wrote what
        stands there; with `over`, for what can be made again, that is no hindrance.

        Exactly this item being there already is success: the client repeats a write whose reply was lost.
        """
        wired = self.item(key, values)
        condition = {} if over else _fenced(when, given or {})
        try:
            self._patiently("put_item", TableName=self.name, Item=wired, **condition)
        except Lost as lost:
            if lost.item != from_wire(wired):
                raise

    def item(self, key: Key, values: Mapping[str, Any]) -> dict[str, Any]:
        """As it would be put."""
        present = {name: value for name, value in values.items() if value is not None}
        return to_wire({"PK": key.pk, "SK": key.sk, "v": SCHEMA, **present})

    def update(self, update: Update) -> Item:
        """The whole item afterwards. Raises Lost where `when` is not met."""
        request = self.update_request(update)
        return from_wire(self._patiently("update_item", ReturnValues="ALL_NEW", **request)["Attributes"])

    def update_request(self, update: Update) -> dict[str, Any]:
        texts = {"update": expression(update), "condition": _known_and(update.when)}
        values = {**update.values, "schema": SCHEMA}
        return {
            "TableName": self.name,
            "Key": _wired(update.key),
            **conditional(texts, values, update.names),
        }

    def check(self, key: Key, when: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """For `transact`: the item meets `when`, and is not written."""
        request = conditional({"condition": when}, given)
        return {"ConditionCheck": {"TableName": self.name, "Key": _wired(key), **request}}

    def placed(
        self, key: Key, values: Mapping[str, Any], when: str, given: Mapping[str, Any]
    ) -> dict[str, Any]:
        """For `transact`: write the whole item where `when` is met."""
        request = _fenced(when, given)
        return {"Put": {"TableName": self.name, "Item": self.item(key, values), **request}}

    def gone(self, key: Key, when: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """For `transact`: delete the item where `when` is met."""
        request = conditional({"condition": when}, given)
        return {"Delete": {"TableName": self.name, "Key": _wired(key), **request}}

    def moved(self, wired: Mapping[str, Any]) -> dict[str, Any]:
        """For `transact`: an item as it was stored, at a key where nothing is."""
        request = conditional({"condition": "attribute_not_exists(#PK)"}, {})
        return {"Put": {"TableName": self.name, "Item": wired, **request}}

    def gone_as(self, key: Key, seen: Mapping[str, Any]) -> dict[str, Any]:
        """For `transact`: delete the item where these attributes are as they were stored."""
        names = {f"#a{number}": name for number, name in enumerate(seen)}
        values = {f":a{number}": value for number, value in enumerate(seen.values())}
        same = " AND ".join(f"#a{number} = :a{number}" for number in range(len(seen)))
        request = {
            "ConditionExpression": same,
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": values,
        }
        return {"Delete": {"TableName": self.name, "Key": _wired(key), **request}}

    def delete(self, key: Key, when: str = "", given: Mapping[str, Any] | None = None) -> bool:
        """False where there was nothing. Raises Lost where `when` is not met."""
        answer = self._patiently(
            "delete_item",
            TableName=self.name,
            Key=_wired(key),
            ReturnValues="ALL_OLD",
            **conditional({"condition": when}, given or {}),
        )
        return bool(answer.get("Attributes"))

    def write_many(self, puts: Iterable[dict[str, Any]], deletes: Iterable[Key] = ()) -> None:
        """Unconditional writes, 25 at a time; no key may come twice."""
        wanted: list[dict[str, Any]] = [{"PutRequest": {"Item": item}} for item in puts]
        wanted += [{"DeleteRequest": {"Key": _wired(key)}} for key in deletes]
        for some in _portions(wanted, 25):
            deque(self._rounds("batch_write_item", some, "UnprocessedItems"), maxlen=0)

    def transact(self, writes: Sequence[Mapping[str, Any]], rounds: int = ROUNDS) -> None:
        """All or nothing: what `check`, `placed` and `gone` give, or `{"Update": request}` each.

        Raises Cancelled where a condition failed.
        """
        items = [{kind: {**request, **_TELLING} for kind, request in write.items()} for write in writes]
        self._patiently("transact_write_items", rounds, TransactItems=items)

    def _patiently(self, method: str, rounds: int = ROUNDS, **request: Any) -> dict[str, Any]:
        """Again where somebody else's transaction of the same item was under way, which is over in moments."""
        for attempt in range(rounds - 1):
            try:
                return self._call(method, **request)
            except StoreUnavailable as error:
                if "TransactionConflict" not in error.code:
                    raise
            self._pause(_BACKOFF * 2**attempt)
        return self._call(method, **request)

    def _batch_get(self, keys: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        request = {"Keys": keys, "ConsistentRead": True}
        for answer in self._rounds("batch_get_item", request, "UnprocessedKeys"):
            yield from answer.get("Responses", {}).get(self.name, ())

    def _rounds(self, method: str, request: object, rest: str) -> Iterator[dict[str, Any]]:
        for attempt in range(ROUNDS):
            answer = self._call(method, RequestItems={self.name: request})
            yield answer
            if not answer.get(rest):
                return
            request = answer[rest][self.name]
            self._pause(_BACKOFF * 2**attempt)
        raise StoreUnavailable(method, rest)

    def _living(self, wired: Mapping[str, Any] | None) -> Item | None:
        if not wired:
            return None
        item = from_wire(wired)
        return None if self._has_ended(item) else item

    def _has_ended(self, item: Item) -> bool:
        ends = item.get("ttl")
        return isinstance(ends, int | float) and ends <= self.now()

    def _call(self, method: str, **request: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = getattr(self._client, method)(**request)
        except ClientError as error:
            raise translated(method, error) from error
        except BotoCoreError as error:  # no connection, no answer in time: it may have had its effect
            raise StoreUnavailable(method, type(error).__name__) from error
        return answer


def _wired(key: Key) -> dict[str, Any]:
    return to_wire({"PK": key.pk, "SK": key.sk})


def _fenced(when: str, given: Mapping[str, Any]) -> dict[str, Any]:
    return conditional({"condition": _known_and(when)}, {**given, "schema": SCHEMA})


def _known_and(when: str) -> str:
    """Terms that stand in parentheses already are joined by AND everywhere; DynamoDB wants no second pair."""
    if not when:
        return _KNOWN
    return f"{_KNOWN} AND {when}" if when.startswith("(") else f"{_KNOWN} AND ({when})"


def _portions(things: Sequence[Any], size: int) -> Iterator[Any]:
    return (things[start : start + size] for start in range(0, len(things), size))
