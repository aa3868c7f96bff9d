"""Operations by hand: explain, waive, decide, review, release, coverage, dead letters, mend, doctor."""

from typing import Any

from shared.app.ops.operate import operate
from shared.app.ports.ports import Ports
from shared.entry import entry


def run(event: dict[str, Any], ports: Ports) -> dict[str, Any]:
    return operate(event, ports)


handler = entry("ops", run)
