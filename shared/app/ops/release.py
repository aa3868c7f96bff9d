"""Releases what waits for a person: a check's baseline, or what was stopped for unusual counts."""

from collections.abc import Mapping
from typing import Any

from shared.app.inspect.again import inspect_again
from shared.app.ops.base import BY, Op, Param, refuse
from shared.app.ops.waive import check_of
from shared.app.ports.ports import Ports
from shared.app.scene.company import silences
from shared.core.arming import SILENCES
from shared.core.check_state import EVERYTHING, CheckState
from shared.core.lang import Lang
from shared.core.run import Entry


def run(given: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    ledger, now = ports.ledger(), ports.clock.now()
    check = given["check"] if given["check"] in {EVERYTHING, "all"} else check_of(given["check"])
    states = dict(ledger.checks.all())
    waiting = [state for state in states.values() if _waits(state) and check in {state.check, "all"}]
    if not waiting:
        raise refuse(
            f"nothing of {check} waits for a release", "A check waits after its first run, or after a stop"
        )
    for state in waiting:
        states[state.check] = ledger.checks.save(_released(state, given["by"], ports))
        ledger.audit.write(Entry(now, "released", state.check, given["by"], {"found": state.found}))
    inspect_again(ledger, now)
    silent = silences(ports.policy(), states, ports, now)
    return {
        "released": [state.check for state in waiting],
        "still_silent": {
            name: SILENCES[why][Lang.EN] for name, why in silent.items() if why and name in states
        },
    }


def _waits(state: CheckState) -> bool:
    fresh = state.baseline_at is not None and state.released_at is None
    return not state.is_unreadable and (fresh or state.stopped is not None)


def _released(state: CheckState, by: str, ports: Ports) -> CheckState:
    now = ports.clock.now()
    if state.check == EVERYTHING:  # the smaller population is as it should be: count from it
        return state._replace(stopped=None, judged=0)
    return state._replace(stopped=None, released_at=state.released_at or now, released_by=by)


OP = Op(
    "release",
    "Releases a check's baseline, or lets it go on after a stop.",
    (Param("check", "the check's id, * for the population, or all", needed=True), BY),
    run,
)
