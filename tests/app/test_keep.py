"""再留 30 天: an owner keeps a quiet group, and nobody is asked before that; the same press is done once."""

from datetime import date, timedelta

import pytest

from shared.app.inbound.absorb import Message, absorb
from shared.app.inbound.deeds.catalogue import ANSWERS
from shared.app.ports.im import Life
from shared.core.card import Press
from shared.core.deed import Deed
from shared.core.lang import Lang
from tests.app.business import case_of, found, in_business, nudge_of, press, stored, tap, told
from tests.app.company import FULL, MONDAY, Company
from tests.fakes.ledger import fake_ledger

IDLE = "inactive_group"
THURSDAY = 14
KEPT = "好的，这个群先留着，2026-06-13 之前不再提醒。"


def told_company() -> Company:
    """王芳 was told on Thursday, 2026-05-14, that nobody speaks in g1 any more."""
    company = in_business(IDLE)
    company.add("g1", text=FULL)
    company.im.lives["g1"] = Life(MONDAY - timedelta(days=99), None)
    found(company)
    company.at(THURSDAY, 10, 20)
    company.nudge()
    assert told(company) == ["wang"]
    company.world.clock.forward(timedelta(minutes=5))
    return company


def keep(company: Company) -> Press:
    return press(company, "keep", check=IDLE)


def answer(company: Company, pressed: Press) -> str:
    """What the card says afterwards."""
    assert absorb([Message("m1", {"platform": "pigeon", **pressed.to_queue()})], company.world.ports) == []
    return next(block.note for block in company.im.edits[-1].card.blocks if block.note)


def test_the_button_stands_on_the_card_of_a_quiet_group_between_the_two_others() -> None:
    company = told_company()
    card = nudge_of(company).card
    assert card is not None
    labels = [button.label for button in card.blocks[0].buttons]
    assert labels.index("已处理") < labels.index("再留 30 天") < labels.index("说明情况")


@pytest.mark.parametrize("deed", [one.deed for one in ANSWERS], ids=lambda deed: deed.id)
def test_every_answer_says_all_of_its_words_in_both_languages(deed: Deed) -> None:
    said = (deed.label, deed.taken, *(choice.label for choice in deed.choices))
    assert all(set(words) == set(Lang) and all(words.values()) for words in said)


def test_what_wants_a_choice_stands_on_no_card_and_is_no_answer_from_one() -> None:
    company = told_company()
    card = nudge_of(company).card
    assert card is not None
    assert "keep_longer" not in {button.deed for block in card.blocks for button in block.buttons}
    body = {"platform": "pigeon", **keep(company)._replace(deed="keep_longer").to_queue()}
    assert absorb([Message("m1", body)], company.world.ports) == ["m1"]
    assert stored(company).group.waivers == ()


def test_the_group_is_kept_and_nobody_is_asked_before_the_day() -> None:
    company = told_company()
    assert answer(company, keep(company)) == KEPT
    assert not case_of(company, check=IDLE).is_open
    (waiver,) = stored(company).group.waivers
    assert (waiver.check, waiver.by, waiver.until) == (IDLE, "pigeon:wang", date(2026, 6, 13))
    for day in (15, 18, 25, 29):
        company.day(day)
    assert len(told(company)) == 1


def test_after_the_day_a_group_that_is_still_quiet_is_asked_about_again() -> None:
    company = told_company()
    answer(company, keep(company))
    for day in (15, 16, 17, 18, 19, 22):
        company.day(day, month=6)
    assert len(told(company)) == 2


def test_the_same_press_again_keeps_it_no_longer() -> None:
    company = told_company()
    pressed = keep(company)
    answer(company, pressed)
    company.world.clock.forward(timedelta(days=3))
    assert answer(company, pressed) == KEPT
    assert answer(company, keep(company)) == KEPT, "nor does another press while it is kept"


def test_a_press_that_broke_off_is_finished_by_its_next_delivery() -> None:
    company = told_company()
    pressed = keep(company)

    def crash() -> None:
        raise RuntimeError

    tap(company, "waivers.put", crash, after=True)
    body = {"platform": "pigeon", **pressed.to_queue()}
    assert absorb([Message("m1", body)], company.world.ports) == ["m1"]
    assert answer(company, pressed) == KEPT
    assert not case_of(company, check=IDLE).is_open


def test_whoever_looks_after_the_group_no_more_decides_nothing_about_it() -> None:
    company = told_company()
    pressed = keep(company)
    company.add("g1", text=FULL, owner="zhou", admins=())
    company.world.ledger.inventory.mark_dirty("pigeon:g1", company.now)
    company.collect()
    assert answer(company, pressed).startswith("这个群现在由其他同事负责")
    assert stored(company).group.waivers == ()


def test_of_a_group_that_is_forgotten_by_now_nothing_is_set_aside() -> None:
    company = told_company()
    pressed = keep(company)
    ledger = company.world.ledger._replace(inventory=fake_ledger(company.world.clock).inventory)
    company.world = company.world.but(ledger=lambda: ledger)
    assert answer(company, pressed).startswith("暂时看不到最新情况")


def test_an_admin_may_keep_it_as_well() -> None:
    company = told_company()
    pressed = keep(company)
    company.add("g1", text=FULL, owner="zhou", admins=("wang",))
    company.world.ledger.inventory.mark_dirty("pigeon:g1", company.now)
    company.collect()
    assert answer(company, pressed) == KEPT


def test_where_somebody_spoke_since_nothing_is_set_aside() -> None:
    company = told_company()
    pressed = keep(company)
    company.world.ledger.inventory.heard("pigeon:g1", company.now, None, company.now)
    company.inspect(checks=[IDLE])
    assert answer(company, pressed).startswith("情况已经有变化")
    assert stored(company).group.waivers == ()


def test_it_stands_in_the_trail_by_whose_word_a_group_is_kept() -> None:
    company = told_company()
    answer(company, keep(company))
    trail = {entry.what: entry for entry in company.world.ledger.audit.of("pigeon:g1", 9)}
    assert trail["kept"].by == "pigeon:wang"
    assert trail["kept"].details == {"check": IDLE, "until": "2026-06-13"}
    assert trail["answer_keep"].by == "pigeon:wang"
