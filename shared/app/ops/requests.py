"""Lists what owners asked for with 「说明情况」 and nobody has decided yet."""

from collections.abc import Mapping
from typing import Any

from shared.app.ops.base import Op
from shared.app.ports.ports import Ports
from shared.core.display import shown_name


def run(given: Mapping[str, Any], ports: Ports) -> dict[str, Any]:  # noqa: ARG001 (every operation has the same shape)
    inventory = ports.ledger().inventory
    rows = []
    for request in ports.ledger().waivers.pending():
        file = inventory.get(request.group)
        rows.append(
            {
                "request": request.id,
                "group": request.group,
                "name": shown_name(file.known(ports.clock.now()).group) if file else request.group,
                "check": request.check,
                "by": request.by,
                "asked": request.asked.isoformat(),
                "promised": str(request.promised) if request.promised else None,
                "text": request.text,
            }
        )
    return {"requests": rows}


OP = Op("requests", "Lists the requests that wait for a decision.", (), run)
