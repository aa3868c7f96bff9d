"""Answers a question about a group that changes hands, once, by whoever was asked and nobody else."""

from enum import StrEnum
from typing import NamedTuple

from shared.app.desk.nobody import contested, note_contested
from shared.app.handover.asking import note
from shared.app.nudge.follow_up import follow_up
from shared.app.nudge.run import NudgeRun
from shared.core.account import Account
from shared.core.case import GroupFile
from shared.core.filed import Filing, agreed, beside_owner, declined, joined, shows_owner
from shared.core.handover import Handover, Reply, Way
from shared.core.ladder.waiting import waited_until
from shared.core.people.standing import Standing

_ROUNDS = 3


class Came(StrEnum):
    """What came of an answer."""

    FILED = "filed"
    """It is filed: from now on the group is theirs who was to have it."""
    AGREED = "agreed"
    """It is to be done on the platform, which then shows it."""
    JOINED = "joined"
    """It is filed: from now on they look after the group as well."""
    DECLINED = "declined"
    CONTESTED = "contested"
    """Two people say that the group is theirs."""
    OVER = "over"
    """Nothing is asked of them any more."""


class Question(NamedTuple):
    """What somebody is asked about a group at this moment."""

    file: GroupFile
    filing: Filing
    handover: Handover


def question_to(key: str, by: Account, run: NudgeRun, way: Way | None = None) -> Question | None:
    """None: nothing is asked of whoever has this account, or not any more. `way`: in which way alone; None: in any."""
    file, now, scene = run.inventory.get(key), run.now(), run.scene
    handover = file.known(now).group.handover if file and not file.is_held and file.gone is None else None
    if file is None or file.filed is None or handover is None or not handover.is_open(now):
        return None
    if way not in {None, handover.way}:
        return None
    is_theirs = scene.are_same(handover.asked, by) and scene.means(handover.asked, handover.at)
    if handover.way is Way.JOIN and not scene.means(handover.owner, handover.at):
        return None  # whoever asked is not the owner any more
    if not is_theirs or scene.standing(by) is Standing.OUT:
        return None
    return Question(file, file.filed, handover)


def reply(key: str, said: Reply, by: Account, run: NudgeRun, way: Way | None = None) -> Came:
    """Write the answer down, where nobody took the question back or answered it meanwhile.

    `way`: what they read when they answered, since something else may be asked of them by now; None: whatever is asked.
    Whoever says the same again, since nothing told them what came of it, is told now.
    """
    for _ in range(_ROUNDS):
        question = question_to(key, by, run, way)
        if question is None:
            return _came_before(key, said, by, run)
        came, filing = _answered(question, said, run)
        if run.ports.ledger().inventory.move_filing(filing, question.filing):
            if came is Came.CONTESTED:
                _on_the_desk(key, run)
            note(f"handover_{came}", key, by, run)
            return came
    return Came.OVER


def _on_the_desk(key: str, run: NudgeRun) -> None:
    """At once; an inspection finds it as well."""
    ledger = run.ports.ledger()
    note_contested(ledger, (*contested(ledger), key))


def _came_before(key: str, said: Reply, by: Account, run: NudgeRun) -> Came:
    """What came of the same answer of theirs, as far as what is filed still says so."""
    file = run.inventory.get(key)
    came = _came(file, file.filed, said, by, run) if file and file.filed else Came.OVER
    if came is Came.CONTESTED:
        _on_the_desk(key, run)
    if came is not Came.OVER:
        follow_up(key, run.ports)
    return came


def _came(file: GroupFile, filed: Filing, said: Reply, by: Account, run: NudgeRun) -> Came:
    handover, scene = filed.handover, run.scene
    if handover is None or not scene.are_same(handover.asked, by):
        return _accepted(file, filed, by, run) if said is Reply.ACCEPTED else Came.OVER
    if handover.reply is not said:
        return Came.OVER
    if said is Reply.DECLINED:
        return Came.CONTESTED if handover.way is Way.CLAIM else Came.DECLINED
    return Came.AGREED if handover.is_agreed(run.now()) else Came.OVER


def _accepted(file: GroupFile, filed: Filing, by: Account, run: NudgeRun) -> Came:
    """What a yes came to that is not remembered as asked any more. A group that its platform shows as another's is not theirs."""
    scene, owner = run.scene, file.known(run.now()).group.owner
    is_theirs = owner is not None and owner.value is not None and scene.are_same(owner.value, by)
    if is_theirs and filed.is_own and filed.by == filed.owner and scene.are_same(filed.by, by):
        return Came.FILED
    is_beside = any(scene.are_same(one, by) for one in beside_owner(filed))
    return Came.JOINED if is_beside else Came.OVER


def _answered(question: Question, said: Reply, run: NudgeRun) -> tuple[Came, Filing]:
    file, filing, handover = question
    if said is Reply.DECLINED:
        came = Came.CONTESTED if handover.way is Way.CLAIM else Came.DECLINED
        return came, declined(filing, handover)
    if handover.way is Way.JOIN:
        return Came.JOINED, joined(filing, handover)
    now = run.now()
    if not shows_owner(file.group):
        theirs = run.scene.accounts(handover.to)
        return Came.FILED, agreed(filing, handover, at=now, accounts=theirs)
    until = waited_until(now, handover.way, run.work_of(handover.to))
    return Came.AGREED, agreed(filing, handover, at=now, until=until)
