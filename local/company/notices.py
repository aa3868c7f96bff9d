"""Announcements of every kind that owners write, and which of the manual's five elements each one has."""

from typing import NamedTuple

from local.company.dice import Dice

ELEMENTS = ("purpose", "functions", "members", "rules", "contact")
LIMIT = 250
"""What Slack allows in a channel's purpose."""

QUOTAS = (
    ("none", 76),
    ("blank", 3),
    ("topic_only", 4),
    ("purpose_only", 26),
    ("slogan", 8),
    ("no_contact", 14),
    ("no_rules", 14),
    ("no_members", 10),
    ("stale_owner", 12),
    ("mention", 12),
    ("english", 10),
    ("chatty", 8),
    ("long", 8),
    ("table", 5),
)
"""In 300 groups; the rest have a full one."""
OPEN = frozenset({"english", "chatty", "table", "topic_only"})
"""Kinds of which a good reader may think either way."""


class About(NamedTuple):
    """What an announcement speaks of."""

    use: str
    unit: str
    others: str
    owner: str
    owner_id: str
    stranger: str
    """Somebody who is not the owner: whom a stale announcement names."""


class Notice(NamedTuple):
    text: str
    missing: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()


_WORK = ("进度同步", "问题反馈", "资料共享", "排期确认", "物料确认", "数据汇总", "决议跟踪", "异常通报")
_STYLES = (
    (
        "一、目的：{use}相关工作的沟通与进度同步",
        "二、功能：{work}",
        "三、成员：{unit}同事及{others}相关同事",
        "四、约定：只谈工作，简明扼要，休息时间非紧急不发，不发涉密内容",
        "五、群主：{owner}，有事直接联系",
    ),
    (
        "本群目的：推进{use}工作。",
        "主要功能：{work}。",
        "成员范围：{unit}、{others}相关同事。",
        "交流规则：先说结论，不刷屏，夜间非紧急不发。",
        "联系人：{owner}（群主）。",
    ),
    (
        "用途：{use}的日常协同",
        "内容：{work}",
        "人员：{unit}与{others}的对口同事",
        "群规：工作时间沟通，文明发言，不外传资料",
        "负责人：{owner}",
    ),
)
_GLUE = ("\n", "", "｜")
_FILLER = "资料统一放在共享盘，文件名写清日期；会议结论由记录人当天补到纪要里；暂时不需要参加的同事可以先退出，需要时再加入。"
_ENGLISH = (
    "Purpose: day-to-day coordination of {use}. Used for: status, files and open questions. "
    "Members: {unit} and the colleagues they work with. "
    "Rules: keep it short and about work, nothing at night unless urgent. Owner: {owner}."
)
_CHATTY = "大家好，拉这个群是为了把{use}的事情说清楚，平时在这里对进度、传资料；{unit}和{others}的同事都在，有变动找{owner}；晚上没急事就别发了。"
_TABLE = "| 事项 | 负责人 |\n| --- | --- |\n| {use} | {owner} |\n[表格]"
_SLOGANS = ("欢迎大家，一起加油！", "使命必达，再创佳绩", "群里有好消息记得分享~")
_DROPPED = {"no_contact": "contact", "no_rules": "rules", "no_members": "members"}


def write(kind: str, about: About, dice: Dice) -> Notice:
    """The text of one kind, with what it lacks."""
    if kind in {"none", "topic_only"}:
        return Notice("")
    if kind == "blank":
        return Notice("　 ")
    if kind == "slogan":
        return Notice(dice.pick(_SLOGANS), ELEMENTS[2:], ELEMENTS[:2])
    if kind == "purpose_only":
        return Notice(f"用于{about.use}工作沟通。", ELEMENTS[2:], ELEMENTS[1:2])
    if kind in _FREE_TEXTS:
        return Notice(_FREE_TEXTS[kind].format_map(about._asdict()))
    return _labelled(kind, about, dice)


_FREE_TEXTS = {"english": _ENGLISH, "chatty": _CHATTY, "table": _TABLE}


def _labelled(kind: str, about: About, dice: Dice) -> Notice:
    style = dice.below(len(_STYLES))
    named = {"mention": f"<@{about.owner_id}>", "stale_owner": about.stranger}.get(kind, about.owner)
    words = {**about._asdict(), "owner": named, "work": "、".join(dice.some(_WORK, 3))}
    dropped = _DROPPED.get(kind)
    parts = [part for element, part in zip(ELEMENTS, _STYLES[style], strict=True) if element != dropped]
    text = _GLUE[style].join(parts).format_map(words)
    if kind == "long":
        text += _GLUE[0] + _FILLER
    missing = ("contact",) if kind == "stale_owner" else (dropped,) if dropped else ()
    return Notice(text, missing)
