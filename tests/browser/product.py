"""The whole product in this process: the real use cases, adapters and pages, on a ledger in memory."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from threading import Lock
from typing import Any

from local.demo.deployed import Operations
from local.demo.kept import Kept
from local.im.simulator import Simulator
from local.im.wire import Answer, Request, Server
from shared.adapters.im.kit.connecting import Surroundings, connect
from shared.adapters.im.kit.doors import opened
from shared.adapters.im.kit.http import Http
from shared.adapters.im.kit.vendor import Vendor
from shared.adapters.im.vendors import VENDORS_BY_ID
from shared.adapters.policy_file import published_policy
from shared.adapters.seal import Sealed
from shared.adapters.web.site import answer
from shared.app.collect.tick import collect
from shared.app.inbound.absorb import Message, absorb
from shared.app.inbound.webhook import Incoming, receive
from shared.app.inspect.tick import inspect
from shared.app.nudge.tick import nudge
from shared.app.ops.operate import operate
from shared.app.ports.im import IM, Hook, HookRequest
from shared.app.ports.ports import Ports
from shared.app.register.upload import register
from shared.bootstrap.world import world
from shared.core.policy.policy import Policy
from shared.core.policy.reading import default_policy
from shared.core.questions.catalogue import ALL
from tests.fakes.ports import fake_ports
from tests.platforms import EVERY

_FUNCTIONS: Mapping[str, Callable[[Mapping[str, Any], Ports], Any]] = {
    "collect": collect,
    "inspect": inspect,
    "nudge": nudge,
    "ops": operate,
    "register": register,
}


class SimulatedClock:
    """The product's clock, which is the simulator's."""

    def __init__(self, simulator: Simulator) -> None:
        self._clock = simulator.clock

    def now(self) -> datetime:
        return self._clock.moment()


class Product(Operations):
    """Serves the webhooks of simulators and the pages until it is stopped; what is queued is taken when somebody waits for it."""

    def __init__(self, *simulators: Simulator, vendors: Iterable[Vendor] = EVERY) -> None:
        """`vendors`: whose groups can be filed on the pages."""
        super().__init__(lambda function, event: _FUNCTIONS[function](event, self.ports))
        clock = SimulatedClock(simulators[0])
        seal, around = Sealed(lambda: "k" * 32, clock), world(vendors)
        self._http, self._one_at_a_time = Http(), Lock()
        self._world = fake_ports(
            ims={each.platform: self._connected(each, clock) for each in simulators},
            hooks={(each.platform, each.hook.door): _door(each) for each in simulators},
        ).but(clock=clock, policy=self._policy, seal=lambda: seal, world=lambda: around, is_local=True)
        self.ports = self._world.ports
        self.events = self._world.events
        self.requests_taken: list[Request] = []
        self._understood: tuple[str, Policy] = ("", default_policy(ALL))
        self._server = Server(0, self._answer)
        self._server.start()
        for each in simulators:
            address = f"{self._server.base_url}/hooks/{each.platform}/{each.hook.door}"
            each.subscribe(each.hook._replace(url=address))

    def _connected(self, simulator: Simulator, clock: SimulatedClock) -> IM:
        urls = {simulator.platform: simulator.base_url}
        around = Surroundings(urls, lambda: self._http, clock.now, 1.0, sleep=lambda _: None)
        return connect(VENDORS_BY_ID[simulator.platform], simulator.secret, around)

    def lead_to(self, pages: str) -> None:
        """From now on cards lead to these pages."""
        self._world = self._world.but(pages=pages)
        self.ports = self._world.ports

    def stop(self) -> None:
        self._server.stop()
        self._http.close()

    def upload(self, key: str, data: bytes) -> dict[str, Any]:
        self._world.bucket.write(key, data, "text/yaml")
        return dict(self._invoke("register", {"key": key}))

    def wait_until_taken(self) -> None:
        """Everything that waits in both queues."""
        waiting = self._world.events.taken() + self._world.answers.taken()
        assert absorb([Message(str(n), body) for n, body in enumerate(waiting)], self.ports) == []

    def kept(self) -> Iterator[Kept]:
        """What the fakes hold, as they write it."""
        yield from (Kept("table", repr(vars(part))) for part in self.ports.ledger())
        yield from (Kept("bucket", data.decode()) for data in self._world.bucket.objects.values())
        yield from (Kept("logs", repr(line)) for line in (*self._world.log.lines, *self._world.log.metrics))

    def _policy(self) -> Policy:
        current = self.ports.ledger().policy.current()
        version, data = current[:2] if current else ("", b"")
        if version != self._understood[0]:
            self._understood = (version, published_policy(data, ALL))
        return self._understood[1]

    @property
    def gateway(self) -> str:
        """Where the pages are, without their path."""
        return self._server.base_url

    def _answer(self, request: Request) -> Answer:
        if request.path == "/pages" or request.path.startswith("/pages/"):
            return self._page(request)
        self.requests_taken.append(request)
        incoming = HookRequest(request.method, request.query, request.headers, request.body)
        platform, door = request.path.rsplit("/", 2)[1:]
        reply = receive(Incoming(platform, door, incoming), self.ports)
        return Answer(reply.status, reply.body.encode(), (("Content-Type", reply.content_type),))

    def _page(self, request: Request) -> Answer:
        event = {
            "rawPath": request.path,
            "rawQueryString": request.query,
            "headers": request.headers,
            "requestContext": {"domainName": "pages.example", "http": {"method": request.method}},
            "body": b64encode(request.body).decode(),
            "isBase64Encoded": True,
        }
        with self._one_at_a_time:
            given = answer(event, self.ports)
        cookies = [("set-cookie", cookie) for cookie in given.get("cookies", ())]
        body = b64decode(given["body"]) if given.get("isBase64Encoded") else given["body"].encode()
        return Answer(given["statusCode"], body, (*given["headers"].items(), *cookies))


def _door(simulator: Simulator) -> tuple[Hook, Mapping[str, str]]:
    hook = simulator.hook
    found = opened(VENDORS_BY_ID[simulator.platform], hook.door, {hook.door: dict(hook.keys)})
    assert found is not None
    return found
