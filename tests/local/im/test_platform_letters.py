"""What the bot writes on any simulated platform, what is pressed there, and what goes wrong on order."""

import json
from collections.abc import Iterator

import pytest

from local.im.faults import Fault
from local.im.platform import Platform
from local.im.seen import Link, as_json
from local.im.simulator import Simulator
from shared.app.inbound.deeds.catalogue import DEEDS
from shared.app.ports.im import IM
from shared.core.errors import PlatformError
from shared.core.lang import Lang
from tests.browser.product import Product
from tests.local.im.letters import CASE, PAGE, post, sent


def test_a_letter_stands_in_one_inbox_with_its_buttons(
    simulator: Simulator, im: IM, people: Iterator[str]
) -> None:
    person = next(people)
    letter = sent(simulator, im, person, "还没有群公告")
    assert (letter.to, letter.is_read, letter.edits) == (person, False, 0)
    assert letter.at == simulator.inbox(person)[-1].at <= simulator.clock.moment()
    assert "还没有群公告" in letter.title + json.dumps(letter.card, ensure_ascii=False)
    assert [button.text for button in letter.buttons] == [deed.label[Lang.ZH] for deed in DEEDS]
    assert all(CASE in button.sends for button in letter.buttons)
    assert letter.links == (Link("我的群", PAGE),)
    assert "目的：协同" in {part.draft for part in letter.parts}
    assert letter in simulator.letters()
    json.dumps(as_json(letter))


def test_it_is_unread_until_they_look(simulator: Simulator, im: IM, people: Iterator[str]) -> None:
    person = next(people)
    sent(simulator, im, person)
    simulator.acts.read(person)
    assert [letter.is_read for letter in simulator.inbox(person)] == [True]


def test_a_press_reaches_the_product_and_its_answer_is_seen(
    simulator: Simulator, product: Product, im: IM, people: Iterator[str]
) -> None:
    person = next(people)
    letter = sent(simulator, im, person)
    before = len(product.requests_taken)
    flash = simulator.press(person, letter.id, DEEDS[0].label[Lang.ZH])
    assert len(product.requests_taken) == before + 1
    assert flash.error == 0
    assert simulator.presses.flashes[person] == [flash]


def test_only_who_sees_a_letter_can_press_what_is_on_it(
    simulator: Simulator, im: IM, people: Iterator[str]
) -> None:
    person, other = next(people), next(people)
    letter = sent(simulator, im, person)
    for who, what, button in (
        (other, letter.id, 0),
        (person, "no-letter", 0),
        (person, letter.id, "删除"),
        (person, letter.id, len(letter.buttons)),
        ("nobody", letter.id, 0),
    ):
        with pytest.raises(KeyError):
            simulator.press(who, what, button)


def test_a_press_that_nobody_answers_is_shown_as_failed(
    simulator: Simulator, im: IM, people: Iterator[str]
) -> None:
    person = next(people)
    letter, hook = sent(simulator, im, person), simulator.hook
    simulator.subscribe(hook._replace(url="http://127.0.0.1:9/nobody"))
    flash = simulator.press(person, letter.id, 0)
    simulator.subscribe(hook)
    assert flash.error
    assert flash.toast is not None
    assert flash.toast.type == "error"


@pytest.mark.parametrize(
    ("kind", "arrives"),
    [
        ("code", False),
        ("rate_limit", False),
        ("token", False),
        ("server_error", False),
        ("cut", False),
        ("lost_reply", True),
        ("late_error", True),
    ],
)
def test_a_fault_happens_before_or_after_the_letter_arrives(
    kind: str, simulator: Simulator, platform: Platform, im: IM, people: Iterator[str], *, arrives: bool
) -> None:
    person = next(people)
    made = simulator.calls.made[platform.send]
    simulator.faults.order(Fault(kind, api=platform.send, times=5, seconds=0.01))
    with pytest.raises(PlatformError):
        post(simulator, im, person)
    assert bool(simulator.inbox(person)) is arrives
    assert simulator.calls.made[platform.send] > made


def test_calls_are_counted_and_forgotten(
    simulator: Simulator, platform: Platform, im: IM, people: Iterator[str]
) -> None:
    simulator.calls.forget()
    sent(simulator, im, next(people))
    assert simulator.calls.made[platform.send] == 1
    assert simulator.calls.results.total() == simulator.calls.made.total()
