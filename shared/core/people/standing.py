"""Whether somebody still works here, with any of their accounts: what decides whether the next in the chain is asked."""

from enum import StrEnum


class Standing(StrEnum):
    HERE = "here"
    OUT = "out"
    """The register says that they left, or all of their accounts are out."""
    UNCLEAR = "unclear"
    """Nothing shows it; nobody is passed over for that."""
