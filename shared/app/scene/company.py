"""The company as it is remembered: the scene of a run, and the agenda that decides what comes next."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from shared.app.ports.ports import Ports
from shared.app.ports.state import INVENTORY_SHARDS, Ledger
from shared.app.runs.unreadable import about, alarm_of, cursor_trouble
from shared.app.scene.setting import set_scene, voice_of
from shared.core.account import Account
from shared.core.arming import halted, silence, unasked
from shared.core.case import GroupFile
from shared.core.check_state import EVERYTHING, CheckState
from shared.core.checks.catalogue import CHECKS
from shared.core.errors import ConfigError, Fault, Unreadable
from shared.core.ladder.agenda import Agenda
from shared.core.model import Company, Department, Group, PeopleVersion, Person, Profile
from shared.core.people.belonging import department_of, heading
from shared.core.policy.policy import Policy
from shared.core.questions.catalogue import QUESTIONS
from shared.core.scene import Scene
from shared.core.unreadable import Kept

T = TypeVar("T")
PLATFORMS_SEEN = "platforms"
"""The cursor that holds the ids of platforms of which groups are kept."""
SENDING = "sending"
"""The cursor that holds the ids of platforms on which somebody can be written to."""
_EVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Since when questions may be asked: no backlog of them was ever there."""
_OUT_OF_REACH = timedelta(days=30)
"""How long an account that the platform refused is left alone before another try."""


def platforms_seen(ledger: Ledger) -> list[str]:
    """Raises Unreadable where nobody can say any more which they are."""
    said = ledger.runs.cursor(PLATFORMS_SEEN)
    bad = cursor_trouble(ledger, PLATFORMS_SEEN)
    if said is None and bad is not None:
        raise Unreadable(bad.kind, bad.key, bad.why)
    return (said or "").split()


def note_platform(ledger: Ledger, platform: str) -> None:
    """From now on its groups are looked at."""
    seen = platforms_seen(ledger)
    if platform not in seen:
        ledger.runs.set_cursor(PLATFORMS_SEEN, " ".join((*seen, platform)))


def every_file(ledger: Ledger, platform: str) -> Iterator[GroupFile]:
    """Its whole inventory, shard by shard. A hint, as a shard is."""
    for shard in range(INVENTORY_SHARDS):
        yield from ledger.inventory.shard(platform, shard)


def note_sending(ledger: Ledger, platforms: Iterable[str]) -> None:
    """On these somebody can be written to: what a run that has no platform's secret goes by."""
    said = " ".join(sorted(platforms))
    if ledger.runs.cursor(SENDING) != said:
        ledger.runs.set_cursor(SENDING, said)


def load_scene(ports: Ports, policy: Policy, now: datetime) -> Scene:
    """The scene without any posts: the register in force, and the directory of every platform.

    Raises ConfigError where the register cannot be read: without it nobody can say who is meant.
    """
    ledger = ports.ledger()
    profiles: dict[Account, Profile] = {}
    for platform in platforms_seen(ledger):
        profiles |= ledger.directory.profiles(platform)
    version, people = _in_force(ports, ledger.people.people)
    return _scene_of(Company(profiles, by_account(people), version), ports, policy, now)


def scene_about(
    ports: Ports, policy: Policy, now: datetime, group: Group | None, accounts: Iterable[Account]
) -> Scene:
    """As `load_scene`, with those people alone who have these accounts or may be told of the group (as it is known).

    A head who was not looked up is held: neither told nor passed over before a run knows more. Raises ConfigError likewise.
    """
    known = _Known(ports.ledger())
    version, _ = _in_force(ports, lambda version: known.add(version, accounts))
    scene = _scene_of(known.company(version), ports, policy, now)
    found = heading(group, department_of(group, scene), scene) if group is not None else None
    if found is not None:
        known.add(version, filter(None, (found.head, found.delegate)))
        company = scene.company._replace(profiles=known.profiles, people=known.people)
        scene = _with_gaps(scene._replace(company=company), ports.ledger())
    heads = {account for one in scene.company.departments for account in (one.head, one.delegate) if account}
    return scene._replace(held=scene.held | (heads - known.asked))


