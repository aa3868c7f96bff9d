"""What a listing and a group's own entry show; what they do not show stays not observed."""

from typing import Any

import pytest

from shared.adapters.im.feishu.guesses import GUESSES
from shared.core.errors import NotVisible, PlatformDenied, PlatformUnavailable
from shared.core.model import Fact, Group, Kind, Status
from tests.adapters.im.feishu.stage import Stage, listed, must, refusal, said, sample
from tests.adapters.im.kit.clock import START

CHATS = "im/v1/chats"
CHAT = "im/v1/chats/oc_plain"
PLAIN = Group("feishu", "oc_plain")


def _at(value: Any) -> Fact[Any]:
    return Fact(value, START)


def _listed(stage: Stage) -> list[Group]:
    stage.feishu.lay(CHATS, said("chats_1"), said("chats_2"))
    return listed(stage.im)


def _detail(stage: Stage, group: Group = PLAIN, **changed: Any) -> Group:
    reply = sample("chat")
    data = reply["data"] | changed
    reply["data"] = {key: value for key, value in data.items() if value != "absent"}
    stage.feishu.lay(CHAT, said(reply))
    return must(stage.im.detail)(group)


def test_a_listing_shows_every_group_and_no_private_chats_page_by_page() -> None:
    stage = Stage()
    stage.feishu.lay(CHATS, said("chats_1"), said("chats_2"))
    first = must(stage.im.groups)("")
    second = must(stage.im.groups)(first.next)
    assert [group.id for group in first.groups] == ["oc_plain", "oc_bot_owned"]
    assert [group.id for group in second.groups] == ["oc_plain", "oc_outsiders", "oc_over"], "one has moved"
    assert (bool(first.next), second.next) == (True, "")
    assert stage.feishu.to(CHATS)[1].query["page_token"] == [first.next]


def test_a_page_that_leads_to_itself_or_nowhere_is_no_listing() -> None:
    for token in ("", "same"):
        stage = Stage()
        data = {"items": [], "has_more": True, "page_token": token}
        stage.feishu.lay(CHATS, said({"code": 0, "data": data}))
        with pytest.raises(PlatformUnavailable, match="page_token"):
            must(stage.im.groups)("same")


def test_a_listing_leaves_out_what_could_not_be_kept_and_goes_on() -> None:
    stage = Stage()
    stage.feishu.lay(
        CHATS, said({"code": 0, "data": {"items": [{"chat_id": "o" * 2000}, {"chat_id": "oc_a"}]}})
    )
    assert [group.id for group in listed(stage.im)] == ["oc_a"]


@pytest.mark.parametrize("odd", [7, "o" * 300, "ou_\n"])
def test_an_owner_or_admin_whose_id_cannot_be_read_is_not_nobody(odd: Any) -> None:
    assert _detail(Stage(), owner_id=odd).owner is None
    assert _detail(Stage(), user_manager_id_list=["ou_a", odd]).admins is None


def test_a_listing_is_asked_for_in_the_one_order_that_does_not_skip() -> None:
    stage = Stage()
    _listed(stage)
    assert stage.feishu.to(CHATS)[0].query == {
        "user_id_type": ["open_id"],
        "sort_type": ["ByCreateTimeAsc"],
        "page_size": ["100"],
    }


def test_a_listed_group_has_the_facts_that_a_listing_shows_and_no_others() -> None:
    plain, bot_owned, _, outsiders, over = _listed(Stage())
    assert plain == Group(
        "feishu",
        "oc_plain",
        name=_at("市场部-新品推广组"),
        owner=_at("feishu:ou_owner"),
        status=_at(Status.ACTIVE),
        external=_at(value=False),
    )
    assert bot_owned.owner is None
    assert (outsiders.external, outsiders.kind) == (_at(value=True), _at(Kind.EXTERNAL))
    assert over.status == _at(Status.DISSOLVED)


def test_groups_of_lark_are_lark_s() -> None:
    assert {group.key.partition(":")[0] for group in _listed(Stage(id="lark"))} == {"lark"}


