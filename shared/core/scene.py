"""The scene of one inspection: everything beside the group that a judgement may depend on."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from shared.core.calendar.workdays import WorkCalendar
from shared.core.lang import Bilingual
from shared.core.model import Company, Department, Employment, Person

if TYPE_CHECKING:
    from shared.core.mass_posting.values import MassPosting
    from shared.core.naming.vocabulary import Vocabulary


class Scene(NamedTuple):
    """Now, the company, its words and calendars, and what the messages showed."""

    now: datetime
    """The moment that is judged, aware UTC; nothing later has happened."""
    company: Company
    names: "Vocabulary"
    departments: Mapping[str, Department] = {}
    """By name and alias, as `naming.reading.key` folds them."""
    project_departments: Mapping[str, str | None] = {}
    """By the folded name of every project: the department that it belongs to; None: not known."""
    zone: tzinfo = UTC
    """The company's."""
    calendar: WorkCalendar = WorkCalendar()
    """The company's."""
    calendars: Mapping[str, WorkCalendar] = {}
    """Every calendar of the policy, by name."""
    rest: tuple[time, time] = (time(22), time(8))
    """The company's rest hours, wall clock: from, until."""
    platform_names: Mapping[str, Bilingual] = {}
    """What people call each platform, by its id."""
    unreachable: frozenset[str] = frozenset()
    """Ids of people whom the platform does not let us write to: they are passed over when somebody is told."""
    mass_posting: "Mapping[str, tuple[MassPosting, ...]] | None" = None
    """By `Group.key`, one a period that is not plainly quiet; None: no messages can be seen at all."""

    def local_day(self) -> date:
        """The scene's day in the company's zone."""
        return self.now.astimezone(self.zone).date()

    def person(self, person_id: str | None) -> Person | None:
        """The directory's entry; None where there is none or no id."""
        return None if person_id is None else self.company.people.get(person_id)

    def is_out(self, person_id: str) -> bool:
        """Whether they are known to have left or to have no working account."""
        return self.employment(person_id) in {Employment.LEFT, Employment.DISABLED}

    def is_bot(self, person_id: str) -> bool:
        person = self.company.people.get(person_id)
        return person is not None and person.bot

    def employment(self, person_id: str) -> Employment | None:
        """Whether they still work here, by the account's state and the last day of work; None: not observed."""
        person = self.company.people.get(person_id)
        if person is None:
            return None
        if person.leaving_on is not None and person.leaving_on < self.local_day():
            return Employment.LEFT
        return person.employment
