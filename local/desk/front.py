"""The pages under an address of their own, as they are in the cloud: the local gateway has them below a path of its own."""

from http.client import HTTPConnection, HTTPException
from typing import Self
from urllib.parse import SplitResult, urlsplit

from local.im.wire import Answer, Request, Server

_ITS_OWN = frozenset({"connection", "content-length", "date", "server", "transfer-encoding"})
"""Headers that each connection says for itself."""
_PATIENCE = 60.0
"""Seconds: a laptop's first worker is slow to start."""


class Front:
    """Listens from the moment it is made; `url` is where 「我的群」 is."""

    def __init__(self, gateway: str = "", port: int = 0) -> None:
        """`gateway`: as `lead_to`; empty: it is not known yet."""
        self.lead_to(gateway)
        self._server = Server(port, self._answer)
        self._server.start()

    @property
    def url(self) -> str:
        return f"{self._server.base_url}/pages"

    def lead_to(self, gateway: str) -> None:
        """From now on; `gateway` is the stack's own address, without a slash at the end."""
        self._gateway = urlsplit(gateway)

    def stop(self) -> None:
        self._server.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _answer(self, request: Request) -> Answer:
        return forwarded(self._gateway, request)


def forwarded(gateway: SplitResult, request: Request) -> Answer:
    """What the gateway answers to a request for one of the pages; nothing else is asked of it."""
    if not (request.path == "/pages" or request.path.startswith("/pages/")):
        return Answer(404, b"only the pages are here", (("Content-Type", "text/plain"),))
    headers = {name: value for name, value in request.headers.items() if name not in _ITS_OWN}
    path = f"{gateway.path}{request.path}" + (f"?{request.query}" if request.query else "")
    connection = HTTPConnection(gateway.netloc, timeout=_PATIENCE)
    try:
        connection.request(request.method, path, body=request.body or None, headers=headers)
        given = connection.getresponse()
        said = tuple((name, value) for name, value in given.getheaders() if name.lower() not in _ITS_OWN)
        return Answer(given.status, given.read(), said)
    except (OSError, HTTPException):
        return Answer(502, b"the local stack does not answer", (("Content-Type", "text/plain"),))
    finally:
        connection.close()
