"""`groupkeeper …`: one subcommand a module, and one place that turns errors into words and exit codes."""

import argparse
from collections.abc import Sequence
from importlib.metadata import version

from shared.app.ports.remote import RemoteFailed
from shared.cli import (
    coverage,
    dead,
    doctor,
    explain,
    invite,
    mend,
    pause,
    people,
    preview,
    register,
    release,
    requests,
    review,
    runs,
    waive,
)
from shared.cli.calling import StoppedWaiting
from shared.cli.complaints import BAD_INPUT, complaint
from shared.cli.tools import Tools
from shared.core.errors import BadInput, ConfigError

UNREACHED, INTERRUPTED = 3, 130
"""Exit codes beside those of `answers` and `complaints`; a reader that went away (`| head`) is no failure."""

COMMANDS = (
    preview,
    runs,
    explain,
    requests,
    waive,
    review,
    release,
    invite,
    pause,
    coverage,
    people,
    dead,
    doctor,
    mend,
    register,
)


def main(arguments: Sequence[str], tools: Tools) -> int:
    """Run one subcommand; returns the exit code: 0 done, 1 something needs attention, 2 bad input, 3 not reached."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options, tools))
    except (BadInput, ConfigError) as error:
        tools.terminal.complain(complaint(error.faults))
        return BAD_INPUT
    except OSError as error:  # inputs report their own; what is left is an output that cannot be written
        tools.terminal.complain([f"groupkeeper: the output cannot be written ({error.strerror})"])
        return BAD_INPUT
    except RemoteFailed as error:
        tools.terminal.complain([_unreached(error)])
        return UNREACHED
    except StoppedWaiting:
        tools.terminal.complain(["groupkeeper: stopped waiting; what was called goes on without you"])
        return INTERRUPTED
    except KeyboardInterrupt:
        tools.terminal.complain(["groupkeeper: stopped; nothing was changed"])
        return INTERRUPTED


def parser() -> argparse.ArgumentParser:
    """Everything that can be asked for."""
    every = argparse.ArgumentParser(
        prog="groupkeeper",
        description="Housekeeping for a company's work groups: finds what the manual asks for and nudges the owner.",
    )
    every.add_argument("--version", action="version", version=f"groupkeeper {version('groupkeeper')}")
    subparsers = every.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(subparsers)
    return every


def _unreached(error: RemoteFailed) -> str:
    request = f" (request id {error.request_id})" if error.request_id else ""
    return f"groupkeeper: {error.reason}. {error.remedy}{request}"
