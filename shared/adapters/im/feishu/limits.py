"""What Feishu does not show or do, or we do not ask of it (`shared.core.claims`)."""

from collections.abc import Mapping

from shared.core.claims import Because, Limit
from shared.core.lang import both

LIMITS: Mapping[str, Limit] = {
    "sees.created": Limit(
        Because.NEVER,
        both(
            "群列表和群信息里都没有建群时间，群从第一次看见算起。",
            "Neither the listing nor a group's entry has it; a group counts from when it was first seen.",
        ),
        "https://open.feishu.cn/document/server-docs/group/chat/get-2",
        "2024-06",
    ),
    "sees.members": Limit(
        Because.OURS,
        both(
            "成员列表里没有群昵称，能查的要求用不到它，所以不读。",
            "The list of members has no nicknames, and no rule that can be checked needs it, so it is not read.",
        ),
        "https://open.feishu.cn/document/server-docs/group/chat-member/get",
    ),
}
