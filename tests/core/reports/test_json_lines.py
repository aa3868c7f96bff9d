"""One line of JSON for each verdict that is not ok."""

import json
from typing import Any

import pytest

from shared.core.findings.survey import Row
from shared.core.judgement import Judgement, Level, Outcome
from shared.core.reports.json_lines import json_lines
from tests.core.reports.surveys import NAME, a_group, a_survey, found, outside, unseen


def only_line(row: Row) -> str:
    (line,) = json_lines(a_survey(row))
    return line


def test_a_violation_carries_level_and_evidence_and_no_reason() -> None:
    line = only_line(found(a_group("C01"), Level.ADVICE, problem="says_nothing", proposed="技术部-支付"))
    assert line == (
        '{"check": "group_name", "platform": "slack", "group": "C01", "verdict": "violation", "level": "advice", '
        '"evidence": {"problem": "says_nothing", "proposed": "技术部-支付"}}'
    )


@pytest.mark.parametrize(
    ("row", "keys"),
    [
        (found(a_group()), ["check", "platform", "group", "verdict", "level", "evidence"]),
        (unseen(a_group()), ["check", "platform", "group", "verdict", "reason"]),
        (outside(a_group()), ["check", "platform", "group", "verdict", "reason"]),
        (
            Row(a_group(), NAME, Judgement(Outcome.UNKNOWN, None, {"owner": "U1"}, reason="not_observed")),
            ["check", "platform", "group", "verdict", "evidence", "reason"],
        ),
    ],
)
def test_every_verdict_has_its_keys_in_their_order(row: Row, keys: list[str]) -> None:
    assert list(json.loads(only_line(row))) == keys


def test_a_violation_without_a_level_of_its_own_has_that_of_its_check() -> None:
    record = json.loads(only_line(Row(a_group(), NAME, Judgement(Outcome.VIOLATION))))
    assert record["level"] == NAME.level


@pytest.mark.parametrize(
    "hostile", ["\ud83d", "a\u2028b", "\x9b31m", "\u202e", "\x85", "line\nbreak", "\x1b[31m"]
)
def test_what_would_break_a_line_a_writer_or_a_terminal_is_escaped_and_survives(hostile: str) -> None:
    line = only_line(found(a_group(f"C{hostile}"), proposed=hostile))
    assert line.encode()
    assert line.isprintable()
    assert len(line.splitlines()) == 1
    record: dict[str, Any] = json.loads(line)
    assert (record["group"], record["evidence"]["proposed"]) == (f"C{hostile}", hostile)


def test_there_is_one_line_a_row_in_the_order_of_the_rows() -> None:
    rows = [found(a_group("C2")), unseen(a_group("C1")), outside(a_group("C3"))]
    assert [json.loads(line)["group"] for line in json_lines(a_survey(*rows))] == ["C2", "C1", "C3"]
