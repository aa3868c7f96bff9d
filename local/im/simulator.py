"""What every simulated platform is: a server on loopback with a clock, and what the desk, the demo and tests ask of it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, Self

from local.company.model import Company
from local.im.acts import Acts
from local.im.calls import Calls
from local.im.clock import Clock
from local.im.door import PREFIX, answered
from local.im.faults import Faults
from local.im.gateway import Gateway
from local.im.presses import Presses
from local.im.pushes import Pushes
from local.im.script import Script
from local.im.seen import Flash, Group, Letter, Page, Person
from local.im.webhook import Outcome, Webhook, checked
from local.im.wire import Answer, Request, Server


class Simulator(ABC):
    """Made with the company as it was by the clock's time then; what comes later is the script's.

    What people do by hand is in `acts`. The product and its webhooks are on the other side of HTTP. Whoever looks at
    several things at once holds the lock.
    """

    company: Company
    clock: Clock
    lock: AbstractContextManager[object]
    acts: Acts
    calls: Calls
    faults: Faults
    pushes: Pushes
    presses: Presses
    script: Script
    gateway: Gateway
    bot: str
    """What our app is called there."""
    secret: Mapping[str, str]
    """What the product connects with, by the names of the vendor's console."""

    def __init__(self, port: int) -> None:
        """`port` 0: any free one."""
        self._port = port
        self._server: Server | None = None

    @property
    def platform(self) -> str:
        """Its id."""
        return self.company.tenant.platform

    @property
    def hook(self) -> Webhook:
        """Where events and callbacks go, and with which keys."""
        return self.pushes.hook

    @property
    def base_url(self) -> str:
        """`http://127.0.0.1:PORT`, without a slash at its end."""
        assert self._server is not None, "start() first"
        return self._server.base_url

    def start(self) -> str:
        """Serves until stop(); returns the base URL."""
        self._server = Server(self._port, self._answer)
        self._server.start()
        return self._server.base_url

    def stop(self) -> None:
        self.pushes.stop()
        self.gateway.stop()
        if self._server is not None:
            self._server.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _answer(self, request: Request) -> Answer:
        return answered(self, request) if request.path.startswith(PREFIX) else self.gateway.answer(request)

    def subscribe(self, hook: Webhook) -> None:
        """Where events and callbacks go from now on. Raises ValueError for an address beyond this machine."""
        checked(hook.url)
        self.pushes.hook = self.presses.hook = hook

    def press(self, person: str, letter: str, button: str | int) -> Flash:
        """Raises KeyError where they have no such letter or button."""
        return self.presses.press(self.person(person).id, letter, button)

    def inbox(self, person: str) -> list[Letter]:
        """What the bot wrote to somebody, by `Person.id`; oldest first."""
        return [letter for letter in self.letters() if letter.to == person]

    @abstractmethod
    def verify_url(self, word: str) -> Outcome:
        """What the vendor's console does when somebody enters the address of the webhook."""

    @abstractmethod
    def is_echo(self, outcome: Outcome, word: str) -> bool:
        """Whether that is the answer which the vendor takes."""

    def through(self, login: str, person: str) -> str | None:
        """Where a browser comes through the login to whose address the product sent it, as somebody who is in the vendor's own
        client and so is not asked; None: nobody logs in with this platform. Raises KeyError."""
        del login, person
        return None

    @abstractmethod
    def people(self) -> list[Person]:
        """Everybody, those of other companies among them."""

    @abstractmethod
    def person(self, name: str) -> Person:
        """By any of their ids. Raises KeyError."""

    @abstractmethod
    def letters(self) -> list[Letter]:
        """Everything that the bot wrote to one person, oldest first."""

    @abstractmethod
    def groups(self) -> list[Group]:
        """Every group that ever was, dissolved ones among them."""

    @abstractmethod
    def group(self, name: str) -> Group:
        """By its id, or by the company's own. Raises KeyError."""

    @abstractmethod
    def page(self, name: str) -> Page:
        """The same, in full."""

    def own_looks(self) -> Mapping[str, Callable[[], Any]]:
        """What else the door shows of this vendor, by name."""
        return {}

    def own_orders(self) -> Mapping[str, Callable[..., Any]]:
        """What else can be ordered at the door, by name; arguments by name, as JSON."""
        return {}
