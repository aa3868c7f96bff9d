"""Who is meant by an id in a folder of several platforms (docs/facts-folder.md, Ids)."""

from collections.abc import Iterable, Mapping

from shared.adapters.im.vendors import VENDORS_BY_ID
from shared.core.account import Account, account, is_account, platform_of


class Accounts:
    """Makes accounts of what the files of one folder write.

    A full account stands for itself. A bare id that a line of people.jsonl has means that line's person: with the account
    on the platform that is asked for, else with the first. Any other bare id is an account of the platform on which it
    is met, and nobody else's.
    """

    def __init__(
        self, platforms: Iterable[str], named: Mapping[str, tuple[Account, ...]] | None = None
    ) -> None:
        self.platforms = tuple(dict.fromkeys(platforms))
        """Those of the folder's groups, in their order."""
        self._named = dict(named or {})
        self._known: dict[tuple[str, str], Account] = {}

    def of(self, identity: str, platform: str) -> Account:
        """Where it is met on one platform."""
        found = self._known.get((identity, platform))
        if found is None:
            found = self._known[identity, platform] = self._find(identity, platform)
        return found

    def _find(self, identity: str, platform: str) -> Account:
        if self.is_full(identity):
            return identity
        theirs = self._named.get(identity, ())
        here = (one for one in theirs if platform_of(one) == platform)
        return next(here, None) or (theirs[0] if theirs else account(platform, identity))

    def everywhere(self, identity: str) -> tuple[Account, ...]:
        """Where no platform is meant: the person's accounts, or the id on every platform of the folder."""
        if self.is_full(identity):
            return (identity,)
        return self._named.get(identity) or tuple(account(one, identity) for one in self.platforms)

    def is_named(self, identity: str) -> bool:
        """Whether it means one person, whatever the platform."""
        return self.is_full(identity) or identity in self._named or len(self.platforms) < 2

    def is_full(self, identity: str) -> bool:
        """An id with a colon in it is an account only where a platform stands before it, of the folder or any that we know."""
        return is_account(identity) and platform_of(identity) in VENDORS_BY_ID.keys() | self.platforms
