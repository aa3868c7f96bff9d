"""One line of a facts folder, read field by field: what does not fit becomes a fault with line and remedy."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any, TypeVar

from shared.adapters.files.jsontext import type_name
from shared.core.errors import Fault
from shared.core.schema.node import quoted, suggestion

CHINA = timezone(timedelta(hours=8))
"""What a date without a time, or a sheet's time without an offset, is read in."""
MAX_KEYS = 1_000
"""Unknown keys that are told apart; a file with more is not a facts folder's."""

E = TypeVar("E", bound=StrEnum)


class Record:
    """A JSON object with its place. A reading method gives None where the key is absent, null or wrong."""

    def __init__(
        self, file: str, line: int, data: Mapping[str, Any], faults: list[Fault], path: str = ""
    ) -> None:
        self.file = file
        self.line = line
        self._data = data
        self._faults = faults
        self._path = path

    def has(self, key: str) -> bool:
        return key in self._data

    def get(self, key: str) -> Any:
        return self._data.get(key)

    def inside(self, key: str, data: Mapping[str, Any]) -> "Record":
        """An object within this one, for reading; its faults name both keys."""
        return Record(self.file, self.line, data, self._faults, f"{self._path}{key}.")

    def blame(self, reason: str, remedy: str) -> None:
        self._faults.append(Fault(self.file, self.line, reason, remedy))

    def id(self, key: str) -> str:
        """A required id; empty where it is missing, which is a fault."""
        found = self.text(key)
        if found is not None and found.strip():
            return found
        if found is not None or self.get(key) is None:
            self.blame(f"{self._said(key)} is missing or empty", f"Give every one its {self._said(key)}.")
        return ""

    def text(self, key: str) -> str | None:
        value = self.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self._wrong(key, "text", 'Put it in quotation marks, e.g. "1024".')
        elif not is_writable(value):
            self.blame(
                f"{self._said(key)} holds half a character (a lone surrogate)",
                "Write the text anew, as UTF-8.",
            )
        else:
            return value
        return None

    def named(self, key: str) -> str | None:
        """A text that says nothing when it is blank."""
        found = self.text(key)
        return found if found and found.strip() else None

    def texts(self, key: str) -> tuple[str, ...]:
        """Ids or names; blank ones are left out. Empty where the key is absent, null or wrong."""
        value = self.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(
            isinstance(item, str) and is_writable(item) for item in value
        ):
            self._wrong(key, "a list of texts", 'Write it as ["…", "…"].')
            return ()
        return tuple(item for item in value if item.strip())

    def flag(self, key: str) -> bool | None:
        value = self.get(key)
        if value is None or isinstance(value, bool):
            return value
        self._wrong(key, "true or false", "Write true or false, without quotation marks.")
        return None

    def whole(self, key: str) -> int | None:
        value = self.get(key)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9):
            return value
        self._wrong(key, "a whole number", "Write a number like 12, without quotation marks.")
        return None

    def choice(self, key: str, kind: type[E]) -> E | None:
        value = self.named(key)
        if value is None or value in set(kind):
            return None if value is None else kind(value)
        words = ", ".join(kind)
        self.blame(
            f"{self._said(key)} is {quoted(value)}",
            f"{suggestion(value, kind)} Write one of: {words}.".lstrip(),
        )
        return None

    def moment(self, key: str) -> datetime | None:
        """In UTC. A date alone is its midnight, +08:00."""
        value = self.named(key)
        if value is None:
            return None
        try:
            return read_moment(value)
        except ValueError as error:
            self.blame(
                f"{self._said(key)} is {quoted(value)}, {error}", "Write it like 2026-04-16T08:00:00+08:00."
            )
        return None

    def day(self, key: str, *, is_private: bool = False) -> date | None:
        """Of a moment, its day in +08:00. What is private is not repeated where it is wrong."""
        value = self.named(key)
        if value is None:
            return None
        try:
            return (
                date.fromisoformat(value) if is_date(value) else read_moment(value).astimezone(CHINA).date()
            )
        except (ValueError, OverflowError):
            said = "" if is_private else f"{quoted(value)}, "
            self.blame(f"{self._said(key)} is {said}not a date", "Write it like 2026-04-16.")
        return None

    def _said(self, key: str) -> str:
        return quoted(self._path + key)

    def _wrong(self, key: str, wanted: str, remedy: str) -> None:
        self.blame(f"{self._said(key)} is {type_name(self.get(key))}, not {wanted}", remedy)


def is_writable(text: str) -> bool:
    """False for texts with half a surrogate pair: JSON can spell them, nothing can print them."""
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False


def is_date(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-"


def read_moment(text: str) -> datetime:
    """In UTC. Raises ValueError that says what is wrong, as the end of a sentence."""
    if is_date(text):
        text += "T00:00:00+08:00"
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("not an ISO date and time") from None
    if found.tzinfo is None:
        raise ValueError("without an offset, so nobody knows which hour is meant")
    try:
        return found.astimezone(UTC)
    except OverflowError:
        raise ValueError("out of the calendar") from None


class KeyTally:
    """Counts the keys of a file that nobody knows, by key, with the first line that has it."""

    def __init__(self, file: str, known: frozenset[str]) -> None:
        self._file = file
        self._known = known
        self._lines: Counter[str] = Counter()
        self._first: dict[str, int] = {}

    def add(self, line: int, keys: Iterable[str]) -> None:
        for key in keys:
            if key not in self._known and (key in self._first or len(self._first) < MAX_KEYS):
                self._lines[key] += 1
                self._first.setdefault(key, line)

    def faults(self) -> list[Fault]:
        return [self._fault(key, count) for key, count in self._lines.items()]

    def _fault(self, key: str, count: int) -> Fault:
        lines = "1 line" if count == 1 else f"{count:,} lines"
        remedy = suggestion(key, self._known) or "It was not used; see docs/facts-folder.md for the keys. "
        return Fault(self._file, self._first[key], f"unknown key {quoted(key)} in {lines}", remedy.strip())
