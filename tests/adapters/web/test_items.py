"""From a card's link to an answer on its page, and what protects both."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from shared.core.case import CaseKey
from tests.adapters.web.browsing import Browser
from tests.app.business import NOTICE, case_of, nudge_of
from tests.app.company import FULL, Company
from tests.app.led import card_of, told_company
from tests.app.test_pages_names import named_company

CHEN = "pigeon:chen"


def link(company: Company) -> str:
    """What the button of the card opens, below the site."""
    made = card_of(company).link
    assert made is not None
    url = urlsplit(made.address)
    return f"{url.path}?{url.query}"


def case_id(group: str) -> str:
    return CaseKey(f"pigeon:{group}", NOTICE).id


def test_a_link_leads_over_the_login_to_its_items_and_an_answer_stands_beside_its_item() -> None:
    company = told_company(2)
    browser = Browser(company)
    page = browser.get(link(company))
    assert (page.status, page.path) == (200, link(company))
    assert "2 项，选一个办法即可" in page.body
    company.im.texts["g0"] = FULL
    form = page.form("/pages/items", case=case_id("g0"), deed="done")
    after = browser.post("/pages/items", form)
    assert after.path == f"{link(company)}&at={case_id('g0')}#{case_id('g0')}"
    assert after.body.count('role="status"') == 1
    assert "已核对，这一项办好了" in after.body
    assert "新品推广1组" in after.body
    assert after.body.count('action="/pages/items"') == 2
    assert "办好了" in company.im.edits[-1].card.blocks[0].note


def test_a_page_can_be_loaded_anew_after_its_last_answer_and_its_link_is_used_then() -> None:
    company = told_company()
    browser = Browser(company)
    page = browser.get(link(company))
    form = page.form("/pages/items", deed="explain")
    after = browser.post("/pages/items", form)
    assert "这里没有待处理的了" in after.body
    assert "已转给" in browser.get(after.path).body
    assert browser.get(link(company)).path == "/pages"


def test_a_form_that_is_sent_twice_shows_the_same() -> None:
    company = told_company()
    browser = Browser(company)
    form = browser.get(link(company)).form("/pages/items", deed="done")
    first, second = browser.post("/pages/items", form), browser.post("/pages/items", form)
    assert "还没有看到变化" in first.body
    assert "还没有看到变化" in second.body
    assert len(company.world.ledger.audit.of("pigeon:g0", 9)) == 1


@pytest.mark.parametrize("broken", ["", "m=", "m=0", f"m={'f' * 32}", "m=../..", "m=%00", "x=1", "m=a&m=b"])
def test_a_broken_link_shows_my_groups_and_no_error(broken: str) -> None:
    company = told_company()
    seen = Browser(company).get(f"/pages/items?{broken}")
    assert (seen.status, seen.path) == (200, "/pages")


def test_an_old_link_shows_my_groups_as_they_are_today() -> None:
    company = told_company()
    browser = Browser(company)
    company.world.clock.forward(timedelta(days=7))
    seen = browser.get(link(company))
    assert (seen.status, seen.path) == (200, "/pages")
    assert "新品推广0组" in seen.body


def test_somebody_else_s_link_shows_their_own_groups_and_nothing_of_the_other() -> None:
    company = told_company()
    company.add("c1", "市场部-周会组", owner="chen")
    company.collect()
    browser = Browser(company, CHEN)
    seen = browser.get(link(company))
    assert (seen.status, seen.path) == (200, "/pages")
    assert "周会组" in seen.body
    assert "新品推广" not in seen.body


def test_somebody_else_s_form_does_nothing() -> None:
    company = told_company()
    company.im.texts["g0"] = FULL
    company.add("c1", "市场部-周会组", owner="chen")
    company.collect()
    theirs = Browser(company).get(link(company)).form("/pages/items", deed="done")
    browser = Browser(company, CHEN)
    token = browser.get("/pages").form("/pages/confirm")["token"]
    seen = browser.post("/pages/items", theirs | {"token": token})
    assert (seen.status, seen.path) == (200, "/pages")
    assert case_of(company, "g0").is_open
    assert company.im.edits == []


@pytest.mark.parametrize("change", [{"token": ""}, {"token": "forged"}])
def test_a_form_without_its_token_does_nothing(change: dict[str, str]) -> None:
    company = told_company()
    company.im.texts["g0"] = FULL
    browser = Browser(company)
    form = browser.get(link(company)).form("/pages/items", deed="done")
    assert browser.post("/pages/items", form | change).status == 403
    assert case_of(company, "g0").is_open


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_whatever_fetches_a_link_does_nothing(method: str) -> None:
    """A preview is not logged in; and whoever is, acts with no link."""
    company = told_company()
    before = nudge_of(company)
    preview = Browser(company)
    assert preview.ask(method, link(company)).status == 303
    reader = Browser(company)
    page = reader.get(link(company))
    form = page.form("/pages/items", deed="done")
    address = f"{link(company)}&case={form['case']}&deed=done&once={form['once']}&token={form['token']}"
    assert reader.ask(method, address).status == 200
    assert nudge_of(company) == before
    assert company.world.ledger.audit.of("pigeon:g0", 9) == []


def test_no_address_on_the_way_names_anybody_or_any_group() -> None:
    company = told_company(2)
    browser = Browser(company)
    page = browser.get(link(company))
    browser.post("/pages/items", page.form("/pages/items", deed="done"))
    for address in browser.addresses:
        assert not any(
            word in address for word in ("wang", "g0", "g1", "pigeon%3A", "pigeon:", "新品", "%E6")
        )


def test_the_page_speaks_english_to_whoever_asks_for_it() -> None:
    company = told_company(2)
    page = Browser(company, language="en-GB").get(link(company))
    assert "2 to do: choose what fits" in page.body
    assert "Explain" in page.body


def test_a_hostile_name_is_text() -> None:
    company = told_company()
    company.add("g0", '<script>alert(1)</script>"><b>')
    company.world.ledger.inventory.mark_dirty("pigeon:g0", company.now)
    company.collect()
    page = Browser(company).get(link(company))
    assert page.status == 200
    assert "<script>alert" not in page.body
    assert "&lt;script&gt;alert" in page.body


def test_several_names_stand_together_old_and_new_with_answers_of_their_own() -> None:
    company = named_company("渠道日报", "渠道周报", "兄弟们冲")
    browser = Browser(company)
    page = browser.get(link(company))
    assert page.body.count("按建议逐个改名") == 1
    assert [page.body.count(word) for word in ("改好了</button>", "保留原名</button>")] == [3, 3]
    assert "市场部-渠道日报" in page.body
    form = page.form("/pages/items", case=CaseKey("pigeon:g1", "group_name").id, deed="keep_name")
    after = browser.post("/pages/items", form)
    assert "好的，保留原名" in after.body
    assert after.body.count("保留原名</button>") == 2


def test_one_name_stands_by_itself() -> None:
    company = named_company("渠道日报")
    page = Browser(company).get(link(company))
    assert "按建议逐个改名" not in page.body
    assert page.form("/pages/items", deed="done")["name"] == "市场部-渠道日报"


def test_a_name_that_is_left_open_is_filed_by_nobody() -> None:
    company = named_company("兄弟们冲")
    page = Browser(company).get(link(company))
    assert "市场部-〔用途〕" in page.body
    assert "name" not in page.form("/pages/items", deed="done")
