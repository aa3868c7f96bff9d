"""Names of groups (三.2): what a name says, what is wrong with it, and a better one."""

from shared.core.naming.problems import Named, Problem, judge_name, plainly_fine, says_on_call
from shared.core.naming.proposal import OPEN_LEFT, OPEN_PARTNER, OPEN_USE, Origin, Proposal, propose, styled
from shared.core.naming.reading import Reading, read
from shared.core.naming.vocabulary import Vocabulary, vocabulary

__all__ = [
    "OPEN_LEFT",
    "OPEN_PARTNER",
    "OPEN_USE",
    "Named",
    "Origin",
    "Problem",
    "Proposal",
    "Reading",
    "Vocabulary",
    "judge_name",
    "plainly_fine",
    "propose",
    "read",
    "says_on_call",
    "styled",
    "vocabulary",
]
