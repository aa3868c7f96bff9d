"""What the reports list up to a limit: exactly so many are listed and nothing more is said; one more is counted."""

from collections.abc import Callable

import pytest

from shared.core.errors import Fault
from shared.core.findings.survey import Survey
from shared.core.lang import Lang
from shared.core.recipient import Recipient, Role
from shared.core.reports import html_cards, html_findings, html_tables, terminal, terminal_messages
from shared.core.reports.html import URGENT as URGENT_ON_PAGE
from shared.core.reports.html import html
from shared.core.reports.overview import CARDS
from tests.core.reports.surveys import a_check, a_group, a_message, a_survey, found

ROW = found(a_group())


def page(survey: Survey) -> str:
    return "".join(html(survey))


def screen(survey: Survey) -> str:
    return "\n".join(terminal.terminal(survey, width=100, colour=False))


def with_faults(number: int) -> Survey:
    return a_survey(faults=(Fault("messages.jsonl", 3, "no sender", "Add sender_id"),) * number)


def with_urgent_posts(number: int) -> Survey:
    return a_survey(urgent_posts={f"slack:C{place}": 2 for place in range(number)})


def with_findings(number: int) -> Survey:
    return a_survey(*(found(a_group(f"C{place}")) for place in range(number)))


def with_owners(number: int) -> Survey:
    return a_survey(*(found(a_group(f"C{place}", owner=f"U{place}")) for place in range(number)))


def with_items(number: int) -> Survey:
    return a_survey(ROW, messages=(a_message(*[ROW] * number),))


def with_messages(number: int) -> Survey:
    """Each about another thing, since the terminal shows one message of a kind."""
    rows = (found(a_group(), check=a_check(f"check_{place}")) for place in range(number))
    return a_survey(ROW, messages=tuple(a_message(row, title=row.check.id) for row in rows))


LIMITS = [
    pytest.param(page, with_faults, html_tables.FAULTS, id="faults on the page"),
    pytest.param(page, with_urgent_posts, URGENT_ON_PAGE, id="groups with urgent posts on the page"),
    pytest.param(page, with_findings, html_findings.ROWS, id="findings on the page"),
    pytest.param(page, with_items, html_cards.ITEMS, id="findings of a card"),
    pytest.param(page, with_messages, CARDS, id="cards"),
    pytest.param(screen, with_faults, terminal.FAULTS, id="faults at the terminal"),
    pytest.param(screen, with_urgent_posts, terminal.URGENT, id="groups with urgent posts at the terminal"),
    pytest.param(screen, with_findings, terminal.FINDINGS, id="findings of an owner"),
    pytest.param(screen, with_owners, terminal.OWNERS, id="owners"),
    pytest.param(screen, with_items, terminal_messages.ITEMS, id="findings of a message"),
    pytest.param(screen, with_messages, terminal_messages.MESSAGES, id="messages at the terminal"),
]


@pytest.mark.parametrize(("report", "survey_with", "limit"), LIMITS)
def test_one_more_than_the_limit_is_counted_and_exactly_the_limit_is_not_spoken_of(
    report: Callable[[Survey], str], survey_with: Callable[[int], Survey], limit: int
) -> None:
    for number in (1, limit):
        assert "另有" not in _beside_the_tiles(report(survey_with(number)))
    assert "另有 1 " in _beside_the_tiles(report(survey_with(limit + 1)))


def _beside_the_tiles(text: str) -> str:
    """The page's first screen always says how many groups are not visible in part."""
    return text.replace("另有 0 个部分看不见", "")


def test_the_limits_are_what_a_reader_can_bear() -> None:
    assert (terminal.OWNERS, terminal.FINDINGS, terminal.URGENT, terminal.FAULTS) == (20, 5, 5, 10)
    assert (terminal_messages.MESSAGES, terminal_messages.ITEMS) == (3, 3)
    assert (html_findings.ROWS, html_cards.ITEMS, html_tables.FAULTS) == (2000, 50, 500)
    assert (CARDS, URGENT_ON_PAGE) == (300, 20)


@pytest.mark.parametrize("lang", Lang)
def test_urgent_posts_are_counted_over_all_groups_and_the_first_of_these_are_named(lang: Lang) -> None:
    survey = with_urgent_posts(22)._replace(lang=lang)
    shown = page(survey)
    assert "紧急消息：22 个群里共 44 条" in shown
    assert "Urgent posts: 44 in 22 groups" in shown
    assert "<li><bdi>slack:C19</bdi> 2</li>" in shown
    assert "slack:C20" not in shown
    assert "and 2 more groups" in shown
    lines = " ".join(screen(survey).split())
    assert ("、slack:C4 2、另有 17 个群" if lang is Lang.ZH else ", slack:C4 2, and 17 more groups") in lines
    assert "slack:C5" not in lines


@pytest.mark.parametrize("report", [page, screen])
def test_groups_of_which_nobody_is_in_reach_are_counted_where_there_are_any(
    report: Callable[[Survey], str],
) -> None:
    sentence = "该问的人都没有能收到消息的账号"
    assert f"有 3 个群，{sentence}" in "".join(report(a_survey(ROW, no_reach=3)).split("\n"))
    assert sentence not in report(a_survey(ROW))


def test_a_page_counts_as_people_who_would_be_told_only_persons_and_each_once() -> None:
    digest, card = a_message(ROW)
    operations = digest._replace(recipient=Recipient(Role.OPERATIONS, None, None), person=None), card
    shown = page(a_survey(ROW, messages=(a_message(ROW), a_message(ROW), operations)))
    assert "it would tell 1 person, in one message a day at most" in shown
    assert "the 3 items that exist already" in shown
