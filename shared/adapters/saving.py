"""Writes a file whole or not at all, and never over something that is not a plain file."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from shared.core.errors import BadInput, Fault


def save(path: Path, pieces: Iterable[str], *, never: Iterable[Path] = ()) -> None:
    """Write `pieces` as UTF-8 to `path`, replacing what was there only when all is written.

    A link is followed. `never` are paths that must not be written to, nor anything inside them: what the person
    gave us to read. Raises BadInput.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        raise _cannot(path, "this is no plain file")
    if any(target == kept.resolve() or kept.resolve() in target.parents for kept in never):
        raise _cannot(path, "this is what is being read")
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    except OSError as error:
        raise _cannot(path, error.strerror) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.writelines(pieces)
        part.chmod(0o666 & ~_umask())
        part.replace(target)
    except OSError as error:
        raise _cannot(path, error.strerror) from error
    finally:
        part.unlink(missing_ok=True)


def save_new(path: Path, data: bytes) -> None:
    """A file where there was none: nothing is ever written over. Raises BadInput."""
    try:
        with path.open("xb") as file:
            try:
                file.write(data)
            except OSError:
                path.unlink(missing_ok=True)
                raise
    except FileExistsError:
        raise _exists(path) from None
    except OSError as error:
        raise _cannot(path, error.strerror) from error


def _exists(path: Path) -> BadInput:
    remedy = "Name a new file, or put that one away first"
    return BadInput(
        Fault(str(path), None, "there is such a file already, and it is not written over", remedy)
    )


def _umask() -> int:
    """Who may read a new file: the person's own setting, which a temporary file does not follow."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _cannot(path: Path, why: str | None) -> BadInput:
    reason = f"the file cannot be written ({why or 'unknown reason'})"
    return BadInput(Fault(str(path), None, reason, "Name a new file in a folder that you may write to"))
