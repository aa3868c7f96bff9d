"""Serves the desk on loopback: its files, what it shows and what it does; to pages of its own and to nobody else's."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from local.desk.deeds import Deeds
from local.desk.operator import Operator
from local.desk.phone import Phone
from local.desk.subjects import Subjects
from local.desk.views import Views
from local.im.platform import Simulated
from local.im.wire import Answer, Request, Server

Json = dict[str, Any]

WEB = Path(__file__).with_name("web")
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_HOSTS = frozenset({"127.0.0.1", "localhost"})
_POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)


class Desk:
    """Listens from the moment it is made; `url` is where to look."""

    def __init__(
        self,
        simulated: Sequence[Simulated],
        operator: Operator | None = None,
        port: int = 0,
        *,
        gateway: str = "",
    ) -> None:
        """`gateway`: the stack's own address, behind which the product's pages are; empty: there are none to show."""
        simulators = {platform.id: simulator for platform, simulator in simulated}
        platforms = [platform for platform, _ in simulated]
        self.subjects = Subjects(tuple(simulators.values()))
        self.phone = Phone(gateway, simulators) if gateway else None
        self._views = Views(platforms, simulators, self.subjects, self.phone.url if self.phone else "")
        self._deeds = Deeds(simulators, self.subjects, operator)
        policy = _POLICY + (f"; frame-src {self.phone.origin}" if self.phone else "")
        self._files = _files("", WEB, policy)
        for platform in platforms:
            self._files |= _files(f"/platforms/{platform.id}", platform.web, policy)
        self._server = Server(port, self._answer)
        if self.phone:
            self.phone.desk = self._server.base_url
        self._server.start()

    @property
    def url(self) -> str:
        return self._server.base_url + "/"

    def stop(self) -> None:
        self._server.stop()
        if self.phone:
            self.phone.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _answer(self, request: Request) -> Answer:
        if not _is_ours(request):
            return _said(403, {"error": "the desk is for its own page on this machine"})
        path = unquote(request.path)
        if request.method == "GET" and not path.startswith("/api/"):
            return self._files.get("/index.html" if path == "/" else path, _said(404, {"error": "not found"}))
        try:
            return _said(200, self._done(request.method, path.removeprefix("/api/").split("/"), request.body))
        except (KeyError, TypeError, ValueError) as problem:
            return _said(400, {"error": str(problem.args[0]) if problem.args else "wrong"})

    def _done(self, method: str, path: list[str], body: bytes) -> Any:
        what, *names = path
        if method == "POST":
            return self._deeds.all[what](**json.loads(body or b"{}")) or {"ok": True}
        return self._shown()[what](*names)

    def _shown(self) -> Mapping[str, Callable[..., Any]]:
        return {
            "desk": self._views.desk,
            "people": self._views.person,
            "groups": self._views.group,
            "operator": self._deeds.operators_view,
        }


def _is_ours(request: Request) -> bool:
    """Another site's page can neither read the desk nor press its buttons: it would need a header that it cannot send."""
    host = request.headers.get("host", "")
    if urlsplit(f"//{host}").hostname not in _HOSTS:
        return False
    origin = request.headers.get("origin")
    if origin is not None and origin != f"http://{host}":
        return False
    return request.method in {"GET", "HEAD"} or request.headers.get("x-desk") == "1"


def _files(under: str, folder: Path, policy: str) -> dict[str, Answer]:
    return {f"{under}/{path.name}": _file(path, policy) for path in folder.iterdir() if path.suffix in _TYPES}


def _file(path: Path, policy: str) -> Answer:
    return Answer(200, path.read_bytes(), _headers(f"{_TYPES[path.suffix]}; charset=utf-8", policy))


def _said(status: int, value: object) -> Answer:
    body = json.dumps(value, ensure_ascii=False).encode(errors="surrogatepass")
    return Answer(status, body, _headers("application/json; charset=utf-8", _POLICY))


def _headers(content_type: str, policy: str) -> tuple[tuple[str, str], ...]:
    return (*_ALWAYS, ("Content-Security-Policy", policy), ("Content-Type", content_type))
