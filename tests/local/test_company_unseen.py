"""The company has groups that no app can look into, the same ones for the same seed."""

import pytest

from local.company.model import Company
from local.company.unseen import PLANTED, USES, Story, unseen_groups
from shared.core.declaration import faults, holds_number
from shared.core.naming.reading import key

PLACES = ("here", "there")


def test_the_same_company_has_the_same_ones(company: Company) -> None:
    assert unseen_groups(company, PLACES) == unseen_groups(company, PLACES)
    other = company._replace(seed=company.seed + 1)
    assert unseen_groups(other, PLACES) != unseen_groups(company, PLACES)


def test_every_story_is_told_and_some_groups_are_never_filed(company: Company) -> None:
    groups = unseen_groups(company, PLACES)
    assert {group.story for group in groups} == set(Story)
    assert {group.platform for group in groups} == set(PLACES)
    assert {group.external for group in groups if group.story is Story.LISTED} == {True, False}
    assert sum(group.story is Story.NEVER for group in groups) < len(groups) / 2


def test_their_names_are_their_own(company: Company) -> None:
    """Else two of them would be one to the product, and a letter about another group would seem to be about one of them."""
    names = [group.name for group in unseen_groups(company, PLACES)]
    assert len({key(name) for name in names}) == len(names)
    shown = " ".join(f"{group.name} {group.use} {group.notice}" for group in company.groups)
    assert [use for use in USES if use in shown] == []
    assert [use for use in USES if sum(use in name for name in names) > 1] == []


def test_each_can_be_filed_as_it_is(company: Company) -> None:
    for group in unseen_groups(company, PLACES):
        assert not list(faults({"platform": "here", "name": group.name, "external": "no"}, PLACES)), group


def test_whoever_owns_or_shares_one_works_here_and_is_somebody_else(company: Company) -> None:
    working = {person.id for person in company.people if person.state == "active"}
    for group in unseen_groups(company, PLACES):
        assert {group.owner_id, group.colleague_id} <= working
        assert group.owner_id != group.colleague_id


def test_one_announcement_holds_what_must_not_be_kept(company: Company) -> None:
    (talkative,) = [one for one in unseen_groups(company, PLACES) if one.story is Story.TALKATIVE]
    assert all(word in talkative.notice for word in PLANTED)
    assert [holds_number(word) for word in PLANTED] == [True, True, False]


def test_where_there_is_one_place_they_are_all_there(company: Company) -> None:
    assert {group.platform for group in unseen_groups(company, ("here",))} == {"here"}


@pytest.mark.parametrize("seed", range(3))
def test_another_company_has_as_many(company: Company, seed: int) -> None:
    assert len(unseen_groups(company._replace(seed=seed), PLACES)) == len(unseen_groups(company, PLACES))
