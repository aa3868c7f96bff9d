"""departments, projects and duty of a facts folder, line by line."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from shared.adapters.files.accounts import Accounts
from shared.adapters.files.employment import employment_of
from shared.adapters.files.faultlog import FaultLog
from shared.adapters.files.record import CHINA, Record, is_date, is_writable, read_moment
from shared.core.account import Account, platform_of
from shared.core.errors import Fault
from shared.core.model import Company, Department, DutyShift, Employment, Project
from shared.core.schema.node import quoted

DEPARTMENTS = "departments.jsonl"
PROJECTS = "projects.jsonl"
DUTY = "duty.jsonl"

DEPARTMENT_KEYS = frozenset({"name", "id", "aliases", "head_id", "delegate_id", "zone", "calendar", "parent"})
PROJECT_KEYS = frozenset({"name", "id", "aliases", "lead_id", "department", "ended"})
DUTY_KEYS = frozenset({"person_id", "id", "group_id", "from", "to", "date"})

DAY_BEGINS = time(8)
"""When the night before a day is over: a duty that is given in days lasts until then."""

Named = TypeVar("Named", Department, Project)


def level_of(record: Record, log: FaultLog) -> int | None:
    """Companies have levels like P7, too: said, and not used."""
    if not isinstance(record.get("level"), str):
        return record.whole("level")
    reason = f"“level” is {quoted(str(record.get('level')))}, which cannot be compared and was not used"
    log.add(Fault(record.file, record.line, reason, "Write a number, higher for higher."))
    return None


def employment_said(record: Record, log: FaultLog) -> Employment | None:
    """The graver of `employment` and `active`; None where neither says anything."""
    said = record.named("employment")
    known = employment_of(said) if said else None
    if said and known is None:
        reason = f"“employment” is {quoted(said)}, which is not known and was not used"
        log.add(Fault(record.file, record.line, reason, "Write active, left or disabled."))
    active = record.flag("active")
    if known in {Employment.LEFT, Employment.DISABLED} or active is None:
        return known
    return Employment.ACTIVE if active else Employment.DISABLED


class DepartmentLine(NamedTuple):
    """A department, and what of its line is no part of it."""

    department: Department
    """Its head and delegate are ids as they are written."""
    id: str | None
    """What other files may call it by."""
    zone: tzinfo | None


def read_department(record: Record) -> DepartmentLine:
    name, zone = _name(record), record.named("zone")
    record.named("parent")
    department = Department(
        name=name,
        aliases=record.texts("aliases"),
        head=record.named("head_id"),
        zone=zone,
        calendar=record.named("calendar"),
        delegate=record.named("delegate_id"),
    )
    return DepartmentLine(department, record.named("id"), _zone(record, zone) if zone else None)


def with_accounts(department: Department, accounts: Accounts) -> Iterator[Department]:
    """The department with whom its line means: where the id is nobody's in particular, each platform's own of that id."""
    head, delegate = department.head or "", department.delegate or ""
    own = department._replace(head=_meant(head, accounts), delegate=_meant(delegate, accounts))
    yield own
    for platform in accounts.platforms if head and own.head is None else ():
        stand_in = accounts.of(delegate, platform) if delegate else None
        yield Department(
            department.name, head=accounts.of(head, platform), delegate=stand_in, platform=platform
        )


def branches(departments: Iterable[Department], accounts: Accounts) -> list[Department]:
    """Of departments of one name whose lines name heads by accounts of several platforms: each heads it on their own.

    Where two lines name different heads of one platform, nobody knows which is meant there.
    """
    headed: dict[str, dict[str, list[Department]]] = {}
    for one in departments:
        if one.head and accounts.is_full(one.head):
            headed.setdefault(one.name, {}).setdefault(platform_of(one.head), []).append(one)
    return [
        Department(name, head=same[0].head, delegate=_meant(same[0].delegate or "", accounts), platform=on)
        for name, by_platform in headed.items()
        for on, same in by_platform.items()
        if len(by_platform) > 1 and len({one.head for one in same}) == 1
    ]


def _meant(identity: str, accounts: Accounts) -> Account | None:
    if not identity or not accounts.is_named(identity):
        return None
    return next(iter(accounts.everywhere(identity)), None)


def read_project(record: Record) -> Project:
    return Project(
        _name(record),
        record.texts("aliases"),
        record.named("lead_id"),
        record.named("department"),
        record.flag("ended"),
    )


def merged(first: Named, other: Named) -> Named:
    """Of two lines with one name: all aliases, and what both say; where they differ, nobody knows which is meant."""
    aliases = tuple(dict.fromkeys((*first.aliases, *other.aliases)))
    agreed: Iterator[Any] = (
        one if one == two else None for one, two in zip(first[2:], other[2:], strict=True)
    )
    return type(first)._make((first.name, aliases, *agreed))


def named_record(value: Any) -> Any:
    """A line of departments or projects may be the name alone."""
    return {"name": value} if isinstance(value, str) and is_writable(value) else value


def _name(record: Record) -> str:
    return record.named("name") or (record.id("id") if record.has("id") else record.id("name"))


def _zone(record: Record, name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):  # hostile, a folder of the database, unknown
        record.blame(f"“zone” is {quoted(name)}, which is not a time zone", "Write it like Asia/Shanghai.")
    return None


def read_duty(record: Record, company: Company, accounts: Accounts) -> Iterator[DutyShift]:
    """Days are days of the person's department; none where the line is wrong. An id that is nobody's in particular is on
    duty on every platform of the folder.
    """
    identity = record.id("person_id" if record.has("person_id") or not record.has("id") else "id")
    theirs = accounts.everywhere(identity)
    zone = _zone_of(theirs, company)
    if record.has("date"):
        start = end = record.named("date")
    else:
        start, end = record.named("from"), record.named("to")
    if start is None or end is None:
        record.blame("a duty without its time", "Give “from” and “to”, or “date”.")
        return
    span = _span(record, (start, end), zone)
    if span is not None:
        on_duty = theirs[:1] if accounts.is_named(identity) else theirs
        yield from (DutyShift(one, *span, record.named("group_id")) for one in on_duty)


def _zone_of(accounts: Iterable[Account], company: Company) -> tzinfo:
    profiles = (company.profiles.get(one) for one in accounts)
    department = next((profile.department for profile in profiles if profile and profile.department), None)
    zones = (
        company.zones[each.zone] for each in company.departments if each.zone and each.name == department
    )
    return next(zones, CHINA)


def _span(record: Record, span: tuple[str, str], zone: tzinfo) -> tuple[datetime, datetime] | None:
    try:
        start = _moment(span[0], zone, timedelta(), time(0))
        end = _moment(span[1], zone, timedelta(days=1), DAY_BEGINS)
    except ValueError as error:
        said = " to ".join(quoted(each) for each in dict.fromkeys(span))
        record.blame(
            f"the duty's time is {said}, {error}",
            "Write days like 2026-04-16 or times like 2026-04-16T18:00:00+08:00.",
        )
        return None
    if end < start:
        record.blame("the duty ends before it begins", "Exchange “from” and “to”.")
    return start, end


def _moment(text: str, zone: tzinfo, later: timedelta, clock: time) -> datetime:
    """A moment as it is; of a day, the `clock` of that day or a `later` one. In UTC; raises ValueError."""
    if not is_date(text):
        return read_moment(text)
    try:
        return datetime.combine(date.fromisoformat(text) + later, clock, zone).astimezone(UTC)
    except OverflowError:
        raise ValueError("out of the calendar") from None
