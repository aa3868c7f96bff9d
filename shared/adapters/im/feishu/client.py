"""Makes one call: paced, with a token, asked again only where that is certainly harmless. For several threads."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from threading import Lock

from shared.adapters.im.feishu.codes import Meaning
from shared.adapters.im.feishu.settings import FeishuSettings
from shared.adapters.im.feishu.wire import (
    MINUTE,
    SECOND,
    TOKEN,
    Api,
    Call,
    Query,
    Reply,
    call,
    error_of,
    json_bytes,
    limits_of,
    means,
    read,
)
from shared.adapters.im.kit.fields import Json, is_token, rows, text, whole
from shared.adapters.im.kit.http import Http, Request
from shared.adapters.im.kit.pace import Bound, Pace
from shared.adapters.im.kit.pages import every_page
from shared.adapters.im.kit.token import Held, Token
from shared.core.errors import PlatformUnavailable

RENEW_BELOW = timedelta(minutes=30)
"""With more than this left the vendor answers with the same token; with less, with a new one, and both hold."""
PATIENCE = 5.0
"""Seconds that a reading waits by itself after it was refused for its frequency; for longer it is left to the next run."""
REPEATS = 2
"""Of a reading that was refused for its frequency."""


class Client:
    def __init__(
        self,
        settings: FeishuSettings,
        http: Http,
        now: Callable[[], datetime],
        sleep: Callable[[float], None],
    ) -> None:
        self.settings = settings
        self.now = now
        self.calls: Counter[str] = Counter()
        """Made so far, by API."""
        self._counting = Lock()
        self._http = http
        self._token = Token(self._fetched, now, RENEW_BELOW)
        self._pace = Pace(settings.share, now, sleep)

    def ask(self, asked: Call) -> Reply:
        """The reply, of code 0. Raises a PlatformError (see `codes`)."""
        renewed, repeats = False, 0
        while True:
            token = self._token.value() if asked.api.is_ours else ""
            reply = self._once(asked, token or asked.bearer)
            if reply.code == "0":
                return reply
            meaning = means(asked.api, reply)
            if meaning is Meaning.EXPIRED and not renewed and token:
                renewed = True
                self._token.drop(token)
            elif meaning is Meaning.THROTTLED and repeats < self._repeats(asked.api, reply):
                repeats += 1
            else:
                raise error_of(self.settings.id, asked.api, reply)

    def _fetched(self) -> Held:
        secret = {"app_id": self.settings.app_id, "app_secret": self.settings.app_secret}
        reply = self.ask(call(TOKEN, body=json_bytes(secret)))
        value = text(reply.body.get("tenant_access_token"))
        if not is_token(value):
            raise PlatformUnavailable(self.settings.id, TOKEN.name, "no token", support_id=reply.support_id)
        return Held(value, self.now() + timedelta(seconds=whole(reply.body.get("expire")) or 0))

    def made(self) -> dict[str, int]:
        """The calls so far, by API."""
        with self._counting:
            return dict(self.calls)

    def page(self, api: Api, token: str, *ids: str, query: Query = (), size: int) -> tuple[Json, str]:
        """One page's data, and the token of the next one (empty: it was the last).

        Raises PlatformUnavailable where it leads nowhere.
        """
        asked = [*query, ("page_size", str(size)), ("page_token", token)]
        reply = self.ask(call(api, *ids, query=asked))
        if reply.data.get("has_more") is not True:
            return reply.data, ""
        following = text(reply.data.get("page_token"))
        if following in {"", token}:
            raise PlatformUnavailable(self.settings.id, api.name, "page_token", support_id=reply.support_id)
        return reply.data, following

    def pages(self, api: Api, *ids: str, query: Query = (), size: int) -> Iterator[Json]:
        """The data of every page. Raises PlatformUnavailable where the list cannot be followed to its end."""
        return every_page(
            lambda token: self.page(api, token, *ids, query=query, size=size),
            lambda: PlatformUnavailable(self.settings.id, api.name, "page_token"),
        )

    def items(self, api: Api, *ids: str, query: Query = (), size: int) -> Iterator[Json]:
        """The items of every page."""
        for data in self.pages(api, *ids, query=query, size=size):
            yield from rows(data.get("items"))

    def _once(self, asked: Call, token: str) -> Reply:
        headers = {"content-type": "application/json; charset=utf-8"} if asked.body is not None else {}
        if token:
            headers["authorization"] = f"Bearer {token}"
        self._hold(asked)
        api = asked.api
        with self._counting:
            self.calls[api.name] += 1
        url = self.settings.base_url + asked.url
        sent = Request(self.settings.id, api.name, api.method, url, headers, asked.body, api.effect)
        reply = read(self._http.send(sent))
        if means(api, reply) is Meaning.THROTTLED:
            self._pace.hold_back(api.name, reply.retry_after, self._narrowed(reply))
        return reply

    def _narrowed(self, reply: Reply) -> Bound | None:
        if not reply.limit:
            return None
        by_minute = (reply.retry_after or 0) > 1 and self.settings.guesses.reset_tells_window
        return Bound(reply.limit, MINUTE if by_minute else SECOND)

    def _hold(self, asked: Call) -> None:
        """Wait as the limits ask for; where that would be long, or beyond this thread's deadline, say so instead."""
        pause = self._pace.pause(asked.api.name)
        if pause <= PATIENCE:
            pause = self._pace.wait(limits_of(asked), self._http.remaining())
        if pause > 0:
            error = PlatformUnavailable(self.settings.id, asked.api.name, "paused")
            error.retry_after = pause
            raise error

    @staticmethod
    def _repeats(api: Api, reply: Reply) -> int:
        """How often a refused call is worth repeating here: what has an effect never is, its key's owner decides."""
        return 0 if api.effect or (reply.retry_after or 0) > PATIENCE else REPEATS
