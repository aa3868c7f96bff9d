"""Builds the template's code with sam, once for each state of the sources, and lays the zips beside it."""

import fcntl
import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from local.stack.tools import ARCHITECTURE, ROOT, RUNTIME, environment, sam

BUILDS = ROOT / ".local" / "builds"
KEPT = 3
"""Builds that stay; a test session elsewhere in this checkout may still use the one before."""


class Build(NamedTuple):
    """Built code and the template that names it."""

    folder: Path

    @property
    def template(self) -> Path:
        return self.folder / "template.yaml"

    @property
    def layer(self) -> Path:
        return self.folder / "SharedLayer"

    def function(self, name: str) -> Path:
        return self.folder / f"{name.capitalize()}Function"


def build() -> Build:
    """The build of the sources as they are now. Raises MissingTool, or RuntimeError with what sam said."""
    with _alone():
        made = Build(BUILDS / _fingerprint())
        if not made.template.exists():
            _run_sam(made)
            _forget_old(made)
        made.template.touch()
    return made


def template_with_code(made: Build, bucket: str) -> tuple[dict[str, Any], dict[str, Path]]:
    """The built template with its code at `s3://bucket/…`, and which zip belongs under which key."""
    template: dict[str, Any] = yaml.safe_load(made.template.read_text("utf-8"))
    zips = {}
    for name, resource in template["Resources"].items():
        for uri in {"CodeUri", "ContentUri"} & set(resource["Properties"]):
            path = made.folder / f"{name}.zip"
            key = f"{made.folder.name}/{path.name}"
            resource["Properties"][uri] = f"s3://{bucket}/{key}"
            zips[key] = path
    return template, zips


def parameters() -> dict[str, str]:
    """What a template must be told about the build."""
    return {"Runtime": RUNTIME, "Architecture": ARCHITECTURE}


def _run_sam(made: Build) -> None:
    scratch = made.folder.with_name(f"{made.folder.name}.new")
    shutil.rmtree(scratch, ignore_errors=True)
    overrides = [f"{name}={value}" for name, value in parameters().items()]
    done = subprocess.run(
        [sam(), "build", "--build-dir", scratch, "--cache-dir", BUILDS / "cache", "--cached", "--parallel",
         "--template-file", ROOT / "template.yaml", "--parameter-overrides", *overrides],
        cwd=ROOT,
        env=environment() | {"PYTHON": sys.executable, "RUNTIME": RUNTIME, "ARCH": _machine()} | SAM,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"sam build failed:\n{done.stdout[-1000:]}{done.stderr[-4000:]}")
    for folder in sorted(path for path in scratch.iterdir() if path.is_dir()):
        _zip(folder)
    scratch.rename(made.folder)


SAM = {
    "SAM_CLI_TELEMETRY": "0",
    "SAM_CLI_POLL_DELAY": "0.2",
    "AWS_DEFAULT_REGION": "cn-north-1",  # sam wants one even to build
}


def _machine() -> str:
    return "aarch64" if ARCHITECTURE == "arm64" else ARCHITECTURE


def _zip(folder: Path) -> None:
    """Level 1: a laptop's stack is made far more often than it is carried anywhere."""
    with zipfile.ZipFile(f"{folder}.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            archive.write(path, path.relative_to(folder))


def _fingerprint() -> str:
    """Names one state of everything that a build reads."""
    digest = hashlib.sha256(json.dumps(parameters()).encode())
    paths = [
        ROOT / "template.yaml",
        *(path for top in ("functions", "shared") for path in (ROOT / top).rglob("*")),
    ]
    for path in sorted(path for path in paths if path.is_file() and "__pycache__" not in path.parts):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _forget_old(made: Build) -> None:
    others = [path for path in BUILDS.iterdir() if (path / "template.yaml").exists() and path != made.folder]
    for path in sorted(others, key=lambda path: -(path / "template.yaml").stat().st_mtime)[KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _alone() -> Iterator[None]:
    BUILDS.mkdir(parents=True, exist_ok=True)
    with (BUILDS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
