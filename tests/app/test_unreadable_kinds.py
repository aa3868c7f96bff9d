"""Unreadable items: what holds for one kind, and where many are bad at once."""

from typing import Any, cast

import pytest

from shared.adapters.dynamodb import keys
from shared.adapters.dynamodb.attributes import from_wire, to_wire
from shared.app.ports.state import Confirmation
from shared.core.case import CaseKey
from shared.core.errors import BadInput, PlatformDenied
from shared.core.model import (
    Department,
    Profile,
)
from shared.core.outbox import State
from shared.core.policy.policy import Policy
from shared.core.unreadable import MOST
from tests.app.business import NOTICE, raising, reading, sending
from tests.app.unreadable import (
    ALL,
    IDLE,
    NOT_G1,
    ROWS,
    RUNS,
    THURSDAY,
    WAYS,
    ZHOU,
    Kept,
    Row,
    broken,
    company_of,
    found_in,
    in_doctor,
    tick,
    told,
)


@pytest.mark.parametrize("way", WAYS)
def test_a_dirty_mark_is_replaced_by_the_next_one(way: str, kept: Kept) -> None:
    company, _ = broken("dirty_mark", way, kept)
    inventory = company.world.ledger.inventory
    assert inventory.dirty("pigeon", 9) == []
    inventory.mark_dirty("pigeon:g2", company.now)
    assert inventory.dirty("pigeon", 9) == [("pigeon:g2", company.now)]


def test_whoever_has_a_known_department_is_told_while_another_cannot_be_read(kept: Kept) -> None:
    company, _ = broken("department", "cut", kept)
    company.im.people["zhou"] = Profile("pigeon:zhou", "周杰", "研发部")
    company.im.departments += (Department("研发部", head="pigeon:chen"),)
    for function in RUNS:
        tick(company, function, (), "")
    assert told(company) == ZHOU


def test_no_name_is_found_wrong_while_a_department_cannot_be_read(kept: Kept) -> None:
    company, _ = broken("department", "cut", kept)
    assert company.inspect(checks=["group_name"])["counts"]["unknown:group_name"] == 3


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["meta", "case"])
def test_after_a_post_nothing_unreadable_keeps_the_message_from_being_settled(
    name: str, way: str, kept: Kept
) -> None:
    company = company_of(kept)
    company.at(14, 10, 20)
    company.collect()
    company.inspect()
    deliver = company.im.connected().sending
    assert deliver is not None

    def post(letter: Any) -> Any:
        """王芳's arrives, and at that moment the item goes bad."""
        sent = deliver.post(letter)
        if letter.to == "wang":
            kept.put(WAYS[way](found_in(kept, ROWS[name]), ROWS[name]))
        return sent

    sending(company, post=post)
    company.nudge()
    assert told(company) == ALL
    row = company.world.ledger.outbox.get("pigeon:wang", THURSDAY.date())
    assert row is not None
    assert row.state is State.SENT
    other = company.world.ledger.cases.get(CaseKey("pigeon:g3", IDLE))
    assert other is not None
    assert other.shown_to == "pigeon:wang"
    company.at(15, 10, 20)
    company.nudge()
    assert len(company.im.inbox) == 2


def test_posts_until_the_end_of_a_day_whose_counter_is_bad_are_unknown(kept: Kept) -> None:
    company, _ = broken("quiet_counter", "cut", kept)
    company.at(13, 9)
    summary = company.inspect(checks=["after_hours_posting"])
    assert summary["counts"]["unknown:after_hours_posting"] == 3


def test_what_a_budget_or_an_event_s_mark_says_no_more_is_spent_and_seen(kept: Kept) -> None:
    company = company_of(kept)
    ledger, now = company.world.ledger, company.now
    ledger.budgets.take("b", 1, 9, now)
    ledger.seen.first("e", now)
    for way in WAYS.values():
        for at, cut, lacks in (("BUDGET#b -", "used", "used"), ("SEEN#e -", "by", "ttl")):
            row = Row("", at, cut, lacks)
            whole = found_in(kept, row)
            kept.put(way(whole, row))
            assert not ledger.budgets.take("b", 1, 9, now) or at.startswith("SEEN")
            assert not ledger.seen.first("e", now)
            kept.put(whole)


