"""A dry run takes every decision of the real run and writes nothing at all, whichever function it is."""

from datetime import timedelta
from typing import Any

import pytest

from shared.app.collect.tick import collect
from shared.app.inspect.tick import inspect
from shared.app.nudge.dry import DryMessages
from shared.app.nudge.tick import nudge
from shared.core.errors import OutcomeUnknown
from shared.core.model import NOBODY_REGISTERED, Employment
from shared.core.outbox import Nudge, State
from tests.app.business import NOTICE, found, in_business, nudge_of, raising, sending
from tests.app.company import FULL, Company
from tests.fakes.tapped import tapped

THURSDAY = 14
READS = {
    "cases.due_accounts", "cases.due_to", "cases.get", "checks.all", "directory.departments", "directory.profiles", "directory.profiles_of",
    "directory.refused", "inventory.dirty", "inventory.get", "inventory.lapsed_of", "inventory.peek", "inventory.shard", "leaves.all", "outbox.get", "outbox.since",
    "outbox.unsettled", "platforms.get", "people.people", "people.people_of", "people.version", "policy.current", "quiet.posts", "runs.cursor", "runs.recent",
    "unreadable.begin", "unreadable.met", "unreadable.read", "waivers.pending", "waivers.request",
}  # fmt: skip


def eventful() -> Company:
    """On Thursday morning: a group is new, two are mended, somebody is gone, an outcome is open and messages are due."""
    company = in_business(NOTICE, "missing_owner")
    for group in ("g1", "g2", "g3"):
        company.add(group)
    company.add("g4", owner="zhou")
    company.add("g5", owner="zhou")
    company.add("g6", owner="chen")
    found(company)
    company.at(THURSDAY, 10, 20)
    sending(company, post=raising(OutcomeUnknown("pigeon", "im.message.create")))
    company.nudge(groups=["pigeon:g1"])
    sending(company)
    company.at(THURSDAY, 10, 35)
    company.im.texts |= {"g2": FULL, "g4": FULL}
    company.im.people["chen"] = company.im.people["chen"]._replace(employment=Employment.DISABLED)
    company.add("g7")
    company.world.ledger.inventory.mark_dirty("pigeon:g2", company.now)
    return company


@pytest.mark.parametrize("function", [collect, inspect, nudge])
def test_a_dry_run_only_reads(function: Any) -> None:
    company = eventful()
    asked: set[str] = set()
    ledger = tapped(company.world.ledger, asked.add)
    log, inbox = list(company.world.log.lines), list(company.im.inbox)
    summary = function({"dry_run": True}, company.world.ports._replace(ledger=lambda: ledger))
    assert summary["dry_run"] is True
    assert summary["counts"], "it took decisions"
    assert asked <= READS
    assert (company.world.log.lines, company.im.inbox) == (log, inbox)


def test_a_dry_nudge_says_of_an_open_outcome_what_would_come_of_it_and_leaves_it_open() -> None:
    company = eventful()
    assert company.nudge(dry_run=True, groups=["pigeon:g1"])["counts"]["sent"] == 1
    company.at(THURSDAY, 13, 40)
    assert company.nudge(dry_run=True)["counts"]["unconfirmed"] == 1
    assert company.world.log.total("unconfirmed") == 0
    assert nudge_of(company).state is State.SENDING


def test_a_dry_nudge_asks_the_directory_about_the_owner_and_does_not_keep_the_answer() -> None:
    company = in_business("missing_owner")
    company.im.people["wang"] = company.im.people["wang"]._replace(employment=Employment.LEFT)
    company.add("g1")
    found(company)
    company.im.people["wang"] = company.im.people["wang"]._replace(employment=Employment.ACTIVE)
    company.at(THURSDAY, 10, 20)
    profiles = company.world.ledger.directory.profiles("pigeon")
    assert "would_send" not in company.nudge(dry_run=True)
    assert company.world.ledger.directory.profiles("pigeon") == profiles


def test_a_dry_claim_is_refused_where_the_day_is_taken_already_in_truth_or_by_this_run() -> None:
    company = in_business(NOTICE)
    real = company.world.ledger.outbox
    day = company.now.date()
    mine = Nudge("pigeon:a", day, "n1", State.LEASED, "c1", company.now + timedelta(minutes=6))
    theirs = mine._replace(account="pigeon:b", id="n2", claim="c2")
    real.claim(theirs, NOBODY_REGISTERED)
    dry = DryMessages(real)
    assert not dry.claim(theirs._replace(claim="c3"), NOBODY_REGISTERED)
    assert dry.claim(mine, NOBODY_REGISTERED)
    assert not dry.claim(mine, NOBODY_REGISTERED)
    dry.release(mine)
    assert dry.claim(mine, NOBODY_REGISTERED)
    assert real.get("pigeon:a", day) is None
