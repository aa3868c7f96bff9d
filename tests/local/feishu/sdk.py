"""The vendor's own client and dispatcher as judges of the simulator: nothing here knows how it is built."""

import json
import logging
import warnings
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from local.feishu.simulator import Feishu
from local.im.wire import Answer, Request, Respond, Server

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what the SDK brings along is older than this Python
    import lark_oapi
    from lark_oapi.core.model import RawRequest

logging.getLogger("Lark").setLevel(logging.CRITICAL)


class Sdk:
    """One client; its token cache is shared by everyone with the same app id, so every test has its own app."""

    def __init__(self, simulator: Feishu) -> None:
        app = simulator.options.app
        self.client: Any = (
            lark_oapi.Client.builder()
            .app_id(app.id)
            .app_secret(app.secret)
            .domain(simulator.base_url)
            .build()
        )

    def ask(self, method: str, request: Any, **fields: Any) -> Any:
        """`method` as in `im.v1.chat.list`; the fields are what the request's builder takes."""
        return attrgetter(method)(self.client)(built(request, **fields))

    def raw(self, method: str, path: str, value: Any = None) -> tuple[int, Any]:
        """A call for which the SDK has no model: (HTTP status, answer)."""
        request = (
            lark_oapi.BaseRequest.builder()
            .http_method(lark_oapi.HttpMethod[method])
            .uri(path)
            .token_types({lark_oapi.AccessTokenType.TENANT})
            .body(value)
            .build()
        )
        reply = self.client.request(request).raw
        return reply.status_code, json.loads(reply.content)


def built(kind: Any, **fields: Any) -> Any:
    builder = kind.builder()
    for name, value in fields.items():
        getattr(builder, name)(value)
    return builder.build()


def dispatching(handler: Any) -> Respond:
    """Hands what comes in to one of the SDK's handlers, with the headers spelt as it wants them."""

    def respond(request: Request) -> Answer:
        raw = RawRequest()
        raw.uri, raw.body = request.path, request.body
        raw.headers = {_SPELT.get(name, name): value for name, value in request.headers.items()}
        reply = handler.do(raw)
        return Answer(reply.status_code, reply.content, (("Content-Type", "application/json"),))

    return respond


_NAMES = ("X-Lark-Request-Timestamp", "X-Lark-Request-Nonce", "X-Lark-Signature")
_SPELT = {name.lower(): name for name in _NAMES}


def dispatcher(simulator: Feishu) -> Any:
    """A builder with the simulator's keys."""
    hook = simulator.hook
    return lark_oapi.EventDispatcherHandler.builder(hook.keys["encrypt_key"], hook.keys["verification_token"])


class Listener:
    """A webhook endpoint on loopback that keeps what it got."""

    def __init__(self, respond: Respond | None = None) -> None:
        self.got: list[Request] = []
        self.respond: Callable[[Request], Answer] = respond or (lambda _: Answer(200, b"{}"))
        self.server = Server(0, self._answer)
        self.server.start()

    @property
    def url(self) -> str:
        return f"{self.server.base_url}/hooks/feishu/events"

    def _answer(self, request: Request) -> Answer:
        self.got.append(request)
        return self.respond(request)
