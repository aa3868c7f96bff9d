"""What somebody answers to an invitation: by filing a group, by saying that these are all, or that there is none."""

from collections.abc import Collection, Iterator
from datetime import datetime

from shared.app.nudge.follow_up import follow_up
from shared.app.ports.ports import Ports
from shared.app.ports.state import Confirmation, Ledger
from shared.core.account import Account
from shared.core.filed import Filing
from shared.core.invitation import answered, invited_key, waits
from shared.core.run import Entry


def invited_at(accounts: Collection[Account], ledger: Ledger) -> datetime | None:
    """When whoever has these accounts was invited last; None: never, as far as is kept."""
    return max((filing.first for filing in _invitations(accounts, ledger)), default=None)


def is_invited(accounts: Collection[Account], now: datetime, ledger: Ledger) -> bool:
    """Whether an answer of theirs is waited for."""
    return any(waits(filing, now) for filing in _invitations(accounts, ledger))


def take_answer(accounts: Collection[Account], now: datetime, ports: Ports) -> None:
    """They answered, whichever way: they are not reminded any more. Where nothing is asked, nothing happens."""
    ledger = ports.ledger()
    for filing in _invitations(accounts, ledger):
        if waits(filing, now) and ledger.inventory.move_filing(answered(filing), filing):
            follow_up(filing.group.key, ports)


def say_these_are_all(
    account: Account, accounts: Collection[Account], now: datetime, ports: Ports, groups: int = 0
) -> None:
    """They say that these are all groups that they look after; `groups`: how many are on record. An invitation is answered by it."""
    ledger = ports.ledger()
    ledger.confirmations.put(Confirmation(account, now, groups))
    ledger.audit.write(Entry(now, "confirmed_groups", account, account, {"groups": groups}))
    take_answer(accounts, now, ports)


def _invitations(accounts: Collection[Account], ledger: Ledger) -> Iterator[Filing]:
    files = ledger.inventory.peek(map(invited_key, accounts))
    yield from (file.filed for file in files.values() if file.filed is not None)
