"""三.4: soon after a group is created, its owner posts an announcement."""

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from shared.core.announcements import Audience, audience, draft_fields
from shared.core.checks.base import Check, Clause, Filling, Telling, Text
from shared.core.judgement import OK, Judgement, Level, unknown, violation
from shared.core.lang import Lang, both
from shared.core.model import Group
from shared.core.scene import Scene


def judge(group: Group, settings: Mapping[str, Any], scene: Scene) -> tuple[Judgement, ...]:
    announcement = group.announcement
    if announcement is None:
        return unknown("not_observed")
    if announcement.value.length or not announcement.value.readable:
        return OK
    return violation(Level.DUTY, {}, (announcement.value.revision,))


def words(group: Group, judgement: Judgement, telling: Telling) -> Filling:
    fields = draft_fields(group, telling.scene, telling.lang)
    return Filling("outsiders" if audience(group) is Audience.OUTSIDERS else "missing", fields)


def brief(evidence: Mapping[str, Any], lang: Lang, zone: tzinfo) -> str:
    return ""


CHECK = Check(
    id="missing_announcement",
    title=both("缺群公告", "No announcement"),
    clause=Clause(
        "三.4", both("建群后由群主发布群公告", "the owner posts an announcement soon after creation")
    ),
    level=Level.DUTY,
    needs=("announcement",),
    not_for=frozenset(),
    settings=(),
    judge=judge,
    words=words,
    brief=brief,
    texts={
        Lang.ZH: {
            "missing": Text(
                "「{group}」还差一份群公告",
                "草稿已替您拟好，补〔 〕处即可，方便时在 {by}前发布就行；发布可能提醒全员，建议上班时间发。",
                "目的：{purpose}｜功能：{functions}｜成员：{members}｜约定：{rules}｜群主：{owner}（在{platform}上直接联系）",
            ),
            "outsiders": Text(
                "「{group}」还差一份群公告",
                "群里有外部人员，草稿只写对接需要的内容，补〔 〕处即可，方便时在 {by}前发布就行；发布可能提醒全员，建议上班时间发。",
                "本群用于{matter}。{rest} 的消息次日回复，紧急事项请电话联系对接人。我方对接人：{owner}",
            ),
        },
        Lang.EN: {
            "missing": Text(
                "“{group}” has no announcement yet",
                "Here is a draft; fill in what stands in 〔 〕 and post it by {by} when it suits you. Posting may notify everyone, so working hours are best.",
                "Purpose: {purpose} | Used for: {functions} | Members: {members} | Rules: {rules} | Owner: {owner} (reach them on {platform})",
            ),
            "outsiders": Text(
                "“{group}” has no announcement yet",
                "People from outside are in it, so the draft says no more than they need. Fill in what stands in 〔 〕 and post it by {by} when it suits you; posting may notify everyone, so working hours are best.",
                "This group is for {matter}. Messages between {rest} are answered the next day; please call for what cannot wait. Your contact: {owner}",
            ),
        },
    },
)
