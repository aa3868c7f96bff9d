"""Everything of the company on a laptop: the deployed stack, the simulated Feishu and the desk, on one clock."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from local.company.found import found
from local.company.weeks import ZONE
from local.demo.deployed import Deployed
from local.demo.policy import demo_policy
from local.desk.operator import Request
from local.desk.server import Desk
from local.feishu.options import Options
from local.feishu.simulator import Simulator
from local.im.clock import Clock
from local.stack import control as stack
from local.stack.record import save

START = datetime(2026, 9, 28, 8, 30, tzinfo=ZONE)
"""The Monday before 国庆."""
_FIRST = 30.0
"""Seconds that a worker may take to start."""
_POLICY = "policy/incoming/policy.yaml"

Say = Callable[[str], None]


class Product(Protocol):
    """The product as the demonstration uses it: deployed, or a test's own."""

    def run(self, function: str) -> dict[str, Any]: ...

    def operate(self, what: str, **given: Any) -> dict[str, Any]: ...

    def requests(self) -> list[Request]: ...

    def decide(self, request: str, *, grant: bool) -> dict[str, Any]: ...

    def upload(self, key: str, data: bytes) -> dict[str, Any]: ...

    def wait_until_taken(self) -> None:
        """Until everything that was queued has been taken."""
        ...


class Stage(NamedTuple):
    simulator: Simulator
    desk: Desk
    deployed: Product

    def set_clock(self, moment: datetime) -> None:
        """For everybody: the simulator and the deployed functions read the same file."""
        self.simulator.clock.set(moment)

    def close(self) -> None:
        """Ends everything and leaves nothing running."""
        self.desk.stop()
        self.simulator.stop()
        stack.down()


def opened(groups: int, say: Say) -> Stage:
    """From nothing to a stack that Feishu's webhooks reach; what ran here before is ended first."""
    say("正在组建公司和模拟飞书 · founding the company")
    stack.down()
    simulator = _simulator(groups)
    hook = simulator.options.webhook
    keys = {"encrypt_key": hook.encrypt_key, "verification_token": hook.verification_token}
    app = simulator.options.app
    running = stack.up(
        {
            "PlatformUrls": json.dumps({"feishu": simulator.base_url}),
            "HookKeys": json.dumps({"feishu": keys}),
            "Mode": "nudge",
        },
        secret={"feishu": {"app_id": app.id, "app_secret": app.secret}},
        say=say,
    )
    _subscribe(simulator, f"{running.hooks}feishu")
    deployed = Deployed(running)
    desk = Desk(simulator, deployed)
    save(running._replace(services=_services(simulator, desk)))
    return Stage(simulator, desk, deployed)


def _simulator(groups: int) -> Simulator:
    stack.CLOCK.parent.mkdir(exist_ok=True)
    clock = Clock(stack.CLOCK)
    clock.set(START)
    simulator = Simulator(found(groups=groups), Options(pushing="by hand"), clock)
    simulator.start()
    return simulator


def _subscribe(simulator: Simulator, url: str) -> None:
    """Asks for the URL check as the developer console does, more than once: a laptop's first workers are slow to start."""
    hook = simulator.options.webhook._replace(url=url)
    simulator.subscribe(hook._replace(deadline=_FIRST))
    with ThreadPoolExecutor(simulator.pushes.posters) as pool:
        list(pool.map(simulator.verify_url, ["first", "second"]))
    simulator.subscribe(hook)


def _services(simulator: Simulator, desk: Desk) -> dict[str, Any]:
    """For `.local/stack.json`: enough to point any official SDK at this Feishu."""
    hook, app = simulator.pushes.hook, simulator.options.app
    return {
        "desk": {"url": desk.url},
        "feishu": {
            "base_url": simulator.base_url,
            "app_id": app.id,
            "app_secret": app.secret,
            **hook._asdict(),
        },
    }


def put_in_force(stage: Stage) -> dict[str, Any]:
    """Publishes the demo's policy as a company would: upload it, and `register` takes it or says why not."""
    text = demo_policy(stage.simulator.company)
    return stage.deployed.upload(_POLICY, text.encode())
