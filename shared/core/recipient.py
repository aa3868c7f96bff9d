"""Who is told about a group, and why it is they."""

from enum import StrEnum
from typing import NamedTuple

from shared.core.account import Account


class Role(StrEnum):
    """Why somebody is told about a group (DESIGN section 6, who is told)."""

    OWNER = "owner"
    CREATOR = "creator"
    """Stands in where the platform shows no owner; always said to."""
    SUCCESSOR = "successor"
    """Whom the responsible department asked to take it over."""
    ADMIN = "admin"
    HEAD = "head"
    OPERATIONS = "operations"
    COLLEAGUE = "colleague"
    """Whoever is asked whether the group changes hands."""


class Recipient(NamedTuple):
    """Who is told. For operations there is nobody: account and name are None."""

    role: Role
    account: Account | None = None
    """By which the chain names them; they may be written to on another platform."""
    name: str | None = None
    no_reach: bool = False
    """Whether somebody before them would be told, and has no account that can be written to."""
    is_held: bool = False
    """Whether nobody is told, since something that is kept of whoever comes next cannot be read."""

    @property
    def is_unreached(self) -> bool:
        """Whether nobody of those who would be told can be written to: only operations are left."""
        return self.no_reach and self.account is None and not self.is_held
