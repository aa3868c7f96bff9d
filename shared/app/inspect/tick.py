"""Judges every group by the checks that are due, and keeps what follows: cases opened, refreshed, resolved.

A run judges everything before it writes anything. What is unusual is known before one case could be told of,
and a run that ends early has lost nothing: the next one comes to the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from shared.app.collect.permissions import refused
from shared.app.desk.nobody import has_nobody, note_contested, note_nobody
from shared.app.inspect.again import AGAIN
from shared.app.inspect.group import changed_cases, followed, judge_again, judged, plan_of
from shared.app.inspect.one_pass import Pass
from shared.app.inspect.posts import mass_posting
from shared.app.inspect.states import keep_states, keep_stops, states_after
from shared.app.ports.ports import Ports
from shared.app.ports.state import INVENTORY_SHARDS, Ledger
from shared.app.runs.collector import seldom_collected
from shared.app.runs.run import Tally, is_out_of_time, run_tick
from shared.app.runs.tick import Tick
from shared.app.runs.unreadable import stop_if_too_many
from shared.app.scene.company import agenda_of, every_file, load_scene, platforms_seen
from shared.core.case import Case, GroupFile
from shared.core.check_state import CheckState
from shared.core.checks.base import Check
from shared.core.checks.catalogue import CHECKS
from shared.core.findings.judge import Plan
from shared.core.invitation import INVITED
from shared.core.judgement import Outcome
from shared.core.ladder.agenda import Agenda, planned
from shared.core.ladder.dueness import is_due
from shared.core.ladder.recipients import recipient
from shared.core.policy.policy import Policy
from shared.core.questions.catalogue import QUESTIONS

_TOGETHER = 25
"""Cases that are kept in one request."""


def inspect(event: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    """One tick. Raises BadInput for a wrong event."""
    with seldom_collected():
        return run_tick("inspect", event, ports, _inspect)


def _inspect(tally: Tally, ports: Ports) -> None:
    ledger, policy = ports.ledger(), ports.policy()
    states = ledger.checks.all()
    stop_if_too_many(ledger)
    zone = ports.world().zone(policy.zone)
    due = tuple(check for check in CHECKS if _wanted(check, tally.tick, policy, states, tally.now, zone))
    asked = ledger.runs.cursor(AGAIN)
    if not due and asked is None and not tally.tick.checks:
        tally.notes["due"] = []
        return
    scene = load_scene(ports, policy, tally.now)
    files = [file for platform in platforms_seen(ledger) for file in _files(platform, ledger, tally.now)]
    scene = scene._replace(mass_posting=mass_posting(files, policy, scene, ports))
    stop_if_too_many(ledger)
    is_done = _one_pass(Pass(ports, tally, policy, scene, states, due), files)
    tally.notes["due"] = [check.id for check in due]
    # What was asked for while this pass went on is not answered by it.
    if is_done and not tally.tick.dry_run and asked is not None and ledger.runs.cursor(AGAIN) == asked:
        ledger.runs.set_cursor(AGAIN, None)


def _files(platform: str, ledger: Ledger, now: datetime) -> Iterator[GroupFile]:
    """Every group of the platform as it is known now, with what is filed of it.

    Where its messages may not be read, the few that events bring (those that name us) say nothing of how alive a group is.
    """
    is_deaf = "life" in refused(ledger, platform)
    for file in every_file(ledger, platform):
        shown = file._replace(group=file.group._replace(activity=None)) if is_deaf else file
        yield shown.known(now)


def _wanted(
    check: Check, tick: Tick, policy: Policy, states: Mapping[str, CheckState], now: datetime, zone: Any
) -> bool:
    state = states.get(check.id)
    if state is not None and state.is_unreadable:  # what it would find new could not be told from what is old
        return False
    if tick.checks:
        return check.id in tick.checks
    every = policy.checks[check.id].due_every
    return tick.dry_run or is_due(every, state.judged_at if state else None, now, zone, policy.rest().end)


def _one_pass(work: Pass, files: list[GroupFile]) -> bool:
    """False where the time ran out first."""
    plans = tuple(plan_of(check, work.policy, work.scene) for check in work.due)
    after = [_judge(file, plans, work) if work.tally.tick.wants(file.group.key) else file for file in files]
    states = states_after(work, files, after)
    agenda = agenda_of(work.policy, work.scene, states, work.ports)
    _note_nobody(work, after)
    states = keep_stops(work, states)
    is_done = _write(work, files, after, agenda) and _follow_invitations(work, agenda)
    if is_done:
        keep_states(work, states)
    return is_done


def _follow_invitations(work: Pass, agenda: Agenda) -> bool:
    """What people are asked about no group of a platform is planned as everything else; False as in `_write`."""
    every = every_file(work.ports.ledger(), INVITED) if not work.tally.tick.groups else ()
    before = [file for one in every if _is_asked(file := one.known(work.scene.now))]
    after = [judge_again(file, QUESTIONS, work.policy, work.scene)[0] for file in before]
    return _write(work, before, after, agenda)


def _note_nobody(work: Pass, files: Iterable[GroupFile]) -> None:
    """Groups with something open of which nobody who would be told can be written to, or nobody is left at all."""
    tick = work.tally.tick
    contested: list[str] = []
    nobody: list[str] = []
    for file in files:
        handover = file.group.handover
        if handover is not None:
            if handover.is_contested(work.scene.now):
                contested.append(file.group.key)
        elif file.is_open and tick.wants(file.group.key):
            told = recipient(file.group, work.scene)
            if told.is_unreached:
                work.tally.add("no_reach")
            if has_nobody(told):
                nobody.append(file.group.key)
    if not tick.dry_run and not tick.groups:
        note_contested(work.ports.ledger(), contested)
        note_nobody(work.ports.ledger(), nobody)


_GRAVITY = (Outcome.OK, Outcome.NOT_APPLICABLE, Outcome.UNKNOWN, Outcome.VIOLATION)


def _judge(file: GroupFile, plans: tuple[Plan, ...], work: Pass) -> GroupFile:
    if _is_asked(file):
        file = judge_again(file, QUESTIONS, work.policy, work.scene)[0]
    found = judged(file, plans, work.policy, work.scene)
    counts = work.tally.counts
    counts["judged"] += len(plans)
    for check, rows in found:
        gravest = max([row.outcome for row in rows], key=_GRAVITY.index)
        counts[gravest + ":" + check.id] += 1
    return followed(file, work.due, found, work.scene.now)


def _is_asked(file: GroupFile) -> bool:
    """Whether somebody is asked something about the group, or was when it was judged last."""
    if file.group.handover is not None:
        return True
    asked = [case for case in file.cases if case.key.check in _QUESTIONS]
    return any(case.is_open for case in asked)


_QUESTIONS = frozenset(question.id for question in QUESTIONS)


def _write(work: Pass, before: list[GroupFile], after: list[GroupFile], agenda: Agenda) -> bool:
    """Keep what changed; False where the time ran out first, so that the pass does not count as done."""
    changed = _changed(before, after, agenda)
    while cases := list(islice(changed, _TOGETHER)):
        if is_out_of_time(work.ports):
            work.tally.notes["unfinished"] = True
            return False
        _keep(work, cases)
    return True


def _changed(before: list[GroupFile], after: list[GroupFile], agenda: Agenda) -> Iterator[Case]:
    """From every shard in turn: a part of the table that is written to all the time would throttle us."""
    for place in _spread(len(after)):
        one, two = before[place], after[place]
        if two.cases:
            yield from changed_cases(one.cases, planned(two, agenda))


def _spread(size: int) -> Iterator[int]:
    """Every place once. Groups lie shard by shard, so those that follow each other here are of different ones."""
    step = -(-size // INVENTORY_SHARDS)
    for first in range(step):
        yield from range(first, size, step)


def _keep(work: Pass, cases: list[Case]) -> None:
    for case in cases:
        work.tally.add("resolved" if not case.is_open else "kept")
    if work.tally.tick.dry_run:
        return
    lost = work.ports.ledger().cases.save_many(cases)
    if lost:
        # A message about it went out, or an answer came, since it was read: the next pass sees both.
        work.tally.add("conflicts", len(lost))
