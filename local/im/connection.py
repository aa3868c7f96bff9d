"""Connects the product with simulated platforms: where they are, their secrets and keys, and where their events go."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from local.im.simulator import Simulator


def parameters(simulators: Sequence[Simulator]) -> dict[str, str]:
    """The template's parameters that name platforms."""
    return {
        "PlatformUrls": json.dumps({each.platform: each.base_url for each in simulators}),
        "HookKeys": json.dumps(
            {each.platform: {each.hook.door: dict(each.hook.keys)} for each in simulators}
        ),
    }


def secret(simulators: Sequence[Simulator]) -> dict[str, Any]:
    """What the platforms' secret holds."""
    return {each.platform: dict(each.secret) for each in simulators}


def subscribe(simulator: Simulator, hooks: str, first: float = 30.0) -> None:
    """Asks for the URL check as the vendor's console does, more than once: a laptop's first workers are slow to start.

    `hooks`: the product's address of webhooks, to which platform and door are added. `first`: how many seconds that may take.
    """
    hook = simulator.hook._replace(url=f"{hooks}{simulator.platform}/{simulator.hook.door}")
    simulator.subscribe(hook._replace(deadline=first))
    with ThreadPoolExecutor(simulator.pushes.posters) as pool:
        list(pool.map(simulator.verify_url, ["first", "second"]))
    simulator.subscribe(hook)


def record(simulators: Sequence[Simulator]) -> dict[str, Any]:
    """Enough to point any official SDK at them, by platform."""
    return {
        each.platform: {
            "base_url": each.base_url,
            **each.secret,
            **each.hook.keys,
            "url": each.hook.url,
            "deadline": each.hook.deadline,
        }
        for each in simulators
    }
