"""Who may file a group anew (PAGES, rules of filing 1 and 2): one's own, nobody's, or what is not good any more."""

from collections.abc import Collection
from datetime import timedelta

import pytest

from shared.core.account import Account
from shared.core.filed import GOOD_FOR, Filing, disowned, is_kept, may_replace, refiled
from shared.core.model import Fact, Group, Source
from tests.core.company import NOW

WANG, CHEN = "pigeon:wang", "pigeon:chen"
BOTH = ("pigeon:wang", "wecom:wangfang")
HALF = GOOD_FOR / 2


def filed(owner: Account | None, by: str, *, is_own: bool = False) -> Filing:
    said = Fact[str | None](owner, NOW, Source.DECLARED) if owner is not None else None
    return refiled(Group("lantern", "g", owner=said), None, by=by, at=NOW, is_own=is_own)


SHEET = "群台账.xlsx"
OWN, THEIRS = filed(WANG, WANG, is_own=True), filed(CHEN, CHEN, is_own=True)
ROW, ROW_OF_ANOTHER, ROW_OF_NOBODY = filed(WANG, SHEET), filed(CHEN, SHEET), filed(None, SHEET)
FREED = disowned(OWN, by=WANG, at=NOW)


@pytest.mark.parametrize(
    ("before", "by", "may"),
    [
        (None, BOTH, True),
        (OWN, BOTH, True),
        (OWN, ("wecom:wangfang",), False),
        (THEIRS, BOTH, False),
        (ROW, BOTH, True),
        (ROW_OF_ANOTHER, BOTH, False),
        (ROW_OF_NOBODY, BOTH, True),
        (FREED, (CHEN,), True),
    ],
    ids=[
        "nobody filed it",
        "their own",
        "their own by an account that is not theirs any more",
        "another's",
        "a row that names them",
        "a row that names another",
        "a row that names nobody",
        "one that its owner gave up",
    ],
)
def test_who_may_file_a_group(before: Filing | None, by: Collection[Account], *, may: bool) -> None:
    assert may_replace(before, by, NOW + HALF) is may


@pytest.mark.parametrize("before", [THEIRS, ROW_OF_ANOTHER])
def test_what_is_not_good_any_more_is_anybody_s_to_file(before: Filing) -> None:
    assert may_replace(before, BOTH, NOW + GOOD_FOR)


@pytest.mark.parametrize(
    ("before", "owner", "kept"),
    [
        (None, WANG, False),
        (ROW, CHEN, False),
        (OWN, CHEN, True),
        (OWN, WANG, True),
        (OWN, None, True),
        (FREED, CHEN, False),
        (FREED, WANG, True),
        (FREED, None, True),
    ],
    ids=[
        "nothing is filed",
        "rows replace rows",
        "a row does not take a group from who filed it",
        "a row does not change what its owner filed",
        "a row without an owner changes nothing either",
        "a row gives a group that nobody owns an owner",
        "but not to whoever said that it is not theirs",
        "nor does one without an owner change it",
    ],
)
def test_what_a_register_may_not_replace(before: Filing | None, owner: Account | None, *, kept: bool) -> None:
    assert is_kept(before, owner, NOW + HALF) is kept


def test_a_register_replaces_what_somebody_filed_once_it_is_not_good_any_more() -> None:
    assert not is_kept(OWN, CHEN, NOW + GOOD_FOR)


def test_whoever_says_that_a_group_is_not_theirs_leaves_everything_else_of_it() -> None:
    name = Fact("市场部-推广组", NOW, Source.DECLARED)
    before = OWN._replace(group=OWN.group._replace(name=name))
    later = NOW + timedelta(days=3)
    after = disowned(before, by=WANG, at=later)
    assert (after.owner, after.group.name) == (None, name._replace(at=later))
    assert (after.at, after.first, after.owner_changed) == (later, NOW, later)
