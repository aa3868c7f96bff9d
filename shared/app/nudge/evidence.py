"""Reads again what a message would rest on: facts older than a quarter of an hour do not leave the house."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import NamedTuple

from shared.app.collect.group import part_of, read_group, reduced
from shared.app.collect.run import guardians
from shared.app.inspect.group import CHECKS_BY_ID, changed_cases, judge_again
from shared.app.nudge.run import NudgeRun
from shared.app.ports.state import Part
from shared.core.account import Account, platform_of
from shared.core.case import Case, GroupFile
from shared.core.checks.base import Check
from shared.core.errors import Conflict, PlatformError
from shared.core.filed import ASKED_BEFORE, Filing, has_lapsed, is_to_be_confirmed
from shared.core.judgement import Judgement, Outcome
from shared.core.ladder.agenda import planned
from shared.core.message.writer import Told
from shared.core.model import Profile, Source
from shared.core.people.holder import seen_again
from shared.core.recipient import Role

FRESH = timedelta(minutes=15)
USABLE = timedelta(hours=24)
"""How old a fact may be where it could not be read again."""


_NEVER = datetime.min.replace(tzinfo=UTC)


class Reread(NamedTuple):
    """A group as it is now, and what each check says of it."""

    file: GroupFile
    """As it is known, with what is filed of it."""
    found: Mapping[str, tuple[Judgement, ...]]
    read_at: Mapping[Part, datetime]


def reread(file: GroupFile, checks: tuple[Check, ...], run: NudgeRun, *, at_once: bool = False) -> Reread:
    """Ask for what the checks need and what is not fresh (`at_once`: for all of it), judge, and keep both.

    `file` is as the store has it. A group that is only filed is shown nowhere, so nothing can be asked about it. Every message names the group and goes to whoever owns it today, so these are always among it.
    """
    now = run.now()
    needed = {part_of(fact) for check in checks if not check.rests_on_posts for fact in check.needs}
    needed.add(Part.META)
    stale = {part for part in needed if at_once or _read_at(file, part) < now - FRESH}
    im = run.ims.get(file.group.platform)
    reading = read_group(file, im, stale, now) if im and stale and file.is_shown else None
    if reading:
        reading = reduced(reading, run.scene.name_of(reading.owner(now)), now)
    seen = reading.file if reading else file
    read = reading.read if reading else frozenset()
    if read:
        run.inventory.save(seen, read, now)
    if any("owner" in check.needs for check in checks):
        run = looked_up(guardians(seen.known(now).group), run)
    agenda = run.agenda
    after, found = judge_again(seen.known(now), checks, run.policy, agenda.scene)
    after = after._replace(cases=planned(after, agenda))
    kept = keep_cases(seen, after, run)
    return Reread(kept, found, {part: now if part in read else _read_at(seen, part) for part in needed})


def looked_up(accounts: Iterable[Account], run: NudgeRun) -> NudgeRun:
    """The run with what the directories say today of these accounts; where one does not answer, its last word stands."""
    profiles = dict(run.scene.company.profiles)
    for platform, some in _by_platform(accounts).items():
        profiles |= _shown_now(platform, some, run)
    company = run.scene.company._replace(profiles=profiles)
    return run._replace(agenda=run.agenda._replace(scene=run.scene._replace(company=company)))


def _by_platform(accounts: Iterable[Account]) -> Mapping[str, list[Account]]:
    found: defaultdict[str, list[Account]] = defaultdict(list)
    for account in sorted(set(accounts)):
        found[platform_of(account)].append(account)
    return found


def _shown_now(platform: str, accounts: list[Account], run: NudgeRun) -> Mapping[Account, Profile]:
    im, now = run.ims.get(platform), run.now()
    if im is None or im.directory is None:
        return {}
    try:
        roster = im.directory(accounts)
    except PlatformError:
        return {}
    if not run.is_dry:
        run.ports.ledger().directory.save(platform, roster.people, roster.departments, now)
    known = run.scene.company.profiles
    return {one.account: seen_again(known.get(one.account), one, now) for one in roster.people}


def _read_at(file: GroupFile, part: Part) -> datetime:
    """When the oldest fact of a part was read; the beginning of time where nothing of it ever was."""
    group = file.group
    facts = {
        Part.META: (group.owner, group.name),
        Part.NOTICE: (group.announcement,),
        Part.ACTIVITY: (group.activity,),
    }
    return min((fact.at for fact in facts[part] if fact is not None), default=_NEVER)


def lapsed_of(accounts: Sequence[Account], run: NudgeRun, *, has_page: bool = False) -> tuple[Filing, ...]:
    """What was filed with one of these accounts as owner, is past its date and was not filed again; two at most.

    For a line that names one group and says whether there are more. Where their reader has a page, what they filed
    themselves is asked about before it lapses.
    """
    now = run.now()
    until = now + ASKED_BEFORE if has_page else now
    groups = dict.fromkeys(group for one in accounts for group in run.inventory.lapsed_of(one, until))
    files = (file for group in groups if (file := run.inventory.get(group)) and file.gone is None)
    filed = (file.filed for file in files if file.filed is not None)
    lapsed = (one for one in filed if has_lapsed(one, now) or (one.is_own and is_to_be_confirmed(one, now)))
    return tuple(islice((filing for filing in lapsed if _is_theirs(filing, accounts, run)), 2))


def _is_theirs(filing: Filing, accounts: Sequence[Account], run: NudgeRun) -> bool:
    """Whether it named one of these accounts, and whoever has it now."""
    owner = filing.group.owner.value if filing.group.owner else None
    return owner is not None and owner in accounts and run.scene.means(owner, filing.at)


def keep_cases(before: GroupFile, after: GroupFile, run: NudgeRun) -> GroupFile:
    """Write the cases that changed; where somebody else was first, theirs stands and is not told of this time."""
    for case in changed_cases(before.cases, after.cases):
        if run.is_dry:
            continue
        try:
            after = after.with_case(run.cases.save(case))
        except Conflict:
            run.tally.add("conflicts")
            after = after._replace(cases=tuple(one for one in after.cases if one.key != case.key))
    return after


def is_filed(fact: str, file: GroupFile) -> bool:
    """Whether what is known of it was filed. Such a fact is good until it lapses, whenever anything was read."""
    known = getattr(file.group, fact)
    return known is not None and known.source is Source.DECLARED


def _is_too_old(fact: str, again: Reread, now: datetime) -> bool:
    return not is_filed(fact, again.file) and again.read_at[part_of(fact)] < now - USABLE


def tellable(case: Case, again: Reread, accounts: Sequence[Account], run: NudgeRun) -> Told | None:
    """The case as something to tell whoever has these accounts now; None: not any more, or not on facts this old."""
    check = CHECKS_BY_ID[case.key.check]
    now = run.now()
    fresh = again.file.case(check.id)
    if fresh is None or not fresh.is_due(now) or fresh.to not in accounts or fresh.step is None:
        return None
    if check.rests_on_posts:  # what does not apply any more, or is out of sight, is not due by now
        judgement = Judgement(Outcome.VIOLATION, fresh.level, fresh.evidence, fresh.evidence_key)
    else:
        if any(_is_too_old(fact, again, now) for fact in check.needs):
            run.tally.add("too_old_to_tell")
            return None
        rows = [row for row in again.found.get(check.id, ()) if row.outcome is Outcome.VIOLATION]
        if not rows:
            return None
        judgement = rows[-1]
    return Told(again.file, check, fresh, judgement, fresh.role or Role.OWNER)
