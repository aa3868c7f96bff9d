"""The same types as documents: a JSON Schema for editors, and tables for a reference."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from shared.core.lang import Bilingual, Lang, both
from shared.core.schema.structures import REQUIRED, ListOf, MapOf, Record, Setting, Type


class Row(NamedTuple):
    """One setting, as a table shows it."""

    key: str
    wanted: Bilingual
    default: str | None
    """As one would write it; None: nothing holds, or what holds is told in its own section."""
    is_required: bool
    doc: Bilingual


class Section(NamedTuple):
    """The settings of one record and where it is written: `work_hours.quiet`, `departments[]`."""

    path: str
    rows: tuple[Row, ...]


def json_schema(record: Record, title: str) -> dict[str, Any]:
    """JSON Schema 2020-12: what an editor can tell of a file while it is written."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **record.schema()}


def sections(record: Record, path: str = "") -> Iterator[Section]:
    """The record's own section, then those of the records in it, in the order of the file."""
    yield Section(path, tuple(map(row, record.fields)))
    for field in record.fields:
        where, inner = _inside(f"{path}.{field.name}" if path else field.name, field.type)
        if isinstance(inner, Record):
            yield from sections(inner, where)


def row(field: Setting) -> Row:
    is_told = field.default in (None, REQUIRED, (), {}) or isinstance(field.type, Record)
    shown = None if is_told else field.type.show(field.default)
    doc = _everywhere(field.doc) if field.everywhere else field.doc
    return Row(field.name, field.type.phrase(), shown, field.default is REQUIRED, doc)


def _everywhere(doc: Bilingual) -> Bilingual:
    return both(f"{doc[Lang.ZH]}（全公司一致）", f"{doc[Lang.EN]} (the same for all groups)")


def _inside(path: str, type_: Type) -> tuple[str, Type]:
    """Past lists and maps: what they hold, and how a path writes that."""
    if isinstance(type_, ListOf):
        return _inside(f"{path}[]", type_.of)
    if isinstance(type_, MapOf):
        return _inside(f"{path}.<name>", type_.of)
    return path, type_
