"""Feishu's requests and replies as values: built and read here, sent elsewhere."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from shared.adapters.im.feishu.codes import MISSING, Meaning, meaning_of
from shared.adapters.im.kit.fields import Json, rows, table, text, whole
from shared.adapters.im.kit.http import Answer
from shared.adapters.im.kit.pace import Bound, Limit
from shared.core.errors import (
    LetterRefused,
    NotVisible,
    OutcomeUnknown,
    PlatformDenied,
    PlatformError,
    PlatformUnavailable,
    RecipientUnreachable,
)

Query = Sequence[tuple[str, str]]
SECOND, MINUTE = 1.0, 60.0
PER_PERSON = 5
"""Messages that one person may be sent a second, by all bots together."""


class Api(NamedTuple):
    """One of the vendor's methods, with the limits that its page gives."""

    name: str
    """For counts and errors."""
    method: str
    path: str
    """Below /open-apis/; `{}` is where an id goes."""
    scope: str = ""
    """What to ask the company's administrator for, where a refusal does not say."""
    effect: bool = False
    is_ours: bool = True
    """Called with the app's own token; False: with none, or with a person's (`Call.bearer`)."""
    per_second: int = 50
    per_minute: int | None = 1000


TOKEN = Api(
    "tenant_access_token",
    "POST",
    "auth/v3/tenant_access_token/internal",
    "app_id and app_secret",
    is_ours=False,
)
USER_TOKEN = Api("user_access_token", "POST", "authen/v2/oauth/token", "app_id and app_secret", is_ours=False)
USER_INFO = Api("user_info", "GET", "authen/v1/user_info", is_ours=False)
CHATS = Api("chats.list", "GET", "im/v1/chats", "im:chat:readonly")
CHAT = Api("chats.get", "GET", "im/v1/chats/{}", "im:chat:readonly")
NOTICE = Api(
    "announcement.get",
    "GET",
    "docx/v1/chats/{}/announcement",
    "im:chat.announcement:read",
    per_second=20,
    per_minute=None,
)
BLOCKS = Api(
    "announcement.blocks",
    "GET",
    "docx/v1/chats/{}/announcement/blocks",
    "im:chat.announcement:read",
    per_second=10,
    per_minute=None,
)
OLD_NOTICE = Api("announcement.old", "GET", "im/v1/chats/{}/announcement", "im:chat.announcement:read")
MESSAGES = Api("messages.list", "GET", "im/v1/messages", "im:message.group_msg")
USERS = Api("users.batch", "GET", "contact/v3/users/batch", "contact:contact.base:readonly")
DEPARTMENTS = Api(
    "departments.batch", "GET", "contact/v3/departments/batch", "contact:department.base:readonly"
)
SEND = Api("messages.create", "POST", "im/v1/messages", "im:message:send_as_bot", effect=True)
PATCH = Api("messages.patch", "PATCH", "im/v1/messages/{}", "im:message:send_as_bot", effect=True)
CARD = Api("card.update", "POST", "interactive/v1/card/update", effect=True)

APIS = (
    TOKEN, USER_TOKEN, USER_INFO, CHATS, CHAT, NOTICE, BLOCKS, OLD_NOTICE, MESSAGES, USERS, DEPARTMENTS, SEND, PATCH, CARD,
)  # fmt: skip


class Call(NamedTuple):
    """One request to be made."""

    api: Api
    url: str
    """Path and query."""
    body: bytes | None = None
    person: str = ""
    """Whom it writes to: five a second and person are allowed."""
    bearer: str = ""
    """The token of the person who is asked about; empty: the app's, or none."""


def call(
    api: Api, *ids: str, query: Query = (), body: bytes | None = None, person: str = "", bearer: str = ""
) -> Call:
    path = api.path.format(*(quote(id_, safe="") for id_ in ids))
    asked = urlencode([pair for pair in query if pair[1]])
    return Call(api, f"/open-apis/{path}" + (f"?{asked}" if asked else ""), body, person, bearer)


