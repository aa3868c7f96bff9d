"""Every way in which a call can fail is either "certainly nothing came of it" or "nobody can tell"."""

import httpx
import pytest

from shared.adapters.im.kit.http import TRIES, Answer, Http, Request
from shared.core.errors import OutcomeUnknown, PlatformUnavailable

BEFORE = {
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
}
"""The connection was not made, so nothing has left."""


def _leaves(kind: type[httpx.TransportError]) -> set[type[httpx.TransportError]]:
    below = kind.__subclasses__()
    return {kind} if not below else set().union(*(_leaves(one) for one in below))


AFTER = _leaves(httpx.TransportError) - BEFORE
READ = Request("pigeon", "chats.list", "GET", "https://pigeon.test/x", {"authorization": "Bearer t-secret"})
SEND = READ._replace(method="POST", call="messages.create", body=b"{}", effect=True)


class Failing(httpx.BaseTransport):
    """Fails as often as told, then answers."""

    def __init__(self, error: Exception, times: int = 99) -> None:
        self.error = error
        self.times = times
        self.asked = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        if self.asked <= self.times:
            raise self.error
        return httpx.Response(418, headers={"X-Tt-Logid": "L1"}, content=b"short and stout")


def _http(transport: httpx.BaseTransport) -> tuple[Http, list[float]]:
    waits: list[float] = []
    return Http(transport=transport, sleep=waits.append), waits


@pytest.mark.parametrize("kind", sorted(BEFORE, key=str))
@pytest.mark.parametrize("request_", [READ, SEND], ids=["reading", "sending"])
def test_without_a_connection_certainly_nothing_happened(
    kind: type[httpx.TransportError], request_: Request
) -> None:
    failing = Failing(kind("no"))
    http, waits = _http(failing)
    with pytest.raises(PlatformUnavailable):
        http.send(request_)
    assert failing.asked == TRIES
    assert len(waits) == TRIES - 1
    assert all(0 < wait <= 2 for wait in waits)


@pytest.mark.parametrize("kind", sorted(AFTER, key=str))
def test_a_sending_that_may_have_left_is_never_repeated_and_never_assumed(
    kind: type[httpx.TransportError],
) -> None:
    failing = Failing(kind("no"))
    http, waits = _http(failing)
    with pytest.raises(OutcomeUnknown):
        http.send(SEND)
    assert (failing.asked, waits) == (1, [])


@pytest.mark.parametrize("kind", sorted(AFTER, key=str))
def test_a_reading_that_fails_on_the_way_is_left_for_another_time(kind: type[httpx.TransportError]) -> None:
    http, _ = _http(Failing(kind("no")))
    with pytest.raises(PlatformUnavailable):
        http.send(READ)


def test_a_connection_that_is_made_at_the_second_try_is_all_that_was_needed() -> None:
    http, waits = _http(Failing(httpx.ConnectError("refused"), times=1))
    assert http.send(SEND) == Answer(418, {"x-tt-logid": "L1", "content-length": "15"}, b"short and stout")
    assert len(waits) == 1


def test_no_error_repeats_a_header_or_an_address() -> None:
    http, _ = _http(Failing(httpx.LocalProtocolError("Illegal header value b'Bearer t-secret'")))
    with pytest.raises(OutcomeUnknown) as caught:
        http.send(SEND)
    assert "secret" not in str(caught.value)
    assert str(caught.value) == "pigeon messages.create: LocalProtocolError"


def test_what_cannot_be_an_address_is_never_a_guess_about_a_message() -> None:
    http, _ = _http(Failing(AssertionError("nothing may be sent")))
    with pytest.raises(PlatformUnavailable):
        http.send(SEND._replace(url="https://pigeon.test:port/"))


def test_a_closed_client_is_opened_again_when_it_is_needed() -> None:
    http, _ = _http(Failing(AssertionError(), times=0))
    http.close()
    assert http.send(READ).status == 418
    http.close()
    assert http.send(READ).status == 418
