"""A simulator's own door (`/_sim/…`): what tests and programs in other processes may see and do."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from local.im.acts import EVERY
from local.im.faults import Fault
from local.im.seen import Json, Letter, as_json
from local.im.wire import Answer, Request

if TYPE_CHECKING:
    from local.im.simulator import Simulator

PREFIX = "/_sim/"
_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})


def answered(simulator: "Simulator", request: Request) -> Answer:
    """POST bodies are the arguments by name. A wrong one is a 400 that says why."""
    if request.headers.get("host", "").rpartition(":")[0] not in _HOSTS:
        return _said(403, {"error": "this door opens from this machine only"})
    what = [unquote(part) for part in request.path.removeprefix(PREFIX).split("/")]
    try:
        if request.method == "GET":
            with simulator.lock:
                return _said(200, _shown(simulator, *what))
        arguments = json.loads(request.body or b"{}")
        return _said(200, _orders(simulator)[what[0]](**arguments) or {"ok": True})
    except (KeyError, TypeError, ValueError) as problem:
        return _said(400, {"error": str(problem.args[0]) if problem.args else "wrong"})


def _shown(simulator: "Simulator", what: str, name: str = "", part: str = "") -> Any:
    """Raises KeyError for what there is not."""
    if what == "users" and name:
        person = simulator.person(name)
        if part == "groups":
            return [group for group in simulator.groups() if group.owner == person.id]
        return _screen(simulator, person.id, simulator.inbox(person.id))
    if what == "groups" and name:
        return simulator.page(name)
    return _looks(simulator)[what]()


def _looks(simulator: "Simulator") -> Mapping[str, Callable[[], Any]]:
    faults, calls = simulator.faults, simulator.calls
    return {
        "world": partial(_world, simulator),
        "snapshot": partial(_screens, simulator),
        "users": simulator.people,
        "groups": simulator.groups,
        "deliveries": simulator.pushes.log,
        "calls": lambda: {"calls": calls.made, "results": calls.results},
        "faults": lambda: {"ordered": faults.pending(), "kinds": faults.kinds},
        "clock": partial(_time, simulator),
        **simulator.own_looks(),
    }


def _world(simulator: "Simulator") -> Json:
    """What there is, in numbers."""
    groups, letters = simulator.groups(), simulator.letters()
    return {
        "company": simulator.company.name,
        "platform": simulator.platform,
        "now": simulator.clock.moment(),
        "bot": simulator.bot,
        "people": len(simulator.people()),
        "groups": len(groups),
        "groups_with_bot": sum(group.has_bot and not group.is_dissolved for group in groups),
        "sent": len(letters),
        "unread": sum(not letter.is_read for letter in letters),
    }


def _screens(simulator: "Simulator") -> Json:
    """Everyone who got something from the bot, whoever got the latest first."""
    inboxes: dict[str, list[Letter]] = {}
    for letter in reversed(simulator.letters()):
        inboxes.setdefault(letter.to, []).insert(0, letter)
    users = [_screen(simulator, person, inbox) for person, inbox in inboxes.items()]
    return {"now": simulator.clock.moment(), "company": simulator.company.name, "users": users}


def _screen(simulator: "Simulator", person: str, inbox: list[Letter]) -> Json:
    return {
        **simulator.person(person)._asdict(),
        "unread": sum(not letter.is_read for letter in inbox),
        "inbox": inbox,
        "flashes": simulator.presses.flashes.get(person, []),
    }


def _orders(simulator: "Simulator") -> Mapping[str, Callable[..., Any]]:
    pushes = simulator.pushes
    return {
        **{name: partial(_act, simulator, name) for name in (*EVERY, "read")},
        "press": partial(_press, simulator),
        "webhook": partial(_webhook, simulator),
        "challenge": partial(_challenge, simulator),
        "faults": partial(_faults, simulator),
        "clock": partial(_set_clock, simulator),
        "play": partial(_play, simulator),
        "deliver": lambda **how: {"attempts": pushes.deliver_due(**how)},
        "settled": lambda: {"unsettled": pushes.unsettled()},
        "doubling": lambda every: setattr(pushes, "doubling", every),
        "forget_calls": simulator.calls.forget,
        **simulator.own_orders(),
    }


def _act(simulator: "Simulator", act: str, /, **arguments: Any) -> None:
    getattr(simulator.acts, act)(**arguments)


def _press(
    simulator: "Simulator", user: str, message: str, button: str | int, form: Json | None = None
) -> object:
    return simulator.presses.press(simulator.person(user).id, message, button, form)


def _webhook(simulator: "Simulator", url: str | None = None, deadline: float = 0, **keys: str) -> Json:
    """What is left out stays as it is; keys by the vendor's names."""
    hook = simulator.hook.keyed(**keys)
    hook = hook._replace(url=hook.url if url is None else url, deadline=deadline or hook.deadline)
    simulator.subscribe(hook)
    return {"url": hook.url}


def _challenge(simulator: "Simulator", word: str = "ajls384kdj1234") -> Json:
    outcome = simulator.verify_url(word)
    passed = outcome.accepted and outcome.seconds <= 1 and simulator.is_echo(outcome, word)
    return {"passed": passed, "status": outcome.status, "latency_ms": round(outcome.seconds * 1000)}


def _faults(simulator: "Simulator", order: list[Json] | None = None, clear: bool = False) -> Json:  # noqa: FBT001, FBT002 - a name in JSON
    if clear:
        simulator.faults.clear()
    simulator.faults.order(*(Fault(**each) for each in order or ()))
    return {"ordered": simulator.faults.pending()}


def _set_clock(simulator: "Simulator", advance: float = 0, set_to: str = "") -> Json:
    """`set_to`: ISO with an offset."""
    if set_to:
        simulator.clock.set(datetime.fromisoformat(set_to))
    if advance:
        simulator.clock.advance(advance)
    return _time(simulator)


def _time(simulator: "Simulator") -> Json:
    return {"now": simulator.clock.moment(), "offset": simulator.clock.offset()}


def _play(simulator: "Simulator", until: str = "", pushed: str = "all") -> Json:
    """What is written to have happened by then, or by now."""
    end = datetime.fromisoformat(until).timestamp() if until else simulator.clock.now()
    return {"steps": simulator.script.play(end, pushed), "left": simulator.script.left()}


def _said(status: int, value: object) -> Answer:
    body = json.dumps(as_json(value), ensure_ascii=False).encode(errors="surrogatepass")
    return Answer(status, body, (("Content-Type", "application/json; charset=utf-8"),))
