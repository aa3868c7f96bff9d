"""What a dry run says of each message that would leave; only where it is asked for, also what it would say."""

import json
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from shared.app.nudge.run import NudgeRun
from shared.core.card import Card
from shared.core.message.leaving import record
from shared.core.outbox import Nudge
from shared.core.recipient import Recipient, Role

MOST_BYTES = 4_000_000
"""Of messages in one answer: AWS Lambda hands over 6 MB."""
_ROLES = tuple(Role)


def foretell(nudge: Nudge, roles: Iterable[Role], left_out: int, run: NudgeRun) -> None:
    """Note the message in the run's summary. `roles`: why its reader is asked, of each case; `left_out`: cases that were
    due as well and did not fit.
    """
    cases = [shown.key._asdict() for shown in nudge.shown]
    run.tally.notes.setdefault("would_send", []).append({"account": nudge.account, "cases": cases})
    if run.tally.tick.messages and nudge.card is not None:
        role = min(roles, key=_ROLES.index, default=Role.OWNER)
        reader = Recipient(role, nudge.account, run.scene.name_of(nudge.account))
        _write(nudge, nudge.card, reader, left_out, run)


def _write(nudge: Nudge, card: Card, reader: Recipient, left_out: int, run: NudgeRun) -> None:
    written = record(
        card,
        reader,
        person=run.scene.accounts(nudge.account)[0],
        at=run.now().astimezone(run.work_of(nudge.account).zone),
        shown=[shown.key for shown in nudge.shown],
        left_out=left_out,
    )
    run.tally.notes.setdefault("messages", []).append(written)


def keep_what_fits(run: NudgeRun, most: int = MOST_BYTES) -> None:
    """Cut the messages off where an answer could not hold them, and say how many are missing."""
    written: list[dict[str, Any]] = run.tally.notes.get("messages", [])
    sizes = accumulate(len(json.dumps(one, ensure_ascii=False).encode("utf-8", "replace")) for one in written)
    kept = sum(size <= most for size in sizes)
    if kept < len(written):
        run.tally.notes["messages"] = written[:kept]
        run.tally.notes["messages_cut"] = len(written) - kept
