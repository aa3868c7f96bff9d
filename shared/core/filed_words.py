"""The words of what a register changes: names, never ids, and of a confidential group that something changed, not what."""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Any, NamedTuple, TypeAlias

from shared.core.account import Account
from shared.core.display import harmless, shorten
from shared.core.filed_changes import EXEMPT, FieldChange, RowChange
from shared.core.lang import Bilingual, Lang, both
from shared.core.model import Activity, Announcement, Kind, Status
from shared.core.reports.terms import TERMS

Names: TypeAlias = Callable[[Account], str | None]
_LONGEST = 40


class Speech(NamedTuple):
    """How values are said."""

    names: Names
    zone: tzinfo
    """In which days are told."""
    lang: Lang


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
_FLAG: Mapping[bool, Bilingual] = {True: both("有", "yes"), False: both("没有", "no")}
_NONE = both("没有", "none")
_NAMELESS = both("（名册里没有姓名）", "(no name on record)")
_ANOTHER = both("有，内容不同", "yes, another text")
_SHOWN = both("{after}（平台显示的为准）", "{after} (what the platform shows stands)")
_EXEMPT = both("豁免", "exempt")
_EVERYTHING = both("全部", "everything")
_HIDDEN = both("（保密）", "(confidential)")


def worded(row: RowChange, speech: Speech) -> list[Worded]:
    """What changes of one group, in the order of its facts."""
    return [_worded(change, speech, hidden=row.hidden) for change in row.fields]


def _worded(change: FieldChange, speech: Speech, *, hidden: bool) -> Worded:
    what = (_EXEMPT if change.fact == EXEMPT else TERMS[f"fact.{change.fact}"])[speech.lang]
    if hidden:
        return Worded(what, *(_HIDDEN[speech.lang] if value is not None else "" for value in change[1:3]))
    say = _SAY.get(change.fact, _said)
    before, after = (say(value, speech) if value is not None else "" for value in change[1:3])
    if before == after and isinstance(change.after, Announcement):
        after = _ANOTHER[speech.lang]
    return Worded(what, before, _SHOWN[speech.lang].format(after=after or "–") if change.shown else after)


def _said(value: Any, speech: Speech) -> str:
    """One value of a fact, as a line of harmless text."""
    if isinstance(value, Kind):
        return KINDS[value][speech.lang]
    if isinstance(value, Status):
        return STATUSES[value][speech.lang]
    if isinstance(value, bool | Announcement):
        return _FLAG[value if isinstance(value, bool) else value.length > 0][speech.lang]
    if isinstance(value, Activity):
        return _said(value.last_human, speech) if value.last_human else ""
    if isinstance(value, datetime):
        return value.astimezone(speech.zone).date().isoformat()
    return f"{value:,}" if isinstance(value, int) else shorten(harmless(value), _LONGEST)


def _person(account: Account, speech: Speech) -> str:
    return shorten(harmless(speech.names(account) or "")) or _NAMELESS[speech.lang]


def _people(accounts: tuple[Account, ...], speech: Speech) -> str:
    return _listed([_person(one, speech) for one in accounts], speech.lang)


def _exempt(waivers: tuple[tuple[str | None, str], ...], speech: Speech) -> str:
    """A reason is said where it is one; `exempt` stands for a plain yes."""
    said = [
        check or (_EVERYTHING[speech.lang] if reason == "exempt" else reason) for check, reason in waivers
    ]
    return _listed([shorten(harmless(one)) for one in said], speech.lang)


def _listed(words: list[str], lang: Lang) -> str:
    return ("、" if lang is Lang.ZH else ", ").join(words) or _NONE[lang]


_SAY: Mapping[str, Callable[[Any, Speech], str]] = {
    "owner": _person,
    "successor": _person,
    "admins": _people,
    EXEMPT: _exempt,
}
