"""`--messages FILE`: what would leave, one line of JSON a message, in a file or (`-`) on standard output."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from shared.cli.tools import Tools
from shared.core.errors import BadInput, Fault

_STDOUT = Path("-")


def add_messages(parser: argparse.ArgumentParser, meaning: str) -> None:
    parser.add_argument("--messages", type=Path, metavar="FILE", help=f"{meaning}; -: to standard output")


def takes_output(options: argparse.Namespace) -> bool:
    """Whether the messages go to standard output, where nothing else may stand then.

    Raises BadInput where something else was asked for there.
    """
    if options.messages != _STDOUT:
        return False
    if options.json:
        reason = "--json and --messages - would both be written to standard output"
        raise BadInput(Fault("--messages", None, reason, "Name a file, or leave --json out"))
    return True


def write_messages(
    options: argparse.Namespace, tools: Tools, lines: Iterable[str], read: Iterable[Path] = ()
) -> None:
    """Where they were asked for. The file is written whole or not at all, and never over what is `read`.

    Raises BadInput.
    """
    if options.messages == _STDOUT:
        tools.terminal.write_data(lines)
    elif options.messages is not None:
        tools.save(options.messages, (line + "\n" for line in lines), read)
