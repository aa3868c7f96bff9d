"""Every 15 minutes: sends what is due, and settles what was left open."""

from typing import Any

from shared.app.nudge.tick import nudge
from shared.app.ports.ports import Ports
from shared.entry import entry


def run(event: dict[str, Any], ports: Ports) -> dict[str, Any]:
    return nudge(event, ports)


handler = entry("nudge", run)
