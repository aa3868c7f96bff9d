"""What is deployed runs on nothing but itself and the oldest runtime that we support."""

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from local.stack.artifacts import Build, parameters
from local.stack.invocation import Invocation
from local.stack.record import Stack
from local.stack.tools import RUNTIME, runtime_python
from shared.core.functions import FUNCTIONS
from tests.functions.translated import ROOT, source

UNCHECKED_HASH = 0b01
"""A .pyc's flags: valid by a hash of its source, which is not looked at again."""


@pytest.fixture(params=["SharedLayer", *(f"{name.capitalize()}Function" for name in FUNCTIONS)])
def part(request: pytest.FixtureRequest, built: Build) -> Path:
    """The layer, and then each function's folder."""
    return built.folder / str(request.param)


def test_everything_is_compiled_by_the_runtime_s_own_python(part: Path) -> None:
    compiled = {_compiled(path) for path in part.rglob("*.py")}
    assert {path for path in compiled if not path.exists()} == set()
    heads = {path.read_bytes()[:8] for path in compiled}
    assert heads == {importlib.util.MAGIC_NUMBER + UNCHECKED_HASH.to_bytes(4, "little")}
    assert parameters()["Runtime"] == f"python{sys.version_info.major}.{sys.version_info.minor}" == RUNTIME


def _compiled(source: Path) -> Path:
    return source.parent / "__pycache__" / f"{source.stem}.{sys.implementation.cache_tag}.pyc"


def test_every_template_of_the_pages_is_compiled_as_well(built: Build) -> None:
    code = (
        "from shared.adapters.web.render import TEMPLATES, environment\n"
        "def parsed(*_): raise SystemExit('parsed anew')\n"
        "made = environment()\n"
        "type(made)._parse = parsed\n"
        "print(len([made.get_template(path.name) for path in TEMPLATES.glob('*.html')]))\n"
    )
    done = subprocess.run(
        [runtime_python(oldest=True), "-B", "-c", code],
        cwd=built.layer / "python",
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) == len(list((ROOT / "shared/adapters/web/templates").glob("*.html")))


def test_no_path_of_the_machine_that_built_it_is_in_the_layer(built: Build) -> None:
    packages = built.layer / "python"
    for path in (*packages.rglob("*.pyc"), *packages.rglob("*.compiled")):
        assert str(ROOT).encode() not in path.read_bytes(), path


def test_the_layer_leaves_to_the_runtime_what_the_runtime_brings(built: Build) -> None:
    brought = {path.name.partition("-")[0] for path in (built.layer / "python").iterdir()}
    assert not brought & {"boto3", "botocore", "s3transfer", "awslambdaric"}


def test_the_layer_holds_the_product_and_no_tool_of_ours(built: Build) -> None:
    packages = built.layer / "python"
    assert (packages / "shared" / "entry.py").exists()
    assert not {path.name for path in (packages / "shared").iterdir()} & {"Makefile", "requirements.txt"}
    assert not {path.name for path in packages.iterdir()} & {"pytest", "moto", "local", "tests", "bin", "pip"}


def test_the_layer_stays_small_enough_to_start_quickly(built: Build) -> None:
    assert built.layer.with_suffix(".zip").stat().st_size < 20_000_000


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_its_trigger_and_nothing_else(name: str, built: Build) -> None:
    files = {path.name for path in built.function(name).rglob("*") if path.is_file()}
    assert files == {"app.py", f"app.{sys.implementation.cache_tag}.pyc"}


def test_the_template_allows_the_runtime_that_was_built_for() -> None:
    assert source()["Parameters"]["Runtime"]["Default"] == "python3.13"
    assert RUNTIME in source()["Parameters"]["Runtime"]["AllowedValues"]


def test_libraries_with_machine_code_load_in_the_oldest_runtime(built: Build) -> None:
    code = (
        "import boto3, botocore, cffi, yaml, _cffi_backend\n"
        "from cryptography.hazmat.primitives.ciphers import Cipher\n"
        "yaml.CSafeLoader\n"
        "print(boto3.__version__, botocore.__version__)\n"
    )
    done = subprocess.run(
        [runtime_python(oldest=True), "-c", code],
        env={"PYTHONPATH": str(built.layer / "python")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [_pinned("boto3"), _pinned("botocore")]


def _pinned(package: str) -> str:
    lines = (ROOT / "requirements" / "rt-oldest.in").read_text("utf-8").splitlines()
    return next(line.partition("==")[2] for line in lines if line.startswith(f"{package}=="))


@pytest.fixture(params=FUNCTIONS)
def cold(request: pytest.FixtureRequest, stack: Stack, built: Build) -> Iterator[tuple[str, Invocation]]:
    """A function of the built stack in the oldest runtime, before its first event."""
    name = str(request.param)
    client = stack.client("lambda")
    settings = client.get_function_configuration(FunctionName=stack.functions[name])["Environment"][
        "Variables"
    ]
    with Invocation(built, name, settings | {"AWS_ENDPOINT_URL": stack.endpoint}, oldest=True) as invocation:
        yield name, invocation


FIRST: dict[str, Any] = {
    "collect": {"dry_run": True},
    "inspect": {"dry_run": True},
    "nudge": {"dry_run": True},
    "hooks": {
        "version": "2.0",
        "routeKey": "POST /hooks/{platform}/{door}",
        "rawPath": "/hooks/nobody/events",
        "rawQueryString": "",
        "headers": {},
        "pathParameters": {"platform": "nobody", "door": "events"},
        "requestContext": {"http": {"method": "POST"}},
        "body": "{}",
        "isBase64Encoded": False,
    },
    "absorb": {"Records": []},
    "pages": {"rawPath": "/pages", "requestContext": {"domainName": "x", "http": {"method": "GET"}}},
    "register": {"key": "policy/incoming/not-there.yaml", "dry_run": True},
    "ops": {"do": "coverage"},
}


def test_every_function_answers_its_first_event_in_the_oldest_runtime(cold: tuple[str, Invocation]) -> None:
    name, invocation = cold
    answer = invocation.send(FIRST[name])
    assert answer.error is None, f"{answer.body}\n{invocation.log[-3000:]}"
    assert answer.body


def test_a_policy_is_read_from_yaml_in_the_oldest_runtime(stack: Stack, built: Build) -> None:
    text = (ROOT / "docs" / "policy.example.yaml").read_bytes()
    assert yaml.safe_load(text)
    stack.client("s3").put_object(Bucket=stack.bucket, Key="policy/incoming/packaging.yaml", Body=text)
    client = stack.client("lambda")
    shown = client.get_function_configuration(FunctionName=stack.functions["register"])
    settings = shown["Environment"]["Variables"] | {"AWS_ENDPOINT_URL": stack.endpoint}
    with Invocation(built, "register", settings, oldest=True) as invocation:
        answer = invocation.send({"key": "policy/incoming/packaging.yaml", "dry_run": True})
        assert answer.error is None, invocation.log[-3000:]
        assert "refused" not in answer.body, answer.body
