"""Where this checkout's own tools are, and the environment that they are started with."""

import os
import platform
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNTIME = f"python{sys.version_info.major}.{sys.version_info.minor}"
"""The Lambda runtime of the interpreter that runs this: layer, workers and template all follow it."""
ARCHITECTURE = "arm64" if platform.machine() in {"arm64", "aarch64"} else "x86_64"


class MissingTool(Exception):
    """`make stack-tools` has not been run; the message says what is missing."""


def sam() -> Path:
    return _there(ROOT / ".venv-sam" / "bin" / "sam")


def linter() -> Path:
    return _there(ROOT / ".venv-sam" / "bin" / "cfn-lint")


def runtime_python(*, oldest: bool = False) -> Path:
    """The interpreter that sees what Lambda's runtime brings and nothing else."""
    return _there(ROOT / (".venv-rt-oldest" if oldest else ".venv-rt") / "bin" / "python")


def runtime_emulator() -> Path:
    """The program inside Lambda's own images, which aws-sam-cli ships. Never start it with --help: it serves."""
    name = f"aws-lambda-rie-{ARCHITECTURE}"
    return _there(
        next((ROOT / ".venv-sam").glob(f"lib/python*/site-packages/samcli/local/rapid/{name}"), None)
    )


def _there(path: Path | None) -> Path:
    if path is None or not path.exists():
        raise MissingTool(f"{path or 'the runtime emulator'} is not there: run `make stack-tools`")
    return path


def environment() -> dict[str, str]:
    """What a program on this machine is started with: its paths, and how pip finds its packages."""
    return dict(os.environ)


def bare_environment() -> dict[str, str]:
    """As little as a program needs. Nothing of an operator's AWS settings may reach the emulator or its workers."""
    return {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
