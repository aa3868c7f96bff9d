"""The words of the model in both languages: facts, elements, roles, states, inputs, notes."""

from collections.abc import Mapping

from shared.core.lang import Bilingual, both

TERMS: Mapping[str, Bilingual] = {
    "fact.name": both("群名", "name"),
    "fact.kind": both("类型", "kind"),
    "fact.owner": both("群主", "owner"),
    "fact.admins": both("管理员", "admins"),
    "fact.created": both("建群时间", "created"),
    "fact.status": both("状态", "status"),
    "fact.announcement": both("群公告", "announcement"),
    "fact.members": both("成员", "members"),
    "fact.size": both("人数", "size"),
    "fact.external": both("有无外部人员", "outsiders"),
    "fact.department": both("部门", "department"),
    "fact.purpose": both("用途", "purpose"),
    "fact.successor": both("接手人", "successor"),
    "fact.activity": both("最近发言", "activity"),
    "role.owner": both("群主", "owner"),
    "role.creator": both("建群人", "creator"),
    "role.successor": both("接手人", "successor"),
    "role.admin": both("管理员", "admin"),
    "role.head": both("部门负责人", "head of department"),
    "role.operations": both("责任部门", "operations"),
    "role.colleague": both("被询问的同事", "colleague who is asked"),
    "note.owner_is_creator": both(
        "这份资料不显示群主，这里以创建人作推测；推测之处都会注明。",
        "This input shows no owners: the creator stands in as a guess, and guesses are always marked.",
    ),
    "note.no_admins": both(
        "这份资料不显示管理员，凡要看管理员的都暂看不见。",
        "This input shows no admins, so whatever needs them is not visible.",
    ),
    "note.no_lists": both(
        "没有部门和项目名单，群名只看写法；用 --policy 给出名单，可以判断得更准。",
        "There is no list of departments or projects, so only the shape of names is judged; name a list with --policy.",
    ),
    "note.export_begins_late": both(
        "导出的消息晚于最早的建群时间；如果只导出了一段时间，「没有看到发言」可能不准。",
        "The messages begin later than the oldest channel; if only a range of dates was exported, silence before it was not observed.",
    ),
    "note.zone_is_policy": both(
        "导出里没有公司所在时区，时间按规范配置里的时区计。",
        "The export does not say where the company is: times are in the policy's zone.",
    ),
    "note.private_conversations_not_read": both(
        "导出里有私聊，没有读取。", "The export holds private conversations; they were not read."
    ),
}
