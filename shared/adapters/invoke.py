"""Calls the functions of a deployed stack, each exactly once, on AWS or on the local AWS."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from shared.adapters.aws_trouble import broken_answer, call_failed, crashed, no_bucket
from shared.app.ports.remote import Target

PATIENCE = 330
"""Seconds that an answer is waited for: a function's own longest time (300), and what starting it takes."""
_REACH = 10
"""Seconds in which the service must take the connection."""

Connect = Callable[[str], Any]
"""A service's name → its boto3 client."""


class AwsRemote:
    """A `Remote`. Nothing of AWS is imported before the first call."""

    def __init__(self, target: Target, connect: Connect | None = None) -> None:
        """`connect` None: as the target and the AWS configuration say."""
        self._target = target
        self._connect = connect or (lambda service: client_of(service, target))

    def invoke(self, function: str, payload: Mapping[str, Any]) -> Any:
        name = f"{self._target.stack}-{function}"
        try:
            reply = self._connect("lambda").invoke(
                FunctionName=name,
                InvocationType="RequestResponse",
                Payload=json.dumps(payload, ensure_ascii=False).encode(),
            )
            body = reply["Payload"].read()
        except (
            Exception
        ) as error:  # what botocore raises has no common root worth naming; the table names each
            raise call_failed(error, name, self._target) from error
        request_id = str(reply.get("ResponseMetadata", {}).get("RequestId", ""))
        return _answer(body, reply.get("FunctionError"), name, request_id)

    def upload(self, key: str, data: bytes) -> None:
        try:
            self._connect("s3").put_object(Bucket=self._bucket(), Key=key, Body=data)
        except Exception as error:  # as above
            raise call_failed(error, key, self._target) from error

    def _bucket(self) -> str:
        """The bucket's name ends in an id of the stack's own, so the stack is asked."""
        shown = self._connect("cloudformation").describe_stacks(StackName=self._target.stack)["Stacks"]
        for output in shown[0].get("Outputs", ()):
            if output["OutputKey"] == "BucketName":
                return str(output["OutputValue"])
        raise no_bucket(self._target)


def client_of(service: str, target: Target) -> Any:
    """A client that calls once: a repeated call of a function would be a second run."""
    import boto3  # late: help and previews need no AWS
    from botocore.config import Config

    key_id, secret = target.keys or (None, None)
    session = boto3.Session(
        aws_access_key_id=key_id,
        aws_secret_access_key=secret,
        region_name=target.region,
        profile_name=None if target.keys else target.profile,
    )
    once = Config(
        connect_timeout=_REACH,
        read_timeout=PATIENCE,
        retries={"total_max_attempts": 1},
        tcp_keepalive=True,  # routers on the way forget a connection on which nothing is said for minutes
    )
    return session.client(service, endpoint_url=target.endpoint, config=once)


def _answer(body: bytes, error: str | None, function: str, request_id: str) -> Any:
    try:
        said = json.loads(body or b"null")
    except ValueError:
        raise broken_answer(function, request_id) from None
    if error:
        raise crashed(said, function, request_id)
    return said
