"""What a platform's refusals come to at the end of a run: accounts that are left alone, or a platform that is ill."""

from datetime import timedelta

from shared.app.nudge.run import NudgeRun
from shared.app.runs.unreadable import cursor_trouble, moment_cursor

_FEW, _SHARE = 5, 0.1
"""More refusals than both, of a run's messages, are no matter of single people: our visible range is too small, or the
vendor takes our messages otherwise than it did."""
RESTS = timedelta(hours=20)
"""How long such a platform rests, so that whom it refused is not asked for again before the next work day."""


def resting_platforms(run: NudgeRun) -> set[str]:
    """Platforms on which nothing is sent, since lately they refused too many."""
    return {platform for platform in run.ims if _rests(platform, run)}


def _rests(platform: str, run: NudgeRun) -> bool:
    """Also where it cannot be read until when."""
    ledger, name = run.ports.ledger(), refusing(platform)
    until = moment_cursor(ledger, name)
    return cursor_trouble(ledger, name) is not None if until is None else until > run.now()


def is_too_many(platform: str, run: NudgeRun) -> bool:
    return _refused(platform, run) > max(_FEW, _SHARE * run.refusals.tried[platform])


def _refused(platform: str, run: NudgeRun) -> int:
    return len(run.refusals.accounts[platform]) + run.refusals.letters[platform]


def keep_refusals(run: NudgeRun) -> None:
    """Remember whom to leave alone for a while. Where a platform refused too many, nothing of it is believed, and no case
    moves on to anybody else.
    """
    if run.is_dry:
        return
    ledger, now = run.ports.ledger(), run.now()
    for platform in sorted(run.refusals.platforms):
        if is_too_many(platform, run):
            run.tally.notes.setdefault("refusing", []).append(platform)
            run.ports.log.alarm("too_many_refusals", platform=platform, refused=_refused(platform, run))
            ledger.runs.set_cursor(refusing(platform), (now + RESTS).isoformat())
            continue
        for account in run.refusals.accounts[platform]:
            ledger.directory.refuse(account, now)


def refusing(platform: str) -> str:
    """The cursor that holds until when such a platform rests."""
    return f"refusing:{platform}"
