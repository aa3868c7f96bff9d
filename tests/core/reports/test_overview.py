"""Every group counts once, nobody is ranked, and what is not visible is never called fine."""

from datetime import timedelta

import pytest

from shared.core.card import Block, Button
from shared.core.findings.survey import Row
from shared.core.judgement import Judgement, Level, Outcome
from shared.core.lang import Lang
from shared.core.model import Group
from shared.core.recipient import Recipient, Role
from shared.core.reports.overview import (
    by_owner,
    not_judged,
    owner_words,
    recipient_words,
    shown,
    staleness,
    totals,
    urgent_groups,
)
from tests.core.reports.surveys import (
    NAME,
    NOW,
    QUIET,
    a_group,
    a_survey,
    found,
    outside,
    unseen,
)

GROUP = a_group()
BOTH = (NAME, QUIET)


@pytest.mark.parametrize(
    ("rows", "counted_as"),
    [
        ([], "fine"),
        ([found(GROUP, Level.DUTY), found(GROUP, Level.ADVICE, QUIET)], "duty"),
        ([found(GROUP, Level.ADVICE), unseen(GROUP, QUIET)], "advice"),
        ([unseen(GROUP)], "fine"),
        ([unseen(GROUP), unseen(GROUP, QUIET)], "hidden"),
        ([unseen(GROUP), outside(GROUP, QUIET)], "hidden"),
        ([outside(GROUP), outside(GROUP, QUIET)], "outside"),
        ([outside(GROUP)], "fine"),
        ([Row(GROUP, NAME, Judgement(Outcome.VIOLATION))], "advice"),
    ],
)
def test_a_group_counts_once_by_its_gravest(rows: list[Row], counted_as: str) -> None:
    counted = totals(a_survey(*rows, checks=BOTH, groups=1))._asdict()
    kinds = ("fine", "duty", "advice", "hidden", "outside")
    assert {kind: counted[kind] for kind in kinds} == {kind: int(kind == counted_as) for kind in kinds}


def test_a_group_of_which_something_is_not_visible_is_counted_as_partly_seen() -> None:
    rows = [unseen(a_group("C1")), found(a_group("C2")), unseen(a_group("C2"), QUIET)]
    counted = totals(a_survey(*rows, checks=BOTH))
    assert (counted.fine, counted.duty, counted.hidden, counted.partly) == (1, 1, 0, 2)


def test_findings_are_counted_beside_groups() -> None:
    rows = [found(GROUP), found(GROUP, check=QUIET), found(GROUP, Level.ADVICE)]
    counted = totals(a_survey(*rows, checks=BOTH))
    assert (counted.duty, counted.duties, counted.advices) == (1, 2, 1)


def test_reasons_are_counted_in_groups_and_not_in_rows() -> None:
    rows = [
        unseen(a_group("C1"), QUIET),
        unseen(a_group("C1"), QUIET),
        unseen(a_group("C2"), QUIET, "too_young"),
    ]
    entries = not_judged(a_survey(*rows, checks=BOTH), Outcome.UNKNOWN)
    assert [(entry.check[Lang.EN], entry.reason[Lang.EN], entry.groups) for entry in entries] == [
        ("Quiet for long", "what it needs is not visible", 1),
        ("Quiet for long", "not observed for long enough", 1),
    ]


def test_a_reason_that_is_the_same_for_every_check_is_said_once() -> None:
    rows = [outside(group, check) for group in (a_group("C1"), a_group("C2")) for check in BOTH]
    (entry,) = not_judged(a_survey(*rows, checks=BOTH), Outcome.NOT_APPLICABLE)
    assert (entry.check[Lang.EN], entry.groups) == ("all checks", 2)


def test_an_unheard_of_reason_stands_for_itself() -> None:
    (entry,) = not_judged(a_survey(unseen(GROUP, reason="new\x07")), Outcome.UNKNOWN)
    assert entry.reason == {Lang.ZH: "new", Lang.EN: "new"}


