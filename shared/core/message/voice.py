"""How a company speaks to its people and paces itself."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

from shared.core.calendar.hours import WorkTime
from shared.core.checks.base import Check
from shared.core.deed import Deed
from shared.core.ladder.steps import Pace
from shared.core.lang import Lang
from shared.core.recipient import Recipient

Overrides: TypeAlias = Mapping[Lang, Mapping[str, Mapping[str, str]]]
"""What the policy says instead: by language, variant and part of the text (title, body, draft)."""


class Voice(NamedTuple):
    """Everything here comes from the company's policy, and from where its people work."""

    lang: Lang
    work_of: Callable[[Recipient], WorkTime]
    pace_of: Callable[[Check], Pace]
    effective_from: Callable[[Check], date | None]
    """The first day on which a check's findings count; None: they count already."""
    clause_of: Callable[[Check], str]
    """The clause's number, as the company numbers it."""
    wording: Mapping[str, Overrides]
    """By check: what the company says in its own words."""
    deeds: tuple[Deed, ...]
    """What can be answered, in the order of the buttons."""
    reach: tuple[str, ...] = ()
    """On which platform somebody with several accounts is told, first choice first."""
