"""Lets a group's cases follow at once what somebody decided about it."""

from shared.app.inspect.group import CHECKS_BY_ID, judge_again
from shared.app.nudge.evidence import keep_cases
from shared.app.nudge.run import open_run
from shared.app.ports.ports import Ports
from shared.app.runs.run import Tally
from shared.app.runs.tick import Tick
from shared.app.scene.group import scene_of
from shared.core.ladder.agenda import planned


def follow_up(group: str, ports: Ports) -> None:
    """Judge one group anew from what is known of it, and plan its cases: a decision takes effect now."""
    now, policy = ports.clock.now(), ports.policy()
    run = open_run(Tally("ops", now, Tick()), ports, policy, scene_of(group, ports, policy))
    file = ports.ledger().inventory.get(group)
    if file is None:
        return
    held = tuple(CHECKS_BY_ID[case.key.check] for case in file.cases if case.key.check in CHECKS_BY_ID)
    after, _ = judge_again(file.known(now), held, policy, run.scene)
    keep_cases(file, after._replace(cases=planned(after, run.agenda)), run)
