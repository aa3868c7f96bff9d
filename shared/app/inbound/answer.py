"""Acts on a button: what it does is its deed's; here it is done once, remembered, and shown on the card."""

from datetime import date, timedelta

from shared.app.desk.cards import as_answered, show
from shared.app.inbound.deeds.base import Given
from shared.app.inbound.deeds.catalogue import ANSWERS_BY_ID
from shared.app.nudge.run import NudgeRun, open_run
from shared.app.ports.ports import Ports
from shared.app.runs.run import Tally
from shared.app.runs.tick import Tick
from shared.app.scene.group import scene_of
from shared.core.card import Press
from shared.core.lang import both
from shared.core.outbox import Answer, Nudge
from shared.core.run import Entry

_APART = timedelta(minutes=1)
"""Between two looks at what can be answered again: pressing it many times shows what is known already."""
_SOMEBODY = both("负责部门", "the responsible department")


def answer(press: Press, ports: Ports, choice: str = "") -> None:
    """Act once, however often it is delivered; `choice`: what a page asked for, where the deed has choices.

    Raises PlatformUnavailable where it is worth another delivery.
    """
    nudge = ports.ledger().outbox.get(press.account, date.fromisoformat(press.day))
    shown = nudge.shows(press.case) if nudge and nudge.id == press.nudge else None
    if nudge is None or shown is None:  # the hook has checked this; a queue can be older than a TTL
        ports.log.event("answer_dropped", why="no_such_message")
        return
    now = ports.clock.now()
    policy = ports.policy()
    run = open_run(
        Tally("answer", now, Tick()), ports, policy, scene_of(shown.key.group, ports, policy, press.account)
    )
    if nudge.attempted is not None and not run.scene.means(press.account, nudge.attempted):
        # The message went to whoever had the account before.
        ports.log.event("answer_dropped", why="another_holder")
        return
    said = _known(press, nudge, run) or _acted(Given(press, nudge, shown, run, choice))
    if nudge.card is not None:
        now_answered = nudge._replace(answers={**nudge.answers, press.case: said})
        card = as_answered(now_answered, nudge.card, run.scene, ports)
        show(nudge.handle, card, press, run.sending(press.account), ports)


def _known(press: Press, nudge: Nudge, run: NudgeRun) -> Answer | None:
    """What came of it before: for the same press, for another deed after a final result, and where it was done a moment ago.

    The same deed in earnest again is done again: nothing happens twice, and what was said the first time (that somebody
    will decide) may not hold any more.
    """
    before = nudge.answers.get(press.case)
    if before is None:
        return None
    if before.deed != press.deed:
        return before if before.is_final else None
    is_same = bool(press.id) and press.id == before.press
    return before if is_same or timedelta() <= run.now() - before.at < _APART else None


def _acted(given: Given) -> Answer:
    press, shown, run = given.press, given.shown, given.run
    result = ANSWERS_BY_ID[press.deed].act(given)
    words = result.words[run.agenda.voice.lang]
    note = words.format(department=_department(run), **result.values)
    said = Answer(press.deed, run.now(), note, press.id, result.is_final)
    run.ports.ledger().outbox.answer(press.account, given.nudge.day, press.case, said)
    entry = Entry(said.at, f"answer_{press.deed}", shown.key.group, press.account, {"check": shown.key.check})
    run.ports.ledger().audit.write(entry)
    run.ports.log.count("answer", deed=press.deed)
    return said


def _department(run: NudgeRun) -> str:
    return run.policy.responsible_department or _SOMEBODY[run.agenda.voice.lang]
