"""How many were invited and what came of it: numbers, and never a list of who has not answered."""

from typing import NamedTuple

from shared.app.ports.ports import Ports
from shared.app.scene.company import every_file
from shared.core.account import Account
from shared.core.filed import has_lapsed
from shared.core.handover import Reply
from shared.core.invitation import INVITED


class Counts(NamedTuple):
    """Of people; each is counted with any account of theirs."""

    people: int = 0
    """Whoever was invited within a year."""
    answered: int = 0
    """Filed a group since, or said that there is none."""
    confirmed: int = 0
    """Said since that all of their groups are on record."""


def counted(ports: Ports) -> Counts:
    ledger = ports.ledger()
    now = ports.clock.now()
    every = (file.filed for file in every_file(ledger, INVITED))
    filings = [filing for filing in every if filing is not None and not has_lapsed(filing, now)]
    if not filings:
        return Counts()
    rows = ledger.people.people_of(ledger.people.version(), [one.by for one in filings])
    confirmed = 0
    for filing in filings:
        whose: tuple[Account, ...] = rows[filing.by].accounts if filing.by in rows else (filing.by,)
        said = ledger.confirmations.latest(whose)
        confirmed += said is not None and said >= filing.first
    replied = sum(one.handover is not None and one.handover.reply is Reply.ACCEPTED for one in filings)
    return Counts(len(filings), replied, confirmed)
