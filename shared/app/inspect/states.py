"""The checks' states after a pass: what counts as new, what is so unusual that it stops, since when each may speak."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from shared.app.inspect.one_pass import Pass
from shared.app.scene.company import silences
from shared.core.arming import armed, stopped, unusual
from shared.core.case import Case, GroupFile
from shared.core.check_state import EVERYTHING, CheckState, Stop
from shared.core.checks.base import Check
from shared.core.errors import Conflict
from shared.core.model import Status


def states_after(work: Pass, before: list[GroupFile], after: list[GroupFile]) -> dict[str, CheckState]:
    """The checks' states once this pass is written: baselines, stops, and since when each may speak."""
    now, whole = work.tally.now, not work.tally.tick.groups
    states = dict(work.states)
    population = sum(_is_alive(file) for file in after)
    counts = _counted(before, after)
    if whole:
        everything = states.get(EVERYTHING, CheckState(EVERYTHING))
        if not everything.is_unreadable:
            states[EVERYTHING] = _population(everything, population, work)
    for check in work.due if whole else ():
        state = states.get(check.id, CheckState(check.id))
        states[check.id] = _after_pass(state, check, population, work, counts)
    silent = silences(work.policy, states, work.ports, now)
    return {check: armed(state, silent.get(check, "mode"), now) for check, state in states.items()}


class _Counts(NamedTuple):
    """Cases by check."""

    found: Counter[str]
    """Open ones, and those that cannot be read."""
    new: Counter[str]
    """Opened by this pass."""


def _counted(before: list[GroupFile], after: list[GroupFile]) -> _Counts:
    counts = _Counts(Counter(), Counter())
    for one, two in zip(before, after, strict=True):
        if two.is_known and (two.cases or two.unreadable_cases):
            for case in two.cases:
                counts.found[case.key.check] += case.is_open
            counts.found.update(two.unreadable_cases)
        if two.cases is not one.cases:
            new = (case.key.check for case in two.cases if _is_new(case, one.case(case.key.check)))
            counts.new.update(new)
    return counts


def _is_alive(file: GroupFile) -> bool:
    dissolved = file.group.status is not None and file.group.status.value is Status.DISSOLVED
    return file.gone is None and not dissolved


def _population(state: CheckState, population: int, work: Pass) -> CheckState:
    lost = state.judged - population
    limit = int(state.judged * work.policy.blast_radius.population_drop)
    if lost > limit and state.judged:
        stop = Stop("population", work.tally.now, work.tally.run, lost, limit)
        _alarm(work, EVERYTHING, stop)
        # What is compared with stays, until an operator says that it is as it should be.
        return stopped(state, stop)
    if state.judged == population:
        return state
    return state._replace(judged=population, judged_at=work.tally.now)


def _after_pass(state: CheckState, check: Check, population: int, work: Pass, counts: _Counts) -> CheckState:
    found, new = counts.found[check.id], counts.new[check.id]
    work.tally.add("opened", new)
    state = state._replace(judged_at=work.tally.now, judged=population, found=found)
    if state.baseline_at is None:
        return state._replace(baseline_at=work.tally.now, baseline_found=found, baseline_judged=population)
    blast = work.policy.blast_radius
    limit = unusual(new, population, most=blast.violations, share=blast.violations_share)
    if limit is None or state.released_at is None:
        return state
    stop = Stop("violations", work.tally.now, work.tally.run, new, limit)
    _alarm(work, check.id, stop)
    return stopped(state, stop)


def _alarm(work: Pass, check: str, stop: Stop) -> None:
    work.tally.notes.setdefault("stopped", {})[check] = stop.reason
    if not work.tally.tick.dry_run:
        work.ports.log.count("stopped", check=check)
        work.ports.log.alarm(
            "stopped", check=check, reason=stop.reason, found=stop.found, limit=stop.limit, run=stop.run
        )


def _is_new(case: Case, before: Case | None) -> bool:
    return case.is_open and (before is None or before.opened != case.opened)


def keep_stops(work: Pass, states: dict[str, CheckState]) -> dict[str, CheckState]:
    """A stop is kept before any case that it is about: after a crash these would not count as new any more."""
    if work.tally.tick.dry_run:
        return states
    kept = dict(states)
    for check, state in states.items():
        before = work.states.get(check, CheckState(check))
        if state.stopped is not None and before.stopped is None:
            saved = work.ports.ledger().checks.save(before._replace(stopped=state.stopped))
            kept[check] = state._replace(version=saved.version)
    return kept


def keep_states(work: Pass, states: Mapping[str, CheckState]) -> None:
    for check, state in states.items():
        if state.is_unreadable or state == work.states.get(check) or work.tally.tick.dry_run:
            continue
        try:
            work.ports.ledger().checks.save(state)
        except Conflict:
            # An operator decided something meanwhile: theirs stands, and the next pass judges again.
            work.tally.add("conflicts")