class _Known:
    """What was looked up of some people: their accounts, and whoever stands in for them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.asked: set[Account] = set()
        self.profiles: dict[Account, Profile] = {}
        self.people: dict[Account, Person] = {}

    def add(self, version: PeopleVersion, accounts: Iterable[Account]) -> None:
        while new := set(accounts) - self.asked:
            rows = by_account(self._ledger.people.people_of(version, new).values())
            shown = self._ledger.directory.profiles_of(new)
            self.asked |= new
            self.people |= rows
            self.profiles |= shown
            delegates = {row.delegate for row in rows.values()} | {one.delegate for one in shown.values()}
            accounts = {*rows, *filter(None, delegates)}

    def company(self, version: PeopleVersion) -> Company:
        return Company(self.profiles, self.people, version)


def _scene_of(company: Company, ports: Ports, policy: Policy, now: datetime) -> Scene:
    """These people, among the departments and with the refusals of every platform."""
    ledger = ports.ledger()
    departments: list[Department] = []
    refused: set[Account] = set()
    for platform in platforms_seen(ledger):
        departments += ledger.directory.departments(platform)
        marks = ledger.directory.refused(platform)
        refused |= {account for account, since in marks.items() if now - since < _OUT_OF_REACH}
    company = company._replace(departments=tuple(departments))
    scene = set_scene(company, (), policy, ports.world(), now)
    sends = ledger.runs.cursor(SENDING)
    scene = scene._replace(
        leaves={one.account: one for one in ledger.leaves.all()},
        refused=frozenset(refused),
        sends=None if sends is None else frozenset(sends.split()),
    )
    return _with_gaps(scene, ledger)


def _with_gaps(scene: Scene, ledger: Ledger) -> Scene:
    """What was just read of the directories and cannot be understood holds whoever it may be about."""
    return scene._replace(
        held=about(ledger, Kept.ACCOUNT) | about(ledger, Kept.LEAVE),
        doubted=about(ledger, Kept.MARK),
        blurred=about(ledger, Kept.DEPARTMENT),
        lost=frozenset(one for one in platforms_seen(ledger) if ledger.platforms.get(one) is None),
    )


def _in_force(ports: Ports, read: Callable[[PeopleVersion], T]) -> tuple[PeopleVersion, T]:
    """Read again where so much was published meanwhile that the version is not kept any more."""
    register = ports.ledger().people
    version = register.version()
    try:
        return version, read(version)
    except Unreadable as error:
        later = register.version()
        if later != version:
            return later, read(later)
        alarm_of(error, ports)
        remedy = (
            "Publish the people sheet again, or take back the last one: groupkeeper register --undo-people"
        )
        raise ConfigError(Fault("people register", None, str(error), remedy)) from error


def by_account(people: Iterable[Person]) -> dict[Account, Person]:
    return {account: person for person in people for account in person.accounts}


def silences(policy: Policy, states: Mapping[str, CheckState], ports: Ports, now: datetime) -> dict[str, str]:
    """By check: why it says nothing; empty where it may speak."""
    everything = states.get(EVERYTHING, CheckState(EVERYTHING))
    today = now.astimezone(ports.world().zone(policy.zone)).date()
    rules = {
        check.id: halted(everything)
        or silence(check.id, policy, states.get(check.id, CheckState(check.id)), ports.mode, today)
        for check in CHECKS
    }
    asked = {one.id: halted(everything) or unasked(one.id, policy, ports.mode, today) for one in QUESTIONS}
    return rules | asked


def agenda_of(policy: Policy, scene: Scene, states: Mapping[str, CheckState], ports: Ports) -> Agenda:
    silent = silences(policy, states, ports, scene.now)
    armed = {
        check: state.armed_since
        for check, state in states.items()
        if state.armed_since is not None and silent.get(check) == ""
    }
    armed |= {one.id: _EVER for one in QUESTIONS if silent[one.id] == ""}
    return Agenda(
        scene, policy, voice_of(policy, scene, policy.language, ports.world().deeds), ports.mode, armed
    )
