"""Simulated platforms for tests that do not care which: the made-up company on one, on a clock of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from local.company.found import FEWEST_GROUPS, SEED, found
from local.company.weeks import NOW
from local.im.clock import Clock
from local.im.platform import Platform, Simulated


@contextmanager
def simulated(
    platform: Platform, clock: Clock | None = None, *, groups: int = FEWEST_GROUPS, branch: int = 0
) -> Iterator[Simulated]:
    """Without a clock, it is the Monday morning after 国庆 that the company was made for."""
    if clock is None:
        clock = Clock()
        clock.set(NOW)
    company = found(SEED, groups, tenant=platform.tenant, branch=branch)
    with platform.simulate(company, clock) as simulator:
        yield Simulated(platform, simulator)
