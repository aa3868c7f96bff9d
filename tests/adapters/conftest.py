"""Folders and zips of a few lines."""

import zipfile
from pathlib import Path

import pytest

from tests.adapters.files.reading import Files, MakeFolder, MakeZip, content


@pytest.fixture
def folder(tmp_path: Path) -> MakeFolder:
    """Writes files into a new folder."""

    def make(files: Files) -> Path:
        root = tmp_path / "input"
        for name, value in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content(value))
        root.mkdir(exist_ok=True)
        return root

    return make


@pytest.fixture
def zipped(tmp_path: Path) -> MakeZip:
    """Writes files into a new zip."""

    def make(files: Files) -> Path:
        path = tmp_path / "input.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, value in files.items():
                archive.writestr(name, content(value))
        return path

    return make
