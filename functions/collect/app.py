"""Every 15 minutes: reads from the platforms what may have changed."""

from typing import Any

from shared.app.collect.tick import collect
from shared.app.ports.ports import Ports
from shared.entry import entry


def run(event: dict[str, Any], ports: Ports) -> dict[str, Any]:
    return collect(event, ports)


handler = entry("collect", run)
