"""A Feishu on loopback with the made-up company in it: for tests in the same process, and for the demo in its own."""

from types import TracebackType
from typing import Self

from local.company.found import found
from local.company.model import Company
from local.company.weeks import NOW
from local.feishu.acts import Acts
from local.feishu.gateway import Gateway
from local.feishu.limits import Limits
from local.feishu.options import Options, Webhook
from local.feishu.presses import Presses
from local.feishu.town import populate
from local.feishu.webhooks import Outcome, challenge, checked, post
from local.feishu.world import World
from local.im.clock import Clock, machine_time
from local.im.door import Stage
from local.im.faults import Faults
from local.im.pushes import Pushes
from local.im.script import Script
from local.im.wire import Answer, Request, Server


class Simulator:
    """Everything that can be asked of it by HTTP is also here: `acts`, `faults`, `pushes`, `presses`, `script`.

    Without a clock, it is the Monday morning after 国庆 that the company was made for.
    """

    def __init__(
        self, company: Company | None = None, options: Options | None = None, clock: Clock | None = None
    ) -> None:
        self.options = options = options or Options()
        self.company = company or found()
        self.clock = clock or _monday()
        self.world = world = World(
            self.clock, app=options.app, variants=options.variants, scopes=set(options.scopes)
        )
        self.limit(options.limits)
        start = self.clock.now()
        populate(world, self.company, start)
        self.faults = Faults()
        self.pushes = Pushes(checked(options.webhook), self.clock, options.app.id, world.new_id)
        world.emit = self.pushes.put
        self.acts = Acts(world)
        self.presses = Presses(world, options.webhook)
        self.script = Script(world, self.company, start)
        self._gateway = Gateway(world, self.faults)
        self._stage = Stage(self)
        self._server: Server | None = None

    @property
    def base_url(self) -> str:
        """`http://127.0.0.1:PORT`, without a slash at its end."""
        assert self._server is not None, "start() first"
        return self._server.base_url

    def start(self) -> str:
        """Serves until stop(); returns the base URL."""
        self._server = Server(self.options.port, self._answer)
        self._server.start()
        if self.options.pushing == "by itself":
            self.pushes.start()
        return self._server.base_url

    def stop(self) -> None:
        self.pushes.stop()
        self._gateway.stop()
        if self._server is not None:
            self._server.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def limit(self, mode: str) -> None:
        """`off`, `machine` or `clock`. Raises KeyError for another one."""
        self.world.limits = Limits({"off": None, "machine": machine_time, "clock": self.clock.now}[mode])

    def subscribe(self, hook: Webhook) -> None:
        """Where events and callbacks go from now on. Raises ValueError for an address beyond this machine."""
        self.pushes.hook = self.presses.hook = checked(hook)

    def verify_url(self, word: str) -> Outcome:
        """What the developer console does when somebody enters the address."""
        return post(self.pushes.hook, challenge(self.pushes.hook, word), self.clock.now())

    def _answer(self, request: Request) -> Answer:
        if request.path.startswith("/_sim/"):
            return self._stage.answer(request)
        return self._gateway.answer(request)


def _monday() -> Clock:
    clock = Clock()
    clock.set(NOW)
    return clock
