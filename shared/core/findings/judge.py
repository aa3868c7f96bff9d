"""Runs checks over groups: what applies to every check stands here once, so that no check repeats it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from shared.core.checks.base import Check
from shared.core.judgement import OK, Judgement, not_applicable, unknown
from shared.core.model import Group, Kind, Status
from shared.core.scene import Scene

Settings = Mapping[str, Any]


class Plan(NamedTuple):
    """A check that is due, with its settings: one mapping, or a function of the group where the policy differs."""

    check: Check
    settings: Settings
    settings_for: Callable[[Group], Settings] | None = None


def inspect(
    groups: Iterable[Group], plans: tuple[Plan, ...], scene: Scene
) -> Iterator[tuple[Group, Check, tuple[Judgement, ...]]]:
    """Yield what is not ok. A group that yields nothing for a check is fine by it."""
    for group in groups:
        closed = _closed_to_all(group)
        kind = kind_of(group)
        plain = closed is None and not group.waivers
        for plan in plans:
            check = plan.check
            if plain and kind not in check.not_for:
                rows = _judge(group, plan, scene)
            else:
                rows = _exempt(group, plan, scene, closed)
            # OK itself, not its likes: most of a hundred thousand rows end here.
            if rows is not OK:
                yield group, check, rows


def _judge(group: Group, plan: Plan, scene: Scene) -> tuple[Judgement, ...]:
    settings = plan.settings if plan.settings_for is None else plan.settings_for(group)
    try:
        return plan.check.judge(group, settings, scene)
    # The one broad except: a check that breaks on one group must neither silence the others nor pass for "ok".
    except Exception as error:  # noqa: BLE001
        return unknown("check_failed", {"error": type(error).__name__})


def _exempt(group: Group, plan: Plan, scene: Scene, closed: str | None) -> tuple[Judgement, ...]:
    """As `_judge`, where something may keep the check away from this group."""
    return exemption(group, plan.check, scene, closed) or _judge(group, plan, scene)


def exemption(
    group: Group, check: Check, scene: Scene, closed: str | None = None
) -> tuple[Judgement, ...] | None:
    """What keeps the check away from this group, whatever it would find; None: nothing does."""
    closed = closed or _closed_to_all(group)
    if closed is not None:
        return not_applicable(closed)
    kind = kind_of(group)
    if kind in check.not_for:
        return not_applicable("kind", {"kind": kind.value})
    return not_applicable("waived") if is_waived(group, check.id, scene) else None


def _closed_to_all(group: Group) -> str | None:
    """The reason why no check at all applies; None: they do."""
    if group.status is not None and group.status.value is Status.DISSOLVED:
        return "dissolved"
    if group.kind is not None and group.kind.value in _CLOSED_KINDS:
        return group.kind.value.value
    return None


_CLOSED_KINDS = frozenset({Kind.PRIVATE, Kind.CONFIDENTIAL})


def kind_of(group: Group) -> Kind:
    """The kind that a group is judged as: unknown ones as external where outsiders were seen, else project."""
    if group.kind is not None:
        return group.kind.value
    return Kind.EXTERNAL if group.external is not None and group.external.value else Kind.PROJECT


def is_waived(group: Group, check_id: str, scene: Scene) -> bool:
    """Whether a waiver for this check (or for all) holds on the scene's day in the company's zone."""
    today = scene.local_day()
    return any(
        waiver.check in {None, check_id} and (waiver.until is None or waiver.until >= today)
        for waiver in group.waivers
    )
