"""A simulated platform as a value: all that the desk, the demo, the bench and the tests know of a vendor."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from local.company.model import Company, Tenant
from local.im.clock import Clock
from local.im.simulator import Simulator
from shared.core.lang import Bilingual


class Knock(NamedTuple):
    """One request to a webhook, good for ever."""

    body: str
    query: str = ""
    """Raw."""
    method: str = "POST"
    content_type: str = "application/json"


class Knocks(NamedTuple):
    """What a webhook may be asked without a simulator: for measuring what it costs to answer."""

    door: str
    keys: Mapping[str, str]
    """Of the door."""
    url_check: Knock
    event: Knock
    """Of a change in a group."""


class Slow(NamedTuple):
    """A server of many groups that takes its time, for measuring what collecting them takes."""

    module: str
    """`python -m` that, GROUPS and SECONDS a call: it prints where it listens."""
    dictated: Callable[[Mapping[str, int], float], float]
    """(calls by the product's names of them, share of the limits) → the seconds that the limits ask for."""


class Platform(NamedTuple):
    tenant: Tenant
    name: Bilingual
    """What people call it."""
    simulate: Callable[[Company, Clock], Simulator]
    """A simulator of the company on this platform, not started. Its events wait until somebody delivers what is due, or
    lets them go by themselves (`pushes.start()`)."""
    web: Path
    """The folder of `card.js`, which draws its cards on the desk, with `card.css` and whatever else that needs."""
    send: str
    """The API by which a message is sent, as faults and counters name it."""
    knocks: Knocks
    slow: Slow

    @property
    def id(self) -> str:
        return self.tenant.platform


class Simulated(NamedTuple):
    """A platform and the simulator of it that runs."""

    platform: Platform
    simulator: Simulator
