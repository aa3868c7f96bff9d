"""Writes a file whole or not at all."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from shared.core.errors import BadInput, Fault


def save(path: Path, pieces: Iterable[str]) -> None:
    """Write `pieces` as UTF-8 to `path`, replacing what was there only when all is written. Raises BadInput."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise _cannot(path, error) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.writelines(pieces)
        part.chmod(0o644)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _cannot(path, error) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _cannot(path: Path, error: OSError) -> BadInput:
    reason = f"the file cannot be written ({error.strerror or error})"
    return BadInput(
        Fault(str(path), None, reason, "Name a file in a folder that exists and that you may write to")
    )
