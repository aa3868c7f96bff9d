"""Unreadable items: each kind, bad in three ways, stops no run, silences what it may be about and nothing else."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest

from shared.adapters.dynamodb import keys
from shared.adapters.dynamodb.attributes import from_wire, to_wire
from shared.adapters.dynamodb.ledger import open_ledger
from shared.app.ports.im import Life
from shared.core.case import CaseKey
from shared.core.check_state import CheckState
from shared.core.errors import BadInput, ConfigError, Conflict
from shared.core.filed import refiled
from shared.core.mode import Mode
from shared.core.model import (
    NOBODY_REGISTERED,
    Department,
    Fact,
    Group,
    Person,
    Post,
    PostKind,
    Profile,
    Source,
    Waiver,
)
from shared.core.outbox import Nudge, State
from shared.core.policy.policy import Policy
from shared.core.request import Request
from shared.core.run import Entry
from shared.core.signals import Heard
from shared.core.unreadable import MOST
from tests.app.business import NOTICE, armed, found, raising, sending, tap
from tests.app.company import FULL, MONDAY, Company, speaking_policy
from tests.fakes.world import FakeClock, tokens
from tests.support_ministack import inprocess_client, new_table

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
    "meta": Row("meta", "INV#… feishu:g1#meta", "facts", "first_seen", NOT_G1),
    "notice": Row("notice", "INV#… feishu:g1#notice", "notice", "read_at", NOT_G1),
    "activity": Row("activity", "INV#… feishu:g3#activity", "fact_at", "complete", NOT_G3),
    "filed": Row("filed", "INV#… feishu:g1#filed", "facts", "by", NOT_G1),
    "waiver": Row("waiver", "INV#… feishu:g1#waiver#missing_owner", "until", "reason", NOT_G1),
    "case": Row("case", f"INV#… feishu:g1#case#{NOTICE}", "evidence", "opened", NOT_G1),
    "request": Row("request", "REQUESTS r1", "asked", "group"),
    "outbox": Row("outbox", "OUT#feishu:wang 2026-05-14", "lease_until", "claim", ZHOU),
    "account": Row("account", "PROFILE#… feishu:wang", "entry", "read_at", ZHOU),
    "department": Row("department", "DEPARTMENTS#feishu …", "entry", "read_at", NOBODY),
    "people_version": Row("people_version", "PEOPLE -", "at", "counter", NOBODY, RUNS),
    "people_row": Row("people_version", "PERSON#… feishu:chen", "entry", "entry", NOBODY, RUNS),
    "unreachable_mark": Row("unreachable_mark", "REFUSED feishu:wang", "since", "account", ZHOU),
    "check_state": Row("check_state", f"CHECKS {NOTICE}", "armed_since", "version", {"wang": {f"{IDLE} g3"}}),
    "everything": Row("check_state", "CHECKS *", "judged_at", "check", NOBODY, page="`check_state` of `*`"),
    "quiet_counter": Row("quiet_counter", "Q#2026-05-12#… ", "group:feishu:g1", "sender"),
    "denied": Row("cursor", "CURSOR#denied:feishu -", "", "value", NOBODY, page="`denied:…` cursor"),
    "refusing": Row(
        "cursor", "CURSOR#refusing:feishu -", "value", "value", NOBODY, page="`refusing:…` cursor"
    ),
    "platforms": Row("cursor", "CURSOR#platforms -", "", "value", NOBODY, RUNS, page="`platforms` cursor"),
    "listed": Row(
        "cursor",
        "CURSOR#listed:feishu -",
        "value",
        "value",
        replaced=True,
        listed=False,
        page="`other` cursors",
    ),
    "people_asked": Row(
        "cursor",
        "CURSOR#people:feishu -",
        "value",
        "value",
        replaced=True,
        listed=False,
        page="`other` cursors",
    ),
    "rotation": Row(
        "cursor",
        "CURSOR#rotation:feishu -",
        "value",
        "value",
        replaced=True,
        listed=False,
        page="`other` cursors",
    ),
    "dirty_mark": Row("dirty_mark", "DIRTY feishu:g2", "marked", "group"),
    "run": Row("run", "RUN#inspect …", "counts", "started"),
    "audit": Row("audit", "AUDIT#feishu:g1 …", "details", "what", listed=False),
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
    company.im.lives |= {"g1": life(1), "g2": life(1), "g3": life(99)}
    return company


def life(days: int) -> Life:
    return Life(MONDAY - timedelta(days=days), None)


@pytest.fixture(scope="module")
def monday() -> list[Item]:
    """All that is kept after Monday's ticks, with an item of each kind."""
    kept = Kept(made := inprocess_client(), new_table(made))
    company = company_of(kept)
    ledger = company.world.ledger
    for check in CHECKS:
        ledger.checks.save(armed(check))
    ledger.checks.save(CheckState("*", judged=3, judged_at=MONDAY))
    ledger.runs.set_cursor("events:feishu", (MONDAY - timedelta(days=90)).isoformat())
    found(company)
    chen = Person(("feishu:chen",), "陈立")
    ledger.people.publish("v1", [chen], MONDAY, NOBODY_REGISTERED)
    night = MONDAY + timedelta(days=1, hours=14)
    ledger.quiet.add([Heard(Post("feishu:g1", "feishu:wang", night.timestamp(), PostKind.HUMAN), "om_1")])
    ledger.inventory.mark_dirty("feishu:g2", MONDAY)
    ledger.audit.write(Entry(MONDAY, "seen", "feishu:g1", "product"))
    ledger.policy.publish("v1", b"{}", MONDAY, None)
    ledger.waivers.ask(Request("r1", "feishu:g2", IDLE, "feishu:zhou", MONDAY, MONDAY.date()))
    return [item for item in kept.items() if not item["PK"]["S"].startswith("LEASE#")]


