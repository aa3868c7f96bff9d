"""The stores that one suite holds to the same behaviour, and values for it to keep."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from shared.adapters.dynamodb.ledger import open_ledger
from shared.app.ports.state import Ledger
from shared.core.case import Case, CaseKey, GroupFile, Step
from shared.core.filed import Filing, refiled
from shared.core.judgement import Level
from shared.core.model import Activity, Fact, Group, Post, PostKind, Source
from shared.core.outbox import Nudge, Shown, State
from shared.core.recipient import Role
from shared.core.signals import Heard
from tests.fakes.ledger import fake_ledger
from tests.fakes.world import FakeClock, tokens
from tests.support_ministack import new_table

NOW = datetime(2026, 10, 12, 1, 0, 0, 250_000, tzinfo=UTC)
"""A Monday, 09:00 in Shanghai, and a bit, so that fractions of a second are kept."""
TODAY = date(2026, 10, 12)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOSTILE = (
    "oc_1",
    "a#b",
    "a",
    "a#b#meta",
    "$",
    "~7e",
    "群 组",
    "../x",
    "",
    "Ā",
    "\U0001f600",
    "\x00",
    "a" * 200,
)
"""Ids as nobody expects them: some look like parts of another's key."""


class Store(NamedTuple):
    """One ledger under test: `again` opens the same data as another process would."""

    ledger: Ledger
    clock: FakeClock
    again: Callable[[], Ledger]


def memory_store() -> Store:
    clock = FakeClock(NOW)
    ledger = fake_ledger(clock, tokens(1))
    return Store(ledger, clock, lambda: ledger)


def table_store(client: Any) -> Store:
    clock, table, token = FakeClock(NOW), new_table(client), tokens(1)

    def again() -> Ledger:
        return open_ledger(client, table, clock, token)

    return Store(again(), clock, again)


def group_file(id_: str = "oc_1", **facts: Any) -> GroupFile:
    return GroupFile(Group("pigeon", id_, **{"name": Fact("群", NOW), **facts}), first_seen=NOW)


def filing(id_: str = "oc_1", at: datetime = NOW, **facts: Any) -> Filing:
    """As a register's row files it at `at`; each fact by its value."""
    declared: dict[str, Any] = {name: Fact(value, at, Source.DECLARED) for name, value in facts.items()}
    return refiled(Group("pigeon", id_, **declared), None, by="群台账.xlsx", at=at)


def activity(human: datetime | None, bot: datetime | None = None, at: datetime = NOW) -> Fact[Activity]:
    return Fact(Activity(human, bot, None), at)


def case(group: str = "pigeon:oc_1", check: str = "group_name", **changes: Any) -> Case:
    base = Case(
        CaseKey(group, check),
        Level.DUTY,
        {
            "problem": "no_department",
            "proposed": "研发-群",
            "share": 0.5,
            "idle_days": 3,
            "list": ["a", None],
        },
        ("研发", "no_department"),
        opened=NOW,
    )
    return base._replace(**changes)


def due_case(account: str = "pigeon:ou_1", due: datetime = NOW, **changes: Any) -> Case:
    return case(**{"step": Step.TOLD, "due": due, "to": account, "role": Role.OWNER, **changes})


def lease(account: str = "pigeon:ou_1", day: date = TODAY, claim: str = "c1", **changes: Any) -> Nudge:
    return Nudge(account, day, f"n-{claim}", State.LEASED, claim, NOW + HOUR)._replace(**changes)


def frozen(nudge: Nudge, *cases: Case) -> Nudge:
    shown = tuple(Shown(one.key, one.step or Step.TOLD, one.evidence_key) for one in cases)
    return nudge._replace(
        state=State.SENDING,
        attempts=1,
        attempted=NOW,
        shown=shown,
        send_key="key",
        body=b'{"x":"\xe7\xbe\xa4"}',
    )


def told(one: Case, nudge: Nudge, at: datetime = NOW) -> Case:
    """After its reader was shown it, with the reminder due five days later."""
    return one._replace(
        delivered={Step.TOLD: at}, shown_to=nudge.account, step=Step.REMINDED, due=at + 5 * DAY
    )


def heard(
    number: int, group: str = "pigeon:oc_1", sender: str | None = "ou_1", at: datetime = NOW, **post: Any
) -> Heard:
    """The message of this number: the same number is the same message."""
    return Heard(
        Post(group, sender, at.timestamp(), **{"kind": PostKind.HUMAN, **post}), f"om_{group}_{number}"
    )
