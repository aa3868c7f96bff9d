"""Where somebody with several accounts is written to, and what comes of it where none of them will do."""

from collections.abc import Sequence

import pytest

from shared.core.ladder.address import address
from shared.core.ladder.recipients import recipient, unreached
from shared.core.model import Announcement, Department, Employment, Fact, Group, Person, Profile
from shared.core.outbox import MOST_ITEMS
from shared.core.recipient import Role
from shared.core.scene import Scene
from tests.core.company import COMPANY, NOW, SCENE, group, voice
from tests.core.test_digest import told as told_of

MINE = ("pigeon:ou_1", "slack:U1", "lantern:wx_1")


def scene(*accounts: str, name: str = "王芳", out: Sequence[str] = ()) -> Scene:
    """Of a company in which one person has these accounts, some of which are off."""
    person = Person(accounts, name, "市场部")
    off = {one: Profile(one, employment=Employment.DISABLED) for one in out}
    company = COMPANY._replace(people=dict.fromkeys(accounts, person), profiles={**COMPANY.profiles, **off})
    return SCENE._replace(company=company, mute=frozenset({"lantern"}))


@pytest.mark.parametrize(
    ("reach", "group_key", "named", "to"),
    [
        ((), "slack:C1", "pigeon:ou_1", "slack:U1"),
        ((), "wecom:g1", "slack:U1", "slack:U1"),
        ((), "wecom:g1", "lantern:wx_1", "pigeon:ou_1"),
        (("pigeon",), "slack:C1", "slack:U1", "pigeon:ou_1"),
        (("dingtalk", "slack"), "pigeon:oc_1", "pigeon:ou_1", "slack:U1"),
        (("lantern",), "slack:C1", "pigeon:ou_1", "slack:U1"),
    ],
)
def test_the_policy_s_order_decides_else_where_the_most_urgent_case_lies(
    reach: tuple[str, ...], group_key: str, named: str, to: str
) -> None:
    assert address(MINE, group=group_key, named=named, reach=reach, scene=scene(*MINE)) == to


@pytest.mark.parametrize(
    ("accounts", "to"),
    [
        (("name:王芳", "slack:U1"), "slack:U1"),
        (("name:王芳",), "name:王芳"),
        (("lantern:wx_1",), None),
        ((), None),
    ],
)
def test_a_mere_name_comes_last_and_a_platform_that_nobody_can_write_on_not_at_all(
    accounts: tuple[str, ...], to: str | None
) -> None:
    found = address(
        accounts, group="lantern:g1", named="name:王芳", reach=("name", "lantern"), scene=scene(*MINE)
    )
    assert found == to


def test_where_something_is_connected_nobody_is_written_to_by_name_alone() -> None:
    connected = scene(*MINE)._replace(sends=frozenset({"pigeon"}))
    assert address(("name:王芳",), group="pigeon:g1", named="name:王芳", reach=(), scene=connected) is None


def test_an_account_that_is_off_is_passed_by_for_another_of_the_same_person() -> None:
    off = scene(*MINE, out=["slack:U1"])
    assert address(MINE, group="slack:C1", named="slack:U1", reach=(), scene=off) == "pigeon:ou_1"


def _on(platform: str, identity: str, owner: str, admins: tuple[str, ...] = ()) -> Group:
    """A group without an announcement."""
    made = group(identity, name="市场部-推广组", announcement=Announcement("", 0))
    return made._replace(platform=platform, owner=Fact(owner, NOW), admins=Fact(admins, NOW))


def test_whom_no_app_can_write_to_is_no_reason_to_ask_the_head() -> None:
    """陈立 heads 市场部; the register knows only a WeChat account of the owner."""
    asked = recipient(_on("lantern", "wx", "lantern:wx_1"), scene("lantern:wx_1"))
    assert (asked.role, asked.account, asked.is_unreached) == (Role.OPERATIONS, None, True)


