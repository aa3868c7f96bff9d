"""Command line: `python -m local.feishu` serves the simulated Feishu until it is told to stop."""

import argparse
import sys
from collections.abc import Sequence

from local.company.found import found
from local.feishu.options import CHOICES, App, Options, Variants
from local.feishu.platform import FEISHU
from local.feishu.scopes import EVERYTHING
from local.feishu.simulator import Feishu
from local.im import command
from local.im.variants import switched


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    asked = parser.parse_args(arguments)
    try:
        clock = command.clock(asked)
        company = found(asked.seed, asked.groups, tenant=FEISHU.tenant)
        simulator = Feishu(company, _options(asked), clock)
        simulator.start()
    except (ValueError, OSError) as problem:
        parser.error(str(problem))
    command.serve(simulator)
    return 0


def _options(asked: argparse.Namespace) -> Options:
    usual = Options()
    return Options(
        port=asked.port,
        app=App(asked.app_id, asked.app_secret),
        webhook=command.webhook(asked, usual.webhook),
        variants=switched(Variants(), CHOICES, command.variants(asked)),
        scopes=EVERYTHING - set(asked.without),
        limits=asked.limits,
        pushing="by hand" if asked.by_hand else usual.pushing,
    )


def _parser() -> argparse.ArgumentParser:
    usual = Options()
    parser = command.usual("python -m local.feishu", __doc__, usual.webhook)
    parser.add_argument("--app-id", default=usual.app.id)
    parser.add_argument("--app-secret", default=usual.app.secret)
    parser.add_argument(
        "--without", action="append", default=[], metavar="SCOPE", help="a permission not granted"
    )
    parser.add_argument("--limits", choices=("off", "machine", "clock"), default="off")
    return parser


if __name__ == "__main__":
    sys.exit(main())
