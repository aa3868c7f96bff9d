"""Decides what a path is: a vendor's export, a facts folder or a register sheet."""

import stat
from datetime import datetime
from pathlib import Path

from shared.adapters.files.facts_folder import FactsFolder
from shared.adapters.files.sheet import SHEETS, Sheet
from shared.adapters.files.tree import FolderTree, Tree, found_in, unreadable
from shared.adapters.files.ziptree import ZipTree
from shared.adapters.im.vendors import VENDORS
from shared.app.ports.ports import FactSource
from shared.core.display import harmless
from shared.core.errors import BadInput, Fault

_EXPORTS = tuple(export for vendor in VENDORS for export in vendor.exports)
_FACTS = "groups.jsonl"
EXPECTED = (
    ", ".join([f"{export.name} ({export.form})" for export in _EXPORTS] + [f"a facts folder (with {_FACTS})"])
    + " or a register sheet (.xlsx, .csv, .tsv)"
)
_HINTS = {
    ".xls": "Save it as .xlsx.",
    ".xlsm": "Save it as .xlsx.",
    ".et": "Save it as .xlsx.",
    ".numbers": "Export it as .xlsx.",
    ".ods": "Save it as .xlsx.",
    ".jsonl": "Pass the folder that it lies in.",
    ".json": "Pass the folder that it lies in.",
    ".rar": "Unpack it and pass the folder.",
    ".7z": "Unpack it and pass the folder.",
    ".gz": "Unpack it and pass the folder.",
}


def open_source(path: Path, *, at: datetime) -> FactSource:
    """What reads `path`; `at` is the moment of the reading, aware UTC. Raises BadInput for what nobody reads."""
    name = harmless(str(path))
    if _is_folder(path, name):
        return _of_tree(FolderTree(path), name, at)
    suffix = path.suffix.lower()
    if suffix == ".zip":
        return _of_tree(ZipTree(path), name, at)
    if suffix in SHEETS:
        return Sheet(path, at=at)
    reason = f"is a file {f'ending in {harmless(suffix)}' if suffix else 'without an ending'}"
    raise BadInput(Fault(name, None, reason, _HINTS.get(suffix, f"Pass {EXPECTED}.")))


def _is_folder(path: Path, name: str) -> bool:
    """Raises BadInput for what is neither a folder nor an ordinary file."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        unreadable(name, error)
    except ValueError:
        raise BadInput(Fault(name, None, "is not a path", f"Pass {EXPECTED}.")) from None
    if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
        raise BadInput(Fault(name, None, "is neither a file nor a folder", f"Pass {EXPECTED}."))
    return stat.S_ISDIR(mode)


def _of_tree(tree: Tree, name: str, at: datetime) -> FactSource:
    files = set(tree.files())
    exports = [export for export in _EXPORTS if not files.isdisjoint(export.marks)]
    found = ["a facts folder"] * (_FACTS in files) + [export.name for export in exports]
    if len(found) > 1:
        wrong = Fault(name, None, f"holds both {' and '.join(found)}", "Pass one of them, in its own folder.")
    elif not found:
        wrong = Fault(name, None, f"holds {found_in(tree)}", f"Pass {EXPECTED}.")
    elif not exports:
        return FactsFolder(tree, at=at)
    elif missing := sorted(exports[0].needs - files):
        wrong = Fault(name, None, f"is {found[0]} without {' and '.join(missing)}", exports[0].remedy)
    else:
        return exports[0].opened(tree, at)
    raise BadInput(wrong, *tree.faults)
