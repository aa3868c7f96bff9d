"""The pages of a company in memory, served on loopback: what a browser sees is what the function answers."""

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import parse_qs, urlencode, urlsplit

from shared.adapters.web.site import answer
from shared.app.ports.im import Login
from shared.core.account import Account
from tests.adapters.web.browsing import Peopled
from tests.app.pages import WANG


class Served:
    """Whoever goes to the login is `account`."""

    def __init__(self, office: Peopled, account: Account = WANG) -> None:
        self.account = account
        self.answers: list[dict[str, Any]] = []
        """Everything that was answered."""
        connected = office.world.ports.ims()
        ims = {name: im._replace(login=self._login()) for name, im in connected.items()}
        self.ports = office.world.ports._replace(ims=lambda: ims, is_local=True)
        self.base = ""

    def _login(self) -> Login:
        def way(back: str, state: str) -> str:
            return f"{self.base}/somewhere-else?{urlencode({'back': back, 'state': state})}"

        return Login("pigeon post", way, lambda *_: self.account)

    def answer(self, event: dict[str, Any]) -> dict[str, Any]:
        if event["rawPath"] == "/somewhere-else":
            asked = {name: values[0] for name, values in parse_qs(event["rawQueryString"]).items()}
            said = urlencode({"code": "once", "state": asked["state"]})
            return {"statusCode": 303, "headers": {"location": f"{asked['back']}?{said}"}, "body": ""}
        given = answer(event, self.ports)
        self.answers.append(given)
        return given


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._do()

    def do_POST(self) -> None:
        self._do()

    def _do(self) -> None:
        url = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        context = {"domainName": "pages.example", "http": {"method": self.command}}
        event = {
            "rawPath": url.path,
            "rawQueryString": url.query,
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "requestContext": context,
            "body": base64.b64encode(body).decode(),
            "isBase64Encoded": True,
        }
        given = cast(Served, cast(Any, self.server).served).answer(event)
        text: str = given["body"]
        data = base64.b64decode(text) if given.get("isBase64Encoded") else text.encode()
        self.send_response(given["statusCode"])
        for name, value in given["headers"].items():
            self.send_header(name, value)
        for cookie in given.get("cookies", ()):
            self.send_header("set-cookie", cookie)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Tests read what was answered."""


@contextmanager
def served(office: Peopled, account: Account = WANG) -> Iterator[Served]:
    site = Served(office, account)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    cast(Any, server).served = site
    site.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
