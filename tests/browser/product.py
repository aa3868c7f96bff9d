"""The whole product in this process: the real use cases and the real Feishu adapter, on a ledger in memory."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from local.demo.policy import demo_policy
from local.feishu.simulator import Simulator
from local.feishu.wire import Answer, Request, Server
from shared.adapters.http import Http
from shared.adapters.im import CONNECT, HOOKS, Access
from shared.adapters.policy_file import parse_policy
from shared.app.absorb import Message, absorb
from shared.app.collect import collect
from shared.app.im import HookRequest
from shared.app.inspect import inspect
from shared.app.nudge import nudge
from shared.app.receive import Incoming, receive
from shared.core.checks import CHECKS
from shared.core.records import CheckState
from tests.fakes.ports import fake_ports

RUNS = {"collect": collect, "inspect": inspect, "nudge": nudge}


class SharedClock:
    """The product's clock, which is the simulator's."""

    def __init__(self, simulator: Simulator) -> None:
        self._clock = simulator.clock

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._clock.now(), UTC)


class Product:
    """Serves the webhooks of a simulator until it is stopped; what they queue is taken when `absorb` is called."""

    def __init__(self, simulator: Simulator) -> None:
        hook = simulator.options.webhook
        keys = {"encrypt_key": hook.encrypt_key, "verification_token": hook.verification_token}
        clock = SharedClock(simulator)
        secret = {"app_id": simulator.options.app.id, "app_secret": simulator.options.app.secret}
        access = Access(simulator.base_url, secret, Http(), clock.now, sleep=lambda _: None)
        self.world = fake_ports(
            policy=parse_policy(demo_policy(simulator.company).encode(), file="policy", checks=CHECKS),
            ims={"feishu": CONNECT["feishu"](access)},
            hooks={"feishu": (HOOKS["feishu"](), keys)},
        ).but(clock=clock)
        self.ports = self.world.ports
        self.requests: list[Request] = []
        self._server = Server(0, self._answer)
        self._server.start()
        simulator.subscribe(hook._replace(url=f"{self._server.base_url}/hooks/feishu"))

    def stop(self) -> None:
        self._server.stop()

    def run(self, function: str, event: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return RUNS[function](event or {}, self.ports)

    def release(self) -> None:
        """As an operator would who looked at thirty findings of each check."""
        states = self.ports.ledger().checks
        now = self.ports.clock.now()
        for state in list(states.all().values()):
            states.save(_reviewed(state, now))
        self.ports.ledger().runs.set_cursor("inspect:again", "released")

    def absorb(self) -> None:
        """Everything that waits in both queues."""
        waiting = self.world.events.taken() + self.world.answers.taken()
        absorb([Message(str(n), body) for n, body in enumerate(waiting)], self.ports)

    def _answer(self, request: Request) -> Answer:
        self.requests.append(request)
        incoming = HookRequest(request.method, request.query, request.headers, request.body)
        reply = receive(Incoming("feishu", incoming), self.ports)
        return Answer(reply.status, reply.body.encode(), (("Content-Type", reply.content_type),))


def _reviewed(state: CheckState, now: datetime) -> CheckState:
    return state._replace(released_at=now, released_by="运营", right=30, reviewed=30)


def said(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
