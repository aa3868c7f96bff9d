"""What a policy may say that no check decides: keys, types, defaults and meaning, in the order of the file."""

from shared.core.lang import Lang, both
from shared.core.mode import Mode
from shared.core.policy.company import (
    ACCOUNT,
    CALENDAR,
    DEPARTMENT,
    NAME,
    NOTICE,
    PERSON,
    PROJECT,
    STANDARD,
)
from shared.core.policy.hours import WORK_HOURS
from shared.core.policy.limits import BLAST_RADIUS, BUDGETS
from shared.core.schema.scalars import Choice, Day, Text, Whole, Zone
from shared.core.schema.structures import ListOf, MapOf, Setting

COMMON = (
    Setting(
        "version",
        Text(40),
        "default",
        both("规范的版本，会写在报告上", "the manual's version, as reports name it"),
    ),
    Setting("responsible_department", NAME, None, both("责任部门", "the responsible department")),
    Setting(
        "clerks",
        ListOf(ACCOUNT),
        (),
        both(
            "责任部门里在「待处理」页面上答复说明和申诉的同事（账号），至少两位；不写则没有这个页面",
            "who answers explanations and appeals on the page 「待处理」 (accounts), two at least; no such page if not written",
        ),
    ),
    Setting(
        "answer_within",
        Whole(1, 60, both("个工作日", "work days")),
        10,
        both("多少个工作日内答复说明和申诉", "within how many work days an explanation is answered"),
    ),
    Setting(
        "operators",
        ListOf(ACCOUNT),
        (),
        both(
            "能打开「运营」页面、暂停发送的同事（账号）；不写则没有这个页面",
            "who may open the page 「运营」 and pause sending (accounts); no such page if not written",
        ),
    ),
    Setting(
        "effective_from",
        Day(),
        None,
        both("从哪天起执行；不写即刻", "in force from this day; at once if not written"),
    ),
    Setting(
        "notice",
        NOTICE,
        NOTICE.default(),
        both(
            "员工告知：写全之前不能发送任何提醒",
            "how employees were told: until it is complete nobody is nudged",
        ),
    ),
    Setting(
        "mode",
        Choice(Mode),
        Mode.REPORT,
        both("最多做到哪一步：只出报告，或提醒", "how far to go: report only, or nudge"),
    ),
    Setting(
        "language",
        Choice(Lang),
        Lang.ZH,
        both("对员工说话用的语言", "the language in which people are addressed"),
    ),
    Setting("zone", Zone(), "Asia/Shanghai", both("公司时区", "the company's time zone")),
    Setting(
        "calendar",
        NAME,
        STANDARD,
        both("公司的工作日历，取自下面的 calendars", "the company's calendar, one of `calendars`"),
    ),
    Setting(
        "calendars",
        MapOf(NAME, CALENDAR),
        {},
        both(f"工作日历；{STANDARD} 总是有的", f"work calendars; {STANDARD} always exists"),
    ),
    Setting(
        "departments",
        ListOf(DEPARTMENT),
        (),
        both("部门；不写则取自通讯录", "departments; those of the directory if not written"),
    ),
    Setting(
        "projects",
        ListOf(PROJECT),
        (),
        both("项目；不写则取自通讯录或登记表", "projects; those of the register if not written"),
    ),
    Setting(
        "people",
        MapOf(ACCOUNT, PERSON),
        {},
        both("按账号给个别同事的设置", "settings for single people, by account"),
    ),
    Setting(
        "reach",
        ListOf(Text(40)),
        (),
        both(
            "同一位同事有多个平台账号时，按什么顺序选一个来提醒（平台 ID）；不写则在事情所在的平台",
            "on which platform somebody with several accounts is told, first choice first (platform ids); where the matter lies if not written",
        ),
    ),
    Setting(
        "work_hours",
        WORK_HOURS,
        WORK_HOURS.default(),
        both("什么时候可以打扰人", "when people may be written to"),
    ),
    Setting(
        "budgets", BUDGETS, BUDGETS.default(), both("发送和接口的上限", "limits on messages and API calls")
    ),
    Setting(
        "blast_radius",
        BLAST_RADIUS,
        BLAST_RADIUS.default(),
        both("异常时自动停下的界线", "when something unusual stops all sending"),
    ),
    Setting(
        "region_reason",
        Text(500, lines=True),
        None,
        both(
            "若不部署在中国境内区域，写明理由",
            "why the product runs outside the mainland regions, if it does",
        ),
    ),
)
"""The top level, without `clauses`, `wording` and `checks`, which follow from the checks."""
