"""The words of what a register changes: names, never ids, and of a confidential group that something changed, not what."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from shared.core.account import Account
from shared.core.display import harmless, shorten
from shared.core.filed_changes import EXEMPT, FieldChange, RowChange
from shared.core.lang import Bilingual, Lang, both
from shared.core.model import Activity, Announcement, Kind, Status
from shared.core.reports.terms import TERMS

Names: TypeAlias = Callable[[Account], str | None]
_LONGEST = 40


class Worded(NamedTuple):
    what: str
    before: str
    """Empty: nothing was filed."""
    after: str
    """Empty: nothing is filed from now on."""


KINDS: Mapping[Kind, Bilingual] = {
    Kind.ALL_STAFF: both("全员群", "all staff"),
    Kind.DEPARTMENT: both("部门群", "department"),
    Kind.PROJECT: both("项目群", "project"),
    Kind.ON_CALL: both("值班群", "on call"),
    Kind.NOTICE: both("通知群", "notices"),
    Kind.BOT: both("机器人群", "bots"),
    Kind.MEETING: both("会议群", "meeting"),
    Kind.EXTERNAL: both("外部群", "with outsiders"),
    Kind.TEMPORARY: both("临时群", "temporary"),
    Kind.PRIVATE: both("私人群", "private"),
    Kind.CONFIDENTIAL: both("保密群", "confidential"),
    Kind.LEGAL_HOLD: both("法务保留", "legal hold"),
}
STATUSES: Mapping[Status, Bilingual] = {
    Status.ACTIVE: both("正常", "active"),
    Status.DISSOLVED: both("已解散", "dissolved"),
}
_FLAG = {True: both("有", "yes"), False: both("没有", "no")}
_NONE = both("没有", "none")
_NAMELESS = both("（名册里没有姓名）", "(no name on record)")
_ANOTHER = both("有，内容不同", "yes, another text")
_SHOWN = both("{after}（平台显示的为准）", "{after} (what the platform shows stands)")
_EXEMPT = both("免检", "exempt")
_EVERYTHING = both("全部", "everything")
_HIDDEN = both("（保密）", "(confidential)")


def worded(row: RowChange, names: Names, lang: Lang) -> list[Worded]:
    """What changes of one group, in the order of its facts."""
    return [_worded(change, names, lang, hidden=row.hidden) for change in row.fields]


def _worded(change: FieldChange, names: Names, lang: Lang, *, hidden: bool) -> Worded:
    what = (_EXEMPT if change.fact == EXEMPT else TERMS[f"fact.{change.fact}"])[lang]
    if hidden:
        return Worded(what, *(_HIDDEN[lang] if value is not None else "" for value in change[1:3]))
    say = _SAY.get(change.fact, _said)
    before, after = (say(value, names, lang) if value is not None else "" for value in change[1:3])
    if before == after and isinstance(change.after, Announcement):
        after = _ANOTHER[lang]
    return Worded(what, before, _SHOWN[lang].format(after=after or "–") if change.shown else after)


def _said(value: Any, _: Names, lang: Lang) -> str:
    """One value of a fact, as a line of harmless text."""
    if isinstance(value, Kind):
        return KINDS[value][lang]
    if isinstance(value, Status):
        return STATUSES[value][lang]
    if isinstance(value, bool | Announcement):
        return _FLAG[value if isinstance(value, bool) else value.length > 0][lang]
    if isinstance(value, Activity):
        return f"{value.last_human:%Y-%m-%d}" if value.last_human else ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}"
    return f"{value:,}" if isinstance(value, int) else shorten(harmless(value), _LONGEST)


def _person(account: Account, names: Names, lang: Lang) -> str:
    return shorten(harmless(names(account) or "")) or _NAMELESS[lang]


def _people(accounts: tuple[Account, ...], names: Names, lang: Lang) -> str:
    return _listed([_person(one, names, lang) for one in accounts], lang)


def _exempt(waivers: tuple[tuple[str | None, str], ...], _: Names, lang: Lang) -> str:
    """A reason is said where it is one; `exempt` stands for a plain yes."""
    said = [check or (_EVERYTHING[lang] if reason == "exempt" else reason) for check, reason in waivers]
    return _listed([shorten(harmless(one)) for one in said], lang)


def _listed(words: list[str], lang: Lang) -> str:
    return ("、" if lang is Lang.ZH else ", ").join(words) or _NONE[lang]


_SAY: Mapping[str, Callable[[Any, Names, Lang], str]] = {
    "owner": _person,
    "successor": _person,
    "admins": _people,
    EXEMPT: _exempt,
}
