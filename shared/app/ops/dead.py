"""Dead letters: what a queue gave up on is listed, shown, put back into its queue or dropped."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from shared.app.ops.base import Op, Param, refuse
from shared.app.ops.dead_letter import SHORTEST_ID, fields, namer, read, row, short_ids
from shared.app.ports.ports import DeadLetter, Ports
from shared.app.runs.run import is_out_of_time
from shared.core.errors import BadInput, Fault, StoreUnavailable
from shared.core.run import Entry
from shared.core.schema.node import listed, quoted

QUEUES = ("events", "answers")
_MOST_NAMED = 100
"""Ids in one call; more than that is `all`."""


def run(given: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    action = _ACTIONS.get(given["action"])
    if action is None:
        raise refuse(f"{quoted(given['action'])} cannot be done", f"Write one of: {listed(_ACTIONS)}")
    return {"action": given["action"], **action(given, ports)}


def _list(given: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    queue = given.get("queue")
    if queue is not None and queue not in QUEUES:
        raise refuse(f"there is no queue {quoted(queue)}", f"Write one of: {listed(QUEUES)}")
    with _held(ports) as letters:
        found = sorted(letters, key=lambda letter: (letter.sent, letter.id))
        short, name_of = short_ids(found), namer(ports)
        rows = [
            row(read(letter, ports), short[letter.id], name_of)
            for letter in found
            if queue in {None, letter.queue}
        ]
    waiting = {name: many for name, many in ports.dead_letters().waiting().items() if queue in {None, name}}
    return {"waiting": waiting, "letters": rows}


def _show(given: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    with _held(ports) as letters:
        found = _named(_ids(given), letters)
        if len(found) != 1:
            raise refuse(f"{len(found)} messages are named", "Name one")
        (letter,) = found
        short = short_ids(letters)[letter.id]
        shown = row(read(letter, ports), short, namer(ports))
    told = fields(letter.body or {})
    others = len(letter.body or {}) - len(told)
    return {
        **shown,
        "bytes": len(letter.text.encode("utf-8", "replace")),
        "fields": told,
        "not_shown": others,
    }


def _replay(given: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    """By id whatever is named; with `all` what is not understood is left, since it would only come back."""
    by, everything = _needed(given, "by", "who decides"), given.get("all", False)
    if everything == bool(given.get("ids")):
        raise refuse("either ids or all", "Name messages, or everything, and not both")
    with _held(ports) as letters:
        if everything:
            wanted = [letter for letter in letters if read(letter, ports).understood is not None]
            left = [letter.id for letter in letters if letter not in wanted]
        else:
            wanted, left = _named(_ids(given), letters), []
        entry = Entry(ports.clock.now(), "dead_replayed", "", by)
        done = _each(wanted, ports.dead_letters().replay, letters, entry, ports)
    return {"replayed": done, "stayed": _stayed(wanted, done), "not_understood": left}


def _drop(given: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    by, reason = _needed(given, "by", "who decides"), _needed(given, "reason", "why, in a sentence")
    with _held(ports) as letters:
        wanted = _named(_ids(given), letters)
        entry = Entry(ports.clock.now(), "dead_dropped", "", by, {"reason": reason})
        done = _each(wanted, ports.dead_letters().drop, letters, entry, ports)
    return {"dropped": done, "stayed": _stayed(wanted, done)}


def _each(
    wanted: Sequence[DeadLetter],
    act: Callable[[DeadLetter], None],
    held: list[DeadLetter],
    entry: Entry,
    ports: Ports,
) -> list[str]:
    """One after the other, each written down at once; the ids of those that are no dead letters any more."""
    done: list[str] = []
    for letter in wanted:
        if is_out_of_time(ports):
            break
        try:
            act(letter)
        except StoreUnavailable as error:
            ports.log.event("dead_letter_stays", letter=letter.id, call=error.call, code=error.code)
            continue
        held.remove(letter)
        details = {**entry.details, "message": letter.id}
        ports.ledger().audit.write(entry._replace(subject=f"queue:{letter.queue}", details=details))
        done.append(letter.id)
    return done


def _stayed(wanted: Sequence[DeadLetter], done: Sequence[str]) -> list[str]:
    """What its queue did not take, or there was no time for."""
    return [letter.id for letter in wanted if letter.id not in done]


@contextmanager
def _held(ports: Ports) -> Iterator[list[DeadLetter]]:
    """Everything that waits, while somebody looks; what is still in the list afterwards is given back at once."""
    dead = ports.dead_letters()
    letters: list[DeadLetter] = []
    try:
        for queue in QUEUES:
            for letter in dead.take(queue):
                letters.append(letter)  # noqa: PERF402 (one by one: what fails half way is given back as well)
        yield letters
    finally:
        dead.give_back(letters)


def _ids(given: Mapping[str, Any]) -> list[str]:
    ids = given.get("ids", [])
    if not ids or len(ids) > _MOST_NAMED or not all(isinstance(one, str) for one in ids):
        raise refuse(
            f"ids are no list of 1 to {_MOST_NAMED} ids", "Write them as `groupkeeper dead list` does"
        )
    return list(dict.fromkeys(ids))


def _named(ids: Iterable[str], letters: Iterable[DeadLetter]) -> list[DeadLetter]:
    """What the ids, or their beginnings, mean. Raises BadInput with everything that is wrong; nothing is done then."""
    found: dict[str, DeadLetter] = {}
    faults: list[Fault] = []
    for one in ids:
        same = [letter for letter in letters if letter.id.startswith(one)]
        if len(one) < SHORTEST_ID:
            faults += refuse(f"{quoted(one)} is too short", f"Write at least {SHORTEST_ID} characters").faults
        elif not same:
            remedy = "Look at `groupkeeper dead list`; while somebody else looks at it, it is not there for a moment"
            faults += refuse(f"no dead letter is called {quoted(one)}", remedy).faults
        elif len(same) > 1:
            remedy = f"Write more of it: {listed(letter.id for letter in same)}"
            faults += refuse(f"{len(same)} dead letters begin with {quoted(one)}", remedy).faults
        else:
            found[same[0].id] = same[0]
    if faults:
        raise BadInput(*faults)
    return list(found.values())


def _needed(given: Mapping[str, Any], name: str, doc: str) -> str:
    text = str(given.get(name, "")).strip()
    if not text:
        raise refuse(f"{name} is missing", f"Give it: {doc}")
    return text


_ACTIONS: Mapping[str, Callable[[Mapping[str, Any], Ports], dict[str, Any]]] = {
    "list": _list,
    "show": _show,
    "replay": _replay,
    "drop": _drop,
}

OP = Op(
    "dead",
    "Lists the dead letters, shows one, puts them back into their queue or drops them.",
    (
        Param("action", "list, show, replay or drop", needed=True),
        Param("ids", "their ids as the list has them, at least eight characters of each", list),
        Param("all", "replay everything that is understood", bool),
        Param("queue", "only this one is listed: events or answers"),
        Param("by", "who decides, as colleagues know you; needed to replay and drop"),
        Param("reason", "why it is dropped, in a sentence"),
    ),
    run,
)
