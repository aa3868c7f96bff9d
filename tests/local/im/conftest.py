"""Every simulated platform in turn, with the made-up company on it and the product behind its webhooks."""

from collections.abc import Iterator

import pytest

from local.im.platform import Platform
from local.im.seen import Group
from local.im.simulator import Simulator
from local.platforms import PLATFORMS
from shared.app.ports.im import IM
from tests.browser.product import Product
from tests.support_simulated import simulated


@pytest.fixture(scope="module", params=PLATFORMS, ids=lambda platform: platform.id)
def platform(request: pytest.FixtureRequest) -> Platform:
    found: Platform = request.param
    return found


@pytest.fixture(scope="module")
def running(platform: Platform) -> Iterator[Simulator]:
    """One for all tests: each takes people and groups of its own."""
    with simulated(platform) as opened:
        yield opened.simulator


@pytest.fixture(scope="module")
def product(running: Simulator) -> Iterator[Product]:
    started = Product(running)
    yield started
    started.stop()


@pytest.fixture
def simulator(running: Simulator, product: Product) -> Simulator:
    """With the product behind its webhooks, and no fault on order."""
    running.faults.clear()
    return running


@pytest.fixture
def im(product: Product, platform: Platform) -> IM:
    return product.ports.ims()[platform.id]


@pytest.fixture(scope="module")
def groups(running: Simulator) -> Iterator[Group]:
    """Ordinary ones that have an owner and our bot, each once."""
    return (
        each
        for each in running.groups()
        if each.owner
        and each.has_bot
        and not (each.is_external or each.is_dissolved)
        and len(running.page(each.id).people) > 2
    )


@pytest.fixture(scope="module")
def people(running: Simulator) -> Iterator[str]:
    """`Person.id` of colleagues at work, each once."""
    return (each.id for each in running.people() if each.is_colleague and each.state == "active")
