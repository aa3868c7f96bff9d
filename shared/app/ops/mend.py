"""Shows one item that cannot be read as it is stored, and sets it aside: what follows is what follows from its absence."""

from collections.abc import Mapping
from typing import Any

from shared.app.inspect.again import inspect_again
from shared.app.ops.base import Op, Param, refuse
from shared.app.ports.ports import Ports
from shared.core.errors import Conflict
from shared.core.mode import Mode
from shared.core.run import Entry
from shared.core.schema.node import quoted
from shared.core.unreadable import Kept, Unread

_THEN: Mapping[Kept, str] = {
    Kept.META: "the group counts as one that was not seen yet, and is read anew",
    Kept.NOTICE: "the announcement is read anew",
    Kept.ACTIVITY: "signs of life are read anew",
    Kept.FILED: "what was filed of the group is unknown: upload the register again",
    Kept.WAIVER: "the group is not waived any more: waive it again where it should be",
    Kept.CASE: "what is found counts as found today, and is told from the beginning",
    Kept.REQUEST: "the request is gone, and its case goes on resting: decide with `waive`, and talk to who asked",
    Kept.OUTBOX: "the day is free: somebody who got that message may get another one on that day",
    Kept.ACCOUNT: "the account is read anew; until then nobody knows whether its holder left",
    Kept.DEPARTMENT: "the department is read anew; until then its groups have no known head",
    Kept.PEOPLE: "nobody is registered: publish the people sheet before anybody is told of anything",
    Kept.MARK: "the account is written to again",
    Kept.CHECK: "the check begins anew with a baseline, a review and a release",
    Kept.QUIET: "that sender's posts of that UTC day were never made",
    Kept.POLICY: "the defaults hold, which nudge nobody: put the policy in force again",
    Kept.LEASE: "the next run begins",
    Kept.PLATFORM: "the platform is listed, its people are asked for and its refusals are found out anew",
    Kept.LISTING: "the listing that was under way begins anew",
}
_ELSE = "it is as if it had never been kept"


def run(given: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    key, mending = given["key"], ports.ledger().mending
    stored = mending.show(key)
    if stored is None:
        remedy = "Write it as `groupkeeper doctor` does, in quotes: two words with a blank between them"
        raise refuse(f"there is nothing at {quoted(key)}", remedy)
    bad = mending.why(key)
    shown = {
        "key": key,
        "readable": bad is None,
        "kind": bad.kind.value if bad else "",
        "why": bad.why if bad else "",
        "fields": dict(stored),
        "then": _THEN.get(bad.kind, _ELSE) if bad else "",
        "applied": False,
    }
    if not given.get("apply", False):
        return shown
    return shown | _apply(bad, stored, given, ports)


def _apply(
    bad: Unread | None, stored: Mapping[str, str], given: Mapping[str, Any], ports: Ports
) -> dict[str, Any]:
    if bad is None:
        raise refuse("it can be read, and so it stays", "Nothing needs to be done about it")
    if bad.kind is Kept.PEOPLE and ports.mode >= Mode.NUDGE:
        remedy = "Deploy with Mode=report first: without a register people who left may be written to"
        raise refuse("the people register is not set aside while somebody can be nudged", remedy)
    by, reason = _needed(given, "by", "who decides"), _needed(given, "reason", "why, in a sentence")
    ledger, now = ports.ledger(), ports.clock.now()
    try:
        aside = ledger.mending.set_aside(bad.key, stored, now)
    except Conflict:
        raise refuse("it was changed meanwhile", "Look at it again") from None
    details = {"kind": bad.kind.value, "why": bad.why, "reason": reason, "aside": aside}
    ledger.audit.write(Entry(now, "item_set_aside", bad.key, by, details))
    inspect_again(ledger, now)
    return {"applied": True, "aside": aside}


def _needed(given: Mapping[str, Any], name: str, doc: str) -> str:
    text = str(given.get(name, "")).strip()
    if not text:
        raise refuse(f"{name} is missing", f"Give it: {doc}")
    return text


OP = Op(
    "mend",
    "Shows an item that cannot be read, or sets it aside.",
    (
        Param("key", "where it lies, as `groupkeeper doctor` writes it", needed=True),
        Param("apply", "set it aside", bool),
        Param("by", "who decides, as colleagues know you; needed to set it aside"),
        Param("reason", "why it is set aside, in a sentence"),
    ),
    run,
)
