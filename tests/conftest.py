"""Fixtures that every test may use."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from shared.core.survey import Survey
from tests.support import Rows, survey_of, write_jsonl

Previewer = Callable[..., Survey]


@pytest.fixture
def survey_folder(tmp_path: Path) -> Previewer:
    """Writes a facts folder from keyword arguments (`groups=`, `messages=`, `people=` …) and previews it."""

    def make(*, files: Mapping[str, Rows], **options: Any) -> Survey:
        folder = tmp_path / "facts"
        folder.mkdir(exist_ok=True)
        for name, rows in files.items():
            write_jsonl(folder, name, rows)
        return survey_of(folder, **options)

    return make
