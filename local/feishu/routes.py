"""Which path is which API: the whole surface that this Feishu serves."""

from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from local.feishu.api import auth, cards, chats, directory, history, login, messages, notices
from local.feishu.call import Call, Json
from local.im.wire import Answer


class Open(NamedTuple):
    """An API that wants no token of the app's."""

    api: str
    method: str
    path: str
    handler: Callable[[Call, str], Answer | Json]
    """(call, the bearer token that came with it)."""


class Route(NamedTuple):
    api: str
    """Its name in counters, faults, limits and permissions."""
    method: str
    path: str
    handler: Callable[[Call], Json]


_CHAT = "/open-apis/im/v1/chats/:chat_id"
_DOCX = "/open-apis/docx/v1/chats/:chat_id/announcement"
_CHILDREN = f"{_DOCX}/blocks/:block_id/children"
_MESSAGES = "/open-apis/im/v1/messages"
_CONTACT = "/open-apis/contact/v3"

OPEN = (
    Open("login.authorize", "GET", "/open-apis/authen/v1/authorize", lambda call, _: login.authorize(call)),
    Open("login.token", "POST", "/open-apis/authen/v2/oauth/token", lambda call, _: login.user_token(call)),
    Open(
        "login.user",
        "GET",
        "/open-apis/authen/v1/user_info",
        lambda call, token: {"msg": "success", "data": login.user_info(call, token)},
    ),
)
TOKEN = "auth.token"  # noqa: S105 - the name of an API

ROUTES = (
    Route(TOKEN, "POST", "/open-apis/auth/v3/tenant_access_token/internal", auth.tenant_token),
    Route("chat.list", "GET", "/open-apis/im/v1/chats", chats.list_chats),
    Route("chat.get", "GET", _CHAT, chats.get_chat),
    Route("chat.update", "PUT", _CHAT, chats.update_chat),
    Route("chat.members", "GET", f"{_CHAT}/members", chats.list_members),
    Route("chat.is_in_chat", "GET", f"{_CHAT}/members/is_in_chat", chats.is_in_chat),
    Route("doc.get", "GET", f"{_CHAT}/announcement", notices.get_doc),
    Route("doc.patch", "PATCH", f"{_CHAT}/announcement", notices.patch_doc),
    Route("docx.info", "GET", _DOCX, notices.docx_info),
    Route("docx.blocks", "GET", f"{_DOCX}/blocks", notices.docx_blocks),
    Route("docx.blocks.update", "PATCH", f"{_DOCX}/blocks/batch_update", notices.update_blocks),
    Route("docx.children.create", "POST", _CHILDREN, notices.create_children),
    Route("docx.children.delete", "DELETE", f"{_CHILDREN}/batch_delete", notices.delete_children),
    Route("message.list", "GET", _MESSAGES, history.list_messages),
    Route("message.create", "POST", _MESSAGES, messages.create_message),
    Route("message.patch", "PATCH", f"{_MESSAGES}/:message_id", messages.patch_message),
    Route("message.urgent_app", "PATCH", f"{_MESSAGES}/:message_id/urgent_app", messages.urge),
    Route("card.update", "POST", "/open-apis/interactive/v1/card/update", cards.update_card),
    Route("user.batch", "GET", f"{_CONTACT}/users/batch", directory.batch_users),
    Route("user.batch_get_id", "POST", f"{_CONTACT}/users/batch_get_id", directory.find_users),
    Route("user.get", "GET", f"{_CONTACT}/users/:user_id", directory.get_user),
    Route("department.batch", "GET", f"{_CONTACT}/departments/batch", directory.batch_departments),
    Route(
        "department.children",
        "GET",
        f"{_CONTACT}/departments/:department_id/children",
        directory.list_children,
    ),
    Route("department.get", "GET", f"{_CONTACT}/departments/:department_id", directory.get_department),
)
"""Of two that fit, the first is meant."""

Parts = tuple[str, ...]


def _by_shape() -> Mapping[tuple[str, int], list[tuple[Parts, Route]]]:
    shapes: dict[tuple[str, int], list[tuple[Parts, Route]]] = {}
    for route in ROUTES:
        parts = tuple(route.path.split("/"))
        shapes.setdefault((route.method, len(parts)), []).append((parts, route))
    return shapes


_SHAPES = _by_shape()


def find(method: str, path: str) -> tuple[Route, Mapping[str, str]] | None:
    """The route and what stands in its places."""
    asked = path.split("/")
    for parts, route in _SHAPES.get((method, len(asked)), ()):
        if all(part == said or part.startswith(":") for part, said in zip(parts, asked, strict=True)):
            pairs = zip(parts, asked, strict=True)
            return route, {part[1:]: unquote(said) for part, said in pairs if part.startswith(":")}
    return None


def opened(method: str, path: str) -> Open | None:
    return next((one for one in OPEN if (one.method, one.path) == (method, path)), None)
