"""DynamoDB without a network and without botocore's own work: for tests that make a million calls.

The contract suite holds the same store through the real client; this one only has to be quick.
"""

import base64
import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from botocore.exceptions import ClientError

from local.stack.inprocess import finished

_TARGET = "DynamoDB_20120810."


class DirectClient:
    """Has the methods of a boto3 client, as far as their answers are plain: no paginators, no retries."""

    def __init__(self) -> None:
        self._handle: Callable[..., Any] = import_module("ministack.services.dynamodb").handle_request

    def __getattr__(self, method: str) -> Callable[..., dict[str, Any]]:
        operation = _operation(method)

        def call(**given: Any) -> dict[str, Any]:
            return self._call(operation, given)

        self.__dict__[method] = call
        return call

    def _call(self, operation: str, given: Mapping[str, Any]) -> dict[str, Any]:
        headers = {"x-amz-target": _TARGET + operation, "content-type": "application/x-amz-json-1.0"}
        body = json.dumps(given, default=_coded).encode()
        status, _, answer = finished(self._handle("POST", "/", headers, body, {}))
        said: dict[str, Any] = json.loads(answer or b"{}", object_hook=_decoded)
        if status < 300:
            return said
        code = str(said.pop("__type", "Unknown")).rpartition("#")[2]
        message = str(said.get("message") or said.get("Message") or "")
        response: Any = {**said, "Error": {"Code": code, "Message": message}}
        raise ClientError(response, operation)


@cache
def _operation(method: str) -> str:
    return "".join(part.capitalize() for part in method.split("_"))


def _coded(value: Any) -> Any:
    """Bytes travel as base64, sets of them as lists."""
    if isinstance(value, bytes | bytearray):
        return base64.b64encode(value).decode()
    if isinstance(value, set | frozenset):
        return sorted(value)
    msg = f"{type(value).__name__} does not travel"
    raise TypeError(msg)


def _decoded(value: dict[str, Any]) -> dict[str, Any]:
    """An attribute value of bytes has its bytes again."""
    if len(value) == 1:
        if isinstance(raw := value.get("B"), str):
            return {"B": base64.b64decode(raw)}
        if isinstance(raws := value.get("BS"), list):
            return {"BS": [base64.b64decode(one) for one in raws]}
    return value
