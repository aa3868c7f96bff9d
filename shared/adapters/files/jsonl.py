"""Reads files of one JSON value a line: in bounded memory, with line numbers, whatever the bytes are."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from shared.adapters.files.jsontext import BOM, STRICT, NotJsonError, parse
from shared.adapters.files.tree import Tree
from shared.core.errors import Fault

MAX_LINE = 16 << 20
"""Bytes of one line; more is no record of a group or message, and would not stay in bounded memory."""
LINE_REMEDY = "Write one JSON object a line."
LONG_REMEDY = "Write one JSON object a line, each ended by a line break."

_ARRAY = re.compile(rb"\s*\[\s*(?:\{[^\n]*)?(?:\n|$)")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def blocks(chunks: Iterable[bytes], on_long: Callable[[int], None]) -> Iterator[tuple[int, bytes]]:
    """Runs of whole lines, each with the number of its first line; the run's last line break is left out.

    A line longer than MAX_LINE is left out, and its number given to `on_long`.
    """
    number, held, parts = 1, 0, list[bytes]()
    for chunk in _without_bom(chunks):
        cut = chunk.rfind(b"\n")
        if cut < 0:
            held += len(chunk)
            parts = [*parts, chunk] if held <= MAX_LINE else []
            continue
        start = 0
        if held > MAX_LINE:
            on_long(number)
            number, start = number + 1, chunk.find(b"\n") + 1
        block = b"".join(parts) + chunk[start:cut]
        if start <= cut:
            yield number, block
            number += block.count(b"\n") + 1
        parts, held = [chunk[cut + 1 :]], len(chunk) - cut - 1
    if held > MAX_LINE:
        on_long(number)
    elif held:
        yield number, b"".join(parts)


def _without_bom(chunks: Iterable[bytes]) -> Iterator[bytes]:
    first = True
    for chunk in chunks:
        yield chunk.removeprefix(BOM) if first else chunk
        first = False


def numbered(first: int, block: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines of a run that are not blank, each with its number."""
    for number, raw in enumerate(block.split(b"\n"), first):
        if raw.strip():
            yield number, raw


def values(tree: Tree, file: str, faults: list[Fault]) -> Iterator[tuple[int, Any]]:
    """Every line's number and value; lines that are not JSON become faults."""
    if wrong := wrong_format(tree, file):
        faults.append(wrong)
        return

    def too_long(number: int) -> None:
        faults.append(long_line(file, number))

    for first, block in blocks(tree.chunks(file), too_long):
        for number, raw in numbered(first, block):
            try:
                value = parse(raw, STRICT)
            except NotJsonError as error:
                faults.append(Fault(file, number, error.reason, error.remedy))
            else:
                yield number, value


def long_line(file: str, number: int) -> Fault:
    return Fault(file, number, f"a line of more than {MAX_LINE >> 20} MiB", LONG_REMEDY)


def wrong_format(tree: Tree, file: str) -> Fault | None:
    """What is wrong with the file as a whole, where every line would be wrong for the same reason."""
    head = next(iter(tree.chunks(file)), b"")
    if head.startswith(_UTF_16):
        return Fault(file, None, "is UTF-16, not UTF-8", "Save it as UTF-8.")
    if _ARRAY.match(head.removeprefix(BOM)):
        return Fault(
            file,
            None,
            "is one JSON array, not lines",
            "Write one object a line, without [ ] and commas between them.",
        )
    return None
