"""A Feishu that answers from samples, and a clock that moves only when somebody waits."""

import json
from collections import defaultdict, deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import parse_qs, urlsplit

import httpx

from shared.adapters.im.feishu.client import Client
from shared.adapters.im.feishu.connect import connect
from shared.adapters.im.feishu.guesses import GUESSES, Guesses
from shared.adapters.im.feishu.settings import FeishuSettings
from shared.adapters.im.kit.http import Http
from shared.app.ports.im import IM
from shared.core.lang import both
from shared.core.model import Group
from tests.adapters.im.kit.clock import Clock

SAMPLES = Path(__file__).parents[3] / "recordings" / "feishu"
BASE = "https://feishu.test"
ACCOUNTS = "https://accounts.feishu.test"
T = TypeVar("T")


def sample(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    return found


class Said(NamedTuple):
    """One canned answer."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = {}


class Asked(NamedTuple):
    method: str
    path: str
    query: dict[str, list[str]]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def said(body: str | Mapping[str, Any], status: int = 200, **headers: str) -> Said:
    """A sample by its name, or a body as it is."""
    content = sample(body) if isinstance(body, str) else body
    return Said(json.dumps(content).encode(), status, {k.replace("_", "-"): v for k, v in headers.items()})


def refusal(code: int, status: int = 400, msg: str = "no") -> Said:
    return said({"code": code, "msg": msg}, status)


class Feishu(httpx.BaseTransport):
    """Answers each path in the order in which answers were laid out; the last one again and again."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self._answers: defaultdict[str, deque[Said | Exception]] = defaultdict(deque)
        self.lay("auth/v3/tenant_access_token/internal", said("token"))

    def lay(self, path: str, *answers: Said | Exception) -> "Feishu":
        self._answers[path] = deque(answers)
        return self

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = urlsplit(str(request.url))
        path = url.path.removeprefix("/open-apis/")
        query = parse_qs(url.query)
        self.asked.append(Asked(request.method, path, query, dict(request.headers), request.read()))
        answers = self._answers[path]
        answer = answers.popleft() if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status, headers=dict(answer.headers), content=answer.body)

    def to(self, path: str) -> list[Asked]:
        return [asked for asked in self.asked if asked.path == path]


class Stage:
    """The adapter under test, with what it talks to."""

    def __init__(self, guesses: Guesses = GUESSES, **settings: Any) -> None:
        self.clock = Clock()
        self.feishu = Feishu()
        self.http = Http(transport=self.feishu, sleep=self.clock.sleep)
        self.settings = FeishuSettings(
            "feishu", both("飞书", "Feishu"), BASE, ACCOUNTS, "cli_us", "s3cret", guesses=guesses
        )._replace(**settings)

    @property
    def im(self) -> IM:
        return connect(self.settings, self.http, self.clock.now, self.clock.sleep)

    @property
    def client(self) -> Client:
        return Client(self.settings, self.http, self.clock.now, self.clock.sleep)


def listed(im: IM) -> list[Group]:
    """What all pages of the listing show."""
    found, token, is_over = list[Group](), "", False
    while not is_over:
        page = must(im.groups)(token)
        found += page.groups
        token, is_over = page.next, not page.next
    return found


def must(capability: T | None) -> T:
    """A capability that Feishu has."""
    assert capability is not None
    return capability
