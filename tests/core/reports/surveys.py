"""Builds surveys for the tests of the reports: everything has a default, a test names what it is about."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from shared.core.card import Block, Button, Card
from shared.core.checks.base import Check, Clause, Filling
from shared.core.findings.survey import Count, Coverage, Digest, Item, Row, Survey
from shared.core.judgement import OK, Judgement, Level, Outcome
from shared.core.lang import Lang, both
from shared.core.model import Fact, Group, Kind, Source
from shared.core.recipient import Recipient, Role

BEIJING = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=BEIJING)
SEEN_AT = NOW.astimezone(UTC)


def a_check(identity: str = "group_name", zh: str = "群名不易辨认", en: str = "Name hard to place") -> Check:
    return Check(
        id=identity,
        title=both(zh, en),
        clause=Clause("三.2", both("群名", "names")),
        level=Level.ADVICE,
        needs=("name",),
        not_for=frozenset(),
        settings=(),
        judge=lambda *_: OK,
        words=lambda *_: Filling("", {}),
        texts={},
        brief=lambda evidence, lang, _: "；".join(f"{lang.name.lower()} {one}" for one in evidence.values()),
        reasons={"too_young": both("观察时间还不够长", "not observed for long enough")},
    )


NAME = a_check()
QUIET = a_check("inactive_group", "近期没有发言", "Quiet for long")


def a_group(
    identity: str = "C1",
    name: str | None = "市场部-新品推广组",
    *,
    owner: str | None = "U1",
    kind: Kind | None = None,
    guessed: bool = False,
) -> Group:
    return Group(
        "slack",
        identity,
        name=None if name is None else Fact(name, SEEN_AT),
        owner=Fact(owner, SEEN_AT, Source.GUESSED if guessed else Source.OBSERVED),
        kind=None if kind is None else Fact(kind, SEEN_AT),
    )


def found(group: Group, level: Level = Level.DUTY, check: Check = NAME, **evidence: Any) -> Row:
    return Row(group, check, Judgement(Outcome.VIOLATION, level, evidence))


def unseen(group: Group, check: Check = NAME, reason: str = "not_observed") -> Row:
    return Row(group, check, Judgement(Outcome.UNKNOWN, reason=reason))


def outside(group: Group, check: Check = NAME, reason: str = "dissolved") -> Row:
    return Row(group, check, Judgement(Outcome.NOT_APPLICABLE, reason=reason))


def a_message(
    *rows: Row, name: str | None = "王芳", title: str = "还差一份群公告", draft: str | None = None
) -> tuple[Digest, Card]:
    """What is planned and what it says: the same of each row."""
    digest = Digest(
        Recipient(Role.OWNER, "U1", name),
        datetime(2026, 11, 24, 10, 20, tzinfo=BEIJING),
        tuple(Item(row, Role.OWNER) for row in rows),
        person="U1",
    )
    buttons = (Button("done", "已处理", "c1"), Button("explain", "说明情况", "c1"))
    card = Card(
        nudge="",
        day="2026-11-24",
        lang=Lang.ZH,
        heading="您的工作群有几件小事",
        intro=f"{name}，您好。",
        blocks=(Block("c1", title, "草稿已替您拟好。", draft, buttons),) * len(rows),
        footer="依据《工作群管理规范》三.4 · 仅您可见",
    )
    return digest, card


def a_survey(
    *rows: Row,
    checks: Iterable[Check] = (NAME,),
    lang: Lang = Lang.ZH,
    messages: Sequence[tuple[Digest, Card]] = (),
    **other: Any,
) -> Survey:
    survey = Survey(
        label=both("Slack 导出", "Slack export"),
        now=NOW,
        lookback_days=1,
        lang=lang,
        groups=len({row.group.key for row in rows}),
        dissolved=0,
        posts=1234,
        coverage=(Coverage("name", 3, 2, 1, 4),),
        counts=tuple(Count(check, ok=5, duty=4, advice=3, unknown=2, not_applicable=1) for check in checks),
        rows=rows,
        digests=tuple(digest for digest, _ in messages),
        write=lambda digest: next(card for planned, card in messages if planned is digest),
        urgent_posts={},
        faults=(),
        notes=(),
        newest=None,
    )
    return survey._replace(**other)
