"""The secret: what is wrong with one platform costs that one alone, and is named without a word of what is in it."""

from collections.abc import Mapping
from typing import Any, cast

import pytest

from shared.adapters.im.connecting import Connected, connect_all, read_fields
from shared.adapters.im.vendor import Field, Vendor
from shared.app.ports.im import IM, Hook
from shared.core.errors import ConfigError
from shared.core.lang import both

TOKEN = "xoxb-1234-very-secret"


def _no_hook() -> Hook:
    raise AssertionError("nobody asked for it")


def _vendor(id_: str, *fields: Field) -> Vendor:
    return Vendor(id_, fields, lambda _: IM(id_, both(id_, id_)), _no_hook)


ONE = _vendor("feishu", Field("app_id", "page one", r"cli_[a-z0-9]+"), Field("app_secret", "page two"))
OTHER = _vendor("slack", Field("bot_token", "page three", r"xoxb-[0-9A-Za-z-]+"))
GOOD: Mapping[str, object] = {
    "feishu": {"app_id": "cli_1", "app_secret": "s3cret"},
    "slack": {"bot_token": TOKEN},
}


def connected(secret: Mapping[str, object]) -> Connected:
    def connect(vendor: Vendor, fields: Mapping[str, str]) -> IM:
        assert set(fields) == {field.name for field in vendor.secret}
        return IM(vendor.id, both(vendor.id, vendor.id))

    return connect_all(secret, (ONE, OTHER), connect)


def reasons(secret: Mapping[str, object]) -> list[str]:
    return [
        f"{fault.file}: {fault.reason}. {fault.remedy}"
        for some in connected(secret).faults.values()
        for fault in some
    ]


def test_everything_that_is_filled_in_is_connected() -> None:
    made = connected(GOOD)
    assert set(made.ims) == {"feishu", "slack"}
    assert made.faults == {}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"app_id": "cli_1"}, ["the secret of feishu: app_secret is missing. Copy it from page two"]),
        ({"app_id": "1", "app_secret": "s"}, ["the secret of feishu: app_id does not look like one. Copy it from page one"]),
        (
            {"app_id": "cli_1", "app_secret": "s", "appsecret": "s"},
            ["the secret of feishu: there is no field appsecret. It has: app_id, app_secret; did you mean app_secret?"],
        ),
        (
            {"app_id": "cli_1", "app_secret": ["s"]},
            ["the secret of feishu: app_secret does not look like one. Copy it from page two"],
        ),
        (TOKEN, ['the secret of feishu: it is no JSON object. Write {"app_id": "…", "app_secret": "…"}']),
        (
            {"app_id": "", "app_secret": "two words"},
            [
                "the secret of feishu: app_id is missing. Copy it from page one",
                "the secret of feishu: app_secret does not look like one. Copy it from page two",
            ],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_one_is_named_and_the_other_is_connected(given: object, said: list[str]) -> None:
    secret = {**GOOD, "feishu": given}
    assert reasons(secret) == said
    assert set(connected(secret).ims) == {"slack"}
    assert set(connected(secret).faults) == {"feishu"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("fieshu", "the platforms' secret: there is no platform fieshu. Write one of: feishu, slack; did you mean feishu?"),
        ("Slack", "the platforms' secret: there is no platform Slack. Write one of: feishu, slack; did you mean slack?"),
        ("icq", "the platforms' secret: there is no platform icq. Write one of: feishu, slack"),
        (TOKEN, "the platforms' secret: there is no platform of 21 characters. Write one of: feishu, slack"),
    ],
)  # fmt: skip
def test_a_platform_that_nobody_knows_is_named_and_costs_nobody_else(name: str, said: str) -> None:
    secret = {**GOOD, name: {"bot_token": TOKEN}}
    assert reasons(secret) == [said]
    assert set(connected(secret).ims) == {"feishu", "slack"}


def test_what_is_not_filled_in_is_not_meant_to_be_connected() -> None:
    made = connected({"feishu": {"app_id": "", "app_secret": ""}, "slack": {}})
    assert (made.ims, made.faults) == ({}, {})


def test_a_connection_that_cannot_be_made_costs_itself_alone() -> None:
    def connect(vendor: Vendor, fields: Mapping[str, str]) -> IM:
        if vendor is ONE:
            raise ConfigError
        return IM(vendor.id, both(fields["bot_token"], ""))

    made = connect_all(GOOD, (ONE, OTHER), connect)
    assert set(made.ims) == {"slack"}
    assert set(made.faults) == {"feishu"}


@pytest.mark.parametrize(
    "given", [None, 3, [TOKEN], {"app_id": TOKEN, TOKEN: "x"}, {"app_secret": {TOKEN: TOKEN}}]
)
def test_nothing_that_stands_in_the_secret_is_ever_said(given: Any) -> None:
    with pytest.raises(ConfigError) as caught:
        read_fields(ONE, given)
    assert TOKEN not in str(caught.value)
    assert cast("Any", caught.value).faults
