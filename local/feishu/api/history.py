"""Messages of a group, as whoever may read them all sees them."""

from bisect import bisect_left, bisect_right

from local.feishu.call import Call, Json, Page, invalid, page_of
from local.feishu.chats import Chat
from local.feishu.codes import Refusal
from local.feishu.messages import Message, shown
from local.feishu.scopes import GROUP_MESSAGES

_ORDERS = ("ByCreateTimeAsc", "ByCreateTimeDesc")


def list_messages(call: Call) -> Json:
    """Asked in seconds, answered in milliseconds; both ends are included."""
    kind = call.asked("container_id_type")
    if kind not in {"chat", "thread"}:
        raise Refusal(230001, "container_id_type must be chat or thread")
    order = call.asked("sort_type", _ORDERS[0])
    if order not in _ORDERS:
        raise invalid("sort_type", f"options: {list(_ORDERS)}")
    page = page_of(call, default=20, most=50, mark=order)
    found = _chat_messages(call) if kind == "chat" else _thread_messages(call)
    rows, turned = _turn(found, page, backwards=order == _ORDERS[1])
    return {"items": [shown(message, call.world.people) for message in rows], **turned}


def _turn(found: list[Message], page: Page, *, backwards: bool) -> tuple[list[Message], Json]:
    """Pages count from the oldest message, so that a new one moves nothing."""
    total = len(found)
    if not backwards:
        end = min(page.start + page.size, total)
        return found[page.start : end], page.turned(end, total)
    upper = min(page.start, total) if page.start else total
    lower = max(0, upper - page.size)
    turned = page.turned(lower, total)
    return found[lower:upper][::-1], {**turned, "has_more": lower > 0}


def _chat_messages(call: Call) -> list[Message]:
    """Of threads, only their roots."""
    chat = _readable(call, call.asked("container_id"))
    messages = chat.messages
    low = bisect_left(messages, _seconds(call, "start_time", 0) * 1000, key=_at)
    high = bisect_right(messages, _seconds(call, "end_time", 1 << 33) * 1000 + 999, key=_at)
    now = int(call.now * 1000)
    return [each for each in messages[low:high] if not each.thread and each.at <= now]


def _thread_messages(call: Call) -> list[Message]:
    thread = call.asked("container_id")
    if call.asked("start_time") or call.asked("end_time"):
        raise Refusal(230001, "a thread cannot be read by time")
    for chat in call.world.chats.values():
        if found := [each for each in chat.messages if each.thread == thread]:
            _readable(call, chat.id)
            return found
    raise Refusal(230001, "no such thread")


def _readable(call: Call, chat_id: str) -> Chat:
    chat = call.world.chats.get(chat_id)
    if chat is None:
        raise Refusal(230001, "container_id is invalid")
    if chat.bot is None or chat.status != "normal":
        raise Refusal(230002)
    if GROUP_MESSAGES not in call.world.scopes:
        raise Refusal(230027, f"Lack of necessary permissions, ext=need scope: {GROUP_MESSAGES}")
    if chat.external and call.world.variants.external == "refused":
        raise Refusal(230027)
    return chat


def _seconds(call: Call, name: str, default: int) -> int:
    text = call.asked(name) or str(default)
    if not text.isdigit():
        raise Refusal(230001, f"{name} must be seconds")
    return int(text)


def _at(message: Message) -> int:
    return message.at
