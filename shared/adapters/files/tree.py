"""What an input of several files looks like to its reader, be it a folder or a zip; and the folder."""

import errno
import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn, Protocol

from shared.core.display import harmless
from shared.core.errors import BadInput, Fault
from shared.core.schema.node import listed, quoted

CHUNK = 1 << 16
"""Bytes read at a time: small enough for a processor's cache, which is worth a fifth of the reading time."""
MAX_FILE = 512 << 20
"""Bytes of a file that is read whole."""


class Tree(Protocol):
    """A read-only view, two levels deep; paths are relative, with `/`. Anything unreadable is BadInput."""

    name: str
    """As the user would name it."""
    faults: list[Fault]
    """What was seen and left out."""

    def files(self, folder: str = "") -> Collection[str]:
        """Names of the files that lie directly in a folder, sorted."""
        ...

    def folders(self) -> Collection[str]:
        """Names of the folders at the top, sorted."""
        ...

    def size(self, path: str) -> int:
        """Bytes."""
        ...

    def chunks(self, path: str) -> Iterator[bytes]:
        """The file's bytes, never empty ones."""
        ...


class Listing(NamedTuple):
    files: tuple[str, ...]
    folders: tuple[str, ...]


def is_litter(name: str) -> bool:
    """Whether a file manager left it there."""
    return name in {"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"} or name.startswith("._")


def read_whole(tree: Tree, path: str) -> bytes:
    if tree.size(path) > MAX_FILE:
        reason = f"is larger than {MAX_FILE >> 20} MiB"
        raise BadInput(Fault(path, None, reason, "Split it, or leave out what is not needed."))
    return b"".join(tree.chunks(path))


def found_in(tree: Tree) -> str:
    """What lies at the top of a tree, for an error."""
    names = [*(quoted(f"{name}/") for name in tree.folders()), *(quoted(name) for name in tree.files())]
    return listed(names, 8) if names else "nothing"


class FolderTree:
    """A folder on disk. Links that lead out of it, and what is neither file nor folder, are left out."""

    def __init__(self, root: Path) -> None:
        self.name = root.name or str(root)
        self.faults: list[Fault] = []
        self._root = root.resolve()
        self._listings: dict[str, Listing] = {}

    def files(self, folder: str = "") -> Collection[str]:
        return self._list(folder).files

    def folders(self) -> Collection[str]:
        return self._list("").folders

    def size(self, path: str) -> int:
        try:
            return (self._root / path).stat().st_size
        except OSError as error:
            unreadable(path, error)

    def chunks(self, path: str) -> Iterator[bytes]:
        try:
            with (self._root / path).open("rb", buffering=0) as stream:
                while chunk := stream.read(CHUNK):
                    yield chunk
        except OSError as error:
            unreadable(path, error)

    def _list(self, folder: str) -> Listing:
        if folder not in self._listings:
            try:
                with os.scandir(self._root / folder) as entries:
                    sort = [
                        (entry.name, self._sort(entry, folder))
                        for entry in entries
                        if not is_litter(entry.name)
                    ]
            except OSError as error:
                unreadable(folder or self.name, error)
            self._listings[folder] = Listing(
                tuple(sorted(name for name, kind in sort if kind == stat.S_IFREG)),
                tuple(sorted(name for name, kind in sort if kind == stat.S_IFDIR)),
            )
        return self._listings[folder]

    def _sort(self, entry: os.DirEntry[str], folder: str) -> int:
        """The kind of thing that it is, in the terms of `stat`; 0 for what is left out."""
        shown = f"{folder}/{entry.name}" if folder else entry.name
        try:
            if entry.is_symlink() and not self._is_inside(Path(entry.path)):
                self._leave_out(shown, "is a link that leads out of the folder", "Put the file itself there.")
                return 0
            kind = stat.S_IFMT(entry.stat().st_mode)
        except (OSError, RuntimeError):  # RuntimeError: how a circle of links shows before Python 3.13
            self._leave_out(shown, "is a link that leads nowhere", "Put the file itself there.")
            return 0
        if kind not in {stat.S_IFREG, stat.S_IFDIR}:
            self._leave_out(shown, "is neither a file nor a folder", "Take it out.")
        return kind

    def _is_inside(self, link: Path) -> bool:
        return link.resolve(strict=True).is_relative_to(self._root)

    def _leave_out(self, path: str, reason: str, remedy: str) -> None:
        self.faults.append(Fault(harmless(path), None, f"{reason}; it was not read", remedy))


def unreadable(path: str, error: OSError) -> NoReturn:
    """Raise BadInput for what the system refused."""
    remedies = {
        errno.EACCES: "Ask its owner for the right to read it.",
        errno.EPERM: "Ask its owner for the right to read it.",
        errno.ENOENT: "Check the name: it is not there (any more).",
        errno.EISDIR: "It is a folder: put a file of this name there.",
    }
    said = (error.strerror or "unknown reason").lower()
    remedy = remedies.get(error.errno or 0, "Check the disk and try again.")
    raise BadInput(Fault(path, None, f"cannot be read: {said}", remedy)) from error
