"""One connection, many threads: one token for all of them, no moment given twice, every call counted, each its own end."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

import httpx
import pytest

from shared.adapters.im.feishu.client import Client
from shared.adapters.im.feishu.connect import AT_ONCE
from shared.adapters.im.feishu.settings import FeishuSettings
from shared.adapters.im.feishu.wire import CHATS, NOTICE, TOKEN, call, json_bytes, limits_of
from shared.adapters.im.kit.deadline import Deadline
from shared.adapters.im.kit.http import Http, Request
from shared.adapters.im.kit.pace import Pace
from shared.adapters.im.kit.token import Held, Token
from shared.core.errors import PlatformUnavailable
from shared.core.lang import both
from tests.adapters.im.feishu.stage import ACCOUNTS, BASE, Stage, said
from tests.adapters.im.kit.clock import START, Clock

T = TypeVar("T")
LONG = 30.0
SETTINGS = FeishuSettings("feishu", both("飞书", "Feishu"), BASE, ACCOUNTS, "cli_us", "s3cret")
LIST = call(CHATS)


def at_once(size: int, work: Callable[[], T]) -> list[T | Exception]:
    """What came of it in each of so many threads."""
    ends: list[T | Exception] = []

    def one() -> None:
        try:
            ends.append(work())
        except Exception as error:  # noqa: BLE001 — whatever it is, the test looks at it
            ends.append(error)

    threads = [threading.Thread(target=one) for _ in range(size)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    return ends


class Counted:
    """A lock that says when so many are there."""

    def __init__(self, size: int) -> None:
        self.everybody = threading.Event()
        self._lock, self._inner = threading.Lock(), threading.Lock()
        self._left = size

    def __enter__(self) -> None:
        with self._inner:
            self._left -= 1
            if self._left <= 0:
                self.everybody.set()
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def fetching(size: int, error: PlatformUnavailable | None = None) -> tuple[Token, list[int]]:
    """A token that is fetched when so many want it; its first fetch may fail."""
    asked: list[int] = []

    def fetch() -> Held:
        asked.append(len(asked) + 1)
        assert lock.everybody.wait(LONG)
        if error is not None and len(asked) == 1:
            raise error
        return Held(f"t-{len(asked)}", START + timedelta(hours=2))

    token, lock = Token(fetch, Clock().now, timedelta(minutes=30)), Counted(size)
    token._lock = lock  # type: ignore[assignment]
    return token, asked


def test_one_thread_fetches_a_token_and_the_others_wait_for_it() -> None:
    token, asked = fetching(8)
    assert at_once(8, token.value) == ["t-1"] * 8
    assert len(asked) == 1


def test_whoever_waited_for_a_fetch_that_failed_does_not_try_it_again_one_by_one() -> None:
    trouble = PlatformUnavailable("feishu", TOKEN.name, "ReadTimeout")
    token, asked = fetching(8, trouble)
    assert at_once(8, token.value) == [trouble] * 8
    assert len(asked) == 1
    assert token.value() == "t-2", "who comes later tries"


def test_a_token_that_was_refused_to_many_at_once_is_dropped_once() -> None:
    token, asked = fetching(1)
    old = token.value()
    for _ in range(8):
        token.drop(old)
        assert token.value() == "t-2"
    assert len(asked) == 2


class Sleepers:
    """Nobody wakes before all are asleep; time does not pass."""

    def __init__(self, size: int) -> None:
        self.waits: list[float] = []
        self._barrier = threading.Barrier(size)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self._barrier.wait(LONG)


def test_many_who_want_the_same_moment_get_moments_of_their_own() -> None:
    sleepers = Sleepers(15)
    pace = Pace(0.5, Clock().now, sleepers.sleep)
    asked = tuple(limits_of(call(NOTICE, "oc")))
    assert at_once(25, lambda: pace.wait(asked)) == [0.0] * 25
    assert sorted(sleepers.waits) == [1.0] * 10 + [2.0] * 5, "ten a second"


def test_a_moment_beyond_the_deadline_is_refused_and_left_to_others() -> None:
    clock = Clock()
    pace = Pace(0.5, clock.now, clock.sleep)
    asked = tuple(limits_of(call(NOTICE, "oc")))
    for _ in range(10):
        assert pace.wait(asked, 0.5) == 0.0
    assert [pace.wait(asked, 0.5) for _ in range(20)] == [1.0] * 20
    assert clock.waits == []
    clock.pass_(0.6)
    assert pace.wait(asked, 0.5) == 0.0
    assert clock.waits == [pytest.approx(0.4)]


def test_a_call_that_would_wait_beyond_its_thread_s_end_is_not_made() -> None:
    stage = Stage()
    stage.feishu.lay("im/v1/chats", said({"code": 0, "data": {}}))
    client = Client(stage.settings._replace(share=0.5), stage.http, stage.clock.now, stage.clock.sleep)
    for _ in range(25):
        client.ask(LIST)
    with stage.http.within(0.9), pytest.raises(PlatformUnavailable, match="paused") as refused:
        client.ask(LIST)
    assert refused.value.retry_after == pytest.approx(1.0)
    client.ask(LIST)
    assert client.made()["chats.list"] == 26


class Meeting(httpx.BaseTransport):
    """Answers when so many have asked at the same time."""

    def __init__(self, size: int) -> None:
        self._barrier = threading.Barrier(size)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if "tenant_access_token" not in request.url.path:
            self._barrier.wait(LONG)
        body = {"code": 0, "tenant_access_token": "t-1", "expire": 7200}
        return httpx.Response(200, content=json_bytes(body))


def test_as_many_calls_as_there_are_threads_are_under_way_at_once_and_all_are_counted() -> None:
    http = Http(transport=Meeting(AT_ONCE))
    client = Client(SETTINGS._replace(share=None), http, Clock().now, Clock().sleep)

    def ten() -> None:
        for _ in range(10):
            client.ask(LIST)

    assert at_once(AT_ONCE, ten) == [None] * AT_ONCE
    assert client.made() == {"tenant_access_token": 1, "chats.list": 10 * AT_ONCE}
    http.close()


def test_without_any_time_left_nothing_is_sent() -> None:
    stage = Stage()
    with stage.http.within(0), pytest.raises(PlatformUnavailable, match="no time left"):
        stage.http.send(Request("feishu", "chats.list", "GET", BASE))
    assert stage.feishu.asked == []


class _Monotonic:
    at = 100.0

    def __call__(self) -> float:
        return self.at


def test_an_end_within_an_end_is_the_earlier_of_the_two() -> None:
    deadline = Deadline(_Monotonic())
    assert deadline.remaining() is None
    with deadline.within(10):
        with deadline.within(12):
            assert deadline.remaining() == 10
        with deadline.within(3):
            assert deadline.remaining() == 3
        assert deadline.remaining() == 10
        with deadline.within(-1):
            assert deadline.remaining() == 0
    assert deadline.remaining() is None


def test_the_time_that_a_thread_has_begins_where_it_was_asked_for() -> None:
    clock = _Monotonic()
    deadline = Deadline(clock)
    given = deadline.within(10)
    clock.at += 4
    with given:
        assert deadline.remaining() == 6


def test_a_clock_that_is_set_back_makes_nobody_wait_for_what_was_reserved_before() -> None:
    clock = Clock()
    pace = Pace(0.5, clock.now, clock.sleep)
    asked = tuple(limits_of(call(NOTICE, "oc")))
    for _ in range(30):
        pace.wait(asked)
    clock.pass_(-86_400)
    clock.waits.clear()
    began: datetime = clock.now()
    for _ in range(30):
        pace.wait(asked)
    assert max(clock.waits) <= 1.0
    assert (clock.now() - began).total_seconds() <= 3.0