def test_an_admin_of_the_group_is_asked_before_operations_where_the_owner_is_out_of_reach() -> None:
    asked = recipient(_on("lantern", "wx", "lantern:wx_1", ("wecom:wang",)), scene("lantern:wx_1"))
    assert (asked.role, asked.account, asked.no_reach) == (Role.ADMIN, "wecom:wang", True)


def test_groups_are_counted_of_which_nobody_is_in_reach() -> None:
    groups = [
        _on("lantern", "1", "lantern:wx_1"),
        _on("lantern", "2", "lantern:wx_1", ("wecom:wang",)),
        _on("lantern", "3", "wecom:wang"),
        _on("wecom", "4", "wecom:gone"),
    ]
    assert unreached(groups, scene("lantern:wx_1")) == 1


Told = tuple[str | None, str | None, set[str]]


def _foreseen(*groups: Group, where: Scene, reach: tuple[str, ...] = ()) -> list[Told]:
    """Of each message: whose it is, where it goes, and the groups that it is about."""
    planned = told_of(*groups, speaking=voice()._replace(reach=reach), where=where)
    return [
        (one.person, one.recipient.account, {item.row.group.key for item in one.items}) for one in planned
    ]


BOTH = (_on("slack", "C1", "slack:U1"), _on("pigeon", "oc_1", "pigeon:ou_1"))


@pytest.mark.parametrize(("reach", "to"), [((), "pigeon:ou_1"), (("slack",), "slack:U1")])
def test_a_person_with_two_accounts_gets_one_message_about_the_groups_of_both(
    reach: tuple[str, ...], to: str
) -> None:
    where = scene("slack:U1", "pigeon:ou_1")
    assert _foreseen(*BOTH, where=where, reach=reach) == [("slack:U1", to, {"slack:C1", "pigeon:oc_1"})]


def test_two_accounts_that_the_register_does_not_join_are_two_people() -> None:
    assert _foreseen(*BOTH, where=SCENE) == [
        ("pigeon:ou_1", "pigeon:ou_1", {"pigeon:oc_1"}),
        ("slack:U1", "slack:U1", {"slack:C1"}),
    ]


def test_whoever_is_off_on_one_platform_is_told_there_is_something_on_the_other() -> None:
    where = scene("slack:U1", "pigeon:ou_1", out=["pigeon:ou_1"])
    (told,) = _foreseen(_on("pigeon", "oc_1", "pigeon:ou_1"), where=where)
    assert told == ("slack:U1", "slack:U1", {"pigeon:oc_1"})


def test_a_person_is_greeted_by_a_name_that_only_another_account_of_theirs_shows() -> None:
    where = scene("slack:U1", "pigeon:ou_1", name="")
    named = {"slack:U1": Profile("slack:U1", "王芳", employment=Employment.ACTIVE)}
    where = where._replace(company=where.company._replace(profiles=named))
    (planned,) = told_of(BOTH[1], where=where)
    assert (planned.recipient.account, planned.recipient.name) == ("pigeon:ou_1", "王芳")


def test_a_head_whom_a_platform_s_directory_shows_is_told_of_that_platform_s_groups_alone() -> None:
    heads = {
        (platform, "财务部"): Department("财务部", head=f"{platform}:head", platform=platform)
        for platform in ("pigeon", "slack")
    }
    where = SCENE._replace(branches=heads)
    groups = [
        _on(platform, "g1", "")._replace(department=Fact("财务部", NOW), owner=Fact(None, NOW))
        for platform in ("pigeon", "slack", "wecom")
    ]
    assert [recipient(one, where).account for one in groups] == ["pigeon:head", "slack:head", None]


def test_what_waits_for_another_day_is_counted_in_the_message_that_is_full() -> None:
    many = [_on("pigeon", f"oc_{n}", "pigeon:ou_1", ("wecom:wu",)) for n in range(MOST_ITEMS + 5)]
    assert [one.left_out for one in told_of(*many)] == [5, 0]
