"""Somebody's word that nothing is to be sent for a while: who, why, and until when."""

import json
from datetime import date, datetime, timedelta
from typing import NamedTuple

LONGEST = timedelta(days=31)
"""Whatever should rest for longer is said again, or the policy's mode is the place for it."""


class Pause(NamedTuple):
    by: str
    """An account, or a name as colleagues know it where it was done in a terminal."""
    reason: str
    at: datetime
    """Aware UTC."""
    until: date
    """The last day on which it holds, in the company's zone."""

    def holds(self, today: date) -> bool:
        return today <= self.until


def written(pause: Pause) -> str:
    fields = {**pause._asdict(), "at": pause.at.isoformat(), "until": pause.until.isoformat()}
    return json.dumps(fields, ensure_ascii=False)


def read(text: str) -> Pause:
    """Raises ValueError for whatever `written` never gives."""
    said = json.loads(text)
    try:
        at, until = datetime.fromisoformat(said["at"]), date.fromisoformat(said["until"])
        by, reason = said["by"], said["reason"]
    except (KeyError, TypeError) as error:
        raise ValueError(text) from error
    if at.tzinfo is None or not isinstance(by, str) or not isinstance(reason, str):
        raise ValueError(text)
    return Pause(by, reason, at, until)
