"""Whatever somebody does about a group of theirs may break off after each single write to the table: pressed again, the same comes of it."""

from collections.abc import Callable
from contextlib import nullcontext, suppress
from typing import Any

import pytest

from local.stack.direct import DirectClient
from shared.adapters.dynamodb.ledger import open_ledger
from shared.app.inspect.tick import inspect
from shared.app.pages.hand_over import take_back
from shared.app.pages.together import ask_along, shared_with, step_down
from shared.core.errors import PageRefused
from shared.core.handover import Reply
from tests.app.handing import Handing
from tests.app.pages import CHEN, SALES, WANG
from tests.fakes.ports import MORNING
from tests.fakes.world import FakeClock
from tests.support_ministack import new_table

MOST = 30
WRITES = {"put_item", "update_item", "delete_item", "transact_write_items", "batch_write_item"}
TAKE = {**SALES, "take": "yes"}
NOTHING_LEFT = {"gives it up", "takes the offer back", "steps down"}
"""Whoever presses this again is told that there is nothing of theirs, which is what they wanted; its cases follow with the next
inspection."""


class Gone(BaseException):
    """The process ends, and nobody catches it."""


class _Ends:
    """A client whose process ends after so many writes; None: never."""

    def __init__(self) -> None:
        self.real = DirectClient()
        self.left: int | None = None

    def __getattr__(self, method: str) -> Any:
        call = getattr(self.real, method)

        def counted(**given: Any) -> Any:
            said = call(**given)
            if method in WRITES and self.left is not None:
                self.left -= 1
                if self.left == 0:
                    raise Gone
            return said

        return counted


def _filed(office: Handing) -> str:
    return office.files().handle


def _offered(office: Handing) -> str:
    office.offer(group := office.files())
    return group.handle


def _claimed(office: Handing) -> str:
    group = office.files(CHEN)
    office.tries(TAKE)
    return group.handle


def _asked_along(office: Handing) -> str:
    group = office.files()
    ask_along(group.handle, CHEN, office.who(), office.world.ports)
    return group.handle


def _shared(office: Handing) -> str:
    handle = _asked_along(office)
    office.answers(Reply.ACCEPTED, CHEN, handle)
    return handle


ACTS: dict[str, tuple[Callable[[Handing], str], Callable[[Handing, str], object]]] = {
    "files it": (lambda _: "", lambda office, _: office.tries(SALES)),
    "says that it is theirs": (
        lambda office: office.files(CHEN).handle,
        lambda office, _: office.tries(TAKE),
    ),
    "offers it": (_filed, lambda office, _: office.offer(office.mine().groups[0])),
    "takes the offer back": (
        _offered,
        lambda office, handle: take_back(handle, office.who(), office.world.ports),
    ),
    "says yes": (_offered, lambda office, handle: office.answers(Reply.ACCEPTED, CHEN, handle)),
    "says that it is still theirs": (
        _claimed,
        lambda office, handle: office.answers(Reply.DECLINED, CHEN, handle),
    ),
    "says yes to looking after it too": (
        _asked_along,
        lambda office, handle: office.answers(Reply.ACCEPTED, CHEN, handle),
    ),
    "steps down": (_shared, lambda office, handle: step_down(handle, office.who(CHEN), office.world.ports)),
    "gives it up": (_filed, lambda office, handle: office.give_up(handle)),
}


def _office() -> tuple[_Ends, Handing]:
    client = _Ends()
    clock = FakeClock(MORNING)
    return client, Handing(ledger=open_ledger(client, new_table(client), clock))


def _kept(what: str, office: Handing) -> object:
    """Whose it is, what is asked of whom, what is open, and who has it on a page."""
    if what in NOTHING_LEFT:
        inspect({}, office.world.ports)
    ledger = office.world.ledger
    [key] = ledger.inventory.named(SALES["platform"], SALES["name"])
    file = office.stored(key)
    # Of what they filed already they are shown that, and not once more what could be done about it.
    cases = {(case.key.check, case.is_open, case.to, case.due) for case in file.cases if what != "files it"}
    lists = [
        (office.names(one), len(office.asked(one)), len(shared_with(office.who(one), office.world.ports)))
        for one in (WANG, CHEN)
    ]
    return file.filed, cases, lists, ledger.runs.cursor("platforms"), ledger.runs.cursor("contested")


@pytest.mark.parametrize("what", ACTS)
def test_after_every_write_the_rest_is_made_up_for_when_it_is_pressed_again(what: str) -> None:
    before, act = ACTS[what]
    _, undisturbed = _office()
    act(undisturbed, before(undisturbed))
    wanted = _kept(what, undisturbed)
    for number in range(1, MOST):
        client, office = _office()
        handle = before(office)
        client.left = number
        try:
            act(office, handle)
        except Gone:
            client.left = None
            with suppress(PageRefused) if what in NOTHING_LEFT else nullcontext():
                act(office, handle)
            assert _kept(what, office) == wanted, f"after {number} writes"
        else:
            assert number > 2
            return
    raise AssertionError("more writes than an act on a page may take")
