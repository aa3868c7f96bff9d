"""Reads what an administrator wrote for one vendor: every field that it needs, and none that it does not know."""

import re
from collections.abc import Iterable, Sequence

from shared.adapters.im.kit.vendor import Field
from shared.core.errors import ConfigError, Fault

_NAME = re.compile(r"[A-Za-z][A-Za-z_]{0,39}")
"""What may be repeated in a message: a name, and never a secret that stands in the wrong place."""
_NEAR = 0.6


def read_fields(file: str, fields: Sequence[Field], given: object) -> dict[str, str]:
    """The fields that are filled in. Raises ConfigError that names all that is wrong, and nothing of what is in it.

    `file` says in the errors what is read.
    """
    if not isinstance(given, dict):
        example = ", ".join(f'"{field.name}": "…"' for field in fields)
        raise ConfigError(Fault(file, None, "it is no JSON object", f"Write {{{example}}}"))
    names = [field.name for field in fields]
    faults = [
        Fault(
            file, None, f"there is no field {shown(name)}", f"It has: {', '.join(names)}{meant(name, names)}"
        )
        for name in given
        if name not in names
    ]
    faults += [
        Fault(file, None, reason, f"Copy it from {field.where}")
        for field in fields
        if (reason := _wrong(field, given.get(field.name)))
    ]
    if faults:
        raise ConfigError(*faults)
    return {name: given[name] for name in names if given.get(name)}


def _wrong(field: Field, value: object) -> str:
    """Empty: nothing is."""
    if not value:
        return f"{field.name} is missing" if field.is_needed else ""
    if not isinstance(value, str) or not re.fullmatch(field.pattern, value):
        return f"{field.name} does not look like one"
    return ""


def meant(name: str, known: Iterable[str]) -> str:
    """The known name that this one may be, as the end of a sentence; empty where none is near."""
    from difflib import get_close_matches  # late: only where something is wrong

    near = get_close_matches(name.lower(), tuple(known), 1, _NEAR)
    return f"; did you mean {near[0]}?" if near else ""


def shown(name: str) -> str:
    return name if _NAME.fullmatch(name) else f"of {len(name)} characters"
