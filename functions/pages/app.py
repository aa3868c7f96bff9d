"""The pages: file a group, see one's own, say what changed."""

from typing import Any

from shared.adapters.web.site import answer
from shared.app.ports.ports import Ports
from shared.entry import entry


def run(event: dict[str, Any], ports: Ports) -> dict[str, Any]:
    return answer(event, ports)


handler = entry("pages", run)
