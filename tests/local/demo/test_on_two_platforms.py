"""The demonstration's first days with two platforms: the same people, with groups on both."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from local.demo.fortnight import Fortnight
from local.demo.stage import START, Stage
from local.demo.summary import summary
from local.demo.tally import Tally, tallied
from local.desk.front import Front
from local.desk.server import Desk
from local.feishu.platform import FEISHU, platform
from local.im.clock import Clock
from shared.core.lang import Lang, both
from tests.browser.product import Product
from tests.support_simulated import simulated

LARK = platform("lark", both("Lark", "Lark"))
DAYS = 4
"""Messages go out on the second, and are decided on on the third."""


@pytest.fixture(scope="module")
def played() -> Iterator[Fortnight]:
    clock = Clock()
    clock.set(START)
    with ExitStack() as opened:
        platforms = enumerate((FEISHU, LARK))
        two = tuple(opened.enter_context(simulated(on, clock, branch=branch)) for branch, on in platforms)
        product = Product(*(simulator for _, simulator in two))
        opened.callback(product.stop)
        desk = opened.enter_context(Desk(two, product))
        front = opened.enter_context(Front(product.gateway))
        product.lead_to(front.url)
        fortnight = Fortnight(Stage(two, desk, product, front), lambda _: None)
        days = fortnight.play()
        for _ in range(DAYS):
            next(days)
        yield fortnight


@pytest.fixture(scope="module")
def tally(played: Fortnight) -> Tally:
    return tallied(played)


def test_people_are_told_on_either_platform_and_once_a_day_on_both_together(
    played: Fortnight, tally: Tally
) -> None:
    assert {letter.platform for letter in played.letters.all()} == {"feishu", "lark"}
    assert tally.most_a_day == 1
    assert tally.at_night == 0


def test_somebody_is_told_on_one_platform_today_and_on_the_other_tomorrow(played: Fortnight) -> None:
    places: dict[str, set[str]] = {}
    for letter in played.letters.all():
        places.setdefault(letter.person, set()).add(letter.platform)
    assert max(map(len, places.values())) == 2


def test_owners_mend_and_answer_where_they_were_told(played: Fortnight, tally: Tally) -> None:
    assert {deed.told.platform for deed in played.owners.deeds} == {"feishu", "lark"}
    assert sum(tally.fixed.values()) > 20
    assert {deed.toast[:2] for deed in played.owners.deeds if deed.what != "fixed"} == {"收到"}
    assert tally.webhooks > 0


def test_an_operator_s_sample_is_right_on_both(tally: Tally) -> None:
    assert {check: right for check, (right, of) in tally.reviewed.items() if right < 0.9 * of} == {}


def test_the_summary_names_them(tally: Tally) -> None:
    assert "模拟飞书、Lark" in summary(tally, Lang.ZH)[0]
    assert "simulated Feishu, Lark" in summary(tally, Lang.EN)[0]
