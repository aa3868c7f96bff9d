"""Collects facts: what a listing shows of all groups once a day, and more of those that may have changed."""

from collections.abc import Mapping
from typing import Any

from shared.app.collect.listing import is_listing_due, take_listing
from shared.app.collect.people import refresh_people
from shared.app.collect.permissions import remember
from shared.app.collect.reading import read_due
from shared.app.collect.run import PlatformRun, run_on
from shared.app.collect.side_by_side import Part, Steps, play
from shared.app.ports.ports import Ports
from shared.app.runs.run import RESERVE, Tally, run_tick
from shared.app.scene.company import note_platform, note_sending
from shared.core.errors import PlatformDenied, PlatformError, TakenOver
from shared.core.platform_state import Failure

_TO_KEEP = RESERVE / 2
"""Seconds before the end by which every worker is back, so that what it brought can be kept."""


def collect(event: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    """One tick. Raises BadInput for a wrong event; a platform that fails is counted, and costs only itself."""
    return run_tick("collect", event, ports, _collect)


def _collect(tally: Tally, ports: Ports) -> None:
    policy, ims = ports.policy(), ports.ims()
    if not tally.tick.dry_run:
        note_sending(ports.ledger(), (name for name, im in ims.items() if im.sending is not None))
    runs = [run_on(im, ports, tally, policy) for im in ims.values()]
    play([Part(run.im, _counted(run)) for run in runs], lambda: ports.remaining() - _TO_KEEP)


def _counted(run: PlatformRun) -> Steps[None]:
    before = sum(run.im.calls().values())
    try:
        run.memory.begin()
        yield from _remembered(run)
    except TakenOver as error:  # all that this run would still keep is the other one's to find out
        run.tally.add("taken_over")
        run.ports.log.alarm("platform_taken_over", platform=run.im.id, epoch=error.epoch)
    run.tally.add("calls", sum(run.im.calls().values()) - before)


def _remembered(run: PlatformRun) -> Steps[None]:
    """The error that ends it is remembered for `doctor`, until a run of everything comes to its end."""
    try:
        yield from _one_platform(run)
    except PlatformError as error:
        run.tally.add("failed")
        run.ports.log.alarm("platform_failed", platform=run.im.id, call=error.call, code=error.code)
        before = run.memory.state.failure
        since = before.since if before is not None else run.now
        run.memory.keep(failure=Failure(since, run.now, error.call, error.code))
    else:
        if run.memory.state.failure is not None and not run.tally.tick.groups:
            run.memory.keep(failure=None)


def _one_platform(run: PlatformRun) -> Steps[None]:
    """Who owns the groups is known before their announcements are read: those are to name them."""
    if not run.dry:
        note_platform(run.ledger, run.im.id)
    if is_listing_due(run):
        yield from _list(run)
    yield from refresh_people(run)
    yield from read_due(run)
    yield from refresh_people(run)
    _note_denied(run)


def _list(run: PlatformRun) -> Steps[None]:
    try:
        yield from take_listing(run)
    except PlatformDenied as error:
        run.access.deny("groups", error.missing or error.code)
    else:
        run.access.granted.add("groups")


def _note_denied(run: PlatformRun) -> None:
    """Said once a run, and remembered: a missing permission is no group's fault."""
    for capability, missing in sorted(run.access.denied.items()):
        run.tally.notes.setdefault("denied", {})[f"{run.im.id}:{capability}"] = missing
        run.ports.log.event("permission_missing", platform=run.im.id, capability=capability, missing=missing)
    if not run.dry:
        remember(run.access, run.memory, run.ledger, run.now)
