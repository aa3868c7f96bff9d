"""Inspecting: how a case opens, changes, rests and closes; a night of messages from the first event to the owner's card."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.adapters.policy_file import parse_policy
from shared.app.inbound.absorb import Message, absorb
from shared.app.nudge.tick import nudge
from shared.app.ports.im import Life
from shared.app.register.upload import register
from shared.core.checks.catalogue import CHECKS
from shared.core.errors import BadInput, Conflict
from shared.core.mode import Mode, mode_of
from shared.core.model import Post, PostKind
from shared.core.signals import Heard
from tests.app.business import NOTICE, case_of, found, in_business, remember, told
from tests.app.company import FULL, Company

NIGHTS = "after_hours_posting"


def with_group(*checks: str, **facts: Any) -> Company:
    company = in_business(*(checks or (NOTICE,)))
    company.add("g1", **facts)
    found(company)
    return company


def read_again(company: Company, day: int, hour: int = 9) -> None:
    company.at(day, hour)
    company.world.ledger.inventory.mark_dirty("pigeon:g1", company.now)
    found(company)


def test_a_finding_opens_a_case_with_its_evidence_and_its_next_step() -> None:
    company = with_group()
    case = case_of(company)
    assert case.opened == company.now
    assert (case.step, case.to, case.role) == ("told", "pigeon:wang", "owner")
    assert case.due == datetime(2026, 5, 14, 2, 20, tzinfo=UTC)


def test_what_stays_as_it_was_is_not_written_again() -> None:
    company = with_group()
    before = case_of(company)
    read_again(company, 12)
    assert case_of(company) == before


def test_what_was_mended_is_resolved_and_what_breaks_again_is_a_new_case() -> None:
    company = with_group()
    company.im.texts["g1"] = FULL
    read_again(company, 12)
    assert case_of(company).resolved == company.now
    del company.im.texts["g1"]
    read_again(company, 13)
    assert (case_of(company).opened, case_of(company).is_open) == (company.now, True)
    assert case_of(company).due == datetime(2026, 5, 18, 2, 20, tzinfo=UTC)


def test_what_is_not_seen_any_more_neither_closes_a_case_nor_lets_anybody_be_told() -> None:
    company = with_group()
    for number in range(9):
        company.add(f"ok{number}", text=FULL)
    read_again(company, 12)
    del company.im.groups["g1"]
    company.at(13, 9)
    found(company)
    case = case_of(company)
    assert (case.is_open, case.due, case.to) == (True, None, None)


def test_new_evidence_is_a_new_finding_with_a_grace_of_its_own() -> None:
    company = with_group("group_name", name="兄弟们冲")
    company.at(14, 9)
    company.add("g1", "姐妹们冲")
    found(company)
    case = case_of(company, check="group_name")
    assert case.opened == company.now
    assert case.due == datetime(2026, 5, 19, 2, 20, tzinfo=UTC)


def test_while_nobody_owns_a_group_its_other_chores_wait() -> None:
    company = in_business("missing_owner", NOTICE)
    company.add("g0")
    company.collect()
    company.add("g1", owner=None, admins=())
    remember(company, listed=None)
    found(company)
    assert case_of(company, check="missing_owner").to == "pigeon:chen"
    assert case_of(company, "g0").due is not None
    assert case_of(company, check="missing_owner").due is not None
    assert case_of(company).due is None


def test_a_quiet_group_is_asked_about_only_after_it_was_read_again() -> None:
    company = in_business("inactive_group")
    company.add("g1")
    company.im.lives["g1"] = Life(datetime(2026, 2, 1, tzinfo=UTC), None)
    found(company)
    assert case_of(company, check="inactive_group").is_open
    company.im.lives["g1"] = Life(datetime(2026, 5, 13, tzinfo=UTC), None)
    company.at(14, 10, 20)
    company.nudge()
    assert told(company) == []
    assert not case_of(company, check="inactive_group").is_open


def posts(
    count: int, *, day: int = 11, hour: int = 22, minute: int = 40, group: str = "pigeon:g1"
) -> list[Message]:
    """So many messages of 周杰, one a minute, wall clock in Shanghai."""
    start = datetime(2026, 5, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)
    return [
        Message(
            f"m{number}",
            {
                "platform": "pigeon",
                **Heard(
                    Post(group, "pigeon:zhou", start.timestamp() + 60 * number, PostKind.HUMAN),
                    f"om{group}{number}",
                ).to_queue(),
            },
        )
        for number in range(count)
    ]


def night(company: Company, *messages: Message) -> None:
    """Message events came since noon of the eleventh; then these did, and the morning's inspection."""
    company.at(11, 12)
    absorb(posts(1, hour=11), company.world.ports)
    company.at(12, 1)
    absorb(messages, company.world.ports)
    company.at(12, 8, 10)
    company.inspect()


