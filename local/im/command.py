"""What every simulator's command line has: its usual flags, and serving until it is told to stop."""

import argparse
import json
import os
import signal
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from threading import Event

from local.company.found import GROUPS, SEED
from local.im.clock import Clock
from local.im.simulator import Simulator
from local.im.webhook import Webhook, checked


def usual(program: str, about: str | None, hook: Webhook) -> argparse.ArgumentParser:
    """A flag for every key of the hook, too."""
    parser = argparse.ArgumentParser(prog=program, description=about)
    parser.add_argument("--port", type=int, default=0, help="on loopback; 0 is any free one (%(default)s)")
    parser.add_argument(
        "--clock", type=Path, metavar="FILE", help="file with the offset of the clock in seconds"
    )
    parser.add_argument(
        "--start", type=datetime.fromisoformat, metavar="ISO", help="set the clock to this first"
    )
    parser.add_argument("--groups", type=int, default=GROUPS, help="how many groups (%(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="of the company (%(default)s)")
    parser.add_argument("--hooks", metavar="URL", help="where events and callbacks go; on this machine")
    for name, value in hook.keys.items():
        parser.add_argument(f"--{name.replace('_', '-')}", default=value)
    parser.add_argument("--variant", action="append", default=[], metavar="NAME=ANSWER")
    parser.add_argument(
        "--by-hand", action="store_true", help="events wait until somebody delivers what is due"
    )
    return parser


def webhook(asked: argparse.Namespace, hook: Webhook) -> Webhook:
    """As the flags say. Raises ValueError for an address beyond this machine."""
    return hook._replace(
        url=checked(asked.hooks or ""), keys={name: getattr(asked, name) for name in hook.keys}
    )


def variants(asked: argparse.Namespace) -> Mapping[str, str | int]:
    """Codes of answers are texts, statuses and lengths are numbers."""
    pairs = (pair.split("=", 1) for pair in asked.variant)
    return {name: int(value) if value.isdigit() and len(value) < 6 else value for name, value in pairs}


def clock(asked: argparse.Namespace) -> Clock:
    """Raises ValueError for a start without a zone."""
    made = Clock(asked.clock)
    if asked.start is not None:
        made.set(asked.start)
    return made


def serve(simulator: Simulator) -> None:
    """One line of JSON that says what a client needs to know, and then until it is told to end; it runs already."""
    ended = Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: ended.set())
    line = {"base_url": simulator.base_url, "pid": os.getpid(), **simulator.secret, **simulator.hook.keys}
    sys.stdout.write(json.dumps(line | {"hooks_url": simulator.hook.url}) + "\n")
    sys.stdout.flush()
    ended.wait()
    simulator.stop()
