"""Waives a check (or all of them) for a group: with a reason, a name and an end, all of them required."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from shared.app.inspect.group import CHECKS_BY_ID
from shared.app.nudge.follow_up import follow_up
from shared.app.ops.base import BY, CHECK, GROUP, Op, Param, refuse
from shared.app.ports.ports import Ports
from shared.core.model import Waiver
from shared.core.run import Entry
from shared.core.schema.node import listed, quoted

LONGEST = timedelta(days=366)
"""Whatever should hold for longer is asked again after a year."""


def run(given: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    until = until_of(given["until"], ports)
    check = check_of(given.get("check"))
    waive(given["group"], Waiver(check, given["reason"], given["by"], until), ports)
    return {"group": given["group"], "check": check or "all", "until": until.isoformat()}


def check_of(check: str | None) -> str | None:
    if check is not None and check not in CHECKS_BY_ID:
        raise refuse(f"there is no check {quoted(check)}", f"Write one of: {listed(CHECKS_BY_ID)}")
    return check


def until_of(text: str, ports: Ports) -> date:
    """The last day on which a waiver holds: not past, and at most a year ahead."""
    today = ports.clock.now().astimezone(ports.world().zone(ports.policy().zone)).date()
    try:
        until = date.fromisoformat(text)
    except ValueError:
        raise refuse(f"{quoted(text)} is no date", "Write it as 2026-12-31") from None
    if not today <= until <= today + LONGEST:
        remedy = f"Write a date from {today} to {today + LONGEST}; it can be renewed"
        raise refuse(f"{until} is not within a year from now", remedy)
    return until


def waivable(group: str, ports: Ports) -> None:
    """Raises BadInput where there is no such group, or a waiver of it cannot be read and would be written over."""
    file = ports.ledger().inventory.get(group)
    if file is None:
        raise refuse(f"the group {quoted(group)} is not known", "Write it as `groupkeeper coverage` does")
    if "waiver" in file.unreadable:
        remedy = "Look at `groupkeeper doctor` for its key, and at it with `groupkeeper mend`"
        raise refuse("a waiver of this group cannot be read, and would be written over", remedy)


def waive(group: str, waiver: Waiver, ports: Ports) -> None:
    """Write the waiver, and let the group's cases follow at once. Raises BadInput where it cannot be waived."""
    waivable(group, ports)
    ledger, now = ports.ledger(), ports.clock.now()
    ledger.waivers.put(group, waiver)
    details = {"check": waiver.check or "all", "until": str(waiver.until), "reason": waiver.reason}
    ledger.audit.write(Entry(now, "waived", group, waiver.by, details))
    follow_up(group, ports)


OP = Op(
    "waive",
    "Waives a check for a group until a day.",
    (
        GROUP,
        CHECK,
        Param("reason", "why, in a sentence", needed=True),
        BY,
        Param("until", "the last day on which it holds, e.g. 2026-12-31", needed=True),
    ),
    run,
)
