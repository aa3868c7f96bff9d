"""Pressing a button on a card: the signed callback, its three seconds, and what its answer changes on the screen."""

import json
from typing import Any

from local.feishu.api.messages import replace_card
from local.feishu.cards import buttons, checked_card
from local.feishu.codes import Refusal
from local.feishu.messages import Message
from local.feishu.options import Webhook
from local.feishu.people import User
from local.feishu.webhooks import Outcome, envelope, post
from local.feishu.world import Callback, World
from local.im.clock import iso

Json = dict[str, Any]

TIMED_OUT, BAD_STATUS, BAD_BODY, BAD_CARD = 200341, 200671, 200672, 200673
"""What the client shows where the callback failed; the numbers are from memory."""


class Presses:
    """The one thing that the vendor sends at once, waits for, and never repeats."""

    def __init__(self, world: World, hook: Webhook) -> None:
        self.hook = hook
        self._world = world

    def press(self, user: User, message_id: str, button: str | int, form: Json | None = None) -> Json:
        """`button`: what stands on it, or its place. Raises KeyError where the person has no such card or button."""
        with self._world.lock:
            message = self._card(user, message_id)
            chosen = _button(json.loads(message.content), button)
            token = self._world.new_id("c-")
            now = self._world.clock.now()
            self._world.callbacks[token] = callback = Callback(message.id, now)
            sealed = self._sealed(user, message, _action(chosen, form), token)
        outcome = post(self.hook, sealed, now)
        with self._world.lock:
            callback.answered = True
            seen = self._applied(message, outcome)
            seen |= {
                "at": iso(self._world.clock.now()),
                "latency_ms": round(outcome.seconds * 1000),
                "token": token,
            }
            self._world.toasts.setdefault(user.id, []).append(seen)
            return seen

    def _card(self, user: User, message_id: str) -> Message:
        message = self._world.messages.get(message_id)
        if message is None or message.type != "interactive" or message.deleted:
            raise KeyError(f"no such card: {message_id}")
        receivers = [message.receiver] if message.receiver else self._world.chats[message.chat_id].members
        if user.id not in receivers:
            raise KeyError(f"{user.open_id} does not see {message_id}")
        message.read = True
        return message

    def _sealed(self, user: User, message: Message, action: Json, token: str) -> bytes:
        event = {
            "operator": {**user.ids(), "tenant_key": user.tenant},
            "token": token,
            "action": action,
            "host": "im_message",
            "delivery_type": "",
            "context": {"open_message_id": message.id, "open_chat_id": message.chat_id},
        }
        return envelope(
            self.hook,
            kind="card.action.trigger",
            event=event,
            app_id=self._world.app.id,
            event_id=self._world.new_id("ev_"),
            at_ms=int(self._world.clock.now() * 1000),
        )

    def _applied(self, message: Message, outcome: Outcome) -> Json:
        """What flashes up, and the card that the answer brought."""
        if outcome.problem:
            return _failed(TIMED_OUT, "目标回调服务超时未响应")
        if not outcome.accepted:
            return _failed(BAD_STATUS, "出错了，请稍后重试")
        try:
            said = json.loads(outcome.body or b"{}")
            toast, card = said.get("toast"), said.get("card")
            if card is not None:
                self._replace(message, card)
        except (ValueError, AttributeError, KeyError, TypeError):
            return _failed(BAD_BODY, "出错了，请稍后重试")
        except Refusal:
            return _failed(BAD_CARD, "卡片内容有误")
        return {"toast": toast, "card_replaced": card is not None, "error": 0}

    def _replace(self, message: Message, card: Json) -> None:
        """Raises Refusal for a card that cannot be shown."""
        if card["type"] != "raw":
            raise Refusal(230099)
        checked_card(card["data"])
        replace_card(message, json.dumps(card["data"], ensure_ascii=False), self._world.clock.now())


def _failed(code: int, said: str) -> Json:
    toast = {"type": "error", "content": f"{said}（code: {code}）"}
    return {"toast": toast, "card_replaced": False, "error": code}


def _button(card: Json, wanted: str | int) -> Json:
    found = buttons(card)
    if isinstance(wanted, int):
        if 0 <= wanted < len(found):
            return found[wanted]
    else:
        for button in found:
            if wanted in {button["text"], button["name"]} and wanted:
                return button
    raise KeyError(f"no such button: {wanted}; there are {[button['text'] for button in found]}")


def _action(button: Json, form: Json | None) -> Json:
    action: Json = {"value": button["value"], "tag": "button", "timezone": "Asia/Shanghai"}
    if button["name"]:
        action["name"] = button["name"]
    return action | {"form_value": form} if form else action
