"""Starts and ends the emulator of one folder; touches no process that it did not start."""

import fcntl
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from local.stack.tools import ROOT, bare_environment, runtime_python

REGION = "cn-north-1"
ACCOUNT = "123456789012"
_STARTED: "dict[Path, subprocess.Popen[bytes]]" = {}
"""What this process started and has not yet seen end: whoever starts a process must take its end off the system's list."""


class Emulator(NamedTuple):
    """AWS on loopback, for one folder."""

    folder: Path
    endpoint: str
    pid: int


def start(
    folder: Path, *, auth: bool = True, tied: bool = False, extra: Mapping[str, str] | None = None
) -> Emulator:
    """Start one and wait until it answers.

    auth: the policies of the template's roles are enforced. tied: it ends with this process. extra: more of its
    environment, which its workers see too, e.g. AWS_ENDPOINT_URL_DYNAMODB. Raises MissingTool, or RuntimeError with
    the end of its log.
    """
    for part in ("tmp", "state", "s3"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    port = free_port()
    command = [sys.executable, "-m", "local.stack.emulator", str(folder), str(runtime_python())]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command + ([str(os.getpid())] if tied else []),
            cwd=ROOT,
            env=_environment(folder, port, auth=auth) | dict(extra or {}),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    _STARTED[folder] = process
    emulator = Emulator(folder, f"http://127.0.0.1:{port}", process.pid)
    _await(emulator, process)
    return emulator


def pid_of(folder: Path) -> int | None:
    """Whose lock the folder is under; None: nothing runs there."""
    try:
        with (folder / "lock").open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        return int((folder / "lock").read_text("utf-8"))
    return None


def stop(folder: Path) -> None:
    """End the folder's emulator, if one runs, and delete everything that it kept."""
    for kind in (signal.SIGTERM, signal.SIGKILL):
        pid = pid_of(folder)
        if pid is not None:
            os.kill(pid, kind)
            _wait_until(lambda: pid_of(folder) is None, seconds=3)
    if folder in _STARTED:
        _STARTED.pop(folder).wait(10)
    shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(folder: Path, port: int, *, auth: bool) -> dict[str, str]:
    return bare_environment() | {
        "HOME": str(folder),
        "TMPDIR": str(folder / "tmp"),
        "STATE_DIR": str(folder / "state"),
        "S3_DATA_DIR": str(folder / "s3"),
        "GATEWAY_PORT": str(port),
        "MINISTACK_HOST": "127.0.0.1",  # how it names itself in queues' addresses
        "BIND_HOST": "127.0.0.1",
        "IOT_MTLS_ENABLED": "0",  # would listen on all addresses
        "DOCKER_HOST": f"unix://{folder}/no-docker",
        "MINISTACK_REGION": REGION,
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "AUTH": "true" if auth else "false",
    }


def _await(emulator: Emulator, process: "subprocess.Popen[bytes]") -> None:
    def answers() -> bool:
        door = http.client.HTTPConnection(emulator.endpoint.removeprefix("http://"), timeout=2)
        try:
            door.request("GET", "/_ministack/health")
            return door.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False
        finally:
            door.close()

    _wait_until(lambda: answers() or process.poll() is not None, seconds=60)
    if process.poll() is not None or not answers():
        log = (emulator.folder / "log").read_text("utf-8", errors="replace")
        raise RuntimeError(f"the local AWS did not start:\n{log[-2000:]}")


def _wait_until(done: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not done() and time.monotonic() < until:
        time.sleep(0.05)
