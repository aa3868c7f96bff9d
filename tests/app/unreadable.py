"""A company of whose table one item is bad: each kind, in three ways, as docs/unreadable-items.md lists them."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pytest

from shared.adapters.dynamodb.attributes import to_wire
from shared.adapters.dynamodb.ledger import open_ledger
from shared.app.ports.im import Life
from shared.core.case import CaseKey
from shared.core.errors import ConfigError
from shared.core.filed import refiled
from shared.core.leave import Leave
from shared.core.model import (
    Fact,
    Group,
    Source,
    Waiver,
)
from shared.core.outbox import Nudge, State
from shared.core.pause import Pause, written
from shared.core.platform_state import Listing
from tests.app.business import NOTICE, remember
from tests.app.company import FULL, MONDAY, Company, speaking_policy
from tests.fakes.world import FakeClock, tokens

IDLE = "inactive_group"
CHECKS = (NOTICE, IDLE, "after_hours_posting")
THURSDAY = MONDAY + timedelta(days=3)
ZHOU = {"zhou": {f"{NOTICE} g2"}}
ALL = {"wang": {f"{NOTICE} g1", f"{IDLE} g3"}} | ZHOU
"""Who is told what on Thursday where everything can be read: g1 and g2 have no announcement, and g3 is idle."""
NOT_G1 = {"wang": {f"{IDLE} g3"}} | ZHOU
NOT_G3 = {"wang": {f"{NOTICE} g1"}} | ZHOU
NOBODY: dict[str, set[str]] = {}
Item = dict[str, Any]


class Kept(NamedTuple):
    """The company's table, to be broken."""

    client: Any
    name: str

    def items(self) -> list[Item]:
        return list(self.client.scan(TableName=self.name)["Items"])

    def put(self, item: Item) -> None:
        self.client.put_item(TableName=self.name, Item=item)


class Row(NamedTuple):
    """One row of docs/unreadable-items.md."""

    kind: str
    """As doctor calls it."""
    at: str
    """The key begins so; `…` in it stands for anything."""
    cut: str
    """The attribute that is cut off."""
    lacks: str
    """The attribute that is missing."""
    told: Mapping[str, set[str]] = ALL
    """Who is told what all the same."""
    stops: tuple[str, ...] = ()
    """Runs that stop and name it."""
    replaced: bool = False
    """Whether it is written anew; else it stays as it is, bit for bit."""
    listed: bool = True
    """Whether doctor finds it."""
    page: str = ""
    """What the page calls it, where that is not its kind."""


RUNS = ("collect", "inspect", "nudge")
ROWS = {
    "meta": Row("meta", "INV#… pigeon:g1#meta", "file", "file", NOT_G1),
    "notice": Row("notice", "INV#… pigeon:g1#notice", "notice", "notice", NOT_G1),
    "activity": Row("activity", "INV#… pigeon:g3#activity", "basis", "basis", NOT_G3),
    "filed": Row("filed", "INV#… pigeon:g1#filed", "facts", "by", NOT_G1),
    "waiver": Row("waiver", "INV#… pigeon:g1#waiver#missing_owner", "until", "reason", NOT_G1),
    "case": Row("case", f"INV#… pigeon:g1#case#{NOTICE}", "case", "version", NOT_G1),
    "request": Row("request", "REQUESTS r1", "asked", "group"),
    "outbox": Row("outbox", "OUT#pigeon:wang 2026-05-14", "lease_until", "claim", ZHOU),
    "account": Row("account", "PROFILE#… pigeon:wang", "entry", "read_at", ZHOU),
    "department": Row("department", "DEPARTMENTS#pigeon …", "entry", "read_at", NOBODY),
    "people_version": Row("people_version", "PEOPLE -", "at", "counter", NOBODY, RUNS),
    "people_row": Row("people_version", "PERSON#… pigeon:chen", "entry", "entry", NOBODY, RUNS),
    "leave": Row("leave", "LEAVE pigeon:wang", "entry", "at", ZHOU),
    "unreachable_mark": Row("unreachable_mark", "REFUSED pigeon:wang", "since", "account", ZHOU),
    "check_state": Row("check_state", f"CHECKS {NOTICE}", "armed_since", "version", {"wang": {f"{IDLE} g3"}}),
    "everything": Row("check_state", "CHECKS *", "judged_at", "check", NOBODY, page="`check_state` of `*`"),
    "quiet_counter": Row("quiet_counter", "Q#2026-05-12#… ", "group:pigeon:g1", "sender"),
    "platform_state": Row("platform_state", "PLATFORM#pigeon -", "lap", "epoch", NOBODY),
    "refusing": Row(
        "cursor", "CURSOR#refusing:pigeon -", "value", "value", NOBODY, page="`refusing:…` cursor"
    ),
    "pause": Row("cursor", "CURSOR#pause -", "value", "value", NOBODY, page="`pause` cursor"),
    "platforms": Row("cursor", "CURSOR#platforms -", "", "value", NOBODY, RUNS, page="`platforms` cursor"),
    "sending": Row(
        "cursor", "CURSOR#sending -", "value", "value", replaced=True, listed=False, page="`other` cursors"
    ),
    "listing_part": Row(
        "listing_part", "LISTING#pigeon r1#0", "groups", "groups", replaced=True, listed=False
    ),
    "dirty_mark": Row("dirty_mark", "DIRTY pigeon:g2", "marked", "group"),
    "run": Row("run", "RUN#inspect …", "counts", "started"),
    "audit": Row("audit", "AUDIT#pigeon:g1 …", "details", "what", listed=False),
    "lease": Row("lease", "LEASE#nudge -", "until", "token", NOBODY, ("nudge",)),
    "policy": Row("policy", "POLICY -", "", "version"),
}
WAYS: Mapping[str, Callable[[Item, Row], Item]] = {
    "newer": lambda item, _: item | to_wire({"v": 2}),
    "missing": lambda item, row: {name: value for name, value in item.items() if name != row.lacks},
    "cut": lambda item, row: item | {row.cut: _cut(item[row.cut])},
}


