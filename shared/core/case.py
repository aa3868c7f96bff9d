"""A finding over time: when it opened, what its owner was shown of it, and what comes next for whom."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from shared.core.account import Account
from shared.core.filed import Filing, beside, has_lapsed
from shared.core.judgement import Judgement, Level, Outcome
from shared.core.model import Group
from shared.core.recipient import Role


class Step(StrEnum):
    TOLD = "told"
    REMINDED = "reminded"
    ROLLED_UP = "rolled_up"
    """Stands in the weekly roll-up of the department's head; after it, silence."""
    SEEN = "seen"
    """Shown by the page on which somebody filed the group: no step of the ladder, but it is not said again soon."""


class CaseKey(NamedTuple):
    """Which case: there is one for each group and check."""

    group: str
    """`Group.key`."""
    check: str

    @property
    def id(self) -> str:
        """Short and opaque: what cards and logs carry."""
        return hashlib.sha256("\0".join(self).encode("utf-8", "replace")).hexdigest()[:16]


class Case(NamedTuple):
    """Times are aware UTC. None as `due`: nothing is to be sent about it as things stand."""

    key: CaseKey
    level: Level
    evidence: Mapping[str, Any]
    """As it was when the evidence key last changed."""
    evidence_key: tuple[str, ...]
    opened: datetime
    """When this evidence was first found."""
    delivered: Mapping[Step, datetime] = {}
    """What somebody was shown of this evidence, and when."""
    shown_to: Account | None = None
    """Whoever that was: for another person the ladder begins anew."""
    step: Step | None = None
    """What comes next; None: silence."""
    due: datetime | None = None
    to: Account | None = None
    """By which the chain names whoever is told next; None: nobody (operations see it in their report)."""
    role: Role | None = None
    request: str = ""
    """Id of the waiver request that it waits for: the ladder rests until the operator decides."""
    resolved: datetime | None = None
    version: int = 0
    """Counts the writes; every write names the one that it has seen."""

    @property
    def is_open(self) -> bool:
        return self.resolved is None

    def is_due(self, now: datetime) -> bool:
        """Whether `to` is to be told now, as far as the case alone can say."""
        waits_for_somebody = self.is_open and not self.request and self.to is not None
        return waits_for_somebody and self.due is not None and self.due <= now


class GroupFile(NamedTuple):
    """Everything that is kept about one group.

    As the store has it, `group` holds what the platform shows; what is judged is `known(now)`.
    """

    group: Group
    """With its facts and its waivers."""
    first_seen: datetime
    """By us: listed, or filed, whichever was first."""
    owner_changed: datetime | None = None
    notice_revision: str | None = None
    """The platform's own revision of the announcement that was read last; None: never read, or to be read again."""
    gone: datetime | None = None
    """Since when the platform shows it to us no more (we were removed, or it is dissolved)."""
    refused: datetime | None = None
    """When it was last asked for in vain although it is listed (other companies' people are in it)."""
    cases: tuple[Case, ...] = ()
    """Open and resolved ones."""
    filed: Filing | None = None
    """What is filed of it, good or lapsed."""
    unreadable: frozenset[str] = frozenset()
    """What is kept of it and cannot be read: `meta` (then nothing of it is known), `filed`, `notice`, `activity`, `waiver`, `case`."""
    unreadable_cases: frozenset[str] = frozenset()
    """The checks of which there is a case that cannot be read."""

    @property
    def is_known(self) -> bool:
        """Whether it can be judged at all: where it cannot, its cases are left as they are."""
        return not self.unreadable or self.unreadable.isdisjoint({"meta", "filed", "waiver"})

    @property
    def is_held(self) -> bool:
        """Whether nobody may be told of it, since what cannot be read may forbid that."""
        return bool(self.unreadable) and not self.unreadable.isdisjoint({"meta", "filed", "waiver", "case"})

    @property
    def is_shown(self) -> bool:
        """Whether its platform ever showed it to us; else it is only filed, and there is nothing to be asked there."""
        return self.group.name is not None

    def known(self, now: datetime) -> "GroupFile":
        """The file with what is filed beside what the platform shows: to judge by, never to save."""
        filing = self.filed
        if filing is None or has_lapsed(filing, now):
            return self
        group = beside(self.group, filing, now)
        if filing.owner_changed is None or group.owner != filing.group.owner:
            return self._replace(group=group)
        changed = max(filing.owner_changed, self.owner_changed or filing.owner_changed)
        return self._replace(group=group, owner_changed=changed)

    @property
    def is_open(self) -> bool:
        """Whether we are shown the group still, and something of it is open."""
        return self.gone is None and any(case.is_open for case in self.cases)

    def case(self, check: str) -> Case | None:
        for case in self.cases:
            if case.key.check == check:
                return case
        return None

    def with_case(self, case: Case) -> "GroupFile":
        """The file with this case in the place of the one of the same check."""
        return self._replace(cases=(*(other for other in self.cases if other.key != case.key), case))


def follow(key: CaseKey, case: Case | None, judged: Iterable[Judgement], now: datetime) -> Case | None:
    """The case after its group was judged again; the same object where nothing changed, None where there is none.

    What is shown no more (`unknown`) neither closes a case nor lets anybody be told of it.
    """
    rows = tuple(judged)
    found = [row for row in rows if row.outcome is Outcome.VIOLATION]
    if found:
        return _violated(key, case, found[-1], now)
    if case is None or not case.is_open:
        return case
    if any(row.outcome is Outcome.UNKNOWN for row in rows):
        return resting(case)
    return resting(case)._replace(resolved=now, request="")


def resting(case: Case) -> Case:
    """The case with nothing to be sent; the same object where that is so already."""
    if case.due is None and case.to is None:
        return case
    return case._replace(due=None, to=None, role=None)


def _violated(key: CaseKey, case: Case | None, row: Judgement, now: datetime) -> Case:
    level = row.level or Level.DUTY
    if case is None:
        return Case(key, level, row.evidence, row.key, now)
    if case.is_open and case.evidence_key == row.key:
        return case if case.level is level else case._replace(level=level)
    # New evidence is a new finding: what was shown of the old one does not count, a pending request does.
    request = case.request if case.is_open else ""
    return Case(key, level, row.evidence, row.key, now, request=request, version=case.version)
