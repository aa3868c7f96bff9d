"""The directory: who works here, where, and who heads that."""

from typing import Any

import pytest

from shared.adapters.im.feishu.guesses import GUESSES
from shared.adapters.im.feishu.people import REMEMBERED
from shared.app.ports.im import Roster
from shared.core.errors import PlatformDenied, PlatformUnavailable
from shared.core.model import Department, Employment, Profile
from tests.adapters.im.feishu.stage import Stage, must, refusal, said

USERS = "contact/v3/users/batch"
DEPARTMENTS = "contact/v3/departments/batch"
MARKET, DESIGN = Department("市场部", head="feishu:ou_boss"), Department("设计部", head="feishu:ou_head")


def _stage(**settings: Any) -> Stage:
    stage = Stage(**settings)
    stage.feishu.lay(USERS, said("users")).lay(DEPARTMENTS, said("departments"))
    return stage


def _roster(stage: Stage, *ids: str) -> Roster:
    return must(stage.im.directory)(
        [f"feishu:{one}" for one in ids or ("ou_owner", "ou_gone", "ou_frozen", "ou_new", "ou_bare")]
    )


def test_people_have_what_the_directory_shows() -> None:
    assert _roster(_stage()) == Roster(
        (
            Profile(
                "feishu:ou_owner",
                "王芳",
                "市场部",
                "经理",
                Employment.ACTIVE,
                manager="feishu:ou_boss",
                holder="on_1",
            ),
            Profile("feishu:ou_gone", "李强", "市场部", employment=Employment.LEFT, holder="on_2"),
            Profile("feishu:ou_frozen", "周杰", employment=Employment.DISABLED, holder="on_3"),
            Profile("feishu:ou_new", "赵敏", employment=Employment.DISABLED, holder="on_4"),
            Profile("feishu:ou_bare", holder="on_5"),
        ),
        (MARKET,),
    )


def test_whoever_never_used_the_account_can_be_switched_to_active() -> None:
    stage = _stage(guesses=GUESSES._replace(not_activated_is_disabled=False))
    assert {person.account: person.employment for person in _roster(stage).people}[
        "feishu:ou_new"
    ] is Employment.ACTIVE


@pytest.mark.parametrize(
    ("status", "employment"),
    [
        ({"is_exited": True}, Employment.LEFT),
        ({"is_resigned": True, "is_frozen": True}, Employment.LEFT),
        ({"is_unjoin": True}, Employment.DISABLED),
        ({"is_frozen": False}, Employment.ACTIVE),
        ({}, None),
        (None, None),
        ("active", None),
    ],
)
def test_a_status_is_an_employment_and_a_hidden_one_is_none(
    status: Any, employment: Employment | None
) -> None:
    stage = _stage()
    stage.feishu.lay(USERS, said({"code": 0, "data": {"items": [{"open_id": "ou_1", "status": status}]}}))
    assert _roster(stage, "ou_1").people == (Profile("feishu:ou_1", employment=employment),)


def test_fifty_are_asked_for_at_a_time_and_each_once() -> None:
    stage = _stage()
    _roster(stage, *(f"ou_{number}" for number in range(120)), "ou_0", "")
    asked = [one.query["user_ids"] for one in stage.feishu.to(USERS)]
    assert [len(ids) for ids in asked] == [50, 50, 20]
    assert stage.feishu.to(USERS)[0].query["department_id_type"] == ["open_department_id"]


def test_nobody_is_asked_for_when_nobody_is_wanted() -> None:
    stage = _stage()
    assert must(stage.im.directory)(()) == Roster((), ())
    assert not stage.feishu.asked


def test_the_head_is_the_leader_and_no_deputy() -> None:
    stage = _stage()
    person = {"open_id": "ou_1", "department_ids": ["od-2"]}
    stage.feishu.lay(USERS, said({"code": 0, "data": {"items": [person]}}))
    assert _roster(stage, "ou_1") == Roster((Profile("feishu:ou_1", department="设计部"),), (DESIGN,))


def test_departments_are_asked_for_once_an_hour() -> None:
    stage = _stage()
    im = stage.im
    for _ in range(3):
        must(im.directory)(("feishu:ou_owner",))
    assert len(stage.feishu.to(DEPARTMENTS)) == 1
    stage.clock.pass_(REMEMBERED.total_seconds())
    must(im.directory)(("feishu:ou_owner",))
    assert len(stage.feishu.to(DEPARTMENTS)) == 2


def test_one_hidden_person_does_not_hide_the_others() -> None:
    stage = _stage()
    one, two = ({"open_id": id_} for id_ in ("ou_1", "ou_3"))
    stage.feishu.lay(
        USERS,
        refusal(41050),  # 1 2 3 4
        said({"code": 0, "data": {"items": [one]}}),  # 1 2
        refusal(41050),  # 3 4
        said({"code": 0, "data": {"items": [two]}}),  # 3
        refusal(41050),  # 4
    )
    assert [one.account for one in _roster(stage, "ou_1", "ou_2", "ou_3", "ou_4").people] == [
        "feishu:ou_1",
        "feishu:ou_3",
    ]


def test_without_the_departments_permission_it_is_still_known_who_works_here() -> None:
    stage = _stage()
    stage.feishu.lay(DEPARTMENTS, refusal(99991672))
    found = _roster(stage)
    assert found.departments == ()
    assert found.people[0] == Profile(
        "feishu:ou_owner", "王芳", None, "经理", Employment.ACTIVE, manager="feishu:ou_boss", holder="on_1"
    )


def test_without_the_directory_s_permission_operations_are_told() -> None:
    stage = _stage()
    stage.feishu.lay(USERS, refusal(99991672, msg="[contact:contact.base:readonly]"))
    with pytest.raises(PlatformDenied) as caught:
        _roster(stage)
    assert caught.value.missing == "contact:contact.base:readonly"


def test_trouble_with_departments_is_not_taken_for_having_none() -> None:
    stage = _stage()
    stage.feishu.lay(DEPARTMENTS, refusal(1, 500))
    with pytest.raises(PlatformUnavailable):
        _roster(stage)
