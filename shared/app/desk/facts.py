"""What is on record of a group, for somebody who decides about it: what, from where, and since when."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from shared.app.inspect.group import CHECKS_BY_ID
from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.app.scene.group import scene_of
from shared.core.account import Account, is_account
from shared.core.case import Case, GroupFile
from shared.core.checks.base import Check
from shared.core.display import harmless, is_confidential, shorten
from shared.core.lang import Bilingual, Lang, both, day
from shared.core.model import Activity, Announcement, Element, Fact, Source, Status
from shared.core.people.standing import Standing
from shared.core.scene import Scene

_FROM = {
    Source.OBSERVED: both("系统读取", "read by the system"),
    Source.GUESSED: both("推测", "a guess"),
}
_FILED_BY = both("{name}登记", "filed by {name}")
_SHEET = both("群台账登记", "from the register")
_FILED = both("同事登记", "filed by a colleague")
_NONE = both("没有", "none")
_THERE_IS = both("有", "yes")
_PARTS = both("有，{found}/{all} 项齐全", "yes, with {found} of {all} parts")
_UNNAMED = both("（通讯录里没有姓名）", "(no name in the directory)")
_OUT = both("{name}（已离职或停用）", "{name} (left or disabled)")
_NEVER = both("没有看到", "none seen")
_STATES = {
    Status.ACTIVE: both("使用中", "in use"),
    Status.DISSOLVED: both("已解散", "dissolved"),
}
_FINDING = both("待完善", "To be done")
_CHECKED = both("系统检查", "checked by the system")
_LONGEST = 60


class Known(NamedTuple):
    label: str
    value: str
    source: str
    """From where."""
    on: date
    """Since when it is known."""


def known_facts(group: str, who: Visitor, ports: Ports) -> tuple[Known, ...]:
    """Empty where the group is not kept any more. Of a confidential one only who looks after it."""
    file = ports.ledger().inventory.get(group)
    if file is None:
        return ()
    scene = scene_of(group, ports, who.policy, *_filers(file))
    return tuple(_facts(file, who, scene))


def _filers(file: GroupFile) -> Iterator[str]:
    if file.filed is not None and is_account(file.filed.by):
        yield file.filed.by


def _facts(file: GroupFile, who: Visitor, scene: Scene) -> Iterator[Known]:
    known = file.known(who.now).group
    hidden = {"department", "purpose", "announcement"} if is_confidential(known) else set()
    for name, (label, written) in _FACTS.items():
        fact: Fact[Any] | None = getattr(known, name)
        if fact is not None and name not in hidden:
            on = fact.at.astimezone(scene.zone).date()
            yield Known(
                label[who.lang], written(fact.value, who.lang, scene), _from(fact, file, who, scene), on
            )
    for case in file.cases:
        check = CHECKS_BY_ID.get(case.key.check)
        # What was posted at night is nobody's to look up.
        if case.is_open and check is not None and not check.rests_on_posts:
            on = case.opened.astimezone(scene.zone).date()
            yield Known(_FINDING[who.lang], _finding(case, check, who, scene), _CHECKED[who.lang], on)


def _finding(case: Case, check: Check, who: Visitor, scene: Scene) -> str:
    said = shorten(harmless(check.brief(case.evidence, who.lang, scene.zone)), _LONGEST)
    return " · ".join(filter(None, (check.title[who.lang], said)))


def _from(fact: Fact[Any], file: GroupFile, who: Visitor, scene: Scene) -> str:
    if fact.source in _FROM:
        return _FROM[fact.source][who.lang]
    by = file.filed.by if file.filed is not None else ""
    if not is_account(by):
        return _SHEET[who.lang]
    name = scene.name_of(by) if scene.means(by, fact.at) else None
    return _FILED_BY[who.lang].format(name=name) if name else _FILED[who.lang]


def _person(account: Account | None, lang: Lang, scene: Scene) -> str:
    if not account:
        return _NONE[lang]
    name = scene.name_of(account) or _UNNAMED[lang]
    return _OUT[lang].format(name=name) if scene.standing(account) is Standing.OUT else name


def _people(accounts: tuple[Account, ...], lang: Lang, scene: Scene) -> str:
    return "、".join(_person(one, lang, scene) for one in accounts if one) or _NONE[lang]


def _text(value: str, lang: Lang, scene: Scene) -> str:  # noqa: ARG001 (every fact is written with the same arguments)
    return shorten(harmless(value), _LONGEST)


def _yes_or_no(value: object, lang: Lang, scene: Scene) -> str:  # noqa: ARG001 (likewise)
    return (_THERE_IS if value else _NONE)[lang]


def _announcement(value: Announcement, lang: Lang, scene: Scene) -> str:
    if not value.length or not value.readable or not value.elements:
        return _yes_or_no(value.length, lang, scene)
    return _PARTS[lang].format(found=len(value.elements), all=len(Element))


def _activity(value: Activity, lang: Lang, scene: Scene) -> str:
    return _moment(value.last_human, lang, scene) if value.last_human else _NEVER[lang]


def _moment(value: datetime, lang: Lang, scene: Scene) -> str:
    return day(value.astimezone(scene.zone).date(), lang, scene.local_day())


def _state(value: Status, lang: Lang, scene: Scene) -> str:  # noqa: ARG001 (likewise)
    return _STATES[value][lang]


_FACTS: Mapping[str, tuple[Bilingual, Callable[[Any, Lang, Scene], str]]] = {
    "owner": (both("群主", "Owner"), _person),
    "successor": (both("接手人", "Asked to take it over"), _person),
    "admins": (both("管理员", "Admins"), _people),
    "department": (both("部门", "Department"), _text),
    "purpose": (both("用途", "What it is for"), _text),
    "external": (both("外部人员", "Outsiders"), _yes_or_no),
    "announcement": (both("群公告", "Announcement"), _announcement),
    "activity": (both("最近发言", "Last message"), _activity),
    "created": (both("建群", "Created"), _moment),
    "status": (both("状态", "State"), _state),
}
"""By fact: what it is called, and how its value is written."""
