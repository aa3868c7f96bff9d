"""What people do on a platform by hand: the other side of the product, which sees it by events or by asking."""

from typing import Protocol

EVERY = ("announce", "rename", "post", "transfer", "appoint", "dissolve")
"""What the desk offers where the platform has it, by the names of the methods below."""


class Acts(Protocol):
    """Groups and people are named by any of their ids. Raises KeyError for one that is not there.

    `user` says who does it; empty: the owner does.
    """

    can: frozenset[str]
    """Those of EVERY that people can do on this platform; the others raise KeyError."""

    def announce(self, group: str, text: str, user: str = "") -> None:
        """Write the announcement anew; `<@id>` is a mention."""
        ...

    def rename(self, group: str, name: str, user: str = "") -> None: ...

    def post(self, user: str, group: str, text: str) -> object:
        """`@所有人` in the text is an @all, `<@id>` a mention."""
        ...

    def transfer(self, group: str, to: str, user: str = "") -> None:
        """Make somebody the owner, and a member if they were none."""
        ...

    def appoint(self, group: str, user: str) -> None:
        """Make `user` an administrator."""
        ...

    def dissolve(self, group: str, user: str = "") -> None: ...

    def read(self, user: str) -> None:
        """Has seen everything that the bot wrote."""
        ...
