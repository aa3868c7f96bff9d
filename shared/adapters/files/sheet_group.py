"""One row of a register as a group and the people it names: everything in it is declared, not observed."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from shared.adapters.files.facts import fact_of
from shared.adapters.files.facts_groups import CHECK_IDS
from shared.adapters.files.sheet_row import NO, SEPARATORS, YES, SheetRow, folded, is_none
from shared.adapters.im.vendors import VENDORS_BY_ID, WRITTEN
from shared.core.account import BY_NAME, Account, account, id_of, is_account, platform_of
from shared.core.announcements import read_announcement
from shared.core.model import Activity, Announcement, Fact, Group, Kind, Profile, Source, Status, Waiver
from shared.core.schema.node import quoted, suggestion

REGISTER = "register"
"""The platform of a group whose row names none, and who declares the waivers."""

KINDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.ALL_STAFF: ("全员", "公司", "全公司", "全体"),
    Kind.DEPARTMENT: ("部门",),
    Kind.PROJECT: ("项目", "业务"),
    Kind.ON_CALL: ("值班", "应急", "抢修", "保障", "告警", "on-call", "oncall"),
    Kind.NOTICE: ("通知", "公告"),
    Kind.BOT: ("机器人",),
    Kind.MEETING: ("会议",),
    Kind.EXTERNAL: ("外部", "客户", "供应商"),
    Kind.TEMPORARY: ("临时", "活动"),
    Kind.PRIVATE: ("私人", "私聊"),
    Kind.CONFIDENTIAL: ("保密", "涉密", "机密"),
    Kind.LEGAL_HOLD: ("法务保留", "留存"),
}
STATUSES: Mapping[Status, tuple[str, ...]] = {
    Status.ACTIVE: ("正常", "使用中", "在用", "活跃", "启用", "active"),
    Status.DISSOLVED: (
        "已解散",
        "解散",
        "已归档",
        "归档",
        "已注销",
        "注销",
        "已关闭",
        "dissolved",
        "archived",
        "closed",
    ),
}
_KIND = {name: kind for kind, names in KINDS.items() for name in (*names, kind.value)}
_STATUS = {name: status for status, names in STATUSES.items() for name in names}

_HAN = re.compile(r"[\u3400-\u9fff]")
_UNREAD = Announcement("declared", 1, readable=False)
"""There is one, the register says; nobody has shown it."""


class Filed(NamedTuple):
    """A group as filed, and whoever its row names."""

    group: Group
    people: tuple[Profile, ...]
    bare: frozenset[Account] = frozenset()
    """Those of whom the row gives only an id, without a platform: it may be a 工号."""


def read_row(row: SheetRow, at: datetime) -> Filed | None:
    """None for a row that names no group."""
    name = row.said("name")
    kind = _kind(row)
    group_id = row.id("group_id") or (_opaque(name) if kind is Kind.CONFIDENTIAL else name)
    if not group_id:
        return None
    platform = _platform(row)
    owner, people = _owner(row, platform)
    admins, named = _admins(row, platform)
    group = Group(
        platform=platform,
        id=group_id,
        name=fact_of(name, at, Source.DECLARED),
        kind=fact_of(kind, at, Source.DECLARED),
        owner=None if owner is None else Fact(owner or None, at, Source.DECLARED),
        admins=fact_of(admins, at, Source.DECLARED),
        created=fact_of(row.moment("created"), at, Source.DECLARED),
        status=fact_of(_status(row), at, Source.DECLARED),
        announcement=fact_of(_announcement(row, people), at, Source.DECLARED),
        size=fact_of(row.whole("size"), at, Source.DECLARED),
        external=fact_of(row.flag("external"), at, Source.DECLARED),
        department=fact_of(row.said("department"), at, Source.DECLARED),
        purpose=fact_of(row.said("purpose"), at, Source.DECLARED),
        activity=_activity(row, at),
        waivers=tuple(_waivers(row)),
    )
    return Filed(group, tuple(one.profile for one in (*people, *named)), _bare((*people, *named)))


class _Named(NamedTuple):
    """Somebody whom a row names."""

    profile: Profile
    is_bare: bool = False


def _bare(named: Iterable[_Named]) -> frozenset[Account]:
    return frozenset(one.profile.account for one in named if one.is_bare)


def _opaque(name: str | None) -> str | None:
    """An id for a confidential group that was filed without one: its name must not show anywhere."""
    return name and "confidential-" + hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:12]


def _platform(row: SheetRow) -> str:
    said = row.said("platform")
    if said is None:
        return REGISTER
    name = folded(said).casefold()
    return WRITTEN.get(name) or re.sub(r"[\s:]+", "-", name)


def _kind(row: SheetRow) -> Kind | None:
    said = row.said("kind")
    if said is None:
        return None
    name = folded(said).casefold().replace("工作群", "").removesuffix("群").removesuffix("类")
    if name not in _KIND:
        words = "、".join(names[0] for names in KINDS.values())
        zh = f"写的是{quoted(said)}，不是群的类型，请写其中一个：{words}。"
        row.blame("kind", f"is {quoted(said)}, which is no kind of group", f"Write one of: {words}.", zh)
    return _KIND.get(name)


def _status(row: SheetRow) -> Status | None:
    said = row.said("status")
    if said is None:
        return None
    name = folded(said).casefold()
    if name not in _STATUS:
        zh = f"写的是{quoted(said)}，请写 正常 或 已解散。"
        row.blame("status", f"is {quoted(said)}", "Write 正常 or 已解散 (active or dissolved).", zh)
    return _STATUS.get(name)


def _owner(row: SheetRow, platform: str) -> tuple[Account | None, tuple[_Named, ...]]:
    """The owner's account, empty where the row says that there is none, None where it says nothing."""
    written, owner_id = row.said("owner"), row.id("owner_id")
    names = _split_names(written) if written else []
    if len(names) > 1:
        reason = f"names {len(names)} people; the first was taken"
        zh = f"写了 {len(names)} 位，请只写一位，其余的写到「管理员」。"
        row.blame("owner", reason, "Write one owner, and the others as 管理员.", zh)
    if owner_id or names:
        owner = _named(owner_id, names[0] if names else None, platform)
        return owner.profile.account, (owner,)
    return "" if row.says_none("owner") or row.says_none("owner_id") else None, ()


