"""Pressing a button on a card: the signed callback, its three seconds, and what its answer changes on the screen."""

import json
from typing import Any

from local.feishu.api.messages import replace_card
from local.feishu.cards import buttons, checked_card, shown
from local.feishu.codes import Refusal
from local.feishu.messages import Message
from local.feishu.people import User
from local.feishu.webhooks import envelope, outgoing
from local.feishu.world import Callback, World
from local.im.presses import Press, Presses, chosen
from local.im.seen import Flash, Toast
from local.im.webhook import Outcome, Webhook

Json = dict[str, Any]

TIMED_OUT, BAD_STATUS, BAD_BODY, BAD_CARD = 200341, 200671, 200672, 200673
"""What the client shows where the callback failed; the numbers are from memory."""


class FeishuPresses(Presses):
    def __init__(self, world: World, hook: Webhook) -> None:
        super().__init__(hook, world.clock, world.lock)
        self._world = world

    def pressed(self, person: str, letter: str, button: str | int, form: Json | None) -> Press:
        user = self._world.people[person]
        message = self._card(user, letter)
        found = buttons(json.loads(message.content))
        action = _action(found[chosen([shown(each) for each in found], button)], form)
        token = self._world.new_id("c-")
        now = self._world.clock.now()
        self._world.callbacks[token] = Callback(message.id, now)
        body = self._sealed(user, message, action, token)
        return Press(person, message.id, outgoing(self.hook, body, now), token)

    def answered(self, press: Press, outcome: Outcome) -> Flash:
        self._world.callbacks[press.token].answered = True
        return self._applied(self._world.messages[press.letter], outcome)

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

    def _applied(self, message: Message, outcome: Outcome) -> Flash:
        if outcome.problem:
            return _failed(TIMED_OUT, "目标回调服务超时未响应")
        if not outcome.accepted:
            return _failed(BAD_STATUS, "出错了，请稍后重试")
        try:
            said = json.loads(outcome.body or b"{}")
            toast, card = _toast(said.get("toast")), said.get("card")
            if card is not None:
                self._replace(message, card)
        except (ValueError, AttributeError, KeyError, TypeError):
            return _failed(BAD_BODY, "出错了，请稍后重试")
        except Refusal:
            return _failed(BAD_CARD, "卡片内容有误")
        return Flash(toast, card is not None)

    def _replace(self, message: Message, card: Json) -> None:
        """Raises Refusal for a card that cannot be shown."""
        if card["type"] != "raw":
            raise Refusal(230099)
        checked_card(card["data"])
        replace_card(message, json.dumps(card["data"], ensure_ascii=False), self._world.clock.now())


def _toast(said: Json | None) -> Toast | None:
    return None if said is None else Toast(str(said.get("type", "info")), str(said.get("content", "")))


def _failed(code: int, said: str) -> Flash:
    return Flash(Toast("error", f"{said}（code: {code}）"), error=code)


def _action(button: Json, form: Json | None) -> Json:
    action: Json = {"value": button["value"], "tag": "button", "timezone": "Asia/Shanghai"}
    if button["name"]:
        action["name"] = button["name"]
    return action | {"form_value": form} if form else action
