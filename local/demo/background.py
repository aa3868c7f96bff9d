"""The simulated platforms and the desk in a process of their own, for `make up`; ended by its own pid and no other."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from threading import Event
from typing import NamedTuple

from local.demo.stage import opened, put_in_force
from local.stack import control as stack
from local.stack.tools import ROOT

_LOCK = ROOT / ".local" / "desk.lock"
_LOG = ROOT / ".local" / "desk.log"
_PATIENCE = 300.0
"""Seconds that building and deploying may take."""


class Addresses(NamedTuple):
    desk: str
    pages: str


def start(groups: int) -> Addresses:
    """Starts it anew; where it is, as soon as it answers. Raises RuntimeError with the end of its log."""
    stop()
    _LOG.parent.mkdir(exist_ok=True)
    with _LOG.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "local.demo", "serve", "--groups", str(groups)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        running = stack.running()
        if running is not None and "desk" in running.services:
            return Addresses(*(str(running.services[name]["url"]) for name in ("desk", "pages")))
        time.sleep(0.2)
    raise RuntimeError(f"it did not start:\n{_LOG.read_text('utf-8', errors='replace')[-2000:]}")


def serve(groups: int) -> None:
    """Until it is told to end."""
    ended = Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: ended.set())
    with _LOCK.open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        stage = opened(groups, _note)
        put_in_force(stage)
        stage.go_on()
        ended.wait()
        stage.close()


def _note(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def wait() -> None:
    """Until Ctrl-C."""
    Event().wait()


def stop() -> None:
    """Ends what runs in the background, and the stack; nothing happens where nothing does."""
    pid = _pid()
    if pid is not None:
        os.kill(pid, signal.SIGTERM)
        until = time.monotonic() + 20
        while _pid() is not None and time.monotonic() < until:
            time.sleep(0.05)
    stack.down()


def _pid() -> int | None:
    """Whoever holds the lock; None: nobody does."""
    try:
        with _LOCK.open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        return int(_LOCK.read_text("utf-8") or 0) or None
    return None
