"""Acts on a button: 已处理 is checked at once and the result shown; 说明情况 goes to the operator and the ladder rests."""

import hashlib
from datetime import date

from shared.app.collect.group import part_of
from shared.app.inspect.group import CHECKS_BY_ID
from shared.app.nudge.evidence import is_filed, reread
from shared.app.nudge.run import NudgeRun, open_run
from shared.app.ports.im import Sending
from shared.app.ports.ports import Ports
from shared.app.runs.run import Tally
from shared.app.runs.tick import Tick
from shared.app.scene.company import load_scene
from shared.core.card import Action, Card, Press
from shared.core.case import Case, resting
from shared.core.errors import PlatformError, Unreadable
from shared.core.judgement import Outcome
from shared.core.lang import Bilingual, both
from shared.core.message.writer import answered
from shared.core.outbox import Answer, Nudge, Shown
from shared.core.request import Request
from shared.core.run import Entry

_SETTLED = both("已核对，这一项办好了，谢谢您。", "Checked: this is done. Thank you.")
_STILL = both(
    "刚看过，还没有看到变化。若是刚改的，系统稍后会再核对，不用回复；有别的情况请点“说明情况”。",
    "We looked just now and see no change yet. If you have only just changed it, we will look again by ourselves; "
    "if something else is the matter, choose “Explain”.",
)
_AS_FILED = both(
    "这一项是按登记的信息核对的，登记里还没有变化。改好了，请负责群台账的同事更新一下登记；有别的情况请点“说明情况”。",
    "This one is checked by what was filed, which has not changed yet. Once it is done, please have whoever keeps the "
    "register of groups update it; if something else is the matter, choose “Explain”.",
)
_UNSEEN = both(
    "暂时看不到最新情况，系统稍后会自己核对，不用回复。",
    "We cannot see the present state just now; we will look again by ourselves.",
)
_NOTED = both("谢谢您的反馈，系统记下了，不用再做什么。", "Thank you, noted; nothing more needs to be done.")
_PASSED_ON = both(
    "已转给{department}的同事，处理之前不再提醒您。",
    "Passed on to {department}; you will not be reminded before it is decided.",
)
_DECIDED = both(
    "您之前的说明，{department}的同事已经看过并答复；有新情况，请直接和他们联系。",
    "Your explanation was looked at and decided; if something has changed since, please contact {department}.",
)
_FINAL = (_SETTLED, _NOTED, _PASSED_ON, _DECIDED)
"""After these there is nothing left to press."""
_SOMEBODY = both("负责部门", "the responsible department")


def answer(press: Press, ports: Ports) -> None:
    """Act once, however often it is delivered. Raises PlatformUnavailable where it is worth another delivery."""
    nudge = ports.ledger().outbox.get(press.account, date.fromisoformat(press.day))
    shown = nudge.shows(press.case) if nudge and nudge.id == press.nudge else None
    if nudge is None or shown is None:  # the hook has checked this; a queue can be older than a TTL
        ports.log.event("answer_dropped", why="no_such_message")
        return
    now = ports.clock.now()
    policy = ports.policy()
    run = open_run(Tally("answer", now, Tick()), ports, policy, load_scene(ports, policy, now))
    if nudge.attempted is not None and not run.scene.means(press.account, nudge.attempted):
        ports.log.event(
            "answer_dropped", why="another_holder"
        )  # the message went to whoever had the account before
        return
    note = _explain(nudge, shown, run) if press.action is Action.EXPLAIN else _done(shown, run)
    said = note[run.agenda.voice.lang].format(department=_department(run))
    is_final = note in _FINAL
    if is_final:
        ports.ledger().outbox.answer(press.account, nudge.day, press.case, Answer(press.action, now, said))
    entry = Entry(now, f"answer_{press.action}", shown.key.group, press.account, {"check": shown.key.check})
    ports.ledger().audit.write(entry)
    ports.log.count("answer", action=press.action)
    if nudge.card is not None:
        card = answered(_as_answered(nudge, nudge.card), press.case, said, is_final=is_final)
        _show(press, nudge.handle, card, run.sending(press.account), ports)


def _department(run: NudgeRun) -> str:
    return run.policy.responsible_department or _SOMEBODY[run.agenda.voice.lang]


def _done(shown: Shown, run: NudgeRun) -> Bilingual:
    """Read everything that the check needs again, and say what it looks like now."""
    file = run.inventory.get(shown.key.group)
    check = CHECKS_BY_ID.get(shown.key.check)
    if file is None or file.is_held or check is None:
        return _UNSEEN
    if check.rests_on_posts:
        return _NOTED
    asked = run.now()  # the clock goes on while we read
    again = reread(file, (check,), run, at_once=True)
    filed = [fact for fact in check.needs if is_filed(fact, again.file)]
    if any(again.read_at[part_of(fact)] < asked for fact in check.needs if fact not in filed):
        return _UNSEEN
    outcomes = {row.outcome for row in again.found.get(check.id, ())}
    if Outcome.VIOLATION in outcomes:
        return _AS_FILED if filed else _STILL
    return _UNSEEN if Outcome.UNKNOWN in outcomes else _SETTLED


def _explain(nudge: Nudge, shown: Shown, run: NudgeRun) -> Bilingual:
    """A request for the operator; its id is that of the message and the case, so that asking twice is asking once."""
    ledger = run.ports.ledger()
    file = run.inventory.get(shown.key.group)
    case = file.case(shown.key.check) if file else None
    request = hashlib.sha256(f"{nudge.id}\0{shown.key.id}".encode()).hexdigest()[:12]
    ledger.waivers.ask(
        Request(request, shown.key.group, shown.key.check, nudge.account, run.now(), nudge.day)
    )
    if _is_decided(request, run):
        return _DECIDED  # nothing rests any more, and saying so would be a promise that is not kept
    # A former owner's word is passed on as well, but it does not hold up what somebody else was asked.
    if case is not None and case.is_open and _is_theirs(case, nudge, run):
        ledger.cases.save(resting(case)._replace(request=request))
    return _PASSED_ON


def _is_decided(request: str, run: NudgeRun) -> bool:
    """One that cannot be read counts as open."""
    try:
        asked = run.ports.ledger().waivers.request(request)
    except Unreadable:
        return False
    return asked is not None and asked.decided is not None


def _is_theirs(case: Case, nudge: Nudge, run: NudgeRun) -> bool:
    return case.shown_to is None or run.scene.are_same(case.shown_to, nudge.account)


def _as_answered(nudge: Nudge, card: Card) -> Card:
    """The card with what was answered before."""
    for case, before in nudge.answers.items():
        card = answered(card, case, before.note) if before.note else card
    return card


def _show(press: Press, handle: str, card: Card, sending: Sending | None, ports: Ports) -> None:
    """On the card; where that fails, the answer was acted on all the same.

    A card may be updated twice for each press: one that is delivered twice must not use that up.
    """
    if sending is None or sending.edit is None:
        return
    if press.reply_token and not ports.ledger().seen.first(f"press:{press.reply_token}", ports.clock.now()):
        return
    try:
        sending.edit(handle, card, press)
    except PlatformError as error:
        ports.log.event("card_not_updated", platform=error.platform, code=error.code)
