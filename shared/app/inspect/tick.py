"""Judges every group by the checks that are due, and keeps what follows: cases opened, refreshed, resolved.

A run judges everything before it writes anything. What is unusual is known before one case could be told of,
and a run that ends early has lost nothing: the next one comes to the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from shared.app.collect.permissions import refused
from shared.app.inspect.group import changed_cases, followed, judged, plan_of
from shared.app.ports.ports import Ports
from shared.app.ports.state import Ledger
from shared.app.runs.run import Tally, is_out_of_time, run_tick
from shared.app.runs.tick import Tick
from shared.app.runs.unreadable import about, moment_cursor, stop_if_too_many
from shared.app.scene.company import agenda_of, every_file, load_scene, platforms_seen, silences
from shared.core.arming import armed, stopped, unusual
from shared.core.case import Case, GroupFile
from shared.core.check_state import EVERYTHING, CheckState, Stop
from shared.core.checks.base import Check
from shared.core.checks.catalogue import CHECKS
from shared.core.errors import Conflict
from shared.core.findings.judge import Plan
from shared.core.judgement import Outcome
from shared.core.ladder.agenda import Agenda, planned
from shared.core.ladder.dueness import is_due
from shared.core.ladder.recipients import unreached
from shared.core.mass_posting.quiet import buckets
from shared.core.mass_posting.tally import PostTally
from shared.core.model import Status
from shared.core.people.belonging import department_of
from shared.core.policy.policy import Policy
from shared.core.scene import Scene
from shared.core.unreadable import Kept

FORCE = "inspect:again"
"""The cursor that asks for a pass although no check is due: something that decides the next steps was changed."""
_LOOKBACK_DAYS = 1
_MARGIN = timedelta(days=2)


def inspect(event: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    """One tick. Raises BadInput for a wrong event."""
    return run_tick("inspect", event, ports, _inspect)


class _Pass(NamedTuple):
    """Everything that one pass judges by."""

    ports: Ports
    tally: Tally
    policy: Policy
    scene: Scene
    states: Mapping[str, CheckState]
    due: tuple[Check, ...]


def _inspect(tally: Tally, ports: Ports) -> None:
    ledger, policy = ports.ledger(), ports.policy()
    states = ledger.checks.all()
    stop_if_too_many(ledger)
    zone = ports.world().zone(policy.zone)
    due = tuple(check for check in CHECKS if _wanted(check, tally.tick, policy, states, tally.now, zone))
    asked = ledger.runs.cursor(FORCE)
    if not due and asked is None and not tally.tick.checks:
        tally.notes["due"] = []
        return
    scene = load_scene(ports, policy, tally.now)
    files = [file for platform in platforms_seen(ledger) for file in _files(platform, ledger, tally.now)]
    scene = scene._replace(mass_posting=mass_posting(files, policy, scene, ports))
    stop_if_too_many(ledger)
    is_done = _one_pass(_Pass(ports, tally, policy, scene, states, due), files)
    tally.notes["due"] = [check.id for check in due]
    # What was asked for while this pass went on is not answered by it.
    if is_done and not tally.tick.dry_run and asked is not None and ledger.runs.cursor(FORCE) == asked:
        ledger.runs.set_cursor(FORCE, None)


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


def mass_posting(files: Iterable[GroupFile], policy: Policy, scene: Scene, ports: Ports) -> Any:
    """What the counted posts come to; None where no message event ever came: nothing can be said then.

    Nor of a platform whose messages may not be read: it only sends those that name us.
    """
    ledger = ports.ledger()
    audible = [name for name in platforms_seen(ledger) if "life" not in refused(ledger, name)]
    since = {platform: moment_cursor(ledger, f"events:{platform}") for platform in audible}
    heard = {platform: began for platform, began in since.items() if began is not None}
    if not heard:
        return None
    posts = list(ledger.quiet.posts(buckets(scene.now - _MARGIN, scene.now)))
    lost = _lost_until(ledger)
    files = [file for file in files if file.is_known]
    groups = [file.group for file in files]
    tally = PostTally(
        groups,
        scene,
        lookback_days=_LOOKBACK_DAYS,
        settings=policy.checks["after_hours_posting"].settings,
        department_of=lambda group: department_of(group, scene),
        observed_from={
            file.group.key: max(heard.get(file.group.platform, scene.now), file.first_seen, lost)
            for file in files
        },
    )
    tally.add(posts)
    return tally.mass_posting()


def _lost_until(ledger: Ledger) -> datetime:
    """The end of the last UTC day of which a counter cannot be read: what was posted until then is not known."""
    days = [date.fromisoformat(day) for day in about(ledger, Kept.QUIET)]
    last = max(days, default=date.min)
    return datetime.combine(last + timedelta(days=1), time.min, UTC)


def _one_pass(work: _Pass, files: list[GroupFile]) -> bool:
    """False where the time ran out first."""
    plans = tuple(plan_of(check, work.policy, work.scene) for check in work.due)
    after = [_judge(file, plans, work) if work.tally.tick.wants(file.group.key) else file for file in files]
    states = _states_after(work, files, after)
    agenda = agenda_of(work.policy, work.scene, states, work.ports)
    _count_unreached(work, after)
    states = _keep_stops(work, states)
    is_done = _write(work, files, after, agenda)
    if is_done:
        _keep_states(work, states)
    return is_done


def _count_unreached(work: _Pass, files: Iterable[GroupFile]) -> None:
    """Groups with something open of which nobody who would be told can be written to."""
    tick = work.tally.tick
    groups = (file.group for file in files if file.is_open and tick.wants(file.group.key))
    found = unreached(groups, work.scene)
    if found:
        work.tally.add("no_reach", found)


def _keep_stops(work: _Pass, states: dict[str, CheckState]) -> dict[str, CheckState]:
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


def _keep_states(work: _Pass, states: Mapping[str, CheckState]) -> None:
    for check, state in states.items():
        if state.is_unreadable or state == work.states.get(check) or work.tally.tick.dry_run:
            continue
        try:
            work.ports.ledger().checks.save(state)
        except (
            Conflict
        ):  # an operator decided something meanwhile: theirs stands, and the next pass judges again
            work.tally.add("conflicts")


_GRAVITY = (Outcome.OK, Outcome.NOT_APPLICABLE, Outcome.UNKNOWN, Outcome.VIOLATION)


def _judge(file: GroupFile, plans: tuple[Plan, ...], work: _Pass) -> GroupFile:
    found = judged(file, plans, work.policy, work.scene)
    work.tally.add("judged", len(plans))
    for check, rows in found:
        gravest = max((row.outcome for row in rows), key=_GRAVITY.index)
        work.tally.add(f"{gravest}:{check.id}")
    return followed(file, work.due, found, work.scene.now)


def _states_after(work: _Pass, before: list[GroupFile], after: list[GroupFile]) -> dict[str, CheckState]:
    """The checks' states once this pass is written: baselines, stops, and since when each may speak."""
    now, whole = work.tally.now, not work.tally.tick.groups
    states = dict(work.states)
    population = sum(_is_alive(file) for file in after)
    if whole:
        everything = states.get(EVERYTHING, CheckState(EVERYTHING))
        if not everything.is_unreadable:
            states[EVERYTHING] = _population(everything, population, work)
    for check in work.due if whole else ():
        state = states.get(check.id, CheckState(check.id))
        states[check.id] = _after_pass(state, check, population, work, before, after)
    silent = silences(work.policy, states, work.ports, now)
    return {check: armed(state, silent.get(check, "mode"), now) for check, state in states.items()}