@pytest.fixture
def kept(monday: list[Item]) -> Kept:
    kept = Kept(made := inprocess_client(), new_table(made))
    for item in monday:
        kept.put(item)
    return kept


def _prepare(name: str, company: Company) -> None:
    """What only this row needs, since it silences already where it can be read."""
    ledger, now = company.world.ledger, company.now
    if name == "waiver":
        ledger.waivers.put(
            "feishu:g1", Waiver("missing_owner", "审计", "何静", (now + timedelta(days=90)).date())
        )
    elif name == "filed":
        row_of_g1 = Group("feishu", "g1", purpose=Fact("新品推广", now, Source.DECLARED))
        ledger.inventory.put_filing(refiled(row_of_g1, None, by="群台账.xlsx", at=now))
    elif name == "outbox":
        row = Nudge("feishu:wang", THURSDAY.date(), "n", State.LEASED, "c", now + timedelta(days=9))
        ledger.outbox.claim(row, ledger.people.version())
    elif name == "unreachable_mark":
        ledger.directory.refuse("feishu:wang", now)
    elif name == "denied":
        ledger.runs.set_cursor("denied:feishu", "life=x")
    elif name == "refusing":
        ledger.runs.set_cursor("refusing:feishu", (now - timedelta(days=9)).isoformat())
    elif name == "lease":
        ledger.runs.lease("nudge", now=now, until=now + timedelta(days=9))


def _found(kept: Kept, row: Row) -> Item:
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
    _prepare(name, company)
    item = WAYS[way](_found(kept, row), row)
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
        CaseKey(f"feishu:{group}", check).id: f"{check} {group}"
        for group in ("g1", "g2", "g3")
        for check in CHECKS
    }
    shown: dict[str, set[str]] = {}
    for one in company.im.inbox:
        blocks: Any = one.card
        shown.setdefault(one.to, set()).update(ids[block[0]] for block in blocks[5])
    return shown


BAD = [(name, way) for name, row in ROWS.items() for way in WAYS if not (way == "cut" and not row.cut)]


@pytest.mark.parametrize(("name", "way"), BAD)
def test_every_run_goes_round_it_and_nobody_is_told_what_it_may_forbid(
    name: str, way: str, kept: Kept
) -> None:
    company, item = broken(name, way, kept)
    row = ROWS[name]
    for function in RUNS:
        tick(company, function, row.stops, row.kind)
    assert told(company) == row.told
    found_by_doctor = {one["detail"].partition(": ")[0] for one in _doctor(company)}
    assert found_by_doctor == ({key_of(item)} if row.listed else set())
    assert (item in kept.items()) is not row.replaced
    if row.stops != RUNS:
        assert company.world.ledger.checks.all()["*"].judged == (0 if name == "everything" else 3)


