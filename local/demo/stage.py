"""Everything of the company on a laptop: the deployed stack, the simulated platforms and the desk, on one clock."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from local.company.found import found
from local.company.model import Company
from local.company.weeks import ZONE
from local.demo.deployed import Deployed
from local.demo.kept import Kept
from local.demo.people import people_sheet
from local.demo.policy import PATIENCE, demo_policy
from local.desk.front import Front
from local.desk.operator import Request
from local.desk.server import Desk
from local.im.clock import Clock
from local.im.connection import parameters, record, secret, subscribe
from local.im.platform import Platform, Simulated
from local.im.simulator import Simulator
from local.platforms import PLATFORMS
from local.stack import control as stack
from local.stack.record import save

START = datetime(2026, 9, 28, 8, 30, tzinfo=ZONE)
"""The Monday before 国庆."""
_POLICY, _PEOPLE = "policy/incoming/policy.yaml", "register/incoming/people.csv"

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

    def kept(self) -> Iterator[Kept]:
        """Everything that it keeps by now."""
        ...


class Stage(NamedTuple):
    simulated: tuple[Simulated, ...]
    desk: Desk
    deployed: Product
    front: Front | None = None
    """The pages; None: the product is not deployed."""

    @property
    def simulators(self) -> tuple[Simulator, ...]:
        return tuple(simulator for _, simulator in self.simulated)

    def set_clock(self, moment: datetime) -> None:
        """For everybody: the simulators and the deployed functions read the same file."""
        for simulator in self.simulators:
            simulator.clock.set(moment)

    def go_on(self) -> None:
        """From now on events go out by themselves."""
        for simulator in self.simulators:
            simulator.pushes.start()

    def close(self) -> None:
        """Ends everything and leaves nothing running."""
        self.desk.stop()
        if self.front is not None:
            self.front.stop()
        for simulator in self.simulators:
            simulator.stop()
        stack.down()


def opened(groups: int, say: Say) -> Stage:
    """From nothing to a stack that every platform's webhooks reach; what ran here before is ended first."""
    say("正在组建公司和模拟平台 · founding the company")
    stack.down()
    simulated = _simulated(groups)
    simulators = [simulator for _, simulator in simulated]
    front = Front()  # before the stack: it is told where its cards lead
    chosen = parameters(simulators) | {"Mode": "nudge", "PagesAddress": front.url}
    running = stack.up(chosen, secret=secret(simulators), say=say)
    front.lead_to(running.hooks.removesuffix("/hooks/"))
    for simulator in simulators:
        subscribe(simulator, running.hooks)
    deployed = Deployed(running)
    desk = Desk(simulated, deployed, gateway=running.hooks.removesuffix("/hooks/"))
    services = {"desk": {"url": desk.url}, "pages": {"url": front.url}, **record(simulators)}
    save(running._replace(services=services))
    return Stage(simulated, desk, deployed, front)


def _simulated(groups: int) -> tuple[Simulated, ...]:
    """Every platform there is, each with groups of its own of the same people, on one clock."""
    stack.CLOCK.parent.mkdir(exist_ok=True)
    clock = Clock(stack.CLOCK)
    clock.set(START)
    return tuple(
        _started(platform, found(groups=groups, tenant=platform.tenant, branch=branch), clock)
        for branch, platform in enumerate(PLATFORMS)
    )


def _started(platform: Platform, company: Company, clock: Clock) -> Simulated:
    simulator = platform.simulate(company, clock)
    simulator.start()
    return Simulated(platform, simulator)


def put_in_force(stage: Stage, backlog: int = PATIENCE) -> dict[str, Any]:
    """Publishes the demo's policy as a company would: upload it, and `register` takes it or says why not.

    Where people have accounts on several platforms, a people sheet says whose are one person's.
    """
    if len(stage.simulated) > 1:
        stage.deployed.upload(_PEOPLE, people_sheet(stage.simulated))
    text = demo_policy(stage.simulators[0].company, backlog)
    return stage.deployed.upload(_POLICY, text.encode())
