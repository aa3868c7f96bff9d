"""What the counts and notes of a run mean, and which of them need somebody."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from shared.cli.answers import part
from shared.cli.sheet import said

COUNTS: Mapping[str, str] = {
    "listed": "groups listed",
    "new": "new groups",
    "changed": "groups that the listing shows changed",
    "out_of_sight": "groups out of sight",
    "read": "groups read",
    "people": "people looked up",
    "unavailable": "readings that the platform had no time for",
    "denied": "readings without permission",
    "calls": "API calls",
    "judged": "verdicts",
    "opened": "cases opened",
    "kept": "cases written",
    "resolved": "cases resolved",
    "no_reach": "groups with something open and nobody in reach",
    "sent": "messages sent",
    "released": "messages given up before they were sent",
    "nothing_left": "people for whom nothing was left to say",
    "not_now": "people not at work now",
    "week_spent": "people who heard enough this week",
    "too_old_to_tell": "findings whose facts are too old to be told",
    "undeliverable": "people who cannot be reached",
    "later": "people who can be written to a little later",
    "letter_refused": "messages that a platform does not take as they are",
    "no_fit": "people for whom not even one thing fits on a message",
    "unclear": "messages of unknown outcome; the next run looks again",
    "unconfirmed": "messages that nobody can prove delivered",
    "told_elsewhere": "repeats that another account of the same person made needless",
    "taken_over": "platforms that another run took over",
    "conflicts": "writes left to somebody who was first",
    "platform_failed": "times that a platform did not send",
    "failed": "failures",
}
"""In the order in which they are shown."""


class Attention(NamedTuple):
    what: str
    remedy: str


_COUNTED: Mapping[str, tuple[str, str]] = {
    "failed": ("{n} pieces of work failed", "Look at `groupkeeper doctor`; the next run tries again"),
    "platform_failed": (
        "a platform did not take messages ({n})",
        "Look at `groupkeeper doctor`; the next run tries again",
    ),
    "undeliverable": (
        "{n} people cannot be reached",
        "Another account of theirs is tried tomorrow; see that the app is visible to everybody",
    ),
    "letter_refused": (
        "a platform did not take {n} messages as they are",
        "Their day is spent; report it with the code that the alarm names",
    ),
    "no_fit": (
        "for {n} people not even one thing fits on a message",
        "A text of the policy's own is too long: shorten it (wording)",
    ),
    "unclear": (
        "{n} messages have an unknown outcome",
        "The next run of nudge finds out; do not write by hand",
    ),
    "unconfirmed": (
        "{n} messages cannot be proven delivered",
        "Their day is spent; what they were about comes with the next work day's digest",
    ),
}


_NOTED: Mapping[str, tuple[str, str]] = {
    "paused": (
        "sending is paused, so nothing (more) was sent",
        "`groupkeeper doctor` says by whom and until when; sooner: `groupkeeper resume --by …`",
    ),
    "budget_spent": ("the budget {n} is spent", "It is the policy's (budgets)"),
    "messages_cut": (
        "{n} messages did not fit into the answer",
        "Those that are written are the first; the others would leave all the same",
    ),
    "unfinished": ("its time was up before its work", "The next run goes on where this one ended"),
    "refusing": (
        "{n} refused unusually many messages, so it rests until tomorrow",
        "See that the app is visible to everybody; nobody was passed over for it",
    ),
}


def needing_attention(answer: Mapping[str, Any]) -> Iterator[Attention]:
    """Why a run is not simply done."""
    if answer.get("skipped"):
        yield Attention("nothing was done: another run holds the lease", "Wait for its end and try again")
    for check, reason in part(answer, "stopped").items():
        yield Attention(
            f"{said(check)} was stopped: unusual {said(reason)}",
            f"Look at its findings, then `groupkeeper release {said(check)} --by …`",
        )
    counts = part(answer, "counts")
    for key, (what, remedy) in _COUNTED.items():
        if counts.get(key):
            yield Attention(what.format(n=said(counts[key])), remedy)
    for capability, missing in part(answer, "denied").items():
        yield Attention(
            f"{said(capability)} is not permitted ({said(missing)})",
            "Grant it in the platform's admin console, or live with `unknown`",
        )
    for key, (what, remedy) in _NOTED.items():
        if answer.get(key):
            yield Attention(what.format(n=said(answer[key])), remedy)
