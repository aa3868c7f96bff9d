"""Connects every platform that the secret has something for; what is wrong with one costs that one alone."""

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from shared.adapters.im.kit.hosts import hosts_of, is_loopback
from shared.adapters.im.kit.vendor import Access, Vendor
from shared.adapters.im.kit.written import meant, read_fields, shown
from shared.core.errors import ConfigError, Fault

if TYPE_CHECKING:
    from shared.adapters.im.kit.http import Http
    from shared.app.ports.im import IM

_FILE = "the platforms' secret"


class Connected(NamedTuple):
    ims: "Mapping[str, IM]"
    """By platform."""
    faults: Mapping[str, tuple[Fault, ...]]
    """By platform, as the secret writes it: why it is not connected."""


class Surroundings(NamedTuple):
    """What every connection is made with."""

    urls: Mapping[str, object]
    """By platform: where it answers, if not where it usually does; for its vendor to read."""
    http: "Callable[[], Http]"
    """A new client: each platform has its own, so that one that hangs fills nobody else's pool."""
    now: Callable[[], datetime]
    """Aware UTC."""
    share: float
    """Of every platform's limits."""
    sleep: Callable[[float], None] = time.sleep


def connect_all(
    credentials: Mapping[str, object], vendors: Iterable[Vendor], around: Surroundings
) -> Connected:
    """`credentials` is the whole secret; a platform of which nothing is filled in is not meant to be connected."""
    known = {vendor.id: vendor for vendor in vendors if vendor.connect is not None}
    ims: dict[str, IM] = {}
    faults: dict[str, tuple[Fault, ...]] = {}
    for name, given in credentials.items():
        if isinstance(given, dict) and not any(given.values()):
            continue
        try:
            if name not in known:
                raise ConfigError(_unknown(name, known))
            ims[name] = connect(known[name], given, around)
        except ConfigError as error:
            faults[shown(name)] = error.faults
    for name in around.urls.keys() - known.keys():  # else the vendor's own address would be asked, silently
        faults.setdefault(shown(name), (_unknown(name, known)._replace(file="PlatformUrls"),))
    return Connected(ims, faults)


def connect(vendor: Vendor, given: object, around: Surroundings) -> "IM":
    """One platform; `given`: its part of the secret. Raises ConfigError that names all that is wrong there."""
    assert vendor.connect is not None
    secret = read_fields(f"the secret of {vendor.id}", vendor.secret, given)
    hosts = hosts_of(vendor, around.urls.get(vendor.id))
    share = None if is_loopback(hosts) else around.share
    return vendor.connect(Access(hosts, secret, around.http(), around.now, around.sleep, share))


def _unknown(name: str, known: Iterable[str]) -> Fault:
    remedy = f"Write one of: {', '.join(known)}{meant(name, known)}"
    return Fault(_FILE, None, f"there is no platform {shown(name)} to connect", remedy)
