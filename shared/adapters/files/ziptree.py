"""A zip as a tree: nothing is unpacked to disk, and no entry is trusted."""

import re
import stat
import struct
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from shared.adapters.files.faultlog import refuse
from shared.adapters.files.tree import CHUNK, Listing, is_litter, unreadable
from shared.core.errors import BadInput, Fault
from shared.core.schema.node import quoted


class Limits(NamedTuple):
    """What a zip may ask of us."""

    total: int = 2 << 30
    """Bytes, unpacked."""
    entries: int = 500_000
    ratio: int = 200
    """Times that an entry may grow; real text grows five- to thirtyfold."""
    small: int = 10 << 20
    """Bytes up to which an entry may grow by any factor."""


ORDINARY = Limits()
BROKEN_ZIP = (
    BadZipFile, EOFError, IndexError, NotImplementedError, OSError, RuntimeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
"""What zipfile raises for bytes that are no zip, are cut off, or were made to hurt."""

_UTF_8_NAME = 0x800
_ENCRYPTED = 0x1
_DRIVE = re.compile(r"[A-Za-z]:")


class ZipTree:
    """The files of a zip; one folder around everything is looked through."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.faults: list[Fault] = []
        self._zip = open_zip(path)
        entries = {_parts(name): info for name, info in named_entries(self._zip) if not _is_litter(name)}
        wrapped = _wrapper(entries)
        self._entries = {parts[wrapped:]: info for parts, info in entries.items() if len(parts) > wrapped}
        self._listings: dict[str, Listing] = {}

    def files(self, folder: str = "") -> Collection[str]:
        return self._list(folder).files

    def folders(self) -> Collection[str]:
        return self._list("").folders

    def size(self, path: str) -> int:
        return self._entries[tuple(path.split("/"))].file_size

    def chunks(self, path: str) -> Iterator[bytes]:
        """The declared size was checked when the zip was opened; that it is true shows only here."""
        info = self._entries[tuple(path.split("/"))]
        left = info.file_size
        try:
            with self._zip.open(info) as stream:
                while left >= 0 and (chunk := stream.read(CHUNK)):
                    left -= len(chunk)
                    yield chunk
        except BROKEN_ZIP:
            _broken(f"{self.name}/{path}")
        if left:
            _broken(f"{self.name}/{path}")

    def _list(self, folder: str) -> Listing:
        if not self._listings:
            self._listings = _listings(self._entries)
        return self._listings.get(folder, Listing((), ()))


def open_zip(path: Path, limits: Limits = ORDINARY) -> ZipFile:
    """Opened and checked as a whole; raises BadInput. The caller keeps it open while it reads."""
    try:
        archive = ZipFile(path)
    except PermissionError as error:
        unreadable(path.name, error)
    except BROKEN_ZIP:
        _broken(path.name)
    faults = [*_total_faults(path.name, archive, limits), *_entry_faults(path.name, archive, limits)]
    if faults:
        archive.close()
        refuse(faults)
    return archive


def named_entries(archive: ZipFile) -> Iterator[tuple[str, ZipInfo]]:
    for info in archive.infolist():
        yield entry_name(info), info


def entry_name(info: ZipInfo) -> str:
    """Its name as its maker meant it: old programs write the system's own encoding and do not say so."""
    if info.flag_bits & _UTF_8_NAME or info.filename.isascii():
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _total_faults(name: str, archive: ZipFile, limits: Limits) -> Iterator[Fault]:
    entries = archive.infolist()
    if len(entries) > limits.entries:
        reason = f"holds {len(entries):,} entries, more than {limits.entries:,}"
        yield Fault(name, None, reason, "Unpack it, if you trust it, and pass the folder.")
    total = sum(info.file_size for info in entries)
    if total > limits.total:
        reason = f"unpacks to {total >> 20:,} MiB, more than {limits.total >> 20:,}"
        yield Fault(name, None, reason, "Unpack it, if you trust it, and pass the folder.")


def _entry_faults(name: str, archive: ZipFile, limits: Limits) -> Iterator[Fault]:
    seen: set[str] = set()
    for entry, info in named_entries(archive):
        if wrong := _wrong_with(entry, info, seen) or _bomb(info, limits):
            yield Fault(name, None, f"entry {quoted(info.orig_filename)} {wrong[0]}", wrong[1])
        seen.add(entry)


def _wrong_with(entry: str, info: ZipInfo, seen: set[str]) -> tuple[str, str] | None:
    """Reason and remedy; None for an entry that may be read."""
    if hostile := _hostile(entry, info, seen):
        return hostile, "Make the zip anew from the folder."
    if info.flag_bits & _ENCRYPTED:
        return "is encrypted", "Make the zip anew without a password."
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        return "is compressed in an uncommon way", "Make the zip anew with ordinary compression (deflate)."
    return None


def _bomb(info: ZipInfo, limits: Limits) -> tuple[str, str] | None:
    if info.file_size <= limits.small or info.file_size <= limits.ratio * info.compress_size:
        return None
    return (
        f"grows more than {limits.ratio} times when unpacked",
        "Unpack it, if you trust it, and pass the folder.",
    )


def _hostile(entry: str, info: ZipInfo, seen: set[str]) -> str | None:
    if _leads_out(info.orig_filename):
        return "leads out of the zip"
    if stat.S_IFMT(info.external_attr >> 16) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return "is a link or a device, not a file"
    return "is there twice" if entry in seen else None


def _leads_out(name: str) -> bool:
    hostile = name.startswith("/") or "\\" in name or "\0" in name or _DRIVE.match(name) is not None
    return hostile or ".." in name.split("/")


def _parts(name: str) -> tuple[str, ...]:
    """A folder's own entry ends in an empty part."""
    *above, last = name.split("/")
    return (*(part for part in above if part not in {"", "."}), last)


def _is_litter(name: str) -> bool:
    return any(is_litter(part) for part in name.split("/"))


def _wrapper(entries: Collection[tuple[str, ...]]) -> int:
    """1 where one folder lies around everything, else 0."""
    tops = {parts[0] for parts in entries}
    return 1 if len(tops) == 1 and all(len(parts) > 1 for parts in entries) else 0


def _listings(entries: Collection[tuple[str, ...]]) -> dict[str, Listing]:
    top = sorted(parts[0] for parts in entries if len(parts) == 1 and parts[0])
    inside: dict[str, list[str]] = {}
    for parts in entries:
        if len(parts) > 1:
            inside.setdefault(parts[0], []).extend(parts[1:] if len(parts) == 2 and parts[1] else ())
    listings = {folder: Listing(tuple(sorted(names)), ()) for folder, names in inside.items()}
    return {"": Listing(tuple(top), tuple(sorted(inside))), **listings}


def _broken(name: str) -> NoReturn:
    raise BadInput(
        Fault(
            name, None, "is not a zip, or is damaged or cut off", "Get it again, or pass the unpacked folder."
        )
    ) from None
