"""The scene of one inspection: everything beside the group that a judgement may depend on."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from shared.core.account import Account
from shared.core.calendar.workdays import WorkCalendar
from shared.core.lang import Bilingual, Roles
from shared.core.leave import Leave
from shared.core.model import Company, Department, Employment, Person, Profile
from shared.core.people.standing import Standing

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
    """The company's own, by name and alias, as `naming.reading.key` folds them."""
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
    roles: Mapping[str, Roles] = {}
    """What a group's owner and its admins are called on each platform, by its id; absent: as usual."""
    branches: Mapping[tuple[str, str], Department] = {}
    """By platform and folded name: what that platform's directory shows of a department, above all its head."""
    sends: frozenset[str] | None = None
    """The platforms on which somebody can be written to now; None: nothing is connected, all of them are taken to be."""
    mute: frozenset[str] = frozenset()
    """The platforms on which no app can write to anybody, whatever is connected."""
    refused: frozenset[Account] = frozenset()
    """Accounts that their platform does not let us write to."""
    held: frozenset[Account] = frozenset()
    """Accounts whose directory entry is kept and cannot be read: whoever has one is neither told nor passed over."""
    doubted: frozenset[Account] = frozenset()
    """Of `refused`, those of which it cannot be read since when: nobody is asked in their place."""
    blurred: frozenset[str] = frozenset()
    """Platforms of which a department is kept and cannot be read: it may be anybody's who has no known one."""
    lost: frozenset[str] = frozenset()
    """Platforms of which it cannot be read what they let us see: nothing is said about their groups."""
    mass_posting: "Mapping[str, tuple[MassPosting, ...]] | None" = None
    """By `Group.key`, one a period that is not plainly quiet; None: no messages can be seen at all."""

    today: date | None = None
    """Up to which day it counts who left; None: the scene's own day. A message that is only planned is of a later moment,
    and what it says must not give away whose last day lies between."""
    unproposed: frozenset[str] = frozenset()
    """The groups (`Group.key`) to whose owner no other name is proposed: beside their others it would mislead."""

    leaves: Mapping[Account, Leave] = {}
    """What people said themselves of their leave, by the account with which they said it; it may be over."""

    def local_day(self) -> date:
        """The scene's day in the company's zone."""
        return self.now.astimezone(self.zone).date()

    def profile(self, account: Account | None) -> Profile | None:
        """The directory's entry; None where there is none or no account."""
        return None if account is None else self.company.profiles.get(account)

    def means(self, account: Account, said_at: datetime | None) -> bool:
        """Whether what was said of an account at `said_at` is about whoever has it now.

        What nobody knows the time of (None) is about nobody who came later.
        """
        profile = self.company.profiles.get(account)
        since = profile.held_since if profile else None
        return since is None or (said_at is not None and said_at >= since)

    def registered(self, account: Account | None) -> Person | None:
        """The register's row of whoever has the account now; None: it names them nowhere."""
        row = self.company.people.get(account) if account else None
        return row if row is not None and self.means(account or "", self.company.people_version.at) else None

    def accounts(self, account: Account) -> tuple[Account, ...]:
        """Every account of whoever has this one; it alone where the register says nothing."""
        row = self.registered(account)
        if row is None:
            return (account,)
        return tuple(one for one in row.accounts if self.means(one, self.company.people_version.at))

    def are_same(self, one: Account, other: Account) -> bool:
        """Whether two accounts are one person's."""
        return one == other or other in self.accounts(one)

    def leave_of(self, account: Account | None) -> Leave | None:
        """What whoever has this account said last, with any account of theirs; it may be over. None: nothing."""
        if account is None or not self.leaves:
            return None
        said = (one for other in self.accounts(account) if (one := self.leaves.get(other)) is not None)
        theirs = (one for one in said if self.means(one.account, one.at))
        return max(theirs, key=lambda one: one.at, default=None)

    def name_of(self, account: Account | None) -> str | None:
        """What they are called: as the company wrote it, else as the platform shows it; None: not known.

        Where this account shows none, any other of theirs will do.
        """
        if account is None:
            return None
        row, profile = self.registered(account), self.profile(account)
        if row is None:
            return profile.name if profile else None
        shown = (self.profile(one) for one in (account, *self.accounts(account)))
        return row.name or next((one.name for one in shown if one and one.name), None)

    def home_of(self, account: Account | None) -> str | None:
        """Their department's name: as the company wrote it, else as the platform shows it; None: not known.

        Where this account shows none, any other of theirs will do.
        """
        if account is None:
            return None
        row = self.registered(account)
        if row is not None and row.department:
            return row.department
        profiles = (self.profile(one) for one in (account, *self.accounts(account)))
        return next((one.department for one in profiles if one and one.department), None)

    def is_out(self, account: Account) -> bool:
        """Whether nobody can act with this account any more, as far as is known."""
        return self.employment(account) in _OUT

    def is_bot(self, account: Account) -> bool:
        profile = self.company.profiles.get(account)
        return profile is not None and profile.bot

    def employment(self, account: Account) -> Employment | None:
        """Whether somebody who works here can act with this account; None: not observed.

        By the register where it says that they left; by the account's own state and last day; and where the platform
        shows none, by whether they are known to work here at all.
        """
        row, shown = self.registered(account), self._shown(account)
        if row is None:
            return shown
        return self._as_registered(row) or shown or self._elsewhere(account)

    def standing(self, account: Account) -> Standing:
        """Whether the person still works here with any account (DESIGN section 10, Who)."""
        row = self.registered(account)
        if row is None:
            return _ALONE[self._shown(account)]
        if self._as_registered(row) in _OUT:
            return Standing.OUT
        states = {self._shown(one) for one in self.accounts(account)}
        if Employment.ACTIVE in states:
            return Standing.HERE
        if states <= _OUT:
            return Standing.OUT
        return Standing.HERE if row.employment is Employment.ACTIVE else Standing.UNCLEAR

    def _as_registered(self, row: Person) -> Employment | None:
        """What the company itself says that takes somebody out; None: nothing does."""
        if self._is_over(row.leaving_on):
            return Employment.LEFT
        return row.employment if row.employment in _OUT else None

    def _is_over(self, last_day: date | None) -> bool:
        return last_day is not None and last_day < (self.today or self.local_day())

    def _shown(self, account: Account) -> Employment | None:
        """As the account's own platform shows it."""
        profile = self.company.profiles.get(account)
        if profile is None:
            return None
        if self._is_over(profile.leaving_on):
            return Employment.LEFT
        return profile.employment

    def _elsewhere(self, account: Account) -> Employment | None:
        standing = self.standing(account)
        return _AS_THE_PERSON.get(standing)


_OUT: frozenset[Employment | None] = frozenset({Employment.LEFT, Employment.DISABLED})
_ALONE: Mapping[Employment | None, Standing] = {
    Employment.ACTIVE: Standing.HERE,
    Employment.LEFT: Standing.OUT,
    Employment.DISABLED: Standing.OUT,
    None: Standing.UNCLEAR,
}
"""By the state of the one account that somebody has."""
_AS_THE_PERSON = {Standing.HERE: Employment.ACTIVE, Standing.OUT: Employment.LEFT}
