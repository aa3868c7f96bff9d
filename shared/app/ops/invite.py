"""Invites whoever leads some departments to put their work groups on record: shown first, and asked once it is released."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from shared.app.invitation.guests import LEFT_OUT, Guest, departments, guests
from shared.app.invitation.inviting import hindrance, invite, open_invitation, words_of
from shared.app.nudge.run import NudgeRun
from shared.app.ops.base import Op, Param, refuse
from shared.app.ports.ports import Ports
from shared.core.lang import Lang
from shared.core.model import Department
from shared.core.naming.reading import clean, key
from shared.core.scene import Scene
from shared.core.schema.node import listed, quoted


def run(given: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    policy = ports.policy()
    why = hindrance(policy, ports)
    if given.get("release") and why is not None:
        raise refuse(
            f"nobody can be invited: {why[Lang.EN]}", "groupkeeper doctor says what is to be done first"
        )
    if given.get("release") and not given.get("by"):
        raise refuse("by is missing", "Say who invites, as colleagues know you")
    opened = open_invitation(policy, ports)
    found = guests(_departments(given["departments"], opened.scene), opened) if "departments" in given else ()
    invited = invite(found, given["by"], opened) if given.get("release") else _invitable(found)
    return {
        "released": bool(given.get("release")),
        "hindrance": why[Lang.EN] if why else "",
        "invited": [_shown(guest) for guest in invited],
        "left_out": [_shown(guest) for guest in found if guest.left_out is not None],
        "says": _says(invited, opened),
        "about": _about(opened),
    }


def _about(opened: NudgeRun) -> dict[str, Any]:
    """What the handouts are written from."""
    policy, world = opened.policy, opened.ports.world()
    return {
        "address": opened.ports.pages or "",
        "found": {
            lang.value: [
                [one.name[lang], one.apps[lang]] for one in world.platforms if one.id in opened.with_login
            ]
            for lang in Lang
        },
        "department": policy.responsible_department,
        "notice": policy.notice.link,
        "start": f"{policy.work_hours.start:%H:%M}",
        "end": f"{policy.work_hours.end:%H:%M}",
        "per_week": policy.budgets.nudges_per_person_per_week,
        "answer_within": policy.answer_within,
        "lang": policy.language.value,
    }


def _departments(names: Sequence[Any], scene: Scene) -> list[Department]:
    """As the company's lists have them; `all` stands for every one."""
    known = departments(scene)
    if list(names) == ["all"]:
        return sorted(set(known.values()), key=lambda one: one.name)
    found = {str(name): known.get(key(clean(str(name)))) for name in names}
    unknown = [name for name, one in found.items() if one is None]
    if unknown or not found:
        raise refuse(_unknown(unknown), _nearest(unknown, known.values()))
    return list(dict.fromkeys(one for one in found.values() if one is not None))


def _unknown(names: Sequence[str]) -> str:
    if not names:
        return "no department is named"
    return f"no department is called {listed(quoted(name) for name in names)}"


def _nearest(names: Sequence[str], departments: Iterable[Department]) -> str:
    known = sorted({one.name for one in departments})
    near = {one for name in names for one in get_close_matches(name, known, n=3, cutoff=0.3)}
    some = sorted(near) or known[:10]
    return (
        f"Write some of: {listed(some)}"
        if some
        else "List the departments in the policy, or let collect read them"
    )


def _invitable(found: Sequence[Guest]) -> list[Guest]:
    return [guest for guest in found if guest.left_out is None]


def _shown(guest: Guest) -> dict[str, str]:
    why = LEFT_OUT[guest.left_out][Lang.EN] if guest.left_out else ""
    return {"name": guest.name or guest.account, "leads": guest.leads, "why": why}


def _says(invited: Sequence[Guest], opened: NudgeRun) -> dict[str, str]:
    if not invited:
        return {}
    text = words_of(invited[0], opened.policy.language, opened)
    return {"title": text.title, "body": text.body}


OP = Op(
    "invite",
    "Shows who would be invited to put their groups on record, or invites them.",
    (
        Param(
            "departments",
            "names of departments whose heads and project leads are invited, or all; without it nobody is",
            list,
        ),
        Param("release", "whether they are invited now; without it they are only shown", bool),
        Param("by", "who invites, as colleagues know you; stands in the audit trail"),
    ),
    run,
)
