"""What runs, and where: the stack on loopback as `.local/stack.json` tells it to whoever wants to use it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import boto3

from local.stack.tools import ROOT

FILE = ROOT / ".local" / "stack.json"
CREDENTIAL = "test"
"""Both halves of the key by which the local AWS knows its owner; no secret."""


class Queues(NamedTuple):
    """Their addresses."""

    events: str
    answers: str
    events_dead_letters: str
    answers_dead_letters: str


class Stack(NamedTuple):
    """A deployed stack on the local AWS."""

    endpoint: str
    """The AWS endpoint, `http://127.0.0.1:port`."""
    region: str
    name: str
    table: str
    bucket: str
    secret: str
    """ARN."""
    queues: Queues
    functions: Mapping[str, str]
    """`collect` … → the deployed function's name."""
    hooks: str
    """Add a platform's name, and it is the address of its webhook."""
    clock: str = ""
    """The file whose number of seconds is added to the functions' clock; empty: there is none."""
    services: Mapping[str, Any] = {}
    """What runs beside it: the desk, the simulated platforms with their addresses and credentials."""

    def client(self, service: str) -> Any:
        """A boto3 client of its owner, who may do everything."""
        session = boto3.Session(
            aws_access_key_id=CREDENTIAL, aws_secret_access_key=CREDENTIAL, region_name=self.region
        )
        return session.client(service, endpoint_url=self.endpoint)

    def invoke(self, function: str, event: Any) -> Any:
        """Call a function as an operator does and wait; the parsed reply. Raises FunctionFailed with what it said."""
        reply = self.client("lambda").invoke(
            FunctionName=self.functions[function], Payload=json.dumps(event).encode()
        )
        body = json.loads(reply["Payload"].read() or b"null")
        if reply.get("FunctionError"):
            raise FunctionFailed(f"{function}: {body}")
        return body


class FunctionFailed(Exception):
    """The function ended with an error."""


def save(stack: Stack, path: Path = FILE) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    body = {"access_key_id": CREDENTIAL, "secret_access_key": CREDENTIAL} | stack._asdict()
    text = json.dumps(body | {"queues": stack.queues._asdict()}, ensure_ascii=False, indent=2)
    new = path.with_suffix(".new")
    new.write_text(text + "\n", "utf-8")
    new.replace(path)


def load(path: Path = FILE) -> Stack | None:
    """What was saved last, whether it still runs or not; None: nothing was."""
    try:
        body = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    known = {name: body[name] for name in Stack._fields if name in body}
    return Stack(**known | {"queues": Queues(**body["queues"])})
