"""Reads an uploaded register sheet: its bytes become a file of their own, since the readers stream from files."""

import tempfile
from datetime import datetime
from pathlib import Path, PurePosixPath

from shared.adapters.files.open import open_source
from shared.app.ports.ports import FactSet
from shared.core.errors import BadInput, Fault


class _NobodyWatches:
    def begin(self, label: str, total: int) -> None: ...

    def advance(self, done: int) -> None: ...

    def end(self) -> None: ...


def read_register(data: bytes, name: str, at: datetime) -> FactSet:
    """What the sheet says, filed at `at` (aware UTC). Raises BadInput, in which the file is called `name`."""
    ending = PurePosixPath(name).suffix.lower()
    if ending not in {".csv", ".xlsx"}:
        raise BadInput(
            Fault(
                name, None, "a register is a CSV or XLSX file", "Save it as one of the two, and upload that"
            )
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"register{ending}"
        path.write_bytes(data)
        try:
            facts = open_source(path, at=at).read(_NobodyWatches())
        except BadInput as error:
            raise BadInput(*(_renamed(fault, path, name) for fault in error.faults)) from None
    return facts._replace(faults=[_renamed(fault, path, name) for fault in facts.faults])


def _renamed(fault: Fault, path: Path, name: str) -> Fault:
    return fault._replace(file=fault.file.replace(str(path), name).replace(path.name, name))
