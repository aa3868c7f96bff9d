"""A file as it was written: texts with their lines, before anybody says what they mean."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from shared.core.display import harmless, shorten
from shared.core.errors import Fault


class Form(StrEnum):
    """The shapes a node can have; the value is what a person calls it."""

    SCALAR = "a single value"
    LIST = "a list"
    MAPPING = "a mapping"


class Node(NamedTuple):
    """One value of a file. Every scalar is text: `22:00` is no number of minutes and `off` is no flag yet."""

    form: Form
    text: str = ""
    """Of a scalar; empty: nothing was written (or null)."""
    items: tuple["Node", ...] = ()
    """Of a list."""
    entries: tuple[tuple["Node", "Node"], ...] = ()
    """Of a mapping: key and value, as written."""
    line: int | None = None
    """1-based, as `column`; None where the file has no lines worth naming (machine-made JSON)."""
    column: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands here: a key without a value counts as not written."""
        return self.form is Form.SCALAR and not self.text

    def get(self, key: str) -> "Node | None":
        return next((value for name, value in self.entries if name.text == key), None)


class Unfit(NamedTuple):
    """Why a text is not a value of a type, and what to write instead."""

    reason: str
    remedy: str


class Reading(NamedTuple):
    """One pass over a file: where we are, and everything found wrong so far."""

    file: str
    faults: list[Fault]
    path: str = ""

    def at(self, key: str) -> "Reading":
        name = shorten(harmless(key))
        return self._replace(path=f"{self.path}.{name}" if self.path else name)

    def item(self, number: int) -> "Reading":
        """`number` is 1-based, as people count."""
        return self._replace(path=f"{self.path}[{number}]")

    def blame(self, node: Node, reason: str, remedy: str) -> None:
        said = f"{self.path}: {reason}" if self.path else reason
        self.faults.append(Fault(self.file, node.line, said, remedy))


def find(node: Node, reading: Reading, *path: str) -> Iterator[tuple[Node, Reading]]:
    """Every node at `path` and where it is; `*` is any item or value. What is not there is left out."""
    if not path:
        yield node, reading
        return
    step, *rest = path
    for number, item in enumerate(node.items if step == "*" else (), 1):
        yield from find(item, reading.item(number), *rest)
    for key, value in node.entries:
        if step in {"*", key.text}:
            yield from find(value, reading.at(key.text), *rest)


def quoted(text: str) -> str:
    """A text from outside, shortened and harmless, in quotation marks."""
    return f"“{shorten(harmless(text))}”"


def suggestion(text: str, allowed: Iterable[str]) -> str:
    """A question that names the nearest allowed word; empty when none is near."""
    import difflib  # only a wrong file needs it

    known = {word.casefold(): word for word in allowed}
    near = difflib.get_close_matches(text.casefold(), known, n=1)
    return f"Did you mean “{known[near[0]]}”?" if near else ""


def listed(words: Iterable[str], most: int = 20) -> str:
    """`a, b, c`, and how many more there are."""
    names = list(words)
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
