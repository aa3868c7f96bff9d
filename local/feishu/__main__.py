"""Command line: `python -m local.feishu` serves the simulated Feishu until it is told to stop."""

import argparse
import json
import os
import signal
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from threading import Event

from local.company.found import GROUPS, SEED, found
from local.feishu.options import App, Options, Variants, Webhook, switched
from local.feishu.scopes import EVERYTHING
from local.feishu.simulator import Simulator
from local.feishu.webhooks import checked
from local.im.clock import Clock


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    asked = parser.parse_args(arguments)
    clock = Clock(asked.clock)
    try:
        if asked.start is not None:
            clock.set(asked.start)
        options = _options(asked)
        simulator = Simulator(found(asked.seed, asked.groups), options, clock)
        simulator.start()
    except (ValueError, OSError) as problem:
        parser.error(str(problem))
    ended = _told_to_end()
    _announce(simulator)
    ended.wait()
    simulator.stop()
    return 0


def _announce(simulator: Simulator) -> None:
    """One line of JSON: what a client needs to know."""
    hook, app = simulator.options.webhook, simulator.options.app
    line = {
        "base_url": simulator.base_url,
        "pid": os.getpid(),
        "app_id": app.id,
        "app_secret": app.secret,
        "encrypt_key": hook.encrypt_key,
        "verification_token": hook.verification_token,
        "hooks_url": hook.url,
    }
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _told_to_end() -> Event:
    """Listens from before anybody knows that we are here."""
    ended = Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: ended.set())
    return ended


def _options(asked: argparse.Namespace) -> Options:
    usual = Options()
    changes = dict(pair.split("=", 1) for pair in asked.variant)
    return Options(
        port=asked.port,
        app=App(asked.app_id, asked.app_secret),
        webhook=checked(Webhook(asked.hooks or "", asked.encrypt_key, asked.verification_token)),
        variants=switched(Variants(), {name: _number(value) for name, value in changes.items()}),
        scopes=EVERYTHING - set(asked.without),
        limits=asked.limits,
        pushing="by hand" if asked.by_hand else usual.pushing,
    )


def _number(value: str) -> str | int:
    """Codes of answers are texts, statuses and lengths are numbers."""
    return int(value) if value.isdigit() and len(value) < 6 else value


def _parser() -> argparse.ArgumentParser:
    usual = Options()
    parser = argparse.ArgumentParser(prog="python -m local.feishu", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="on loopback; 0 is any free one (%(default)s)")
    parser.add_argument(
        "--clock", type=Path, metavar="FILE", help="file with the offset of the clock in seconds"
    )
    parser.add_argument(
        "--start", type=datetime.fromisoformat, metavar="ISO", help="set the clock to this first"
    )
    parser.add_argument("--groups", type=int, default=GROUPS, help="how many groups (%(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="of the company (%(default)s)")
    parser.add_argument("--app-id", default=usual.app.id)
    parser.add_argument("--app-secret", default=usual.app.secret)
    parser.add_argument("--hooks", metavar="URL", help="where events and callbacks go; on this machine")
    parser.add_argument("--encrypt-key", default=usual.webhook.encrypt_key, help="empty: plain, unsigned")
    parser.add_argument("--verification-token", default=usual.webhook.verification_token)
    parser.add_argument(
        "--without", action="append", default=[], metavar="SCOPE", help="a permission not granted"
    )
    parser.add_argument("--variant", action="append", default=[], metavar="NAME=ANSWER")
    parser.add_argument("--limits", choices=("off", "machine", "clock"), default="off")
    parser.add_argument(
        "--by-hand", action="store_true", help="events wait until somebody delivers what is due"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
