"""The copy of an uploaded sheet in which its rows say what to change, made where nothing of it stays."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from shared.adapters.files.returned import returned
from shared.app.ports.ports import MarkedSheet
from shared.core.errors import Fault


def marked(data: bytes, name: str, faults: Sequence[Fault]) -> MarkedSheet | None:
    """`name`: a file's, with no folder in it. Otherwise as `returned`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return returned(path, faults)
