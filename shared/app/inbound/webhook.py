"""Takes a webhook: verified and reduced by its platform's reader, queued, and answered within the platform's deadline."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from shared.app.ports.im import Hook, HookRequest, Received, Reply
from shared.app.ports.ports import Ports
from shared.core.card import Action, Press
from shared.core.errors import RejectedRequest, StoreUnavailable
from shared.core.lang import Lang, both

if TYPE_CHECKING:
    from shared.core.outbox import Nudge

_CHECKING = both(
    "收到，正在核对，结果会显示在这条消息上", "Thank you, we are checking; the result will show here"
)
_NOTED = both(
    "收到，已转给负责的同事，处理前不再提醒", "Thank you, passed on; no reminders until it is decided"
)
_NOT_YOURS = both("这条消息已经失效，无需处理", "This message is no longer valid; nothing needs to be done")


class Incoming(NamedTuple):
    platform: str
    request: HookRequest


def receive(incoming: Incoming, ports: Ports) -> Reply:
    """The reply, always: whatever cannot be trusted or understood is refused with 4xx and changes nothing."""
    found = ports.hooks(incoming.platform)
    if found is None:
        ports.log.count("hook_rejected", reason="unknown_platform")
        return Reply("{}", status=404)
    hook, keys = found
    try:
        received = hook.receive(incoming.request, keys, ports.clock.now())
    except RejectedRequest as error:
        ports.log.count("hook_rejected", reason=error.reason)
        return Reply("{}", status=error.status)
    return _take(incoming.platform, received, hook, ports)


def _take(platform: str, received: Received, hook: Hook, ports: Ports) -> Reply:
    if received.ignored:
        ports.log.count("hook_ignored", reason=received.ignored)
    if received.signals:
        ports.events().send([{"platform": platform, **signal.to_queue()} for signal in received.signals])
    if received.press is None:
        return received.reply
    try:
        return _pressed(received.press, hook, ports)
    except StoreUnavailable as error:  # a press is not delivered again: whoever pressed is asked to
        ports.log.alarm("press_not_taken", call=error.call, code=error.code)
        return received.reply


def _pressed(press: Press, hook: Hook, ports: Ports) -> Reply:
    """One strong read: only the person who got the message can answer it, and only about what it showed."""
    nudge = _nudge_of(press, ports)
    if nudge is None:
        ports.log.count("press_refused")
        return hook.answer("warning", _NOT_YOURS[Lang.ZH])
    lang = nudge.card.lang if nudge.card else Lang.ZH
    ports.answers().send([press.to_queue()])
    return hook.answer("info", (_CHECKING if press.action is Action.DONE else _NOTED)[lang])


def _nudge_of(press: Press, ports: Ports) -> "Nudge | None":
    try:
        day = date.fromisoformat(press.day)
    except ValueError:
        return None
    nudge = ports.ledger().outbox.get(press.account, day)
    if nudge is None or nudge.id != press.nudge or nudge.shows(press.case) is None:
        return None
    return nudge
