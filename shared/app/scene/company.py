"""The company as it is remembered: the scene of a run, and the agenda that decides what comes next."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from shared.app.ports.ports import Ports
from shared.app.ports.state import INVENTORY_SHARDS, Ledger
from shared.app.scene.setting import set_scene, voice_of
from shared.core.arming import silence
from shared.core.case import GroupFile
from shared.core.check_state import EVERYTHING, CheckState
from shared.core.checks.catalogue import CHECKS
from shared.core.ladder.agenda import Agenda
from shared.core.model import Company, Department, Person
from shared.core.policy.policy import Policy
from shared.core.scene import Scene

PLATFORMS_SEEN = "platforms"
"""The cursor that holds the ids of platforms of which groups are kept."""
_OUT_OF_REACH = timedelta(days=30)
"""How long somebody whom the platform refused is passed over before another try."""


def platforms_seen(ledger: Ledger) -> list[str]:
    return (ledger.runs.cursor(PLATFORMS_SEEN) or "").split()


def note_platform(ledger: Ledger, platform: str) -> None:
    """From now on its groups are looked at."""
    seen = platforms_seen(ledger)
    if platform not in seen:
        ledger.runs.set_cursor(PLATFORMS_SEEN, " ".join((*seen, platform)))


def every_file(ledger: Ledger, platform: str) -> Iterator[GroupFile]:
    """Its whole inventory, shard by shard. A hint, as a shard is."""
    for shard in range(INVENTORY_SHARDS):
        yield from ledger.inventory.shard(platform, shard)


def load_scene(ports: Ports, policy: Policy, now: datetime) -> Scene:
    """The scene without any posts, from the directory of every platform."""
    directory = ports.ledger().directory
    people: dict[str, Person] = {}
    departments: list[Department] = []
    unreachable: set[str] = set()
    for platform in platforms_seen(ports.ledger()):
        people |= directory.people(platform)
        departments += directory.departments(platform)
        refused = directory.unreachable(platform)
        unreachable |= {person for person, since in refused.items() if now - since < _OUT_OF_REACH}
    company = Company(people=people, departments=tuple(departments))
    scene = set_scene(company, (), policy, ports.world(), now)
    return scene._replace(unreachable=frozenset(unreachable))


def silences(policy: Policy, states: Mapping[str, CheckState], ports: Ports, now: datetime) -> dict[str, str]:
    """By check: why it says nothing; empty where it may speak."""
    everything = states.get(EVERYTHING, CheckState(EVERYTHING))
    today = now.astimezone(ports.world().zone(policy.zone)).date()
    return {
        check.id: "stopped"
        if everything.stopped
        else silence(check.id, policy, states.get(check.id, CheckState(check.id)), ports.mode, today)
        for check in CHECKS
    }


def agenda_of(policy: Policy, scene: Scene, states: Mapping[str, CheckState], ports: Ports) -> Agenda:
    silent = silences(policy, states, ports, scene.now)
    armed = {
        check: state.armed_since
        for check, state in states.items()
        if state.armed_since is not None and silent.get(check) == ""
    }
    return Agenda(scene, policy, voice_of(policy, scene, policy.language), ports.mode, armed)
