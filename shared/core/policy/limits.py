"""How much the product may do: budgets, and what is so unusual that it must stop."""

from shared.core.lang import both
from shared.core.policy.values import BlastRadius, Budgets
from shared.core.schema.scalars import Share, Whole
from shared.core.schema.structures import Record, Setting

BUDGETS = Record(
    (
        Setting(
            "nudges_per_run",
            Whole(1, 10_000),
            200,
            both("每次运行最多发送多少条", "messages sent by one run, at most"),
        ),
        Setting(
            "nudges_per_person_per_week",
            Whole(1, 7),
            5,
            both("每人每周最多收到几条", "messages to one person in a week, at most"),
        ),
        Setting(
            "api_calls_per_month",
            Whole(1, 1_000_000_000),
            None,
            both(
                "每个平台每月最多调用多少次接口；不写不限",
                "API calls to each platform in a month; no limit if not written",
            ),
        ),
        Setting(
            "api_share",
            Share(),
            0.5,
            both(
                "最多占用平台频率限制的几成，余下留给公司其他应用",
                "the part of a platform's rate limit that we may use",
            ),
        ),
    ),
    Budgets,
)
BLAST_RADIUS = Record(
    (
        Setting(
            "violations",
            Whole(1, 1_000_000),
            50,
            both(
                "一次运行新发现超过这个数（且超过下一项）就停止发送并报警",
                "more new findings than this (and than the next) stop all sending and alarm",
            ),
        ),
        Setting(
            "violations_share",
            Share(),
            0.05,
            both("占所检查群的比例", "the same as a share of the groups judged"),
        ),
        Setting(
            "population_drop",
            Share(),
            0.2,
            both(
                "看得见的群减少超过这个比例就停止并报警",
                "fewer groups than before by more than this: stop and alarm",
            ),
        ),
    ),
    BlastRadius,
)
