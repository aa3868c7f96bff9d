"""How many people some accounts are."""

from collections.abc import Iterable, Mapping

from shared.core.account import Account
from shared.core.model import Person


def people_of(accounts: Iterable[Account], rows: Mapping[Account, Person]) -> int:
    """`rows`: the register's, by account; an account that has none is somebody of their own."""
    return len({rows[one].accounts if one in rows else (one,) for one in accounts})
