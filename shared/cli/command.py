"""`groupkeeper …`: one subcommand a module, and one place that turns errors into words and exit codes."""

import argparse
from collections.abc import Sequence
from importlib.metadata import version

from shared.cli import preview
from shared.cli.tools import Tools
from shared.core.errors import BadInput, ConfigError, Fault

OK, BROKEN_PIPE, BAD_INPUT = 0, 0, 2
"""Exit codes; a reader that went away (`| head`) is no failure. argparse uses 2 for wrong flags as well."""

COMMANDS = (preview,)
MOST_FAULTS = 20
"""Faults named one by one before the rest is only counted."""


def main(arguments: Sequence[str], tools: Tools) -> int:
    """Run one subcommand; returns the exit code: 0 done, 2 the input or a flag is wrong."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options, tools))
    except (BadInput, ConfigError) as error:
        tools.terminal.complain(_complaint(error.faults))
        return BAD_INPUT
    except OSError as error:  # inputs report their own; what is left is an output that cannot be written
        tools.terminal.complain([f"groupkeeper: the output cannot be written ({error.strerror})"])
        return BAD_INPUT
    except KeyboardInterrupt:
        tools.terminal.complain(["groupkeeper: stopped; nothing was changed"])
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="groupkeeper",
        description="Housekeeping for a company's work groups: finds what the manual asks for and nudges the owner.",
    )
    parser.add_argument("--version", action="version", version=f"groupkeeper {version('groupkeeper')}")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(subparsers)
    return parser


def _complaint(faults: tuple[Fault, ...]) -> list[str]:
    lines = [f"groupkeeper: {fault}" for fault in faults[:MOST_FAULTS]]
    if len(faults) > MOST_FAULTS:
        lines.append(f"groupkeeper: … and {len(faults) - MOST_FAULTS} more like these")
    return lines
