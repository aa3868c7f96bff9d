"""Everything that a policy may not say, with its line and what to do about it."""

import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from shared.core.checks.base import Text
from shared.core.errors import BadInput
from shared.core.lang import Lang
from tests.core.policy_toys import LATE, QUIET, faults_of, policy

CASES = Path(__file__).parent.parent / "cases"

# --- wording ---


def test_only_what_the_company_says_otherwise_is_kept_of_its_wording() -> None:
    found = policy('wording: {quiet_toy: {zh-CN: {plain: {body: "{group} {by} {{x}}", title: }}}}')
    assert found.wording == {"quiet_toy": {Lang.ZH: {"plain": {"body": "{group} {by} {{x}}"}}}}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{grup}", "“{grup}” cannot be filled in"),
        ("{group.__class__}", "cannot be filled in"),
        ("{group[0]}", "cannot be filled in"),
        ("{group!r}", "cannot be filled in"),
        ("{group:>99}", "cannot be filled in"),
        ("{group:{by}}", "cannot be filled in"),
        ("{}", "cannot be filled in"),
        ("{0}", "cannot be filled in"),
        ("{owner}", "cannot be filled in"),
        ("{group", "without its partner"),
        ("group}", "without its partner"),
    ],
)
def test_a_text_may_hold_only_plain_fields_that_are_filled_in(text: str, reason: str) -> None:
    (fault,) = faults_of(f"wording:\n  quiet_toy:\n    en:\n      plain:\n        title: '{text}'")
    assert fault.line == 5
    assert reason in fault.reason
    assert "{admin_is}, {by}, {group}, {owner_is}, {what}" in fault.remedy


def test_every_text_of_the_company_may_name_the_group_and_the_date_though_ours_does_not() -> None:
    silent = QUIET._replace(texts={Lang.ZH: {"plain": Text("标题", "正文")}})
    said = "wording: {quiet_toy: {zh-CN: {plain: {body: 'TEXT'}}}}"
    found = policy(said.replace("TEXT", "{group}，{by}前"), (silent, LATE))
    assert found.wording == {"quiet_toy": {Lang.ZH: {"plain": {"body": "{group}，{by}前"}}}}
    with pytest.raises(BadInput) as refused:
        policy(said.replace("TEXT", "{what}"), (silent, LATE))
    assert "Fields here: {admin_is}, {by}, {group}, {owner_is}." in refused.value.faults[0].remedy


def test_a_draft_can_be_replaced_only_where_there_is_one() -> None:
    draft = "wording: {quiet_toy: {en: {VARIANT: {draft: 'ask {owner}'}}}}"
    assert policy(draft.replace("VARIANT", "drafted")).wording["quiet_toy"]["en"]["drafted"]  # type: ignore[index]  # Lang is a str
    (fault,) = faults_of(draft.replace("VARIANT", "plain"))
    assert "“draft” is not a key here" in fault.reason


# --- what may not be written ---


class Bad(NamedTuple):
    """A file that is wrong: the line, and words of what is said about it."""

    yaml: str
    line: int
    reason: str
    remedy: str


BAD = [
    Bad(**case)
    for case in tomllib.loads((CASES / "policy" / "faults.toml").read_text(encoding="utf-8"))["case"]
]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.reason[:40])
def test_what_is_wrong_is_named_with_its_line_and_what_to_do(case: Bad) -> None:
    faults = faults_of(case.yaml)
    fault = next((fault for fault in faults if case.reason in fault.reason), None)
    assert fault is not None, [str(other) for other in faults]
    assert (fault.file, fault.line) == ("policy.yaml", case.line)
    assert case.remedy in fault.remedy


def test_departments_of_the_directory_may_be_named_when_the_policy_lists_none() -> None:
    assert policy("checks: {quiet_toy: {overrides: [{departments: [市场部], days: 3}]}}")


def test_everything_that_is_wrong_is_named_at_once_and_by_line() -> None:
    faults = faults_of(
        "mode: x\nversion: [1]\nzone: Mars\nmode: nudge\ncalendar: none\nchecks:\n  quiet_toy: {days: x, day: 1}\n"
    )
    assert [fault.line for fault in faults] == [1, 2, 3, 4, 5, 7, 7]


def test_after_a_hundred_faults_the_rest_is_counted() -> None:
    dates = "\n".join(f"      - x{number}" for number in range(250))
    faults = faults_of(f"calendars:\n  a:\n    provisional_days_off:\n{dates}")
    assert len(faults) == 101
    assert "150 more things are wrong" in faults[-1].reason
