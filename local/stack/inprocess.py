"""DynamoDB without a network: ministack's, called in this process, with the template's own table."""

import io
import itertools
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

import boto3
import yaml
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.config import Config

from local.stack.tools import ROOT

_NUMBERS = itertools.count(1)


class _Template(yaml.CSafeLoader):
    """CloudFormation's own tags say nothing about the table: they are read as nothing."""


_Template.add_multi_constructor("!", lambda *_: None)


@cache
def table_definition() -> dict[str, Any]:
    """What the template says of the table, as CreateTable wants it."""
    template = yaml.load((ROOT / "template.yaml").read_text("utf-8"), _Template)  # noqa: S506 — a safe one, with tags
    properties = template["Resources"]["Table"]["Properties"]
    wanted = ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")
    return {name: properties[name] for name in wanted}


def client(endpoint: str | None = None, **config: Any) -> Any:
    """A boto3 DynamoDB client with made-up credentials."""
    return boto3.client(
        "dynamodb",
        endpoint_url=endpoint,
        region_name="cn-north-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 — ministack takes any
        config=Config(retries={"mode": "standard", "total_max_attempts": 2}, **config),
    )


def inprocess_client() -> Any:
    """A client whose requests never leave this process; every one sees the same tables."""
    made = client("http://127.0.0.1:1")
    made.meta.events.register_first("before-send.dynamodb.*", _answer)
    return made


def new_table(made: Any) -> str:
    """Create an empty table, as the template has it; returns its name."""
    name = f"table-{next(_NUMBERS)}"
    made.create_table(TableName=name, **table_definition())
    return name


def _answer(request: AWSPreparedRequest, **_: Any) -> AWSResponse:
    handle: Callable[..., Any] = import_module("ministack.services.dynamodb").handle_request
    headers = {str(name).lower(): _text(value) for name, value in request.headers.items()}
    status, answered, body = finished(handle(request.method, "/", headers, request.body, {}))
    raw: Any = _Raw(body)
    return AWSResponse(request.url, status, answered, raw)


def finished(coroutine: Any) -> Any:
    """The result of a coroutine that waits for nothing."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    raise RuntimeError("ministack's DynamoDB waits for something")


def _text(value: Any) -> Any:
    return value.decode() if isinstance(value, bytes) else value


class _Raw(io.BytesIO):
    def stream(self, **_: Any) -> list[bytes]:
        return [self.getvalue()]