def limits_of(asked: Call) -> Iterator[Limit]:
    """What the call counts towards: its API's limits, which are the whole company's, and those of whom it writes to."""
    api = asked.api
    minute = () if api.per_minute is None else (Bound(api.per_minute, MINUTE),)
    yield Limit(api.name, (Bound(api.per_second, SECOND), *minute))
    if asked.person:
        yield Limit(f"person:{asked.person}", (Bound(PER_PERSON, SECOND),), is_company_s=False)


class Reply(NamedTuple):
    """What came back: the code decides, the status only where there is no code."""

    status: int
    code: str
    """`0` for success; empty where the body is none of Feishu's envelopes."""
    body: Json
    retry_after: float | None
    """Seconds, where the vendor says so."""
    limit: int | None
    """The cap of the window that was overrun, where it says so."""
    support_id: str

    @property
    def data(self) -> Json:
        return table(self.body.get("data"))


def read(answer: Answer) -> Reply:
    body = _object(answer.body)
    code = whole(body.get("code"))
    reset = answer.headers.get("x-ogw-ratelimit-reset") or answer.headers.get("retry-after")
    return Reply(
        answer.status,
        "" if code is None else str(code),
        body,
        _seconds(reset),
        whole(answer.headers.get("x-ogw-ratelimit-limit")),
        answer.headers.get("x-tt-logid", "")[:100] or text(table(body.get("error")).get("log_id"))[:100],
    )


def _seconds(said: str | None) -> float | None:
    """None for what is no number of seconds (`retry-after` may be a date)."""
    return float(said) if said and _NUMBER.fullmatch(said) else None


def _object(body: bytes) -> Json:
    try:
        return table(json.loads(body))
    except (ValueError, RecursionError):
        return {}


def means(api: Api, reply: Reply) -> Meaning:
    """What the reply comes to, where it is no success."""
    known = meaning_of(reply.code, effect=api.effect)
    if known is not None:
        return known
    if reply.status == 429:
        return Meaning.THROTTLED
    return Meaning.UNPROVEN if api.effect else Meaning.UNAVAILABLE


def error_of(platform: str, api: Api, reply: Reply) -> PlatformError:
    """The error that says what to do next; its code is the vendor's, else the status."""
    meaning = means(api, reply)
    code = reply.code or f"HTTP {reply.status}"
    kind = LetterRefused if api.effect and meaning is Meaning.REFUSED else _KINDS[meaning]
    error = kind(platform, api.name, code, support_id=reply.support_id)
    if isinstance(error, PlatformUnavailable):
        error.retry_after = reply.retry_after
    if isinstance(error, PlatformDenied):
        error.missing = missing(api, reply)
    return error


_KINDS: Mapping[Meaning, type[PlatformError]] = {
    Meaning.EXPIRED: PlatformDenied,  # twice in a row: the credentials, not the token's age
    Meaning.THROTTLED: PlatformUnavailable,
    Meaning.DENIED: PlatformDenied,
    Meaning.HIDDEN: NotVisible,
    Meaning.UNREACHABLE: RecipientUnreachable,
    Meaning.REFUSED: PlatformUnavailable,
    Meaning.UNPROVEN: OutcomeUnknown,
    Meaning.UNAVAILABLE: PlatformUnavailable,
}

_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_LIST = re.compile(r"\[([^\[\]]{1,2000})\]")
_SCOPE = re.compile(r"[a-z][a-z0-9_.]{0,60}(?::[A-Za-z0-9_.]{1,60}){1,3}")


def missing(api: Api, reply: Reply) -> str:
    """What is lacking, as the vendor names it; where any of several scopes would do, all of them."""
    if reply.code in MISSING:
        return MISSING[reply.code]
    violations = rows(table(reply.body.get("error")).get("permission_violations"))
    named = [subject for row in violations if _SCOPE.fullmatch(subject := text(row.get("subject")))]
    if not named:
        said = _LIST.search(text(reply.body.get("msg"))[:4000])
        named = _SCOPE.findall(said.group(1)) if said else []
    return ", ".join(dict.fromkeys(named[:5])) or api.scope


def json_bytes(value: Mapping[str, Any]) -> bytes:
    """As Feishu counts a body: UTF-8, without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
