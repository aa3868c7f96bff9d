"""Takes a webhook: verified and reduced by its platform's reader, queued, and answered within the platform's deadline."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from shared.app.ports.im import Hook, HookRequest, Received, Reply, Said
from shared.app.ports.ports import Ports
from shared.core.card import Press
from shared.core.errors import RejectedRequest, StoreUnavailable
from shared.core.lang import Lang, both

if TYPE_CHECKING:
    from shared.core.outbox import Nudge

Say: TypeAlias = Callable[[str, str], Reply]
"""(kind, text) → the reply to this very request."""
_NOT_YOURS = both("这条消息已经失效，无需处理", "This message is no longer valid; nothing needs to be done")


class Incoming(NamedTuple):
    platform: str
    door: str
    request: HookRequest


def receive(incoming: Incoming, ports: Ports) -> Reply:
    """The reply, always: whatever cannot be trusted or understood is refused with 4xx and changes nothing."""
    found = ports.hooks(incoming.platform, incoming.door)
    if found is None:
        ports.log.count("hook_rejected", reason="unknown_door")
        return Reply("{}", status=404)
    hook, keys = found
    try:
        received = hook.receive(incoming.request, keys, ports.clock.now())
    except RejectedRequest as error:
        ports.log.count("hook_rejected", reason=error.reason)
        return Reply("{}", status=error.status)
    return _take(incoming.platform, received, partial(_say, hook, incoming.request, keys), ports)


def _say(hook: Hook, request: HookRequest, keys: Mapping[str, str], kind: str, text: str) -> Reply:
    return hook.answer(Said(kind, text), request, keys)


def _take(platform: str, received: Received, say: Say, ports: Ports) -> Reply:
    if received.ignored:
        ports.log.count("hook_ignored", reason=received.ignored)
    if received.signals:
        ports.events().send([{"platform": platform, **signal.to_queue()} for signal in received.signals])
    if received.press is None:
        return received.reply
    try:
        return _pressed(received.press, say, ports)
    except StoreUnavailable as error:  # a press is not delivered again: whoever pressed is asked to
        ports.log.alarm("press_not_taken", call=error.call, code=error.code)
        return received.reply


def _pressed(press: Press, say: Say, ports: Ports) -> Reply:
    """One strong read: only the person who got the message can answer it, and only about what it showed."""
    from shared.app.inbound.deeds.catalogue import (
        ANSWERS_BY_ID,  # late: neither a URL check nor an event needs it
    )

    known, nudge = ANSWERS_BY_ID.get(press.deed), _nudge_of(press, ports)
    if known is None or not known.deed.is_for_cards or nudge is None:
        ports.log.count("press_refused")
        return say("warning", _NOT_YOURS[Lang.ZH])
    lang = nudge.card.lang if nudge.card else Lang.ZH
    ports.answers().send([press.to_queue()])
    return say("info", known.deed.taken[lang])


def _nudge_of(press: Press, ports: Ports) -> "Nudge | None":
    try:
        day = date.fromisoformat(press.day)
    except ValueError:
        return None
    nudge = ports.ledger().outbox.get(press.account, day)
    if nudge is None or nudge.id != press.nudge or nudge.shows(press.case) is None:
        return None
    return nudge
