"""The house's own rules, held by a machine: what the import contracts cannot say."""

import ast
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from local.platforms import PLATFORMS
from shared.core.checks.base import REASONS, Check
from shared.core.checks.catalogue import CHECKS
from shared.core.lang import Lang
from shared.core.model import Group
from tests.naming import named, vendors_of
from tests.platforms import SHIPPED

ROOT = Path(__file__).parent.parent
CORE = sorted((ROOT / "shared" / "core").rglob("*.py"))
CHECK_FILES = {
    path.stem
    for path in (ROOT / "shared/core/checks").glob("*.py")
    if path.stem not in {"__init__", "base", "catalogue"}
}
UNKIND = re.compile(r"违规|处罚|逾期|违反|！|!")


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(ROOT)))
def test_core_never_asks_for_the_time_or_opens_a_file(path: Path) -> None:
    calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    names = {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls}
    assert not names & {"now", "utcnow", "today", "open", "input", "print", "eval", "exec", "__import__"}


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(ROOT)))
def test_core_imports_itself_and_the_standard_library_only(path: Path) -> None:
    imported = {name for node in ast.walk(ast.parse(path.read_text("utf-8"))) for name in _imported(node)}
    foreign = {name for name in imported if name.split(".")[0] not in sys.stdlib_module_names}
    assert {name for name in foreign if not name.startswith("shared.core")} == set()


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or "."] if isinstance(node, ast.ImportFrom) else []


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(ROOT)))
def test_core_never_falls_back_on_the_machine_s_zone(path: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    methods = [call for call in calls if isinstance(call.func, ast.Attribute)]
    bare = {
        ast.unparse(call.func).rpartition(".")[2] for call in methods if not call.args and not call.keywords
    }
    assert "astimezone" not in bare


def test_no_module_is_a_drawer_for_anything() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "tools_", "stuff"}
    assert not [path for path in (ROOT / "shared").rglob("*.py") if path.stem in drawers]


def test_every_check_file_is_registered_and_every_registered_check_has_its_file() -> None:
    assert {check.id for check in CHECKS} == CHECK_FILES
    assert len({check.id for check in CHECKS}) == len(CHECKS)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_every_check_has_cases_with_a_hit_a_pass_and_an_unknown(check: Check) -> None:
    path = ROOT / "tests" / "cases" / f"{check.id}.toml"
    assert path.exists(), f"write {path.relative_to(ROOT)}: hits, passes, unknowns and edges of {check.id}"
    cases = tomllib.loads(path.read_text("utf-8"))["case"]
    expected = [row for case in cases for row in _rows(case["expect"])]
    assert {row["outcome"] for row in expected} >= {"ok", "violation", "unknown"}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_finds_what_it_says_that_its_findings_can_be(check: Check) -> None:
    """The README and the reference list these levels."""
    cases = tomllib.loads((ROOT / "tests" / "cases" / f"{check.id}.toml").read_text("utf-8"))["case"]
    found = {row["level"] for case in cases for row in _rows(case["expect"]) if "level" in row}
    assert found == {str(level) for level in (check.level, check.other_level) if level is not None}


def _rows(expect: Any) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = expect if isinstance(expect, list) else [expect]
    return rows or [{"outcome": "ok"}]


def test_every_case_file_belongs_to_a_check() -> None:
    files = {path.stem for path in (ROOT / "tests" / "cases").glob("*.toml")}
    assert files == {check.id for check in CHECKS}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_every_check_reads_only_facts_that_a_group_has(check: Check) -> None:
    assert check.needs
    assert set(check.needs) <= set(Group._fields)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_every_check_speaks_both_languages_about_the_same_things(check: Check) -> None:
    assert set(check.texts) == set(Lang)
    assert set(check.texts[Lang.ZH]) == set(check.texts[Lang.EN])
    for said in (check.title, check.clause.paraphrase, *check.reasons.values(), *REASONS.values()):
        assert set(said) == set(Lang)
        assert all(said.values())


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_no_text_accuses_or_shouts(check: Check) -> None:
    for texts in check.texts.values():
        for text in texts.values():
            for part in (text.title, text.body, text.draft or ""):
                assert not UNKIND.search(part), part


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_text_s_title_is_one_line_and_names_the_group(check: Check) -> None:
    for texts in check.texts.values():
        for text in texts.values():
            assert "\n" not in text.title
            assert "{group}" in text.title


