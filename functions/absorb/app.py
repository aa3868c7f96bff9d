"""What the hooks queued, in batches: events and answers; names exactly the messages that must come again."""

from typing import Any

from shared.adapters.queue_event import failures, messages
from shared.app.inbound.absorb import absorb
from shared.app.ports.ports import Ports
from shared.entry import entry


def run(event: dict[str, Any], ports: Ports) -> dict[str, Any]:
    return failures(absorb(messages(event), ports))


handler = entry("absorb", run)
