"""The generated pages are current, and a page that is not would be seen."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from local.reference.__main__ import ROOT, main, pages, stale, write
from local.reference.platforms_page import platforms_page
from local.reference.readme import BEGIN, END
from shared.adapters.im.kit.vendor import Vendor
from shared.adapters.yaml_nodes import read_nodes
from shared.core.checks.catalogue import CHECKS
from shared.core.claims import CLAIMS, CONNECTS, Because, Limit
from shared.core.errors import Fault
from shared.core.lang import both
from shared.core.policy.fields import COMMON
from shared.core.policy.per_check import GENERAL
from shared.core.schema.node import Reading
from shared.core.schema.structures import REQUIRED, Record, Setting
from tests.platforms import SHIPPED


def test_the_reference_is_current() -> None:
    """Asked in a process of its own: in this one the tests' platform stands among the vendors."""
    command = [sys.executable, "-m", "local.reference", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_same_code_writes_the_same_pages() -> None:
    assert pages(ROOT) == pages(ROOT)


def test_a_page_that_was_changed_or_lost_is_found_named_and_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path)
    assert main(["--check"], tmp_path) == 0
    page = tmp_path / "docs" / "policy.md"
    page.write_text(page.read_text(encoding="utf-8").replace("`09:00`", "`10:00`"), encoding="utf-8")
    (tmp_path / "docs" / "checks.md").unlink()
    assert main(["--check"], tmp_path) == 1
    said = capsys.readouterr().err
    assert "docs/policy.md is not what the code says. Run: make docs" in said
    assert "docs/checks.md" in said
    assert "policy.schema.json" not in said
    assert main([], tmp_path) == 0
    assert not stale(tmp_path)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_a_readme_keeps_what_was_written_around_the_checks(tmp_path: Path, name: str) -> None:
    readme = tmp_path / name
    readme.write_text(f"before\n{BEGIN}\n| what nobody checks any more |\n{END}\nafter\n", encoding="utf-8")
    assert name in stale(tmp_path)
    write(tmp_path)
    text = readme.read_text(encoding="utf-8")
    assert (text.startswith(f"before\n{BEGIN}\n"), text.endswith(f"{END}\nafter\n")) == (True, True)
    assert "any more" not in text
    assert all(f"`{check.id}`" in text for check in CHECKS)


def _settings() -> list[tuple[str, Setting]]:
    own = [(f"{check.id}.{setting.name}", setting) for check in CHECKS for setting in check.settings]
    general = [(setting.name, setting) for setting in (*COMMON, *GENERAL)]
    inner = [
        (f"{setting.name}.{field.name}", field)
        for setting in (*COMMON, *GENERAL)
        if isinstance(setting.type, Record)
        for field in setting.type.fields
    ]
    return [*own, *general, *inner]


@pytest.mark.parametrize(
    ("path", "setting"), _settings(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_default_in_the_reference_can_be_written_as_it_stands(path: str, setting: Setting) -> None:
    if setting.default in (None, REQUIRED) or isinstance(setting.type, Record):
        return
    faults: list[Fault] = []
    node = read_nodes(setting.type.show(setting.default), path, faults)
    assert setting.type.read(node, Reading(path, faults)) == setting.default
    assert not faults


def test_every_page_names_every_check_and_its_own_page_in_both_languages() -> None:
    for name, text in pages(ROOT).items():
        if name not in {"docs/platforms/README.md", "docs/people-sheet.md"}:
            assert all(check.id in text for check in CHECKS), name
    assert all(said in pages(ROOT)["docs/checks.md"] for check in CHECKS for said in check.title.values())


def test_the_page_of_the_platforms_has_every_claim_and_every_reason_why_one_does_not_hold() -> None:
    page = platforms_page(SHIPPED)
    assert all(said in page for claim in CLAIMS.values() for said in claim.values())
    for vendor in SHIPPED:
        for limit in vendor.limits().values():
            assert all(said in page for said in (*vendor.name.values(), *limit.why.values(), limit.page))


def test_every_platform_that_can_be_connected_has_a_page_that_says_how() -> None:
    page = platforms_page(SHIPPED)
    linked = set(re.findall(r"\]\(([\w-]+\.md)\)", page))
    assert linked
    assert all((ROOT / "docs" / "platforms" / name).exists() for name in linked)


def test_of_a_platform_that_is_not_connected_the_page_claims_nothing() -> None:
    limits = {CONNECTS: Limit(Because.NEVER, both("没有接口", "It has no API"))}
    page = platforms_page([Vendor("post", both("邮局", "Post"), ("post",), lambda: limits)])
    rows = [line.strip("| ").split(" |") for line in page.splitlines() if "<br>" in line and "`" not in line]
    assert [marks[1:] for marks in rows[:2]] == [[" –"], []]
    assert "●" not in page.partition("| ---")[2]
