"""What a page answers, with the headers that protect whoever reads it."""

import base64
from collections.abc import Mapping
from typing import Any, NamedTuple

_CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
PROTECTING: Mapping[str, str] = {
    "content-security-policy": _CSP,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "strict-transport-security": "max-age=31536000",
}
"""On everything: no inline script, nothing from elsewhere, no framing, no referrer."""


class WebReply(NamedTuple):
    status: int
    body: str = ""
    headers: Mapping[str, str] = {}
    cookies: tuple[str, ...] = ()
    data: bytes = b""
    """What is downloaded instead of a body."""


def page(body: str, status: int = 200) -> WebReply:
    """HTML about somebody: kept by no cache."""
    return WebReply(status, body, {"content-type": "text/html; charset=utf-8", "cache-control": "no-store"})


def attachment(data: bytes, name: str) -> WebReply:
    """A workbook to be saved, whatever a browser thinks that it is; kept by no cache. `name`: a file's, harmless."""
    from urllib.parse import quote

    headers = {
        "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "content-disposition": f"attachment; filename=\"register.xlsx\"; filename*=UTF-8''{quote(name, safe='')}",
        "cache-control": "no-store",
    }
    return WebReply(200, "", headers, data=data)


def moved(to: str) -> WebReply:
    """Elsewhere on this site, or at a platform; after a POST the browser asks with GET."""
    return WebReply(303, "", {"location": to, "cache-control": "no-store"})


def unchanging(body: str, content_type: str) -> WebReply:
    """What has its own digest in its address."""
    return WebReply(
        200, body, {"content-type": content_type, "cache-control": "public, max-age=31536000, immutable"}
    )


def as_event(reply: WebReply) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "statusCode": reply.status,
        "headers": {**PROTECTING, **reply.headers},
        "body": reply.body,
    }
    if reply.data:
        answer |= {"body": base64.b64encode(reply.data).decode(), "isBase64Encoded": True}
    return {**answer, "cookies": list(reply.cookies)} if reply.cookies else answer