def _is_alive(file: GroupFile) -> bool:
    dissolved = file.group.status is not None and file.group.status.value is Status.DISSOLVED
    return file.gone is None and not dissolved


def _population(state: CheckState, population: int, work: _Pass) -> CheckState:
    lost = state.judged - population
    limit = int(state.judged * work.policy.blast_radius.population_drop)
    if lost > limit and state.judged:
        stop = Stop("population", work.tally.now, work.tally.run, lost, limit)
        _alarm(work, EVERYTHING, stop)
        return stopped(
            state, stop
        )  # what is compared with stays, until an operator says that it is as it should be
    return (
        state if state.judged == population else state._replace(judged=population, judged_at=work.tally.now)
    )


def _after_pass(
    state: CheckState,
    check: Check,
    population: int,
    work: _Pass,
    before: list[GroupFile],
    after: list[GroupFile],
) -> CheckState:
    found = sum(
        _is_open(file.case(check.id)) or check.id in file.unreadable_cases for file in after if file.is_known
    )
    new = sum(_is_new(one.case(check.id), two.case(check.id)) for one, two in zip(before, after, strict=True))
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


def _alarm(work: _Pass, check: str, stop: Stop) -> None:
    work.tally.notes.setdefault("stopped", {})[check] = stop.reason
    if not work.tally.tick.dry_run:
        work.ports.log.count("stopped", check=check)
        work.ports.log.alarm(
            "stopped", check=check, reason=stop.reason, found=stop.found, limit=stop.limit, run=stop.run
        )


def _is_open(case: Case | None) -> bool:
    return case is not None and case.is_open


def _is_new(before: Case | None, after: Case | None) -> bool:
    return after is not None and after.is_open and (before is None or before.opened != after.opened)


def _write(work: _Pass, before: list[GroupFile], after: list[GroupFile], agenda: Agenda) -> bool:
    """Keep what changed; False where the time ran out first, so that the pass does not count as done."""
    for one, two in zip(before, after, strict=True):
        if not two.cases:
            continue
        for case in changed_cases(one, two._replace(cases=planned(two, agenda))):
            if is_out_of_time(work.ports):
                work.tally.notes["unfinished"] = True
                return False
            _keep(work, case)
    return True


def _keep(work: _Pass, case: Case) -> None:
    work.tally.add("resolved" if not case.is_open else "kept")
    if work.tally.tick.dry_run:
        return
    try:
        work.ports.ledger().cases.save(case)
    except (
        Conflict
    ):  # a message about it went out, or an answer came, since it was read: the next pass sees both
        work.tally.add("conflicts")
