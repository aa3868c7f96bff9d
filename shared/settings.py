"""What the environment says: the only reader of it."""

import json
import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from shared.core.errors import ConfigError, Fault


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


class FunctionSettings(NamedTuple):
    """What a deployed function is told by its environment."""

    function: str
    table: str
    bucket: str
    events_queue: str
    """URL, as `answers_queue`."""
    answers_queue: str
    secret: str
    """ARN of the secret that holds, by platform, what it is connected with; empty: nothing is connected."""
    mode: str
    """As written; whatever is not exactly a mode is the harmless one."""
    platform_urls: Mapping[str, object]
    """By platform, where it answers if not where it usually does: for its vendor to read."""
    hook_keys: Mapping[str, object]
    """By platform and door, what webhooks are verified and decrypted with: for the vendor to read. Only the hooks
    function has them."""
    clock_file: str
    """Only on a laptop: the file that holds the offset of the clock in seconds. Empty: the machine's clock."""
    endpoint: str
    """Where AWS is, if not where it usually is; empty: as usual."""
    pages_key: str = ""
    """ARN of the secret by which cookies and forms are sealed. Only the pages function has it; empty: it is another."""
    pages: str = ""
    """Where the pages are, for cards that lead there. Only the nudge function is told; empty: cards lead nowhere."""
    events_dead_letters: str = ""
    """URL, as `answers_dead_letters`. Only the ops function has them; empty: it is another."""
    answers_dead_letters: str = ""


_NEEDED = ("GK_FUNCTION", "GK_TABLE", "GK_BUCKET", "GK_EVENTS_QUEUE", "GK_ANSWERS_QUEUE")


def function_settings(environment: Mapping[str, str] | None = None) -> FunctionSettings:
    """Raises ConfigError that names everything that is missing or cannot be read."""
    env = os.environ if environment is None else environment
    faults = [
        Fault("environment", None, f"{name} is not set", "Deploy with the template, which sets it")
        for name in _NEEDED
        if not env.get(name)
    ]
    urls, keys = _json(env, "GK_PLATFORM_URLS", faults), _json(env, "GK_HOOK_KEYS", faults)
    if faults:
        raise ConfigError(*faults)
    return FunctionSettings(
        function=env["GK_FUNCTION"],
        table=env["GK_TABLE"],
        bucket=env["GK_BUCKET"],
        events_queue=env["GK_EVENTS_QUEUE"],
        answers_queue=env["GK_ANSWERS_QUEUE"],
        events_dead_letters=env.get("GK_EVENTS_DEAD_LETTERS", ""),
        answers_dead_letters=env.get("GK_ANSWERS_DEAD_LETTERS", ""),
        secret=env.get("GK_SECRET", ""),
        pages_key=env.get("GK_PAGES_KEY", ""),
        pages=env.get("GK_PAGES_URL", "").rstrip("/"),
        mode=env.get("GK_MODE", ""),
        platform_urls=urls,
        hook_keys=keys,
        clock_file=env.get("GK_CLOCK_FILE", ""),
        endpoint=env.get("AWS_ENDPOINT_URL", ""),
    )


def _json(env: Mapping[str, str], name: str, faults: list[Fault]) -> dict[str, Any]:
    """The object that a variable holds; what it says is never repeated in a fault, since it may be a key."""
    try:
        found = json.loads(env.get(name) or "{}")
    except ValueError:
        found = None
    if isinstance(found, dict):
        return found
    faults.append(
        Fault("environment", None, f"{name} is no JSON object", 'Write it by platform: {"platform": …}')
    )
    return {}
