"""Which doors of a vendor are open: those whose keys the installation has."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from shared.adapters.im.kit.vendor import Vendor
from shared.adapters.im.kit.written import meant, read_fields, shown
from shared.core.errors import ConfigError, Fault

if TYPE_CHECKING:
    from shared.app.ports.im import Hook


def opened(vendor: Vendor, door: str, given: object) -> "tuple[Hook, Mapping[str, str]] | None":
    """The door's reader and keys. `given`: the keys of the vendor's doors, by door.

    None: there is no such door, or nothing is said of its keys. Raises ConfigError where what is said cannot be used.
    """
    known = {one.id: one for one in vendor.doors}
    if door not in known or not given:
        return None
    file = f"HookKeys of {vendor.id}"
    if not isinstance(given, dict):
        raise ConfigError(Fault(file, None, "they do not stand by door", _remedy(vendor)))
    if unknown := [name for name in given if name not in known]:
        reason = f"there is no door {shown(unknown[0])}{meant(unknown[0], known)}"
        raise ConfigError(Fault(file, None, reason, _remedy(vendor)))
    if not given.get(door):
        return None
    return known[door].hook(), read_fields(f"{file}, door {door}", known[door].keys, given[door])


def _remedy(vendor: Vendor) -> str:
    doors = {door.id: {key.name: "…" for key in door.keys} for door in vendor.doors}
    return f"Write {json.dumps(doors, ensure_ascii=False)}"
