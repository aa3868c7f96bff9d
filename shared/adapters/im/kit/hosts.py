"""Where a vendor answers: its own addresses, and what the installation says instead."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from shared.adapters.im.kit.vendor import Vendor
from shared.adapters.im.kit.written import meant, shown
from shared.core.errors import ConfigError, Fault

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_FILE = "PlatformUrls"


def hosts_of(vendor: Vendor, given: object) -> Mapping[str, str]:
    """Role → address. `given`: an address for all roles, or addresses by role; None: nothing else is said.

    Raises ConfigError for a role that the vendor does not have and for an address that is not https, which only a
    simulator on loopback may be.
    """
    said = dict.fromkeys(vendor.hosts, given) if isinstance(given, str) else given or {}
    if not isinstance(said, dict):
        raise ConfigError(_fault(vendor, "it is neither an address nor addresses by role"))
    faults = [
        _fault(vendor, f"there is no host {shown(role)}{meant(role, vendor.hosts)}")
        for role in said
        if role not in vendor.hosts
    ]
    faults += [
        _fault(vendor, f"the address of {role} is not https")
        for role, address in said.items()
        if role in vendor.hosts and not _is_safe(address)
    ]
    if faults:
        raise ConfigError(*faults)
    return {role: str(said.get(role, usual)).rstrip("/") for role, usual in vendor.hosts.items()}


def is_loopback(hosts: Mapping[str, str]) -> bool:
    """Whether this is a simulator, whose limits nobody needs to keep."""
    return all(map(_is_on_loopback, hosts.values()))


def _is_safe(address: object) -> bool:
    try:
        parts = urlsplit(address) if isinstance(address, str) else None
    except ValueError:  # half a bracket, and the like
        return False
    return parts is not None and (
        (parts.scheme == "https" and bool(parts.hostname)) or _is_on_loopback(parts.geturl())
    )


def _is_on_loopback(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "http" and parts.hostname in _LOOPBACK


def _fault(vendor: Vendor, reason: str) -> Fault:
    usual = ", ".join(f"{role}: {address}" for role, address in vendor.hosts.items())
    return Fault(_FILE, None, f"{vendor.id}: {reason}", f"Leave it out, or write it for any of: {usual}")
