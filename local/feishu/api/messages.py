"""Sending as the bot, replacing cards, and urgent notices."""

from typing import Any

from local.feishu.call import Call, Json, invalid
from local.feishu.cards import checked_content, checked_replacement
from local.feishu.codes import Refusal
from local.feishu.messages import Message, shown
from local.feishu.people import User
from local.feishu.world import Posting

UUID_WINDOW = 3600
CARD_LIFE = 14 * 86_400
_MOST_URGENT = 200
_ID_TYPES = frozenset({"open_id", "user_id", "union_id", "email", "chat_id"})


def create_message(call: Call) -> Json:
    """At most one message per `uuid` within an hour, whatever it says by then; to one receiver."""
    kind, content = call.text("msg_type"), call.text("content")
    uuid = call.body.get("uuid") or ""
    if not isinstance(uuid, str) or len(uuid) > 50:
        raise invalid("uuid", "at most 50 characters")
    receiver = _receiver(call)
    checked_content(kind, content)
    if uuid and (repeated := _repeated(call, uuid)):
        return repeated
    message = _message(call, receiver, kind, content)
    call.world.limits.check_subject(f"to:{message.receiver or message.chat_id}", 230020)
    if uuid:
        call.world.postings[uuid] = Posting(message.id, call.text("receive_id"), call.now)
    call.world.deliver(message)
    return shown(message, call.world.people, card_json=True)


def send_later(call: Call, kind: str, seconds: float) -> Json:
    """The send is under way for so many simulated seconds; `swallowed` ones never arrive. Raises Refusal 230049."""
    uuid = str(call.body.get("uuid") or call.world.new_id("uuid-"))
    known = call.world.postings.get(uuid)
    if known is None or call.now - known.at >= UUID_WINDOW:
        if kind == "sending":
            create_message(call)
        posting = call.world.postings.setdefault(uuid, Posting("", call.text("receive_id"), call.now))
        posting.busy_until = call.now + seconds
    raise Refusal(230049)


def _repeated(call: Call, uuid: str) -> Json | None:
    """What a second send of a `uuid` is answered; None: it is free."""
    known = call.world.postings.get(uuid)
    if known is None or call.now - known.at >= UUID_WINDOW:
        return None
    if call.now < known.busy_until:
        raise Refusal(230049)
    if not known.message_id:
        return None
    if (
        call.text("receive_id") != known.receiver
    ):  # what the vendor does then is told nowhere; passing for sent hid it
        raise Refusal(230001, "uuid was used for another receiver")
    variant = call.world.variants.repeated_uuid
    if variant == "error":
        raise Refusal(230001, "duplicate uuid")
    first = call.world.messages[known.message_id]
    row = shown(first, call.world.people, card_json=True)
    if variant == "fresh":
        row |= {"message_id": call.world.new_id("om_"), "create_time": str(int(call.now * 1000))}
    return row


def _receiver(call: Call) -> User | str:
    """A person, or the id of a group."""
    id_type = call.asked("receive_id_type")
    name = call.text("receive_id")
    if id_type not in _ID_TYPES:
        raise invalid("receive_id_type", f"options: {sorted(_ID_TYPES)}")
    if id_type == "chat_id":
        return _speakable(call, name)
    user = call.world.person(name) if id_type == "email" else call.person(name, id_type)
    if user is None:
        raise Refusal(99992351 if id_type == "open_id" and not name.startswith("ou_") else 230034)
    _reachable(call, user)
    return user


def _reachable(call: Call, user: User) -> None:
    if user.state == "resigned":
        raise Refusal(230029)
    frozen = user.state == "frozen" and call.world.variants.frozen == "unreachable"
    if not user.available or frozen:
        raise Refusal(230013)
    if user.stopped:
        raise Refusal(230053)


def _speakable(call: Call, chat_id: str) -> str:
    chat = call.world.chats.get(chat_id)
    if chat is None:
        raise Refusal(230034)
    if chat.status != "normal":
        raise Refusal(232009)
    if chat.bot is None:
        raise Refusal(230002)
    if chat.muted and chat.owner:
        raise Refusal(230018)
    return chat.id


def _message(call: Call, receiver: User | str, kind: str, content: str) -> Message:
    to_person = isinstance(receiver, User)
    return Message(
        id=call.world.new_id("om_"),
        chat_id=f"oc_p2p_{receiver.id}" if isinstance(receiver, User) else receiver,
        sender=call.world.app.id,
        sender_type="app",
        type=kind,
        content=content,
        at=int(call.now * 1000),
        receiver=receiver.id if isinstance(receiver, User) else "",
        read=not to_person,
    )


def patch_message(call: Call) -> Json:
    """Replaces a card of one's own, for everyone who sees it."""
    message = _own(call)
    call.world.limits.check_subject(f"card:{message.id}", 230020)
    if message.type != "interactive":
        raise Refusal(230054)
    if message.deleted:
        raise Refusal(230011)
    if call.now * 1000 - message.at > CARD_LIFE * 1000:
        raise Refusal(230031)
    content = call.text("content")
    checked_content("interactive", content)
    replace_card(message, content, call.now)
    return {}


def replace_card(message: Message, content: str, now: float) -> None:
    """Raises Refusal 230099 where it is of another schema than the card that it replaces."""
    checked_replacement(message.content, content)
    message.content, message.updated = content, int(now * 1000)
    message.edits += 1


def urge(call: Call) -> Json:
    """Those who cannot be nudged are named; where that is all of them, it is an error."""
    message = _own(call)
    wanted, id_type = call.texts("user_id_list"), call.id_type()
    found = [(name, call.person(name, id_type)) for name in wanted]
    good = [user.id for _, user in found if user is not None and _in_chat(call, message, user)]
    bad = [name for name, user in found if user is None or user.id not in good]
    if not good:
        raise Refusal(230001, "all of user_id_list are invalid")
    if any(_unread_urgent(call, name) >= _MOST_URGENT for name in good):
        raise Refusal(230023)
    message.urgent = sorted({*message.urgent, *good})
    return {"invalid_user_id_list": bad}


def _in_chat(call: Call, message: Message, user: User) -> bool:
    return user.id in ({message.receiver} if message.receiver else call.world.chats[message.chat_id].members)


def _unread_urgent(call: Call, name: str) -> int:
    inbox: list[Any] = call.world.inboxes.get(name, [])
    return sum(1 for message in inbox if name in message.urgent and not message.read)


def _own(call: Call) -> Message:
    message = call.world.messages.get(call.path["message_id"])
    if message is None:
        raise Refusal(230001, "message_id is invalid")
    if message.sender != call.world.app.id:
        raise Refusal(230071)
    return message
