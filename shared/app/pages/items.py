"""The page that a card leads to: every item of its message that is still open, and what came of the others' answers."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from shared.app.collect.run import guardians
from shared.app.inbound.deeds.catalogue import ANSWERS
from shared.app.inspect.group import CHECKS_BY_ID
from shared.app.pages.mine import is_theirs
from shared.app.pages.shown import handle_of
from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.app.ports.state import Part
from shared.app.scene.company import scene_about
from shared.app.scene.setting import voice_of
from shared.core.card import Block
from shared.core.case import Case, GroupFile
from shared.core.checks.base import Check
from shared.core.deed import Deed
from shared.core.display import is_confidential, shown_name
from shared.core.findings.survey import Item, Row
from shared.core.invitation import INVITED
from shared.core.judgement import Judgement, Outcome
from shared.core.ladder.recipients import recipient
from shared.core.ladder.steps import ask_by
from shared.core.message.names import NAMES, beside_each_other
from shared.core.message.voice import Voice
from shared.core.message.writer import block_of
from shared.core.outbox import Nudge, Shown
from shared.core.recipient import Recipient, Role
from shared.core.scene import Scene

GOOD_FOR = timedelta(days=7)
"""How long a card's link leads to its own items; later to 「我的群」."""
_REFERENCE = re.compile(r"[0-9a-f]{32}")


class ShownItem(NamedTuple):
    case: str
    """`CaseKey.id`."""
    check: str
    name: str
    """What the group is called by now; empty where it may not be said."""
    title: str
    body: str = ""
    draft: str | None = None
    note: str = ""
    """What came of an answer."""
    deeds: tuple[Deed, ...] = ()
    """What can be answered; none: nothing more needs to be."""
    group: str = ""
    """The handle of the group's own page; empty: it is nobody's to open, or not theirs."""


def message_of(reference: str, who: Visitor, ports: Ports) -> Nudge | None:
    """The message that a link came from, if it went to them within a week.

    None for everything else: what is old, what is broken, and what was written to somebody else, also to whoever had the
    account before.
    """
    if not _REFERENCE.fullmatch(reference):
        return None
    since = (who.now - GOOD_FOR).date() - timedelta(days=1)
    rows = (nudge for account in who.accounts for nudge in ports.ledger().outbox.since(account, since))
    return next((nudge for nudge in rows if nudge.id == reference and _is_theirs(nudge, who)), None)


def _is_theirs(nudge: Nudge, who: Visitor) -> bool:
    sent = nudge.attempted
    if sent is None or not timedelta() <= who.now - sent < GOOD_FOR:
        return False
    return who.scene.means(nudge.account, sent)


def items_of(message: Nudge, who: Visitor, ports: Ports) -> tuple[ShownItem, ...]:
    """In the message's order, as things are by now; what is over and was not answered is left out."""
    every = (*message.shown, *message.beyond)
    groups = dict.fromkeys(shown.key.group for shown in every)
    files = ports.ledger().inventory.peek(groups, Part, CHECKS_BY_ID)
    named = (files[one.key.group] for one in every if one.key.check == NAMES and one.key.group in files)
    scene = _scene(files.values(), named, who, ports)
    page = _Page(message, who, scene, voice_of(who.policy, scene, who.lang, ()))
    return tuple(item for shown in every if (item := page.item(shown, files.get(shown.key.group))))


def _scene(files: Iterable[GroupFile], named: Iterable[GroupFile], who: Visitor, ports: Ports) -> Scene:
    """With everybody who looks after one of these groups: whose an item is by now depends on them.

    `named`: those whose names are asked about.
    """
    groups = [file.known(who.now).group for file in files]
    around = {account for group in groups for account in guardians(group)}
    scene = scene_about(ports, who.policy, who.now, None, {*who.accounts, *around})
    return beside_each_other((file.known(who.now).group for file in named), scene, groups)


def _answers(check: Check) -> tuple[Deed, ...]:
    deeds = (one.deed for one in ANSWERS)
    return tuple(deed for deed in deeds if deed.answers(check.id, is_question=check.is_question))


class _Page(NamedTuple):
    message: Nudge
    who: Visitor
    scene: Scene
    voice: Voice

    def item(self, shown: Shown, file: GroupFile | None) -> ShownItem | None:
        answer = self.message.answers.get(shown.key.id)
        if answer is not None and answer.is_final:
            return self._answered(shown, file, answer.note)
        case, check = file.case(shown.key.check) if file else None, CHECKS_BY_ID.get(shown.key.check)
        role = self._role(file)
        if file is None or case is None or check is None or role is None or not _is_waiting(case):
            return None
        group, block = file.known(self.who.now).group, self._block(file, case, check, role)
        return ShownItem(
            shown.key.id,
            check.id,
            "" if is_confidential(group) or group.platform == INVITED else shown_name(group),
            block.title,
            block.body,
            block.draft and _in_lines(block.draft),
            answer.note if answer else "",
            _answers(check),
            self._group(file),
        )

    def _answered(self, shown: Shown, file: GroupFile | None, note: str) -> ShownItem | None:
        """Under the title that its reader saw on the card: what the group is called now may be nothing to them any more."""
        card = self.message.card
        titles = {block.case: block.title or card.heading for block in card.blocks} if card else {}
        title = titles.get(shown.key.id) or (self._name(file, shown.key.check) if self._role(file) else "")
        return ShownItem(shown.key.id, shown.key.check, "", title, note=note) if title else None

    def _name(self, file: GroupFile | None, check: str) -> str:
        known = CHECKS_BY_ID.get(check)
        return (
            f"{shown_name(file.known(self.who.now).group)} · {known.title[self.who.lang]}"
            if file and known
            else ""
        )

    def _role(self, file: GroupFile | None) -> Role | None:
        """Why it is theirs by now; None: it is not, or nobody may be told of it."""
        if file is None or file.is_held or file.gone is not None:
            return None
        asked = recipient(file.known(self.who.now).group, self.scene)
        return asked.role if asked.account in self.who.accounts else None

    def _block(self, file: GroupFile, case: Case, check: Check, role: Role) -> Block:
        judgement = Judgement(Outcome.VIOLATION, case.level, case.evidence, case.evidence_key)
        item = Item(Row(file.known(self.who.now).group, check, judgement), role)
        reader = Recipient(Role.OWNER, self.who.account, self.who.name)
        work = self.voice.work_of(reader)
        today = self.who.now.astimezone(work.zone).date()
        by = ask_by(self.message.attempted or self.who.now, self.voice.pace_of(check), work)
        return block_of(item, reader, self.scene, self.voice, today, by=max(by, today))

    def _group(self, file: GroupFile) -> str:
        return handle_of(file.group.key) if is_theirs(file, self.who) else ""


def _in_lines(draft: str) -> str:
    """A message has it in one piece; whoever pastes it into an announcement wants lines."""
    return draft.replace("｜", "\n").replace(" | ", "\n")


def _is_waiting(case: Case) -> bool:
    return case.is_open and not case.request
