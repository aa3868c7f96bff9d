"""After-hours posting as a check: what makes a finding new, what its owner reads first, what a policy may set."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from shared.core.checks.after_hours_posting import CHECK
from shared.core.checks.base import Telling
from shared.core.judgement import Judgement
from shared.core.lang import Lang
from shared.core.mass_posting.values import MassPosting, MassSender
from shared.core.model import Activity
from shared.core.schema.node import Form, Node, Reading
from tests.core.company import BEIJING, SCENE, group

NIGHT = datetime(2026, 5, 28, 14, tzinfo=UTC)
"""22:00 in Beijing, the evening before what tests of the core call now."""
GROUP = group("g1", activity=Activity(None, None, None))


def sender(who: str, posts: int, *, at: int = 0, groups: int = 1, loud: bool = False) -> MassSender:
    """Somebody who posted so often, from so many minutes after the beginning of the night on."""
    first = NIGHT + timedelta(minutes=at)
    return MassSender(who, posts, groups, loud, first, first + timedelta(minutes=30))


def judged(*senders: MassSender, **settings: Any) -> Judgement:
    row = MassPosting(date(2026, 5, 28), senders, zone=BEIJING)
    (judgement,) = CHECK.judge(GROUP, settings, SCENE._replace(mass_posting={GROUP.key: (row,)}))
    return judgement


def told_about(*senders: MassSender, **settings: Any) -> str:
    """Which of its texts the check chooses for the owner."""
    telling = Telling(SCENE, Lang.ZH, by=date(2026, 6, 5), read_on=date(2026, 5, 29))
    return CHECK.words(GROUP, judged(*senders, **settings), telling).variant


def test_the_same_people_are_the_same_finding_whoever_of_them_posted_first() -> None:
    one = judged(sender("b", 12), sender("a", 12, at=1))
    other = judged(sender("a", 12), sender("b", 12, at=1))
    assert one.key == other.key == ("2026-05-28", "a", "b")


@pytest.mark.parametrize(
    ("senders", "text"),
    [
        ([sender("a", 1, loud=True)], "loud"),
        ([sender("a", 1, groups=3)], "broadcast"),
        ([sender("a", 1, groups=3), sender("b", 1, loud=True)], "loud"),
        ([sender("a", 9, groups=3)], "broadcast"),
        ([sender("a", 10, groups=3)], "many"),
        ([sender("a", 9, loud=True)], "loud"),
        ([sender("a", 10, loud=True)], "many"),
        # whoever neither reached everyone nor many groups was found for the number alone
        ([sender("a", 1)], "many"),
        ([sender("a", 30), sender("b", 1, groups=2, loud=True)], "many"),
        ([sender("b", 1, groups=2, loud=True), sender("a", 30)], "many"),
    ],
)
def test_many_messages_are_named_before_an_at_all_and_that_before_a_broadcast(
    senders: list[MassSender], text: str
) -> None:
    assert told_about(*senders) == text


@pytest.mark.parametrize(
    ("frequent", "posts", "text"),
    [(40, 39, "loud"), (40, 40, "many"), (3, 2, "loud"), (3, 3, "many"), (10, 9, "loud"), (10, 10, "many")],
)
def test_how_many_messages_are_many_is_what_the_policy_says(frequent: int, posts: int, text: str) -> None:
    assert told_about(sender("a", posts, loud=True), frequent_posts=frequent) == text


def test_the_evidence_says_what_counted_as_frequent_only_where_the_company_chose_it() -> None:
    assert set(judged(sender("a", 12)).evidence) == {"period", "senders"}
    assert set(judged(sender("a", 12), frequent_posts=10).evidence) == {"period", "senders"}
    assert judged(sender("a", 12), frequent_posts=12).evidence["frequent_posts"] == 12


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("frequent_posts", 2, 1000),
        ("frequent_minutes", 1, 600),
        ("broadcast_groups", 2, 1000),
        ("broadcast_minutes", 1, 600),
        ("media_seconds", 0, 3600),
        ("small_group", 1, 1000),
        ("urgent_minutes", 0, 1440),
    ],
)
def test_a_policy_can_set_every_number_within_bounds_and_not_beyond(name: str, low: int, high: int) -> None:
    kind = next(setting.type for setting in CHECK.settings if setting.name == name)
    for number in (low - 1, low, high, high + 1):
        reading = Reading("policy.yaml", [])
        value = kind.read(Node(Form.SCALAR, str(number)), reading)
        assert value == (number if low <= number <= high else None)
        assert bool(reading.faults) == (value is None)
