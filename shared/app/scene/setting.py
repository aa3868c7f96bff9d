"""Sets the scene of an inspection: the policy and the directories brought together with zones and calendars."""

from collections.abc import Iterable
from datetime import datetime

from shared.app.ports.world import World
from shared.core.account import Account
from shared.core.calendar.hours import WorkTime
from shared.core.deed import Deed
from shared.core.lang import Lang
from shared.core.message.voice import Voice
from shared.core.model import Company, Department, Group
from shared.core.naming.reading import clean, key
from shared.core.naming.vocabulary import vocabulary
from shared.core.people.belonging import home
from shared.core.policy.policy import Policy
from shared.core.recipient import Recipient
from shared.core.scene import Scene


def set_scene(
    company: Company, groups: Iterable[Group], policy: Policy, world: World, now: datetime
) -> Scene:
    """The scene at `now` (aware UTC), before any message is counted."""
    company = _merged(company, policy, world)
    own = tuple(one for one in company.departments if one.platform is None)
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
            platforms=(word for platform in world.platforms for word in platform.written),
            lower_case_platforms=(platform.id for platform in world.platforms if platform.lower_case_names),
        ),
        departments=_by_name(own),
        branches=_branches(company.departments),
        project_departments={key(clean(project.name)): project.department for project in company.projects},
        zone=world.zone(policy.zone),
        calendar=calendars[policy.calendar],
        calendars=calendars,
        rest=policy.rest(),
        platform_names={platform.id: platform.name for platform in world.platforms},
        roles={platform.id: platform.roles for platform in world.platforms},
        mute=frozenset(platform.id for platform in world.platforms if not platform.can_send),
    )


def _merged(company: Company, policy: Policy, world: World) -> Company:
    """The company's lists with the policy's before them: what the company wrote down itself wins."""
    named = {key(clean(name)) for rule in policy.departments for name in (rule.name, *rule.aliases)}
    own = tuple(
        _completed(rule.as_department()._replace(said_at=policy.published), company.departments)
        for rule in policy.departments
    )
    others = tuple(
        one for one in company.departments if one.platform is not None or key(clean(one.name)) not in named
    )
    listed = {key(clean(name)) for project in policy.projects for name in (project.name, *project.aliases)}
    zones = {department.zone for department in (*own, *others) if department.zone}
    return company._replace(
        departments=(*own, *others),
        projects=(
            *policy.projects,
            *(other for other in company.projects if key(clean(other.name)) not in listed),
        ),
        zones={**company.zones, **{name: world.zone(name) for name in sorted(zones)}},
    )


def _completed(own: Department, departments: Iterable[Department]) -> Department:
    """The policy's department, with what only another of the company's lists says of it."""
    same = (
        one for one in departments if one.platform is None and key(clean(one.name)) == key(clean(own.name))
    )
    other = next(same, None)
    if other is None:
        return own
    head = own if own.head else other
    return own._replace(
        aliases=tuple(dict.fromkeys((*own.aliases, *other.aliases))),
        head=head.head,
        said_at=head.said_at,
        zone=own.zone or other.zone,
        calendar=own.calendar or other.calendar,
        delegate=own.delegate or other.delegate,
    )


def _by_name(departments: Iterable[Department]) -> dict[str, Department]:
    """By alias and name; where one's alias is another's name, the name wins."""
    departments = tuple(departments)
    named = {key(clean(alias)): department for department in departments for alias in department.aliases}
    return named | {key(clean(department.name)): department for department in departments}


def _branches(departments: Iterable[Department]) -> dict[tuple[str, str], Department]:
    return {
        (one.platform, key(clean(name))): one
        for one in departments
        if one.platform is not None
        for name in (*one.aliases, one.name)
    }


def voice_of(policy: Policy, scene: Scene, lang: Lang, deeds: tuple[Deed, ...]) -> Voice:
    """How this company speaks to people and when; `deeds`: what they can answer."""

    def work_of(reader: Recipient) -> WorkTime:
        found = home(reader.account, scene)
        zone = scene.company.zones.get(found.zone or "", scene.zone) if found else scene.zone
        name = policy.calendar_of(_accounts(reader.account, scene), scene.home_of(reader.account))
        calendar, leave = scene.calendars.get(name, scene.calendar), scene.leave_of(reader.account)
        if leave is not None:
            calendar = calendar._replace(away=(leave.since, leave.until))
        return WorkTime(zone, calendar, policy.work_hours)

    return Voice(
        lang=lang,
        work_of=work_of,
        pace_of=lambda check: policy.checks[check.id].pace,
        effective_from=lambda check: policy.checks[check.id].effective_from or policy.effective_from,
        clause_of=lambda check: policy.clause(check).number,
        wording=policy.wording,
        deeds=deeds,
        reach=policy.reach,
    )


def _accounts(account: Account | None, scene: Scene) -> tuple[Account, ...]:
    return scene.accounts(account) if account else ()
