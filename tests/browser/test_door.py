"""The desk's door: its own page and nobody else's, and nothing that a page could run from elsewhere."""

import http.client
import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from local.desk.server import Desk
from local.platforms import PLATFORMS
from tests.support_simulated import simulated


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with simulated(PLATFORMS[0]) as running, Desk((running,)) as opened:
        yield opened


def _ask(
    desk: Desk, method: str, path: str, headers: dict[str, str] | None = None, body: str = ""
) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(urlsplit(desk.url).netloc, timeout=5)
    try:
        connection.request(method, path, body or None, headers or {})
        response = connection.getresponse()
        response.read()
        return response
    finally:
        connection.close()


def test_it_listens_on_loopback_only(desk: Desk) -> None:
    assert urlsplit(desk.url).hostname == "127.0.0.1"


@pytest.mark.parametrize("path", ["/", "/desk.js", "/desk.css", "/api/desk"])
def test_every_answer_forbids_what_comes_from_elsewhere(path: str, desk: Desk) -> None:
    answer = _ask(desk, "GET", path)
    assert answer.status == 200
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self';")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "charset=utf-8" in answer.headers["Content-Type"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Desk": "1", "Origin": "http://evil.example"},
        {"X-Desk": "1", "Host": "desk.evil.example"},
        {"Origin": "null", "X-Desk": "1"},
    ],
)
def test_another_site_cannot_press_anything(headers: dict[str, str], desk: Desk) -> None:
    assert _ask(desk, "POST", "/api/clock", headers, '{"minutes": 60}').status == 403


def test_another_site_cannot_read_anything(desk: Desk) -> None:
    assert _ask(desk, "GET", "/api/desk", {"Host": "desk.evil.example"}).status == 403
    assert _ask(desk, "GET", "/api/desk", {"Origin": "http://evil.example"}).status == 403


@pytest.mark.parametrize("path", ["/../server.py", "/%2e%2e/server.py", "/web", "/nothing.js"])
def test_only_the_desk_s_own_files_are_given_out(path: str, desk: Desk) -> None:
    assert _ask(desk, "GET", path).status == 404


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/nothing", "{}"),
        ("/api/clock", "no JSON"),
        ("/api/clock", "[]"),
        ("/api/rename", '{"platform": "feishu", "group": "oc_nobody", "name": "x", "user": "nobody"}'),
        ("/api/rename", '{"platform": "nowhere", "group": "oc_nobody", "name": "x", "user": "nobody"}'),
        ("/api/run", '{"function": "ops"}'),
        ("/api/press", '{"user": 1}'),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(path: str, body: str, desk: Desk) -> None:
    assert _ask(desk, "POST", path, {"X-Desk": "1"}, body).status == 400


def test_without_a_stack_the_operator_s_corner_says_so(desk: Desk) -> None:
    connection = http.client.HTTPConnection(urlsplit(desk.url).netloc, timeout=5)
    connection.request("GET", "/api/operator")
    assert json.loads(connection.getresponse().read()) == {"connected": False}
    connection.close()
