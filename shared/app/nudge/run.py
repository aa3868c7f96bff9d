"""What every step of the nudge protocol works with, and the one place where a message leaves."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from shared.app.nudge.dry import DryFiles, DryMessages
from shared.app.ports.im import IM, Letter, Proof, Repeat, Sending, Sent
from shared.app.ports.ports import Ports
from shared.app.ports.state import Cases, Files, Messages
from shared.app.runs.pausing import is_paused
from shared.app.runs.run import Tally
from shared.app.scene.company import agenda_of
from shared.core.account import Account, id_of, platform_of
from shared.core.calendar.hours import WorkTime, may_send
from shared.core.ladder.agenda import Agenda
from shared.core.model import PeopleVersion
from shared.core.outbox import Nudge
from shared.core.policy.policy import Policy
from shared.core.recipient import Recipient, Role
from shared.core.run import Entry
from shared.core.scene import Scene

PAUSED = "paused"
"""The note of a run that sent nothing, or nothing more, since somebody paused it."""


class Refusals:
    """What each platform refused of one run's messages: believed only where it is not the platform itself that is ill."""

    def __init__(self) -> None:
        self.tried: defaultdict[str, int] = defaultdict(int)
        """Messages that a platform was asked to deliver."""
        self.accounts: defaultdict[str, list[Account]] = defaultdict(list)
        """By platform: whom it refused to write to."""
        self.letters: defaultdict[str, int] = defaultdict(int)
        """By platform: messages that it did not take as they are."""

    @property
    def platforms(self) -> set[str]:
        """Those that refused anything."""
        return {*self.accounts, *self.letters}


class NudgeRun(NamedTuple):
    ports: Ports
    tally: Tally
    policy: Policy
    agenda: Agenda
    ims: Mapping[str, IM]
    outbox: Messages
    inventory: Files
    cases: Cases
    refusals: Refusals

    @property
    def scene(self) -> Scene:
        return self.agenda.scene

    @property
    def people(self) -> PeopleVersion:
        """The register that this run is pinned to."""
        return self.scene.company.people_version

    @property
    def is_dry(self) -> bool:
        return self.tally.tick.dry_run

    @property
    def with_login(self) -> frozenset[str]:
        """Platforms with an account of which one can log in to the pages."""
        return frozenset(name for name, im in self.ims.items() if im.login is not None)

    def now(self) -> datetime:
        """The moment that is judged: asked anew before every send."""
        return self.tally.tick.now or self.ports.clock.now()

    def is_paused(self) -> bool:
        """Whether somebody said that nothing may leave: asked anew before every message, and noted."""
        if is_paused(self.ports, self.now().astimezone(self.scene.zone).date()):
            self.tally.notes[PAUSED] = True
        return PAUSED in self.tally.notes

    def work_of(self, account: Account) -> WorkTime:
        """When whoever has this account works."""
        return self.agenda.voice.work_of(Recipient(Role.OWNER, account))

    def sending(self, account: Account) -> Sending | None:
        """How somebody is written to there; None: not at all."""
        im = self.ims.get(platform_of(account))
        return im.sending if im else None

    def may_leave(self, nudge: Nudge, sending: Sending, *, first: bool) -> bool:
        """Whether the request may leave at this moment: by the clock, on its own day, and as the platform's proof allows."""
        now, work = self.now(), self.work_of(nudge.account)
        on_its_day = now.astimezone(work.zone).date() == nudge.day
        return on_its_day and may_send(now, work, first=first) and is_ours_to_send(nudge, sending.proof, now)

    def post(self, nudge: Nudge, sending: Sending) -> Sent:
        """The one POST. Raises as `Sending.post`."""
        if self.is_dry:
            return Sent("", self.now())
        return sending.post(letter_of(nudge))

    def note(self, what: str, nudge: Nudge, **details: object) -> None:
        """Count it and, in a real run, write it into the audit trail."""
        self.tally.add(what)
        if not self.is_dry:
            entry = Entry(
                self.now(),
                f"nudge_{what}",
                nudge.account,
                "product",
                {"day": nudge.day.isoformat(), **details},
            )
            self.ports.ledger().audit.write(entry)


def letter_of(nudge: Nudge) -> Letter:
    """The frozen request."""
    return Letter(id_of(nudge.account), nudge.send_key, nudge.body)


def is_ours_to_send(nudge: Nudge, proof: Proof, now: datetime) -> bool:
    """Whether this request, whoever was held up meanwhile, can bring nobody a second message.

    Repeated, it is one message for so long after its first attempt. Elsewhere it leaves only while its claim is held:
    afterwards somebody else may have settled it.
    """
    since = nudge.attempted
    until = since + proof.until if since and isinstance(proof, Repeat) else nudge.lease_until
    return since is not None and since <= now < until


def open_run(tally: Tally, ports: Ports, policy: Policy, scene: Scene) -> NudgeRun:
    ledger, ims = ports.ledger(), ports.ims()
    scene = scene._replace(sends=frozenset(name for name, im in ims.items() if im.sending is not None))
    agenda = agenda_of(policy, scene, ledger.checks.all(), ports)
    dry = tally.tick.dry_run
    return NudgeRun(
        ports=ports,
        tally=tally,
        policy=policy,
        agenda=agenda,
        ims=ims,
        outbox=DryMessages(ledger.outbox) if dry else ledger.outbox,
        inventory=DryFiles(ledger.inventory) if dry else ledger.inventory,
        cases=ledger.cases,
        refusals=Refusals(),
    )
