"""A page's request as the HTTP API hands it over (payload 2.0)."""

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qs

from shared.adapters.http_event import body_of
from shared.adapters.web.addresses import SHEET

if TYPE_CHECKING:
    from shared.adapters.web.multipart import SentFile

LARGEST_SHEET = 3 * 1024 * 1024
"""Bytes of its forms: a sheet of 2 MB, as base64 where it comes back with the page that showed it."""
LARGEST_BODY = 256 * 1024
"""Bytes of a form that are looked at; an announcement is some hundred."""
_MOST_FIELDS = 200


class WebRequest(NamedTuple):
    method: str
    path: str
    """Without the stage, always beginning with a slash."""
    base: str
    """Where this site is, without a slash at the end: `https://pages.example.com`."""
    query: Mapping[str, str]
    form: Mapping[str, str]
    """Every field once; of several with one name the last."""
    cookies: Mapping[str, str]
    headers: Mapping[str, str]
    """Names in lower case."""
    too_large: bool = False
    files: Mapping[str, "SentFile"] = {}

    @property
    def is_secure(self) -> bool:
        return self.base.startswith("https://")


def web_request(event: Mapping[str, Any], *, is_local: bool = False) -> WebRequest:
    """`is_local`: on a laptop the host is what the browser says; in the cloud the gateway names it, and nobody else may."""
    context = event.get("requestContext", {})
    headers = {str(name).lower(): str(value) for name, value in (event.get("headers") or {}).items()}
    body, path = body_of(event), str(event.get("rawPath") or "/")
    too_large = len(body) > (LARGEST_SHEET if path.rstrip("/") == SHEET else LARGEST_BODY)
    form, files = ({}, {}) if too_large else _sent(headers.get("content-type", ""), body)
    host = str(context.get("domainName", ""))
    base = f"http://{headers.get('host', host)}" if is_local else f"https://{host}"
    return WebRequest(
        method=str(context.get("http", {}).get("method", "GET")).upper(),
        path=path,
        base=base,
        query=_fields(str(event.get("rawQueryString", ""))),
        form=form,
        cookies=_cookies(event.get("cookies") or headers.get("cookie", "").split("; ")),
        headers=headers,
        too_large=too_large,
        files=files,
    )


def _sent(content_type: str, body: bytes) -> "tuple[Mapping[str, str], Mapping[str, SentFile]]":
    if not content_type.lower().startswith("multipart/"):
        return _fields(body.decode("utf-8", "replace")), {}
    from shared.adapters.web.multipart import parts_of

    return parts_of(content_type, body) or ({}, {})


def _fields(text: str) -> dict[str, str]:
    try:
        read = parse_qs(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="replace")
    except ValueError:
        return {}
    return {name: values[-1] for name, values in read.items()}


def _cookies(given: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in given:
        try:
            found |= {name: morsel.value for name, morsel in SimpleCookie(str(one)).items()}
        except CookieError:  # somebody else's, or nonsense: what we set can be read
            continue
    return found
