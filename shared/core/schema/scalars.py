"""The types of a single value: each reads text, says what it wants, and shows a value as one would write it."""

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import date, time
from typing import Any

from shared.core.account import is_account
from shared.core.lang import Bilingual, Lang, both
from shared.core.schema.node import Form, Node, Reading, Unfit, listed, quoted, suggestion


class Scalar(ABC):
    """A value that is written as one piece of text."""

    __slots__ = ()

    @abstractmethod
    def parse(self, text: str) -> Any:
        """The value, or `Unfit`; `text` is never empty."""

    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """JSON Schema 2020-12 for what may be written."""

    @abstractmethod
    def phrase(self) -> Bilingual:
        """What may be written, in a few words."""

    def show(self, value: Any) -> str:
        """The value as one would write it."""
        return str(value)

    def read(self, node: Node, reading: Reading) -> Any:
        """The value; None after a fault, which `reading` then holds."""
        if node.form is not Form.SCALAR:
            reading.blame(node, f"a single value is wanted, this is {node.form}", f"Write {self._wanted()}")
            return None
        if not node.text:
            reading.blame(node, "nothing is written here", f"Write {self._wanted()}, or remove the line")
            return None
        value = self.parse(node.text)
        if isinstance(value, Unfit):
            reading.blame(node, value.reason, value.remedy)
            return None
        return value

    def _wanted(self) -> str:
        return self.phrase()[Lang.EN]


class Text(Scalar):
    """Plain words of one line, or of several where `lines`."""

    __slots__ = ("lines", "longest")

    def __init__(self, longest: int = 200, *, lines: bool = False) -> None:
        self.longest = longest
        self.lines = lines

    def parse(self, text: str) -> Any:
        text = text.strip()
        if not text:
            return Unfit("only spaces are written here", f"Write {self._wanted()}, or remove the line")
        if len(text) > self.longest:
            return Unfit(f"{quoted(text)} has {len(text)} characters", f"Write at most {self.longest}")
        if "\n" in text and not self.lines:
            return Unfit(f"{quoted(text)} has more than one line", "Write it on one line")
        hidden = next((char for char in text if unicodedata.category(char) in _HIDDEN and char != "\n"), None)
        if hidden is not None:
            return Unfit(
                f"{quoted(text)} holds an invisible character (U+{ord(hidden):04X})", "Type it anew by hand"
            )
        return text

    def schema(self) -> dict[str, Any]:
        # A number is text here as well: version 1.2, a group called 2026.
        return {"type": ["string", "number"], "minLength": 1, "maxLength": self.longest}

    def phrase(self) -> Bilingual:
        return both(f"文字（最多 {self.longest} 字）", f"text (at most {self.longest} characters)")


_HIDDEN = frozenset({"Cc", "Cf", "Cs"})


class AccountId(Scalar):
    """An account, as platform:id. A bare id might be somebody else's on another platform."""

    __slots__ = ()
    _TEXT = Text(140)

    def parse(self, text: str) -> Any:
        found = self._TEXT.parse(text)
        if isinstance(found, Unfit) or is_account(found):
            return found
        return Unfit(
            f"{quoted(found)} does not say on which platform", "Write the platform before it, as platform:id"
        )

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[^\\s:]+:.+$", "maxLength": 140}

    def phrase(self) -> Bilingual:
        return both("账号，写作 平台:ID", "an account, as platform:id")


class Choice(Scalar):
    """One of a few words. The value is the option itself: a string, or a member of an enum."""

    __slots__ = ("options",)

    def __init__(self, options: Iterable[Any]) -> None:
        self.options = {str(option): option for option in options}

    def parse(self, text: str) -> Any:
        if text in self.options:
            return self.options[text]
        return Unfit(
            f"{quoted(text)} is not one of the choices",
            f"{suggestion(text, self.options)} Write one of: {listed(self.options)}".lstrip(),
        )

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.options)}

    def phrase(self) -> Bilingual:
        return both("、".join(self.options) + " 之一", "one of: " + ", ".join(self.options))


