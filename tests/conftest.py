"""Fixtures that every test may use."""

import tests.platforms  # noqa: F401 (it registers the tests' own platform, before anything takes the tuple)

# isort: split

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from local.stack import process
from local.stack.artifacts import Build, build
from local.stack.deployment import create
from local.stack.process import Emulator
from local.stack.record import Stack
from local.stack.tools import MissingTool
from shared.core.findings.survey import Survey
from tests.support import Rows, skip_without, survey_of, write_jsonl

settings.register_profile("house", deadline=None)
settings.load_profile("house")
"""A deadline for one example measures how busy the machine is, and not the code: what must be fast has its bench."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--pictures",
        metavar="FOLDER",
        help="keep the documentation's pictures, which the browser's tests take",
    )


_FIRST = ("tests/test_gates", "tests/faults", "tests/browser", "tests/functions", "tests/local")
"""What takes long in one file: begun last, it would keep one worker when the others have nothing left to do."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(
        key=lambda item: next(
            (n for n, path in enumerate(_FIRST) if item.nodeid.startswith(path)), len(_FIRST)
        )
    )


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


@pytest.fixture(scope="session")
def built() -> Build:
    """What sam makes of the sources as they were when the session began."""
    try:
        return build()
    except MissingTool as missing:
        skip_without(missing)


@pytest.fixture(scope="session")
def local_aws(built: Build, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """AWS on loopback for the whole session, with the roles' policies enforced."""
    folder = tmp_path_factory.mktemp("aws")
    try:
        yield process.start(folder, tied=True)
    finally:
        process.stop(folder)


StackMaker = Callable[..., Stack]


@pytest.fixture(scope="session")
def new_stack(built: Build, local_aws: Emulator) -> StackMaker:
    """Creates another stack of the template in about a second: `new_stack("name", Mode="nudge", …)`."""

    def make(name: str, /, **parameters: str) -> Stack:
        return create(local_aws, built, name, parameters)

    return make


@pytest.fixture(scope="session")
def stack(new_stack: StackMaker) -> Stack:
    """The template, deployed once for the session. Whoever needs it empty makes one of their own."""
    return new_stack("shared")
