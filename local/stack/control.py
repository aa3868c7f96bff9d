"""AWS on a laptop: the real template, deployed to an emulator on loopback, for this checkout alone.

`running()` tells what runs, `up()` makes it run, `down()` ends it and deletes what it kept.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from local.stack import process
from local.stack.artifacts import build
from local.stack.deployment import deploy
from local.stack.record import FILE, Stack, load, save
from local.stack.tools import ROOT

NAME = "groupkeeper"
HOME = ROOT / ".local" / "aws"
CLOCK = ROOT / ".local" / "clock"
"""Seconds to add to the machine's clock, as text; read by the deployed functions before every event."""


def running() -> Stack | None:
    """What `up` has started and still runs."""
    return load() if process.pid_of(HOME) is not None else None


def up(
    parameters: Mapping[str, str] | None = None,
    *,
    secret: Mapping[str, Any] | None = None,
    services: Mapping[str, Any] | None = None,
    say: Callable[[str], None] | None = None,
) -> Stack:
    """Build and deploy what the checkout holds, and write `.local/stack.json`.

    What runs already is updated and keeps its state.

    parameters: the template's, e.g. PlatformUrls, HookKeys, Mode. secret: the platforms' credentials. services: what runs
    beside it, for the record. say: is told what takes long.
    """
    say = say or _unheard
    say("Building the functions and their layer …")
    made = build()
    emulator = _emulator(say)
    say("Deploying the template to the local AWS …")
    if not CLOCK.exists():
        CLOCK.write_text("0", "utf-8")
    stack = deploy(emulator, made, NAME, {"ClockFile": str(CLOCK)} | dict(parameters or {}))
    if secret is not None:
        stack.client("secretsmanager").put_secret_value(
            SecretId=stack.secret, SecretString=json.dumps(secret)
        )
    stack = stack._replace(services=dict(services or {}))
    save(stack)
    return stack


def down() -> None:
    """End the local AWS and delete its state, the record and the clock; touches nothing else."""
    process.stop(HOME)
    for path in (FILE, CLOCK):
        path.unlink(missing_ok=True)


def _emulator(say: Callable[[str], None]) -> process.Emulator:
    known, pid = load(), process.pid_of(HOME)
    if pid is not None and known is not None:
        return process.Emulator(HOME, known.endpoint, pid)
    process.stop(HOME)
    say("Starting the local AWS …")
    return process.start(HOME)


def _unheard(line: str, /) -> None:
    del line
