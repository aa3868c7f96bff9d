"""What a policy says of the company: its notice, calendars, departments, projects and people."""

from collections.abc import Iterator
from typing import Any

from shared.core.calendar.workdays import Week
from shared.core.lang import both
from shared.core.model import Project
from shared.core.policy.values import CalendarRule, DepartmentRule, Notice
from shared.core.schema.scalars import AccountId, Choice, Day, Flag, Text, Zone
from shared.core.schema.structures import REQUIRED, ListOf, Record, Setting, Wrong

STANDARD = str(Week.FIVE_DAYS)
"""The calendar that exists in every policy."""

NOTICE = Record(
    (
        Setting(
            "published", Day(), None, both("员工告知书发布的日期", "the day on which employees were told")
        ),
        Setting("link", Text(500), None, both("告知书在哪里可以看到", "where the notice can be read")),
        Setting("approved_by", Text(), None, both("由谁批准", "who approved it")),
    ),
    Notice,
)


def _anchor_fits(rule: CalendarRule) -> Iterator[Wrong]:
    if rule.week is Week.ALTERNATE and rule.anchor is None:
        yield Wrong(
            "anchor",
            f"a calendar of {Week.ALTERNATE} needs to know which weeks",
            "Write `anchor: …`, any date in a week whose Saturday is worked",
        )
    if rule.week is not Week.ALTERNATE and rule.anchor is not None:
        yield Wrong("anchor", f"only {Week.ALTERNATE} has an anchor", "Remove the line, or change `week`")


CALENDAR = Record(
    (
        Setting(
            "week",
            Choice(Week),
            Week.FIVE_DAYS,
            both(
                "一周怎么上班：五天、六天、大小周、轮班",
                "how a week is worked: five days, six, every other Saturday, by roster",
            ),
        ),
        Setting(
            "anchor",
            Day(),
            None,
            both(
                "大小周：任意一个“周六上班”的那一周里的日期",
                "for alternate weeks: any date in a week with a worked Saturday",
            ),
        ),
        Setting(
            "provisional_days_off",
            ListOf(Day()),
            (),
            both(
                "预计放假、国家尚未公布的日期：当天不发送、不下结论",
                "days off expected before they are published: nothing is sent and nothing concluded",
            ),
        ),
    ),
    CalendarRule,
    (_anchor_fits,),
)
STANDARD_CALENDAR: CalendarRule = CALENDAR.default()

NAME = Text(60)
ACCOUNT = AccountId()
_ALIASES = Setting("aliases", ListOf(NAME), (), both("别名、简称", "other names for it"))
DEPARTMENT = Record(
    (
        Setting("name", NAME, REQUIRED, both("部门名称", "its name")),
        _ALIASES,
        Setting(
            "head",
            ACCOUNT,
            None,
            both(
                "负责人的账号，写作 平台:ID",
                "the head's account, as platform:id",
            ),
        ),
        Setting(
            "delegate",
            ACCOUNT,
            None,
            both("负责人本人是群主或不在时由谁代为处理（账号）", "who stands in for the head (an account)"),
        ),
        Setting(
            "zone", Zone(), None, both("所在时区，不写同公司", "its time zone; the company's if not written")
        ),
        Setting(
            "calendar",
            NAME,
            None,
            both("工作日历，不写同公司", "its calendar; the company's if not written"),
        ),
    ),
    DepartmentRule,
)


def _project(*, lead: str | None, **rest: Any) -> Project:
    return Project(lead=lead, **rest)


PROJECT = Record(
    (
        Setting("name", NAME, REQUIRED, both("项目名称", "its name")),
        _ALIASES,
        Setting("lead", ACCOUNT, None, both("项目负责人的账号", "the lead's account")),
        Setting("department", NAME, None, both("所属部门", "the department that it belongs to")),
        Setting(
            "ended",
            Flag(),
            None,
            both("项目是否已结束；不写表示不清楚", "whether it is over; not known if not written"),
        ),
    ),
    _project,
)
PERSON = Record(
    (Setting("calendar", NAME, REQUIRED, both("本人的工作日历", "the calendar that they work by")),),
    lambda calendar: calendar,
)
