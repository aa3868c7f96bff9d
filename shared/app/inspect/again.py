"""Asks for a pass although no check is due: something that decides the next steps was changed."""

from datetime import datetime

from shared.app.ports.state import Ledger

AGAIN = "inspect:again"
"""The cursor that holds since when it is asked for."""


def inspect_again(ledger: Ledger, now: datetime) -> None:
    ledger.runs.set_cursor(AGAIN, now.isoformat())
