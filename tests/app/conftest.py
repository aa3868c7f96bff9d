"""Fixtures that several of these files use."""

from datetime import timedelta

import pytest

from local.stack.direct import DirectClient
from shared.core.check_state import CheckState
from shared.core.model import (
    NOBODY_REGISTERED,
    Person,
    Post,
    PostKind,
)
from shared.core.request import Request
from shared.core.run import Entry
from shared.core.signals import Heard
from tests.app.business import armed, found
from tests.app.company import MONDAY
from tests.app.unreadable import CHECKS, IDLE, Item, Kept, company_of
from tests.support_ministack import new_table


@pytest.fixture(scope="session")
def monday() -> list[Item]:
    """All that is kept after Monday's ticks, with an item of each kind."""
    kept = Kept(made := DirectClient(), new_table(made))
    company = company_of(kept)
    ledger = company.world.ledger
    for check in CHECKS:
        ledger.checks.save(armed(check))
    ledger.checks.save(CheckState("*", judged=3, judged_at=MONDAY))
    ledger.runs.set_cursor("events:pigeon", (MONDAY - timedelta(days=90)).isoformat())
    found(company)
    chen = Person(("pigeon:chen",), "陈立")
    ledger.people.publish("v1", [chen], MONDAY, NOBODY_REGISTERED)
    night = MONDAY + timedelta(days=1, hours=14)
    ledger.quiet.add([Heard(Post("pigeon:g1", "pigeon:wang", night.timestamp(), PostKind.HUMAN), "om_1")])
    ledger.inventory.mark_dirty("pigeon:g2", MONDAY)
    ledger.audit.write(Entry(MONDAY, "seen", "pigeon:g1", "product"))
    ledger.policy.publish("v1", b"{}", MONDAY, None)
    ledger.waivers.ask(Request("r1", "pigeon:g2", IDLE, "pigeon:zhou", MONDAY, MONDAY.date()))
    return [item for item in kept.items() if not item["PK"]["S"].startswith("LEASE#")]


@pytest.fixture
def kept(monday: list[Item]) -> Kept:
    kept = Kept(made := DirectClient(), new_table(made))
    for item in monday:
        kept.put(item)
    return kept
