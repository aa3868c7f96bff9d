"""Real threads on one table, each with its own connections, over HTTP."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from shared.adapters.dynamodb.ledger import open_ledger
from shared.app.ports.state import Ledger
from shared.core.errors import KeeperError
from tests.adapters.state.stores import NOW
from tests.fakes.world import FakeClock
from tests.support_ministack import client, new_table

R = TypeVar("R")
WORKERS = 8


class Race:
    """As many ledgers on one table as there are workers."""

    def __init__(self, endpoint: str) -> None:
        clients = [client(endpoint) for _ in range(WORKERS)]
        table = new_table(clients[0])
        self.ledgers = [open_ledger(made, table, FakeClock(NOW)) for made in clients]
        self.ledger = self.ledgers[0]

    def run(self, workers: int, work: Callable[[Ledger, int], R]) -> list[R | KeeperError]:
        """What came of each worker's work; all begin at once."""
        gate = threading.Barrier(workers)
        ends: list[Any] = [None] * workers

        def one(number: int) -> None:
            gate.wait()
            try:
                ends[number] = work(self.ledgers[number], number)
            except KeeperError as error:
                ends[number] = error

        threads = [threading.Thread(target=one, args=(number,)) for number in range(workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return ends
