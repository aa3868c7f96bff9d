"""The fake and the table say the same, word for word, whatever is asked of them in whatever order."""

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest

from shared.app.ports.state import INVENTORY_SHARDS, Part
from shared.core.case import Case, CaseKey, Step
from shared.core.check_state import CheckState
from shared.core.errors import KeeperError
from shared.core.filed import GOOD_FOR
from shared.core.model import NOBODY_REGISTERED, Department, Fact, PostKind, Profile, Waiver
from shared.core.outbox import SETTLED, Answer, Nudge, Shown, State
from shared.core.request import Decision, Request, Verdict
from shared.core.run import Entry, Run
from tests.adapters.state.stores import (
    DAY,
    HOUR,
    NOW,
    TODAY,
    Store,
    activity,
    case,
    filing,
    frozen,
    group_file,
    heard,
    lease,
    memory_store,
    table_store,
    told,
)
from tests.support_ministack import inprocess_client

STEPS = 60
SEEDS = range(40)
OFTEN = ("step_save_case", "step_get_case", "step_claim", "step_freeze", "step_take_over", "step_settle")


class Walk:
    """A random walk through everything that can be asked; the same seed walks the same way."""

    def __init__(self, store: Store, seed: int) -> None:
        self._ledger, self._clock = store.ledger, store.clock
        self._again = store.again
        self._dice = random.Random(seed)
        self._cases: list[Case] = []
        self._nudges: list[Nudge] = []
        self._tokens: list[str] = ["none"]

    def trace(self) -> list[str]:
        """What came of each step."""
        steps = [getattr(self, name) for name in (*sorted(dir(self)), *OFTEN) if name.startswith("step_")]
        return [self._outcome(self._dice.choice(steps)) for _ in range(STEPS)] + [
            self._outcome(self._everything)
        ]

    def _outcome(self, step: Callable[[], Any]) -> str:
        try:
            result = step()
        except KeeperError as error:
            result = type(error).__name__
        if isinstance(result, Iterator):
            result = list(result)
        return f"{step.__name__}: {result!r}"

    def _everything(self) -> list[Any]:
        groups = [
            file
            for number in range(INVENTORY_SHARDS)
            for file in self._ledger.inventory.shard("pigeon", number)
        ]
        posts = list(self._ledger.quiet.posts([TODAY, TODAY + DAY]))
        outbox = [self._ledger.outbox.since(f"pigeon:ou_{number}", TODAY) for number in range(2)]
        return [groups, posts, outbox, sorted(self._ledger.directory.profiles("pigeon").items())]

    def _person(self) -> str:
        return f"pigeon:ou_{self._dice.randrange(2)}"

    def _group(self) -> str:
        return f"oc_{self._dice.randrange(3)}"

    def _at(self) -> datetime:
        return NOW + self._dice.randrange(-30, 30) * HOUR

    def _day(self) -> date:
        return TODAY + self._dice.randrange(2) * DAY

    def _held(self) -> Nudge:
        return self._dice.choice(self._nudges) if self._nudges else lease()

    def step_clock(self) -> None:
        self._clock.forward(self._dice.choice([HOUR, -HOUR, DAY]))

    def step_restart(self) -> None:
        self._ledger = self._again()

    def step_save_case(self) -> Case:
        new = case(f"pigeon:{self._group()}", self._dice.choice(["group_name", "missing_owner"]))
        one = self._dice.choice([new, *self._cases])
        changes: dict[str, Any] = self._dice.choice(
            [
                {"due": self._at(), "to": self._person(), "step": Step.TOLD},
                {"evidence_key": (str(self._dice.randrange(3)),)},
                {"resolved": self._at()},
                {"resolved": None, "request": self._dice.choice(["", "r1"])},
            ]
        )
        saved = self._ledger.cases.save(one._replace(**changes))
        self._cases.append(saved)
        return saved

    def step_get_case(self) -> Case | None:
        found = self._ledger.cases.get(CaseKey(f"pigeon:{self._group()}", "group_name"))
        if found:
            self._cases.append(found)
        return found

    def step_due_accounts(self) -> Iterator[str]:
        return self._ledger.cases.due_accounts(self._at())

    def step_due_to(self) -> list[CaseKey]:
        return self._ledger.cases.due_to(self._person(), self._at())

    def step_claim(self) -> bool:
        nudge = lease(self._person(), self._day(), f"c{self._dice.randrange(99)}", lease_until=self._at())
        if self._ledger.outbox.claim(nudge, NOBODY_REGISTERED):
            self._nudges.append(nudge)
            return True
        return False

    def step_get_nudge(self) -> Nudge | None:
        nudge = self._ledger.outbox.get(self._person(), self._day())
        if nudge:
            self._nudges.append(nudge)
        return nudge

    def step_freeze(self) -> None:
        nudge = frozen(self._held(), *self._cases[-2:])
        self._nudges.append(nudge)
        self._ledger.outbox.freeze(nudge, NOBODY_REGISTERED)

    def step_take_over(self) -> Nudge:
        taken = self._ledger.outbox.take_over(self._held(), f"t{self._dice.randrange(99)}", self._at())
        self._nudges.append(taken)
        return taken

    def step_release(self) -> None:
        self._ledger.outbox.release(self._held())

    def step_settle(self) -> None:
        nudge = self._held()
        some = {one.key: one for one in self._cases[-3:]}.values()
        ends = [(Shown(one.key, Step.TOLD, one.evidence_key), told(one, nudge, self._at())) for one in some]
        state = self._dice.choice(sorted(SETTLED))
        self._ledger.outbox.settle(nudge._replace(handle="om", settled=NOW), state, ends)

    def step_unsettled(self) -> Iterator[tuple[str, date]]:
        return self._ledger.outbox.unsettled(self._at())

    def step_answer(self) -> bool:
        note = self._dice.choice(["", "", "好"])
        return self._ledger.outbox.answer(self._person(), self._day(), "c1", Answer("done", self._at(), note))

    def step_save_group(self) -> None:
        name = Fact(f"群{self._dice.randrange(9)}", self._at())
        life = self._dice.choice([None, activity(self._at(), self._at(), self._at()), activity(None)])
        parts = self._dice.sample(list(Part), 2)
        self._ledger.inventory.save(group_file(self._group(), name=name, activity=life), parts, self._at())

    def step_file(self) -> list[str]:
        self._ledger.inventory.put_filing(filing(self._group(), at=self._at(), owner=self._person()))
        return self._ledger.inventory.lapsed_of(self._person(), self._at() + GOOD_FOR)

    def step_heard(self) -> bool:
        human, bot = self._dice.choice([(self._at(), None), (None, self._at()), (self._at(), self._at())])
        return self._ledger.inventory.heard(f"pigeon:{self._group()}", human, bot, self._at())

    def step_dirt(self) -> list[tuple[str, datetime]]:
        group = f"pigeon:{self._group()}"
        self._dice.choice([self._ledger.inventory.mark_dirty, self._ledger.inventory.clean])(
            group, self._at()
        )
        return self._ledger.inventory.dirty("pigeon", 2)

    def step_forget(self) -> bool:
        if self._dice.random() < 0.3:
            self._ledger.inventory.forget_group(f"pigeon:{self._group()}")
        return self._ledger.directory.forget(self._person())

    def step_count(self) -> None:
        self._ledger.quiet.add(
            heard(
                self._dice.randrange(9),
                f"pigeon:{self._group()}",
                self._dice.choice(["ou_1", "ou_2", None]),
                at,
            )
            for at in [NOW + self._dice.randrange(3) * 9 * HOUR]
            for _ in range(3)
        )
        self._ledger.quiet.add([heard(1, kind=self._dice.choice(list(PostKind)))])

    def step_directory(self) -> Any:
        people = [Profile(f"ou_{self._dice.randrange(2)}", f"名{self._dice.randrange(3)}")]
        homes = [Department(self._dice.choice(["研发", "财务"]), ("a",) * self._dice.randrange(2))]
        self._ledger.directory.save("pigeon", people, homes, self._at())
        self._ledger.directory.refuse(self._person(), self._dice.choice([None, self._at()]))
        unreachable = sorted(self._ledger.directory.refused("pigeon").items())
        return [unreachable, self._ledger.directory.departments("pigeon")]

    def step_lease(self) -> str | None:
        now = self._at()
        token = self._ledger.runs.lease("x", now=now, until=now + 9 * HOUR)
        self._tokens.append(token or "none")
        self._ledger.runs.unlease("x", self._dice.choice(self._tokens))
        return token

    def step_runs(self) -> list[Run]:
        number = self._dice.randrange(9)
        self._ledger.runs.record(Run(f"r{number}", "nudge", self._at(), None, {"n": number}))
        return self._ledger.runs.recent("nudge", 2)

    def step_check(self) -> CheckState:
        states = self._ledger.checks.all()
        state = self._dice.choice([CheckState("*"), *states.values()])
        return self._ledger.checks.save(state._replace(found=self._dice.randrange(3)))

    def step_waiver(self) -> bool:
        group, check = f"pigeon:{self._group()}", self._dice.choice([None, "group_name"])
        if self._dice.random() < 0.6:
            self._ledger.waivers.put(group, Waiver(check, "x", "ops", self._day()))
        return self._ledger.waivers.remove(group, self._dice.choice([None, "missing_owner"]))

    def step_request(self) -> list[Request]:
        request = Request(
            f"r{self._dice.randrange(4)}", "pigeon:oc_1", "group_name", self._person(), self._at(), TODAY
        )
        self._ledger.waivers.ask(request)
        return [*self._ledger.waivers.pending(), *self._ledger.waivers.asked_by([request.by])]

    def step_decide(self) -> Request | None:
        found = self._ledger.waivers.request(f"r{self._dice.randrange(4)}")
        if found:
            verdict = Decision(self._dice.choice(list(Verdict)), "ops", self._at())
            self._ledger.waivers.decide(found, verdict)
        return found

    def step_audit(self) -> list[Entry]:
        self._ledger.audit.write(Entry(self._at(), "told", self._group(), "product", {"n": 1}))
        return self._ledger.audit.of(self._group(), 2)

    def step_budget(self) -> bool:
        return self._ledger.budgets.take("b", self._dice.randrange(9), 40, self._at())

    def step_seen(self) -> bool:
        return self._ledger.seen.first(f"e{self._dice.randrange(4)}", self._at())

    def step_policy(self) -> Any:
        version = f"v{self._dice.randrange(3)}"
        self._ledger.policy.publish(version, b"{}", NOW, self._dice.choice([None, "v0", "v1", "v2"]))
        return self._ledger.policy.current()


@pytest.fixture(scope="module")
def client() -> Any:
    return inprocess_client()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_walk_leaves_the_same_trace(client: Any, seed: int) -> None:
    assert Walk(memory_store(), seed).trace() == Walk(table_store(client), seed).trace()


def test_walks_come_to_every_end() -> None:
    """Otherwise the comparison above would compare little."""
    ends = {end for seed in SEEDS for end in Walk(memory_store(), seed).trace()}
    lost = {end.removeprefix("step_").partition(":")[0] for end in ends if end.endswith(": 'Conflict'")}
    assert lost == {"check", "decide", "freeze", "policy", "release", "save_case", "settle", "take_over"}
    assert [state for state in State if not any(f"<State.{state.name}:" in end for end in ends)] == []
    assert not {name for name in dir(Walk) if name.startswith("step_")} - {
        end.partition(":")[0] for end in ends
    }
