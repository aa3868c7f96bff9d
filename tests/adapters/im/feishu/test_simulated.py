"""The whole adapter against a Feishu that somebody else wrote from the same documents, over real connections."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from local.company.found import found
from local.company.model import Company
from local.company.weeks import NOW
from local.feishu.options import App, Options, Variants
from local.feishu.platform import FEISHU
from local.feishu.scopes import GROUP_MESSAGES
from local.feishu.simulator import Feishu
from local.feishu.webhooks import challenge, envelope, signed
from local.im.clock import Clock
from local.im.faults import Fault
from shared.adapters.im.kit.connecting import Surroundings, connect
from shared.adapters.im.kit.doors import opened
from shared.adapters.im.kit.http import Http
from shared.adapters.im.vendors import VENDORS_BY_ID
from shared.app.ports.im import IM, HookRequest, Letter, Received
from shared.core.account import id_of
from shared.core.errors import (
    NotVisible,
    OutcomeUnknown,
    PlatformDenied,
    PlatformUnavailable,
    RecipientUnreachable,
)
from shared.core.model import Employment, Group, Post
from shared.core.signals import Heard
from tests.adapters.im.feishu.stage import listed, must
from tests.adapters.im.feishu.test_card import CARD

APP = App("cli_adapter")


@pytest.fixture(scope="module")
def company() -> Company:
    return found(tenant=FEISHU.tenant)


@pytest.fixture
def simulator(company: Company) -> Iterator[Feishu]:
    options = Options(app=APP, pushing="by hand")
    with Feishu(company, options, Clock(machine=NOW.timestamp)) as running:
        yield running


@pytest.fixture
def http(simulator: Feishu) -> Iterator[Http]:
    opened = Http(sleep=simulator.clock.advance)
    yield opened
    opened.close()


@pytest.fixture
def im(simulator: Feishu, http: Http) -> IM:
    return _connected(simulator, http, APP.secret)


def _connected(simulator: Feishu, http: Http, secret: str) -> IM:
    credentials = {"app_id": APP.id, "app_secret": secret}
    urls = {"feishu": simulator.base_url}
    around = Surroundings(urls, lambda: http, lambda: _now(simulator), 1.0, simulator.clock.advance)
    return connect(VENDORS_BY_ID["feishu"], credentials, around)


def _now(simulator: Feishu) -> datetime:
    return datetime.fromtimestamp(simulator.clock.now(), UTC)


def _ordinary(simulator: Feishu) -> Group:
    """A group with an owner, an announcement of the new kind, and us."""
    return next(
        Group("feishu", chat.id)
        for chat in simulator.world.chats.values()
        if chat.bot
        and chat.owner
        and not chat.external
        and chat.notice
        and chat.form == "docx"
        and chat.messages
    )


def _letter(im: IM, person: str, key: str = "key-1") -> Letter:
    return must(im.sending).letter(CARD, person, key)


def _reachable(simulator: Feishu) -> str:
    return next(user.open_id for user in simulator.world.people.values() if user.state == "active")


def _inbox(simulator: Feishu, person: str) -> int:
    return len(simulator.world.inboxes.get(person.removeprefix("ou_"), []))


def test_every_group_that_we_were_invited_to_is_seen_as_it_is(simulator: Feishu, im: IM) -> None:
    seen = {group.id: group for group in listed(im)}
    world = simulator.world
    assert set(seen) == {chat.id for chat in world.chats.values() if chat.bot and chat.status == "normal"}
    for id_, group in seen.items():
        chat = world.chats[id_]
        assert must(group.name).value == chat.name
        assert (group.owner.value if group.owner else "") == (f"feishu:ou_{chat.owner}" if chat.owner else "")
        assert must(group.external).value is chat.external


def test_a_group_s_own_entry_and_announcement_are_read(simulator: Feishu, im: IM) -> None:
    group = _ordinary(simulator)
    chat = simulator.world.chats[group.id]
    detail = must(im.detail)(group)
    assert must(detail.admins).value == tuple(f"feishu:ou_{id_}" for id_ in chat.managers)
    assert must(detail.size).value == len(chat.members)
    written = must(im.announcement)(group, None)
    assert written.text
    assert must(im.announcement)(group, written.revision).text is None
    simulator.acts.announce(group.id, "目的：协同")
    assert must(im.announcement)(group, written.revision).text == "目的：协同"


def test_an_old_announcement_is_read_too(simulator: Feishu, im: IM) -> None:
    old = next(
        c for c in simulator.world.chats.values() if c.form == "doc" and c.bot and c.notice and not c.external
    )
    assert must(im.announcement)(Group("feishu", old.id), None).text


@pytest.mark.parametrize("variant", ["empty", "1772001", "1770002", "232003"])
@pytest.mark.parametrize("form", ["docx", "doc"])
def test_whatever_a_group_without_an_announcement_answers_it_has_none(
    simulator: Feishu, im: IM, variant: str, form: str
) -> None:
    simulator.world.variants = Variants(never_edited=variant)
    never = next(
        chat
        for chat in simulator.world.chats.values()
        if not chat.notice and chat.form == form and chat.bot and not chat.external
    )
    found = must(im.announcement)(Group("feishu", never.id), None)
    assert (found.text, found.readable) == ("", True)


def test_a_group_of_a_bot_is_owned_by_nobody_and_one_that_we_left_is_unknown(
    simulator: Feishu, im: IM
) -> None:
    bots = next(chat for chat in simulator.world.chats.values() if not chat.owner and chat.bot)
    assert must(must(im.detail)(Group("feishu", bots.id)).owner).value is None
    group = _ordinary(simulator)
    simulator.acts.remove_bot(group.id)
    with pytest.raises(NotVisible):
        must(im.detail)(group)
    with pytest.raises(NotVisible):
        must(im.announcement)(group, None)


def test_signs_of_life_agree_with_what_was_said(simulator: Feishu, im: IM) -> None:
    group = must(im.detail)(_ordinary(simulator))
    owner = must(must(group.owner).value)
    simulator.clock.advance(3600)
    said = simulator.acts.post(id_of(owner), group.id, "【紧急】@所有人 停电")
    assert must(must(im.life)(group).last_human).timestamp() == said.at / 1000


def test_without_the_permission_for_messages_the_rest_still_works(simulator: Feishu, im: IM) -> None:
    simulator.world.scopes.discard(GROUP_MESSAGES)
    group = must(im.detail)(_ordinary(simulator))
    with pytest.raises(PlatformDenied) as caught:
        must(im.life)(group)
    assert caught.value.missing == GROUP_MESSAGES
    found = dict(must(im.probe)())
    assert found.pop("life") == GROUP_MESSAGES
    assert set(found.values()) == {"ok"}


def test_people_who_left_are_known_as_that(simulator: Feishu, im: IM) -> None:
    people = {f"feishu:{user.open_id}": user for user in simulator.world.people.values() if user.department}
    roster = must(im.directory)(list(people))
    assert {person.account for person in roster.people} == set(people)
    states = {"active": Employment.ACTIVE, "frozen": Employment.DISABLED, "resigned": Employment.LEFT}
    for person in roster.people:
        assert person.employment is states[people[person.account].state]
        assert person.department == simulator.world.departments[people[person.account].department].name
    assert all(department.head for department in roster.departments)


def test_one_key_is_one_message_however_often_it_is_sent(simulator: Feishu, im: IM) -> None:
    person = _reachable(simulator)
    letter = _letter(im, person)
    sent = [must(im.sending).post(letter) for _ in range(3)]
    assert len({one.handle for one in sent}) == 1
    assert _inbox(simulator, person) == 1


@pytest.mark.parametrize("variant", ["same", "fresh", "error"])
@pytest.mark.parametrize("fault", ["lost_reply", "late_error", "sending"])
def test_after_a_lost_answer_the_same_key_never_makes_a_second_message(
    simulator: Feishu, im: IM, fault: str, variant: str
) -> None:
    simulator.world.variants = Variants(repeated_uuid=variant)
    simulator.faults.order(Fault(fault, api="message.create"))
    person = _reachable(simulator)
    letter = _letter(im, person)
    with pytest.raises(OutcomeUnknown):
        must(im.sending).post(letter)
    simulator.clock.advance(60)
    _outcome(lambda: must(im.sending).post(letter), unknown=variant == "error")
    assert _inbox(simulator, person) == 1


def _outcome(attempt: Callable[[], object], *, unknown: bool) -> None:
    if unknown:
        with pytest.raises(OutcomeUnknown):
            attempt()
    else:
        assert attempt()


@pytest.mark.parametrize("fault", ["rate_limit", "rate_limit_400"])
def test_what_came_too_often_was_not_sent(simulator: Feishu, im: IM, fault: str) -> None:
    simulator.faults.order(Fault(fault, api="message.create"))
    person = _reachable(simulator)
    with pytest.raises(PlatformUnavailable):
        must(im.sending).post(_letter(im, person))
    assert _inbox(simulator, person) == 0
    assert must(im.sending).post(_letter(im, person))


@pytest.mark.parametrize("status", [200, 400])
def test_a_token_that_was_revoked_costs_one_more_try(simulator: Feishu, im: IM, status: int) -> None:
    simulator.world.variants = Variants(bad_token_status=status, token_length=6000)
    person = _reachable(simulator)
    must(im.sending).post(_letter(im, person))
    simulator.world.tokens.revoke()
    must(im.sending).post(_letter(im, person, "key-2"))
    assert im.calls()["tenant_access_token"] == 2
    assert _inbox(simulator, person) == 2


@pytest.mark.parametrize("code", [10003, 10014])
def test_a_wrong_secret_is_a_matter_for_operations(simulator: Feishu, http: Http, code: int) -> None:
    simulator.world.variants = Variants(bad_secret=code)
    with pytest.raises(PlatformDenied):
        listed(_connected(simulator, http, "wrong"))


def test_whoever_left_cannot_be_reached(simulator: Feishu, im: IM) -> None:
    for state in ("resigned", "frozen"):
        person = next(user.open_id for user in simulator.world.people.values() if user.state == state)
        with pytest.raises(RecipientUnreachable):
            must(im.sending).post(_letter(im, person, f"key-{state}"))


def test_limits_of_the_vendor_are_waited_for(simulator: Feishu, im: IM) -> None:
    simulator.limit("clock")
    group = _ordinary(simulator)
    for _ in range(60):
        must(im.detail)(group)
    assert simulator.calls.results["chat.get 99991400"] in {1, 2}


def _delivered(simulator: Feishu, kind: str, event: Mapping[str, Any]) -> Received:
    hook = simulator.hook
    now = simulator.clock.now()
    body = envelope(hook, kind=kind, event=dict(event), app_id=APP.id, event_id="ev", at_ms=int(now * 1000))
    return _received(simulator, body)


def _received(simulator: Feishu, body: bytes) -> Received:
    hook = simulator.hook
    headers = {name.lower(): value for name, value in signed(hook, body, simulator.clock.now()).items()}
    door = opened(VENDORS_BY_ID["feishu"], "events", {"events": hook.keys})
    assert door is not None
    reader, keys = door
    return reader.receive(HookRequest("POST", "", headers, body), keys, _now(simulator))


@pytest.mark.parametrize("key", ["local-only-encrypt-key", ""])
def test_its_url_check_and_its_events_are_understood(simulator: Feishu, im: IM, key: str) -> None:
    simulator.subscribe(simulator.hook.keyed(encrypt_key=key))
    checked = _received(simulator, challenge(simulator.hook, "word"))
    assert json.loads(checked.reply.body) == {"challenge": "word"}
    emitted: list[tuple[str, dict[str, object]]] = []
    simulator.world.emit = lambda kind, event: emitted.append((kind, event))
    group = must(im.detail)(_ordinary(simulator))
    said = simulator.acts.post(id_of(must(must(group.owner).value)), group.id, "大家好")
    simulator.acts.rename(group.id, "市场部-新名群")
    simulator.acts.dissolve(group.id)
    signals = [signal for kind, event in emitted for signal in _delivered(simulator, kind, event).signals]
    heard = next(signal for signal in signals if isinstance(signal, Heard))
    assert heard.message_id == said.id
    assert heard.post == Post(group.key, must(group.owner).value, said.at / 1000, heard.post.kind)
    changed = [signal for signal in signals if not isinstance(signal, Heard)]
    assert {signal.group for signal in changed} == {group.key}
    assert [signal.gone for signal in changed] == [False, True]


def test_a_card_that_it_shows_can_be_pressed_and_then_replaced(simulator: Feishu, im: IM) -> None:
    person = _reachable(simulator)
    sent = must(im.sending).post(_letter(im, person))
    message = simulator.world.messages[sent.handle]
    (button, *_) = [part for part in _parts(json.loads(message.content)) if part.get("tag") == "button"]
    event = {
        "operator": {"open_id": person, "tenant_key": "t"},
        "token": "c-1",
        "action": {"value": button["behaviors"][0]["value"], "tag": "button"},
        "context": {"open_message_id": sent.handle, "open_chat_id": "oc"},
    }
    press = must(_delivered(simulator, "card.action.trigger", event).press)
    assert (press.account, press.nudge, press.case, press.deed) == (
        f"feishu:{person}",
        "N1",
        "C1",
        "done",
    )
    noted = CARD._replace(
        blocks=tuple(block._replace(buttons=(), note="已核对，谢谢您") for block in CARD.blocks)
    )
    must(must(im.sending).edit)(sent.handle, noted, press)
    assert "已核对，谢谢您" in simulator.world.messages[sent.handle].content


def _parts(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for inner in node:
            yield from _parts(inner)
