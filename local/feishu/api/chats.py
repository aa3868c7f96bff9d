"""Groups: those that the bot is in, their settings, their members, and changing them."""

from local.feishu.call import Call, Json, cut, invalid, page_of
from local.feishu.chats import Chat, detailed, listed, outside
from local.feishu.codes import Refusal
from local.feishu.people import TENANT

_NAME, _DESCRIPTION = 60, 100
"""Characters that the vendor's own clients allow."""
_ANYONE_S = frozenset({"avatar", "name", "description", "i18n_names"})
"""What somebody who is not the owner may change."""


def list_chats(call: Call) -> Json:
    """Only where the bot is a member; nothing says when a group was made or last used."""
    order = call.asked("sort_type", "ByCreateTimeAsc")
    if order not in {"ByCreateTimeAsc", "ByActiveTimeDesc"}:
        raise invalid("sort_type", "options: [ByCreateTimeAsc,ByActiveTimeDesc]")
    id_type = call.id_type()
    page = page_of(call, default=20, most=100, mark=order)
    shown = (
        {"normal"} if call.world.variants.dissolved == "hidden" else {"normal", "dissolved", "dissolved_save"}
    )
    chats = [chat for chat in call.world.chats.values() if chat.bot is not None and chat.status in shown]
    if order == "ByCreateTimeAsc":
        chats.sort(key=lambda chat: (chat.created, chat.id))
    else:
        chats.sort(key=lambda chat: (-chat.last_active(), chat.id))
    items, turned = cut(chats, page)
    return {"items": [listed(chat, call.world.people, id_type) for chat in items], **turned}


def get_chat(call: Call) -> Json:
    chat = call.world.chats.get(call.path["chat_id"])
    if chat is None:
        raise Refusal(232006)
    id_type = call.id_type()
    if chat.bot is None:
        return outside(chat)
    if chat.status == "normal":
        _refuse_external(call, chat)
    return detailed(chat, call.world.people, id_type, call.world.app.id)


def list_members(call: Call) -> Json:
    """Bots are left out after the page was cut, and who joined at one moment is never torn apart."""
    chat = _joined(call)
    id_type = call.id_type("member_id_type")
    page = page_of(call, default=20, most=100)
    everyone = _with_bots(chat)
    end = min(page.start + page.size, len(everyone))
    while 0 < end < len(everyone) and everyone[end][0] == everyone[end - 1][0]:
        end += 1
    people = call.world.people
    rows = [_member(call, name, id_type) for _, name in everyone[page.start : end] if name in people]
    return {"items": rows, **page.turned(end, len(everyone)), "member_total": len(chat.members)}


def _with_bots(chat: Chat) -> list[tuple[float, str]]:
    """In the order in which they joined."""
    members = [(when, name) for name, when in chat.members.items()]
    robots = [(chat.created + 90, name) for name in chat.robots]
    ours = [(chat.bot, "")] if chat.bot is not None else []
    return sorted([*members, *robots, *ours])


def _member(call: Call, name: str, id_type: str) -> Json:
    user = call.world.people[name]
    member_id = user.called(id_type if user.tenant == TENANT else "open_id")
    return {"member_id_type": id_type, "member_id": member_id, "name": user.name, "tenant_key": user.tenant}


def is_in_chat(call: Call) -> Json:
    return {"is_in_chat": call.world.chat(call.path["chat_id"]).bot is not None}


def update_chat(call: Call) -> Json:
    """The bot is a plain member nearly everywhere: it may rename where everybody may, and hardly more."""
    chat = _joined(call)
    call.world.limits.check_subject(f"chat:{chat.id}", 232019)
    if not chat.bot_may_edit():
        raise Refusal(232002)
    if chat.owner and set(call.body) - _ANYONE_S:
        raise Refusal(232016)
    name, described = call.body.get("name", chat.name), call.body.get("description", chat.description)
    if not isinstance(name, str) or len(name) > _NAME or len(str(described)) > _DESCRIPTION:
        raise Refusal(232001)
    before, after = {"name": chat.name}, {"name": name}
    if "owner_id" in call.body:
        after["owner_id"] = chat.owner = _new_owner(call, chat)
    chat.name, chat.description = name or chat.name, str(described)
    chat.edit_permission = str(call.body.get("edit_permission", chat.edit_permission))
    call.world.emit("im.chat.updated_v1", _changed(call, chat, before, after))
    return {}


def _new_owner(call: Call, chat: Chat) -> str:
    owner = call.person(str(call.body["owner_id"]), call.id_type())
    if owner is None or owner.id not in chat.members:
        raise Refusal(232012)
    if owner.tenant != TENANT:
        raise Refusal(232031)
    return owner.id


def _changed(call: Call, chat: Chat, before: Json, after: Json) -> Json:
    if "owner_id" in after:
        after = {**after, "owner_id": call.world.people[chat.owner].ids()}
    return {
        "chat_id": chat.id,
        "operator_id": {"open_id": f"ou_{call.world.app.id}"},
        "external": chat.external,
        "operator_tenant_key": TENANT,
        "before_change": before,
        "after_change": after,
    }


def _joined(call: Call) -> Chat:
    """Raises Refusal where the bot cannot see: dissolved, not a member, people of other companies."""
    chat = call.world.chat(call.path["chat_id"])
    if chat.bot is None:
        raise Refusal(232011)
    _refuse_external(call, chat)
    return chat


def _refuse_external(call: Call, chat: Chat) -> None:
    if chat.external and call.world.variants.external == "refused":
        raise Refusal(232033)
