"""The demonstration's fortnight, played through the whole product in this process."""

import io
import json
from collections.abc import Iterator

import pytest

from local.demo.fortnight import DAYS, Fortnight
from local.demo.promises import broken
from local.demo.stage import START, Stage
from local.demo.summary import summary
from local.demo.tally import Tally, tallied
from local.demo.watch import Watch
from local.desk.front import Front
from local.desk.server import Desk
from local.im.clock import Clock
from local.platforms import PLATFORMS
from shared.core.lang import Lang
from shared.core.reports.columns import width_of
from tests.browser.product import Product
from tests.support_simulated import simulated


@pytest.fixture(scope="module")
def played() -> Iterator[Fortnight]:
    clock = Clock()
    clock.set(START)
    with simulated(PLATFORMS[0], clock) as running:
        product = Product(running.simulator)
        with Desk((running,), product) as desk, Front(product.gateway) as front:
            product.lead_to(front.url)
            fortnight = Fortnight(Stage((running,), desk, product, front), lambda _: None)
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
    assert 0.9 * sum(tally.fixed.values()) <= tally.confirmed <= sum(tally.fixed.values())


def test_whatever_an_operator_looked_at_was_planted(tally: Tally) -> None:
    assert {check: right for check, (right, of) in tally.reviewed.items() if right < 0.9 * of} == {}


def test_more_is_found_than_told_and_what_only_looks_tells_nobody(tally: Tally) -> None:
    assert {check for check, number in tally.told.items() if number > tally.found[check]} == set()
    assert tally.silent.isdisjoint(tally.told)


def test_no_button_was_refused(played: Fortnight) -> None:
    assert {deed.toast[:2] for deed in played.owners.deeds if deed.what != "fixed"} == {"收到"}


def test_an_owner_keeps_a_quiet_group_and_hears_no_more_of_it(played: Fortnight, tally: Tally) -> None:
    (deed,) = [deed for deed in played.owners.deeds if deed.what == "keep"]
    simulator = next(each for each in played.stage.simulators if each.platform == deed.told.platform)
    letter = next(each for each in simulator.inbox(deed.told.person) if each.id == deed.told.message)
    assert "好的，这个群先留着" in json.dumps(letter.card, ensure_ascii=False)
    assert not [button for button in letter.buttons if deed.told.case in button.sends]
    assert (tally.kept, tally.reminded_of_kept) == (1, 0)


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


def test_whatever_the_demonstration_promises_holds(tally: Tally) -> None:
    assert broken(tally) == []


def test_what_no_platform_shows_is_filed_by_its_owners_or_by_nobody(tally: Tally) -> None:
    assert tally.filed == tally.said > 20
    assert tally.confirmed_all > tally.invited_answered / 2
    assert tally.filers > 0
    assert tally.never_filed > 0
    assert tally.seen <= tally.groups


def test_whoever_leads_something_is_invited_once_and_reminded_once_and_some_answer(
    played: Fortnight, tally: Tally
) -> None:
    assert set(played.guests.letters.values()) == {1, 2}
    assert tally.invited >= len(played.guests.letters) > tally.invited_answered > 0
