"""What an authentic event comes to: who, where and when. What it says that we do not need is dropped here."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from shared.adapters.im.feishu.guesses import Guesses
from shared.adapters.im.feishu.message import flags_of, kind_of
from shared.adapters.im.kit.fields import LONGEST_ID, Json, identity, seconds, table, text
from shared.core.account import Account, account
from shared.core.card import Press
from shared.core.model import Group, Post, PostKind
from shared.core.signals import Changed, Heard, Signal

_LONGEST_VALUE = 512


class Event(NamedTuple):
    """An event of either envelope."""

    platform: str
    type: str
    at: float | None
    """Seconds since the epoch."""
    app_id: str
    tenant_key: str
    body: Json
    id: str = ""
    """The same whenever it is delivered; empty where the envelope has none."""


class Reduced(NamedTuple):
    """At most one of the three."""

    signal: Signal | None = None
    press: Press | None = None
    ignored: str = ""


def reduce(event: Event, guesses: Guesses) -> Reduced:
    reducer = _REDUCERS.get(event.type)
    return Reduced(ignored="unknown_event") if reducer is None else reducer(event, guesses)


def _message(event: Event, guesses: Guesses) -> Reduced:
    message, sender = table(event.body.get("message")), table(event.body.get("sender"))
    group, said = identity(message.get("chat_id")), identity(message.get("message_id"))
    at = seconds(message.get("create_time"))
    if text(message.get("chat_type")) == "p2p":
        return Reduced(ignored="p2p")
    if not group or not said or at is None:
        return Reduced(ignored="unreadable")
    ids = table(sender.get("sender_id"))
    if event.app_id and event.app_id in (ids.get("app_id"), ids.get("open_id")):
        return Reduced(ignored="own_message")
    kind = kind_of(text(sender.get("sender_type")), text(message.get("message_type")))
    if kind is None or kind is PostKind.SYSTEM:
        return Reduced(ignored="unknown_sender" if kind is None else "system")
    flags = flags_of(
        text(message.get("message_type")),
        text(message.get("content")),
        message.get("mentions"),
        all_in_text=guesses.all_in_text,
    )
    post = Post(
        group=_key(event, group),
        sender=_account(event.platform, identity(ids.get("open_id"))) if _is_ours(sender, event) else None,
        ts=at,
        kind=kind,
        mentions_all=flags.mentions_all,
        urgent=flags.urgent,
        reply=bool(text(message.get("parent_id")) or text(message.get("root_id"))),
        media=flags.media,
    )
    return Reduced(Heard(post, said))


def _is_ours(sender: Json, event: Event) -> bool:
    """People of other companies are counted, never kept by id."""
    return text(sender.get("tenant_key")) in {"", event.tenant_key}


def _chat(event: Event, _: Guesses) -> Reduced:
    group = identity(event.body.get("chat_id"))
    if not group or event.at is None:
        return Reduced(ignored="unreadable")
    gone = event.type == "im.chat.disbanded_v1"
    return Reduced(Changed(_key(event, group), event.type, event.at, gone=gone))


def _person(event: Event, _: Guesses) -> Reduced:
    person = identity(table(event.body.get("object")).get("open_id"))
    if not person or event.at is None:
        return Reduced(ignored="unreadable")
    return Reduced(Changed("", event.type, event.at, account=account(event.platform, person)))


def _pressed(event: Event, _: Guesses) -> Reduced:
    body = event.body
    person = identity(table(body.get("operator")).get("open_id"))
    message_id = text(table(body.get("context")).get("open_message_id"))
    return press(
        event.platform, person, table(body.get("action")), text(body.get("token")), message_id, event.id
    )


def press(
    platform: str, person: str | None, action: Json, reply_token: str, message_id: str, press_id: str
) -> Reduced:
    """A press of one of our buttons; of anybody else's nothing follows."""
    value = action.get("value")
    found = {name: text(table(value).get(name)) for name in ("nudge", "day", "case", "deed")}
    if person is None or not all(0 < len(given) <= _LONGEST_VALUE for given in found.values()):
        return Reduced(ignored="foreign_button")
    return Reduced(
        press=Press(
            account=account(platform, person),
            nudge=found["nudge"],
            day=found["day"],
            case=found["case"],
            deed=found["deed"],
            id=press_id[:LONGEST_ID],
            reply_token=reply_token[:_LONGEST_VALUE],
            message_id=message_id[:LONGEST_ID],
        )
    )


def _recalled(_event: Event, _: Guesses) -> Reduced:
    return Reduced(ignored="recalled")


_REDUCERS: Mapping[str, Callable[[Event, Guesses], Reduced]] = {
    "im.message.receive_v1": _message,
    "im.message.recalled_v1": _recalled,
    "im.chat.updated_v1": _chat,
    "im.chat.disbanded_v1": _chat,
    "im.chat.member.bot.added_v1": _chat,
    "im.chat.member.bot.deleted_v1": _chat,
    "im.chat.member.user.added_v1": _chat,
    "im.chat.member.user.deleted_v1": _chat,
    "im.chat.member.user.withdrawn_v1": _chat,
    "contact.user.created_v3": _person,
    "contact.user.updated_v3": _person,
    "contact.user.deleted_v3": _person,
    "card.action.trigger": _pressed,
}
EVENTS = tuple(_REDUCERS)
"""What an app subscribes to; docs/platforms/feishu.md lists the same."""


def _account(platform: str, identity: str | None) -> Account | None:
    return account(platform, identity) if identity else None


def _key(event: Event, chat_id: str) -> str:
    return Group(event.platform, chat_id).key
