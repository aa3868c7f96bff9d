"""Invites people: shows who would be asked what, and asks them once somebody says so."""

from collections.abc import Iterable

from shared.app.invitation.guests import Guest
from shared.app.nudge.follow_up import follow_up
from shared.app.nudge.run import NudgeRun, open_run
from shared.app.ports.ports import Ports
from shared.app.runs.run import Tally
from shared.app.runs.tick import Tick
from shared.app.scene.company import load_scene, silences
from shared.core.arming import SILENCES
from shared.core.checks.base import Telling, Text
from shared.core.filed import Filing, beside
from shared.core.findings.survey import Row
from shared.core.handover import Way
from shared.core.invitation import invitation, invited_key, is_recent
from shared.core.judgement import Judgement, Outcome
from shared.core.ladder.waiting import waited_until
from shared.core.lang import Bilingual, Lang, both
from shared.core.message.wording import render
from shared.core.model import Group
from shared.core.policy.policy import Policy
from shared.core.questions.invited_person import QUESTION
from shared.core.run import Entry

NO_PAGES = both(
    "没有设置页面的网址（PagesUrl），收到邀请的人无处登记",
    "the installation names no address of the pages (PagesUrl), so there is nowhere to file",
)


def open_invitation(policy: Policy, ports: Ports) -> NudgeRun:
    """With everybody who works here. Raises ConfigError where the register cannot be read."""
    now = ports.clock.now()
    return open_run(Tally("invite", now, Tick()), ports, policy, load_scene(ports, policy, now))


def hindrance(policy: Policy, ports: Ports) -> Bilingual | None:
    """Why nobody can be invited as things stand; None: they can."""
    if ports.pages is None:
        return NO_PAGES
    why = silences(policy, ports.ledger().checks.all(), ports, ports.clock.now())[QUESTION.id]
    return SILENCES[why] if why else None


def words_of(guest: Guest, lang: Lang, run: NudgeRun) -> Text:
    """What the invitation says if it is written now."""
    filing = _invitation(guest, run)
    group = beside(Group(filing.group.platform, filing.group.id), filing, run.now())
    row = Row(group, QUESTION, Judgement(Outcome.VIOLATION))
    return render(row, Telling(run.scene, lang, run.scene.local_day()), run.policy.wording.get(QUESTION.id))


def invite(some: Iterable[Guest], by: str, run: NudgeRun) -> list[Guest]:
    """Ask those who are not left out; returns them. Whoever was invited at the same moment is not asked twice.

    `by`: as colleagues know them.
    """
    invited = [guest for guest in some if guest.left_out is None and _ask(guest, run)]
    for guest in invited:
        entry = Entry(run.now(), "invited", guest.account, by, {"department": guest.department})
        run.ports.ledger().audit.write(entry)
        follow_up(invited_key(guest.account), run.ports)
    return invited


def _ask(guest: Guest, run: NudgeRun) -> bool:
    """An invitation of long ago is written over; one that came a moment ago stands."""
    inventory = run.ports.ledger().inventory
    file = inventory.get(invited_key(guest.account))
    before = file.filed if file else None
    if before is not None and is_recent(before.first, run.now()):
        return False
    return inventory.move_filing(_invitation(guest, run), before)


def _invitation(guest: Guest, run: NudgeRun) -> Filing:
    now = run.now()
    until = waited_until(now, Way.INVITE, run.work_of(guest.account))
    return invitation(guest.account, guest.department, now, until)