def test_with_one_check_alone_it_is_named_and_not_called_all_of_them() -> None:
    (entry,) = not_judged(a_survey(unseen(GROUP, QUIET), checks=(QUIET,)), Outcome.UNKNOWN)
    assert entry.check == QUIET.title


def test_owners_come_in_the_order_of_the_input_and_not_by_number_of_findings() -> None:
    rows = [found(a_group("C1", owner="A")), found(a_group("C2", owner="B")), found(a_group("C3", owner="B"))]
    assert [owner.id for owner in by_owner(rows)] == ["A", "B"]


@pytest.mark.parametrize(
    ("group", "words"),
    [
        (a_group(owner="U1"), "王芳"),
        (a_group(owner="U1", guessed=True), "王芳（推测）"),
        (a_group(owner="U2"), "U2"),
        (a_group(owner=None), "还没有群主"),
        (a_group()._replace(owner=None), "群主暂看不见"),
    ],
)
def test_an_owner_is_named_guessed_missing_or_not_visible(group: Group, words: str) -> None:
    (owner,) = by_owner([found(group)])
    assert owner_words(owner, {"U1": "王芳"})[Lang.ZH] == words


def test_operations_are_told_as_a_role() -> None:
    assert recipient_words(Recipient(Role.OPERATIONS))[Lang.EN] == "to operations"
    assert recipient_words(Recipient(Role.HEAD, "U9"))[Lang.EN] == "to U9 (head of department)"


def test_the_text_of_a_message_is_cut_and_made_harmless() -> None:
    button = Button("done", "y" * 99, "c1")
    block = shown(Block("c1", "\u202e" + "长" * 9999, "一\n\x1b[1m二" + "x" * 9999, None, (button,)))
    assert (len(block.title), len(block.body), [len(one.label) for one in block.buttons]) == (160, 2000, [24])
    assert block.body.startswith("一\n二x")


@pytest.mark.parametrize(
    ("days", "hour", "suggested"),
    [(10, 23, "2026-11-14T09:00+08:00"), (10, 2, "2026-11-13T09:00+08:00"), (3, 10, None), (-1, 9, None)],
)
def test_an_old_input_says_how_old_it_is_and_what_to_type(
    days: int, hour: int, suggested: str | None
) -> None:
    newest = (NOW - timedelta(days=days)).replace(hour=hour)
    said = staleness(a_survey(newest=newest), Lang.ZH)
    assert (said is None) == (suggested is None)
    assert suggested is None or f"--now {suggested}" in (said or "")


def test_an_input_that_ends_at_nine_sharp_is_to_be_judged_on_the_next_morning() -> None:
    newest = (NOW - timedelta(days=30)).replace(hour=9, minute=0)
    just_before = newest - timedelta(seconds=1)
    said = [staleness(a_survey(newest=moment), Lang.EN) or "" for moment in (newest, just_before)]
    assert "--now 2026-10-25T09:00+08:00" in said[0]
    assert "--now 2026-10-24T09:00+08:00" in said[1]


@pytest.mark.parametrize("lookback", [1, 3, 7])
def test_an_input_is_old_beyond_three_days_or_what_is_looked_back_at(lookback: int) -> None:
    edge = NOW - timedelta(days=max(3, lookback))
    for newest, is_old in ((edge, False), (edge - timedelta(seconds=1), True)):
        said = staleness(a_survey(newest=newest, lookback_days=lookback), Lang.EN)
        assert (said is not None) is is_old


def test_an_input_without_a_date_is_not_called_old() -> None:
    assert staleness(a_survey(newest=None), Lang.EN) is None


def test_urgent_posts_are_told_by_name_where_the_group_is_known() -> None:
    survey = a_survey(
        found(a_group("C1", "应急")), urgent_posts={"slack:C1": 2, "slack:C9": 1, "slack:C3": 0}
    )
    assert urgent_groups(survey) == [("应急", 2), ("slack:C9", 1)]
