"""三.3: a group has an owner who still works here; where none is set, an admin who does will do."""

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from shared.core.checks.base import Check, Clause, Filling, Telling, Text
from shared.core.judgement import OK, Judgement, Level, unknown, violation
from shared.core.lang import Lang, both
from shared.core.model import Employment, Fact, Group, Source
from shared.core.scene import Scene


def judge(group: Group, settings: Mapping[str, Any], scene: Scene) -> tuple[Judgement, ...]:
    owner = group.owner
    if owner is None:
        return unknown("not_observed")
    if not owner.value:
        return _admin_instead(group, scene) or _gone(owner, "none")
    employment = scene.employment(owner.value)
    if employment is Employment.ACTIVE:
        return OK
    if employment is None:
        return unknown("employment_not_observed", {"owner": owner.value})
    return _gone(owner, employment.value)


def _admin_instead(group: Group, scene: Scene) -> tuple[Judgement, ...] | None:
    """The clause asks for an owner or an admin: where nobody was made owner, an admin who works here is enough."""
    admins = group.admins.value if group.admins else ()
    states = {scene.employment(admin) for admin in admins if admin and not scene.is_bot(admin)}
    if Employment.ACTIVE in states:
        return OK
    return unknown("employment_not_observed") if None in states else None


def _gone(owner: Fact[str | None], state: str) -> tuple[Judgement, ...]:
    evidence: dict[str, Any] = {"owner": owner.value or None, "state": state}
    if owner.source is Source.GUESSED:
        evidence["guessed"] = True
    return violation(Level.DUTY, evidence, (owner.value or "", state))


def words(group: Group, judgement: Judgement, telling: Telling) -> Filling:
    variant = "guessed" if judgement.evidence.get("guessed") else judgement.evidence["state"]
    return Filling(variant, {})


def brief(evidence: Mapping[str, Any], lang: Lang, zone: tzinfo) -> str:
    return _STATES["guessed" if evidence.get("guessed") else evidence["state"]][lang]


_STATES = {
    "none": both("没有登记", "nobody on record"),
    "left": both("群主已离职", "the owner has left"),
    "disabled": both("群主账号已停用", "the owner's account is disabled"),
    "guessed": both("创建人账号已停用", "the creator's account is no longer in use"),
}

CHECK = Check(
    id="missing_owner",
    title=both("群主待定", "No owner"),
    clause=Clause("三.3", both("每个群都有在职的群主负责", "every group has an owner who works here")),
    level=Level.DUTY,
    needs=("owner",),
    not_for=frozenset(),
    settings=(),
    judge=judge,
    words=words,
    brief=brief,
    comes_first=True,
    texts={
        Lang.ZH: {
            "none": Text(
                "「{group}」还没有{owner_is}，想请您看看由谁负责",
                "这个群目前没有登记{owner_is}，有事时同事不知道找谁。请在 {by}前定一位负责人；定好后不用回复，系统会自己核对。",
            ),
            "left": Text(
                "「{group}」的原{owner_is}已离职，想请您看看由谁接手",
                "群里暂时没有{owner_is}。请在 {by}前商定一位接手人；转让{owner_is}可请平台管理员办理，办好后系统会自己核对，不会改动群里的任何设置。",
            ),
            "disabled": Text(
                "「{group}」的{owner_is}账号已停用，想请您看看由谁照看",
                "{owner_is}的账号暂时不能使用，收不到消息。请在 {by}前请一位同事代管或接手；账号恢复后此事自动了结。",
            ),
            "guessed": Text(
                "「{group}」想请您确认由谁负责",
                "系统读不到{owner_is}，暂按建群人处理，但建群人的账号已停用。请在 {by}前确认现在由谁负责；已有人负责的，点“说明情况”即可。",
            ),
        },
        Lang.EN: {
            "none": Text(
                "“{group}” has no {owner_is} yet",
                "No {owner_is} is on record, so colleagues do not know whom to ask. Please name one by {by}; there is no need to reply, we will see it.",
            ),
            "left": Text(
                "The {owner_is} of “{group}” has left the company",
                "The group has no {owner_is} at present. Please agree on one by {by}; the platform's administrator can transfer the group, and we will see it. We change nothing in it.",
            ),
            "disabled": Text(
                "The account of the {owner_is} of “{group}” is disabled",
                "The {owner_is} cannot receive messages at present. Please ask a colleague to look after the group by {by}; once the account works again this settles itself.",
            ),
            "guessed": Text(
                "Who looks after “{group}”?",
                "This platform shows no {owner_is}, so we took the creator, whose account is no longer in use. Please find out by {by} who looks after it now; if somebody does already, just choose “Explain”.",
            ),
        },
    },
    reasons={
        "employment_not_observed": both(
            "看不到群主是否在职", "whether the owner still works here is not visible"
        ),
    },
)
