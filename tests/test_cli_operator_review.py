"""A review at the terminal: nothing counts before the last finding is marked and the marks are meant."""

from typing import Any

import pytest

from tests.support_operator import Sitting

SAMPLE = [
    {"case": case, "group": f"pigeon:{case}", "name": name, "level": "duty", "evidence": "says nothing"}
    for case, name in (("c1", "兄弟们冲"), ("c2", "干饭人"), ("c3", "市场部-推广组"))
]


def sit(keys: list[str] | None, *flags: str, answer: dict[str, Any] | None = None) -> tuple[int, Sitting]:
    found = {"check": "group_name", "found": 120, "sample": SAMPLE}
    sitting = Sitting(
        {"review": answer or found | {"right": 2, "of": 3, "needed": 3, "earned": True}}, keys=keys
    )
    return sitting.run("review", "group_name", *flags), sitting


def marks(sitting: Sitting) -> list[dict[str, Any]]:
    return [payload for _, payload in sitting.remote.calls if "right" in payload or "wrong" in payload]


@pytest.mark.parametrize(
    ("keys", "right", "wrong"),
    [
        (["y", "y", "n", "y"], ["c1", "c2"], ["c3"]),
        (["yes", "NO", "s", "y"], ["c1"], ["c2"]),
        (["y", "b", "n", "what", "", "n", "n", "y"], None, ["c1", "c2", "c3"]),
        (["b", "y", "y", "y", "y"], ["c1", "c2", "c3"], None),
    ],
)
def test_marks_go_out_together_after_the_last_finding(
    keys: list[str], right: list[str] | None, wrong: list[str] | None
) -> None:
    code, sitting = sit(keys, "--by", "Li Si")
    expected = {"do": "review", "check": "group_name", "by": "Li Si", "right": right, "wrong": wrong}
    assert marks(sitting) == [{key: value for key, value in expected.items() if value}]
    assert code == 0
    assert "3/3  市场部-推广组  pigeon:c3" in sitting.paper.out


@pytest.mark.parametrize("keys", [[], ["y", "q"], ["y", "y"], ["y", "y", "y", "n"], ["s", "s", "s"]])
def test_who_leaves_before_the_end_leaves_no_mark(keys: list[str]) -> None:
    code, sitting = sit(keys, "--by", "Li Si")
    assert code == 1
    assert marks(sitting) == []
    assert sitting.paper.err[-1] == "groupkeeper: stopped; no mark was kept"


def test_a_review_without_a_name_is_refused_before_the_first_question() -> None:
    code, sitting = sit(["y"])
    assert code == 2
    assert "--by" in sitting.paper.complaints
    assert sitting.remote.calls == []


@pytest.mark.parametrize(("keys", "flags"), [(None, []), (["y"], ["--list"])])
def test_without_somebody_to_answer_the_sample_is_listed(keys: list[str] | None, flags: list[str]) -> None:
    code, sitting = sit(keys, *flags)
    assert code == 0
    assert sitting.paper.out[0] == "group_name: 3 of 120 open findings"
    assert sitting.remote.calls == [("ops", {"do": "review", "check": "group_name", "sample": 30})]


def test_a_check_without_findings_asks_nothing() -> None:
    code, sitting = sit(["y"], "--by", "Li Si", answer={"check": "group_name", "found": 0, "sample": []})
    assert code == 0
    assert sitting.paper.out == ["group_name has no open finding"]


def test_marks_can_be_given_as_lists() -> None:
    code, sitting = sit(None, "--right", "c1, c2,", "--wrong", "c3", "--by", "Li Si")
    assert code == 0
    assert marks(sitting) == [
        {"do": "review", "check": "group_name", "by": "Li Si", "right": ["c1", "c2"], "wrong": ["c3"]}
    ]


def test_lists_without_a_name_are_refused() -> None:
    code, sitting = sit(None, "--right", "c1")
    assert code == 2
    assert sitting.remote.calls == []


def test_too_few_right_ones_end_with_one_and_say_what_to_do() -> None:
    answer = {"check": "group_name", "right": 20, "of": 30, "needed": 30, "earned": False}
    code, sitting = sit(None, "--right", "c1", "--by", "Li Si", answer=answer)
    assert code == 1
    assert "mend the policy" in sitting.paper.flowing
