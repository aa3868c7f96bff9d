"""What is done about one group looks up the people around it, and decides as if it had looked up everybody."""

from typing import Any

import pytest

from shared.app.scene.company import load_scene
from shared.app.scene.group import scene_of
from shared.core.errors import ConfigError, Unreadable
from shared.core.ladder.recipients import recipient
from shared.core.model import Department, Employment, PeopleVersion, Person, Profile
from shared.core.recipient import Role
from shared.core.scene import Scene
from tests.app.business import press, raising, stored
from tests.app.company import MONDAY, Company
from tests.app.platforms import Branches
from tests.app.test_answer import answer, told_company
from tests.fakes.tapped import tapped

EVERYBODY = {"directory.profiles", "people.people", "inventory.shard"}


def scenes(company: Company, group: str) -> tuple[Scene, Scene]:
    """By what is around the group, and by everybody."""
    ports, policy = company.world.ports, company.world.ports.policy()
    return scene_of(group, ports, policy), load_scene(ports, policy, company.now)


@pytest.mark.parametrize("deed", ["done", "explain"])
def test_a_press_and_what_follows_from_it_reads_nobody_else(deed: str) -> None:
    company = told_company()
    asked: set[str] = set()
    ledger = tapped(company.world.ledger, asked.add)
    company.world = company.world.but(ledger=lambda: ledger)
    answer(company, press(company, deed))
    assert "directory.profiles_of" in asked
    assert asked.isdisjoint(EVERYBODY)


def test_a_tick_with_nothing_due_reads_no_group_and_nobody() -> None:
    company = Company()
    company.add("g1")
    company.collect()
    company.at(11, 9, 15)
    asked: set[str] = set()
    ledger = tapped(company.world.ledger, asked.add)
    company.world = company.world.but(ledger=lambda: ledger)
    company.collect()
    people = {"directory.profiles_of", "directory.departments", "people.people_of", "people.version"}
    assert asked.isdisjoint(EVERYBODY | people | {"inventory.peek", "inventory.get"})


def test_a_tick_with_one_group_due_reads_it_and_whom_it_names() -> None:
    company = Company()
    for name in ("g1", "g2"):
        company.add(name)
    company.collect()
    company.world.ledger.inventory.mark_dirty("pigeon:g1", company.now)
    company.at(11, 9, 15)
    asked: set[str] = set()
    ledger = tapped(company.world.ledger, asked.add)
    company.world = company.world.but(ledger=lambda: ledger)
    assert company.collect()["counts"]["read"] == 1
    assert asked.isdisjoint(EVERYBODY)


def owner_is_out(company: Company) -> None:
    company.im.people["wang"] = company.im.people["wang"]._replace(employment=Employment.LEFT)


def head_is_away(company: Company) -> None:
    owner_is_out(company)
    company.im.people["zhou"] = company.im.people["zhou"]._replace(employment=Employment.LEFT)
    company.im.people["chen"] = company.im.people["chen"]._replace(
        employment=Employment.LEFT, delegate="pigeon:he"
    )
    company.im.people["he"] = Profile("pigeon:he", "何静", "总经办", employment=Employment.ACTIVE)


def nothing(company: Company) -> None:
    pass


@pytest.mark.parametrize("happens", [nothing, owner_is_out, head_is_away])
def test_the_same_person_is_told_as_by_everybody(happens: Any) -> None:
    company = Company()
    happens(company)
    company.add("g1")
    company.collect()
    company.world.ledger.directory.save("pigeon", company.im.people.values(), (), MONDAY)
    about, whole = scenes(company, "pigeon:g1")
    group = stored(company).known(company.now).group
    assert recipient(group, about) == recipient(group, whole)
    assert recipient(group, about).role is not Role.OPERATIONS


def test_every_account_of_whoever_is_around_is_looked_up_on_whatever_platform() -> None:
    company = Branches()
    company.register(Person(("pigeon:wang", "wecom:wangfang"), "王芳", delegate="wecom:li"))
    company.add("g1")
    company.there("w1")
    company.collect()
    about, whole = scenes(company, "pigeon:g1")
    for account in ("pigeon:wang", "wecom:wangfang", "wecom:li"):
        assert about.profile(account) == whole.profile(account)
    assert about.accounts("pigeon:wang") == ("pigeon:wang", "wecom:wangfang")
    assert about.profile("wecom:wang") is None, "she has nothing to do with it"


def test_a_head_who_was_not_looked_up_is_neither_told_nor_passed_over() -> None:
    """What was read of a group meanwhile may move it to a department of which nobody was asked about."""
    company = Company()
    company.add("g1", owner=None, admins=())
    company.im.departments = (*company.im.departments, Department("技术部", head="pigeon:he"))
    company.im.people["he"] = Profile("pigeon:he", "何静", "技术部", employment=Employment.ACTIVE)
    company.collect()
    company.world.ledger.directory.save("pigeon", company.im.people.values(), company.im.departments, MONDAY)
    about, whole = scenes(company, "pigeon:g1")
    group = stored(company).group
    assert group.name is not None
    moved = group._replace(name=group.name._replace(value="技术部-支付系统组"))
    assert recipient(moved, whole).account == "pigeon:he"
    found = recipient(moved, about)
    assert (found.is_held, found.account) == (True, None)


def test_a_group_that_is_not_kept_has_nobody_around_it() -> None:
    company = Company()
    assert dict(scenes(company, "pigeon:nowhere")[0].company.profiles) == {}


class Moving:
    """A register of which another version is in force by the time that the first is read."""

    def __init__(self, real: Any, lost: PeopleVersion) -> None:
        self._real = real
        self._versions = [lost]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def version(self) -> PeopleVersion:
        return self._versions.pop() if self._versions else self._real.version()


def test_a_register_that_moves_on_meanwhile_is_read_again_and_nobody_is_left_out() -> None:
    company = told_company()
    ledger = company.world.ledger
    for _ in range(3):
        ledger.people.publish(
            "v", [Person(("pigeon:wang", "slack:wang"), "王芳")], MONDAY, ledger.people.version()
        )
    lost = ledger.people.version()._replace(counter=1)
    moving: Any = Moving(ledger.people, lost)
    company.world = company.world.but(ledger=lambda: ledger._replace(people=moving))
    about = scene_of("pigeon:g1", company.world.ports, company.world.ports.policy())
    assert about.accounts("pigeon:wang") == ("pigeon:wang", "slack:wang")


def test_a_register_that_cannot_be_read_is_said_so() -> None:
    company = told_company()
    ledger = company.world.ledger
    broken: Any = Moving(ledger.people, ledger.people.version())
    broken.people_of = raising(Unreadable("people_version", "PEOPLE -", "cut"))
    company.world = company.world.but(ledger=lambda: ledger._replace(people=broken))
    with pytest.raises(ConfigError, match="people register"):
        scene_of("pigeon:g1", company.world.ports, company.world.ports.policy())