@pytest.mark.parametrize("name", ROWS)
def test_every_operation_goes_round_it_or_names_it(name: str, kept: Kept) -> None:
    company, _ = broken(name, "newer", kept)
    row = ROWS[name]
    company.operate("requests")
    if row.stops == RUNS:
        with pytest.raises((BadInput, ConfigError), match=row.kind):
            company.operate("explain", group="feishu:g1")
        return
    assert company.operate("explain", group="feishu:g1")["group"] == "feishu:g1"
    assert company.operate("coverage")["groups"] == 3


def _doctor(company: Company) -> list[Mapping[str, Any]]:
    findings = company.operate("doctor")["findings"]
    return [one for one in findings if one["about"].startswith("unreadable")]


def test_where_everything_can_be_read_all_are_told(kept: Kept) -> None:
    company = company_of(kept)
    company.at(14, 10, 20)
    for function in RUNS:
        tick(company, function, (), "")
    assert told(company) == ALL
    assert _doctor(company) == []


@pytest.mark.parametrize("way", WAYS)
def test_a_dirty_mark_is_replaced_by_the_next_one(way: str, kept: Kept) -> None:
    company, _ = broken("dirty_mark", way, kept)
    inventory = company.world.ledger.inventory
    assert inventory.dirty("feishu", 9) == []
    inventory.mark_dirty("feishu:g2", company.now)
    assert inventory.dirty("feishu", 9) == [("feishu:g2", company.now)]


def test_whoever_has_a_known_department_is_told_while_another_cannot_be_read(kept: Kept) -> None:
    company, _ = broken("department", "cut", kept)
    company.im.people["zhou"] = Profile("feishu:zhou", "周杰", "研发部")
    company.im.departments += (Department("研发部", head="feishu:chen"),)
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
        """It arrives, and at that moment the item goes bad."""
        sent = deliver.post(letter)
        kept.put(WAYS[way](_found(kept, ROWS[name]), ROWS[name]))
        return sent

    sending(company, post=post)
    company.nudge()
    assert told(company) == ALL
    row = company.world.ledger.outbox.get("feishu:wang", THURSDAY.date())
    assert row is not None
    assert row.state is State.SENT
    other = company.world.ledger.cases.get(CaseKey("feishu:g3", IDLE))
    assert other is not None
    assert other.shown_to == "feishu:wang"
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
            whole = _found(kept, row)
            kept.put(way(whole, row))
            assert not ledger.budgets.take("b", 1, 9, now) or at.startswith("SEEN")
            assert not ledger.seen.first("e", now)
            kept.put(whole)


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
    case = ledger.cases.get(CaseKey("feishu:g1", NOTICE))
    assert case is not None
    ledger.cases.save(case._replace(request="r1"))
    kept.put(WAYS[way](_found(kept, ROWS["request"]), ROWS["request"]))
    company.at(14, 10, 20)
    for function in RUNS:
        tick(company, function, (), "")
    assert told(company) == NOT_G1
    with pytest.raises(BadInput, match="request REQUESTS r1"):
        company.operate("decide", request="r1", verdict="granted", by="何静")


@pytest.mark.parametrize("function", RUNS)
def test_many_of_a_kind_stop_the_run_with_one_alarm(function: str, kept: Kept) -> None:
    company, row = company_of(kept), ROWS["meta"]
    whole = _found(kept, row)
    for number in range(MOST + 1):
        key = keys.part(f"feishu:x{number}", "meta")
        kept.put(WAYS["newer"](whole | to_wire({"PK": key.pk, "SK": key.sk}), row))
        case = keys.case(CaseKey(f"feishu:x{number}", NOTICE))
        due = from_wire(_found(kept, ROWS["case"])) | {"PK": case.pk, "SK": case.sk}
        kept.put(to_wire(due | {"group": f"feishu:x{number}", "G2SK": f"{due['G2SK'][:-2]}x{number}"}))
    company.at(14, 10, 20)
    if function == "nudge":  # it reads no group that nothing is due of: the directory is what it reads whole
        _many_accounts(kept)
    tick(company, function, (function,), "cannot be read")
    (alarm,) = company.world.log.named("too_many_unreadable")
    assert alarm["unreadable"] == MOST + 1
    assert told(company) == {}


def _many_accounts(kept: Kept) -> None:
    whole = _found(kept, ROWS["account"])
    for number in range(MOST + 1):
        key = keys.profile(f"feishu:x{number}")
        kept.put(WAYS["newer"](whole | to_wire({"PK": key.pk, "SK": key.sk}), ROWS["account"]))


