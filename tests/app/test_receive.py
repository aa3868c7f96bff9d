"""Receiving: what cannot be trusted changes nothing, and a button is its addressee's alone."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import pytest

from shared.app.inbound.webhook import Incoming, receive
from shared.app.ports.im import Hook, HookRequest, Received, Reply
from shared.core.card import Press
from shared.core.errors import RejectedRequest, StoreUnavailable
from shared.core.model import Post, PostKind
from shared.core.signals import Changed, Heard
from tests.app.business import NOTICE, found, in_business, press, told
from tests.app.company import Company

REQUEST = HookRequest("POST", "", {}, b"{}")
OK = Reply("{}")


def hooked(company: Company, what: Callable[[], Received]) -> Company:
    """A platform whose reader understands every request as `what`."""

    def read(request: HookRequest, keys: Mapping[str, str], now: datetime) -> Received:
        return what()

    hook = Hook(read, lambda said, *_: Reply(json.dumps(said._asdict(), ensure_ascii=False)))
    readers = {("pigeon", "events"): (hook, {"encrypt_key": "k"})}
    company.world = company.world.but(hooks=lambda *door: readers.get(door))
    return company


def told_company() -> Company:
    company = in_business(NOTICE)
    company.add("g1")
    found(company)
    company.at(14, 10, 20)
    company.nudge()
    assert told(company) == ["wang"]
    return company


def pressed(company: Company, press: Press) -> Any:
    hooked(company, lambda: Received(OK, press=press))
    reply = receive(Incoming("pigeon", "events", REQUEST), company.world.ports)
    assert reply.status == 200
    return json.loads(reply.body)


def nothing_waits(company: Company) -> bool:
    return not (company.world.events.bodies or company.world.answers.bodies)


@pytest.mark.parametrize(
    ("reason", "status"), [("not_authentic", 401), ("not_json", 400), ("too_large", 413)]
)
def test_what_cannot_be_trusted_is_refused_counted_and_queues_nothing(reason: str, status: int) -> None:
    def refuse() -> Received:
        raise RejectedRequest(reason, status)

    company = hooked(Company(), refuse)
    assert receive(Incoming("pigeon", "events", REQUEST), company.world.ports).status == status
    assert company.world.log.metrics == [("hook_rejected", 1, {"reason": reason})]
    assert nothing_waits(company)


@pytest.mark.parametrize(
    ("platform", "door"),
    [
        ("", "events"),
        ("wecom", "events"),
        ("../pigeon", "events"),
        ("PIGEON", "events"),
        ("pigeon", "card"),
        ("pigeon", ""),
    ],
)
def test_a_door_that_is_not_open_is_not_found(platform: str, door: str) -> None:
    company = hooked(Company(), lambda: Received(OK))
    assert receive(Incoming(platform, door, REQUEST), company.world.ports).status == 404
    assert company.world.log.metrics == [("hook_rejected", 1, {"reason": "unknown_door"})]


def test_signals_are_queued_reduced_and_acknowledged() -> None:
    post = Post("pigeon:g1", "wang", 1.0, PostKind.HUMAN, mentions_all=True)
    signals = (Heard(post, "om_1"), Changed("pigeon:g2", "im.chat.updated_v1", 2.0))
    company = hooked(Company(), lambda: Received(OK, signals))
    assert receive(Incoming("pigeon", "events", REQUEST), company.world.ports) == OK
    assert [(body["platform"], body["is"], body["group"]) for body in company.world.events.bodies] == [
        ("pigeon", "post", "pigeon:g1"),
        ("pigeon", "changed", "pigeon:g2"),
    ]
    assert set(company.world.events.bodies[0]) == {
        "platform", "is", "group", "sender", "id", "ts", "kind", "mentions_all", "urgent", "reply", "media",
    }  # fmt: skip
    assert company.world.answers.bodies == []


def test_what_is_of_no_use_is_counted_and_acknowledged() -> None:
    company = hooked(Company(), lambda: Received(OK, ignored="p2p"))
    assert receive(Incoming("pigeon", "events", REQUEST), company.world.ports) == OK
    assert company.world.log.metrics == [("hook_ignored", 1, {"reason": "p2p"})]
    assert nothing_waits(company)


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        ("done", "收到，正在核对，结果会显示在这条消息上"),
        ("explain", "收到，已转给负责的同事，处理前不再提醒"),
        ("keep", "收到，正在登记，结果会显示在这条消息上"),
    ],
)
def test_a_button_is_acknowledged_in_words_and_queued(deed: str, said: str) -> None:
    company = told_company()
    asked = press(company, deed)
    assert pressed(company, asked) == {"kind": "info", "text": said}
    (body,) = company.world.answers.taken()
    assert Press.of(body) == asked


@pytest.mark.parametrize(
    "changed",
    [
        {"account": "pigeon:zhou"},
        {"account": "wecom:wang"},
        {"nudge": "f" * 32},
        {"day": "2026-05-13"},
        {"day": "yesterday"},
        {"case": "0" * 16},
        {"deed": "dissolve"},
        {"deed": "keep_longer"},
    ],
    ids=[
        "another person",
        "another platform",
        "another message",
        "another day",
        "no day",
        "another case",
        "unknown deed",
        "for pages only",
    ],
)
def test_a_press_of_anybody_else_or_about_anything_else_is_refused(changed: dict[str, Any]) -> None:
    company = told_company()
    strange = press(company, "done")._replace(**changed)
    assert pressed(company, strange) == {"kind": "warning", "text": "这条消息已经失效，无需处理"}
    assert nothing_waits(company)
    assert company.world.log.total("press_refused") == 1


def test_a_press_that_cannot_be_kept_is_answered_with_what_to_do_and_alarmed() -> None:
    class Full:
        def send(self, bodies: Any) -> None:
            raise StoreUnavailable("send_message_batch", "Throttled")

    company = told_company()
    again = Reply('{"again": true}')
    hooked(company, lambda: Received(again, press=press(company, "done")))
    company.world = company.world.but(answers=Full)
    assert receive(Incoming("pigeon", "events", REQUEST), company.world.ports) == again
    assert "press_not_taken" in [line.name for line in company.world.log.lines]
