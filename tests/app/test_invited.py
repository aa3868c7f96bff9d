"""What events alone bring: a group that we were just invited to, and posts that are not all the posts there are."""

from shared.app.inbound.absorb import Message, absorb
from shared.core.errors import PlatformDenied
from shared.core.judgement import Outcome
from tests.app.company import Company


def _event(company: Company, **said: object) -> None:
    usual = {
        "event": "im.chat.member.bot.added_v1",
        "at": company.now.timestamp(),
        "gone": False,
        "account": "",
    }
    body = {"is": "changed", "platform": "pigeon", **usual, **said}
    assert absorb([Message("m1", body)], company.world.ports) == []


def test_a_group_that_we_are_invited_to_is_read_at_the_next_tick_and_not_at_the_next_listing() -> None:
    company = Company()
    company.add("g1")
    company.collect()
    company.at(11, 11)
    group = company.add("g2", "市场部-秋季推广组")
    _event(company, group=group)
    company.collect()
    file = company.world.ledger.inventory.get(group)
    assert file is not None
    assert file.first_seen == company.now
    assert file.group.announcement is not None


def test_an_event_about_a_group_that_nobody_shows_us_leaves_nothing_behind() -> None:
    company = Company()
    company.add("g1")
    company.collect()
    _event(company, group="pigeon:elsewhere")
    company.collect()
    assert company.world.ledger.inventory.get("pigeon:elsewhere") is None
    assert company.world.ledger.inventory.dirty("pigeon", 10) == []


def test_where_messages_may_not_be_read_the_few_that_name_us_say_nothing_of_a_group_s_life() -> None:
    company = Company()
    group = company.add("g1")
    company.im.before = _deaf
    company.collect()
    company.world.ledger.inventory.heard(group, company.now, None, company.now)
    company.at(31, 9, month=7)
    counts = company.inspect(checks=["inactive_group", "after_hours_posting"])["counts"]
    assert counts[f"{Outcome.UNKNOWN}:inactive_group"] == 1
    assert counts[f"{Outcome.UNKNOWN}:after_hours_posting"] == 1


def _deaf(operation: str) -> None:
    if operation == "life":
        raise PlatformDenied("pigeon", "life", "230027")
