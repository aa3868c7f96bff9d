"""What a cold start costs: import and first event of each function in Lambda's own runtime interface emulator.

The baseline is the least that a function with a table can do: make a boto3 DynamoDB client and read one item.
"""

import compileall
import json
import tempfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import Any

from local.bench.figure import Aim, Figure
from local.bench.measure import in_turn
from local.bench.pages import home
from local.bench.size import Size
from local.im.platform import Knock
from local.platforms import PLATFORMS
from local.stack import process
from local.stack.artifacts import Build, build
from local.stack.deployment import create
from local.stack.invocation import Invocation
from local.stack.process import REGION
from local.stack.record import Stack
from shared.adapters.clock import SystemClock
from shared.adapters.seal import Sealed

URL_CHECK = "URL check"
BARE = """import os
import boto3

client = boto3.client("dynamodb")

def handler(event, context):
    client.get_item(TableName=os.environ["GK_TABLE"], Key={"PK": {"S": "x"}, "SK": {"S": "x"}})
    return {}
"""
PLATFORM = PLATFORMS[0]
KEYS = {PLATFORM.id: {PLATFORM.knocks.door: dict(PLATFORM.knocks.keys)}}
PARAMETERS = {"HookKeys": json.dumps(KEYS)}


def functions(size: Size) -> Iterator[Figure]:
    """On a stack of its own, which ends with it."""
    made = build()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        try:
            emulator = process.start(home / "aws", auth=False, tied=True)
            yield from cold_starts(made, create(emulator, made, "bench", PARAMETERS), size)
        finally:
            process.stop(home / "aws")


def cold_starts(made: Build, stack: Stack, size: Size) -> Iterator[Figure]:
    """On a stack that was made with PARAMETERS."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _cold_starts(made, _bare(Path(folder)), stack, size)


def _bare(folder: Path) -> Build:
    code = folder / "BareFunction"
    code.mkdir(parents=True)
    (folder / "SharedLayer" / "python").mkdir(parents=True)
    (code / "app.py").write_text(BARE, "utf-8")
    compileall.compile_dir(code, quiet=1, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
    return Build(folder)


def _cold_starts(made: Build, bare: Build, stack: Stack, size: Size) -> Iterator[Figure]:
    settings = _settings(stack)
    for name, (function, event) in _events(stack, settings["GK_PAGES_KEY"]).items():
        took = in_turn(
            partial(_cold, made, function, event, settings),
            partial(_cold, bare, "bare", {}, settings),
            size.starts,
        )
        aim = Aim(1000, of_ratio=False) if name == URL_CHECK else Aim(1.6)
        ours, base = took.ours * 1000, took.baseline * 1000
        about = f"cold: {function}, {name}"
        against = "boto3 + GetItem"
        yield Figure(
            f"cold.{function}.{name.replace(' ', '_')}", about, ours, "ms", base, against, took.ratio, aim
        )


def _settings(stack: Stack) -> Mapping[str, str]:
    return {
        "AWS_ENDPOINT_URL": stack.endpoint,
        "AWS_REGION": REGION,
        "GK_TABLE": stack.table,
        "GK_BUCKET": stack.bucket,
        "GK_EVENTS_QUEUE": stack.queues.events,
        "GK_ANSWERS_QUEUE": stack.queues.answers,
        "GK_HOOK_KEYS": json.dumps(KEYS),
        "GK_MODE": "nudge",
        "GK_PAGES_KEY": _variable(stack, "pages", "GK_PAGES_KEY"),
    }


def _variable(stack: Stack, function: str, name: str) -> str:
    shown = stack.client("lambda").get_function_configuration(FunctionName=stack.functions[function])
    return str(shown["Environment"]["Variables"][name])


def _page(stack: Stack, key: str) -> dict[str, Any]:
    """The first page of somebody who is logged in."""
    secret = stack.client("secretsmanager").get_secret_value(SecretId=key)["SecretString"]
    seal = Sealed(lambda: secret, SystemClock())
    return home(seal, SystemClock().now(), is_local=True)


def _events(stack: Stack, key: str) -> dict[str, tuple[str, Any]]:
    post = {
        "is": "post",
        "platform": PLATFORM.id,
        "group": PLATFORM.tenant.key("1"),
        "sender": PLATFORM.tenant.account("1"),
        "id": "om_1",
        "ts": 1_790_000_000,
    }
    flags = dict.fromkeys(("mentions_all", "urgent", "reply", "media"), False)
    body = json.dumps({**post, **flags, "kind": "human"})
    return {
        URL_CHECK: ("hooks", _posted(PLATFORM.knocks.url_check)),
        "event to queue": ("hooks", _posted(PLATFORM.knocks.event)),
        "nothing due": ("nudge", {}),
        "no platform": ("collect", {}),
        "no groups": ("inspect", {}),
        "one post": ("absorb", {"Records": [{"messageId": "1", "body": body}]}),
        "coverage": ("ops", {"do": "coverage"}),
        "a page": ("pages", _page(stack, key)),
        "a wrong key": ("register", {"key": "elsewhere/policy.yaml"}),
    }


def _posted(knock: Knock) -> dict[str, Any]:
    return {
        "version": "2.0",
        "pathParameters": {"platform": PLATFORM.id, "door": PLATFORM.knocks.door},
        "rawQueryString": knock.query,
        "headers": {"content-type": knock.content_type},
        "requestContext": {"http": {"method": knock.method}},
        "body": knock.body,
    }


def _cold(made: Build, function: str, event: Any, settings: Mapping[str, str]) -> float:
    with Invocation(made, function, settings) as invocation:
        answer = invocation.send(event)
        if answer.error:
            raise SystemExit(f"{function} failed: {answer.body}")
        return answer.seconds
