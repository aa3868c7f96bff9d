"""What `doctor` learns: each capability, and what is missing in the words of the vendor's console."""

from shared.adapters.im.feishu.probe import NO_GROUP
from tests.adapters.im.feishu.stage import Stage, must, refusal, said


def _stage() -> Stage:
    stage = Stage()
    feishu = stage.feishu
    feishu.lay("im/v1/chats", said("chats_1"), said("chats_2")).lay("im/v1/chats/oc_plain", said("chat"))
    feishu.lay("im/v1/messages", said("messages"))
    feishu.lay("docx/v1/chats/oc_plain/announcement", said("notice_old"))
    feishu.lay("im/v1/chats/oc_plain/announcement", said("old_notice"))
    feishu.lay("contact/v3/users/batch", said("users")).lay(
        "contact/v3/departments/batch", said("departments")
    )
    return stage


def test_an_app_with_everything_is_well() -> None:
    stage = _stage()
    assert must(stage.im.probe)() == dict.fromkeys(
        ("groups", "detail", "life", "announcement", "directory", "departments"), "ok"
    )
    assert not [asked for asked in stage.feishu.asked if asked.method != "GET" and "token" not in asked.path]


def test_what_is_missing_is_named_and_the_rest_is_tried_all_the_same() -> None:
    stage = _stage()
    stage.feishu.lay("im/v1/messages", refusal(230027)).lay("contact/v3/departments/batch", refusal(99991672))
    stage.feishu.lay("im/v1/chats/oc_plain", refusal(232011)).lay("contact/v3/users/batch", said("users"))
    stage.feishu.lay("docx/v1/chats/oc_plain/announcement", refusal(1771001, 500))
    assert must(stage.im.probe)() == {
        "groups": "ok",
        "detail": "not shown (232011)",
        "life": "im:message.group_msg",
        "announcement": "no answer (1771001)",
        "directory": "ok",
        "departments": "contact:department.base:readonly",
    }


def test_without_a_group_the_rest_cannot_be_tried() -> None:
    stage = Stage()
    stage.feishu.lay("im/v1/chats", refusal(99991672, msg="[im:chat:readonly]"))
    found = must(stage.im.probe)()
    assert found["groups"] == "im:chat:readonly"
    assert found["life"] == NO_GROUP