MENDABLE = [name for name, row in ROWS.items() if name != "people_row"]


@pytest.mark.parametrize("name", MENDABLE)
def test_an_operator_sets_it_aside_and_a_run_goes_on(name: str, kept: Kept) -> None:
    company, item = broken(name, "newer", kept)
    key = key_of(item)
    shown = company.operate("mend", key=key)
    assert (shown["readable"], shown["kind"], shown["applied"]) == (False, ROWS[name].kind, False)
    assert item in kept.items()
    company.world = company.world.but(mode=Mode.REPORT)
    done = company.operate("mend", key=key, apply=True, by="何静", reason="恢复备份时被截断")
    assert item not in kept.items()
    (aside,) = [one for one in kept.items() if key_of(one) == done["aside"]]
    moved = {"PK", "SK", "ttl", "G1PK", "G1SK", "G2PK", "G2SK"}
    assert {one: value for one, value in aside.items() if one not in moved} == {
        one: value for one, value in item.items() if one not in moved
    }
    (entry,) = company.world.ledger.audit.of(key, 9)
    assert (entry.what, entry.by, entry.details["reason"]) == ("item_set_aside", "何静", "恢复备份时被截断")
    tick(company, (ROWS[name].stops or ("inspect",))[-1], (), "")
    assert _doctor(company) == []


def test_what_can_be_read_stays_and_what_is_not_there_is_said_so(kept: Kept) -> None:
    company = company_of(kept)
    key = key_of(_found(kept, ROWS["meta"]))
    assert company.operate("mend", key=key)["readable"] is True
    for given in ({"key": key}, {"key": "INV#0 nothing#meta"}):
        with pytest.raises(BadInput):
            company.operate("mend", apply=True, by="何静", reason="x", **given)


def test_nothing_is_set_aside_without_a_name_and_a_reason(kept: Kept) -> None:
    company, item = broken("meta", "newer", kept)
    for given in ({"by": "何静"}, {"reason": "x"}):
        with pytest.raises(BadInput, match="is missing"):
            company.operate("mend", key=key_of(item), apply=True, **given)
    assert item in kept.items()


def test_the_register_is_not_set_aside_while_somebody_can_be_nudged(kept: Kept) -> None:
    company, item = broken("people_version", "newer", kept)
    with pytest.raises(BadInput, match="people register"):
        company.operate("mend", key=key_of(item), apply=True, by="何静", reason="x")


def test_an_item_that_was_changed_meanwhile_stays(kept: Kept) -> None:
    company, item = broken("meta", "newer", kept)
    mending = company.world.ledger.mending
    seen = mending.show(key_of(item))
    assert seen is not None
    kept.put(item | to_wire({"id": "another"}))
    with pytest.raises(Conflict):
        mending.set_aside(key_of(item), seen, company.now)


def test_no_message_is_shown(kept: Kept) -> None:
    company = company_of(kept)
    company.at(14, 10, 20)
    company.nudge()
    shown = company.operate("mend", key="OUT#feishu:wang 2026-05-14")["fields"]
    assert shown["card"].endswith("characters, not shown)")
    assert shown["claim"].endswith("characters, not shown)")


PAGE = (Path(__file__).parents[2] / "docs" / "unreadable-items.md").read_text("utf-8")


def test_each_row_of_the_page_is_held_by_a_test() -> None:
    """Budgets and marks of events have one of their own above."""
    rows = {line.split(" | ")[0].removeprefix("| ") for line in PAGE.splitlines() if line.startswith("| `")}
    held = {row.page or f"`{row.kind}`" for row in ROWS.values()}
    assert rows == held | {"`budget`", "`seen`"}


def test_a_group_with_a_waiver_that_cannot_be_read_is_not_waived_over_it(kept: Kept) -> None:
    company, _ = broken("waiver", "cut", kept)
    with pytest.raises(BadInput, match="would be written over"):
        company.operate("waive", group="feishu:g1", by="何静", reason="x", until="2026-12-31")


def test_what_was_changed_while_somebody_looked_is_not_set_aside(kept: Kept) -> None:
    company, item = broken("notice", "cut", kept)
    tap(company, "mending.set_aside", raising(Conflict()))
    with pytest.raises(BadInput, match="changed meanwhile"):
        company.operate("mend", key=key_of(item), apply=True, by="何静", reason="x")
