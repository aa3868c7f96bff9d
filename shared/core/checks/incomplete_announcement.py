"""三.4: an announcement says what the group is for, who is in it, what the rules are and whom to ask."""

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from shared.core.announcements import Audience, audience, draft_fields
from shared.core.checks.base import Check, Clause, Filling, Telling, Text
from shared.core.judgement import OK, Judgement, Level, not_applicable, unknown, violation
from shared.core.lang import Lang, both
from shared.core.model import Element, Group
from shared.core.scene import Scene


def judge(group: Group, settings: Mapping[str, Any], scene: Scene) -> tuple[Judgement, ...]:
    fact = group.announcement
    if fact is None:
        return unknown("not_observed")
    announcement = fact.value
    if not announcement.readable:
        return unknown("unreadable")
    if not announcement.length:
        return not_applicable("no_announcement")
    missing = [
        element.value
        for element in Element
        if element not in announcement.elements and element not in announcement.unclear
    ]
    if missing:
        return violation(Level.ADVICE, {"missing": missing}, (announcement.revision, *missing))
    return unknown("contact_unclear") if announcement.unclear else OK


_NAMED = {
    Lang.ZH: {
        "purpose": "建群目的",
        "functions": "主要功能",
        "members": "成员范围",
        "rules": "交流约定",
        "contact": "现任群主",
    },
    Lang.EN: {
        "purpose": "what the group is for",
        "functions": "what it is used for",
        "members": "who is in it",
        "rules": "the rules of exchange",
        "contact": "who the owner is",
    },
}
_SHORT = {
    Lang.ZH: {
        "purpose": "目的",
        "functions": "功能",
        "members": "成员",
        "rules": "约定",
        "contact": "现任群主",
    },
    Lang.EN: {
        "purpose": "purpose",
        "functions": "uses",
        "members": "members",
        "rules": "rules",
        "contact": "the owner",
    },
}
_LINES = {
    Lang.ZH: {
        "purpose": "目的：{purpose}",
        "functions": "功能：{functions}",
        "members": "成员：{members}",
        "rules": "约定：{rules}",
        "contact": "群主：{owner}（在{platform}上直接联系）",
    },
    Lang.EN: {
        "purpose": "Purpose: {purpose}",
        "functions": "Used for: {functions}",
        "members": "Members: {members}",
        "rules": "Rules: {rules}",
        "contact": "Owner: {owner} (reach them on {platform})",
    },
}


_FOR_OUTSIDERS = {
    Lang.ZH: {"members": "成员：〔双方对接人员〕", "contact": "我方对接人：{owner}"},
    Lang.EN: {"members": "Members: 〔contacts on both sides〕", "contact": "Our contact: {owner}"},
}
"""What is written instead where people from outside read it."""


def words(group: Group, judgement: Judgement, telling: Telling) -> Filling:
    """Only the lines that are missing are drafted: the owner's own words stay."""
    fields = draft_fields(group, telling.scene, telling.lang)
    missing = judgement.evidence["missing"]
    lines = dict(_LINES[telling.lang])
    if audience(group) is Audience.OUTSIDERS:
        lines |= _FOR_OUTSIDERS[telling.lang]
    named = _NAMED[telling.lang]
    comma, bar = ("、", "｜") if telling.lang is Lang.ZH else (", ", " | ")
    return Filling(
        "some" if len(missing) < 3 else "most",
        {
            "missing": comma.join(named[element] for element in missing),
            "lines": bar.join(lines[element].format_map(fields) for element in missing),
        },
    )


def brief(evidence: Mapping[str, Any], lang: Lang, zone: tzinfo) -> str:
    comma, said = ("、", "缺{0}") if lang is Lang.ZH else (", ", "lacks {0}")
    return said.format(comma.join(_SHORT[lang][element] for element in evidence["missing"]))


CHECK = Check(
    id="incomplete_announcement",
    title=both("群公告可补充", "Announcement could say more"),
    clause=Clause(
        "三.4",
        both(
            "群公告写明目的、功能、成员、约定和群主",
            "an announcement gives purpose, uses, members, rules and contact",
        ),
    ),
    level=Level.ADVICE,
    needs=("announcement",),
    not_for=frozenset(),
    settings=(),
    judge=judge,
    words=words,
    brief=brief,
    texts={
        Lang.ZH: {
            "some": Text(
                "「{group}」的群公告还可以补一句",
                "公告已经有了，再写上{missing}就更清楚。补充内容已替您拟好，方便时添上即可，只提这一次。",
                "{lines}",
            ),
            "most": Text(
                "「{group}」的群公告还可以充实一些",
                "公告里还可以写上{missing}。补充内容已替您拟好，补〔 〕处、方便时添上即可，只提这一次。",
                "{lines}",
            ),
        },
        Lang.EN: {
            "some": Text(
                "The announcement of “{group}” could say a little more",
                "It would help new colleagues to read also: {missing}. The lines are drafted below; we suggest this once.",
                "{lines}",
            ),
            "most": Text(
                "The announcement of “{group}” could say more",
                "Still to be added: {missing}. The lines are drafted below, with 〔 〕 for you to fill in; we suggest this once.",
                "{lines}",
            ),
        },
    },
    reasons={
        "no_announcement": both("还没有群公告", "there is no announcement yet"),
        "unreadable": both(
            "公告是图片或表格，读不出文字", "the announcement is a picture or table and cannot be read"
        ),
        "contact_unclear": both(
            "看不出公告里写的是不是现任群主", "whether today's owner is named cannot be told"
        ),
    },
)
