"""The end of a message: what came of it and what its cases were shown, in one transaction."""

from collections.abc import Mapping, Sequence
from typing import Any

from shared.adapters.dynamodb import keys
from shared.adapters.dynamodb.case_items import case_item, case_of
from shared.adapters.dynamodb.refusals import Cancelled, Item
from shared.adapters.dynamodb.requests import Update
from shared.adapters.dynamodb.table import ROUNDS, Table
from shared.core.case import Case
from shared.core.errors import Conflict, StoreUnavailable
from shared.core.outbox import Nudge, Shown, State
from shared.core.unreadable import Kept

_TOLD = ("delivered", "shown_to", "step", "due", "to", "role")
"""What a delivery says of a case; everything else of it is the inspection's to write."""


def settle(table: Table, nudge: Nudge, state: State, cases: Sequence[tuple[Shown, Case]]) -> None:
    """As `Outbox.settle`. A case that somebody writes meanwhile is read again, and left out if its evidence is new."""
    for _ in range(ROUNDS):
        told = _told(table, cases)
        try:
            table.transact([{"Update": _settled(table, nudge, state)}, *(_put(table, case) for case in told)])
        except Cancelled as cancelled:
            if 0 in cancelled.items:
                if _is_done(cancelled.items[0], nudge, state):
                    return
                raise Conflict from cancelled
        else:
            return
    raise StoreUnavailable("transact_write_items", "contended")


def _told(table: Table, cases: Sequence[tuple[Shown, Case]]) -> list[Case]:
    """The stored cases of which this evidence was shown, as they are after it."""
    stored = table.get_many(keys.case(case.key) for _, case in cases)
    told: dict[keys.Key, Case] = {}
    for shown, case in cases:
        item = stored.get(keys.case(case.key))
        before = table.reader.value(Kept.CASE, item, case_of) if item else None
        if before is not None and before.evidence_key == shown.evidence_key:
            changes = {name: getattr(case, name) for name in _TOLD}
            told[keys.case(case.key)] = before._replace(version=before.version + 1, **changes)
    return list(told.values())


def _put(table: Table, case: Case) -> dict[str, Any]:
    return table.placed(keys.case(case.key), case_item(case), "#version = :seen", {"seen": case.version - 1})


def _settled(table: Table, nudge: Nudge, state: State) -> Mapping[str, Any]:
    ends = {"handle": nudge.handle, "settled": nudge.settled}
    present = {name: value for name, value in ends.items() if value}
    return table.update_request(
        Update(
            keys.outbox(nudge.account, nudge.day),
            ", ".join(["#state = :state", *(f"#{name} = :{name}" for name in present)]),
            removes="#body, #G1PK, #G1SK",
            when="#claim = :claim AND #state = :sending",
            values={**present, "state": state, "claim": nudge.claim, "sending": State.SENDING},
        )
    )


def _is_done(item: Item | None, nudge: Nudge, state: State) -> bool:
    """Whether it was settled so by this very claim: its reply was lost."""
    return item is not None and item.get("claim") == nudge.claim and item.get("state") == state
