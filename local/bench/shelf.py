"""A table in memory behind a real boto3 client: what the product's own work costs, without an emulator's.

It keeps items by key and answers what the product asks of the inventory. It looks at no condition, so it shows costs and no
behaviour; the contract suite shows that.
"""

import io
import json
import time
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from botocore.awsrequest import AWSPreparedRequest, AWSResponse

from local.stack.inprocess import client

Item = dict[str, Any]
_PAGE_BYTES = 1_000_000
_HEADERS: Any = {"content-type": "application/x-amz-json-1.0"}


class Shelf:
    """`seconds`: how long each call takes at least, as a network would make it."""

    def __init__(self, seconds: float = 0.0, keeps: tuple[str, ...] = ("",)) -> None:
        """`keeps`: only what lies in partitions that begin with one of these."""
        self.seconds = seconds
        self._keeps = keeps
        self.calls: Counter[str] = Counter()
        self._items: defaultdict[str, dict[str, Item]] = defaultdict(dict)
        self._written: dict[int, str] = {}
        """By identity of the item: as JSON, so that answering costs next to nothing."""
        self._order: defaultdict[str, list[str]] = defaultdict(list)
        self._answers: defaultdict[str, dict[str, bytes]] = defaultdict(dict)
        """By partition and request, until something is written there: asked for again, an answer costs nothing."""

    def client(self) -> Any:
        """A boto3 client, set up as the product's are, whose requests come here and go no further."""
        made = client("http://127.0.0.1:1", parameter_validation=False)
        made.meta.events.register_first("before-send.dynamodb.*", self._sent)
        return made

    def direct(self) -> Any:
        """A client without botocore: for what is measured beside its work."""
        return _Direct(self)

    def put(self, item: Item) -> None:
        pk, sk = item["PK"]["S"], item["SK"]["S"]
        if not pk.startswith(self._keeps):
            return
        if sk not in self._items[pk]:
            insort(self._order[pk], sk)
        else:
            self._written.pop(id(self._items[pk][sk]), None)
        self._items[pk][sk] = item
        self._answers.pop(pk, None)

    def count(self, part: str) -> int:
        """Items whose sort key holds this."""
        return sum(part in sk for order in self._order.values() for sk in order)

    def page(self, partition: str) -> str:
        """Everything that lies there, as one answer."""
        items = self._items[partition]
        return self._as_json({"Items": [items[key] for key in self._order[partition]], "Count": len(items)})

    def answer(self, operation: str, asked: Item) -> Item:
        self._noted(operation)
        answer: Item = getattr(self, f"_{operation.lower()}")(asked)
        return answer

    def _noted(self, operation: str) -> None:
        self.calls[operation] += 1
        if self.seconds:
            time.sleep(self.seconds)

    def _sent(self, request: AWSPreparedRequest, **_: Any) -> AWSResponse:
        operation = _text(request.headers["X-Amz-Target"]).rpartition(".")[2]
        raw: Any = _Raw(self._answered(operation, _text(request.body)))
        return AWSResponse(request.url, 200, _HEADERS, raw)

    def _answered(self, operation: str, body: str) -> bytes:
        asked = json.loads(body)
        if operation != "Query" or "IndexName" in asked:
            return self._as_json(self.answer(operation, asked)).encode()
        known = self._answers[asked["ExpressionAttributeValues"][":pk"]["S"]]
        if body in known:
            self._noted(operation)
        else:
            known[body] = self._as_json(self.answer(operation, asked), _wanted(asked)).encode()
        return known[body]

    def _as_json(self, answer: Item, wanted: Sequence[str] = ()) -> str:
        items = answer.pop("Items", None)
        if items is None:
            return json.dumps(answer)
        return (
            f'{{"Items": [{",".join(self._json(item, wanted) for item in items)}], {json.dumps(answer)[1:]}'
        )

    def _json(self, item: Item, wanted: Sequence[str] = ()) -> str:
        if wanted:
            return json.dumps({name: item[name] for name in wanted if name in item}, ensure_ascii=False)
        found = self._written.get(id(item))
        if found is None:
            found = self._written[id(item)] = json.dumps(item, ensure_ascii=False)
        return found

    def _getitem(self, asked: Item) -> Item:
        found = self._at(asked["Key"])
        return {"Item": found} if found else {}

    def _batchgetitem(self, asked: Item) -> Item:
        [(table, wanted)] = asked["RequestItems"].items()
        found = [item for key in wanted["Keys"] if (item := self._at(key))]
        return {"Responses": {table: found}, "UnprocessedKeys": {}}

    def _query(self, asked: Item) -> Item:
        values = asked["ExpressionAttributeValues"]
        pk, begins = values[":pk"]["S"], values.get(":sk", {}).get("S", "")
        if "IndexName" in asked:
            return self._indexed(asked["IndexName"].removeprefix("GSI"), pk, begins)
        order, items = self._order[pk], self._items[pk]
        start = asked.get("ExclusiveStartKey", {}).get("SK", {}).get("S")
        at = bisect_left(order, begins) if start is None else bisect_left(order, start) + 1
        found, size = [], 0
        while at < len(order) and order[at].startswith(begins):
            item = items[order[at]]
            found.append(item)
            size += len(self._json(item))
            at += 1
            if size >= _PAGE_BYTES:
                last = {"PK": {"S": pk}, "SK": {"S": order[at - 1]}}
                return {"Items": found, "Count": len(found), "LastEvaluatedKey": last}
        return {"Items": found, "Count": len(found)}

    def _indexed(self, index: str, pk: str, begins: str) -> Item:
        """Looks through everything: for what is small."""
        partition, sort = f"G{index}PK", f"G{index}SK"
        entries = (item for items in self._items.values() for item in items.values() if partition in item)
        found = [
            item for item in entries if item[partition]["S"] == pk and item[sort]["S"].startswith(begins)
        ]
        found.sort(key=lambda item: str(item[sort]["S"]))
        return {"Items": found, "Count": len(found)}

    def _putitem(self, asked: Item) -> Item:
        self.put(asked["Item"])
        return {}

    def _updateitem(self, asked: Item) -> Item:
        return {"Attributes": self._update(asked)}

    def _deleteitem(self, asked: Item) -> Item:
        self._delete(asked["Key"])
        return {}

    def _batchwriteitem(self, asked: Item) -> Item:
        for wanted in asked["RequestItems"].values():
            for one in wanted:
                if "PutRequest" in one:
                    self.put(one["PutRequest"]["Item"])
                else:
                    self._delete(one["DeleteRequest"]["Key"])
        return {"UnprocessedItems": {}}

    def _transactwriteitems(self, asked: Item) -> Item:
        for write in asked["TransactItems"]:
            [(kind, one)] = write.items()
            if kind == "Put":
                self.put(one["Item"])
            elif kind == "Delete":
                self._delete(one["Key"])
            else:
                self._update(one)
        return {}

    def _update(self, asked: Item) -> Item:
        """The plain assignments of it: nothing here needs more."""
        item = dict(self._at(asked["Key"]) or asked["Key"])
        names, values = asked["ExpressionAttributeNames"], asked["ExpressionAttributeValues"]
        for part in asked["UpdateExpression"].removeprefix("SET ").partition(" REMOVE")[0].split(", "):
            name, _, value = part.partition(" = ")
            if value in values:
                item[names[name]] = values[value]
        self.put(item)
        return item

    def _delete(self, key: Mapping[str, Mapping[str, str]]) -> None:
        pk, sk = key["PK"]["S"], key["SK"]["S"]
        gone = self._items[pk].pop(sk, None)
        if gone is not None:
            self._written.pop(id(gone), None)
            self._order[pk].remove(sk)
            self._answers.pop(pk, None)

    def _at(self, key: Mapping[str, Mapping[str, str]]) -> Item | None:
        return self._items[key["PK"]["S"]].get(key["SK"]["S"])


class _Direct:
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def __getattr__(self, method: str) -> Any:
        return lambda **asked: self._shelf.answer(method.replace("_", ""), asked)


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


class _Raw(io.BytesIO):
    def stream(self, **_: Any) -> list[bytes]:
        return [self.getvalue()]


def _wanted(asked: Item) -> list[str]:
    """The attributes that a projection names; empty: all of them."""
    names = asked.get("ExpressionAttributeNames", {})
    return [names[one] for one in asked.get("ProjectionExpression", "").split(", ") if one]
