"""Who is told: owner → admins → head of department → operations, by facts, never above the owner's own level."""

from datetime import timedelta
from typing import Any

import pytest

from shared.core.account import Account
from shared.core.ladder.recipients import recipient
from shared.core.model import Employment, Fact, PeopleVersion, Person, Profile, Source
from shared.core.people.belonging import department_of
from shared.core.scene import Scene
from tests.core.company import COMPANY, NOW, SCENE, group

GIVEN_AWAY = NOW - timedelta(days=1)


@pytest.mark.parametrize(
    ("facts", "role", "person"),
    [
        ({"owner": "wang"}, "owner", "wang"),
        ({"owner": "hidden"}, "owner", "hidden"),
        ({"owner": "stranger"}, "owner", "stranger"),
        ({"owner": "gone", "admins": ("wang",)}, "admin", "wang"),
        ({"owner": "off", "admins": ("gone", "wu")}, "admin", "wu"),
        ({"owner": "robot", "admins": ("wang",)}, "admin", "wang"),
        ({"owner": None, "admins": ("", "wang")}, "admin", "wang"),
        ({"owner": "gone", "department": "市场部"}, "head", "chen"),
        ({"owner": None, "department": "市场"}, "head", "chen"),
        ({"name": "市场部-推广组"}, "head", "chen"),
        ({"owner": "gone"}, "head", "chen"),
        ({"owner": None, "department": "技术部"}, "operations", None),
        ({"owner": None}, "operations", None),
        ({}, "operations", None),
    ],
)
def test_the_first_in_the_chain_who_is_not_known_to_be_out(
    facts: dict[str, Any], role: str, person: str | None
) -> None:
    told = recipient(group(**facts), SCENE)
    assert (str(told.role), told.account) == (role, person and f"wecom:{person}")


@pytest.mark.parametrize(
    ("owner", "successor", "told"),
    [
        ("gone", "wang", "successor wecom:wang"),
        ("wu", "wang", "owner wecom:wu"),
        ("gone", "off", "admin wecom:chen"),
        ("gone", None, "admin wecom:chen"),
    ],
)
def test_whoever_was_asked_to_take_a_group_over_comes_after_its_owner_and_before_its_admins(
    owner: str, successor: str | None, told: str
) -> None:
    account = f"wecom:{successor}" if successor else None
    taken = group(owner=owner, admins=("chen",))._replace(successor=Fact(account, NOW, Source.DECLARED))
    found = recipient(taken, SCENE)
    assert f"{found.role} {found.account}" == told


def test_an_owner_who_is_the_head_is_followed_by_the_delegate_and_nobody_above() -> None:
    gone = COMPANY.profiles["wecom:chen"]._replace(employment=COMPANY.profiles["wecom:gone"].employment)
    scene = SCENE._replace(company=COMPANY._replace(profiles={**COMPANY.profiles, "wecom:chen": gone}))
    told = recipient(group(owner="chen", department="市场部"), scene)
    assert (str(told.role), told.account) == ("head", "wecom:wu")


def test_a_delegate_of_the_policy_stands_in_for_a_head_who_is_out() -> None:
    department = COMPANY.departments[0]._replace(head="wecom:gone", delegate="wecom:wang")
    scene = SCENE._replace(departments={"市场部": department})
    told = recipient(group(owner=None, department="市场部"), scene)
    assert (str(told.role), told.account) == ("head", "wecom:wang")


@pytest.mark.parametrize(
    ("facts", "department"),
    [
        ({"department": "财务部", "name": "市场部-推广组", "owner": "off"}, "财务部"),
        ({"name": "市场部-推广组", "owner": "off"}, "市场部"),
        ({"name": "集团-市场-推广组"}, "市场部"),
        ({"name": "MES升级-实施群"}, "技术部"),
        ({"name": "年会-节目组", "owner": "wang"}, "市场部"),
        ({"name": "兄弟们冲", "owner": "off"}, "技术部"),
        ({"name": "推广-市场部", "owner": None}, None),
        ({}, None),
    ],
)
def test_a_group_belongs_where_it_was_filed_else_by_its_name_else_by_its_owner(
    facts: dict[str, Any], department: str | None
) -> None:
    assert department_of(group(**facts), SCENE) == department


def test_a_guessed_owner_does_not_tell_a_group_s_department() -> None:
    assert department_of(group(owner="wang", source=Source.GUESSED), SCENE) is None


def scene_of(*people: Person, profiles: tuple[Profile, ...] = ()) -> Scene:
    """The small company with these people registered a week ago, and some entries of its directory otherwise."""
    company = COMPANY._replace(
        profiles={**COMPANY.profiles, **{one.account: one for one in profiles}},
        people={account: person for person in people for account in person.accounts},
        people_version=PeopleVersion(1, "v", NOW - timedelta(days=7)),
    )
    return SCENE._replace(company=company)


@pytest.mark.parametrize(
    ("source", "said_days_ago", "person"),
    [
        (Source.OBSERVED, 9, "wecom:wang"),
        (Source.DECLARED, 9, "wecom:chen"),
        (Source.DECLARED, 1, "wecom:wang"),
        (Source.DECLARED, 0, "wecom:wang"),
    ],
)
def test_who_was_filed_before_an_account_was_given_away_is_not_whoever_has_it_now(
    source: Source, said_days_ago: int, person: Account
) -> None:
    """On the platform itself the account owns the group, whoever has it."""
    new = COMPANY.profiles["wecom:wang"]._replace(held_since=GIVEN_AWAY)
    filed = group(owner="wang", department="市场部")
    filed = filed._replace(owner=Fact("wecom:wang", NOW - timedelta(days=said_days_ago), source))
    assert recipient(filed, scene_of(profiles=(new,))).account == person


@pytest.mark.parametrize(
    ("delegate", "held_since", "person"),
    [
        ("wecom:wang", None, "wecom:wang"),
        ("wecom:off", None, "wecom:wu"),
        ("wecom:wang", GIVEN_AWAY, "wecom:wu"),
        (None, None, "wecom:wu"),
    ],
)
def test_whom_the_register_has_stand_in_for_a_head_comes_before_whom_the_platform_shows(
    delegate: Account | None, held_since: Any, person: Account
) -> None:
    left = COMPANY.profiles["wecom:chen"]._replace(employment=Employment.LEFT)
    wang = COMPANY.profiles["wecom:wang"]._replace(held_since=held_since)
    scene = scene_of(Person(("wecom:chen",), "陈立", delegate=delegate), profiles=(left, wang))
    assert recipient(group(owner=None, department="市场部"), scene).account == person


@pytest.mark.parametrize(
    ("refused", "role", "person"),
    [
        ((), "owner", "wecom:wang"),
        (("wecom:wang",), "owner", "wecom:wang"),
        (("wecom:wang", "pigeon:wang"), "admin", "wecom:wu"),
        (("wecom:wang", "pigeon:wang", "wecom:wu"), "operations", None),
    ],
)
def test_whom_no_account_reaches_moves_nothing_up_beyond_the_other_admins(
    refused: tuple[Account, ...], role: str, person: Account | None
) -> None:
    scene = scene_of(Person(("wecom:wang", "pigeon:wang"), "王芳"))._replace(refused=frozenset(refused))
    told = recipient(group(owner="wang", admins=("wang", "wu"), department="市场部"), scene)
    assert (str(told.role), told.account, told.no_reach) == (role, person, role != "owner")
