"""Each promise of the demonstration can fail."""

from typing import Any

import pytest

from local.demo.promises import broken
from local.demo.tally import Tally
from shared.core.lang import Lang, both

KEPT = Tally(
    company="青禾电子",
    platforms=(both("鸽子", "pigeons"),),
    groups=10,
    without_bot=0,
    external=0,
    seen=10,
    filed=3,
    said=3,
    filers=2,
    confirmed_all=1,
    invited=4,
    invited_letters=2,
    invited_answered=1,
    never_filed=2,
    told_of_filed=0,
    planted=0,
    searched={"table": 9, "bucket": 9, "logs": 9},
    can_find=True,
    found={"group_name": 2},
    silent=frozenset({"missing_admin"}),
    reviewed={},
    people=1,
    messages=1,
    told={"group_name": 1},
    fixed={},
    same_day=0,
    slowest=0,
    confirmed=0,
    reminded=0,
    mended_after_reminder=0,
    explained=0,
    granted=0,
    decided=0,
    kept=0,
    reminded_of_kept=0,
    unknown={},
    most_a_day=1,
    at_night=0,
    woken=3,
    webhooks=1,
    first_calls=1,
    later_calls=1,
    days_played=15,
)


def test_where_all_hold_nothing_is_said() -> None:
    assert broken(KEPT) == []


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"most_a_day": 2}, "more than one message"),
        ({"at_night": 1}, "at night"),
        ({"reminded_of_kept": 1}, "that they keep"),
        ({"told": {"missing_admin": 1}}, "only looks"),
        ({"filed": 2}, "what owners filed"),
        ({"invited_letters": 3}, "invited more often"),
        ({"told_of_filed": 1}, "filed on a page"),
        ({"planted": 1}, "was kept"),
        ({"can_find": False}, "really looked"),
        ({"searched": {"table": 9, "bucket": 9}}, "really looked"),
    ],
)
def test_each_can_be_broken_and_says_so(changed: dict[str, Any], word: str) -> None:
    (said,) = broken(KEPT._replace(**changed))
    assert word in said[Lang.EN]
