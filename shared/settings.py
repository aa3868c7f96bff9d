"""What the environment says: the only reader of it."""

import os
from collections.abc import Mapping
from typing import NamedTuple


class TerminalSettings(NamedTuple):
    """How the person at the terminal wants to be shown things."""

    no_color: bool
    """NO_COLOR is set and not empty (no-color.org)."""
    force_color: bool
    """FORCE_COLOR is set and not empty; NO_COLOR wins."""
    columns: int | None
    """COLUMNS, where it is a number; None: ask the terminal."""
    dumb: bool
    """TERM is `dumb`: no cursor movement, so no progress bar."""


def terminal_settings(environment: Mapping[str, str] | None = None) -> TerminalSettings:
    env = os.environ if environment is None else environment
    columns = env.get("COLUMNS", "")
    return TerminalSettings(
        no_color=bool(env.get("NO_COLOR")),
        force_color=bool(env.get("FORCE_COLOR")),
        columns=int(columns) if columns.isascii() and columns.isdigit() and int(columns) > 0 else None,
        dumb=env.get("TERM") == "dumb",
    )


class OperatorSettings(NamedTuple):
    """Which stack an operator works with where no flag says so."""

    stack: str | None
    """GK_STACK."""
    is_aws_configured: bool
    """Whether AWS was set up for this person: by a variable or by the files that its own tools write."""


_AWS_VARIABLES = (
    "AWS_PROFILE",
    "AWS_ACCESS_KEY_ID",
    "AWS_REGION",
    "AWS_DEFAULT_REGION",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
)
_AWS_FILES = {"AWS_CONFIG_FILE": "~/.aws/config", "AWS_SHARED_CREDENTIALS_FILE": "~/.aws/credentials"}


def operator_settings(environment: Mapping[str, str] | None = None) -> OperatorSettings:
    env = os.environ if environment is None else environment
    files = (env.get(name) or usual for name, usual in _AWS_FILES.items())
    return OperatorSettings(
        stack=env.get("GK_STACK") or None,
        is_aws_configured=any(env.get(name) for name in _AWS_VARIABLES) or any(map(_is_file, files)),
    )


def _is_file(path: str) -> bool:
    from pathlib import Path  # late: no deployed function asks for this

    try:
        return Path(path).expanduser().is_file()
    except (OSError, RuntimeError):  # a home that cannot be told, or must not be looked into
        return False
