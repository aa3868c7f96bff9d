"""People and departments through the vendor's client, as far as the app may see them."""

from typing import Any

import pytest
from lark_oapi.api.contact.v3 import (
    BatchDepartmentRequest,
    BatchGetIdUserRequest,
    BatchGetIdUserRequestBody,
    BatchUserRequest,
    ChildrenDepartmentRequest,
    GetDepartmentRequest,
    GetUserRequest,
)

from local.feishu import scopes
from local.feishu.people import User
from local.feishu.simulator import Feishu
from tests.local.feishu.sdk import Sdk, built


def get(sdk: Sdk, name: str, **query: object) -> Any:
    return sdk.ask("contact.v3.user.get", GetUserRequest, user_id=name, **query)


def batch(sdk: Sdk, names: list[str]) -> Any:
    return sdk.ask("contact.v3.user.batch", BatchUserRequest, user_ids=names)


def test_a_person_has_department_leader_and_three_ids(simulator: Feishu, sdk: Sdk, owner: User) -> None:
    user = get(sdk, owner.open_id).data.user
    assert (user.user_id, user.open_id, user.union_id) == (owner.id, owner.open_id, f"on_{owner.id}")
    assert user.department_ids == [owner.department]
    assert user.leader_user_id == simulator.world.people[owner.leader].open_id
    assert get(sdk, owner.id, user_id_type="user_id").data.user.open_id == owner.open_id


def test_an_id_of_another_type_is_not_understood(sdk: Sdk, owner: User) -> None:
    assert get(sdk, owner.id).code == 99992351


def test_who_left_or_is_frozen_says_so(simulator: Feishu, sdk: Sdk, company: Any) -> None:
    for person in company.people:
        if person.state == "left":
            assert get(sdk, f"ou_{person.id}").data.user.status.is_resigned
        elif person.state == "disabled":
            assert get(sdk, f"ou_{person.id}").data.user.status.is_frozen


def test_fifty_people_come_at_once_and_strangers_are_silently_missing(simulator: Feishu, sdk: Sdk) -> None:
    names = [user.open_id for user in list(simulator.world.people.values())[:49]]
    assert [each.open_id for each in batch(sdk, [*names, "ou_nobody"]).data.items] == names
    assert batch(sdk, [*names, "ou_1", "ou_2"]).code == 99992402


def test_fields_without_their_permission_are_silently_missing(
    simulator: Feishu, sdk: Sdk, owner: User
) -> None:
    simulator.world.scopes -= {scopes.NAMES, scopes.DEPARTMENTS_OF_USERS, scopes.EMPLOYMENT, scopes.EMAILS}
    user = get(sdk, owner.open_id).data.user
    assert (user.name, user.department_ids, user.status, user.email) == (None, None, None, None)
    assert user.user_id == owner.id


def test_outside_the_contact_scope_a_person_is_refused_or_missing(sdk: Sdk, owner: User) -> None:
    owner.visible = False
    assert get(sdk, owner.open_id).code == 41050
    assert not batch(sdk, [owner.open_id]).data.items


def test_people_of_other_companies_are_not_in_the_directory(simulator: Feishu, sdk: Sdk) -> None:
    stranger = next(user for user in simulator.world.people.values() if user.id.startswith("X"))
    assert get(sdk, stranger.open_id).code == 99992351


def test_a_person_is_found_by_their_mail_address(simulator: Feishu, sdk: Sdk, owner: User) -> None:
    left = next(user for user in simulator.world.people.values() if user.state == "resigned")
    body = built(BatchGetIdUserRequestBody, emails=[owner.email, left.email, "nobody@qinghe.example"])
    found = sdk.ask("contact.v3.user.batch_get_id", BatchGetIdUserRequest, request_body=body).data.user_list
    assert [each.user_id for each in found] == [owner.open_id, None, None]


# departments


def test_departments_form_a_tree_with_heads_and_counts(simulator: Feishu, sdk: Sdk) -> None:
    request = {"department_id": "0", "page_size": 50}
    top = sdk.ask("contact.v3.department.children", ChildrenDepartmentRequest, **request).data.items
    everything = sdk.ask(
        "contact.v3.department.children", ChildrenDepartmentRequest, **request, fetch_child=True
    ).data.items
    assert len(top) < len(everything) == len(simulator.world.departments)
    sales = next(each for each in top if each.name == "销售部")
    assert {each.parent_department_id for each in everything} == {"0", sales.open_department_id}
    assert all(each.leader_user_id == each.leaders[0].leader_id for each in everything)
    assert sum(each.member_count for each in everything) == sum(
        user.state == "active" and bool(user.department) for user in simulator.world.people.values()
    )


def test_children_come_in_pages(simulator: Feishu, sdk: Sdk) -> None:
    request = {"department_id": "0", "page_size": 4}
    first = sdk.ask("contact.v3.department.children", ChildrenDepartmentRequest, **request).data
    assert (len(first.items), first.has_more) == (4, True)


def test_a_department_is_known_by_either_id(simulator: Feishu, sdk: Sdk) -> None:
    known = next(iter(simulator.world.departments.values()))
    method, kind = "contact.v3.department.get", GetDepartmentRequest
    by_open = sdk.ask(method, kind, department_id=known.open_id).data.department
    by_own = sdk.ask(method, kind, department_id=known.id, department_id_type="department_id").data.department
    assert by_open.name == by_own.name == known.name
    assert sdk.ask(method, kind, department_id="od-nowhere").code == 99992353


def test_departments_come_at_once_too(simulator: Feishu, sdk: Sdk) -> None:
    names = list(simulator.world.departments)[:3]
    found = sdk.ask(
        "contact.v3.department.batch", BatchDepartmentRequest, department_ids=[*names, "od-nowhere"]
    )
    assert [each.open_department_id for each in found.data.items] == names


@pytest.mark.parametrize("names", [[], ["od-1"] * 51])
def test_none_or_too_many_departments_are_refused(sdk: Sdk, names: list[str]) -> None:
    assert (
        sdk.ask("contact.v3.department.batch", BatchDepartmentRequest, department_ids=names).code == 99992402
    )
