"""三.3: beside the owner a second colleague can look after the group."""

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from shared.core.checks.base import Check, Clause, Filling, Telling, Text
from shared.core.judgement import OK, Judgement, Level, unknown, violation
from shared.core.lang import Lang, both, counted
from shared.core.model import Group
from shared.core.scene import Scene


def judge(group: Group, settings: Mapping[str, Any], scene: Scene) -> tuple[Judgement, ...]:
    if group.admins is None:
        return unknown("not_observed")
    owner = group.owner.value if group.owner else None
    others = [admin for admin in group.admins.value if admin and admin != owner and not scene.is_bot(admin)]
    if any(not scene.is_out(admin) for admin in others):
        return OK
    return violation(Level.ADVICE, {"admins": len(others), "active_admins": 0}, tuple(sorted(others)))


def words(group: Group, judgement: Judgement, telling: Telling) -> Filling:
    owner = group.owner.value if group.owner else None
    if group.owner and (owner is None or telling.scene.is_out(owner)):
        return Filling("no_owner", {})
    return Filling("gone" if judgement.evidence["admins"] else "none", {})


def brief(evidence: Mapping[str, Any], lang: Lang, zone: tzinfo) -> str:
    admins = evidence["admins"]
    if not admins:
        return ""
    return f"{admins} 位管理员都已不在岗" if lang is Lang.ZH else f"{counted(admins, 'admin')}, none active"


CHECK = Check(
    id="missing_admin",
    title=both("可加一位管理员", "No admin beside the owner"),
    clause=Clause("三.3", both("群主之外宜有一位管理员", "beside the owner there should be an admin")),
    level=Level.ADVICE,
    needs=("admins",),
    not_for=frozenset(),
    settings=(),
    judge=judge,
    words=words,
    brief=brief,
    texts={
        Lang.ZH: {
            "no_owner": Text(
                "「{group}」定下{owner_is}时，建议同时加一位{admin_is}",
                "这样有人休假或转岗时，群里仍有人照看。只提这一次。",
            ),
            "none": Text(
                "「{group}」建议再加一位{admin_is}",
                "目前只有{owner_is}一人可以管理；再加一位，{owner_is}休假时群里也有人照看。方便时请一位同事担任即可，只提这一次。",
            ),
            "gone": Text(
                "「{group}」建议换一位{admin_is}",
                "原{admin_is}已不在岗，目前只有{owner_is}一人可以管理。方便时请一位同事接任即可，只提这一次。",
            ),
        },
        Lang.EN: {
            "no_owner": Text(
                "When “{group}” has an owner, an admin beside them would help",
                "Then somebody can still look after the group while one of them is away. This is a suggestion and will not be repeated.",
            ),
            "none": Text(
                "“{group}” could use a second {admin_is}",
                "Only the {owner_is} can look after the group now, so nobody can while you are away. Ask a colleague when it suits you; this is a suggestion and will not be repeated.",
            ),
            "gone": Text(
                "“{group}” could use a new {admin_is}",
                "Its admins no longer work here, so only the {owner_is} can look after it. Ask a colleague when it suits you; this is a suggestion and will not be repeated.",
            ),
        },
    },
)
