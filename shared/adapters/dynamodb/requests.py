"""What is asked of the table, as values, and the requests that say so."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from shared.adapters.dynamodb.attributes import attribute
from shared.adapters.dynamodb.keys import Key

_NAME = re.compile(r"#(\w+)")


class Search(NamedTuple):
    """Part of one partition, by its sort key."""

    pk: str
    begins: str = ""
    least: str = ""
    most: str = ""
    """At most one of the three."""
    gsi: str = ""
    """`1` or `2`; empty: the table itself."""
    limit: int | None = None
    newest_first: bool = False
    hint: bool = False
    """May lag: half the price. What an index shows always may."""
    only: tuple[str, ...] = ()
    """The attributes that are wanted, beside the partition key, which is known; empty: all of them. It costs as many read
    units, and less to send and to read."""


class Update(NamedTuple):
    """Changes of one item. In all texts `#name` is an attribute, `:name` one of `values`."""

    key: Key
    sets: str = ""
    adds: str = ""
    removes: str = ""
    when: str = ""
    values: Mapping[str, Any] = {}
    names: Mapping[str, str] = {}
    """By placeholder: attributes whose names are not words."""


def conditional(
    texts: Mapping[str, str], values: Mapping[str, Any], names: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The parts of a request that say `texts` (`update`, `condition`); `#word` means the attribute of that name."""
    words = {f"#{word}" for text in texts.values() for word in _NAME.findall(text)}
    request: dict[str, Any] = {f"{kind.title()}Expression": text for kind, text in texts.items() if text}
    if words:
        request["ExpressionAttributeNames"] = {word: (names or {}).get(word, word[1:]) for word in words}
    if values:
        request["ExpressionAttributeValues"] = {
            f":{name}": attribute(value) for name, value in values.items()
        }
    if texts.get("condition"):
        request["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
    return request


def expression(update: Update) -> str:
    sets = f"SET #v = :schema{', ' if update.sets else ''}{update.sets}"
    removes = f" REMOVE {update.removes}" if update.removes else ""
    return sets + removes + (f" ADD {update.adds}" if update.adds else "")


def query(search: Search) -> dict[str, Any]:
    prefix = f"G{search.gsi}" if search.gsi else ""
    condition, values = "#pk = :pk", {":pk": {"S": search.pk}}
    for text, value in (
        ("begins_with(#sk, :sk)", search.begins),
        ("#sk >= :sk", search.least),
        ("#sk <= :sk", search.most),
    ):
        if value:
            condition, values = f"#pk = :pk AND {text}", {**values, ":sk": {"S": value}}
    names = {"#pk": f"{prefix}PK", "#sk": f"{prefix}SK"}
    wanted = {f"#{name}": name for name in search.only}
    request: dict[str, Any] = {
        "KeyConditionExpression": condition,
        "ExpressionAttributeValues": values,
        "ExpressionAttributeNames": wanted | (names if ":sk" in values else {"#pk": names["#pk"]}),
        "ScanIndexForward": not search.newest_first,
    }
    if wanted:
        request["ProjectionExpression"] = ", ".join(wanted)
    if search.limit is not None:
        request["Limit"] = search.limit
    return request | ({"IndexName": f"GSI{search.gsi}"} if prefix else {"ConsistentRead": not search.hint})
