"""Who is told about a group, and why it is they."""

from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """Why somebody is told about a group (DESIGN section 6, who is told)."""

    OWNER = "owner"
    CREATOR = "creator"
    """Stands in where the platform shows no owner; always said to."""
    ADMIN = "admin"
    HEAD = "head"
    OPERATIONS = "operations"


class Recipient(NamedTuple):
    """Who is told. For operations there is no person: id and name are None."""

    role: Role
    id: str | None = None
    name: str | None = None
