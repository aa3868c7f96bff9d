"""Nudging: what one message shows, what it rests on, and what counts as told."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from shared.app.ports.im import Written
from shared.core.case import Step
from shared.core.errors import NotVisible, PlatformDenied, PlatformUnavailable
from shared.core.mode import Mode
from shared.core.model import Employment, Group
from shared.core.outbox import State
from tests.app.business import (
    NOTICE,
    case_of,
    found,
    in_business,
    nudge_of,
    raising,
    reading,
    sending,
    shown,
    told,
)
from tests.app.company import FULL, Company, speaking_policy
from tests.fakes.tapped import tapped

THURSDAY = 14


def due(*groups: str, **company: Any) -> Company:
    made = in_business(NOTICE, **company)
    for group in groups or ("g1",):
        made.add(group)
    found(made)
    made.at(THURSDAY, 10, 20)
    return made


def test_one_message_shows_what_is_due_over_all_groups() -> None:
    company = due("g1", "g2", "g3")
    assert company.nudge()["counts"]["sent"] == 1
    assert len(shown(company)) == 3


def test_only_what_was_shown_counts_as_told_and_the_rest_comes_another_day() -> None:
    company = due(*(f"g{number}" for number in range(5)))
    company.im.most_bytes = 3_000
    company.nudge()
    first = shown(company)
    assert 0 < len(first) < 5
    delivered = {case_of(company, f"g{number}").key.id for number in range(5) if _is_told(company, number)}
    assert delivered == set(first)
    company.im.most_bytes = 30_000
    company.at(15, 10, 20)
    company.nudge()
    assert Counter([*first, *shown(company)]) == Counter(
        case_of(company, f"g{number}").key.id for number in range(5)
    )


def _is_told(company: Company, number: int) -> bool:
    return Step.TOLD in case_of(company, f"g{number}").delivered


def test_duties_come_before_advice() -> None:
    company = in_business(NOTICE, "missing_admin")
    company.add("g1", admins=(), text=FULL)
    company.add("g2")
    found(company)
    company.at(THURSDAY, 10, 20)
    company.nudge()
    assert shown(company) == [
        case_of(company, "g2").key.id,
        case_of(company, "g1", "missing_admin").key.id,
    ]


def test_an_owner_of_two_hundred_groups_is_read_again_for_one_message_and_no_more() -> None:
    policy = speaking_policy(NOTICE)
    policy = policy._replace(blast_radius=policy.blast_radius._replace(violations=1000))
    company = due(*(f"g{number}" for number in range(200)), policy=policy)
    company.im.asked.clear()
    company.nudge()
    assert 40 <= len(shown(company)) <= 50, "as many as one message holds"
    assert Counter(company.im.asked) == Counter(directory=1, detail=50, announcement=50, send=1)


def test_at_night_and_after_the_days_message_nobodys_groups_are_gone_through() -> None:
    company = due(*(f"g{number}" for number in range(40)))
    reads: list[str] = []
    ledger = tapped(company.world.ledger, reads.append)
    company.world = company.world.but(ledger=lambda: ledger)
    company.at(THURSDAY, 22)
    company.nudge()
    assert reads.count("inventory.get") == 1
    company.at(15, 10, 20)
    company.im.most_bytes = 3_000
    company.nudge()
    reads.clear()
    company.at(15, 10, 35)
    company.nudge()
    assert reads.count("inventory.get") == 1


def test_each_message_leaves_a_line_in_the_log_with_its_day_and_no_name() -> None:
    company = due("g1", "g2")
    company.nudge()
    (line,) = company.world.log.named("nudge_sent")
    assert line == {"day": "2026-05-14", "cases": 2, "at": company.now.isoformat()}


def test_what_was_mended_since_is_resolved_and_not_told() -> None:
    company = due("g1", "g2")
    company.im.texts["g1"] = FULL
    company.nudge()
    assert shown(company) == [case_of(company, "g2").key.id]
    assert not case_of(company, "g1").is_open


def test_a_day_on_which_everything_was_mended_stays_free() -> None:
    company = due()
    company.im.texts["g1"] = FULL
    assert company.nudge()["counts"] == {"nothing_left": 1}
    assert company.world.ledger.outbox.since("pigeon:wang", company.now.date()) == []


def test_facts_that_are_a_quarter_of_an_hour_old_at_most_are_not_read_again() -> None:
    company = due()
    company.at(THURSDAY, 10, 10)
    company.add("g1")
    company.world.ledger.inventory.mark_dirty("pigeon:g1", company.now)
    company.collect()
    company.im.asked.clear()
    company.at(THURSDAY, 10, 20)
    company.nudge()
    assert Counter(company.im.asked) == Counter(directory=1, send=1)


@pytest.mark.parametrize(("hours", "sent"), [(23, True), (25, False)])
def test_facts_older_than_a_day_that_cannot_be_read_again_are_not_told(hours: int, *, sent: bool) -> None:
    company = due()
    company.world.clock.forward(-timedelta(hours=hours))
    company.world.ledger.inventory.mark_dirty("pigeon:g1", company.now)
    company.collect()
    company.at(THURSDAY, 10, 20)
    reading(company, announcement=raising(PlatformUnavailable("pigeon", "doc")))
    counts = company.nudge()["counts"]
    assert told(company) == ["wang"] * sent
    assert counts.get("too_old_to_tell", 0) == (not sent)
    reading(company)
    company.at(THURSDAY, 10, 35)
    company.nudge()
    assert told(company) == ["wang"], "it stays due until it can be read"


def test_a_group_that_is_out_of_sight_by_now_is_not_told_of() -> None:
    company = due()
    del company.im.groups["g1"]
    company.nudge()
    assert told(company) == []


def test_what_is_hidden_by_now_is_not_told_of_and_stays_open() -> None:
    company = due("g1", "g2")
    read = company.im.connected().announcement
    assert read is not None

    def announcement(group: Group, known: str | None) -> Written:
        if group.id == "g1":
            raise NotVisible("pigeon", "doc", "232011")
        return read(group, known)

    reading(company, announcement=announcement)
    company.nudge()
    assert shown(company) == [case_of(company, "g2").key.id]
    assert case_of(company, "g1").is_open


@pytest.mark.parametrize(
    "directory", [raising(PlatformUnavailable("pigeon", "contact.users")), None], ids=["down", "not shown"]
)
def test_where_the_directory_cannot_be_had_its_last_answer_stands(directory: Any) -> None:
    company = in_business("missing_owner")
    company.im.people["wang"] = company.im.people["wang"]._replace(employment=Employment.LEFT)
    company.add("g1")
    found(company)
    company.at(THURSDAY, 10, 20)
    reading(company, directory=directory)
    company.nudge()
    assert shown(company) == [case_of(company, check="missing_owner").key.id]


def test_the_name_on_the_card_is_the_one_that_the_group_has_now() -> None:
    company = due()
    company.add("g1", "市场部-秋季推广组")
    company.nudge()
    card: Any = company.im.inbox[0].card
    assert card[3] == "「市场部-秋季推广组」还差一份群公告"


def test_a_reminder_says_that_it_is_the_only_one() -> None:
    company = due()
    company.nudge()
    company.at(21, 10, 20)
    company.nudge()
    card: Any = company.im.inbox[1].card
    assert card[5][0][2].startswith("之前提过一次，怕您忙漏了，再说一声；之后不再提醒。")


def test_a_platform_that_is_down_keeps_the_day_free_and_rests_until_the_next_tick() -> None:
    company = in_business(NOTICE)
    company.add("g1")
    company.add("g2", owner="zhou")
    found(company)
    company.at(THURSDAY, 10, 20)
    sending(company, post=raising(PlatformUnavailable("pigeon", "im.message.create", "99991400")))
    counts = company.nudge()["counts"]
    assert counts["platform_failed"] == 1, "one try, not one a person"
    sending(company)
    company.at(THURSDAY, 10, 35)
    assert company.nudge()["counts"]["sent"] == 2


def test_credentials_that_are_refused_are_alarmed_and_cost_nobody_the_day() -> None:
    company = due()
    sending(company, post=raising(PlatformDenied("pigeon", "im.message.create", "99991663")))
    company.nudge()
    assert company.world.log.named("platform_failed") == [
        {"platform": "pigeon", "call": "im.message.create", "code": "99991663"}
    ]
    assert company.world.ledger.outbox.since("pigeon:wang", company.now.date()) == []


def test_what_is_switched_off_is_not_sent_again_although_its_outcome_is_open() -> None:
    company = due()
    company.im.after = lambda operation: raising(TimeoutError())() if operation == "send" else None
    company.nudge()
    assert nudge_of(company).state is State.SENDING
    company.im.after = lambda _: None
    company.im.asked.clear()
    company.world = company.world.but(mode=Mode.REPORT)
    for minute in (35, 50):
        company.at(THURSDAY, 10, minute)
        company.nudge()
    assert company.im.asked == []
    company.at(THURSDAY, 13, 35)
    assert company.nudge()["counts"] == {"unconfirmed": 1}
    assert case_of(company).delivered == {}


def test_a_dry_run_decides_the_same_and_sends_and_keeps_nothing() -> None:
    company = due("g1", "g2")
    before = company.world.ledger.audit.of("pigeon:wang", 9)
    summary = company.nudge(dry_run=True)
    assert summary["would_send"] == [
        {
            "account": "pigeon:wang",
            "cases": [{"group": f"pigeon:{group}", "check": NOTICE} for group in ("g1", "g2")],
        }
    ]
    assert told(company) == []
    assert company.world.ledger.outbox.since("pigeon:wang", company.now.date()) == []
    assert company.world.ledger.audit.of("pigeon:wang", 9) == before
    assert company.world.log.named("nudge_sent") == []
    assert case_of(company).delivered == {}
    company.nudge()
    assert shown(company) == [case_of(company, group).key.id for group in ("g1", "g2")]


def test_a_dry_run_as_of_another_moment_says_what_would_leave_then() -> None:
    company = due()
    company.at(11, 9)
    assert "would_send" not in company.nudge(dry_run=True)
    assert len(company.nudge(dry_run=True, now="2026-05-14T10:20:00+08:00")["would_send"]) == 1


def test_a_run_by_hand_tells_of_the_groups_and_checks_that_it_names_and_of_no_others() -> None:
    company = in_business(NOTICE, "missing_admin")
    for group in ("g1", "g2"):
        company.add(group, admins=())
    found(company)
    company.at(THURSDAY, 10, 20)
    company.nudge(groups=["pigeon:g2"], checks=[NOTICE])
    assert shown(company) == [case_of(company, "g2").key.id]
