"""A browser that somebody of the company sits at: real requests, cookies and forms, and a login that asks nothing."""

import re
from collections.abc import Sequence
from html import escape, unescape
from types import TracebackType
from typing import NamedTuple, Self

import httpx

from local.demo.forms import Form, forms_of
from local.im.simulator import Simulator

_PATIENCE = 60.0
"""Seconds: a laptop's first worker is slow to start."""
_LONGEST_WAY = 9
"""Redirects in a row."""


class PageFailed(Exception):
    """A page was not what whoever sat before it had reason to expect."""


class Screen(NamedTuple):
    status: int
    address: str
    html: str

    @property
    def forms(self) -> tuple[Form, ...]:
        return forms_of(self.html)

    def form(self, action: str, **holding: str) -> Form:
        """The first that goes there and has these. Raises PageFailed."""
        for form in self.forms:
            if form.action == action and holding.items() <= form.fields.items():
                return form
        raise PageFailed(f"{self.address} has no form for {action} with {holding} (status {self.status})")

    def link(self, words: str) -> str:
        """Where the first link leads that begins with these words. Raises PageFailed."""
        found = re.search(rf'<a [^>]*href="([^"]*)"[^>]*>\s*{re.escape(escape(words))}', self.html)
        if found is None:
            raise PageFailed(f"{self.address} has no link “{words}” (status {self.status})")
        return unescape(found[1])

    def says(self, words: str) -> Self:
        """Raises PageFailed where it does not."""
        if words not in unescape(self.html):
            raise PageFailed(f"{self.address} does not say “{words}” (status {self.status})")
        return self


class Browser:
    """Of one person, in the client of one platform; nobody is logged in at first."""

    def __init__(self, home: str, simulators: Sequence[Simulator], person: str) -> None:
        """`home`: where 「我的群」 is. `person`: `Person.id`; the first of the simulators that knows a login lets them in."""
        self._home = httpx.URL(home)
        self._simulators = {each.base_url: each for each in simulators}
        self._by = next((each.platform for each in simulators if each.through("", person)), "")
        self._person = person
        self._client = httpx.Client(timeout=_PATIENCE, headers={"accept-language": "zh-CN"}, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def open(self, path: str = "/pages") -> Screen:
        """By way of the login where they are not logged in."""
        return self._ask("GET", self._home.join(path))

    def send(self, form: Form, **said: str) -> Screen:
        """Raises PageFailed for what the form does not offer."""
        try:
            fields = form.filled(**said)
        except KeyError as missing:
            raise PageFailed(f"{form.action}: {missing.args[0]}") from None
        return self._ask("POST", self._home.join(form.action), fields)

    def _ask(self, method: str, url: httpx.URL, fields: dict[str, str] | None = None) -> Screen:
        headers = {"origin": _origin(self._home), "sec-fetch-site": "same-origin"} if fields else {}
        for _ in range(_LONGEST_WAY):
            given = self._client.request(method, url, data=fields, headers=headers)
            if not given.is_redirect:
                return Screen(given.status_code, url.path, given.text)
            method, url, fields, headers = "GET", self._led(url.join(given.headers["location"])), None, {}
        raise PageFailed(f"{self._home} goes round and round")

    def _led(self, url: httpx.URL) -> httpx.URL:
        """Of several logins they choose their own, and there they are let through as who they are."""
        if url.path == "/pages/login":
            return url.copy_merge_params({"by": self._by})
        asked = self._simulators.get(_origin(url))
        through = asked.through(str(url), self._person) if asked else None
        return url if through is None else httpx.URL(through)


def _origin(url: httpx.URL) -> str:
    return str(url.join("/")).rstrip("/")
