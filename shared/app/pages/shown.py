"""One group as its owner sees it on a page: what is on record, where that is from, and what could be done."""

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.app.scene.setting import voice_of
from shared.core.case import Case, GroupFile, Step
from shared.core.checks.base import Check, Telling, Text
from shared.core.checks.catalogue import CHECKS
from shared.core.display import is_confidential
from shared.core.farewell import ends_on
from shared.core.filed import has_lapsed
from shared.core.findings.survey import Row
from shared.core.judgement import Judgement, Outcome
from shared.core.ladder.steps import due_after_page
from shared.core.lang import ROLES, Bilingual, Lang, Roles
from shared.core.message.voice import Voice
from shared.core.message.wording import render
from shared.core.model import Group, Source
from shared.core.recipient import Recipient, Role


class Chore(NamedTuple):
    """Something that could be done about a group."""

    check: str
    title: Bilingual
    """In a few words."""
    text: Text
    is_told: bool
    """Whether what it rests on was filed: then what its owner says of it is the fact; else the platform shows it."""


class ShownGroup(NamedTuple):
    handle: str
    """Stands for it in an address, and says nothing of it."""
    group: Group
    """As it is known now."""
    platform: Bilingual
    is_filed: bool
    """Whether it is known only because somebody filed it."""
    filed_on: date | None
    """By themselves, on the company's day; None: they did not."""
    lapsed: bool
    """What was filed of it is not good any more."""
    chores: tuple[Chore, ...]
    roles: Roles = ROLES
    """What its platform calls its owner and its admins."""
    ends: date | None = None
    """The day on which it is to be dissolved, as its owner plans it."""


def handle_of(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:24]


def shown(file: GroupFile, who: Visitor, ports: Ports) -> ShownGroup:
    known, filing = file.known(who.now), file.filed
    own = filing if filing is not None and filing.is_own else None
    names = who.scene.platform_names
    platform = known.group.platform
    return ShownGroup(
        handle=handle_of(known.group.key),
        group=known.group,
        platform=names.get(platform) or dict.fromkeys(Lang, platform),
        is_filed=not file.is_shown,
        filed_on=own.at.astimezone(who.scene.zone).date() if own else None,
        lapsed=filing is not None and has_lapsed(filing, who.now),
        chores=tuple(_chores(known, who, ports)),
        roles=who.scene.roles.get(platform, ROLES),
        ends=ends_on(file.group.waivers, who.scene.local_day()),
    )


def _chores(file: GroupFile, who: Visitor, ports: Ports) -> Iterator[Chore]:
    if file.gone is not None or file.is_held or is_confidential(file.group) or file.group.handover:
        return
    voice = voice_of(who.policy, who.scene, who.lang, ports.world().deeds)
    for check in CHECKS:
        case = file.case(check.id)
        # What was posted at night is nobody's to look up.
        if case is not None and case.is_open and not case.request and not check.rests_on_posts:
            yield _chore(case, check, file.group, who, voice)


def _by(case: Case, check: Check, who: Visitor, voice: Voice) -> date:
    """The date that the page asks for: when something would be said of it, at the earliest."""
    work = voice.work_of(Recipient(Role.OWNER, who.account))
    seen = case.delivered.get(Step.SEEN, who.now)
    due = case.due if case.due and case.due > who.now else due_after_page(seen, voice.pace_of(check), work)
    return max(due, who.now).astimezone(work.zone).date()


def _chore(case: Case, check: Check, group: Group, who: Visitor, voice: Voice) -> Chore:
    judgement = Judgement(Outcome.VIOLATION, case.level, case.evidence, case.evidence_key)
    telling = Telling(who.scene, who.lang, by=_by(case, check, who, voice))
    text = render(Row(group, check, judgement), telling, who.policy.wording.get(check.id))
    facts = (getattr(group, name) for name in check.needs)
    return Chore(
        check.id,
        check.title,
        text,
        any(fact is not None and fact.source is Source.DECLARED for fact in facts),
    )