def test_a_group_s_own_entry_shows_kind_size_and_admins() -> None:
    assert _detail(Stage()) == Group(
        "feishu",
        "oc_plain",
        name=_at("市场部-新品推广组"),
        kind=_at(Kind.DEPARTMENT),
        owner=_at("feishu:ou_owner"),
        admins=_at(("feishu:ou_admin",)),
        status=_at(Status.ACTIVE),
        size=_at(12),
        external=_at(value=False),
    )


@pytest.mark.parametrize(
    ("tag", "external", "kind"),
    [
        ("inner", False, None),
        ("tenant", False, Kind.ALL_STAFF),
        ("department", False, Kind.DEPARTMENT),
        ("meeting", False, Kind.MEETING),
        ("customer_service", False, Kind.EXTERNAL),
        ("edu", False, None),
        ("a tag of tomorrow", False, None),
        (None, False, None),
        ("inner", True, Kind.EXTERNAL),
        ("tenant", True, Kind.EXTERNAL),
    ],
)
def test_a_tag_tells_the_kind_and_outsiders_tell_it_first(
    tag: str | None, external: object, kind: Kind | None
) -> None:
    found = _detail(Stage(), chat_tag=tag, external=external).kind
    assert (found.value if found else None) is kind


def test_an_entry_without_an_owner_says_that_no_person_owns_it() -> None:
    assert _detail(Stage(), owner_id="absent").owner == _at(None)
    assert _detail(Stage(), owner_id="").owner == _at(None)


def test_an_entry_without_an_owner_says_nothing_where_we_choose_not_to_believe_it() -> None:
    stage = Stage(GUESSES._replace(no_owner_is_nobody=False))
    assert _detail(stage, owner_id="absent").owner is None


def test_an_entry_without_a_list_of_admins_does_not_say_that_there_are_none() -> None:
    assert _detail(Stage(), user_manager_id_list="absent").admins is None
    assert _detail(Stage(), user_manager_id_list=[]).admins == _at(())
    sure = Stage(GUESSES._replace(no_admins_is_none=True))
    assert _detail(sure, user_manager_id_list="absent").admins == _at(())


def test_what_an_entry_does_not_show_stays_as_it_was_known() -> None:
    before = PLAIN._replace(size=_at(9), kind=_at(Kind.PROJECT), admins=_at(("ou_old",)))
    found = _detail(Stage(), before, user_count="many", chat_tag="inner", user_manager_id_list=None)
    assert (found.size, found.kind, found.admins) == (before.size, before.kind, before.admins)


def test_a_group_that_we_are_not_in_shows_a_name_and_nobody_s_absence() -> None:
    stage = Stage()
    stage.feishu.lay(CHAT, said("chat_to_outsider"))
    with pytest.raises(NotVisible):
        must(stage.im.detail)(PLAIN)


@pytest.mark.parametrize("status", ["dissolved", "dissolved_save"])
def test_a_dissolved_group_is_shown_as_that(status: str) -> None:
    assert _detail(Stage(), chat_status=status).status == _at(Status.DISSOLVED)


def test_a_dissolved_group_may_also_be_told_by_a_code() -> None:
    stage = Stage()
    stage.feishu.lay(CHAT, refusal(232009))
    assert must(stage.im.detail)(PLAIN) == PLAIN._replace(status=_at(Status.DISSOLVED))


@pytest.mark.parametrize("code", [232006, 232010, 232011, 232033])
def test_a_group_that_is_not_shown_is_unknown(code: int) -> None:
    stage = Stage()
    stage.feishu.lay(CHAT, refusal(code))
    with pytest.raises(NotVisible):
        must(stage.im.detail)(PLAIN)


@pytest.mark.parametrize("code", [232025, 232034, 99991672])
def test_a_missing_permission_is_no_group_s_fault(code: int) -> None:
    stage = Stage()
    stage.feishu.lay(CHAT, refusal(code))
    with pytest.raises(PlatformDenied) as caught:
        must(stage.im.detail)(PLAIN)
    assert caught.value.missing


def test_hostile_fields_are_read_as_nothing() -> None:
    found = _detail(
        Stage(),
        name=["x"],
        owner_id={"a": 1},
        user_count={},
        user_manager_id_list=[1, None, {}],
        external="no",
    )
    assert found == PLAIN._replace(kind=_at(Kind.DEPARTMENT), status=_at(Status.ACTIVE))
