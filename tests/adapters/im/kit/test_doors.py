"""A vendor's doors: each opens with its own keys, and wrong keys close that one alone."""

import json
from typing import Any

import pytest

from shared.adapters.im.kit.doors import opened
from shared.adapters.im.kit.vendor import Door, Field, Vendor
from shared.app.ports.im import Hook, Received, Reply
from shared.bootstrap.functions import Parts
from shared.core.errors import ConfigError
from shared.core.lang import both
from shared.settings import function_settings

READER = Hook(lambda *_: Received(Reply("{}")), lambda *_: Reply("{}"))
SECRET = "very-secret"
TWO = Vendor(
    "two",
    both("二", "Two"),
    ("two",),
    dict,
    doors=(
        Door("events", (Field("token", "page one"), Field("key", "page two", is_needed=False)), lambda: READER),
        Door("card", (Field("key", "page two", r"[a-z-]{4,}"),), lambda: READER),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("door", "keys"),
    [
        ("events", {"token": "t"}),
        ("events", {"token": "t", "key": "k"}),
        ("card", {"key": SECRET}),
    ],
)
def test_a_door_opens_with_its_own_keys(door: str, keys: dict[str, str]) -> None:
    assert opened(TWO, door, {door: keys}) == (READER, keys)


@pytest.mark.parametrize(
    ("door", "given"),
    [("events", None), ("events", {}), ("events", {"card": {"key": SECRET}}), ("events", {"events": {}}), ("nobody", {"events": {"token": "t"}}), ("", {"events": {"token": "t"}})],
)  # fmt: skip
def test_a_door_that_does_not_exist_or_of_which_nothing_is_said_is_closed(door: str, given: object) -> None:
    assert opened(TWO, door, given) is None


WRONG: list[tuple[Any, str]] = [
    (SECRET, "they do not stand by door"),
    ({"event": {"token": SECRET}}, "there is no door event; did you mean events?"),
    ({SECRET: {"token": SECRET}}, "there is no door of 11 characters"),
    ({"events": {"key": SECRET}}, "token is missing"),
    ({"events": {"token": "a b"}}, "token does not look like one"),
    ({"events": SECRET}, "it is no JSON object"),
]


@pytest.mark.parametrize(("given", "reason"), WRONG, ids=[reason for _, reason in WRONG])
def test_keys_that_cannot_be_used_are_named_without_a_word_of_what_is_in_them(
    given: object, reason: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        opened(TWO, "events", given)
    assert reason in str(caught.value)
    assert SECRET not in str(caught.value)


def test_wrong_keys_of_one_door_are_an_alarm_and_leave_the_other_open(
    caplog: pytest.LogCaptureFixture,
) -> None:
    keys = {"two": {"events": {"key": SECRET}, "card": {"key": SECRET}}}
    needed = ("GK_FUNCTION", "GK_TABLE", "GK_BUCKET", "GK_EVENTS_QUEUE", "GK_ANSWERS_QUEUE")
    settings = function_settings({**dict.fromkeys(needed, "x"), "GK_HOOK_KEYS": json.dumps(keys)})
    ports = Parts(settings, {"two": TWO}).ports(lambda: 300.0)
    assert ports.hooks("two", "events") is None
    assert ports.hooks("two", "card") == (READER, {"key": SECRET})
    assert ports.hooks("other", "events") is None
    (alarm,) = [record.__dict__ for record in caplog.records if record.message == "door_closed"]
    assert "token is missing" in alarm["why"]
    assert SECRET not in alarm["why"]
