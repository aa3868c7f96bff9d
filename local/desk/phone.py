"""The pages as the desk's phone shows them: in a frame of the desk, to somebody who is in their messenger and so is logged in.

What is deployed forbids frames and knows no such thing; only what comes through here is let into a frame, and only the desk's.
"""

from collections.abc import Iterator, Mapping
from http.client import HTTPConnection
from http.cookies import CookieError, SimpleCookie
from typing import NamedTuple
from urllib.parse import quote, unquote, urlencode, urlsplit

from local.desk.front import forwarded
from local.im.simulator import Simulator
from local.im.wire import Answer, Request, Server

_HOLDER = "desk-phone"
"""The cookie that says whose phone it is."""
_NO_FRAMES = "frame-ancestors 'none'"
_PATIENCE = 20.0
"""Seconds."""


class _Holder(NamedTuple):
    """Whose phone it is."""

    platform: str
    person: str
    language: str
    """As browsers name it."""

    def written(self) -> str:
        return "/".join(quote(part, safe="") for part in self)


class Phone:
    """Listens from the moment it is made."""

    def __init__(self, gateway: str, simulators: Mapping[str, Simulator], port: int = 0) -> None:
        """`gateway`: the stack's own address, without a slash at the end. `simulators`: by platform."""
        self.desk = ""
        """Where it is shown: the origin of the desk."""
        self._gateway = urlsplit(gateway)
        self._simulators = simulators
        self._server = Server(port, self._answer)
        self._server.start()

    @property
    def url(self) -> str:
        """Behind it: `/PLATFORM/PERSON/LANGUAGE`, and it is theirs."""
        return f"{self._server.base_url}/as"

    @property
    def origin(self) -> str:
        return self._server.base_url

    def stop(self) -> None:
        self._server.stop()

    def _answer(self, request: Request) -> Answer:
        if request.path.startswith("/as/"):
            return _handed_over(request.path.removeprefix("/as/"))
        holder = _holder(request)
        answer = forwarded(self._gateway, _in_their_language(request, holder))
        return answer._replace(headers=tuple(self._headers(answer, holder)))

    def _headers(self, answer: Answer, holder: _Holder | None) -> Iterator[tuple[str, str]]:
        for name, value in answer.headers:
            said = name.lower()
            if said == "content-security-policy":
                yield name, value.replace(_NO_FRAMES, f"frame-ancestors {self.desk}")
            elif said == "location":
                yield name, self._let_in(value, holder)
            elif said != "x-frame-options":
                yield name, value

    def _let_in(self, to: str, holder: _Holder | None) -> str:
        """Whoever is sent to the login of the platform whose client they are in comes back from there at once."""
        simulator = self._simulators.get(holder.platform) if holder else None
        if holder is None or simulator is None or not to.startswith(f"{simulator.base_url}/"):
            return to
        try:
            through = simulator.through(to, holder.person)
        except KeyError:
            return to
        return _led(through) if through else to


def _read(written: str) -> _Holder | None:
    """None: it names nobody."""
    parts = [unquote(part) for part in written.split("/")]
    return _Holder(*parts) if len(parts) == 3 and all(parts) else None


def _holder(request: Request) -> _Holder | None:
    try:
        cookies = SimpleCookie(request.headers.get("cookie", ""))
    except CookieError:
        return None
    return _read(cookies[_HOLDER].value) if _HOLDER in cookies else None


def _handed_over(written: str) -> Answer:
    """From now on the phone is this person's, who opens 「我的群」."""
    holder = _read(written)
    if holder is None:
        return Answer(404, b"whose phone?", (("Content-Type", "text/plain"),))
    return Answer(
        303,
        b"",
        (
            ("Location", f"/pages/login?{urlencode({'by': holder.platform, 'to': '/pages'})}"),
            ("Set-Cookie", f"{_HOLDER}={holder.written()}; Path=/pages; HttpOnly; SameSite=Lax"),
            ("Cache-Control", "no-store"),
        ),
    )


def _in_their_language(request: Request, holder: _Holder | None) -> Request:
    if holder is None:
        return request
    return request._replace(headers={**request.headers, "accept-language": holder.language})


def _led(address: str) -> str:
    """Where the platform sends a browser that comes to this address; the address itself where it is asked something."""
    url = urlsplit(address)
    connection = HTTPConnection(url.netloc, timeout=_PATIENCE)
    try:
        connection.request("GET", f"{url.path}?{url.query}")
        return connection.getresponse().headers.get("Location", address)
    finally:
        connection.close()
