"""What a policy may say of each check, assembled from the check's own settings: a new check needs no line here."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from shared.core.checks.base import Check
from shared.core.judgement import Level
from shared.core.ladder.steps import Pace
from shared.core.lang import both
from shared.core.mode import Mode
from shared.core.model import Kind
from shared.core.policy.values import CheckPolicy, DueEvery, Override
from shared.core.schema.node import quoted
from shared.core.schema.scalars import Choice, Day, Text, Whole
from shared.core.schema.structures import ListOf, Record, Setting, Wrong

_WORK_DAYS = both("工作日", "work days")


class Ladder(NamedTuple):
    remind: int
    roll_up: int


def _steps_in_order(ladder: Ladder) -> Iterator[Wrong]:
    if ladder.roll_up <= ladder.remind:
        yield Wrong(
            "roll_up",
            "the head would hear of it no later than the owner is reminded",
            f"Write more than {ladder.remind}, or let `remind` be sooner",
        )


LADDER = Record(
    (
        Setting(
            "remind",
            Whole(1, 250, _WORK_DAYS),
            5,
            both("送达后多久提醒一次", "from delivery to the only reminder"),
        ),
        Setting(
            "roll_up",
            Whole(1, 250, _WORK_DAYS),
            10,
            both(
                "送达后多久列入部门周览，此后不再打扰",
                "from delivery to the head's weekly roll-up; then silence",
            ),
        ),
    ),
    Ladder,
    (_steps_in_order,),
)
_MODE = Setting(
    "mode", Choice(Mode), Mode.REPORT, both("这项检查最多做到哪一步", "how far this check may go")
)
_LEVEL = Setting(
    "level",
    Choice(Level),
    None,
    both(
        "一律按义务或建议对待；不写按检查自己的判断",
        "treat all it finds as this; as the check finds if not written",
    ),
)
GENERAL = (
    _MODE,
    _LEVEL,
    Setting("ladder", LADDER, LADDER.default(), both("之后的步骤", "the steps after the first message")),
    Setting("due_every", Choice(DueEvery), DueEvery.DAY, both("多久检查一次", "how often it runs")),
    Setting(
        "effective_from",
        Day(),
        None,
        both("从哪天起执行；不写同规范", "in force from this day; the policy's if not written"),
    ),
)
"""What can be set of every check, beside its own settings and its overrides."""


def grace_of(check: Check) -> tuple[Setting, Setting]:
    """A check knows how long its findings can wait: last night's messages not three days."""
    return (
        Setting(
            "grace",
            Whole(0, 250, _WORK_DAYS),
            check.grace,
            both("发现后多久才发第一条", "from finding something to the first message"),
        ),
        Setting(
            "grace_existing",
            Whole(0, 250, _WORK_DAYS),
            check.grace_existing,
            both(
                "启用时已经存在的，分散在多久内发",
                "the same for what exists when the check is switched on, spread",
            ),
        ),
    )


SELECTORS = (
    Setting("departments", ListOf(Text(60)), (), both("这些部门的群", "groups of these departments")),
    Setting("kinds", ListOf(Choice(Kind)), (), both("这些种类的群", "groups of these kinds")),
    Setting(
        "groups",
        ListOf(Text(200)),
        (),
        both("这些群，写作 平台:群ID", "these groups, as platform:id"),
    ),
)
CHANGEABLE = (_MODE._replace(default=None), _LEVEL)
"""What an override can say beside the check's own settings."""
_EXCEPT = Setting(
    "overrides",
    ListOf(Text()),
    (),
    both(
        "对部分群另作规定；几项都符合时，写在后面的为准",
        "what differs for some groups; where several match, the later one wins",
    ),
)


def _selects_something(override: Override) -> Iterator[Wrong]:
    if not (override.departments or override.kinds or override.groups):
        yield Wrong(
            "departments", "this override does not say for whom", "Write departments, kinds or groups"
        )
    for group in override.groups:
        if ":" not in group:
            yield Wrong(
                "groups", f"{quoted(group)} has no platform", "Write the platform before it, as platform:id"
            )


def _override(
    *, departments: tuple[str, ...], kinds: tuple[Kind, ...], groups: tuple[str, ...], **rest: Any
) -> Override:
    mode, level = rest.pop("mode"), rest.pop("level")
    settings = {name: value for name, value in rest.items() if value is not None}
    return Override(frozenset(departments), frozenset(kinds), frozenset(groups), mode, level, settings)


def override_record(check: Check) -> Record:
    """One override of a check: selectors, and settings that are about one group; the rest stays as it is."""
    own = tuple(setting._replace(default=None) for setting in check.settings if not setting.everywhere)
    return Record((*SELECTORS, *CHANGEABLE, *own), _override, (_selects_something,))


def check_record(check: Check) -> Record:
    """Everything that a policy may say of one check."""
    names = tuple(setting.name for setting in check.settings)

    def build(**given: Any) -> CheckPolicy:
        settings = {name: given.pop(name) for name in names}
        ladder = given.pop("ladder")
        pace = Pace(given.pop("grace"), given.pop("grace_existing"), ladder.remind, ladder.roll_up)
        return CheckPolicy(pace=pace, settings=settings, **given)

    overrides = _EXCEPT._replace(type=ListOf(override_record(check)))
    general = (_MODE._replace(default=Mode.NUDGE), *GENERAL[1:]) if check.is_question else GENERAL
    return Record((*general, *grace_of(check), *check.settings, overrides), build)


def checks_record(checks: Iterable[Check]) -> Record:
    """The section `checks`: one record for each, read into a dict by id."""
    records = ((check, check_record(check)) for check in checks)
    return Record(
        tuple(Setting(check.id, record, record.default(), check.title) for check, record in records), dict
    )
