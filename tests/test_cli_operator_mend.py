"""`groupkeeper mend`: what it asks of the stack, and how an unreadable item is told at the terminal."""

from tests.support_operator import Sitting

KEY = "INV#7 pigeon:oc_1#meta"
UNREADABLE = {
    "do": "mend",
    "key": KEY,
    "readable": False,
    "kind": "meta",
    "why": "facts is missing",
    "fields": {"first_seen": "2026-10-12T01:00:00.000000Z", "platform": "pigeon"},
    "then": "the group counts as one that was not seen yet, and is read anew",
    "applied": False,
}


def test_an_unreadable_item_is_shown_with_its_reason_and_what_setting_it_aside_comes_to() -> None:
    sitting = Sitting({"mend": UNREADABLE})
    assert sitting.run("mend", KEY) == 1
    assert sitting.remote.calls == [("ops", {"do": "mend", "key": KEY})]
    text = sitting.paper.flowing
    assert sitting.paper.out[0] == KEY
    assert "meta: facts is missing" in text
    assert "2026-10-12T01:00:00.000000Z" in text
    assert "--apply --by NAME --reason TEXT" in text
    assert "then: the group counts as one that was not seen yet" in text


def test_it_is_set_aside_with_a_name_and_a_reason() -> None:
    aside = "ASIDE#INV#7 pigeon:oc_1#meta#2026-10-12T01:00:00.000000Z"
    sitting = Sitting({"mend": UNREADABLE | {"applied": True, "aside": aside}})
    assert sitting.run("mend", KEY, "--apply", "--by", "Wang Fang", "--reason", "cut off") == 0
    given = {"do": "mend", "key": KEY, "apply": True, "by": "Wang Fang", "reason": "cut off"}
    assert sitting.remote.calls == [("ops", given)]
    assert "for thirty days at ASIDE#INV#7" in sitting.paper.flowing


def test_what_can_be_read_is_said_so() -> None:
    sitting = Sitting({"mend": UNREADABLE | {"readable": True, "then": ""}})
    assert sitting.run("mend", KEY) == 0
    assert "it can be read" in sitting.paper.flowing
    assert "--apply" not in sitting.paper.text
