"""What is filed beside what is shown: which counts, for how long, and where they differ."""

from datetime import timedelta
from typing import Any

import pytest

from shared.core.case import GroupFile
from shared.core.filed import FACTS, GOOD_FOR, Filing, beside, contradicted, has_lapsed, refiled
from shared.core.model import Fact, Group, Kind, Source, Waiver
from tests.core.company import NOW, group

DAY = timedelta(days=1)


def filing(**facts: Any) -> Filing:
    return refiled(group(source=Source.DECLARED, **facts), None, by="群台账.xlsx", at=NOW)


@pytest.mark.parametrize(
    ("shown", "filed", "known"),
    [
        ({"size": Fact(3, NOW)}, 5, Fact(3, NOW)),
        ({"size": Fact(3, NOW, Source.GUESSED)}, 5, Fact(5, NOW, Source.DECLARED)),
        ({}, 5, Fact(5, NOW, Source.DECLARED)),
        ({"size": Fact(3, NOW)}, None, Fact(3, NOW)),
        ({"size": Fact(3, NOW, Source.GUESSED)}, None, Fact(3, NOW, Source.GUESSED)),
        ({}, None, None),
    ],
    ids=[
        "what is shown counts",
        "a guess counts for less than what was filed",
        "what is not shown is filled in",
        "nothing was filed",
        "a guess is better than nothing",
        "nobody said anything",
    ],
)
def test_what_counts_of_a_fact(shown: dict[str, Any], filed: int | None, known: Any) -> None:
    observed = group()._replace(**shown)
    assert beside(observed, filing(**({} if filed is None else {"size": filed})), NOW).size == known


def test_that_a_platform_shows_no_owner_is_shown_as_well() -> None:
    assert beside(group(owner=""), filing(owner="wang"), NOW).owner == Fact("", NOW)


def test_every_fact_of_a_group_can_be_filed() -> None:
    said: dict[str, Any] = {name: Fact(name, NOW, Source.DECLARED) for name in FACTS}
    row = refiled(Group("wecom", "g1", **said), None, by="x", at=NOW)
    assert beside(Group("wecom", "g1"), row, NOW) == row.group


@pytest.mark.parametrize(
    ("after", "lapsed"), [(GOOD_FOR - timedelta(microseconds=1), False), (GOOD_FOR, True)]
)
def test_a_filing_is_good_for_180_days(after: timedelta, *, lapsed: bool) -> None:
    row = filing(size=5)
    assert has_lapsed(row, NOW + after) is lapsed
    assert (beside(group(), row, NOW + after).size is None) is lapsed
    assert GOOD_FOR == 180 * DAY


def test_only_what_both_say_and_differently_contradicts() -> None:
    guess = Fact(Kind.BOT, NOW, Source.GUESSED)
    observed = group(name="a", size=3, purpose="x")._replace(kind=guess)
    row = filing(name="b", size=3, department="y", kind=Kind.ON_CALL)
    assert contradicted(observed, row) == ("name",)


def test_a_row_s_waivers_are_as_good_as_the_row_and_stand_beside_the_others() -> None:
    other = Waiver("group_name", "r", "ops", None)
    row = filing()
    row = row._replace(group=row.group._replace(waivers=(Waiver(None, "客户", "register", None),)))
    last = (NOW + GOOD_FOR - DAY).date()
    assert beside(group(waivers=(other,)), row, NOW).waivers == (
        other,
        Waiver(None, "客户", "群台账.xlsx", last),
    )
    assert beside(group(waivers=(other,)), row, NOW + GOOD_FOR).waivers == (other,)


def test_another_owner_than_was_filed_before_gets_fresh_grace_and_only_where_they_are_the_owner() -> None:
    first = filing(owner="wang")
    same = refiled(first.group, first, by="x", at=NOW + DAY)
    other = refiled(group(source=Source.DECLARED, owner="li"), same, by="x", at=NOW + 2 * DAY)
    again = refiled(other.group, other, by="x", at=NOW + 3 * DAY)
    assert (same.owner_changed, other.owner_changed, again.owner_changed) == (
        None,
        NOW + 2 * DAY,
        NOW + 2 * DAY,
    )
    assert again.first == NOW

    def changed(observed: Group) -> Any:
        file = GroupFile(observed, NOW, owner_changed=NOW + DAY, filed=other)
        return file.known(NOW + 4 * DAY).owner_changed

    assert changed(group()) == NOW + 2 * DAY
    assert changed(group(owner="zhou")) == NOW + DAY
