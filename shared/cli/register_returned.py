"""What comes back of a sheet that was refused: a copy in which every row that cannot be taken says what to change."""

import argparse
from pathlib import Path

from shared.cli.complaints import BAD_INPUT, complaint
from shared.cli.tools import Tools
from shared.core.errors import BadInput, Fault
from shared.core.lang import counted


def add_faults(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--faults",
        metavar="FILE.xlsx",
        type=Path,
        help="of a sheet that is refused: where the copy goes in which its rows say what to change (default: beside the sheet)",
    )


def check_faults(place: Path | None) -> None:
    """Before anything is uploaded. Raises BadInput."""
    if place is None:
        return
    if place.suffix.lower() != ".xlsx":
        raise BadInput(Fault(str(place), None, "the copy is a workbook", "Name a file that ends in .xlsx"))
    if place.exists():
        reason = "there is such a file already, and it is not written over"
        raise BadInput(Fault(str(place), None, reason, "Name a new file, or put that one away first"))


def give_back(path: Path, error: BadInput, place: Path | None, tools: Tools) -> int:
    """Complain of what is wrong, then of where it is marked. Raises the error itself where no single row is wrong."""
    try:
        marked = tools.operator.returned(path, error.faults)
        if marked is None:
            raise error
        copy = place or tools.operator.copy_beside(path)
        tools.operator.save_new(copy, marked.data)
    except BadInput as failed:
        if failed is error:
            raise
        raise BadInput(*error.faults, *failed.faults) from None
    tools.terminal.complain(complaint(error.faults))
    rows = counted(marked.rows, "row")
    tools.terminal.complain(
        [
            f"groupkeeper: {copy}: {rows} to change, marked in this copy of the sheet. Change them there, and register that file"
        ]
    )
    return BAD_INPUT
