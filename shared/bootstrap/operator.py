"""Puts together what the subcommands need that work with a deployed stack; nothing of AWS before it is called."""

import sys
import time
from pathlib import Path

from shared.adapters.console import Console
from shared.adapters.keyboard import Keyboard
from shared.app.ports.ports import PeopleFile
from shared.app.ports.remote import Remote, Target
from shared.cli.tools import Operator
from shared.settings import operator_settings


def operator(terminal: Console) -> Operator:
    return Operator(
        settings=operator_settings(),
        local=_local,
        connect=_connect,
        waiting=lambda label: terminal.waiting(label, time.monotonic),
        keyboard=Keyboard(sys.stdin, sys.stderr),
        read=_read,
        people=_people,
    )


def _local() -> Target | None:
    from shared.adapters.stack_file import local_target  # late: most runs of the command look at files only

    return local_target(Path())


def _connect(target: Target) -> Remote:
    from shared.adapters.invoke import AwsRemote  # late, likewise

    return AwsRemote(target)


def _read(path: Path) -> bytes:
    from shared.adapters.whole_file import read_whole  # late, likewise

    return read_whole(path)


def _people(data: bytes, name: str) -> PeopleFile | None:
    from shared.adapters.files.upload import read_people  # late, likewise

    return read_people(data, name)
