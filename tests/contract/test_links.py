"""A card's link on every platform that sends: it is there whole where there is a page, and a card grows smaller for it."""

import json

import pytest

from shared.adapters.im.kit.vendor import Vendor
from shared.app.ports.im import Sending
from shared.core.card import Block, Button, Card, Link
from shared.core.message.shrinking import Cut, Size, cut, leading, size_of
from tests.contract.calls import CARD
from tests.contract.recording import Recorded, connected, recording_of
from tests.platforms import TRIED

ADDRESS = f"https://groups.example.com/pages/items?m={'a1' * 16}"
SENDING = [vendor for vendor in TRIED if "sends" not in vendor.limits()]


def sending(vendor: Vendor) -> Sending:
    recording = recording_of(vendor)
    found = connected(vendor, recording, Recorded(recording, {})).sending
    assert found is not None
    return found


def said(card: Card, vendor: Vendor) -> str:
    """The whole request; what is JSON within JSON is opened."""
    body = json.loads(sending(vendor).letter(card, "somebody", "k1").body)
    content = body.get("content")
    return json.dumps([body, json.loads(content) if content else None], ensure_ascii=False)


def long_card(items: int) -> Card:
    buttons = tuple(Button(deed, "已处理", "c") for deed in ("done", "keep", "explain"))
    blocks = tuple(
        Block(
            f"c{number}",
            f"「市场部-新品推广{number}组」还没有群公告",
            "草稿已拟好。" * 20,
            "目的：协同",
            buttons,
        )
        for number in range(items)
    )
    return CARD._replace(blocks=blocks)


@pytest.mark.parametrize("vendor", SENDING, ids=lambda vendor: vendor.id)
def test_a_link_is_sent_whole_with_what_stands_on_it(vendor: Vendor) -> None:
    text = said(CARD._replace(link=Link(ADDRESS, "我的群")), vendor)
    assert ADDRESS in text
    assert "我的群" in text


@pytest.mark.parametrize("vendor", SENDING, ids=lambda vendor: vendor.id)
def test_a_message_says_nothing_of_a_page_that_is_not_there(vendor: Vendor) -> None:
    text = said(CARD, vendor)
    assert "http" not in text
    assert "我的群" not in text


@pytest.mark.parametrize("items", [1, 5, 12, 20, 50])
@pytest.mark.parametrize("vendor", SENDING, ids=lambda vendor: vendor.id)
def test_a_card_grows_smaller_until_the_platform_shows_all_of_it(vendor: Vendor, items: int) -> None:
    whole, platform = long_card(items), sending(vendor)

    def sized(size: Size) -> Card:
        some = cut(whole._replace(blocks=whole.blocks[: size.items]), size.cut)
        return leading(some, ADDRESS, items)

    found = size_of(items, lambda size: platform.fits(sized(size)), has_page=True)
    assert found is not None
    assert platform.fits(sized(found))
    assert found == Size(items) or not platform.fits(sized(Size(items)))
    assert ADDRESS in said(sized(found), vendor)


@pytest.mark.parametrize("vendor", SENDING, ids=lambda vendor: vendor.id)
def test_a_link_alone_fits_where_not_even_one_item_does(vendor: Vendor) -> None:
    endless = long_card(1)
    block = endless.blocks[0]._replace(body="很长" * 20_000)
    whole, platform = endless._replace(blocks=(block,)), sending(vendor)
    found = size_of(1, lambda size: platform.fits(leading(cut(whole, size.cut), ADDRESS, 1)), has_page=True)
    assert found == Size(1, Cut.BODY)
    assert size_of(1, lambda size: platform.fits(cut(whole, size.cut)), has_page=False) is None
