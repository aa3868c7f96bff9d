"""A browser in memory: keeps cookies, follows redirects, and sends the forms that it was shown."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any, NamedTuple, Protocol
from urllib.parse import parse_qs, urlencode, urlsplit

from shared.adapters.web.site import answer
from shared.app.ports.im import Login
from shared.core.account import Account
from shared.core.errors import LoginRefused
from tests.app.pages import WANG
from tests.fakes.ports import FakeWorld

BASE = "https://pages.example.com"
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


class Seen(NamedTuple):
    status: int
    body: str
    headers: Mapping[str, str]
    path: str
    """Where the browser is now, with its query."""

    def form(self, action: str, **holding: str) -> dict[str, str]:
        """The hidden fields of the first form that goes there and has these."""
        for form in re.findall(rf'<form[^>]*action="{action}"[^>]*>(.*?)</form>', self.body, re.DOTALL):
            fields = {name: unescape(value) for name, value in _HIDDEN.findall(form)}
            if holding.items() <= fields.items():
                return fields
        raise AssertionError(f"no form for {action} with {holding}")


class Peopled(Protocol):
    """A company whose pages somebody can open."""

    world: FakeWorld


class Browser:
    """`account`: whoever sits at it. The platform says so once for each code."""

    def __init__(self, office: Peopled, account: Account = WANG, language: str = "zh-CN") -> None:
        self.office = office
        self.account = account
        self.headers = {"user-agent": "Mozilla/5.0", "accept-language": language}
        self.cookies: dict[str, str] = {}
        self.addresses: list[str] = []
        """Everywhere it was, redirects included."""
        self.is_refused = False
        """Whether the platform says of nobody who they are."""
        self._used: set[str] = set()
        connected = office.world.ports.ims()
        ims = {
            name: im._replace(login=Login("pigeon post", _way, self._who)) for name, im in connected.items()
        }
        self.ports = office.world.ports._replace(ims=lambda: ims)

    def _who(self, code: str, back: str) -> Account:
        if self.is_refused or code in self._used or not back.startswith(BASE):
            raise LoginRefused("pigeon", "login", "used")
        self._used.add(code)
        return self.account

    def ask(self, method: str, address: str, form: Mapping[str, str] | None = None, **headers: str) -> Seen:
        """One request, without following where it leads."""
        url = urlsplit(address)
        self.addresses.append(address)
        event: dict[str, Any] = {
            "rawPath": url.path,
            "rawQueryString": url.query,
            "headers": self.headers | headers,
            "cookies": [f"{name}={value}" for name, value in self.cookies.items()],
            "requestContext": {"domainName": "pages.example.com", "http": {"method": method}},
            "body": urlencode(form or {}),
        }
        given = answer(event, self.ports)
        for cookie in given.get("cookies", ()):
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return Seen(given["statusCode"], given["body"], given["headers"], address)

    def get(self, address: str) -> Seen:
        return self._follow(self.ask("GET", address))

    def post(self, address: str, form: Mapping[str, str], **headers: str) -> Seen:
        return self._follow(self.ask("POST", address, form, **headers))

    def send(self, address: str, form: Mapping[str, str], **fields: str) -> Seen:
        """A form that was shown, with these fields filled in."""
        return self.post(address, {**form, **fields})

    def _follow(self, seen: Seen) -> Seen:
        for _ in range(9):
            to = seen.headers.get("location")
            if to is None:
                return seen
            seen = self.ask("GET", self._arrived(to))
        raise AssertionError("it goes round and round")

    def _arrived(self, to: str) -> str:
        """At the platform somebody says yes, and is sent back."""
        if not to.startswith("https://post.example"):
            assert to.startswith("/pages")
            return to
        asked = {name: values[0] for name, values in parse_qs(urlsplit(to).query).items()}
        code = f"code{len(self._used)}"
        return f"{asked['back'].removeprefix(BASE)}?{urlencode({'code': code, 'state': asked['state']})}"

    def file(self, **fields: str) -> Seen:
        """Fill in 「登记一个群」 and send it."""
        form = self.get("/pages/file").form("/pages/file")
        said = {"platform": "lantern", "name": "华东销售冲冲冲", "external": "no"}
        return self.post("/pages/file", form | said | fields)


def _way(back: str, state: str) -> str:
    return f"https://post.example/login?{urlencode({'back': back, 'state': state})}"
