"""Every question, and everything of which there can be a case."""

from shared.core.checks.base import Check
from shared.core.checks.catalogue import CHECKS
from shared.core.questions import claimed_group, invited_person, offered_group, shared_group

QUESTIONS: tuple[Check, ...] = (
    offered_group.QUESTION,
    claimed_group.QUESTION,
    shared_group.QUESTION,
    invited_person.QUESTION,
)
ALL: tuple[Check, ...] = (*CHECKS, *QUESTIONS)
"""Everything of which there can be a case."""
