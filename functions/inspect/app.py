"""Every hour: judges the groups by the checks that are due."""

from typing import Any

from shared.app.inspect.tick import inspect
from shared.app.ports.ports import Ports
from shared.entry import entry


def run(event: dict[str, Any], ports: Ports) -> dict[str, Any]:
    return inspect(event, ports)


handler = entry("inspect", run)
