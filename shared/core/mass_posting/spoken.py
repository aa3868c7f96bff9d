"""How a time after hours is said: `昨晚 22:40–23:55`, by the clocks of the group's zone."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple, Protocol

from shared.core.lang import Lang, both, day
from shared.core.model import Group
from shared.core.scene import Scene

_DAY = timedelta(days=1)
_JUST_NOW = {
    "night": both("昨晚", "last night"),
    "morning": both("今天凌晨", "early this morning"),
    "day": both("昨天", "yesterday"),
}
_DATED = {
    "night": both("{day}晚", "on the night of {day}"),
    "morning": both("{day}凌晨", "early on {day}"),
    "day": both("{day}", "on {day}"),
}


class Said(NamedTuple):
    when: str
    """Within a sentence: `昨晚`, `on the night of 16 April`."""
    span: str
    """`22:40–23:55`, or one time."""
    by_day: bool
    """All of it lies outside rest hours, on a day off."""


class Listener(Protocol):
    """What `Telling` gives; named here because checks must not reach each other's base through this file."""

    @property
    def scene(self) -> Scene: ...
    @property
    def lang(self) -> Lang: ...
    @property
    def read_on(self) -> date | None: ...


def said(
    group: Group, evidence: Mapping[str, Any], senders: Sequence[Mapping[str, Any]], listener: Listener
) -> Said:
    """When these senders of a violation's evidence posted, from the first to the last of them."""
    scene = listener.scene
    period = date.fromisoformat(evidence["period"])
    zone = _zone(group, period, scene)
    first = min(datetime.fromisoformat(sender["first"]) for sender in senders).astimezone(zone)
    last = max(datetime.fromisoformat(sender["last"]) for sender in senders).astimezone(zone)
    begins_by_day = _is_day(first, scene)
    part = "day" if begins_by_day else "night" if first.date() == period else "morning"
    return Said(
        when=_when(part, first.date(), period, listener),
        span="–".join(dict.fromkeys((_clock(first), _clock(last)))),
        by_day=begins_by_day and _is_day(last, scene) and last.date() == period,
    )


def _when(part: str, begun: date, period: date, listener: Listener) -> str:
    """Relative words only if the message is read on the day on which they are true."""
    if listener.read_on == period + _DAY:
        return _JUST_NOW[part][listener.lang]
    today = listener.read_on or listener.scene.now.date()
    return _DATED[part][listener.lang].format(day=day(begun, listener.lang, today))


def _zone(group: Group, period: date, scene: Scene) -> tzinfo:
    """As the tally found it; the company's where the row is no longer at hand."""
    rows = (scene.mass_posting or {}).get(group.key, ())
    return next((row.zone for row in rows if row.period == period), scene.zone)


def _is_day(moment: datetime, scene: Scene) -> bool:
    start, end = scene.rest
    wall = moment.time()
    return end <= wall < start if end <= start else not start <= wall < end


def _clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02d}"
