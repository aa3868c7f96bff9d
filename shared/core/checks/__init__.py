"""The checks, in the order of the manual's clauses. This tuple is the feature list."""

from shared.core.checks import (
    missing_announcement,
    missing_owner,
)
from shared.core.checks.base import Check

CHECKS: tuple[Check, ...] = (
    missing_owner.CHECK,
    missing_announcement.CHECK,
)
