"""What can be claimed of a platform, and why one of them does not show or do it: what coverage and the docs say is made of this."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from shared.core.lang import Bilingual, both

CONNECTS = "connects"
SEES = "sees."
"""With a field of `Group` behind it."""
CLAIMS: Mapping[str, Bilingual] = MappingProxyType(
    {
        CONNECTS: both("可以接入", "can be connected"),
        "lists": both("列出看得到的群", "lists the groups that it shows us"),
        "sees.name": both("群名", "a group's name"),
        "sees.kind": both("群的种类", "its kind"),
        "sees.owner": both("群主", "its owner"),
        "sees.admins": both("群管理员", "its admins"),
        "sees.created": both("建群时间", "when it was created"),
        "sees.status": both("是否已解散", "whether it is dissolved"),
        "sees.size": both("人数", "how many people are in it"),
        "sees.external": both("有无外部人员", "whether outsiders are in it"),
        "sees.announcement": both("群公告", "its announcement"),
        "sees.activity": both("最近的发言", "when somebody last spoke"),
        "sees.members": both("成员和群昵称", "its members and their nicknames"),
        "hears.posts": both("推送新消息", "tells of new messages"),
        "hears.changes": both("推送群和人的变动", "tells of changes of groups and people"),
        "knows.name": both("人的姓名", "what somebody is called"),
        "knows.employment": both("是否在职", "whether somebody still works here"),
        "knows.department": both("所在部门", "somebody's department"),
        "knows.head": both("部门负责人", "who heads a department"),
        "knows.holder": both("账号换人", "that an account was given to somebody else"),
        "sends": both("给个人发消息", "sends one person a message"),
        "proof": both("查证消息是否送达", "proves whether a message arrived"),
        "edits": both("更新已发出的消息", "replaces a message that was sent"),
        "answers": both("按钮答复", "takes an answer by a button"),
        "login": both("网页登录认人", "says who opened a page"),
    }
)
"""By id, in the order of the docs."""


class Because(StrEnum):
    """Whose limit it is."""

    NEVER = "never"
    """The vendor has nothing of the kind."""
    NOT_YET = "notyet"
    """The vendor has it, and we do not use it so far."""
    OURS = "ours"
    """We decided against it."""


class Limit(NamedTuple):
    """Why a claim does not hold."""

    because: Because
    why: Bilingual
    page: str = ""
    """Where the vendor says so; empty: it is no vendor's word."""
    dated: str = ""
    """The year and month of that page, as it says; empty: it does not."""