VENDORS_HOME = ROOT / "shared" / "adapters" / "im"


def _homes(path: Path) -> frozenset[str]:
    """The vendors whose folder it lies in."""
    inside = path.relative_to(VENDORS_HOME).parts if VENDORS_HOME in path.parents else ("",)
    return vendors_of(VENDORS_HOME / inside[0] / "vendor.py")


@pytest.mark.parametrize("text", ["SlackExport", "our_slack_days", "`feishu:ou_1`", "钉钉群", "larksuite"])
def test_a_vendor_s_name_is_found_however_it_is_written(text: str) -> None:
    assert named(text)


@pytest.mark.parametrize("text", ["slackened", "clark", "a park", "wechatter"])
def test_a_word_that_only_contains_one_is_none(text: str) -> None:
    assert not named(text)


@pytest.mark.parametrize(
    "path",
    [path for root in ("shared", "functions") for path in sorted((ROOT / root).rglob("*.py"))],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_only_a_vendor_s_own_folder_and_the_tuple_know_its_name(path: Path) -> None:
    """So that a vendor can be taken away, and the next one comes without a second edit."""
    if path != VENDORS_HOME / "vendors.py":
        assert named(path.read_text("utf-8")) <= _homes(path)


GENERAL = sorted(
    path
    for folder in (
        "adapters/im/kit", "adapters/state", "app", "cases", "contract", "core", "fakes", "faults", "pigeon", "second_count",
    )
    for path in (ROOT / "tests" / folder).rglob("*")
    if path.suffix in {".py", ".toml"}
) + [path for name in ("support*.py", "test_cli*.py") for path in sorted((ROOT / "tests").glob(name))]  # fmt: skip
CONNECTED = frozenset(vendor.id for vendor in SHIPPED if vendor.connect is not None)


@pytest.mark.parametrize("path", GENERAL, ids=lambda path: str(path.relative_to(ROOT / "tests")))
def test_where_any_platform_would_do_a_test_takes_the_pigeon_post(path: Path) -> None:
    """So that what is tried goes on being tried without a vendor. Those known from files only have nothing to take away yet."""
    assert named(path.read_text("utf-8")).isdisjoint(CONNECTED)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_the_papers_are_there(name: str) -> None:
    assert (ROOT / name).read_text("utf-8").strip()


def test_no_pinned_file_names_a_registry() -> None:
    locks = [ROOT / "shared/requirements.txt", *(ROOT / "requirements").glob("*.txt")]
    assert {path.stem for path in locks} == {"requirements", "dev", "sam", "rt", "rt-oldest"}
    for path in locks:
        text = path.read_text("utf-8")
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|index-url|find-links", text)


NEUTRAL = sorted(
    path
    for folder in ("bench", "company", "demo", "desk", "im", "stack", "../tests/faults", "../tests/fakes")
    for path in (ROOT / "local" / folder).rglob("*")
    if path.suffix in {".py", ".js", ".css", ".html"}
)
SIMULATED = re.compile(
    "|".join({re.escape(name) for each in PLATFORMS for name in (each.id, *each.name.values())}) or r"(?!)",
    re.IGNORECASE,
)


@pytest.mark.parametrize("path", NEUTRAL, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_takes_a_platform_as_a_value_names_none_of_them(path: Path) -> None:
    """A vendor's name stands in its own folder and in its line of `local/platforms.py`."""
    found = {name.lower() for name in SIMULATED.findall(path.read_text("utf-8"))}
    if path.parent.name == "company":
        found -= {"slack"}  # its export is one of the forms in which the company is written down
    assert found == set()


def test_every_simulator_s_folder_has_its_line_in_the_list() -> None:
    folders = {path.parent.name for path in (ROOT / "local").glob("*/platform.py")} - {"im"}
    assert folders == {each.web.parent.name for each in PLATFORMS}


def test_decision_records_are_numbered_and_at_most_two_pages() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    assert all(len(path.read_text("utf-8").splitlines()) <= 110 for path in records)
