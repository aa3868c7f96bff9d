"""The checks, in the order of the manual's clauses. This tuple is the feature list."""

from shared.core.checks import (
    after_hours_posting,
    group_name,
    inactive_group,
    incomplete_announcement,
    missing_admin,
    missing_announcement,
    missing_owner,
)
from shared.core.checks.base import Check

CHECKS: tuple[Check, ...] = (
    group_name.CHECK,
    missing_owner.CHECK,
    missing_admin.CHECK,
    missing_announcement.CHECK,
    incomplete_announcement.CHECK,
    inactive_group.CHECK,
    after_hours_posting.CHECK,
)
