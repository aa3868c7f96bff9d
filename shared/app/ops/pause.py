"""Pauses all sending until a day, by hand."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from shared.app.ops.base import BY, Op, Param, refuse
from shared.app.ports.ports import Ports
from shared.app.runs.pausing import pause_sending
from shared.core.pause import LONGEST, Pause
from shared.core.schema.node import quoted


def run(given: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    now = ports.clock.now()
    today = now.astimezone(ports.world().zone(ports.policy().zone)).date()
    until = _until(given.get("until") or str(today + timedelta(days=1)), today)
    pause_sending(Pause(given["by"], given["reason"], now, until), ports)
    return {"paused_until": until.isoformat(), "reason": given["reason"]}


def _until(text: str, today: date) -> date:
    try:
        until = date.fromisoformat(text)
    except ValueError:
        raise refuse(f"{quoted(text)} is no date", "Write it as 2026-12-31") from None
    if not today <= until <= today + LONGEST:
        raise refuse(
            f"{until} is not within a month from now", f"Write a date from {today} to {today + LONGEST}"
        )
    return until


OP = Op(
    "pause",
    "Pauses all sending until a day.",
    (
        Param("reason", "why, in a sentence", needed=True),
        BY,
        Param("until", "the last day on which nothing is sent (tomorrow if not given)"),
    ),
    run,
)