@pytest.mark.parametrize(("count", "is_found"), [(9, False), (10, True)])
def test_a_busy_night_is_counted_from_events_and_told_next_morning_without_a_name(
    count: int, *, is_found: bool
) -> None:
    company = with_group(NIGHTS)
    night(company, *posts(count), *posts(count))
    company.at(12, 10, 20)
    company.nudge()
    assert told(company) == ["wang"] * is_found
    if is_found:
        card: Any = company.im.inbox[0].card
        assert "昨晚" in card[3]
        assert "22:40–22:49 共 10 条" in card[5][0][2]
        assert "周杰" not in str(card)
        assert "zhou" not in str(card)


def test_a_night_is_told_of_once_and_is_over_with_the_next_quiet_one() -> None:
    company = with_group(NIGHTS)
    night(company, *posts(12))
    company.at(12, 10, 20)
    company.nudge()
    for day in (13, 14, 15):
        company.at(day, 8, 10)
        company.inspect()
        company.at(day, 10, 20)
        company.nudge()
    assert told(company) == ["wang"]
    assert not case_of(company, check=NIGHTS).is_open


def test_a_night_never_goes_to_a_head() -> None:
    company = with_group(NIGHTS, owner=None, admins=())
    night(company, *posts(12))
    assert case_of(company, check=NIGHTS).is_open
    company.at(12, 10, 20)
    company.nudge()
    assert told(company) == []


def test_nights_before_the_first_event_were_not_seen() -> None:
    company = with_group(NIGHTS)
    company.at(12, 1)
    absorb(posts(5), company.world.ports)
    company.at(12, 8, 10)
    assert company.inspect()["counts"][f"unknown:{NIGHTS}"] == 1


def test_a_platform_of_which_no_event_came_is_unknown_although_another_ones_come() -> None:
    company = with_group(NIGHTS)
    company.world.bucket.objects["register/incoming/a.csv"] = (
        "平台,群ID,群名称,最后发言时间\nwecom,w1,市场部-备案组,2026-05-01\n".encode()
    )
    assert "refused" not in register({"key": "register/incoming/a.csv"}, company.world.ports)
    night(company, *posts(3))
    company.at(13, 8, 10)
    company.inspect()
    explained = company.operate("explain", group="wecom:w1")["checks"]
    assert next(row for row in explained if row["check"] == NIGHTS)["verdict"] != "violation"
    company.at(14, 8, 10)
    assert company.inspect(groups=["wecom:w1"], checks=[NIGHTS])["counts"][f"unknown:{NIGHTS}"] == 1


def test_a_waiver_takes_effect_on_a_night_before_its_message_goes_out() -> None:
    company = with_group(NIGHTS)
    night(company, *posts(12))
    waiver = {"check": NIGHTS, "reason": "值班", "by": "何静", "until": "2026-12-31"}
    company.operate("waive", group="pigeon:g1", **waiver)
    company.at(12, 10, 20)
    company.nudge()
    assert told(company) == []
    assert not case_of(company, check=NIGHTS).is_open


def test_a_group_that_is_gone_by_morning_is_not_told_of_its_night() -> None:
    company = with_group(NIGHTS)
    night(company, *posts(12))
    del company.im.groups["g1"]
    company.at(12, 10, 20)
    company.nudge()
    assert told(company) == []


def test_a_case_that_somebody_else_wrote_meanwhile_is_left_to_them() -> None:
    company = with_group()
    case = case_of(company)
    company.world.ledger.cases.save(case._replace(request="r1"))
    with pytest.raises(Conflict):
        company.world.ledger.cases.save(case)
    read_again(company, 12)
    assert case_of(company).request == "r1"


_COMPANY = with_group()
_COMPANY.at(14, 10, 20)


@settings(max_examples=200)
@given(
    st.text(max_size=12)
    | st.sampled_from(["Nudge", "nudge ", " nudge", "NUDGE", "1", "act", "true", "nudge\n", "reports"])
)
def test_any_spelling_that_is_not_exactly_a_mode_sends_nothing(text: str) -> None:
    if text in {str(mode) for mode in Mode}:
        return
    assert mode_of(text) is Mode.REPORT
    quiet = _COMPANY.world.but(mode=mode_of(text))
    summary = nudge({"dry_run": True}, quiet.ports)
    assert "would_send" not in summary
    try:
        policy = parse_policy(json.dumps({"mode": text}).encode(), file="policy", checks=CHECKS)
    except BadInput:
        return  # refused whole: the policy before it stays in force
    assert policy.mode is Mode.REPORT


def test_the_same_case_is_told_where_the_mode_is_exactly_one() -> None:
    ports = _COMPANY.world.but(mode=Mode.NUDGE).ports
    assert len(nudge({"dry_run": True}, ports)["would_send"]) == 1
