"""Short ways to look at the desk in a test."""

from playwright.sync_api import Locator, Page, expect

from local.im.simulator import Simulator


def choose(page: Page, simulator: Simulator, person: str) -> None:
    """Open somebody's inbox; on a narrow screen the list must be in view."""
    page.locator(f'.person[data-id="{person}"]').click()
    expect(page.locator("#inbox h2 bdi")).to_have_text(simulator.person(person).name)


def letter_of(page: Page, message: str) -> Locator:
    return page.locator(f'.letter[data-message="{message}"]')
