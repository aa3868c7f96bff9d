"""Uploads: a policy or a register sheet, taken whole or not at all."""

from typing import Any

from shared.app.ports.ports import Ports
from shared.app.register.upload import register
from shared.entry import entry


def run(event: dict[str, Any], ports: Ports) -> dict[str, Any]:
    return register(event, ports)


handler = entry("register", run)
