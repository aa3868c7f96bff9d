"""Webhooks: verified, reduced, queued and answered within the platform's deadline."""

from typing import Any

from shared.adapters.http_event import incoming, outgoing
from shared.app.inbound.webhook import receive
from shared.app.ports.ports import Ports
from shared.entry import entry


def run(event: dict[str, Any], ports: Ports) -> dict[str, Any]:
    return outgoing(receive(incoming(event), ports))


handler = entry("hooks", run)
