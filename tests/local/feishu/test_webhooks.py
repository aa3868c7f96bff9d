"""Events as they leave: sealed as in the published samples, and accepted by the vendor's own dispatcher."""

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from lark_oapi.core.utils import AESCipher

from local.feishu.chats import Chat
from local.feishu.options import WEBHOOK
from local.feishu.people import TENANT, User
from local.feishu.scopes import GROUP_MESSAGES
from local.feishu.simulator import Feishu
from local.feishu.webhooks import encrypted, outgoing, sealed, signature
from local.im.webhook import send
from tests.local.feishu.sdk import Listener, dispatcher, dispatching

Json = dict[str, Any]

SAMPLES = [
    ("test key", "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=", "hello world"),
    (
        "mazhe.nerd",
        "tT1xP+ovuc0T3b/rnZX3ax76exqAn0ANQ6/U45GcciC0mgNBc8JtvqOJGNAPMKpgRs2dVU1NYk9VDeqS8T4SYtU0hzNU54aS84WnxvZ3VFfDcy/RyABlNqlUiGyLDzFI0yxdCMT4KR/YEQXlt6nZi50KwRlZ+A75r645KesZuLMljezYyY8VeeXEVjPw35+e",
        None,
    ),
]
"""(key, ciphertext, plain text) as the vendor's pages and SDK tests print them."""


@pytest.mark.parametrize(("key", "cipher", "plain"), SAMPLES)
def test_the_published_samples_come_out_again(key: str, cipher: str, plain: str | None) -> None:
    opened = AESCipher(key).decrypt_str(cipher)
    assert plain is None or opened == plain
    iv = base64.b64decode(cipher)[:16]
    assert encrypted(key, opened.encode(), iv) == cipher


def test_the_signature_is_the_hash_of_time_nonce_key_and_body() -> None:
    expected = "43c2418cfd9f4bb87faa600614f152bea7842892514c8db2fa2a192955d4d862"
    assert signature("enc-key", "1700000000", "nonce-1", b'{"encrypt":"abc"}') == expected


def test_what_is_sealed_shows_nothing_and_is_never_the_same_twice() -> None:
    hook = WEBHOOK.keyed(encrypt_key="k")
    first, second = sealed(hook, {"text": "秘密"}), sealed(hook, {"text": "秘密"})
    assert set(json.loads(first)) == {"encrypt"}
    assert first != second
    assert json.loads(AESCipher("k").decrypt_str(json.loads(first)["encrypt"])) == {"text": "秘密"}


def test_webhooks_stay_on_this_machine(simulator: Feishu) -> None:
    elsewhere = WEBHOOK._replace(url="http://feishu.example/hooks")
    with pytest.raises(ValueError, match="stay on this machine"):
        send(outgoing(elsewhere, b"{}", 0), 1)
    with pytest.raises(ValueError, match="stay on this machine"):
        simulator.subscribe(elsewhere)


# through the vendor's dispatcher

Judged = Callable[[str], list[Any]]


@pytest.fixture(params=["local-only-encrypt-key", ""], ids=["encrypted", "plain"])
def judged(request: pytest.FixtureRequest, simulator: Feishu, listener: Listener) -> Iterator[Judged]:
    """Registers for one kind of event with the dispatcher and returns the list that it fills."""
    simulator.subscribe(simulator.hook.keyed(encrypt_key=request.param))

    def register(name: str) -> list[Any]:
        got: list[Any] = []
        builder = dispatcher(simulator)
        getattr(builder, f"register_p2_{name}")(got.append)
        listener.respond = dispatching(builder.build())
        return got

    yield register
    assert {each["state"] for each in simulator.pushes.log()} == {"delivered"}


def test_a_message_is_told_with_sender_group_and_mentions(
    simulator: Feishu, chat: Chat, owner: User, judged: Judged
) -> None:
    got = judged("im_message_receive_v1")
    said = simulator.acts.post(owner.id, chat.id, f"@所有人 【紧急】请 <@{owner.id}> 看一下")
    assert simulator.pushes.deliver_due() == 1
    event, header = got[0].event, got[0].header
    assert (event.message.message_id, event.message.chat_id, event.message.chat_type) == (
        said.id,
        chat.id,
        "group",
    )
    assert (event.sender.sender_id.open_id, event.sender.sender_type) == (owner.open_id, "user")
    assert json.loads(event.message.content) == {"text": "@_all 【紧急】请 @_user_1 看一下"}
    assert [(each.key, each.id.open_id) for each in event.message.mentions] == [
        ("@_user_1", owner.open_id),
        ("@_all", ""),
    ]
    assert (header.event_type, header.app_id, header.tenant_key) == (
        "im.message.receive_v1",
        simulator.options.app.id,
        TENANT,
    )
    assert int(event.message.create_time) == int(header.create_time) == simulator.clock.now() * 1000


