"""What a call of the port comes to, as a recording writes it: texts, numbers and lists, and nothing that is None."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from shared.app.ports.im import Received
from shared.core.model import Fact, Group


def plain(value: Any) -> Any:
    known = next((say for kind, say in _SAID if isinstance(value, kind)), None)
    if known is not None:
        return known(value)
    if hasattr(value, "_asdict"):
        return _table(value._asdict())
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


def facts_of(group: Group) -> dict[str, Any]:
    """The facts that are known of it, by name; when they were learned is the same for all."""
    names = (name for name in group._fields if name not in {"platform", "id", "waivers", "handover"})
    return {name: plain(fact) for name in names if (fact := getattr(group, name)) is not None}


def _table(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: plain(one) for key, one in values.items() if one is not None and one != ()}


def _group(group: Group) -> dict[str, Any]:
    return {"id": group.id, **facts_of(group)}


def _received(received: Received) -> dict[str, Any]:
    """Without what is answered at once, which is the vendor's own matter."""
    signals = [{"is": type(one).__name__, **plain(one)} for one in received.signals]
    return _table({"signals": signals or None, "press": received.press, "ignored": received.ignored or None})


_SAID: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (Group, _group),
    (Received, _received),
    (Fact, lambda fact: "nobody" if fact.value is None else plain(fact.value)),
    (Enum, lambda word: word.value),
    (datetime, lambda when: when.isoformat()),
    (dict, _table),
)
