"""Connects every platform that the secret has something for; what is wrong with one costs that one alone."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from shared.adapters.im.vendor import Vendor
from shared.core.errors import ConfigError, Fault

if TYPE_CHECKING:
    from shared.app.ports.im import IM

_NAME = re.compile(r"[A-Za-z][A-Za-z_]{0,39}")
"""What may be repeated in a message: a name, and never a secret that stands in the wrong place."""
_NEAR = 0.6


class Connected(NamedTuple):
    ims: "Mapping[str, IM]"
    """By platform."""
    faults: Mapping[str, tuple[Fault, ...]]
    """By platform, as the secret writes it: why it is not connected."""


def connect_all(
    credentials: Mapping[str, object],
    vendors: Iterable[Vendor],
    connect: "Callable[[Vendor, Mapping[str, str]], IM]",
) -> Connected:
    """`credentials` is the whole secret; a platform of which nothing is filled in is not meant to be connected."""
    known = {vendor.id: vendor for vendor in vendors}
    ims: dict[str, IM] = {}
    faults: dict[str, tuple[Fault, ...]] = {}
    for name, given in credentials.items():
        if isinstance(given, dict) and not any(given.values()):
            continue
        try:
            if name not in known:
                raise ConfigError(_unknown_platform(name, known))
            ims[name] = connect(known[name], read_fields(known[name], given))
        except ConfigError as error:
            faults[_shown(name)] = error.faults
    return Connected(ims, faults)


def read_fields(vendor: Vendor, given: object) -> dict[str, str]:
    """Every field of the vendor's secret. Raises ConfigError that names all that is wrong, and nothing of what is in it."""
    file = f"the secret of {vendor.id}"
    if not isinstance(given, dict):
        example = ", ".join(f'"{field.name}": "…"' for field in vendor.secret)
        raise ConfigError(Fault(file, None, "it is no JSON object", f"Write {{{example}}}"))
    names = [field.name for field in vendor.secret]
    faults = [_unknown_field(file, name, names) for name in given if name not in names]
    for field in vendor.secret:
        value = given.get(field.name)
        if not value:
            reason = f"{field.name} is missing"
        elif not isinstance(value, str) or not re.fullmatch(field.pattern, value):
            reason = f"{field.name} does not look like one"
        else:
            continue
        faults.append(Fault(file, None, reason, f"Copy it from {field.where}"))
    if faults:
        raise ConfigError(*faults)
    return {name: given[name] for name in names}


def _unknown_platform(name: str, known: Iterable[str]) -> Fault:
    remedy = f"Write one of: {', '.join(known)}{_meant(name, known)}"
    return Fault("the platforms' secret", None, f"there is no platform {_shown(name)}", remedy)


def _unknown_field(file: str, name: str, known: Iterable[str]) -> Fault:
    remedy = f"It has: {', '.join(known)}{_meant(name, known)}"
    return Fault(file, None, f"there is no field {_shown(name)}", remedy)


def _meant(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # late: only where something is wrong

    near = get_close_matches(name.lower(), tuple(known), 1, _NEAR)
    return f"; did you mean {near[0]}?" if near else ""


def _shown(name: str) -> str:
    return name if _NAME.fullmatch(name) else f"of {len(name)} characters"
