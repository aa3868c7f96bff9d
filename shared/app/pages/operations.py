"""「运营」: how the product fares, read only, and the switch that pauses all sending."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from shared.app.desk.clerks import operator
from shared.app.desk.words import faults_of_words, words_of
from shared.app.inspect.group import CHECKS_BY_ID
from shared.app.invitation.counting import Counts, counted
from shared.app.pages.health import FUNCTIONS, coming_days, problems
from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.app.runs.pausing import in_force, pause_sending, resume_sending
from shared.app.scene.company import scene_about
from shared.core.account import is_account
from shared.core.calendar.hours import instant
from shared.core.declaration import Wrong
from shared.core.display import harmless
from shared.core.errors import Unreadable
from shared.core.functions import SCHEDULED
from shared.core.lang import Bilingual, both
from shared.core.mode import Mode
from shared.core.pause import LONGEST, Pause
from shared.core.people.several import people_of
from shared.core.run import Run

_LOOKED_BACK = 200
"""Inspections in which the last one of each check is looked for: more than a week of them."""
_REASON = both("请写一句为什么", "Please say why in a sentence")
_UNTIL = both("请选择今天起一个月内的日期", "Please choose a day within a month from today")


class Paused(NamedTuple):
    by: str
    """As people are called; empty: that is not known."""
    reason: str
    since: datetime | None
    until: date | None
    """None, as everything else then: a pause is kept and cannot be read."""


class LastRun(NamedTuple):
    name: Bilingual
    at: datetime | None
    """None: it has never run."""
    counts: Mapping[str, int]


class Coverage(NamedTuple):
    """What the last inspection of one check could see."""

    check: Bilingual
    at: datetime
    groups: int
    found: int
    """Those with something to be done."""
    unknown: int
    """Those of which nothing can be said."""


class Operations(NamedTuple):
    paused: Paused | None
    mode: Mode
    """The lower one of what the installation and the policy allow."""
    version: str
    """Of the policy."""
    problems: tuple[str, ...]
    runs: tuple[LastRun, ...]
    coverage: tuple[Coverage, ...]
    coming: tuple[tuple[date, int], ...]
    """How many people have something due on which day at the earliest, as things stand."""
    invited: Counts
    """What came of the invitations to file groups."""


def operations(who: Visitor, ports: Ports) -> Operations:
    """Raises PageRefused for whoever is no operator, as everything here does."""
    operator(who)
    return Operations(
        paused=_paused(who, ports),
        mode=min(ports.mode, who.policy.mode),
        version=who.policy.version,
        problems=problems(who, ports),
        runs=tuple(_last(function, ports) for function in SCHEDULED),
        coverage=tuple(_coverage(ports)),
        coming=tuple(_coming(who, ports)),
        invited=counted(ports),
    )


def _paused(who: Visitor, ports: Ports) -> Paused | None:
    try:
        pause = in_force(ports.ledger(), who.scene.local_day())
    except Unreadable:
        return Paused("", "", None, None)
    if pause is None:
        return None
    name: str | None = harmless(pause.by)
    if is_account(pause.by):
        name = scene_about(ports, who.policy, who.now, None, [pause.by]).name_of(pause.by)
    return Paused(name or "", pause.reason, pause.at, pause.until)


def _last(function: str, ports: Ports) -> LastRun:
    last = next(iter(ports.ledger().runs.recent(function, 1)), None)
    return LastRun(FUNCTIONS[function], last.started if last else None, last.counts if last else {})


def _coverage(ports: Ports) -> Iterator[Coverage]:
    runs = ports.ledger().runs.recent("inspect", _LOOKED_BACK)
    for check in CHECKS_BY_ID.values():
        last = next((run for run in runs if check.id in run.notes.get("due", ())), None)
        if last is not None:
            yield _seen(check.id, check.title, last)


def _seen(check: str, title: Bilingual, run: Run) -> Coverage:
    """Every check that was due judged every group."""
    groups = run.counts.get("judged", 0) // max(1, len(run.notes["due"]))
    return Coverage(
        title,
        run.started,
        groups,
        run.counts.get(f"violation:{check}", 0),
        run.counts.get(f"unknown:{check}", 0),
    )


def _coming(who: Visitor, ports: Ports) -> Iterator[tuple[date, int]]:
    ledger, before = ports.ledger(), 0
    for day in coming_days(who.scene.local_day()):
        end = instant(day + timedelta(days=1), time.min, who.scene.zone)
        accounts = list(ledger.cases.due_accounts(end))
        rows = ledger.people.people_of(ledger.people.version(), accounts)
        people = people_of(accounts, rows)
        if people > before:
            yield day, people - before
        before = people


def pause(form: Mapping[str, str], who: Visitor, ports: Ports) -> tuple[Wrong, ...]:
    """Nothing is sent from now on; what is wrong with the fields, if anything is."""
    operator(who)
    wrong = [*faults_of_words("reason", form.get("reason", ""), _REASON)]
    until = _until(form, who)
    if until is None:
        wrong.append(Wrong("until", _UNTIL))
    if until is not None and not wrong:
        pause_sending(Pause(who.account, words_of(form["reason"]), ports.clock.now(), until), ports)
    return tuple(wrong)


def _until(form: Mapping[str, str], who: Visitor) -> date | None:
    """The last day, tomorrow where none was chosen; None: no day that may be chosen."""
    today = who.scene.local_day()
    try:
        until = date.fromisoformat(form.get("until") or str(today + timedelta(days=1)))
    except ValueError:
        return None
    return until if today <= until <= today + LONGEST else None


def resume(who: Visitor, ports: Ports) -> None:
    operator(who)
    resume_sending(who.account, ports.clock.now(), ports)
