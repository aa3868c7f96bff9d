"""Whether each check may speak."""

from collections.abc import Mapping

from shared.adapters.dynamodb import keys
from shared.adapters.dynamodb.records import Convert, filled, moment_of, packed, unpacked
from shared.adapters.dynamodb.refusals import Item, Lost
from shared.adapters.dynamodb.requests import Search
from shared.adapters.dynamodb.table import Table
from shared.core.check_state import CheckState, Stop, unreadable
from shared.core.errors import Conflict
from shared.core.unreadable import Kept


class TableCheckStates:
    def __init__(self, table: Table) -> None:
        self._table = table

    def all(self) -> Mapping[str, CheckState]:
        states = (self._state(item) for item in self._table.query(Search(keys.CHECKS)))
        return {state.check: state for state in states}

    def _state(self, item: Item) -> CheckState:
        """Silent, where it cannot be read: what it says may be that the check was stopped."""
        check = keys.unescaped(item["SK"])
        found = self._table.reader.value(Kept.CHECK, item, check_of, check)
        return found if found is not None else unreadable(check, self._table.moment())

    def save(self, state: CheckState) -> CheckState:
        if state.is_unreadable:
            raise Conflict
        saved = state._replace(version=state.version + 1)
        values = {**saved._asdict(), "stopped": packed(state.stopped._asdict()) if state.stopped else None}
        unseen = "#version = :seen" if state.version else "attribute_not_exists(#PK)"
        given = {"seen": state.version} if state.version else {}
        try:
            self._table.put(keys.check(state.check), values, unseen, given)
        except Lost as lost:
            raise Conflict from lost
        return saved


def check_of(item: Item) -> CheckState:
    return filled(CheckState, item, _STATE, needed=("version",))


def _stop(text: str) -> Stop:
    return filled(Stop, unpacked(text), {"at": moment_of})


_STATE: Convert = {
    "baseline_at": moment_of,
    "released_at": moment_of,
    "armed_since": moment_of,
    "judged_at": moment_of,
    "stopped": _stop,
}
