"""The operator's page says commands that work, and names every alarm that can go off."""

import re
import shlex
from pathlib import Path

import pytest

from shared.cli.command import parser

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "operate.md").read_text("utf-8")
SOURCES = [
    path.read_text("utf-8") for folder in ("shared", "functions") for path in (ROOT / folder).rglob("*.py")
]
COMMANDS = re.findall(r"^(groupkeeper .*)$", PAGE, re.MULTILINE)


def test_the_page_has_commands() -> None:
    assert len(COMMANDS) > 10


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_of_the_page_is_understood(line: str) -> None:
    parser().parse_args(shlex.split(line)[1:])


def test_every_alarm_of_the_template_is_explained() -> None:
    alarms = re.findall(r"^  (\w+Alarm):$", (ROOT / "template.yaml").read_text("utf-8"), re.MULTILINE)
    assert len(alarms) > 5
    assert [alarm for alarm in alarms if f"`{alarm}`" not in PAGE] == []


def test_every_alarm_that_the_code_logs_is_explained() -> None:
    names = {name for text in SOURCES for name in re.findall(r'\.alarm\(\s*"(\w+)"', text)}
    assert len(names) > 5
    assert {name for name in names if f"`{name}`" not in PAGE} == set()


def test_every_link_of_the_page_leads_somewhere() -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", PAGE):
        assert (ROOT / "docs" / link).exists(), link
