"""Sets the scene of an inspection: the policy and the directory brought together with zones and calendars."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from shared.app.ports.world import World
from shared.core.calendar.hours import WorkTime
from shared.core.lang import Lang
from shared.core.message.voice import Voice
from shared.core.model import Company, Department, Group
from shared.core.naming.reading import clean, key
from shared.core.naming.vocabulary import vocabulary
from shared.core.people.belonging import department
from shared.core.policy.policy import Policy
from shared.core.recipient import Recipient
from shared.core.scene import Scene


def set_scene(
    company: Company, groups: Iterable[Group], policy: Policy, world: World, now: datetime
) -> Scene:
    """The scene at `now` (aware UTC), before any message is counted."""
    company = _merged(company, policy, world)
    calendars = world.calendars(policy)
    naming = policy.checks["group_name"].settings
    return Scene(
        now=now,
        company=company,
        names=vocabulary(
            company,
            stop_words=naming["stop_words"],
            use_words=naming["use_words"],
            seen=sorted({group.department.value for group in groups if group.department}),
            lower_case_platforms=(platform.id for platform in world.platforms if platform.lower_case_names),
        ),
        departments=_by_name(company.departments),
        project_departments={key(clean(project.name)): project.department for project in company.projects},
        zone=world.zone(policy.zone),
        calendar=calendars[policy.calendar],
        calendars=calendars,
        rest=policy.rest(),
        platform_names={platform.id: platform.name for platform in world.platforms},
    )


def _merged(company: Company, policy: Policy, world: World) -> Company:
    """The directory's company with the policy's lists before it: what the company wrote down itself wins."""
    directory = _by_name(company.departments)
    own = tuple(_completed(rule.as_department(), directory) for rule in policy.departments)
    taken = _by_name(own)
    departments = (*own, *(other for other in company.departments if key(clean(other.name)) not in taken))
    listed = {key(clean(name)) for project in policy.projects for name in (project.name, *project.aliases)}
    zones = {department.zone for department in departments if department.zone}
    return company._replace(
        departments=departments,
        projects=(
            *policy.projects,
            *(other for other in company.projects if key(clean(other.name)) not in listed),
        ),
        zones={**company.zones, **{name: world.zone(name) for name in sorted(zones)}},
    )


def _completed(own: Department, directory: Mapping[str, Department]) -> Department:
    """The policy's department, with what only the directory says of it."""
    other = directory.get(key(clean(own.name)))
    if other is None:
        return own
    return own._replace(
        aliases=tuple(dict.fromkeys((*own.aliases, *other.aliases))),
        head_id=own.head_id or other.head_id,
        zone=own.zone or other.zone,
        calendar=own.calendar or other.calendar,
        delegate_id=own.delegate_id or other.delegate_id,
    )


def _by_name(departments: Iterable[Department]) -> dict[str, Department]:
    """By alias and name; where one's alias is another's name, the name wins."""
    departments = tuple(departments)
    named = {key(clean(alias)): department for department in departments for alias in department.aliases}
    return named | {key(clean(department.name)): department for department in departments}


def voice_of(policy: Policy, scene: Scene, lang: Lang) -> Voice:
    """How this company speaks to people and when."""

    def work_of(reader: Recipient) -> WorkTime:
        person = scene.person(reader.id)
        home = person.department if person else None
        found = department(home, scene)
        zone = scene.company.zones.get(found.zone or "", scene.zone) if found else scene.zone
        calendar = scene.calendars.get(policy.calendar_of(reader.id, home), scene.calendar)
        return WorkTime(zone, calendar, policy.work_hours)

    return Voice(
        lang=lang,
        work_of=work_of,
        pace_of=lambda check: policy.checks[check.id].pace,
        effective_from=lambda check: policy.checks[check.id].effective_from or policy.effective_from,
        clause_of=lambda check: policy.clause(check).number,
        wording=policy.wording,
    )
