"""Sends what is due: one message to one person on one day, or a word to the operator that this cannot be proven.

The protocol is DESIGN section 6; its states are drawn in core/outbox.py. Every step may be the last of this process.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from shared.app.nudge.digest import tell
from shared.app.nudge.foretold import keep_what_fits
from shared.app.nudge.reconciliation import reconcile
from shared.app.nudge.refusal import is_too_many, keep_refusals, resting_platforms
from shared.app.nudge.run import PAUSED, NudgeRun, open_run
from shared.app.ports.ports import Ports
from shared.app.runs.run import Tally, is_out_of_time, run_tick
from shared.app.runs.unreadable import stop_if_too_many
from shared.app.scene.company import load_scene
from shared.core.account import Account
from shared.core.errors import Conflict, PlatformDenied, PlatformUnavailable


def nudge(event: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    """One tick. Raises BadInput for a wrong event."""
    return run_tick("nudge", event, ports, send_due)


def send_due(tally: Tally, ports: Ports) -> None:
    """Unknown outcomes first; then who has something due. The scene is only loaded where there is anything to do."""
    ledger = ports.ledger()
    waiting = list(ledger.outbox.unsettled(tally.now))
    due = ledger.cases.due_accounts(tally.now)
    first = next(due, None)
    if not waiting and first is None:
        return
    policy = ports.policy()
    run = open_run(tally, ports, policy, load_scene(ports, policy, tally.now))
    stop_if_too_many(ledger)
    for account, day in waiting:
        if is_out_of_time(ports):
            return
        _apart(partial(reconcile, account, day, run), run)
    if first is not None and not run.is_paused():
        _tell_all([first, *due], run)
        keep_refusals(run)
    keep_what_fits(run)


def _tell_all(due: list[Account], run: NudgeRun) -> None:
    """Each person once, whichever of their accounts something is due to."""
    resting = resting_platforms(run)
    done: set[Account] = set()
    for account in due:
        if account in done:
            continue
        if _left_the_house(run) >= run.policy.budgets.nudges_per_run:
            run.tally.notes["budget_spent"] = "nudges_per_run"
            return
        if is_out_of_time(run.ports):
            run.tally.notes["unfinished"] = True
            return
        if PAUSED in run.tally.notes:
            return
        stop_if_too_many(run.ports.ledger())
        done.update(run.scene.accounts(account))
        _apart(partial(_tell_one, account, run, resting), run)


def _left_the_house(run: NudgeRun) -> int:
    """Messages that this run sent or may have sent: one whose answer was lost may well stand in an inbox."""
    return sum(run.tally.counts[outcome] for outcome in ("sent", "unclear", "failed"))


def _tell_one(account: Account, run: NudgeRun, resting: set[str]) -> None:
    resting |= {platform for platform in run.refusals.platforms if is_too_many(platform, run)}
    try:
        tell(account, run, resting)
    except (PlatformUnavailable, PlatformDenied) as error:
        # What one person's message met would meet the next one's as well: this platform rests until the next tick.
        resting.add(error.platform)
        run.tally.add("platform_failed")
        run.ports.log.alarm("platform_failed", platform=error.platform, call=error.call, code=error.code)


def _apart(work: Callable[[], None], run: NudgeRun) -> None:
    """One person's part of the run: whatever is wrong with it must not keep the others from theirs, nor pass unseen."""
    try:
        work()
    except Conflict:  # we were so slow that somebody else cleared our claim away: theirs to finish
        run.tally.add("conflicts")
    except Exception as error:  # noqa: BLE001 (see above)
        run.tally.add("failed")
        run.ports.log.alarm("nudge_failed", error=type(error).__name__)
