"""A case follows its judgements: opened, refreshed, rested, resolved, and new with new evidence."""

from datetime import timedelta

import pytest

from shared.core.case import Case, CaseKey, Step, follow, resting
from shared.core.judgement import OK, Judgement, Level, Outcome, not_applicable, unknown, violation
from shared.core.recipient import Role
from tests.core.company import NOW

KEY = CaseKey("pigeon:g1", "group_name")
LATER = NOW + timedelta(days=1)
OPEN = Case(
    KEY,
    Level.ADVICE,
    {"problem": "x"},
    ("兄弟们冲", "x"),
    NOW,
    delivered={Step.TOLD: NOW},
    shown_to="pigeon:wang",
    step=Step.REMINDED,
    due=LATER,
    to="pigeon:wang",
    role=Role.OWNER,
    request="r1",
    version=3,
)


def found(*key: str, level: Level = Level.ADVICE) -> tuple[Judgement, ...]:
    return violation(level, {"problem": "x"}, key)


def test_a_violation_opens_a_case_that_says_nothing_yet() -> None:
    case = follow(KEY, None, found("兄弟们冲", "x"), NOW)
    assert case == Case(KEY, Level.ADVICE, {"problem": "x"}, ("兄弟们冲", "x"), NOW)
    assert case.is_open
    assert not case.is_due(LATER)


@pytest.mark.parametrize("rows", [OK, (), unknown("not_observed"), not_applicable("waived")])
def test_without_a_violation_there_is_no_case(rows: tuple[Judgement, ...]) -> None:
    assert follow(KEY, None, rows, NOW) is None


def test_the_same_evidence_is_the_same_case_and_the_same_object() -> None:
    assert follow(KEY, OPEN, found("兄弟们冲", "x"), LATER) is OPEN


def test_another_level_changes_the_level_alone() -> None:
    assert follow(KEY, OPEN, found("兄弟们冲", "x", level=Level.DUTY), LATER) == OPEN._replace(
        level=Level.DUTY
    )


def test_new_evidence_begins_anew_and_keeps_only_what_was_asked_of_the_operator() -> None:
    case = follow(KEY, OPEN, found("姐妹们冲", "x"), LATER)
    assert case == Case(
        KEY, Level.ADVICE, {"problem": "x"}, ("姐妹们冲", "x"), LATER, request="r1", version=3
    )


@pytest.mark.parametrize("rows", [OK, (), not_applicable("waived")])
def test_what_is_fine_is_resolved_and_nothing_is_due(rows: tuple[Judgement, ...]) -> None:
    case = follow(KEY, OPEN, rows, LATER)
    assert case is not None
    assert (case.resolved, case.due, case.to, case.request) == (LATER, None, None, "")
    assert follow(KEY, case, rows, LATER + timedelta(days=1)) is case


def test_what_cannot_be_seen_rests_and_stays_open() -> None:
    case = follow(KEY, OPEN, unknown("not_observed"), LATER)
    assert case is not None
    assert (case.is_open, case.due, case.to, case.delivered) == (True, None, None, OPEN.delivered)
    assert resting(case) is case


def test_what_comes_back_after_it_was_resolved_is_a_new_case() -> None:
    resolved = OPEN._replace(resolved=NOW)
    case = follow(KEY, resolved, found("兄弟们冲", "x"), LATER)
    assert case is not None
    assert (case.opened, case.delivered, case.request, case.version) == (LATER, {}, "", 3)


def test_of_several_rows_the_last_is_the_case() -> None:
    rows = (*found("a"), Judgement(Outcome.UNKNOWN), *found("b"))
    case = follow(KEY, None, rows, NOW)
    assert case is not None
    assert case.evidence_key == ("b",)


@pytest.mark.parametrize(
    ("changed", "is_due"),
    [
        ({"request": ""}, True),
        ({}, False),  # somebody waits for the operator
        ({"request": "", "resolved": NOW}, False),
        ({"request": "", "to": None}, False),
        ({"request": "", "due": None}, False),
        ({"request": "", "due": LATER + timedelta(seconds=1)}, False),
    ],
)
def test_who_is_told_of_a_case_and_when(changed: dict[str, object], *, is_due: bool) -> None:
    case = Case(**{**OPEN._asdict(), **changed})
    assert case.is_due(LATER) is is_due


def test_ids_tell_cases_apart_and_tell_nothing_else() -> None:
    keys = [
        CaseKey("pigeon:g1", "a"),
        CaseKey("pigeon:g1a", ""),
        CaseKey("pigeon:g", "1a"),
        CaseKey("\ud800", "a"),
    ]
    assert len({key.id for key in keys}) == len(keys)
    assert all(len(key.id) == 16 for key in keys)
