"""Where a card leads: to a page of its own items, where there are pages and its reader can log in."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.core.model import Person
from shared.core.outbox import State
from tests.adapters.state.stores import filing
from tests.app.business import NOTICE, case_of, found, in_business, nudge_of, told
from tests.app.led import LOGIN, PAGES, card_of, told_company, with_pages
from tests.app.platforms import FANG, Branches


def test_a_card_leads_to_the_page_of_its_message_and_names_nobody() -> None:
    company = told_company()
    link = card_of(company).link
    assert link is not None
    assert link.address == f"{PAGES}/items?m={nudge_of(company).id}"
    assert link.label == "我的群"
    assert not any(word in link.address for word in ("wang", "g0", "pigeon", case_of(company, "g0").key.id))


@pytest.mark.parametrize("missing", [{"pages": None}, {"login": None}], ids=["no pages", "no login"])
def test_where_there_is_no_page_to_go_to_a_card_says_nothing_of_one(missing: dict[str, Any]) -> None:
    assert card_of(told_company(**missing)).link is None


@pytest.mark.parametrize(("joined", "leads"), [(True, True), (False, False)])
def test_somebody_who_can_log_in_with_another_account_of_theirs_is_led_there(
    *, joined: bool, leads: bool
) -> None:
    company = Branches(NOTICE)
    company.connect(wecom=company.wecom.connected()._replace(login=LOGIN))
    company.world = company.world.but(pages=PAGES)
    company.register(*([Person(FANG)] if joined else []))
    company.add("g0")
    found(company)
    company.morning(14)
    company.nudge()
    nudge = next(one for one in company.world.ledger.outbox.since("pigeon:wang", company.now.date()))
    assert nudge.card is not None
    assert (nudge.card.link is not None) is leads


def test_a_card_grows_smaller_and_its_page_has_the_rest() -> None:
    shapes = set()
    for room in range(700, 3_500, 100):
        company = told_company(4, room)
        if not told(company):
            continue
        nudge, card = nudge_of(company), card_of(company)
        assert len(nudge.shown) + len(nudge.beyond) == 4
        assert [block.case for block in card.blocks] == [one.key.id for one in nudge.shown]
        assert card.link is not None
        assert card.link.label == "全部 4 项"
        assert card.rest == ""
        shapes.add((len(card.blocks), max(len(block.buttons) for block in card.blocks)))
    assert {(4, 2), (4, 1), (4, 0), (3, 0), (1, 0)} <= shapes


def test_only_what_the_card_shows_counts_as_told() -> None:
    company = told_company(4, 2_000)
    nudge = nudge_of(company)
    assert nudge.state is State.SENT
    assert nudge.beyond
    cases = {case.key: case for case in (case_of(company, f"g{number}") for number in range(4))}
    assert all(cases[one.key].delivered for one in nudge.shown)
    assert not any(cases[one.key].delivered for one in nudge.beyond)


def test_without_a_page_what_has_no_room_is_counted_and_waits() -> None:
    company = told_company(4, 2_000, pages=None)
    nudge, card = nudge_of(company), card_of(company)
    assert nudge.beyond == ()
    assert f"另有 {4 - len(nudge.shown)} 项" in card.rest
    assert all(len(block.buttons) == 2 for block in card.blocks)


def test_what_there_was_no_time_to_look_at_is_counted_beside_what_the_page_has() -> None:
    company = in_business(NOTICE)
    for number in range(3):
        company.add(f"g{number}", f"市场部-新品推广{number}组")
    with_pages(company)
    found(company)
    company.at(14, 10, 20)
    company.world = company.world.but(remaining=lambda: 20.0 if "announcement" in company.im.asked else 300.0)
    company.im.asked.clear()
    company.nudge()
    card = card_of(company)
    assert card.link is not None
    shown = len(card.blocks)
    assert 0 < shown < 3
    assert f"另有 {3 - shown} 项" in card.rest


@pytest.mark.parametrize(
    ("days", "pages", "words"),
    [
        (149, PAGES, ""),
        (150, PAGES, "您登记的「销售部-日报群」都还在用吗？"),
        (150, None, ""),
        (180, None, "「销售部-日报群」登记的信息已满有效期"),
    ],
    ids=["too early", "a month before it lapses", "nowhere to confirm it yet", "nowhere, and it lapsed"],
)
def test_what_somebody_filed_is_asked_about_in_a_message_that_leaves_anyway(
    days: int, pages: str | None, words: str
) -> None:
    company = in_business(NOTICE)
    sent = datetime(2026, 5, 14, 2, 20, tzinfo=UTC)
    said = filing("w1", owner="pigeon:wang", name="销售部-日报群", at=sent - timedelta(days=days))
    own = said._replace(by="pigeon:wang", is_own=True)
    company.world.ledger.inventory.put_filing(own, ["pigeon:wang"])
    company.add("g0")
    with_pages(company, pages)
    found(company)
    company.at(14, 10, 20)
    company.nudge()
    ask = card_of(company).ask
    assert words in ask
    assert bool(words) is bool(ask)
