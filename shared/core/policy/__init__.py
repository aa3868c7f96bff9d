"""A company's decisions about its own rules: read from nodes with their lines, or the defaults."""

from shared.core.mode import Mode, mode_of
from shared.core.policy.policy import Policy, Rules
from shared.core.policy.reading import default_policy, read_policy, root_record
from shared.core.policy.values import (
    BlastRadius,
    Budgets,
    CalendarRule,
    CheckPolicy,
    DepartmentRule,
    DueEvery,
    Notice,
    Override,
)

__all__ = [
    "BlastRadius", "Budgets", "CalendarRule", "CheckPolicy", "DepartmentRule", "DueEvery", "Mode", "Notice",
    "Override", "Policy", "Rules", "default_policy", "mode_of", "read_policy", "root_record",
]  # fmt: skip
