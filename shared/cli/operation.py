"""Declares an operator's subcommand: its help in the house's style, and the flags that all of them have."""

import argparse
from collections.abc import Callable
from typing import Any, NamedTuple

from shared.cli.target import add_target
from shared.cli.tools import Tools
from shared.core.checks.catalogue import CHECKS

_EXITS = """\
exit codes: 0 done, 1 done but something needs attention, 2 a flag or what was asked for is wrong,
3 the function could not be reached or crashed (said on standard error, with what to do)
"""


class Help(NamedTuple):
    name: str
    line: str
    """For the list of commands."""
    description: str
    examples: str
    """One a line, without indent."""


def declare(
    subparsers: Any, told: Help, run: Callable[[argparse.Namespace, Tools], int]
) -> argparse.ArgumentParser:
    """The subcommand's parser with the common flags; its own are added to what is returned."""
    parser = _parser(subparsers, told)
    parser.add_argument("--json", action="store_true", help="the function's whole answer as one line of JSON")
    parser.set_defaults(run=run)
    add_target(parser)
    return parser


def declare_family(subparsers: Any, told: Help) -> Any:
    """A subcommand that is nothing by itself; what belongs to it is declared in the subparsers that are returned."""
    return _parser(subparsers, told).add_subparsers(required=True, metavar="ACTION")


def _parser(subparsers: Any, told: Help) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = subparsers.add_parser(
        told.name,
        help=told.line,
        description=told.description,
        epilog=_epilog(told),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    return parser


def _epilog(told: Help) -> str:
    examples = "".join(f"  {line}\n" for line in told.examples.strip().splitlines())
    return f"examples:\n{examples}\n{_EXITS}"


def add_by(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    parser.add_argument(
        "--by",
        metavar="NAME",
        required=required,
        help="who decides, as colleagues know you; stands in the audit trail",
    )


CHECK_IDS = tuple(check.id for check in CHECKS)


def add_checks(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--check",
        action="append",
        choices=CHECK_IDS,
        metavar="ID",
        help="only this check; may be given several times",
    )


def add_group(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("group", metavar="GROUP", help="the group as platform:id, as every report prints it")
