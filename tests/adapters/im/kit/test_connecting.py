"""The secret: what is wrong with one platform costs that one alone, and is named without a word of what is in it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from shared.adapters.im.kit.connecting import Connected, Surroundings, connect_all
from shared.adapters.im.kit.http import Http
from shared.adapters.im.kit.vendor import Access, Field, Vendor
from shared.adapters.im.kit.written import read_fields
from shared.app.ports.im import IM
from shared.core.errors import ConfigError
from shared.core.lang import both

TOKEN = "xoxb-1234-very-secret"


def _vendor(id_: str, *fields: Field) -> Vendor:
    def connect(access: Access) -> IM:
        assert set(access.secret) == {field.name for field in fields}
        return IM(id_, both(access.hosts["api"], str(access.share)))

    return Vendor(
        id_,
        both(id_, id_),
        (id_,),
        dict,
        hosts={"api": f"https://{id_}.test"},
        secret=fields,
        connect=connect,
    )


ONE = _vendor("pigeon", Field("app_id", "page one", r"cli_[a-z0-9]+"), Field("app_secret", "page two"))
OTHER = _vendor("slack", Field("bot_token", "page three", r"xoxb-[0-9A-Za-z-]+"))
FILED = Vendor("wechat", both("微信", "WeChat"), ("wechat",), dict)
GOOD: Mapping[str, object] = {
    "pigeon": {"app_id": "cli_1", "app_secret": "s3cret"},
    "slack": {"bot_token": TOKEN},
}


def connected(secret: Mapping[str, object], urls: Mapping[str, object] | None = None) -> Connected:
    around = Surroundings(urls or {}, Http, lambda: datetime(2026, 9, 21, tzinfo=UTC), 0.5)
    return connect_all(secret, (ONE, OTHER, FILED), around)


def reasons(made: Connected) -> list[str]:
    return [
        f"{fault.file}: {fault.reason}. {fault.remedy}" for some in made.faults.values() for fault in some
    ]


def test_everything_that_is_filled_in_is_connected() -> None:
    made = connected(GOOD)
    assert set(made.ims) == {"pigeon", "slack"}
    assert made.faults == {}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"app_id": "cli_1"}, ["the secret of pigeon: app_secret is missing. Copy it from page two"]),
        ({"app_id": "1", "app_secret": "s"}, ["the secret of pigeon: app_id does not look like one. Copy it from page one"]),
        (
            {"app_id": "cli_1", "app_secret": "s", "appsecret": "s"},
            ["the secret of pigeon: there is no field appsecret. It has: app_id, app_secret; did you mean app_secret?"],
        ),
        (
            {"app_id": "cli_1", "app_secret": ["s"]},
            ["the secret of pigeon: app_secret does not look like one. Copy it from page two"],
        ),
        (TOKEN, ['the secret of pigeon: it is no JSON object. Write {"app_id": "…", "app_secret": "…"}']),
        (
            {"app_id": "", "app_secret": "two words"},
            [
                "the secret of pigeon: app_id is missing. Copy it from page one",
                "the secret of pigeon: app_secret does not look like one. Copy it from page two",
            ],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_one_is_named_and_the_other_is_connected(given: object, said: list[str]) -> None:
    made = connected({**GOOD, "pigeon": given})
    assert reasons(made) == said
    assert set(made.ims) == {"slack"}
    assert set(made.faults) == {"pigeon"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("pigoen", "there is no platform pigoen to connect. Write one of: pigeon, slack; did you mean pigeon?"),
        ("Slack", "there is no platform Slack to connect. Write one of: pigeon, slack; did you mean slack?"),
        ("icq", "there is no platform icq to connect. Write one of: pigeon, slack"),
        ("wechat", "there is no platform wechat to connect. Write one of: pigeon, slack"),
        (TOKEN, "there is no platform of 21 characters to connect. Write one of: pigeon, slack"),
    ],
)  # fmt: skip
def test_a_platform_that_cannot_be_connected_is_named_and_costs_nobody_else(name: str, said: str) -> None:
    made = connected({**GOOD, name: {"bot_token": TOKEN}})
    assert reasons(made) == [f"the platforms' secret: {said}"]
    assert set(made.ims) == {"pigeon", "slack"}


def test_what_is_not_filled_in_is_not_meant_to_be_connected() -> None:
    made = connected({"pigeon": {"app_id": "", "app_secret": ""}, "slack": {}})
    assert (made.ims, made.faults) == ({}, {})


def test_a_field_that_is_not_needed_may_be_left_out_and_is_then_not_there() -> None:
    fields = (Field("key", "page one", is_needed=False), Field("token", "page two"))
    assert read_fields("keys", fields, {"key": "", "token": "t"}) == {"token": "t"}


@pytest.mark.parametrize(
    ("said", "host", "share"),
    [
        (None, "https://pigeon.test", "0.5"),
        ("https://proxy.test/pigeon/", "https://proxy.test/pigeon", "0.5"),
        ({"api": "https://proxy.test"}, "https://proxy.test", "0.5"),
        ({}, "https://pigeon.test", "0.5"),
        ("http://127.0.0.1:80", "http://127.0.0.1:80", "None"),
        ("http://[::1]:80", "http://[::1]:80", "None"),
    ],
)
def test_a_platform_answers_where_its_vendor_says_or_the_installation(
    said: object, host: str, share: str
) -> None:
    """Nobody needs to keep the limits of a simulator on loopback."""
    made = connected(GOOD, {"pigeon": said})
    assert tuple(made.ims["pigeon"].name.values()) == (host, share)
    assert "https://slack.test" in made.ims["slack"].name.values()


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("http://pigeon.test", "pigeon: the address of api is not https"),
        ("https://", "pigeon: the address of api is not https"),
        ("https://[::1", "pigeon: the address of api is not https"),
        ("ftp://127.0.0.1", "pigeon: the address of api is not https"),
        ({"api": 3}, "pigeon: the address of api is not https"),
        ({"pai": "https://pigeon.test"}, "pigeon: there is no host pai; did you mean api?"),
        (["https://pigeon.test"], "pigeon: it is neither an address nor addresses by role"),
    ],
)
def test_an_address_that_would_show_the_secret_or_means_nothing_connects_nothing(
    said: object, reason: str
) -> None:
    made = connected(GOOD, {"pigeon": said})
    remedy = "Leave it out, or write it for any of: api: https://pigeon.test"
    assert reasons(made) == [f"PlatformUrls: {reason}. {remedy}"]
    assert set(made.ims) == {"slack"}


def test_an_address_of_a_platform_that_nobody_knows_is_named_and_costs_nobody() -> None:
    """Else the vendor's own address would be asked, and nobody would know why."""
    made = connected(GOOD, {"pigoen": "https://proxy.test"})
    remedy = "Write one of: pigeon, slack; did you mean pigeon?"
    assert reasons(made) == [f"PlatformUrls: there is no platform pigoen to connect. {remedy}"]
    assert set(made.ims) == {"pigeon", "slack"}


@pytest.mark.parametrize(
    "given", [None, 3, [TOKEN], {"app_id": TOKEN, TOKEN: "x"}, {"app_secret": {TOKEN: TOKEN}}]
)
def test_nothing_that_stands_in_the_secret_is_ever_said(given: Any) -> None:
    with pytest.raises(ConfigError) as caught:
        read_fields("the secret", ONE.secret, given)
    assert TOKEN not in str(caught.value)
    assert cast("Any", caught.value).faults
