"""A simulated Feishu for each test, with an app and a clock of its own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count

import pytest

from local.company.found import FEWEST_GROUPS, SEED, found
from local.company.model import Company
from local.company.weeks import NOW
from local.feishu.chats import Chat
from local.feishu.options import App, Options
from local.feishu.people import User
from local.feishu.platform import FEISHU
from local.feishu.simulator import Feishu
from local.im.clock import Clock
from tests.local.feishu.sdk import Listener, Sdk

Starter = Callable[..., Feishu]
_apps = count(1)


@pytest.fixture(scope="session")
def company() -> Company:
    """The smallest that holds every situation."""
    return found(SEED, FEWEST_GROUPS, tenant=FEISHU.tenant)


@pytest.fixture
def started(company: Company) -> Iterator[Starter]:
    """Starts simulators whose clock stands still at NOW until it is moved; options as keywords."""
    with ExitStack() as stack:

        def start(**changes: object) -> Feishu:
            options = Options(app=App(f"cli_test{next(_apps)}"), pushing="by hand")
            clock = Clock(machine=NOW.timestamp)
            return stack.enter_context(Feishu(company, options._replace(**changes), clock))  # type: ignore[arg-type]

        yield start


@pytest.fixture
def simulator(started: Starter) -> Feishu:
    return started()


@pytest.fixture
def sdk(simulator: Feishu) -> Sdk:
    return Sdk(simulator)


@pytest.fixture
def listener(simulator: Feishu) -> Iterator[Listener]:
    """Gets the simulator's webhooks, and says yes to them."""
    here = Listener()
    simulator.subscribe(simulator.hook._replace(url=here.url))
    yield here
    here.server.stop()


@pytest.fixture
def chat(simulator: Feishu) -> Chat:
    """An ordinary group with an owner, the new announcement system, an announcement, and the bot in it."""
    return next(
        chat
        for chat in simulator.world.chats.values()
        if chat.notice
        and chat.form == "docx"
        and chat.bot
        and not chat.external
        and chat.owner
        and chat.tag == "inner"
        and chat.edit_permission == "all_members"
    )


@pytest.fixture
def owner(simulator: Feishu, chat: Chat) -> User:
    return simulator.world.people[chat.owner]
