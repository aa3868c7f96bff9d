"""Which groups a card is about, remembered from when its buttons were still there."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from local.feishu.messages import Message
from local.feishu.world import World
from shared.core.case import CaseKey
from shared.core.checks.catalogue import CHECKS

Json = dict[str, Any]

PLATFORM = "feishu"


class Subject(NamedTuple):
    """One finding on a card."""

    case: str
    """`CaseKey.id`."""
    group: str
    """`oc_…`."""
    check: str
    draft: str
    """The text to copy; empty: there is none."""


class Subjects:
    """A card names cases by opaque ids; here they are found again, since the ids follow from group and check."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._known: dict[str, tuple[str, str]] = {}
        self._seen: dict[str, tuple[Subject, ...]] = {}

    def look(self) -> None:
        """Take in whatever was sent since the last look; an answered card does not tell any more."""
        with self._world.lock:
            for message_id, message in self._world.messages.items():
                if message_id not in self._seen:
                    self._seen[message_id] = tuple(self._read(message))

    def of(self, message_id: str) -> tuple[Subject, ...]:
        if message_id not in self._seen:
            self.look()
        return self._seen.get(message_id, ())

    def _read(self, message: Message) -> Iterator[Subject]:
        for block in blocks(card_of(message)):
            case = next((value["case"] for part in block for value in _values(part) if "case" in value), "")
            group, check = self._which(case)
            if group:
                yield Subject(case, group, check, _draft(block))

    def _which(self, case: str) -> tuple[str, str]:
        if case and case not in self._known:
            self._known = {
                CaseKey(f"{PLATFORM}:{chat}", check.id).id: (chat, check.id)
                for chat in self._world.chats
                for check in CHECKS
            }
        return self._known.get(case, ("", ""))


def card_of(message: Message) -> Json:
    """Empty where the message is no card."""
    return dict(json.loads(message.content)) if message.type == "interactive" else {}


def blocks(card: Json) -> list[list[Json]]:
    """What stands between the lines of a card."""
    found: list[list[Json]] = [[]]
    for element in card.get("body", {}).get("elements", ()):
        if element.get("tag") == "hr":
            found.append([])
        else:
            found[-1].append(element)
    return found


def _values(part: Any) -> Iterator[Json]:
    """What the buttons within it send."""
    if isinstance(part, dict):
        for behavior in part.get("behaviors", ()):
            yield behavior.get("value", {})
        for inner in part.values():
            yield from _values(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _values(inner)


def _draft(block: list[Json]) -> str:
    """The text on grey: what a card offers to be copied."""
    for element in block:
        for column in element.get("columns", ()):
            if column.get("background_style") == "grey":
                return "\n".join(each["text"]["content"] for each in column["elements"] if "text" in each)
    return ""
