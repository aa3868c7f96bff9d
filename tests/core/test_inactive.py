"""Inactive groups: what the case file cannot say — the words, the key, and the speed of the plain case."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from shared.adapters.calendar import zone
from shared.core.checks import inactive_group
from shared.core.checks.base import Telling
from shared.core.judgement import OK, Outcome, unknown
from shared.core.lang import Lang
from shared.core.model import Activity, Company, Fact, Group, Source
from shared.core.scene import Scene

NO_NAMES: Any = None
NOW = datetime(2026, 11, 18, 2, tzinfo=UTC)
SCENE = Scene(now=NOW, company=Company(), names=NO_NAMES, zone=zone("Asia/Shanghai"))
LAST = datetime(2026, 9, 5, 3, tzinfo=UTC)


def group(
    last_human: datetime | None, last_bot: datetime | None = None, observed_from: datetime | None = None
) -> Group:
    activity = Activity(last_human, last_bot, observed_from)
    created = datetime(2025, 3, 1, 20, tzinfo=UTC)
    return Group("pigeon", "g1", created=Fact(created, NOW), activity=Fact(activity, NOW))


def said(one: Group, lang: Lang = Lang.ZH) -> tuple[str, str]:
    """Title and body as the owner reads them."""
    (judgement,) = inactive_group.judge(one, {}, SCENE)
    filling = inactive_group.words(one, judgement, Telling(SCENE, lang, date(2026, 12, 3)))
    fields = dict(filling.fields) | {"group": "2025年会筹备群", "by": "12 月 3 日"}
    text = inactive_group.CHECK.texts[lang][filling.variant]
    return text.title.format_map(fields), text.body.format_map(fields)


def test_the_owner_reads_when_somebody_last_spoke_and_what_to_do() -> None:
    title, body = said(group(LAST))
    assert title == "「2025年会筹备群」近期没有发言，请您看看是否还用"
    assert body == (
        "最近一次同事发言是 9 月 5 日。还要用，点“再留 30 天”即可；要长期留，点“说明情况”；"
        "已完成使命，请在 12 月 3 日前收尾，告别语已替您拟好。系统不会自动解散任何群。"
    )


@pytest.mark.parametrize(
    ("one", "zh", "en"),
    [
        (
            group(datetime(2025, 9, 5, tzinfo=UTC)),
            "最近一次同事发言是 2025 年 9 月 5 日。",
            "last posted on 5 September 2025.",
        ),
        (group(None), "2025 年 3 月 2 日建群以来还没有同事发言。", "since it was created on 2 March 2025."),
        (
            group(None, observed_from=LAST),
            "9 月 5 日以来没有看到同事发言。",
            "no post of a colleague since 5 September.",
        ),
        (
            group(LAST, NOW),
            "最近一次同事发言是 9 月 5 日，之后只有机器人在发消息。",
            "since then only bots have.",
        ),
        (
            group(None, NOW, LAST),
            "9 月 5 日以来没有看到同事发言，只有机器人在发消息。",
            "only those of bots.",
        ),
    ],
)
def test_nothing_more_is_said_than_was_seen(one: Group, zh: str, en: str) -> None:
    assert said(one)[1].startswith(zh)
    assert en in said(one, Lang.EN)[1]


def test_where_only_bots_post_the_question_is_whether_anybody_reads() -> None:
    assert said(group(LAST, NOW))[0] == "「2025年会筹备群」只有机器人在发，还有人看吗"


def test_where_only_the_finding_is_left_its_days_are_said() -> None:
    (judgement,) = inactive_group.judge(group(None, observed_from=LAST), {}, SCENE)
    bare = group(None)._replace(activity=None)
    filling = inactive_group.words(bare, judgement, Telling(SCENE, Lang.ZH, date(2026, 12, 3)))
    assert (filling.variant, filling.fields["since"]) == ("unseen", "9 月 6 日")


def test_only_the_last_sign_of_life_makes_a_case_new() -> None:
    (before,) = inactive_group.judge(group(LAST), {}, SCENE)
    (after,) = inactive_group.judge(group(LAST, NOW), {}, SCENE._replace(now=NOW + timedelta(days=9)))
    assert before.key == after.key == ("2026-09-05T03:00:00+00:00",)
    assert before.evidence != after.evidence
    (silent,) = inactive_group.judge(group(None), {}, SCENE)
    assert silent.key == ("",)
    assert silent.evidence["last_active"] is None


def test_a_lively_group_costs_no_new_value() -> None:
    assert inactive_group.judge(group(NOW), {"days": 60}, SCENE) is OK


def filed(last_human: datetime | None, at: datetime) -> Group:
    """As somebody filed at `at` when the last post was; None: that there was none."""
    return group(None)._replace(activity=Fact(Activity(last_human, None, None), at, Source.DECLARED))


@pytest.mark.parametrize("days", [0, 1, 100])
def test_a_group_that_was_quiet_when_it_was_filed_is_quiet_however_long_ago_that_was(days: int) -> None:
    at = NOW - timedelta(days=days)
    (row,) = inactive_group.judge(filed(at - timedelta(days=61), at), {}, SCENE)
    assert (row.outcome, row.evidence["idle_days"]) == (Outcome.VIOLATION, 61)


def test_a_group_that_was_alive_when_it_was_filed_is_unknown_once_nobody_can_say_so_any_more() -> None:
    at = NOW - timedelta(days=30)
    assert inactive_group.judge(filed(at - timedelta(days=30), at), {}, SCENE) is OK
    last = at - timedelta(days=31)
    assert inactive_group.judge(filed(last, at), {}, SCENE) == unknown("filed_too_long_ago")
