"""What can stand on the desk of the responsible department, whatever it is about."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.core.account import Account
from shared.core.declaration import Wrong
from shared.core.lang import Bilingual
from shared.core.model import Group


class Item(NamedTuple):
    """One matter. Names are as people are called, None where that is not known."""

    source: str
    handle: str
    """Stands for it in an address, and says nothing of it."""
    group: str
    """`Group.key`."""
    name: str
    platform: Bilingual
    what: Bilingual
    """In a few words: the check, or what is missing."""
    since: datetime
    promised: date | None = None
    """The day by which somebody was promised an answer."""
    asker: str | None = None
    text: str = ""
    """What whoever asked wrote."""
    parties: frozenset[Account] = frozenset()
    """Whose own matter it is: they do not decide it."""
    barred: str = ""
    """Who decided it before, and does not again; empty: nobody did."""
    settled: str = ""
    """What came of it, and by whom; empty: it waits."""
    can_grant: bool = True
    """False where there is nothing any more that could be agreed to."""
    shows_owner: bool = False
    """Whether the platform shows an owner: only there somebody else becomes it."""
    former: str = ""
    """What was decided before, and is to be looked at once more."""

    def is_own(self, who: Visitor) -> bool:
        return not self.parties.isdisjoint(who.accounts)

    def is_barred(self, who: Visitor) -> bool:
        return bool(self.barred) and self.barred in {*who.accounts, who.name}

    def is_past(self, who: Visitor) -> bool:
        return self.promised is not None and self.promised < who.scene.local_day()


def around(group: Group) -> Iterator[Account]:
    """Whoever looks after the group, as it is known."""
    if group.owner and group.owner.value:
        yield group.owner.value
    if group.admins:
        yield from filter(None, group.admins.value)


class Done(NamedTuple):
    """What an act came to."""

    is_theirs: bool
    """False: somebody else was first, and it stands as they decided."""


Act = Callable[[Item, Mapping[str, str], Visitor, Ports], Done | tuple[Wrong, ...]]
"""(what waits, the fields of the form, who decides, the world) → what came of it, or what is wrong with the fields.

Raises PageRefused. Whoever may not decide it has been turned away before.
"""


class Source(NamedTuple):
    """One kind of matter: a file that says what waits and does what is decided."""

    id: str
    """Lower case letters; the beginning of its addresses."""
    title: Bilingual
    form: str
    """Which form decides it: `verdict` (yes or no, with a reason) or `person` (somebody is named)."""
    waiting: Callable[[Visitor, Ports], list[Item]]
    find: Callable[[str, Visitor, Ports], Item | None]
    """By its handle, settled or not; None: there is none."""
    act: Act
