"""Who is invited of some departments: their heads, and whoever leads a project of theirs."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from shared.app.invitation.answering import invited_at
from shared.app.nudge.run import NudgeRun
from shared.core.account import Account, platform_of
from shared.core.invitation import is_recent
from shared.core.ladder.address import address
from shared.core.lang import Bilingual, both
from shared.core.model import Department, Project
from shared.core.naming.reading import clean, key
from shared.core.people.standing import Standing
from shared.core.scene import Scene


class LeftOut(StrEnum):
    """Why somebody is not invited although they lead something."""

    GONE = "gone"
    UNREACHED = "unreached"
    """No account of theirs can be written to, or none on a platform with which one can log in."""
    ASKED = "asked"
    """They were invited lately, or said that all of their groups are on record. Which of the two is not told: from it one
    could see who has not answered."""


class Guest(NamedTuple):
    account: Account
    """To which the invitation goes."""
    name: str | None
    department: str
    leads: str
    """The department or project."""
    left_out: LeftOut | None = None


def departments(scene: Scene) -> dict[str, Department]:
    """Every department that is known, by each of its names folded: as the company lists it, else as a platform shows it."""
    return {name: branch for (_, name), branch in scene.branches.items()} | dict(scene.departments)


def guests(some: Iterable[Department], run: NudgeRun) -> tuple[Guest, ...]:
    """Each person once, heads before leads; those who are left out stand among them and say why."""
    found: dict[tuple[Account, ...], Guest] = {}
    for led in some:
        for account, leads in _leaders(led, run.scene):
            whose = run.scene.accounts(account)
            if whose not in found and not run.scene.is_bot(account):
                found[whose] = _guest(account, led.name, leads, run)
    return tuple(found.values())


def _leaders(led: Department, scene: Scene) -> Iterator[tuple[Account, str]]:
    folded = key(clean(led.name))
    branches = (branch for (_, name), branch in scene.branches.items() if name == folded)
    for one in (led, *branches):
        if one.head is not None:
            yield one.head, led.name
    for project in _projects(led.name, scene):
        if project.lead is not None:
            yield project.lead, project.name


def _projects(name: str, scene: Scene) -> Iterator[Project]:
    known = departments(scene)
    for project in scene.company.projects:
        found = known.get(key(clean(project.department or "")))
        if found is not None and found.name == name and not project.ended:
            yield project


def _guest(account: Account, department: str, leads: str, run: NudgeRun) -> Guest:
    scene = run.scene
    whose = scene.accounts(account)
    reached = [one for one in whose if platform_of(one) in run.with_login]
    to = address(reached, group="", named=account, reach=run.agenda.voice.reach, scene=scene)
    why = _left_out(account, whose, to, run)
    return Guest(to or account, scene.name_of(account), department, leads, why)


def _left_out(
    account: Account, whose: tuple[Account, ...], to: Account | None, run: NudgeRun
) -> LeftOut | None:
    ledger, now = run.ports.ledger(), run.now()
    if run.scene.standing(account) is Standing.OUT:
        return LeftOut.GONE
    if to is None:
        return LeftOut.UNREACHED
    before = (ledger.confirmations.latest(whose), invited_at(whose, ledger))
    return LeftOut.ASKED if any(is_recent(at, now) for at in before) else None


LEFT_OUT: dict[LeftOut, Bilingual] = {
    LeftOut.GONE: both("已离职", "has left"),
    LeftOut.UNREACHED: both(
        "联系不上，或没有可以登录页面的账号", "cannot be reached, or cannot log in to the pages"
    ),
    LeftOut.ASKED: both("半年内已邀请过，或已确认过", "was invited within half a year, or confirmed"),
}
"""In words, for operators."""
