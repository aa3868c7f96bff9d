"""The ledger over one table: every aggregate in its own file, over the same reads and writes."""

from collections.abc import Callable
from typing import Any

from shared.adapters.dynamodb.audit import TableAudit
from shared.adapters.dynamodb.budgets import TableBudgets
from shared.adapters.dynamodb.cases import TableCases
from shared.adapters.dynamodb.checks import TableCheckStates
from shared.adapters.dynamodb.confirmations import TableConfirmations
from shared.adapters.dynamodb.directory import TableDirectory
from shared.adapters.dynamodb.inventory import TableInventory
from shared.adapters.dynamodb.leaves import TableLeaves
from shared.adapters.dynamodb.mending import TableMending
from shared.adapters.dynamodb.outbox import TableOutbox
from shared.adapters.dynamodb.people import TablePeople
from shared.adapters.dynamodb.plain_pages import read_plainly
from shared.adapters.dynamodb.platforms import TablePlatformStates
from shared.adapters.dynamodb.policy import TablePolicyShelf
from shared.adapters.dynamodb.quiet import TableQuietTime
from shared.adapters.dynamodb.runs import TableRuns, new_token
from shared.adapters.dynamodb.seen import TableSeen
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.waivers import TableWaivers
from shared.app.ports.ports import Clock
from shared.app.ports.state import Ledger


def open_ledger(client: Any, table: str, clock: Clock, token: Callable[[], str] = new_token) -> Ledger:
    """`client` is a boto3 DynamoDB client; `clock` decides what has expired."""
    read_plainly(client)
    kept = Table(client, table, clock)
    return Ledger(
        inventory=TableInventory(kept),
        cases=TableCases(kept),
        outbox=TableOutbox(kept),
        quiet=TableQuietTime(kept),
        directory=TableDirectory(kept),
        people=TablePeople(kept, token),
        runs=TableRuns(kept, token),
        checks=TableCheckStates(kept),
        waivers=TableWaivers(kept),
        confirmations=TableConfirmations(kept),
        leaves=TableLeaves(kept),
        audit=TableAudit(kept),
        budgets=TableBudgets(kept),
        seen=TableSeen(kept),
        policy=TablePolicyShelf(kept),
        platforms=TablePlatformStates(kept),
        unreadable=kept.reader,
        mending=TableMending(kept),
    )
