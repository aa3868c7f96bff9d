"""`groupkeeper dead`: what it asks of the stack, and how dead letters are told at the terminal."""

from typing import Any

import pytest

from tests.support_operator import Sitting

LETTER = {
    "id": "3fa9c1d2-0000-4000-8000-000000000000",
    "short": "3fa9c1d2",
    "queue": "events",
    "sent": "2026-10-12T01:00:00+00:00",
    "received": 6,
    "understood": True,
    "what": {
        "is": "post",
        "group": "pigeon:oc_1",
        "name": "市场部-推广组",
        "at": "2026-10-12T00:59:00+00:00",
    },
    "why": "taking it failed",
}
PRESSED = LETTER | {
    "short": "77b01a9e",
    "queue": "answers",
    "what": {"is": "press", "account": "pigeon:ou_wang", "case": "aa11", "deed": "done"},
}
STRANGE = LETTER | {"short": "00000000", "understood": False, "what": {}, "why": "ts_no_moment"}
DEAD = {
    "do": "dead",
    "action": "list",
    "waiting": {"events": 2, "answers": 1},
    "letters": [LETTER, PRESSED, STRANGE],
}
SHOWN = LETTER | {"do": "dead", "bytes": 230, "fields": {"is": "post", "ts": "1791770400.0"}, "not_shown": 2}


def test_dead_letters_are_listed_in_words_with_what_to_do() -> None:
    sitting = Sitting({"dead": DEAD})
    sitting.paper.width = 130
    assert sitting.run("dead", "list") == 0
    assert sitting.remote.calls == [("ops", {"do": "dead", "action": "list"})]
    text = sitting.paper.text
    assert sitting.paper.out[0] == "3 dead letters: 2 in events, 1 in answers"
    assert "3fa9c1d2  events   2026-10-12 01:00 UTC" in text
    assert "a post at 2026-10-12 00:59 UTC in 市场部-推广组 (pigeon:oc_1)" in text
    assert "pigeon:ou_wang pressed done on case aa11" in text
    assert "not understood" in text
    assert "groupkeeper dead replay ID --by NAME" in sitting.paper.flowing


def test_no_dead_letter_is_said_so_and_those_out_of_sight_are_counted() -> None:
    nobody = {"waiting": {"events": 0, "answers": 0}, "letters": []}
    sitting = Sitting({"dead": nobody})
    assert sitting.run("dead", "list", "--queue", "answers") == 0
    assert sitting.remote.calls == [("ops", {"do": "dead", "action": "list", "queue": "answers"})]
    assert sitting.paper.out == ["no dead letters"]
    sitting = Sitting({"dead": DEAD | {"waiting": {"events": 700, "answers": 1}}})
    sitting.run("dead", "list")
    assert "698 more are not shown" in sitting.paper.flowing


@pytest.mark.parametrize(("understood", "said"), [(True, "dead replay ID"), (False, "dead drop ID")])
def test_a_dead_letter_is_shown_with_its_fields_and_why_it_failed(understood: bool, said: str) -> None:  # noqa: FBT001
    sitting = Sitting({"dead": SHOWN | {"understood": understood}})
    assert sitting.run("dead", "show", "3fa9c1d2") == 0
    assert sitting.remote.calls == [("ops", {"do": "dead", "action": "show", "ids": ["3fa9c1d2"]})]
    text = sitting.paper.flowing
    assert text.index("Fields") < text.index("ts  1791770400.0") < text.index("Why it failed")
    assert "2 more are not shown" in text
    assert said in text


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        (["replay", "3fa9c1d2", "--by", "Li Si"], {"action": "replay", "ids": ["3fa9c1d2"], "by": "Li Si"}),
        (["replay", "--all", "--by", "Li Si"], {"action": "replay", "all": True, "by": "Li Si"}),
        (
            ["drop", "3fa9c1d2", "77b01a9e", "--by", "Li Si", "--reason", "gone"],
            {"action": "drop", "ids": ["3fa9c1d2", "77b01a9e"], "by": "Li Si", "reason": "gone"},
        ),
    ],
)
def test_dead_letters_are_replayed_and_dropped_in_somebody_s_name(
    line: list[str], asked: dict[str, Any]
) -> None:
    deed = "replayed" if line[0] == "replay" else "dropped"
    sitting = Sitting({"dead": {deed: ["3fa9c1d2-0"], "stayed": []}})
    assert sitting.run("dead", *line) == 0
    assert sitting.remote.calls == [("ops", {"do": "dead", **asked})]
    assert sitting.paper.out == [f"1 {deed}: 3fa9c1d2-0"]


@pytest.mark.parametrize(
    ("left", "said"), [("stayed", "Do it again in a minute"), ("not_understood", "left where they are: 77b0")]
)
def test_a_replay_that_left_something_ends_with_one_and_names_it(left: str, said: str) -> None:
    sitting = Sitting({"dead": {"replayed": [], left: ["77b0"]}})
    assert sitting.run("dead", "replay", "--all", "--by", "Li Si") == 1
    assert said in sitting.paper.flowing
