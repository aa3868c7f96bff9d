"""The small parts of which a simulator is made, without any vendor."""

from typing import NamedTuple

import pytest

from local.im.calls import Calls
from local.im.presses import chosen
from local.im.seen import Button
from local.im.variants import switched
from local.im.webhook import Outgoing, Webhook, send
from local.im.windows import Bound, Windows


class Variants(NamedTuple):
    repeated: str = "same"


CHOICES = {"repeated": ("same", "error")}


def test_an_open_question_is_answered_in_one_of_the_ways_that_there_are() -> None:
    assert switched(Variants(), CHOICES, {"repeated": "error"}) == Variants("error")
    with pytest.raises(ValueError, match="choose one of"):
        switched(Variants(), CHOICES, {"repeated": "maybe"})
    with pytest.raises(ValueError, match="choose one of"):
        switched(Variants(), CHOICES, {"weather": "fine"})


def test_a_window_counts_by_the_clock_that_it_is_given() -> None:
    now = [0.0]
    windows, bound = Windows(lambda: now[0]), Bound(2, 10)
    assert [windows.over("api", bound) for _ in range(3)] == [None, None, 10]
    assert windows.over("another", bound) is None
    now[0] = 10.0
    assert windows.over("api", bound) is None


def test_nothing_is_limited_without_a_clock() -> None:
    assert [Windows(None).over("api", Bound(0, 1)) for _ in range(3)] == [None] * 3


def test_a_button_is_pressed_by_what_stands_on_it_or_by_its_place() -> None:
    buttons = [Button("已处理", "1"), Button("说明情况", "2")]
    assert [chosen(buttons, wanted) for wanted in ("说明情况", 1, "已处理", 0)] == [1, 1, 0, 0]
    for wanted in ("删除", "", 2, -1):
        with pytest.raises(KeyError, match="已处理"):
            chosen(buttons, wanted)


def test_calls_are_counted_by_name_and_by_result() -> None:
    calls = Calls()
    for code in ("0", "0", "429"):
        calls.count("send", code)
    assert calls.made == {"send": 3}
    assert calls.results == {"send 0": 2, "send 429": 1}
    calls.forget()
    assert calls.made.total() == calls.results.total() == 0


def test_a_hook_has_the_keys_that_its_vendor_knows_and_no_others() -> None:
    hook = Webhook(keys={"token": "a"})
    assert hook.keyed(token="b").keys == {"token": "b"}
    assert hook.keys == {"token": "a"}
    with pytest.raises(KeyError, match="no such key: aes_key"):
        hook.keyed(aes_key="c")


def test_what_leaves_stays_on_this_machine_and_nobody_there_is_no_answer() -> None:
    with pytest.raises(ValueError, match="stay on this machine"):
        send(Outgoing("http://platform.example/hooks", b""), 1)
    outcome = send(Outgoing("http://127.0.0.1:9/", b"", method="GET"), 1)
    assert (outcome.accepted, outcome.status, outcome.problem) == (False, 0, "unreachable")