class Whole(Scalar):
    """A whole number within bounds, both included; `unit` says of what."""

    __slots__ = ("high", "low", "unit")

    def __init__(self, low: int, high: int, unit: Bilingual | None = None) -> None:
        self.low = low
        self.high = high
        self.unit = unit or both("", "")

    def parse(self, text: str) -> Any:
        if not (text.isascii() and text.isdigit()):
            return Unfit(f"{quoted(text)} is not a whole number", f"Write {self._wanted()}, in plain digits")
        # Leading zeros and length are cut first: no text can become an expensive number.
        value = int(text.lstrip("0")[:19] or "0")
        if not self.low <= value <= self.high:
            return Unfit(f"{quoted(text)} is out of bounds", f"Write {self._wanted()}")
        return value

    def schema(self) -> dict[str, Any]:
        return {
            "type": ["integer", "string"],
            "minimum": self.low,
            "maximum": self.high,
            "pattern": "^[0-9]+$",
        }

    def phrase(self) -> Bilingual:
        zh, en = self.unit.values()
        return both(
            f"{self.low}–{self.high} 的整数" + (f"（{zh}）" if zh else ""),
            f"a whole number from {self.low} to {self.high}" + (f" ({en})" if en else ""),
        )


class Share(Scalar):
    """A percentage, `5 %`; the value is the fraction 0.05."""

    __slots__ = ()

    def parse(self, text: str) -> Any:
        number = text.removesuffix("%").rstrip()
        plain = (
            number.isascii()
            and number.replace(".", "", 1).isdigit()
            and number[0] != "."
            and number[-1] != "."
        )
        if not text.endswith("%") or not plain:
            return Unfit(f"{quoted(text)} is not a percentage", "Write it with its sign, e.g. 5 %")
        if float(number) > 100:
            return Unfit(f"{quoted(text)} is more than the whole", f"Write {self._wanted()}")
        return float(number) / 100

    def show(self, value: Any) -> str:
        return f"{value * 100:.6g} %"

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9]+([.][0-9]+)? *%$"}

    def phrase(self) -> Bilingual:
        return both("百分比，如 5 %", "a percentage from 0 % to 100 %, e.g. 5 %")


class Flag(Scalar):
    """Yes or no, written `true` or `false` and no other way: `off` and `no` mean other things in other files."""

    __slots__ = ()

    def parse(self, text: str) -> Any:
        if text in {"true", "false"}:
            return text == "true"
        meant = _MEANT.get(text.casefold())
        return Unfit(f"{quoted(text)} is neither true nor false", f"Write {meant or 'true or false'}")

    def show(self, value: Any) -> str:
        return "true" if value else "false"

    def schema(self) -> dict[str, Any]:
        return {"enum": [True, False, "true", "false"]}

    def phrase(self) -> Bilingual:
        return both("true 或 false", "true or false")


_MEANT = dict.fromkeys(("true", "yes", "y", "on", "1", "是"), "true") | dict.fromkeys(
    ("false", "no", "n", "off", "0", "否"), "false"
)


class TimeOfDay(Scalar):
    """A wall-clock time, `22:00` or `8:00`; the value is a `datetime.time` without a zone."""

    __slots__ = ()

    def parse(self, text: str) -> Any:
        hours, colon, minutes = text.partition(":")
        digits = text.isascii() and hours.isdigit() and minutes.isdigit()
        if not (colon and digits and len(hours) <= 2 and len(minutes) == 2):
            return Unfit(f"{quoted(text)} is not a time of day", "Write hours:minutes, e.g. 22:00 or 8:00")
        if int(hours) > 23 or int(minutes) > 59:
            midnight = "Write 00:00 for midnight" if text == "24:00" else "Write a time from 00:00 to 23:59"
            return Unfit(f"{quoted(text)} is not on the clock", midnight)
        return time(int(hours), int(minutes))

    def show(self, value: Any) -> str:
        return f"{value:%H:%M}"

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^([01]?[0-9]|2[0-3]):[0-5][0-9]$"}

    def phrase(self) -> Bilingual:
        return both("时刻，如 22:00", "a time of day, e.g. 22:00")


class Day(Scalar):
    """A date, `2026-10-01`."""

    __slots__ = ()

    def parse(self, text: str) -> Any:
        remedy = "Write year-month-day, e.g. 2026-10-01"
        if not (text.isascii() and len(text) == 10 and text[4] == text[7] == "-"):
            return Unfit(f"{quoted(text)} is not a date", remedy)
        try:
            return date.fromisoformat(text)
        except ValueError:
            return Unfit(f"{quoted(text)} is not in the calendar", remedy)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}

    def phrase(self) -> Bilingual:
        return both("日期，如 2026-10-01", "a date, e.g. 2026-10-01")


class Zone(Scalar):
    """The IANA name of a time zone. Whether it exists, only an adapter can tell: see policy/crosscheck.py."""

    __slots__ = ()

    def parse(self, text: str) -> Any:
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[A-Za-z0-9_+/-]+$"}

    def phrase(self) -> Bilingual:
        return both("IANA 时区名，如 Asia/Shanghai", "an IANA time zone, e.g. Asia/Shanghai")
