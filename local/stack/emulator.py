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


def main(folder: Path, worker_python: str, parent: int | None) -> None:
    lock = (folder / "lock").open("a+")
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # BlockingIOError: another one runs here
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    from ministack.app import main as serve  # late: it reads the environment when imported

    sys.argv = ["ministack"]
    sys.executable = worker_python  # what it starts its Python workers with
    serve()


def _end_with(parent: int) -> None:
    """A test session that was killed leaves nothing behind."""
    pause = threading.Event()
    while os.getppid() == parent:
        pause.wait(1)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else None)
