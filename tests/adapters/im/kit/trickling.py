"""A server that never stops to send a little more."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

DRIP = 0.05
ENDLESS = 200


class _Trickling:
    """Takes any request, sends `at_once`, and then a byte now and then until nobody listens any more."""

    def __init__(self, at_once: bytes) -> None:
        self._at_once = at_once
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while not self._stopped.is_set():
            try:
                taken, _ = self._socket.accept()
            except OSError:  # closed
                return
            with taken:
                self._drip(taken)

    def _drip(self, taken: socket.socket) -> None:
        try:
            taken.recv(65536)
            taken.sendall(self._at_once)
            for _ in range(ENDLESS):
                if self._stopped.wait(DRIP):
                    return
                taken.sendall(b"x")
        except OSError:  # whoever asked has hung up
            return

    def close(self) -> None:
        self._stopped.set()
        self._socket.close()
        self._thread.join(5)


@contextmanager
def trickling(at_once: bytes) -> Iterator[str]:
    server = _Trickling(at_once)
    try:
        yield f"http://127.0.0.1:{server.port}/"
    finally:
        server.close()
