"""How much of the company can be seen: for each fact, observed, declared, guessed or not visible."""

from collections import Counter
from collections.abc import Iterable

from shared.core.checks.base import Check
from shared.core.findings.survey import Coverage
from shared.core.model import Group, Source, Status


def coverage(groups: Iterable[Group], checks: Iterable[Check]) -> tuple[Coverage, ...]:
    """One row for each fact that some check needs, over the groups that are not dissolved."""
    needed = dict.fromkeys(fact for check in checks for fact in check.needs)
    living = [group for group in groups if not (group.status and group.status.value is Status.DISSOLVED)]
    return tuple(_row(fact, living) for fact in needed)


def _row(name: str, groups: list[Group]) -> Coverage:
    facts = [getattr(group, name) for group in groups]
    seen = Counter(fact.source for fact in facts if fact is not None)
    return Coverage(
        fact=name,
        observed=seen[Source.OBSERVED],
        declared=seen[Source.DECLARED],
        guessed=seen[Source.GUESSED],
        not_visible=len(facts) - seen.total(),
    )
