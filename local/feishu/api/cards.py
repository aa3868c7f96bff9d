"""Updating a card with the token of a button press: half an hour, twice, and only after the press was answered."""

import json

from local.feishu.api.messages import replace_card
from local.feishu.call import Call, Json
from local.feishu.cards import checked_content
from local.feishu.codes import Refusal

TOKEN_LIFE, USES = 1800, 2


def update_card(call: Call) -> Json:
    callback = call.world.callbacks.get(str(call.body.get("token", "")))
    card = call.body.get("card")
    if callback is None:
        raise Refusal(300020)
    if call.now - callback.at > TOKEN_LIFE:
        raise Refusal(300030)
    if not callback.answered:
        raise Refusal(300090)
    if callback.uses >= USES:
        raise Refusal(300040)
    if not isinstance(card, dict):
        raise Refusal(11311)
    content = {key: value for key, value in card.items() if key != "open_ids"}
    message, written = call.world.messages[callback.message_id], json.dumps(content, ensure_ascii=False)
    try:
        checked_content("interactive", written)
        replace_card(message, written, call.now)
    except Refusal as refusal:
        raise Refusal(11311, refusal.msg) from None
    callback.uses += 1
    return {}
