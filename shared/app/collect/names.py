"""What the owners of the groups that are read are called: looked up of them alone, once a run."""

from collections.abc import Iterable
from datetime import datetime

from shared.app.ports.state import Ledger
from shared.core.account import Account
from shared.core.model import Company, PeopleVersion
from shared.core.naming.vocabulary import vocabulary
from shared.core.scene import Scene


class Names:
    def __init__(self, ledger: Ledger, now: datetime) -> None:
        self._ledger = ledger
        self._now = now
        self._known: dict[Account, str | None] = {}
        self._version: PeopleVersion | None = None

    def of(self, accounts: Iterable[Account]) -> dict[Account, str | None]:
        """As the company wrote it, else as the platform shows it; None: not known. Raises Unreadable."""
        wanted = set(accounts)
        unknown = wanted - self._known.keys()
        if unknown:
            scene = self._scene(unknown)
            self._known |= {account: scene.name_of(account) for account in unknown}
        return {account: self._known[account] for account in wanted}

    def _scene(self, accounts: set[Account]) -> Scene:
        """These people, and nothing else."""
        version = self._version = self._version or self._ledger.people.version()
        people = self._ledger.people.people_of(version, accounts)
        theirs = accounts.union(*(person.accounts for person in people.values()))
        company = Company(self._ledger.directory.profiles_of(theirs), people, version)
        return Scene(self._now, company, vocabulary(Company()))
