"""What a function asks of the table is what its role allows: the main job on a real table, each call checked against the template."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from local.stack.direct import DirectClient
from shared.adapters.dynamodb.ledger import open_ledger
from shared.app.collect.tick import collect
from shared.app.desk.desk import act, desk, opened
from shared.app.desk.nobody import note_nobody
from shared.app.desk.ownerless import appoint
from shared.app.desk.people import candidates
from shared.app.inbound.absorb import Message, absorb
from shared.app.inspect.tick import inspect
from shared.app.nudge.tick import nudge
from shared.app.ops.operate import operate
from shared.app.pages.asked import asked
from shared.app.pages.explaining import ask_again, explain
from shared.app.pages.items import items_of, message_of
from shared.app.pages.operations import operations, pause, resume
from shared.app.pages.press import press as press_on_page
from shared.app.pages.shown import handle_of
from shared.app.pages.visitor import Visitor, visitor
from shared.app.ports.ports import Ports
from shared.app.ports.state import Part
from shared.core.card import Press
from shared.core.case import CaseKey
from shared.core.check_state import CheckState
from shared.core.functions import FUNCTIONS
from shared.core.lang import Lang
from shared.core.model import Employment, Fact, Profile
from tests.app.business import NOTICE, armed, nudge_of
from tests.app.company import FULL, Company, speaking_policy
from tests.functions.translated import statements
from tests.support_ministack import new_table

GROUP = "pigeon:g1"


def allowed(function: str) -> set[str]:
    """The actions on the table, and on what lies under it, that a role has."""
    return {
        action.partition(":")[2]
        for statement in statements(function)
        for action in (
            statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        )
        if action.startswith("dynamodb:")
    }


def wanted(method: str, given: Any) -> Iterator[str]:
    """The actions that a call needs: of a transaction, those of its members."""
    if method == "transact_write_items":
        for item in given["TransactItems"]:
            (kind,) = item
            yield "ConditionCheckItem" if kind == "ConditionCheck" else f"{kind}Item"
    else:
        yield "".join(word.capitalize() for word in method.split("_"))


class Guarded:
    """A client that one function holds at a time."""

    def __init__(self) -> None:
        self._client = DirectClient()
        self.function = ""
        self.refused: set[tuple[str, str]] = set()

    def __getattr__(self, method: str) -> Any:
        inner = getattr(self._client, method)

        def call(**given: Any) -> Any:
            if self.function:
                lacking = set(wanted(method, given)) - allowed(self.function)
                self.refused |= {(self.function, action) for action in lacking}
            return inner(**given)

        return call


class Installed:
    """A company whose functions keep what they know in a real table."""

    def __init__(self, check: str = NOTICE) -> None:
        self.client = Guarded()
        self.company = Company(speaking_policy(check))
        ledger = open_ledger(self.client, new_table(self.client), self.company.world.clock)
        self.company.world = self.company.world._replace(ledger=ledger).but(ledger=lambda: ledger)
        self.company.add("g1")
        ledger.checks.save(armed(check))

    def run(self, function: str, work: Any) -> Any:
        self.client.function = function
        try:
            return work(self.company.world.ports)
        finally:
            self.client.function = ""

    def operate(self, do: str, **given: Any) -> Any:
        return self.run("ops", lambda ports: operate({"do": do, **given}, ports))

    def press(self, deed: str) -> None:
        row = nudge_of(self.company)
        case = CaseKey(GROUP, NOTICE).id
        press = Press("pigeon:wang", row.id, row.day.isoformat(), case, deed, "c-1", id=f"p-{deed}")
        message = Message("m1", {"platform": "pigeon", **press.to_queue()})
        assert self.run("absorb", lambda ports: absorb([message], ports)) == []

    def press_on_page(self, deed: str, check: str = NOTICE, person: str = "wang") -> None:
        """After looking at the page, as its form says it."""
        row, case = nudge_of(self.company, person), CaseKey(GROUP, check).id

        def work(ports: Ports) -> None:
            who = visitor(f"pigeon:{person}", ports.clock.now(), ports, Lang.ZH)
            message = message_of(row.id, who, ports)
            assert message is not None
            assert items_of(message, who, ports)
            press_on_page({"m": row.id, "case": case, "deed": deed, "once": ports.token()}, who, ports)

        self.run("pages", work)


@pytest.fixture
def told() -> Installed:
    """王芳 was told that an announcement lacks."""
    here = Installed()
    here.run("collect", lambda ports: collect({}, ports))
    here.run("inspect", lambda ports: inspect({}, ports))
    here.company.at(14, 10, 20)
    here.run("nudge", lambda ports: nudge({}, ports))
    assert [one.to for one in here.company.im.inbox] == ["wang"]
    return here


def test_from_the_first_look_to_the_thank_you_no_role_lacks_a_right(told: Installed) -> None:
    told.company.im.texts["g1"] = FULL
    told.press("done")
    assert told.client.refused == set()


@pytest.mark.parametrize("deed", ["done", "explain"])
def test_an_answer_on_a_page_needs_no_more_rights_than_the_pages(told: Installed, deed: str) -> None:
    told.company.im.texts["g1"] = FULL
    told.press_on_page(deed)
    assert deed in {one.deed for one in nudge_of(told.company).answers.values()}
    assert told.client.refused == set()


def test_an_answer_that_asks_the_directory_may_keep_what_it_says() -> None:
    here = Installed("missing_owner")
    wang = here.company.im.people["wang"]
    here.company.im.people["wang"] = wang._replace(employment=Employment.LEFT)
    for function, work in (("collect", collect), ("inspect", inspect)):
        here.run(function, partial(work, {}))
    here.company.at(14, 10, 20)
    here.run("nudge", partial(nudge, {}))
    assert [one.to for one in here.company.im.inbox] == ["zhou"]
    here.company.im.people["wang"] = wang
    here.press_on_page("done", "missing_owner", "zhou")
    assert here.client.refused == set()


@pytest.mark.parametrize("verdict", ["granted", "refused"])
def test_a_request_is_decided_with_the_rights_of_operations(told: Installed, verdict: str) -> None:
    told.press("explain")
    (request,) = told.operate("requests")["requests"]
    told.operate("decide", request=request["request"], verdict=verdict, by="何静", reason="审计")
    assert told.client.refused == set()


def test_whatever_operations_ask_needs_no_more_rights_than_theirs(told: Installed) -> None:
    sample = told.operate("review", check=NOTICE)["sample"]
    told.operate("review", check=NOTICE, right=[one["case"] for one in sample], by="何静")
    told.company.world.ledger.checks.save(
        CheckState(NOTICE, version=told.company.world.ledger.checks.all()[NOTICE].version)
    )
    told.run("inspect", lambda ports: inspect({}, ports))
    told.operate("release", check=NOTICE, by="何静")
    told.operate("waive", group=GROUP, check=NOTICE, reason="审计", by="何静", until="2026-12-31")
    told.operate("explain", group=GROUP)
    told.operate("people", who="王芳")
    told.operate("people", same=True)
    for do in ("coverage", "doctor", "requests"):
        told.operate(do)
    assert told.client.refused == set()


def visit(here: Installed, account: str, work: Callable[[Visitor, Ports], Any]) -> Any:
    return here.run("pages", lambda ports: work(visitor(account, here.company.now, ports, Lang.ZH), ports))


def decide(here: Installed, clerk: str, **form: str) -> None:
    """The one thing that waits."""
    [item] = visit(here, clerk, desk).items
    address = f"requests-{item.handle}"
    visit(here, clerk, lambda who, ports: act(opened(address, who, ports), form, who, ports))


def test_the_pages_of_owners_clerks_and_operators_need_no_more_rights_than_theirs(told: Installed) -> None:
    inventory = told.company.world.ledger.inventory
    told.company.world.ledger.directory.save(
        "pigeon",
        [Profile(f"pigeon:{one}", one, "总经办", employment=Employment.ACTIVE) for one in ("he", "zhao")],
        [],
        told.company.now,
    )
    policy = speaking_policy(NOTICE, clerks=("pigeon:he", "pigeon:zhao"), operators=("pigeon:he",))
    told.company.world = told.company.world.but(policy=lambda: policy)
    handle = handle_of(GROUP)
    visit(told, "pigeon:wang", lambda who, ports: explain(handle, NOTICE, "年底解散", who, ports))
    [request] = visit(told, "pigeon:wang", asked)
    decide(told, "pigeon:he", verdict="refused", reason="请补上")
    visit(told, "pigeon:wang", lambda who, ports: ask_again(handle, request.id, "再看看", who, ports))
    decide(told, "pigeon:zhao", verdict="granted", reason="好")
    assert {one.outcome[:3] for one in visit(told, "pigeon:wang", asked)} == {"已同意", "没有同"}
    file = inventory.get(GROUP)
    assert file is not None
    nobody = file.group._replace(owner=Fact(None, told.company.now), admins=Fact((), told.company.now))
    inventory.save(file._replace(group=nobody), [Part.META], told.company.now)
    told.company.world.ledger.directory.save("pigeon", [], [], told.company.now)
    note_nobody(told.company.world.ledger, [GROUP])
    visit(told, "pigeon:he", lambda who, ports: candidates("王", who, ports))
    visit(told, "pigeon:he", operations)
    visit(told, "pigeon:he", lambda who, ports: pause({"reason": "调整"}, who, ports))
    visit(told, "pigeon:he", resume)
    visit(
        told,
        "pigeon:he",
        lambda who, ports: appoint(file, candidates("王芳", who, ports)[0], who, ports),
    )
    assert told.client.refused == set()


def test_the_guard_sees_what_a_role_lacks() -> None:
    here = Installed()
    here.run("hooks", lambda ports: collect({}, ports))
    assert ("hooks", "Query") in here.client.refused


def test_every_function_has_rights_on_the_table() -> None:
    assert all(allowed(function) for function in FUNCTIONS)
