"""Just enough HTTP/1.1 for a loopback server: connections that stay open, one thread each, and cuts on demand."""

import socket
from collections.abc import Callable, Mapping
from http import HTTPStatus
from socketserver import BaseRequestHandler, StreamRequestHandler, ThreadingTCPServer
from threading import Lock, Thread
from typing import NamedTuple, cast
from urllib.parse import urlsplit

_LONGEST_LINE = 65_536
_MOST_BODY = 16 << 20


class Request(NamedTuple):
    method: str
    path: str
    """As it was sent, still quoted."""
    query: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes


class Answer(NamedTuple):
    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    cut: bool = False
    """Nothing is answered; the connection ends."""


CUT = Answer(0, b"", cut=True)
Respond = Callable[[Request], Answer]


class Server(ThreadingTCPServer):
    """Listens on loopback only, from the moment it is made."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, port: int, respond: Respond) -> None:
        self.respond = respond
        self._open: set[socket.socket] = set()
        self._guard = Lock()
        super().__init__(("127.0.0.1", port), cast("type[BaseRequestHandler]", _Connection))

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def start(self) -> None:
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        """Ends every connection."""
        self.shutdown()
        self.server_close()
        with self._guard:
            left = list(self._open)
        for connection in left:
            _end(connection)

    def opened(self, connection: socket.socket) -> None:
        with self._guard:
            self._open.add(connection)

    def closed(self, connection: socket.socket) -> None:
        with self._guard:
            self._open.discard(connection)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news."""


class _Connection(StreamRequestHandler):
    disable_nagle_algorithm = True
    server: Server

    def setup(self) -> None:
        super().setup()
        self.server.opened(self.connection)

    def handle(self) -> None:
        while (request := self._read()) is not None:
            answer = self.server.respond(request)
            if answer.cut:
                _end(self.connection)
                return
            self.connection.sendall(_written(answer))
            if request.headers.get("connection", "").lower() == "close":
                return

    def finish(self) -> None:
        self.server.closed(self.connection)
        super().finish()

    def _read(self) -> Request | None:
        """None: the client is done, or is not speaking HTTP."""
        first = self.rfile.readline(_LONGEST_LINE).decode("latin-1").split()
        if len(first) != 3:
            return None
        headers = {}
        while (line := self.rfile.readline(_LONGEST_LINE)) not in {b"\r\n", b"\n", b""}:
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > _MOST_BODY:
            return None
        if headers.get("expect") == "100-continue":
            self.connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        target = urlsplit(first[1])
        return Request(first[0], target.path, target.query, headers, self.rfile.read(int(length)))


def _written(answer: Answer) -> bytes:
    lines = [f"HTTP/1.1 {answer.status} {_PHRASES.get(answer.status, 'Unknown')}"]
    lines += [f"{name}: {value}" for name, value in answer.headers]
    lines += [f"Content-Length: {len(answer.body)}", "", ""]
    return "\r\n".join(lines).encode("latin-1") + answer.body


_PHRASES = {status.value: status.phrase for status in HTTPStatus}


def _end(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
