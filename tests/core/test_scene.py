"""Who somebody is and where they stand: by the people register first, and by what each of their platforms shows."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from shared.core.account import Account
from shared.core.model import Employment, PeopleVersion, Person, Profile
from shared.core.people.standing import Standing
from shared.core.scene import Scene
from tests.core.company import COMPANY, NOW, SCENE

ACTIVE, DISABLED, LEFT = Employment.ACTIVE, Employment.DISABLED, Employment.LEFT
FANG = ("wecom:wf", "pigeon:wf")
REGISTERED = NOW - timedelta(days=7)
TODAY, YESTERDAY = date(2026, 5, 29), date(2026, 5, 28)


def scene_of(row: Person | None, *profiles: Profile) -> Scene:
    people = dict.fromkeys(row.accounts, row) if row else {}
    shown = {one.account: one for one in profiles}
    version = PeopleVersion(1, "v", REGISTERED)
    return SCENE._replace(company=COMPANY._replace(profiles=shown, people=people, people_version=version))


def on(platform: str, employment: Employment | None = None, **fields: Any) -> Profile:
    """What one platform shows of 王芳's account there."""
    return Profile(f"{platform}:wf", employment=employment, **fields)


@pytest.mark.parametrize(
    ("row", "shown", "standing"),
    [
        (None, (), Standing.UNCLEAR),
        (None, (on("wecom"),), Standing.UNCLEAR),
        (None, (on("wecom", ACTIVE),), Standing.HERE),
        (None, (on("wecom", DISABLED),), Standing.OUT),
        (None, (on("wecom", LEFT), on("pigeon", ACTIVE)), Standing.OUT),
        (Person(FANG), (on("wecom", LEFT), on("pigeon", ACTIVE)), Standing.HERE),
        (Person(FANG), (on("wecom", LEFT), on("pigeon", DISABLED)), Standing.OUT),
        (Person(FANG), (on("wecom", LEFT),), Standing.UNCLEAR),
        (Person(FANG, employment=ACTIVE), (), Standing.HERE),
        (Person(FANG, employment=ACTIVE), (on("wecom", LEFT), on("pigeon", LEFT)), Standing.OUT),
        (Person(FANG, employment=LEFT), (on("wecom", ACTIVE),), Standing.OUT),
        (Person(FANG, employment=DISABLED), (on("wecom", ACTIVE),), Standing.OUT),
        (Person(FANG, leaving_on=YESTERDAY), (on("wecom", ACTIVE),), Standing.OUT),
        (Person(FANG, leaving_on=TODAY), (on("wecom", ACTIVE),), Standing.HERE),
        (None, (on("wecom", ACTIVE, leaving_on=YESTERDAY),), Standing.OUT),
        (None, (on("wecom", ACTIVE, leaving_on=TODAY),), Standing.HERE),
    ],
)
def test_somebody_is_out_where_the_register_says_so_or_all_of_their_accounts_are(
    row: Person | None, shown: tuple[Profile, ...], standing: Standing
) -> None:
    assert scene_of(row, *shown).standing("wecom:wf") is standing


@pytest.mark.parametrize(
    ("row", "shown", "employment"),
    [
        (None, (on("pigeon", ACTIVE),), None),
        (Person(FANG), (), None),
        (Person(FANG), (on("wecom", LEFT), on("pigeon", ACTIVE)), LEFT),
        (Person(FANG), (on("pigeon", ACTIVE),), ACTIVE),
        (Person(FANG, employment=ACTIVE), (), ACTIVE),
        (Person(FANG, employment=DISABLED), (on("wecom", ACTIVE),), DISABLED),
        (Person(FANG, leaving_on=YESTERDAY), (on("wecom", ACTIVE),), LEFT),
        (Person(("wecom:wf",)), (on("wecom", ACTIVE, leaving_on=YESTERDAY),), LEFT),
    ],
)
def test_whether_an_account_can_act_is_its_own_state_and_else_whether_they_work_here_at_all(
    row: Person | None, shown: tuple[Profile, ...], employment: Employment | None
) -> None:
    scene = scene_of(row, *shown)
    assert scene.employment("wecom:wf") is employment
    assert scene.is_out("wecom:wf") is (employment in {LEFT, DISABLED})


@pytest.mark.parametrize(
    ("held_since", "accounts", "name"),
    [
        (None, FANG, "王芳"),
        (REGISTERED - timedelta(seconds=1), FANG, "王芳"),
        (REGISTERED, FANG, "王芳"),
        (REGISTERED + timedelta(seconds=1), ("wecom:wf",), "王五"),
    ],
)
def test_a_row_of_the_register_names_whoever_had_the_account_when_it_was_published(
    held_since: datetime | None, accounts: tuple[Account, ...], name: str
) -> None:
    scene = scene_of(Person(FANG, "王芳"), on("wecom", name="王五", held_since=held_since))
    assert (scene.accounts("wecom:wf"), scene.name_of("wecom:wf")) == (accounts, name)
    assert scene.are_same("pigeon:wf", "wecom:wf") is (name == "王芳")
    assert scene.are_same("wecom:wf", "wecom:wf")


def test_what_nobody_knows_the_time_of_is_about_nobody_who_came_later() -> None:
    scene = scene_of(None, on("wecom", held_since=REGISTERED))
    assert [scene.means("wecom:wf", at) for at in (None, REGISTERED, NOW)] == [False, True, True]
    assert scene.means("pigeon:wf", None), "as far as is known, it always had this holder"


@pytest.mark.parametrize(
    ("row", "shown", "home"),
    [
        (None, (), None),
        (None, (on("wecom", department="市场部"),), "市场部"),
        (Person(FANG, department="财务部"), (on("wecom", department="市场部"),), "财务部"),
        (Person(FANG), (on("wecom", department="市场部"), on("pigeon", department="技术部")), "市场部"),
        (Person(FANG), (on("wecom"), on("pigeon", department="技术部")), "技术部"),
        (Person(FANG), (on("pigeon", department="技术部"),), "技术部"),
    ],
)
def test_somebody_belongs_where_the_company_wrote_it_and_else_where_any_of_their_platforms_shows_it(
    row: Person | None, shown: tuple[Profile, ...], home: str | None
) -> None:
    assert scene_of(row, *shown).home_of("wecom:wf") == home


def test_nobody_has_neither_row_entry_name_nor_home() -> None:
    scene = scene_of(Person(FANG, "王芳"), on("wecom"))
    assert (scene.registered(None), scene.profile(None), scene.name_of(None), scene.home_of(None)) == (
        (None,) * 4
    )
