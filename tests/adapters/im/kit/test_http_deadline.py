"""A call ends at its deadline, although its server never stops to send a little more."""

import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from shared.adapters.im.kit import http as http_module
from shared.adapters.im.kit.deadline import Deadline
from shared.adapters.im.kit.http import Http, Request
from shared.core.errors import OutcomeUnknown, PlatformUnavailable
from tests.adapters.im.kit.trickling import trickling

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"


@pytest.fixture
def http(monkeypatch: pytest.MonkeyPatch) -> Iterator[Http]:
    """Of which a whole call has a third of a second, and each wait for bytes far more."""
    monkeypatch.setattr(http_module, "WHOLE_SECONDS", 0.3)
    made = Http()
    yield made
    made.close()


@pytest.mark.parametrize("at_once", [b"", b"HTTP/1.1 200 OK\r\nX-A: ", HEAD], ids=["status", "head", "body"])
@pytest.mark.parametrize(("effect", "kind"), [(False, PlatformUnavailable), (True, OutcomeUnknown)])
def test_a_server_that_trickles_costs_one_call_s_time_and_no_more(
    http: Http, at_once: bytes, *, effect: bool, kind: type[Exception]
) -> None:
    with trickling(at_once) as url, pytest.raises(kind, match="ReadTimeout"):
        http.send(Request("pigeon", "chats.list", "GET", url, effect=effect))


def test_the_next_call_has_all_of_its_own_time_and_another_connection(http: Http) -> None:
    with trickling(HEAD) as url, pytest.raises(PlatformUnavailable):
        http.send(Request("pigeon", "chats.list", "GET", url))
    with trickling(b"HTTP/1.1 204 No Content\r\n\r\n") as url:
        assert http.send(Request("pigeon", "chats.list", "GET", url)).status == 204


def test_it_is_httpx_s_own_waits_that_would_never_end() -> None:
    """What is tested above is needed: with a time for each read alone the same server keeps its caller waiting."""
    received = 0
    with trickling(HEAD) as url, httpx.Client(timeout=0.2) as plain, plain.stream("GET", url) as answer:
        for chunk in answer.iter_raw():
            received += len(chunk)
            if received >= 10:  # half a second: twice the time of one read
                return
    pytest.fail("httpx ends such a call by itself")


class _Clock:
    at = 100.0

    def __call__(self) -> float:
        return self.at


def test_a_wait_is_cut_at_the_deadline_and_none_begins_after_it() -> None:
    clock = _Clock()
    deadline = Deadline(clock)
    assert deadline.left(None, TimeoutError) is None
    with deadline.within(12):
        assert deadline.left(None, TimeoutError) == 12
        assert deadline.left(3, TimeoutError) == 3
        clock.at += 10
        assert deadline.left(3, TimeoutError) == 2
        assert not deadline.is_over()
        clock.at += 2
        assert deadline.is_over()
        with pytest.raises(TimeoutError):
            deadline.left(3, TimeoutError)
    assert deadline.left(3, TimeoutError) == 3
    assert not deadline.is_over(), "no call is under way"


def test_each_thread_has_a_deadline_of_its_own() -> None:
    clock = _Clock()
    deadline = Deadline(clock)
    seen: list[Any] = []
    with deadline.within(5):
        other = threading.Thread(target=lambda: seen.append(deadline.left(9, TimeoutError)))
        other.start()
        other.join()
        assert deadline.left(9, TimeoutError) == 5
    assert seen == [9]


def test_tls_is_spoken_within_the_deadline_too(http: Http) -> None:
    """A server that takes the connection and never shakes hands."""
    with trickling(b"") as url, pytest.raises(PlatformUnavailable):
        http.send(Request("pigeon", "chats.list", "GET", url.replace("http://", "https://")))
