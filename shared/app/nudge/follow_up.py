"""Lets a group's cases follow at once what somebody decided about it."""

from shared.app.inspect.group import judge_again
from shared.app.nudge.evidence import keep_cases
from shared.app.nudge.run import open_run
from shared.app.ports.ports import Ports
from shared.app.runs.run import Tally
from shared.app.runs.tick import Tick
from shared.app.scene.group import scene_of
from shared.core.ladder.agenda import planned
from shared.core.questions.catalogue import ALL, QUESTIONS


def follow_up(group: str, ports: Ports) -> None:
    """Judge one group anew from what is known of it, and plan its cases: a decision takes effect now, and so does a question."""
    now, policy = ports.clock.now(), ports.policy()
    run = open_run(Tally("ops", now, Tick()), ports, policy, scene_of(group, ports, policy))
    file = ports.ledger().inventory.get(group)
    if file is None:
        return
    held = {case.key.check for case in file.cases} | {question.id for question in QUESTIONS}
    asked = tuple(check for check in ALL if check.id in held)
    after, _ = judge_again(file.known(now), asked, policy, run.scene)
    keep_cases(file, after._replace(cases=planned(after, run.agenda)), run)
