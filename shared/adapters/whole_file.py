"""Reads a file that a person named, whole and within bounds."""

from pathlib import Path

from shared.core.errors import BadInput, Fault

LARGEST = 20 * 1024 * 1024
"""Bytes: what the deployed function takes of a register sheet."""


def read_whole(path: Path) -> bytes:
    """Raises BadInput where it cannot be read, is no plain file, or is too large."""
    try:
        if not path.is_file():
            raise _cannot(path, "there is no such file")
        if path.stat().st_size > LARGEST:
            raise _cannot(path, f"it has more than {LARGEST:,} bytes")
        return path.read_bytes()
    except OSError as error:
        raise _cannot(path, f"it cannot be read ({error.strerror or 'unknown reason'})") from error


def _cannot(path: Path, reason: str) -> BadInput:
    return BadInput(Fault(str(path), None, reason, "Name a policy (YAML) or a register sheet (XLSX, CSV)"))
