"""Reads the values of flags: moments, days, numbers; a wrong one is told what would be right."""

import argparse
from datetime import UTC, date, datetime

LONGEST_LOOKBACK = 3660


def moment(text: str) -> datetime:
    """An ISO 8601 moment with its offset, as aware UTC."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        msg = f"{text!r} is not an ISO 8601 moment; write one like 2026-10-12T09:00:00+08:00"
        raise argparse.ArgumentTypeError(msg) from None
    if read.tzinfo is None:
        msg = f"{text!r} has no offset, so it could be any of a day's moments; write {text}+08:00 for Beijing time"
        raise argparse.ArgumentTypeError(msg)
    if not 1970 < read.year < 2200:
        msg = f"{text!r} is out of bounds; write a moment between 1971 and 2199"
        raise argparse.ArgumentTypeError(msg)
    return read.astimezone(UTC)


def days(text: str) -> int:
    return _number(text, LONGEST_LOOKBACK, "number of days")


def sample(text: str) -> int:
    return _number(text, 500, "number of findings")


def day(text: str) -> str:
    """A date as ISO 8601 writes it."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        msg = f"{text!r} is not a date; write one like 2026-12-31"
        raise argparse.ArgumentTypeError(msg) from None


def ids(text: str) -> list[str]:
    """`a,b,c`; an empty text is none."""
    return [one for one in (part.strip() for part in text.split(",")) if one]


def _number(text: str, most: int, noun: str) -> int:
    digits = text.lstrip("0")
    if digits.isascii() and digits.isdigit() and len(digits) <= 4 and int(digits) <= most:
        return int(digits)
    msg = f"{text!r} is not a {noun} from 1 to {most}"
    raise argparse.ArgumentTypeError(msg)
