"""A small company for tests of the core: a scene, how it speaks, and groups whose facts a test names."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from shared.app.inbound.deeds.catalogue import DEEDS
from shared.core.account import account
from shared.core.calendar.hours import WorkTime
from shared.core.calendar.workdays import WorkCalendar
from shared.core.ladder.steps import Pace
from shared.core.lang import Lang
from shared.core.message.voice import Voice
from shared.core.model import (
    Company,
    Department,
    Employment,
    Fact,
    Group,
    Profile,
    Project,
    Source,
)
from shared.core.naming.vocabulary import vocabulary
from shared.core.scene import Scene

BEIJING = timezone(timedelta(hours=8))
NOW = datetime(2026, 5, 29, 1, tzinfo=UTC)
"""A Friday, 09:00 in Beijing."""
CALENDAR = WorkCalendar(years=frozenset({2026}))

PEOPLE = (
    Profile("wecom:wang", "王芳", "市场部", employment=Employment.ACTIVE),
    Profile("wecom:chen", "陈立", "市场部", employment=Employment.ACTIVE, delegate="wecom:wu"),
    Profile("wecom:wu", "吴桐", "市场部", employment=Employment.ACTIVE),
    Profile("wecom:gone", "赵敏", "市场部", employment=Employment.LEFT),
    Profile("wecom:off", "周杰", "技术部", employment=Employment.DISABLED),
    Profile("wecom:hidden", "李强", "技术部"),
    Profile("wecom:robot", "小助手", bot=True, employment=Employment.ACTIVE),
)
COMPANY = Company(
    profiles={one.account: one for one in PEOPLE},
    departments=(Department("市场部", ("市场",), head="wecom:chen"), Department("技术部")),
    projects=(Project("MES升级", department="技术部"), Project("年会")),
)
SCENE = Scene(
    now=NOW,
    company=COMPANY,
    names=vocabulary(COMPANY),
    departments={
        "市场部": COMPANY.departments[0],
        "市场": COMPANY.departments[0],
        "技术部": COMPANY.departments[1],
    },
    project_departments={"mes升级": "技术部", "年会": None},
    zone=BEIJING,
    calendar=CALENDAR,
    calendars={"cn-standard": CALENDAR},
)


def voice(lang: Lang = Lang.ZH, **wording: Any) -> Voice:
    """The checks' own grace and clauses; `wording` is by check."""
    work = WorkTime(BEIJING, CALENDAR)
    return Voice(
        lang=lang,
        work_of=lambda _: work,
        pace_of=lambda check: Pace(grace=check.grace),
        effective_from=lambda _: None,
        clause_of=lambda check: check.clause.number,
        wording=wording,
        deeds=DEEDS,
    )


def group(
    identity: str = "g1", *, source: Source = Source.OBSERVED, waivers: Any = (), **facts: Any
) -> Group:
    """A group with these facts, people by their ids; what is not named was not observed."""
    if facts.get("owner"):
        facts["owner"] = account("wecom", facts["owner"])
    if facts.get("admins"):
        facts["admins"] = tuple(account("wecom", one) if one else "" for one in facts["admins"])
    known: Any = {name: Fact(value, NOW, source) for name, value in facts.items()}
    return Group("wecom", identity, waivers=waivers, **known)
