"""Signs of life, as a group's messages show them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.adapters.im.feishu.guesses import GUESSES
from shared.adapters.im.feishu.posts import THREADS
from shared.app.ports.im import Life
from shared.core.errors import NotVisible, PlatformDenied
from shared.core.model import Fact, Group
from tests.adapters.im.feishu.stage import Said, Stage, must, refusal, said
from tests.adapters.im.kit.clock import START

PATH = "im/v1/messages"
INNER = Group("feishu", "oc_plain", external=Fact(value=False, at=START))
OUTER = Group("feishu", "oc_plain", external=Fact(value=True, at=START))
UNTOLD = Group("feishu", "oc_plain")
T = 1790000000
HOUR = timedelta(hours=1)


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(T + seconds, UTC)


def _page(*items: dict[str, Any], more: bool = False) -> Said:
    return said({"code": 0, "data": {"items": list(items), "has_more": more, "page_token": "p"}})


def _item(days_ago: float, sender_type: str = "user", **changed: Any) -> dict[str, Any]:
    at = int((START - timedelta(days=days_ago)).timestamp() * 1000)
    sender = {"id": "ou_owner", "id_type": "open_id", "sender_type": sender_type, "tenant_key": "tk_ours"}
    return {"message_id": "om", "msg_type": "text", "create_time": str(at), "sender": sender} | changed


def _life(stage: Stage, *pages: Said, group: Group = INNER) -> Life:
    stage.feishu.lay(PATH, *pages)
    return must(stage.im.life)(group)


def test_the_last_signs_of_life_are_read_with_one_call() -> None:
    stage = Stage()
    assert _life(stage, said("messages")) == Life(_time(10), _time(5))
    (asked,) = stage.feishu.to(PATH)
    assert asked.query == {
        "container_id_type": ["chat"],
        "container_id": ["oc_plain"],
        "sort_type": ["ByCreateTimeDesc"],
        "page_size": ["50"],
    }


@pytest.mark.parametrize(
    ("item", "life"),
    [
        (_item(1), Life(START - 24 * HOUR, None)),
        (_item(1, "anonymous"), Life(START - 24 * HOUR, None)),
        (_item(1, deleted=True), Life(START - 24 * HOUR, None)),
        (_item(1, "unknown"), Life(START - 24 * HOUR, None)),
        (_item(1, "app"), Life(None, START - 24 * HOUR)),
        (_item(1, msg_type="system"), Life(None, None)),
        (_item(1, create_time="yesterday"), Life(None, None)),
        (_item(1, create_time="9" * 40), Life(None, None)),
        (
            _item(1, "app", sender={"id": "cli_us", "id_type": "app_id", "sender_type": "app"}),
            Life(None, None),
        ),
        (_item(1, sender="nobody"), Life(START - 24 * HOUR, None)),
    ],
)
def test_who_is_alive(item: dict[str, Any], life: Life) -> None:
    assert _life(Stage(), _page(item)) == life


def test_a_sender_of_unknown_type_can_be_switched_to_nobody() -> None:
    stage = Stage(GUESSES._replace(unknown_sender_is_alive=False))
    assert _life(stage, _page(_item(1, "unknown"))) == Life(None, None)


def test_a_page_of_bots_with_more_before_it_does_not_say_when_somebody_spoke() -> None:
    assert _life(Stage(), _page(_item(1, "app"), more=True)) == Life(None, START - 24 * HOUR, complete=False)
    assert _life(Stage(), _page(_item(1, "app"))).complete
    assert _life(Stage(), _page(_item(1), more=True)).complete


def test_replies_in_threads_are_looked_up_where_the_group_looks_quiet() -> None:
    stage = Stage()
    found = _life(stage, _page(_item(90, thread_id="omt_1")), _page(_item(2)))
    assert found == Life(START - 48 * HOUR, None)
    assert stage.feishu.to(PATH)[1].query["container_id_type"] == ["thread"]
    assert stage.feishu.to(PATH)[1].query["container_id"] == ["omt_1"]


def test_threads_of_a_lively_group_are_not_looked_at() -> None:
    stage = Stage()
    _life(stage, _page(_item(1), _item(90, thread_id="omt_1")))
    assert len(stage.feishu.to(PATH)) == 1


def test_with_more_threads_than_are_looked_at_the_quiet_is_not_proven() -> None:
    stage = Stage()
    roots = [_item(90, thread_id=f"omt_{number}") for number in range(THREADS + 1)]
    assert _life(stage, _page(*roots)) == Life(START - 90 * 24 * HOUR, None, complete=False)
    assert len(stage.feishu.to(PATH)) == 1 + THREADS


@pytest.mark.parametrize("group", [INNER, UNTOLD])
def test_without_the_permission_for_messages_it_is_named(group: Group) -> None:
    stage = Stage()
    stage.feishu.lay(PATH, refusal(230027))
    with pytest.raises(PlatformDenied) as caught:
        must(stage.im.life)(group)
    assert caught.value.missing == "im:message.group_msg"


def test_the_same_code_for_a_group_with_outsiders_is_about_that_group() -> None:
    stage = Stage()
    stage.feishu.lay(PATH, refusal(230027))
    with pytest.raises(NotVisible):
        must(stage.im.life)(OUTER)


def test_a_group_that_we_left_is_not_visible() -> None:
    stage = Stage()
    stage.feishu.lay(PATH, refusal(230002))
    with pytest.raises(NotVisible):
        must(stage.im.life)(INNER)
