"""What the tests of file sources share: files of a few lines, readings of them, and a progress that holds us to its port."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from shared.adapters.files.open import open_source
from shared.app.ports.ports import FactSet
from shared.core.errors import BadInput, Fault
from shared.core.model import Post

Lines: TypeAlias = list[Any]
Files: TypeAlias = Mapping[str, str | bytes | Lines]
MakeFolder: TypeAlias = Callable[[Files], Path]
MakeZip: TypeAlias = Callable[[Files], Path]
AT = datetime(2026, 4, 20, 1, tzinfo=UTC)
"""When every reading of these tests happens."""


class Steps:
    """A progress that notes what it is told and refuses nonsense."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self._open: str | None = None
        self._left = 0

    def begin(self, label: str, total: int) -> None:
        assert self._open is None
        self._open, self._left = label, total

    def advance(self, done: int) -> None:
        assert self._open is not None
        assert 0 <= done <= self._left
        self._left -= done

    def end(self) -> None:
        assert self._open is not None
        assert self._left == 0
        self.done.append(self._open)
        self._open = None


def content(value: str | bytes | Lines) -> bytes:
    """Lists are lines, one JSON value each, but texts in bytes, which are lines as they are."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode()
    lines = (
        line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode() for line in value
    )
    return b"".join(line + b"\n" for line in lines)


def read(path: Path) -> FactSet:
    return open_source(path, at=AT).read(Steps())


def posts(facts: FactSet) -> list[Post]:
    """All posts; reading them to the end is what completes the faults."""
    assert facts.posts is not None
    return [post for batch in facts.posts(Steps()) for post in batch]


def read_all(path: Path) -> FactSet:
    """With its posts, and so with all its faults."""
    facts = read(path)
    if facts.posts:
        posts(facts)
    return facts


def refusal(path: Path) -> tuple[Fault, ...]:
    """The faults for which a path is refused, when it is opened, read, or its posts are."""
    with pytest.raises(BadInput) as caught:
        read_all(path)
    return caught.value.faults


def said(faults: object) -> str:
    """Faults as a person sees them, one a line."""
    assert isinstance(faults, list | tuple)
    return "\n".join(map(str, faults))
