"""How things are measured: whole processes by the operating system's own accounting, medians and ratios."""

import os
import subprocess
import time
from collections.abc import Callable
from typing import NamedTuple


class Cost(NamedTuple):
    seconds: float
    """User and system time."""
    megabytes: float
    """Peak resident memory."""


def say(figure: str, ours: str, baseline: str = "", ratio: str = "", aim: str = "") -> None:
    print(f"{figure:<48} {ours:>14} {baseline:>26} {ratio:>8}  {aim}", flush=True)  # noqa: T201 (a command's output)


def cost(command: list[str]) -> Cost:
    """Run a command to its end; its output is thrown away."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command[:4])} … ended with exit code {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def seconds(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
