"""What a dry run says of the messages that would leave is what leaves, and what the preview foresees."""

import json
from typing import Any

import pytest

from shared.app.nudge.foretold import keep_what_fits
from shared.app.nudge.run import open_run
from shared.app.runs.run import Tally
from shared.app.runs.tick import Tick
from shared.app.scene.company import load_scene
from shared.core.errors import OutcomeUnknown
from shared.core.lang import Lang
from shared.core.message.leaving import plain
from shared.core.model import Employment
from shared.core.outbox import MOST_ITEMS
from shared.core.reports.json_lines import message_lines
from tests.app.business import NOTICE, case_of, found, in_business, nudge_of, raising, sending, shown, told
from tests.app.company import Company
from tests.app.test_one_writer import MANY, ONE, business, foreseen

THURSDAY = 14
Json = dict[str, Any]


def foretold(company: Company, **event: Any) -> list[Json]:
    messages: list[Json] = company.nudge(dry_run=True, messages=True, **event)["messages"]
    return messages


def due(*groups: str, **facts: Any) -> Company:
    company = in_business(NOTICE)
    for group in groups or ("g1",):
        company.add(group, **facts)
    found(company)
    company.at(THURSDAY, 10, 20)
    return company


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("groups", [ONE, MANY], ids=["one", "many"])
def test_a_dry_run_says_letter_by_letter_what_is_sent(groups: dict[str, dict[str, Any]], lang: Lang) -> None:
    company = business(groups, lang)
    company.at(THURSDAY, 10, 20)
    (line,) = foretold(company)
    assert told(company) == []
    company.nudge()
    nudge = nudge_of(company)
    assert nudge.card is not None
    assert (line["heading"], line["text"]) == (nudge.card.heading, plain(nudge.card))
    assert line["shown"] == [one.key._asdict() for one in nudge.shown]
    assert [line[key] for key in ("person", "account", "name")] == ["pigeon:wang", nudge.account, "王芳"]


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("groups", [ONE, MANY], ids=["one", "many"])
def test_the_preview_foresees_the_very_line_of_the_dry_run(
    groups: dict[str, dict[str, Any]], lang: Lang
) -> None:
    company = business(groups, lang)
    (line,) = map(json.loads, message_lines(foreseen(company, lang)))
    company.at(THURSDAY, 10, 20)
    assert foretold(company) == [line]


def test_what_the_messages_say_is_only_given_where_it_is_asked_for() -> None:
    company = due()
    summary = company.nudge(dry_run=True)
    assert summary["would_send"]
    assert "messages" not in summary
    assert "messages" not in company.nudge()


def test_the_text_is_what_stands_below_the_heading_one_paragraph_after_the_other() -> None:
    (line,) = foretold(due())
    greeting, body, *draft, footer = line["text"].split("\n")
    assert greeting == "王芳，您好。"
    assert body.startswith("草稿已替您拟好")
    assert draft
    assert footer.startswith("依据《工作群管理规范》")
    assert line["buttons"] == ["done", "explain"]
    assert (line["at"], line["lang"]) == ("2026-05-14T10:20:00+08:00", "zh-CN")


def test_it_says_why_it_is_they_who_are_asked() -> None:
    company = in_business("missing_owner")
    company.im.people["wang"] = company.im.people["wang"]._replace(employment=Employment.LEFT)
    company.add("g1")
    found(company)
    company.at(THURSDAY, 10, 20)
    (line,) = foretold(company)
    assert (line["account"], line["why_this_person"]) == ("pigeon:zhou", "admin")


def test_what_is_due_as_well_and_does_not_fit_is_counted() -> None:
    company = due("g1", "g2", "g3")
    company.im.most_bytes = len(json.dumps(foretold(company)[0], ensure_ascii=False).encode())
    (line,) = foretold(company)
    assert len(line["shown"]) + line["left_out"] == 3
    assert line["left_out"] > 0
    company.nudge()
    assert shown(company) == [
        case_of(company, one["group"].partition(":")[2]).key.id for one in line["shown"]
    ]


def test_what_is_due_beyond_what_one_message_can_record_is_counted_although_nobody_read_it_again() -> None:
    company = in_business(NOTICE)
    for day in (11, 12):  # on one day they would be so many that the check is stopped
        company.at(day, 9)
        for number in range(MOST_ITEMS // 2 + 2):
            company.add(f"{day}-{number}")
        found(company)
    company.at(THURSDAY + 1, 10, 20)
    company.im.most_bytes = 1_000_000
    (line,) = foretold(company)
    assert (len(line["shown"]), line["left_out"]) == (MOST_ITEMS, 4)


def test_a_message_of_unknown_outcome_that_would_be_repeated_is_said_as_it_was_written() -> None:
    company = due(owner="zhou")
    sending(company, post=raising(OutcomeUnknown("pigeon", "im.message.create")))
    company.nudge()
    card = nudge_of(company, "zhou").card
    sending(company)
    company.at(THURSDAY, 10, 35)
    (line,) = foretold(company)
    assert card is not None
    assert (line["text"], line["why_this_person"], line["left_out"]) == (plain(card), "owner", 0)


@pytest.mark.parametrize(("room", "kept"), [(10_000_000, 3), (1_000, 1), (0, 0)])
def test_an_answer_holds_as_many_messages_as_fit_and_says_how_many_are_missing(room: int, kept: int) -> None:
    company = due()
    tally = Tally("r", company.now, Tick(dry_run=True, messages=True))
    ports = company.world.ports
    tally.notes["messages"] = [{"text": "公" * 200}] * 3
    keep_what_fits(
        open_run(tally, ports, ports.policy(), load_scene(ports, ports.policy(), company.now)), room
    )
    assert len(tally.notes["messages"]) == kept
    assert tally.notes.get("messages_cut", 0) == 3 - kept


def test_a_message_that_could_not_leave_by_the_time_that_it_is_written_is_not_foretold() -> None:
    company = due("g1")

    def evening(operation: str) -> None:
        if operation == "announcement":
            company.at(THURSDAY, 20)

    company.im.before = evening
    assert "would_send" not in company.nudge(dry_run=True)
