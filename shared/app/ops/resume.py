"""Lets sending go on that was paused by hand."""

from collections.abc import Mapping
from typing import Any

from shared.app.ops.base import BY, Op
from shared.app.ports.ports import Ports
from shared.app.runs.pausing import is_paused, resume_sending


def run(given: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    """Also where a pause cannot be read. Where there is none, nothing is written."""
    now = ports.clock.now()
    was_paused = is_paused(ports, now.astimezone(ports.world().zone(ports.policy().zone)).date())
    if was_paused:
        resume_sending(given["by"], now, ports)
    return {"resumed": was_paused}


OP = Op("resume", "Lets sending go on that was paused.", (BY,), run)
