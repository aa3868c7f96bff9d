"""A small company with pages, whose owner has just got a card that leads to one."""

from typing import Any

from shared.app.ports.im import Login
from shared.core.card import Card
from tests.app.business import NOTICE, found, in_business, nudge_of
from tests.app.company import Company

PAGES = "https://pages.example.com/pages"
LOGIN = Login("pigeon post", lambda back, state: back + state, lambda code, _: code)


def with_pages(company: Company, pages: str | None = PAGES, login: Login | None = LOGIN) -> None:
    """There are pages from now on, and the pigeon post says who opens them."""
    im = company.im.connected()._replace(login=login)
    company.world = company.world.but(pages=pages, ims=lambda: {"pigeon": im})


def told_company(groups: int = 1, room: int = 30_000, **pages: Any) -> Company:
    company = in_business(NOTICE)
    for number in range(groups):
        company.add(f"g{number}", f"市场部-新品推广{number}组")
    company.im.most_bytes = room
    with_pages(company, **pages)
    found(company)
    company.at(14, 10, 20)
    company.nudge()
    return company


def card_of(company: Company) -> Card:
    card = nudge_of(company).card
    assert card is not None
    return card
