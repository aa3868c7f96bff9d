"""A webhook as the HTTP API hands it over (payload 2.0), and the reply as it wants it back."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from shared.app.inbound.webhook import Incoming
from shared.app.ports.im import HookRequest, Reply


def incoming(event: Mapping[str, Any]) -> Incoming:
    """What came in. The raw query is kept: a plus in it must survive."""
    context = event.get("requestContext", {}).get("http", {})
    request = HookRequest(
        method=str(context.get("method", "POST")),
        query=str(event.get("rawQueryString", "")),
        headers={str(name).lower(): str(value) for name, value in (event.get("headers") or {}).items()},
        body=body_of(event),
    )
    path = event.get("pathParameters") or {}
    return Incoming(str(path.get("platform", "")), str(path.get("door", "")), request)


def body_of(event: Mapping[str, Any]) -> bytes:
    """Raw, base64 undone. A body that is said to be base64 and is none is taken as it is."""
    text = str(event.get("body") or "")
    if event.get("isBase64Encoded"):
        try:
            return base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            return text.encode("utf-8", "surrogatepass")
    return text.encode("utf-8", "surrogatepass")


def outgoing(reply: Reply) -> dict[str, Any]:
    return {
        "statusCode": reply.status,
        "headers": {"content-type": reply.content_type},
        "body": reply.body,
    }
