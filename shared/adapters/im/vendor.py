"""What every vendor's folder says of itself: one record, of which the tuple in `vendors` is made."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from shared.adapters.http import Http
    from shared.app.ports.im import IM, Hook


class Field(NamedTuple):
    """One text that the administrator copies from the vendor's console."""

    name: str
    where: str
    """Where the administrator finds it."""
    pattern: str = r"[!-~]{1,512}"
    """Of the whole; by default printable ASCII without spaces."""


class Access(NamedTuple):
    """What any platform is connected with."""

    base_url: str
    secret: Mapping[str, str]
    """Every field of the vendor's secret, each of its pattern."""
    http: "Http"
    now: Callable[[], datetime]
    """Aware UTC."""
    sleep: Callable[[float], None] = time.sleep
    share: float | None = 0.5
    """Of the platform's limits, that our calls keep within; not applied to a simulator on loopback."""


class Vendor(NamedTuple):
    id: str
    """Of the platform, as in `shared.adapters.platforms`."""
    secret: tuple[Field, ...]
    """All that a connection needs."""
    connect: "Callable[[Access], IM]"
    """Imports the vendor's own parts when it is called. Raises ConfigError where the address or the secret cannot work."""
    hook: "Callable[[], Hook]"
    """How its webhooks are read; imported when it is called."""
