"""Puts together what the subcommands need that work with a deployed stack; nothing of AWS before it is called."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from shared.adapters.console import Console
from shared.adapters.keyboard import Keyboard
from shared.app.ports.ports import MarkedSheet, PeopleFile
from shared.app.ports.remote import Remote, Target
from shared.cli.tools import Operator
from shared.core.errors import Fault
from shared.core.lang import Lang
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
        template=_template,
        returned=_returned,
        copy_beside=_copy_beside,
        save_new=_save_new,
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


def _template(kind: str, lang: Lang, departments: Sequence[str]) -> bytes:
    from shared.adapters.files.template import KINDS, template  # late, likewise

    return template(KINDS[kind], lang, departments)


def _save_new(path: Path, data: bytes) -> None:
    from shared.adapters.saving import save_new  # late, likewise

    save_new(path, data)


def _returned(path: Path, refused: Sequence[Fault]) -> MarkedSheet | None:
    from shared.adapters.files.returned import returned  # late, likewise

    return returned(path, refused)


def _copy_beside(path: Path) -> Path:
    from shared.adapters.files.returned import copy_beside  # late, likewise

    return copy_beside(path)
