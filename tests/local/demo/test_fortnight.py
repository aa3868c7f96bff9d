"""The demonstration's fortnight, played through the whole product in this process."""

import io
from collections.abc import Iterator

import pytest

from local.company.found import FEWEST_GROUPS, found
from local.demo.fortnight import DAYS, Fortnight
from local.demo.stage import START, Stage
from local.demo.summary import summary
from local.demo.tally import Tally, tallied
from local.demo.watch import Watch
from local.desk.server import Desk
from local.feishu.options import Options
from local.feishu.simulator import Simulator
from local.im.clock import Clock
from shared.core.lang import Lang
from shared.core.reports.columns import width_of
from tests.browser.product import Product


@pytest.fixture(scope="module")
def played() -> Iterator[Fortnight]:
    clock = Clock()
    clock.set(START)
    with Simulator(found(groups=FEWEST_GROUPS), Options(pushing="by hand"), clock) as simulator:
        product = Product(simulator)
        with Desk(simulator, product) as desk:
            fortnight = Fortnight(Stage(simulator, desk, product), lambda _: None)
            assert tuple(fortnight.play()) == DAYS
            yield fortnight
        product.stop()


@pytest.fixture(scope="module")
def tally(played: Fortnight) -> Tally:
    return tallied(played)


def test_nobody_is_told_twice_on_a_day_and_nobody_at_night_or_on_a_day_off(tally: Tally) -> None:
    assert tally.most_a_day == 1
    assert tally.at_night == 0
    assert tally.woken > 10


def test_owners_are_told_mend_are_reminded_and_explain(tally: Tally) -> None:
    assert tally.messages >= tally.people > 20
    assert sum(tally.fixed.values()) > 20
    assert tally.reminded > 0
    assert tally.mended_after_reminder > 0
    assert tally.explained >= tally.decided >= tally.granted > 0


def test_what_owners_mended_the_product_has_seen(tally: Tally) -> None:
    assert tally.confirmed >= 0.9 * sum(tally.fixed.values())


def test_whatever_an_operator_looked_at_was_planted(tally: Tally) -> None:
    assert {check: right for check, (right, of) in tally.reviewed.items() if right < 0.9 * of} == {}


def test_more_is_found_than_told_and_what_only_looks_tells_nobody(tally: Tally) -> None:
    assert {check for check, number in tally.told.items() if number > tally.found[check]} == set()
    assert tally.silent.isdisjoint(tally.told)


def test_no_button_was_refused(played: Fortnight) -> None:
    assert {deed.toast[:2] for deed in played.owners.deeds if deed.what != "fixed"} == {"收到"}


@pytest.mark.parametrize("lang", list(Lang))
def test_the_summary_is_one_screen_in_either_language(lang: Lang, tally: Tally) -> None:
    lines = summary(tally, lang, 100)
    assert len(lines) <= 30
    assert max(map(width_of, lines)) <= 100
    assert str(tally.messages) in "\n".join(lines)


def test_nothing_is_drawn_where_nobody_watches() -> None:
    silent = io.StringIO()
    watch = Watch(silent, 3)
    watch.say("采集")
    watch.step()
    watch.clear()
    assert silent.getvalue() == ""