def test_a_letter_to_the_bot_alone_is_told_as_such(simulator: Feishu, owner: User, judged: Judged) -> None:
    got = judged("im_message_receive_v1")
    simulator.acts.whisper(owner.id, "你好")
    simulator.pushes.deliver_due()
    assert got[0].event.message.chat_type == "p2p"


def test_a_new_name_and_a_new_owner_are_told(
    simulator: Feishu, chat: Chat, owner: User, judged: Judged
) -> None:
    got = judged("im_chat_updated_v1")
    old, heir = chat.name, next(name for name in chat.members if name != owner.id)
    simulator.acts.rename(chat.id, "技术部-发布群")
    simulator.acts.transfer(chat.id, heir)
    for _ in range(2):
        simulator.pushes.deliver_due()
    renamed, moved = sorted((each.event for each in got), key=lambda event: event.after_change.name is None)
    assert (renamed.before_change.name, renamed.after_change.name) == (old, "技术部-发布群")
    assert renamed.operator_id.open_id == owner.open_id
    assert moved.after_change.owner_id.user_id == heir
    assert moved.before_change.owner_id.user_id == owner.id


@pytest.mark.parametrize(
    ("act", "name"),
    [
        (lambda acts, chat, _: acts.dissolve(chat.id), "im_chat_disbanded_v1"),
        (lambda acts, chat, _: acts.invite_bot(chat.id), "im_chat_member_bot_added_v1"),
        (lambda acts, chat, _: acts.remove_bot(chat.id), "im_chat_member_bot_deleted_v1"),
        (lambda acts, chat, user: acts.join(chat.id, user.id), "im_chat_member_user_added_v1"),
        (lambda acts, chat, user: acts.leave(chat.id, user.id), "im_chat_member_user_deleted_v1"),
    ],
)
def test_what_becomes_of_a_group_is_told(
    simulator: Feishu, chat: Chat, owner: User, judged: Judged, act: Callable[..., None], name: str
) -> None:
    got = judged(name)
    act(simulator.acts, chat, owner)
    simulator.pushes.deliver_due()
    assert [(each.event.chat_id, each.event.name) for each in got] == [(chat.id, chat.name)]


@pytest.mark.parametrize(
    ("act", "name"),
    [
        (lambda acts, user: acts.resign(user.id), "contact_user_deleted_v3"),
        (lambda acts, user: acts.set_account(user.id, frozen=True), "contact_user_updated_v3"),
    ],
)
def test_what_becomes_of_a_person_is_told(
    simulator: Feishu, owner: User, judged: Judged, act: Callable[..., None], name: str
) -> None:
    got = judged(name)
    act(simulator.acts, owner)
    simulator.pushes.deliver_due()
    assert got[0].event.object.open_id == owner.open_id
    assert got[0].event.object.status.is_resigned is (name == "contact_user_deleted_v3")


def test_the_url_check_is_passed_by_the_vendor_s_dispatcher(simulator: Feishu, listener: Listener) -> None:
    listener.respond = dispatching(dispatcher(simulator).build())
    for key in ("local-only-encrypt-key", ""):
        simulator.subscribe(simulator.hook.keyed(encrypt_key=key))
        outcome = simulator.verify_url("ajls384kdj1234")
        listener.respond = dispatching(dispatcher(simulator).build())
        assert json.loads(outcome.body) == {"challenge": "ajls384kdj1234"} or key == ""
    assert json.loads(simulator.verify_url("again").body) == {"challenge": "again"}


# what is not told


def test_without_the_sensitive_permission_only_what_mentions_the_bot_is_told(
    simulator: Feishu, chat: Chat, owner: User, listener: Listener
) -> None:
    simulator.world.scopes.discard(GROUP_MESSAGES)
    simulator.acts.post(owner.id, chat.id, "大家好")
    assert simulator.pushes.deliver_due() == 0
    simulator.acts.post(owner.id, chat.id, f"<@{simulator.options.app.id}> 在吗")
    assert simulator.pushes.deliver_due() == 1


def test_of_a_group_without_the_bot_nothing_is_told_and_of_announcements_never(
    simulator: Feishu, chat: Chat, owner: User, listener: Listener
) -> None:
    simulator.acts.announce(chat.id, "新的群公告")
    simulator.acts.appoint(chat.id, owner.id)
    chat.bot = None
    simulator.acts.post(owner.id, chat.id, "大家好")
    simulator.acts.rename(chat.id, "新名字")
    assert simulator.pushes.log() == []