def _cut(value: Item) -> Item:
    ((kind, whole),) = value.items()
    if kind == "N":
        return {"S": whole}
    return {kind: [whole[0][:4]] if kind == "BS" else whole[: len(whole) // 2]}


class Late:
    """The clock of a company that is not there yet."""

    clock = FakeClock(MONDAY)

    def now(self) -> Any:
        return self.clock.now()


def company_of(kept: Kept) -> Company:
    """Three groups, on Monday."""
    late = Late()
    ledger = open_ledger(kept.client, kept.name, late, tokens(5))
    company = Company(speaking_policy(*CHECKS), ledger=ledger)
    late.clock = company.world.clock
    company.add("g1", admins=("zhou",))
    company.add("g2", owner="zhou", admins=())
    company.add("g3", text=FULL)
    over = MONDAY - timedelta(days=9)
    ledger.leaves.put(Leave("pigeon:wang", over.date(), over.date(), over))
    company.im.lives |= {"g1": life(1), "g2": life(1), "g3": life(99)}
    return company


def life(days: int) -> Life:
    return Life(MONDAY - timedelta(days=days), None)


OVER: Mapping[str, Callable[[datetime], tuple[str, str]]] = {
    "refusing": lambda now: ("refusing:pigeon", (now - timedelta(days=9)).isoformat()),
    "pause": lambda now: ("pause", written(Pause("何静", "调整", now, (now - timedelta(days=8)).date()))),
}
"""Cursors of what is over where they can be read."""


def prepare(name: str, company: Company) -> None:
    """What only this row needs, since it silences already where it can be read."""
    ledger, now = company.world.ledger, company.now
    if name == "waiver":
        ledger.waivers.put(
            "pigeon:g1", Waiver("missing_owner", "审计", "何静", (now + timedelta(days=90)).date())
        )
    elif name == "filed":
        row_of_g1 = Group("pigeon", "g1", purpose=Fact("新品推广", now, Source.DECLARED))
        ledger.inventory.put_filing(refiled(row_of_g1, None, by="群台账.xlsx", at=now))
    elif name == "outbox":
        row = Nudge("pigeon:wang", THURSDAY.date(), "n", State.LEASED, "c", now + timedelta(days=9))
        ledger.outbox.claim(row, ledger.people.version())
    elif name == "unreachable_mark":
        ledger.directory.refuse("pigeon:wang", now)
    elif name == "listing_part":
        ledger.platforms.keep_seen("pigeon", "r1", b"x" * 8)
        remember(company, listing=Listing(now, "2", "r1", 8))
    elif name in OVER:
        cursor, value = OVER[name](now)
        ledger.runs.set_cursor(cursor, value)
    elif name == "lease":
        ledger.runs.lease("nudge", now=now, until=now + timedelta(days=9))


def found_in(kept: Kept, row: Row) -> Item:
    """The one item that the row is about (of several alike, the first)."""
    begin, _, rest = row.at.partition("…")
    matching = [
        item
        for item in kept.items()
        for key in [key_of(item)]
        if key.startswith(begin) and (not rest or key.endswith(rest.strip()))
    ]
    return min(matching, key=key_of)


def key_of(item: Item) -> str:
    return f"{item['PK']['S']} {item['SK']['S']}"


def broken(name: str, way: str, kept: Kept) -> tuple[Company, Item]:
    """The company on Thursday, 10:20 in Shanghai, with one bad item."""
    company, row = company_of(kept), ROWS[name]
    company.world.clock.at = MONDAY
    prepare(name, company)
    item = WAYS[way](found_in(kept, row), row)
    kept.put(item)
    company.at(14, 10, 20)
    return company, item


def tick(company: Company, function: str, stops: tuple[str, ...], kind: str) -> Mapping[str, Any]:
    run = getattr(company, function)
    if function not in stops:
        summary: Mapping[str, Any] = run()
        return summary
    with pytest.raises(ConfigError, match=kind):
        run()
    return {}


def told(company: Company) -> dict[str, set[str]]:
    """By person, what their messages showed."""
    ids = {
        CaseKey(f"pigeon:{group}", check).id: f"{check} {group}"
        for group in ("g1", "g2", "g3")
        for check in CHECKS
    }
    shown: dict[str, set[str]] = {}
    for one in company.im.inbox:
        blocks: Any = one.card
        shown.setdefault(one.to, set()).update(ids[block[0]] for block in blocks[5])
    return shown


def in_doctor(company: Company) -> list[Mapping[str, Any]]:
    findings = company.operate("doctor")["findings"]
    return [one for one in findings if one["about"].startswith("unreadable")]
