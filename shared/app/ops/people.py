"""Shows whom somebody's accounts make up, from where that is known, and where they can be written to; or who may be one human."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shared.app.ops.base import Op, Param, refuse
from shared.app.ports.ports import Ports
from shared.app.scene.company import every_file, load_scene, platforms_seen
from shared.core.account import Account, platform_of
from shared.core.case import GroupFile
from shared.core.display import shown_name
from shared.core.model import Person
from shared.core.naming.reading import clean, key
from shared.core.people.same import Entry, suggest_same
from shared.core.scene import Scene
from shared.core.schema.node import quoted

_MOST = 20
"""People of one name that are shown; and groups of one person."""


def run(given: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    wanted, same = given.get("who"), given.get("same", False)
    if same == (wanted is not None):
        raise refuse("either who or same", 'Give "who": a name or an account, or "same": true')
    scene = load_scene(ports, ports.policy(), ports.clock.now())
    version = scene.company.people_version
    about = {"version": version.id or None, "published": version.at.isoformat() if version.at else None}
    if same:
        return {**about, "same": list(_same(scene))}
    found = _found(str(wanted), scene)
    if not found:
        remedy = "Write an account as platform:id, or the whole name; what no directory and no people sheet has is not known"
        raise refuse(f"nobody is called {quoted(str(wanted))}", remedy)
    files = [
        file.known(scene.now)
        for platform in platforms_seen(ports.ledger())
        for file in every_file(ports.ledger(), platform)
    ]
    shown = [_person(accounts, files, scene) for accounts in found[:_MOST]]
    return {**about, "people": shown, "more": len(found) - len(shown)}


def _found(wanted: str, scene: Scene) -> list[tuple[Account, ...]]:
    """The accounts of everybody who has this account or bears this name, each person once."""
    known = (*scene.company.profiles, *scene.company.people)
    if wanted in known:
        return [scene.accounts(wanted)]
    name = key(clean(wanted))
    bearers = (one for one in known if name and key(clean(scene.name_of(one) or "")) == name)
    return sorted({scene.accounts(one) or (one,) for one in bearers})


def _person(accounts: tuple[Account, ...], files: Iterable[GroupFile], scene: Scene) -> dict[str, Any]:
    first = accounts[0]
    row = scene.registered(first)
    groups = [one for file in files for one in _group(file, accounts)]
    return {
        "name": scene.name_of(first),
        "department": scene.home_of(first),
        "standing": scene.standing(first).value,
        **_registered(row, scene),
        "accounts": [_account(one, scene) for one in accounts],
        "groups": groups[:_MOST],
        "more_groups": max(0, len(groups) - _MOST),
    }


def _registered(row: Person | None, scene: Scene) -> dict[str, Any]:
    """What the people sheet says that decides anything; an address or a number decides nothing here.

    A last day that is not over is nobody's to read but theirs.
    """
    if row is None:
        return {"registered": False}
    is_over = row.leaving_on is not None and row.leaving_on < scene.local_day()
    return {
        "registered": True,
        "delegate": row.delegate,
        "leaving_on": row.leaving_on.isoformat() if row.leaving_on and is_over else None,
    }


def _account(account: Account, scene: Scene) -> dict[str, Any]:
    profile, employment = scene.profile(account), scene.employment(account)
    row = scene.company.people.get(account)
    return {
        "account": account,
        "name": profile.name if profile else None,
        "department": profile.department if profile else None,
        "source": " and ".join(_sources(in_directory=profile is not None, in_sheet=row is not None)),
        "employment": employment.value if employment else None,
        "held_since": profile.held_since.isoformat() if profile and profile.held_since else None,
        "reach": _reach(account, scene),
    }


def _sources(*, in_directory: bool, in_sheet: bool) -> Iterator[str]:
    if in_directory:
        yield "directory"
    if in_sheet:
        yield "people sheet"


def _reach(account: Account, scene: Scene) -> str:
    """Whether it can be written to, else why not."""
    if scene.sends is not None and platform_of(account) not in scene.sends:
        return "platform_not_connected"
    if scene.is_bot(account):
        return "bot"
    if scene.is_out(account):
        return "out"
    return "refused" if account in scene.refused else "yes"


def _group(file: GroupFile, accounts: tuple[Account, ...]) -> Iterator[dict[str, Any]]:
    group = file.group
    roles = [
        role
        for role, fact in (
            ("owner", group.owner and (group.owner.value,)),
            ("admin", group.admins and group.admins.value),
        )
        if fact and not set(accounts).isdisjoint(fact)
    ]
    if roles and file.gone is None:
        opened = sum(case.is_open for case in file.cases)
        yield {"group": group.key, "name": shown_name(group), "role": roles[0], "open": opened}


def _same(scene: Scene) -> Iterator[dict[str, Any]]:
    entries = [
        Entry(one.account, one.name, one.department, one.title)
        for one in scene.company.profiles.values()
        if not one.bot
    ]
    for entries_of_one, reasons in suggest_same(entries, set(scene.company.people.values())):
        yield {
            "name": entries_of_one[0].name,
            "accounts": [entry.account for entry in entries_of_one],
            "department": next((entry.department for entry in entries_of_one if entry.department), None),
            "in_common": ["name", *(reason.value for reason in reasons)],
        }


OP = Op(
    "people",
    "Shows somebody's accounts, from where they are known, where they can be written to and their groups.",
    (
        Param("who", "a name, or an account as platform:id"),
        Param("same", "instead: which accounts of several platforms may be one human's", bool),
    ),
    run,
)