def test_a_confirmation_that_cannot_be_read_is_as_if_it_had_not_been_given(kept: Kept) -> None:
    company = company_of(kept)
    said = company.world.ledger.confirmations
    said.put(Confirmation("pigeon:wang", company.now, 3))
    row = Row("confirmation", "CONFIRMED …", "at", "groups")
    whole = found_in(kept, row)
    for way in WAYS.values():
        kept.put(way(whole, row))
        assert said.latest(["pigeon:wang"]) is None
        assert list(said.all()) == []
        assert company.world.ledger.mending.why(f"{whole['PK']['S']} {whole['SK']['S']}") is not None
        said.put(Confirmation("pigeon:wang", company.now, 4))
        assert said.latest(["pigeon:wang"]) == company.now


@pytest.mark.parametrize("way", ["newer", "missing"])
def test_a_policy_that_cannot_be_read_stops_whoever_asks_for_it(way: str, kept: Kept) -> None:
    company, _ = broken("policy", way, kept)
    shelf = company.world.ledger.policy
    company.world = company.world.but(policy=lambda: cast("Policy", shelf.current()))
    for function in RUNS:
        tick(company, function, RUNS, "policy")
    (stop, *_) = company.world.log.named("unreadable")
    assert stop["first"] == "POLICY -"


@pytest.mark.parametrize("way", WAYS)
def test_a_request_that_cannot_be_read_counts_as_open_and_cannot_be_decided(way: str, kept: Kept) -> None:
    company = company_of(kept)
    ledger = company.world.ledger
    case = ledger.cases.get(CaseKey("pigeon:g1", NOTICE))
    assert case is not None
    ledger.cases.save(case._replace(request="r1"))
    kept.put(WAYS[way](found_in(kept, ROWS["request"]), ROWS["request"]))
    company.at(14, 10, 20)
    for function in RUNS:
        tick(company, function, (), "")
    assert told(company) == NOT_G1
    with pytest.raises(BadInput, match="request REQUESTS r1"):
        company.operate("decide", request="r1", verdict="granted", by="何静")


def test_a_group_with_a_waiver_that_cannot_be_read_is_not_waived_over_it(kept: Kept) -> None:
    company, _ = broken("waiver", "cut", kept)
    with pytest.raises(BadInput, match="would be written over"):
        company.operate("waive", group="pigeon:g1", by="何静", reason="x", until="2026-12-31")


@pytest.mark.parametrize("function", RUNS)
def test_many_of_a_kind_stop_the_run_with_one_alarm(function: str, kept: Kept) -> None:
    company, row = company_of(kept), ROWS["meta"]
    whole = found_in(kept, row)
    for number in range(MOST + 1):
        key = keys.part(f"pigeon:x{number}", "meta")
        kept.put(WAYS["newer"](whole | to_wire({"PK": key.pk, "SK": key.sk}), row))
        case = keys.case(CaseKey(f"pigeon:x{number}", NOTICE))
        due = from_wire(found_in(kept, ROWS["case"])) | {"PK": case.pk, "SK": case.sk}
        kept.put(to_wire(due | {"group": f"pigeon:x{number}", "G2SK": f"{due['G2SK'][:-2]}x{number}"}))
    company.at(14, 10, 20)
    if function == "nudge":  # it reads no group that nothing is due of: the directory is what it reads whole
        _many_accounts(kept)
    tick(company, function, (function,), "cannot be read")
    (alarm,) = company.world.log.named("too_many_unreadable")
    assert alarm["unreadable"] == MOST + 1
    assert told(company) == {}


def _many_accounts(kept: Kept) -> None:
    whole = found_in(kept, ROWS["account"])
    for number in range(MOST + 1):
        key = keys.profile(f"pigeon:x{number}")
        kept.put(WAYS["newer"](whole | to_wire({"PK": key.pk, "SK": key.sk}), ROWS["account"]))


def test_doctor_shows_the_first_fifty_and_says_how_many_there_are(kept: Kept) -> None:
    company, row = company_of(kept), ROWS["meta"]
    whole = found_in(kept, row)
    for number in range(51):
        key = keys.part(f"pigeon:x{number:02}", "meta")
        kept.put(WAYS["newer"](whole | to_wire({"PK": key.pk, "SK": key.sk}), row))
    shown = in_doctor(company)
    assert len(shown) == 50 + 1
    assert shown[-1]["detail"] == "51 in all"


def test_what_the_platform_refuses_now_is_not_written_over_what_cannot_be_read(kept: Kept) -> None:
    company, item = broken("platform_state", "newer", kept)
    refusal = PlatformDenied("pigeon", "im.chat.list", "99991672")
    refusal.missing = "im:chat"
    reading(company, announcement=raising(refusal))
    assert company.collect()["denied"] == {"pigeon:announcement": "im:chat"}
    assert item in kept.items()
