"""Judges what an input shows, without any account, and says who would be told what. Nothing is sent."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from shared.app.inspect.group import levelled, plan_of
from shared.app.ports.ports import FactSet, Progress
from shared.app.ports.world import World
from shared.app.scene.setting import set_scene, voice_of
from shared.core.checks.base import Check
from shared.core.checks.catalogue import CHECKS
from shared.core.errors import Fault
from shared.core.findings.coverage import coverage
from shared.core.findings.judge import Plan, inspect
from shared.core.findings.survey import Count, Row, Survey
from shared.core.judgement import Judgement, Level, Outcome
from shared.core.ladder.forecast import digests
from shared.core.ladder.recipients import unreached
from shared.core.lang import Lang, counted
from shared.core.mass_posting.tally import PostTally
from shared.core.message.writer import foreseen
from shared.core.model import Fact, Group, Status
from shared.core.people.belonging import department_of
from shared.core.policy.policy import Policy
from shared.core.scene import Scene
from shared.core.schema.node import quoted


class Wish(NamedTuple):
    """What the person asked for."""

    now: datetime
    """The moment that is judged, aware UTC."""
    lookback_days: int
    lang: Lang
    checks: tuple[Check, ...] = CHECKS


class Heard(NamedTuple):
    """What the messages came to."""

    groups: tuple[Group, ...]
    """With their activity."""
    posts: int
    newest: datetime | None
    urgent: dict[str, int]
    scene: Scene


def preview(facts: FactSet, policy: Policy, world: World, wish: Wish, progress: Progress) -> Survey:
    """Everything that the input comes to under the policy; a pure function of both but for the progress shown."""
    scene = set_scene(facts.company, facts.groups, policy, world, wish.now)
    facts.faults.extend(_unknown_calendars(facts, scene))
    heard = _listen(facts, policy, scene, wish, progress)
    plans = tuple(plan_of(check, policy, heard.scene) for check in wish.checks)
    rows, counts = _judge(heard.groups, plans, heard.scene, policy)
    voice = voice_of(policy, heard.scene, wish.lang, world.deeds)
    return Survey(
        label=facts.label,
        now=wish.now.astimezone(scene.zone),
        lookback_days=wish.lookback_days,
        lang=wish.lang,
        groups=len(heard.groups),
        dissolved=sum(_is_dissolved(group) for group in heard.groups),
        posts=heard.posts,
        coverage=coverage(heard.groups, wish.checks),
        counts=counts,
        rows=rows,
        digests=digests(rows, heard.scene, voice),
        urgent_posts=heard.urgent,
        faults=tuple(facts.faults),
        notes=facts.notes if scene.names.has_lists else (*facts.notes, "no_lists"),
        newest=heard.newest or facts.newest,
        write=lambda digest: foreseen(digest, heard.scene, voice),
        names=_names(rows, scene),
        no_reach=unreached(_found(rows), heard.scene),
    )


def _listen(facts: FactSet, policy: Policy, scene: Scene, wish: Wish, progress: Progress) -> Heard:
    """Count the messages once, in whatever order they come."""
    if facts.posts is None:
        return Heard(facts.groups, 0, None, {}, scene)
    tally = PostTally(
        facts.groups,
        scene,
        lookback_days=wish.lookback_days,
        settings=policy.checks["after_hours_posting"].settings,
        department_of=lambda group: department_of(group, scene),
        observed_from={
            group.key: group.activity.value.observed_from
            for group in facts.groups
            if group.activity is not None and group.activity.value.observed_from is not None
        },
    )
    posts = 0
    for batch in facts.posts(progress):
        posts += len(batch)
        tally.add(batch)
    progress.end()
    if tally.future:
        facts.faults.append(_future(tally.future, facts.label[Lang.EN]))
    groups = tuple(_with_activity(group, tally, facts.lost, wish.now) for group in facts.groups)
    lives = (group.activity.value for group in groups if group.activity)
    newest = max((when for life in lives for when in (life.last_human, life.last_bot) if when), default=None)
    return Heard(
        groups, posts, newest, tally.urgent_posts(), scene._replace(mass_posting=tally.mass_posting())
    )


def _with_activity(group: Group, tally: PostTally, lost: set[str], now: datetime) -> Group:
    """Groups whose messages were not part of the input stay without activity: not observed."""
    if group.activity is None:
        return group
    heard = tally.activity(group)._replace(is_complete=group.key not in lost)
    return group._replace(activity=Fact(heard, now, group.activity.source))


def _unknown_calendars(facts: FactSet, scene: Scene) -> list[Fault]:
    named = {department.calendar for department in facts.company.departments if department.calendar}
    remedy = (
        f"The company's was used; write one of: {', '.join(sorted(scene.calendars))}, or add it to the policy"
    )
    return [
        Fault(facts.label[Lang.EN], None, f"there is no work calendar {quoted(name)}", remedy)
        for name in sorted(named - set(scene.calendars))
    ]


def _future(number: int, label: str) -> Fault:
    return Fault(
        label,
        None,
        f"{counted(number, 'message')} later than the moment that is judged",
        "They were not counted; give a later --now if they should be",
    )


def _judge(
    groups: Iterable[Group], plans: tuple[Plan, ...], scene: Scene, policy: Policy
) -> tuple[tuple[Row, ...], tuple[Count, ...]]:
    rows: list[Row] = []
    tallies = {plan.check.id: Counter[str]() for plan in plans}
    total = 0
    for group in groups:
        total += 1
        for _, check, found in inspect((group,), plans, scene):
            own = [levelled(judgement, check, group, policy, scene) for judgement in found]
            tallies[check.id][_gravest(own)] += 1
            rows += (Row(group, check, judgement) for judgement in own if judgement.outcome is not Outcome.OK)
    return tuple(rows), tuple(_count(plan.check, total, tallies[plan.check.id]) for plan in plans)


_GRAVITY = ("ok", "not_applicable", "unknown", "advice", "duty")


def _gravest(rows: Iterable[Judgement]) -> str:
    """What the group counts as: its gravest row."""
    return max((str(row.level or row.outcome) for row in rows), key=_GRAVITY.index)


def _count(check: Check, total: int, found: Counter[str]) -> Count:
    return Count(
        check=check,
        ok=total - found.total(),
        duty=found[Level.DUTY],
        advice=found[Level.ADVICE],
        unknown=found[Outcome.UNKNOWN],
        not_applicable=found[Outcome.NOT_APPLICABLE],
    )


def _found(rows: Iterable[Row]) -> Iterable[Group]:
    """The groups that somebody would be told of."""
    return {row.group.key: row.group for row in rows if row.judgement.outcome is Outcome.VIOLATION}.values()


def _is_dissolved(group: Group) -> bool:
    return group.status is not None and group.status.value is Status.DISSOLVED


def _names(rows: Iterable[Row], scene: Scene) -> dict[str, str]:
    """Of the rows' owners, from the directory or the group's own list of members."""
    names: dict[str, str] = {}
    for group in {row.group.key: row.group for row in rows}.values():
        owner = group.owner.value if group.owner else None
        if owner and owner not in names and (name := _name(owner, group, scene)):
            names[owner] = name
    return names


def _name(owner: str, group: Group, scene: Scene) -> str | None:
    members = group.members.value if group.members else ()
    listed = (member.name for member in members if member.account == owner)
    return scene.name_of(owner) or next(listed, None)
