"""The gates catch what they are there for: each violation is planted in a copy of the house and must be refused."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
COPIED = ("shared", "functions", "local", "tests", "docs", "requirements")
PAPERS = ("pyproject.toml", "README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md")

LINT = [str(BIN / "ruff"), "check", "--no-cache", "."]
CONTRACTS = [str(BIN / "lint-imports"), "--no-logo", "--no-cache"]
HOUSE = [sys.executable, "-m", "pytest", "-x", "tests/test_house.py", "tests/local/test_reference.py"]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house without its caches; every test puts back what it changed."""
    copy = tmp_path_factory.mktemp("house")
    for name in COPIED:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in PAPERS:
        shutil.copy(ROOT / name, copy / name)
    return copy


def _append(line: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")

    return change


def _write(text: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        path.write_text(text, "utf-8")

    return change


def _drop_line(part: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        lines = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if part not in line), "utf-8")

    return change


PLANTED = {
    "datetime.now() in core": ("shared/core/calendar/hours.py", _append("NOW = datetime.now(UTC)"), LINT),
    "os in core": ("shared/core/calendar/hours.py", _append("import os"), CONTRACTS),
    "time in core": ("shared/core/lang.py", _append("import time"), CONTRACTS),
    "a library in core": ("shared/core/lang.py", _append("import yaml"), CONTRACTS),
    "a library nobody listed in core": ("shared/core/lang.py", _append("import click"), HOUSE),
    "an adapter known to a use case": (
        "shared/app/preview.py",
        _append("import shared.adapters.clock"),
        CONTRACTS,
    ),
    "an adapter known to the command": (
        "shared/cli/preview.py",
        _append("import shared.adapters.clock"),
        CONTRACTS,
    ),
    "a use case known to core": ("shared/core/lang.py", _append("import shared.app.ports.ports"), CONTRACTS),
    "the laptop's company known to the product": (
        "shared/bootstrap/terminal.py",
        _append("import local.company.dice"),
        CONTRACTS,
    ),
    "a check that knows another": (
        "shared/core/checks/missing_owner.py",
        _append("import shared.core.checks.group_name"),
        CONTRACTS,
    ),
    "a vendor that knows another": (
        "shared/adapters/im/feishu/pace.py",
        _append("import shared.adapters.im.slack.export"),
        CONTRACTS,
    ),
    "a vendor asked for by name": (
        "shared/bootstrap/functions.py",
        _append("import shared.adapters.im.feishu.connect"),
        CONTRACTS,
    ),
    "a network in a use case": ("shared/app/preview.py", _append("import urllib.request"), CONTRACTS),
    "a stray module": ("shared/utils.py", _write('"""Anything."""\n'), CONTRACTS),
    "the environment read anywhere": (
        "shared/adapters/clock.py",
        _append("import os\nHOME = os.environ['HOME']"),
        [*LINT[:2], "--ignore=E402", *LINT[2:]],
    ),
    "a check without cases": ("tests/cases/missing_admin.toml", Path.unlink, HOUSE),
    "cases without an unknown": ("tests/cases/missing_admin.toml", _drop_line('"unknown"'), HOUSE),
    "a text that accuses": (
        "shared/core/checks/missing_admin.py",
        _append("CHECK.texts[Lang.ZH]['none'] = Text('「{group}」违规', '请整改！')"),
        HOUSE,
    ),
}


class Planted(NamedTuple):
    """What leaves the house's own tests able to run, so that many of its kind are planted at once."""

    file: str
    change: Callable[[Path], None]
    refused_by: str
    """The test whose failure it is."""


TOGETHER = {
    "a method called now in core": Planted(
        "shared/core/calendar/hours.py",
        _append("def f(x): return x.now()"),
        "tests/test_house.py::test_core_never_asks_for_the_time_or_opens_a_file[shared/core/calendar/hours.py]",
    ),
    "a file opened in core": Planted(
        "shared/core/calendar/workdays.py",
        _append("def f(): return open('x')"),
        "tests/test_house.py::test_core_never_asks_for_the_time_or_opens_a_file[shared/core/calendar/workdays.py]",
    ),
    "the machine's zone in core": Planted(
        "shared/core/calendar/hours.py",
        _append("def f(x): return x.astimezone()"),
        "tests/test_house.py::test_core_never_falls_back_on_the_machine_s_zone[shared/core/calendar/hours.py]",
    ),
    "a vendor known to what any simulator needs": Planted(
        "local/im/faults.py",
        _append("import local.feishu.codes"),
        "tests/test_house.py::test_what_takes_a_platform_as_a_value_names_none_of_them[im/faults.py]",
    ),
    "a vendor known to the desk": Planted(
        "local/desk/views.py",
        _append("import local.feishu.cards"),
        "tests/test_house.py::test_what_takes_a_platform_as_a_value_names_none_of_them[desk/views.py]",
    ),
    "a vendor known to the demonstration": Planted(
        "local/demo/owners.py",
        _append("import local.feishu.cards"),
        "tests/test_house.py::test_what_takes_a_platform_as_a_value_names_none_of_them[demo/owners.py]",
    ),
    "a vendor named on the desk": Planted(
        "local/desk/web/words.js",
        _append("// as in 飞书"),
        "tests/test_house.py::test_what_takes_a_platform_as_a_value_names_none_of_them[web/words.js]",
    ),
    "a vendor's name in a use case": Planted(
        "shared/app/preview.py",
        _append("NAME = '钉钉群'"),
        "tests/test_house.py::test_only_a_vendor_s_own_folder_and_the_tuple_know_its_name[shared/app/preview.py]",
    ),
    "a vendor's name where any platform would do": Planted(
        "tests/app/test_story.py",
        _append('GROUP = "feishu:g1"'),
        "tests/test_house.py::test_where_any_platform_would_do_a_test_takes_the_pigeon_post[app/test_story.py]",
    ),
    "a drawer for anything in core": Planted(
        "shared/core/utils.py",
        _write('"""Anything."""\n'),
        "tests/test_house.py::test_no_module_is_a_drawer_for_anything",
    ),
    "a check that is not registered": Planted(
        "shared/core/checks/late_reply.py",
        _write('"""五.4: nobody registered this."""\n'),
        "tests/test_house.py::test_every_check_file_is_registered_and_every_registered_check_has_its_file",
    ),
    "a stale reference": Planted(
        "docs/policy.md",
        _append("| days | 61 |"),
        "tests/local/test_reference.py::test_the_reference_is_current",
    ),
}


@contextmanager
def _changed(path: Path, change: Callable[[Path], None]) -> Iterator[None]:
    before = path.read_bytes() if path.exists() else None
    change(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        if before is not None:
            path.write_bytes(before)


@pytest.fixture(scope="module")
def refusals(house: Path) -> set[str]:
    """The house's own tests that fail with all of these in it."""
    with ExitStack() as planted:
        for one in TOGETHER.values():
            planted.enter_context(_changed(house / one.file, one.change))
        gate = [word for word in HOUSE if word != "-x"]
        done = subprocess.run(gate, cwd=house, capture_output=True, text=True, check=False)
    lines = (line for line in done.stdout.splitlines() if line.startswith("FAILED "))
    return {line.removeprefix("FAILED ").partition(" - ")[0] for line in lines}


@pytest.mark.parametrize("planted", TOGETHER)
def test_a_planted_violation_is_refused_by_its_own_test(refusals: set[str], planted: str) -> None:
    assert TOGETHER[planted].refused_by in refusals


def test_nothing_else_is_refused(refusals: set[str]) -> None:
    """A test that fails whatever is planted would prove nothing."""
    assert refusals == {one.refused_by for one in TOGETHER.values()}


@pytest.mark.parametrize("gate", [LINT, CONTRACTS, HOUSE], ids=["lint", "contracts", "house"])
def test_the_house_as_it_stands_passes(house: Path, gate: list[str]) -> None:
    done = subprocess.run(gate, cwd=house, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_violation_is_refused(house: Path, planted: str) -> None:
    name, change, gate = PLANTED[planted]
    with _changed(house / name, change):
        done = subprocess.run(gate, cwd=house, capture_output=True, text=True, check=False)
    assert done.returncode == 1, f"nobody noticed: {planted}\n{done.stdout[-2000:]}"
