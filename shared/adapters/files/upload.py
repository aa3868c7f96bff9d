"""Reads an uploaded sheet, of groups or of people: its bytes become a file of their own, since the readers stream from files."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from shared.adapters.files.open import open_source
from shared.adapters.files.people_sheet import people_of
from shared.adapters.files.people_titles import is_people_sheet
from shared.adapters.files.sheet import tables_of
from shared.app.ports.ports import FactSet, PeopleFile
from shared.core.errors import BadInput, Fault


class _NobodyWatches:
    def begin(self, label: str, total: int) -> None: ...

    def advance(self, done: int) -> None: ...

    def end(self) -> None: ...


def read_register(data: bytes, name: str, at: datetime) -> FactSet:
    """What the sheet says, filed at `at` (aware UTC). Raises BadInput, in which the file is called `name`."""
    with _file(data, name, "a register") as file:
        facts = open_source(file.path, at=at).read(_NobodyWatches())
    rows = {group: row._replace(file=file.said(row.file)) for group, row in facts.rows.items()}
    return facts._replace(faults=file.renamed(facts.faults), rows=rows)


def read_people(data: bytes, name: str) -> PeopleFile | None:
    """What the sheet says of people; None: it is none, and may be a register of groups.

    Raises BadInput, in which the file is called `name`, where it could be both and where it is no sheet at all.
    """
    with _file(data, name, "a sheet") as file:
        tables = tables_of(file.path)
        if not is_people_sheet(tables):
            return None
        read = people_of(file.path.name, tables)
    return read._replace(faults=file.renamed(read.faults), remarks=file.renamed(read.remarks))


class _File(NamedTuple):
    """An upload as a file, which has another name than the people who sent it gave it."""

    path: Path
    name: str

    def renamed(self, faults: Iterable[Fault]) -> list[Fault]:
        return [
            fault._replace(file=self.said(fault.file), reason=self.said(fault.reason), zh=self.said(fault.zh))
            for fault in faults
        ]

    def said(self, text: str) -> str:
        return text.replace(str(self.path), self.path.name).replace(self.path.name, self.name)


@contextmanager
def _file(data: bytes, name: str, what: str) -> Iterator[_File]:
    """The upload, as long as it is read; what is refused meanwhile is refused under its own name."""
    ending = PurePosixPath(name).suffix.lower()
    if ending not in {".csv", ".tsv", ".xlsx"}:
        remedy = "Save it as one of the two, and upload that"
        raise BadInput(Fault(name, None, f"{what} is a CSV or XLSX file", remedy))
    with tempfile.TemporaryDirectory() as folder:
        file = _File(Path(folder) / f"uploaded-sheet{ending}", name)
        file.path.write_bytes(data)
        try:
            yield file
        except BadInput as error:
            raise BadInput(*file.renamed(error.faults)) from None
