"""The template of the register of groups (群台账)."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from shared.adapters.files.sheet_group import KINDS, STATUSES
from shared.adapters.files.sheet_header import GROUPS
from shared.adapters.files.template_kind import Choice, Column, Example, Form, Kind, Need
from shared.adapters.im.vendors import VENDORS
from shared.core.lang import Bilingual, Lang, both

YES_OR_NO = Choice({Lang.ZH: ("是", "否"), Lang.EN: ("yes", "no")})
_THERE_OR_NOT = Choice({Lang.ZH: ("有", "无"), Lang.EN: ("yes", "no")}, is_free=True)


E = TypeVar("E", bound=StrEnum)


def words_of(known: Mapping[E, tuple[str, ...]]) -> Choice:
    """One word for each value of a closed choice: in Chinese the first that the reader knows, in English the value."""
    chinese = tuple(next(word for word in words if not word.isascii()) for words in known.values())
    return Choice({Lang.ZH: chinese, Lang.EN: tuple(value.value for value in known)})


PLATFORMS = Choice(
    {lang: tuple(vendor.name[lang] for vendor in VENDORS) for lang in Lang},
    is_closed=False,
)

_COLUMNS = (
    Column(
        "platform",
        both(
            "群在哪个软件里，从下拉里选；列表里没有的，照平时的叫法写。",
            "The app that the group is in. Pick one, or write what you call it.",
        ),
        Need.WANTED,
        choice=PLATFORMS,
        width=12,
    ),
    Column(
        "name",
        both("和群里显示的一致，可以复制粘贴。", "As it shows in the app; paste it."),
        Need.NEEDED,
        width=28,
    ),
    Column(
        "owner",
        both(
            "写一位群主的姓名。有同名的同事，请再写群主工号。没有群主就写「无」。",
            "One name. Where colleagues share it, add the owner's id. Write “none” where there is no owner.",
        ),
        Need.WANTED,
        width=12,
    ),
    Column(
        "owner_id",
        both(
            "群主的工号，或平台上的账号。姓名不会弄错的，可以不写。",
            "The owner's staff number, or account on a platform. Not needed where the name is clear.",
        ),
        width=13,
    ),
    Column(
        "department",
        both("这个群归哪个部门。", "The department that the group belongs to."),
        Need.WANTED,
        width=14,
    ),
    Column(
        "purpose",
        both("一句话，用来做什么，如 新品推广。", "What it is for, in a few words."),
        width=20,
    ),
    Column(
        "external",
        both("群里有没有公司以外的人，从下拉里选。", "Whether people from outside the company are in it."),
        Need.WANTED,
        choice=YES_OR_NO,
        width=13,
    ),
    Column(
        "announcement",
        both(
            "写「有」或「无」就行。也可以粘贴公告原文：只用来看还缺什么，不保存。",
            "“yes” or “no” will do. Or paste the text: it is looked at for what is missing, and not kept.",
        ),
        choice=_THERE_OR_NOT,
        width=24,
    ),
    Column(
        "kind",
        both(
            "从下拉里选；空着按「项目」处理。",
            "Pick one; a blank one is taken for a project's.",
        ),
        choice=words_of(KINDS),
        width=12,
    ),
    Column(
        "admins",
        both(
            "群主以外的管理员，几位用顿号隔开，如 周杰、李强。没有就写「无」。",
            "Administrators beside the owner, separated by commas. Write “none” where there are none.",
        ),
        width=16,
    ),
    Column(
        "admin_ids",
        both(
            "管理员的工号或账号，和「管理员」一栏的顺序一致，用顿号隔开。",
            "Their staff numbers or accounts, in the order of the names.",
        ),
        width=15,
    ),
    Column(
        "created",
        both("哪天建的群，如 2026-01-12。", "When the group was made, like 2026-01-12."),
        form=Form.DATE,
        width=13,
    ),
    Column(
        "last_active",
        both("最近一次有人发言是哪天，如 2026-04-15。", "When somebody last wrote, like 2026-04-15."),
        form=Form.DATE,
        width=13,
    ),
    Column(
        "size",
        both(
            "群里有多少人，只写数字，不写名单。",
            "How many people are in it: a number, and never their names.",
        ),
        form=Form.NUMBER,
        width=9,
    ),
    Column(
        "status",
        both("群还在用，还是已经解散，从下拉里选。", "Whether it is in use, or was dissolved."),
        choice=words_of(STATUSES),
        width=11,
    ),
    Column(
        "exempt",
        both(
            "不用检查的群，写一句原因，如 年底项目结束后解散。一般空着。",
            "For a group that need not be looked at: why, in a sentence. Usually blank.",
        ),
        width=18,
    ),
    Column(
        "group_id",
        both(
            "系统里的群ID，有就填。空着时按群名认群，群名就不能重复。",
            "The group's id, if you have it. Without one the name stands for it, so names must differ.",
        ),
        width=16,
    ),
    Column(
        "unused",
        both("给自己看的，系统不读。", "For yourselves; it is not read."),
        width=20,
    ),
)


def _platform(place: int) -> Bilingual:
    return VENDORS[place].name


_EXAMPLES: tuple[Mapping[str, Example], ...] = (
    {
        "platform": _platform(-1),
        "name": both("市场部-新品推广组", "Marketing-launches"),
        "owner": both("王芳", "Wang Fang"),
        "department": both("市场部", "Marketing"),
        "purpose": both("新品推广", "product launches"),
        "external": both("否", "no"),
        "announcement": both("有", "yes"),
        "kind": both("项目", "project"),
        "admins": both("周杰、李强", "Zhou Jie, Li Qiang"),
        "created": date(2026, 1, 12),
        "last_active": date(2026, 4, 15),
        "size": 23,
        "status": both("正常", "active"),
    },
    {
        "platform": _platform(0),
        "name": both("采购-供应商协调", "Purchasing-suppliers"),
        "owner": both("李强", "Li Qiang"),
        "owner_id": both("01002", "01002"),
        "department": both("采购部", "Purchasing"),
        "external": both("是", "yes"),
        "announcement": both("无", "no"),
        "kind": both("外部", "external"),
        "admins": both("无", "none"),
        "size": 8,
        "unused": both("一行可以只填知道的几栏", "a row may say what is known, and no more"),
    },
    {
        "platform": _platform(-1),
        "name": both("2025年会筹备群", "Annual party 2025"),
        "owner": both("无", "none"),
        "external": both("否", "no"),
        "status": both("已解散", "dissolved"),
    },
)

GROUPS_SHEET = Kind(
    "groups",
    both("群台账", "Groups"),
    GROUPS,
    (
        both("一行写一个群，只写工作群。", "One group a row, and work groups only."),
        both(
            "不知道的空着；确定没有的写「无」。空着是「还不知道」，写「无」是「没有」。",
            "Leave blank what you do not know, and write “none” where there is nothing: a blank cell says neither.",
        ),
        both(
            "栏目可以换顺序，用不到的可以删去；带 * 的要留着。",
            "Columns may be moved, and those that you do not use taken out; the one with a star is needed.",
        ),
        both(
            "请不要写：手机号、身份证号、成员名单、客户姓名、聊天内容、请假或离职的原因。",
            "Never write here: phone or identity numbers, lists of members, customers' names, messages, reasons for leave.",
        ),
    ),
    _COLUMNS,
    _EXAMPLES,
)
