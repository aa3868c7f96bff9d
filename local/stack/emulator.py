"""The process that plays AWS on loopback: ministack, whose Lambda workers see Lambda's runtime and not our tools.

Started by `process.start` as `python -m local.stack.emulator FOLDER PYTHON [PARENT]`, with its settings in the environment.
It holds a lock on FOLDER/lock as long as it lives, so that a pid found there is surely its own.
"""

import fcntl
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any


def main(folder: Path, worker_python: str, parent: int | None) -> None:
    lock = (folder / "lock").open("a+")
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # BlockingIOError: another one runs here
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _ask_for_batches_as_aws_does()
    from ministack.app import main as serve  # late: it reads the environment when imported

    sys.argv = ["ministack"]
    sys.executable = worker_python  # what it starts its Python workers with
    serve()


def _ask_for_batches_as_aws_does() -> None:
    """SQS has no permission of its own for batches: who may send one message may send ten. ministack asks for another."""
    from ministack.core import iam_actions

    asked = iam_actions.extract_iam_action

    def action(*request: Any, **more: Any) -> str | None:
        name: str | None = asked(*request, **more)
        return name.removesuffix("Batch") if name and name.startswith("sqs:") else name

    iam_actions.extract_iam_action = action


def _end_with(parent: int) -> None:
    """A test session that was killed leaves nothing behind."""
    pause = threading.Event()
    while os.getppid() == parent:
        pause.wait(1)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else None)
