"""The groups of which nobody can be told anything: found by an inspection, and noted for those who can name somebody."""

import json
from collections.abc import Iterable

from shared.app.ports.state import Ledger
from shared.core.recipient import Recipient

NOBODY = "without_anybody"
"""The cursor that holds their `Group.key`s."""
CONTESTED = "contested"
"""The cursor that holds the `Group.key`s of groups that two people say are theirs."""
_NONE = "[]"
MOST = 50
"""So many are noted: each is looked at anew when the desk is opened. The others come when these have somebody."""


def has_nobody(told: Recipient) -> bool:
    """Whether only operations are left. Whom something that cannot be read holds up may be somebody."""
    return told.account is None and not told.is_held


def note_nobody(ledger: Ledger, groups: Iterable[str]) -> None:
    _note(ledger, NOBODY, groups)


def note_contested(ledger: Ledger, groups: Iterable[str]) -> None:
    _note(ledger, CONTESTED, groups)


def noted(ledger: Ledger) -> list[str]:
    """As the last whole inspection found them: whether it is so still must be seen. None where that cannot be read."""
    return _noted(ledger, NOBODY)


def contested(ledger: Ledger) -> list[str]:
    """Likewise, and those that were denied since."""
    return _noted(ledger, CONTESTED)


def _note(ledger: Ledger, where: str, groups: Iterable[str]) -> None:
    said = json.dumps(sorted(set(groups))[:MOST], ensure_ascii=False)
    if (ledger.runs.cursor(where) or _NONE) != said:
        ledger.runs.set_cursor(where, said)


def _noted(ledger: Ledger, where: str) -> list[str]:
    try:
        said = json.loads(ledger.runs.cursor(where) or _NONE)
    except ValueError:
        return []
    return [group for group in said if isinstance(group, str)] if isinstance(said, list) else []
