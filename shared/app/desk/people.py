"""Looks somebody up by name, to be chosen from a list."""

from typing import NamedTuple

from shared.app.pages.shown import handle_of
from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.app.scene.company import load_scene
from shared.core.account import Account
from shared.core.naming.reading import clean, key
from shared.core.people.standing import Standing
from shared.core.scene import Scene

MOST = 20


class Candidate(NamedTuple):
    account: Account
    handle: str
    """Stands for them in a form."""
    name: str
    department: str | None


def candidates(text: str, who: Visitor, ports: Ports) -> list[Candidate]:
    """Everybody who works here and whose name holds this text, each once; twenty at most, whole names first."""
    wanted = key(clean(text))
    if not wanted:
        return []
    scene = load_scene(ports, who.policy, who.now)
    known = dict.fromkeys((*scene.company.profiles, *scene.company.people))
    found = {
        scene.accounts(one): one
        for one in reversed(known)
        if wanted in key(clean(scene.name_of(one) or "")) and _works_here(one, scene)
    }
    people = [_candidate(one, scene) for one in found.values()]
    return sorted(people, key=lambda one: (key(clean(one.name)) != wanted, one.name, one.account))[:MOST]


def _works_here(account: Account, scene: Scene) -> bool:
    is_one = not scene.is_bot(account) and not scene.is_out(account)
    return is_one and scene.standing(account) is Standing.HERE


def _candidate(account: Account, scene: Scene) -> Candidate:
    name = scene.name_of(account) or ""
    return Candidate(account, handle_of(account), name, scene.home_of(account))


def chosen(text: str, handle: str, who: Visitor, ports: Ports) -> Candidate | None:
    """Whoever was chosen from the list that this text brought; None: nobody who is on it."""
    return next((one for one in candidates(text, who, ports) if one.handle == handle), None)
