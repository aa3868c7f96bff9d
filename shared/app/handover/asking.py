"""Asks one person who looks after a group: a colleague who might take it over or look after it as well, or whoever was filed as its owner."""

from datetime import timedelta

from shared.app.nudge.follow_up import follow_up
from shared.app.nudge.run import NudgeRun, open_run
from shared.app.ports.ports import Ports
from shared.app.runs.run import Tally
from shared.app.runs.tick import Tick
from shared.app.scene.group import scene_of
from shared.core.account import Account
from shared.core.case import GroupFile
from shared.core.errors import PageRefused
from shared.core.filed import Filing, asked, shows_admins, shows_owner
from shared.core.handover import Handover, Reply, Way
from shared.core.ladder.recipients import in_reach
from shared.core.ladder.waiting import waited_until
from shared.core.people.standing import Standing
from shared.core.policy.policy import Policy
from shared.core.run import Entry

_ASKED_AGAIN = timedelta(days=30)
"""Whoever said that they cannot is left alone for so long."""


def run_about(key: str, policy: Policy, ports: Ports, *accounts: Account) -> NudgeRun:
    """What a question about one group is decided with: the people around it, and those with these accounts."""
    scene = scene_of(key, ports, policy, *accounts)
    return open_run(Tally("handover", ports.clock.now(), Tick()), ports, policy, scene)


def offer(
    file: GroupFile, to: Account, by: Account, policy: Policy, ports: Ports, *, way: Way = Way.OFFER
) -> Handover:
    """Ask the colleague, to take it over or (`Way.JOIN`) to look after it as well; `by` is the owner's account.

    Raises PageRefused where they cannot be asked, or somebody was first.
    """
    run = run_about(file.group.key, policy, ports, by, to)
    owner = _owner_of(file, by, run)
    if run.scene.are_same(owner, to) or not can_be_asked(to, run):
        raise PageRefused("nobody")
    if way is Way.JOIN:
        _refuse_to_join(file, to, run)
    last = file.filed.handover if file.filed else None
    if last is not None and last.way is way and _said_no(last, to, run):
        raise PageRefused("said_no")
    # What the platform answered meanwhile is not asked any more.
    asks = file.known(run.now()).group.handover
    if asks is not None:
        return _asked_so(asks, file, Handover(way, owner, to, run.now(), run.now()), run)
    return _ask(file, way, owner, to, by, run)


def claim(file: GroupFile, by: Account, policy: Policy, ports: Ports) -> Handover:
    """Ask whoever is filed as the owner whether the group is `by`'s now. Raises PageRefused likewise."""
    run = run_about(file.group.key, policy, ports, by)
    filed = file.filed
    if filed is None or filed.owner is None or shows_owner(file.group):
        raise PageRefused("shown_as_owner")
    asks = file.known(run.now()).group.handover
    if asks is not None:
        return _asked_so(asks, file, Handover(Way.CLAIM, filed.owner, by, run.now(), run.now()), run)
    return _ask(file, Way.CLAIM, filed.owner, by, by, run)


def _asked_so(asks: Handover, file: GroupFile, wanted: Handover, run: NudgeRun) -> Handover:
    """The question that is open, where it is the very same: whoever was not told that it is asked asks again."""
    scene = run.scene
    is_same = asks.way is wanted.way and scene.are_same(asks.owner, wanted.owner)
    if not (is_same and scene.are_same(asks.to, wanted.to) and asks.is_open(run.now())):
        raise PageRefused("asked_already")
    follow_up(file.group.key, run.ports)
    return asks


def withdraw(file: GroupFile, by: Account, policy: Policy, ports: Ports) -> None:
    """The owner takes back what they asked. Raises PageRefused where it was answered meanwhile, or was never theirs to take back."""
    run = run_about(file.group.key, policy, ports, by)
    # What the platform answered meanwhile is not asked any more.
    filed, handover = file.filed, file.known(run.now()).group.handover
    if (
        filed is None
        or handover is None
        or handover.way is Way.CLAIM
        or not run.scene.are_same(handover.owner, by)
    ):
        raise PageRefused("stale")
    _move(filed._replace(handover=None), filed, "handover_withdrawn", by, run)


def can_be_shared(file: GroupFile) -> bool:
    """Whether it is for its owner to say who looks after it as well: where its platform shows that, it is not."""
    return file.filed is not None and not (shows_owner(file.group) or shows_admins(file.group))


def _refuse_to_join(file: GroupFile, to: Account, run: NudgeRun) -> None:
    if not can_be_shared(file) or file.filed is None or file.filed.owner is None:
        raise PageRefused("stale")
    group = file.known(run.now()).group
    if any(run.scene.are_same(one, to) for one in (group.admins.value if group.admins else ())):
        raise PageRefused("shares_already")


def can_be_asked(account: Account, run: NudgeRun) -> bool:
    """Whether somebody with this account works here as far as is known, and can be written to with any account of theirs."""
    scene = run.scene
    if scene.is_bot(account) or scene.standing(account) is Standing.OUT or scene.name_of(account) is None:
        return False
    return any(in_reach(one, scene) for one in scene.accounts(account))


def _owner_of(file: GroupFile, by: Account, run: NudgeRun) -> Account:
    """The account by which the group is theirs."""
    known = file.known(run.now()).group
    owner = known.owner.value if known.owner else None
    return owner if owner and run.scene.are_same(owner, by) else by


def _said_no(last: Handover, to: Account, run: NudgeRun) -> bool:
    if last.reply is not Reply.DECLINED:
        return False
    return run.scene.are_same(last.to, to) and run.now() < last.at + _ASKED_AGAIN


def _ask(file: GroupFile, way: Way, owner: Account, to: Account, by: Account, run: NudgeRun) -> Handover:
    now = run.now()
    asks = Handover(way, owner, to, now, now)
    handover = asks._replace(until=waited_until(now, way, run.work_of(asks.asked)))
    _move(asked(file.known(now).group, file.filed, handover), file.filed, f"handover_{way}", by, run)
    return handover


def _move(filing: Filing, seen: Filing | None, what: str, by: Account, run: NudgeRun) -> None:
    if not run.ports.ledger().inventory.move_filing(filing, seen):
        raise PageRefused("taken")
    note(what, filing.group.key, by, run)


def note(what: str, key: str, by: Account, run: NudgeRun) -> None:
    """Into the audit trail, and let the group's cases follow at once."""
    run.ports.ledger().audit.write(Entry(run.now(), what, key, by))
    run.ports.log.count("handover", what=what)
    follow_up(key, run.ports)
