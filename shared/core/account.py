"""An account: one identity on one platform, and the only way in which anybody is named (DESIGN section 10).

It is one text, `<platform>:<id>`. The platform has no colon in it and the id may be anything, so the first colon parts the
two; nothing else about an id is ever looked into. Two accounts are two people unless the people register says otherwise.
"""

from typing import NamedTuple, TypeAlias

Account: TypeAlias = str


LONGEST_KEY = 250
"""UTF-8 bytes of a `Group.key` or an account: what is longer cannot be kept, and the store says so (RejectedRequest)."""
BY_NAME = "name"
"""No platform: what stands before the name of somebody whom a sheet names without an account (`name:王芳`).

Nobody can be written to there, and whoever keeps such a name must find out first whose it is (`people.written`).
"""


def account(platform: str, identity: str) -> Account:
    """The account of this id on this platform."""
    return f"{platform}:{identity}"


def platform_of(named: Account) -> str:
    """The platform's id; the whole text where it is no account."""
    return named.partition(":")[0]


def id_of(named: Account) -> str:
    """The id as the platform itself gives it: what its API takes."""
    return named.partition(":")[2]


def is_account(text: str) -> bool:
    """Whether a text that somebody wrote has both parts. It may still be an account that nobody has."""
    platform, colon, identity = text.partition(":")
    return bool(colon and platform and identity) and not any(char.isspace() for char in platform)


class Written(NamedTuple):
    """Somebody as a register of groups writes them."""

    account: Account
    """`name:王芳` where only a name stands there, an account on the group's platform where only an id does."""
    is_bare: bool = False
    """Whether only an id stands there: it may be meant as 工号 or as the platform's."""

    @property
    def text(self) -> str:
        """What stands in the cell."""
        return id_of(self.account) if self.is_bare or self.is_name else self.account

    @property
    def is_name(self) -> bool:
        return platform_of(self.account) == BY_NAME