def _named(identity: str | None, name: str | None, platform: str) -> _Named:
    """By an account, in whichever column it stands; by an id, which is taken to be of the group's platform; or by name alone."""
    if not identity and name and _is_whole(name):
        identity, name = name, None
    if not identity:
        return _Named(Profile(account(BY_NAME, name or ""), name))
    if _is_whole(identity):
        return _Named(Profile(identity, name))
    return _Named(Profile(account(platform, identity), name), is_bare=True)


def _is_whole(text: str) -> bool:
    return is_account(text) and platform_of(text) in VENDORS_BY_ID


def _admins(row: SheetRow, platform: str) -> tuple[tuple[Account, ...] | None, tuple[_Named, ...]]:
    """Accounts, empty where the row says that there are none, None where it says nothing."""
    written, written_ids = row.said("admins"), row.said("admin_ids")
    if written is None and written_ids is None:
        return () if row.says_none("admins") or row.says_none("admin_ids") else None, ()
    names: list[str | None] = [*_split(written or "")]
    ids: list[str | None] = [folded(each) for each in _split(written_ids or "")]
    if ids and len(ids) != len(names):
        names = [None] * len(ids)
    pairs = zip(ids or [None] * len(names), names, strict=True)
    people = tuple(_named(identity, name, platform) for identity, name in pairs)
    return tuple(one.profile.account for one in people), people


def _split_names(text: str) -> list[str]:
    return [part.strip() for part in SEPARATORS.split(text) if part.strip()]


def _split(text: str) -> list[str]:
    """Spaces separate, too, but for names in Latin letters, which have spaces within."""
    parts = _split_names(text)
    return [
        name for part in parts for name in (part.split() if _HAN.search(part) or len(parts) == 1 else [part])
    ]


def _announcement(row: SheetRow, owners: tuple[_Named, ...]) -> Announcement | None:
    """The text, if it is one; else whether there is one. The text ends here."""
    said = row.text("announcement")
    if said is None:
        return None
    word = folded(said).casefold()
    if word in YES:
        return _UNREAD
    text = "" if word in NO or is_none(said) else said
    owner = owners[0].profile if owners else None
    return read_announcement(
        text, owner_id=id_of(owner.account) if owner else None, owner_name=owner.name if owner else None
    )


def _activity(row: SheetRow, at: datetime) -> Fact[Activity] | None:
    last = row.moment("last_active")
    return None if last is None else Fact(Activity(last, None, None), at, Source.DECLARED)


def _waivers(row: SheetRow) -> Iterator[Waiver]:
    said = row.text("exempt")
    if said is None or is_none(said) or folded(said).casefold() in NO:
        return
    if folded(said).casefold() in YES:
        yield Waiver(None, "exempt", REGISTER, None)
        return
    named = [part for part in _split(said) if part in CHECK_IDS]
    if len(named) == len(_split(said)):
        yield from (Waiver(check, "exempt", REGISTER, None) for check in named)
    elif near := suggestion(said, CHECK_IDS):
        zh = f"写的是{quoted(said)}，像检查项的名字，但没有这一项；想写原因，请写一句话。"
        row.blame("exempt", f"is {quoted(said)}", f"{near}For a reason, write a sentence.", zh)
    else:
        yield Waiver(None, said, REGISTER, None)
