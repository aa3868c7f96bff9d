"""How things are measured: by the operating system's own accounting, in turn with a baseline, medians and ratios."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """Of one whole process."""

    seconds: float
    """User and system time."""
    megabytes: float
    """Peak resident memory."""


class Compared(NamedTuple):
    """Medians over the rounds; the ratio is the median of theirs, since what disturbs a round disturbs both."""

    ours: float
    baseline: float
    ratio: float


def cost(command: list[str]) -> Cost:
    """Run a command to its end; its output is thrown away."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command[:4])} … ended with exit code {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def peak_memory() -> float:
    """Megabytes that this process held at most. Not `getrusage`: there a process begins with what its parent held."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))


def cpu(work: Callable[[], object]) -> float:
    """Seconds of this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def in_turn(ours: Callable[[], float], baseline: Callable[[], float], rounds: int) -> Compared:
    return compared([(ours(), baseline()) for _ in range(rounds)])


def compared(pairs: Sequence[tuple[float, float]]) -> Compared:
    return Compared(
        ours=statistics.median(one for one, _ in pairs),
        baseline=statistics.median(other for _, other in pairs),
        ratio=statistics.median(one / other for one, other in pairs),
    )
