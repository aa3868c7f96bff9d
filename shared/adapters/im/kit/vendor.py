"""What every vendor's folder says of itself: one record, of which the tuple in `vendors` is made."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from shared.core.lang import ROLES, Bilingual, Roles

if TYPE_CHECKING:
    from shared.adapters.files.tree import Tree
    from shared.adapters.im.kit.http import Http
    from shared.app.ports.im import IM, Hook
    from shared.app.ports.ports import FactSource
    from shared.core.claims import Limit


class Field(NamedTuple):
    """One text that the administrator copies from the vendor's console."""

    name: str
    where: str
    """Where the administrator finds it."""
    pattern: str = r"[!-~]{1,512}"
    """Of the whole; by default printable ASCII without spaces."""
    is_needed: bool = True


class Access(NamedTuple):
    """What any platform is connected with."""

    hosts: Mapping[str, str]
    """Every role of the vendor's hosts → its address, without a slash at the end."""
    secret: Mapping[str, str]
    """Every field of the vendor's secret, each of its pattern."""
    http: "Http"
    now: Callable[[], datetime]
    """Aware UTC."""
    sleep: Callable[[float], None] = time.sleep
    share: float | None = 0.5
    """Of the platform's limits, that our calls keep within; None: calls are not spaced (a simulator on loopback)."""


class Door(NamedTuple):
    """One address at which the vendor delivers: `/hooks/<platform>/<door>`."""

    id: str
    keys: tuple[Field, ...]
    """What its deliveries are verified and decrypted with."""
    hook: "Callable[[], Hook]"
    """How they are read; imported when it is called."""


class Ids(NamedTuple):
    """What the vendor's ids of people are like."""

    columns: tuple[str, ...] = ()
    """What the vendor calls the id that we know people by; in a people sheet it may stand behind the platform's name."""
    by_administrator: bool = False
    """The company's administrator chooses them, and may give one that was somebody's to somebody else."""
    ignores_case: bool = False
    """WangFang and wangfang are the same account."""


class Export(NamedTuple):
    """A folder or zip that the vendor's own console hands out."""

    name: str
    """With its article, as in an error: `a … export`."""
    form: str
    """What it is made of, for whoever looks for it."""
    marks: frozenset[str]
    """Files at its top of which any says that it is one."""
    needs: frozenset[str]
    """Files at its top without which it is not whole."""
    remedy: str
    """What to do where one of these is missing."""
    opened: "Callable[[Tree, datetime], FactSource]"
    """(its files, when they are read, aware UTC); imported when it is called."""


class Vendor(NamedTuple):
    id: str
    """Of the platform; every account's and every group's key begins with it."""
    name: Bilingual
    """What people call it."""
    written: tuple[str, ...]
    """How people write it in a sheet, in lower case."""
    limits: "Callable[[], Mapping[str, Limit]]"
    """What of the claims does not hold, and why; imported when it is called. All others hold."""
    lower_case_names: bool = False
    """Whether its groups' names can hold neither capitals nor spaces."""
    can_send: bool = True
    """Whether any app can write to one person there."""
    ids: Ids = Ids()
    months: str = "Asia/Shanghai"
    """The zone in which its monthly quotas begin."""
    hands_over: Bilingual | None = None
    """How a group's owner hands it over, in a sentence, as the vendor's own client says it; None: nothing special is known."""
    apps: Bilingual | None = None
    """Where people find the company's own apps in its client, as the vendor calls it; None: nothing special is known."""
    roles: Roles = ROLES
    """What its client calls a group's owner and its admins."""
    exports: tuple[Export, ...] = ()
    hosts: Mapping[str, str] = {}
    """Role → the address where the vendor answers, if the installation names no other."""
    secret: tuple[Field, ...] = ()
    """All that a connection needs."""
    connect: "Callable[[Access], IM] | None" = None
    """Imports the vendor's own parts when it is called. Raises ConfigError where an address or the secret cannot work.
    None: we have no connection to it, and know it from files only."""
    doors: tuple[Door, ...] = ()
