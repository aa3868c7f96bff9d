"""Least privilege as it is enforced: each role knocks at every door, and only its own open."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from local.stack.record import Stack
from shared.core.functions import FUNCTIONS
from tests.functions.knocks import KEY, Knock, knocks

# runs with a function's role; tells the error code of every call, or nothing where it was let in
HAND = """
import functools
import boto3, botocore

client = functools.cache(boto3.client)

def knock(one):
    try:
        getattr(client(one["service"]), one["method"])(**one["request"])
    except botocore.exceptions.ClientError as error:
        return error.response["Error"]["Code"]
    return ""

def handler(event, context):
    return [knock(one) for one in event]
"""
DENIED = {"AccessDenied", "AccessDeniedException", "AuthorizationError", "AuthorizationErrorException"}
Doors = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def calls(stack: Stack) -> Iterator[list[Knock]]:
    dynamodb = stack.client("dynamodb")
    dynamodb.create_table(
        TableName="bystander",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in KEY],
        KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "RANGE"}],
    )
    yield knocks(stack, "bystander")
    dynamodb.delete_table(TableName="bystander")


@pytest.fixture(scope="module")
def doors(stack: Stack, calls: list[Knock]) -> Doors:
    """Function → call → the error it ended with."""
    return {name: _knock_as(name, stack, calls) for name in FUNCTIONS}


def _knock_as(name: str, stack: Stack, calls: list[Knock]) -> dict[str, str]:
    client = stack.client("lambda")
    configuration = client.get_function_configuration(FunctionName=stack.functions[name])
    hand = f"hand-of-{name}"
    client.create_function(
        FunctionName=hand,
        Role=configuration["Role"],
        Runtime=configuration["Runtime"],
        Handler="hand.handler",
        Code={"ZipFile": _zipped(HAND)},
        Timeout=60,
    )
    events = [{"service": one.service, "method": one.method, "request": one.request} for one in calls]
    reply = client.invoke(FunctionName=hand, Payload=json.dumps(events))
    codes: list[Any] = json.loads(reply["Payload"].read())
    client.delete_function(FunctionName=hand)
    return dict(zip([one.name for one in calls], codes, strict=True))


def _zipped(code: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("hand.py", code)
    return target.getvalue()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_role_opens_its_own_doors_and_no_other(name: str, doors: Doors, calls: list[Knock]) -> None:
    opened = {call for call, code in doors[name].items() if code not in DENIED}
    assert opened == {call.name for call in calls if name in call.may}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_is_refused_is_refused_for_want_of_a_right(name: str, doors: Doors, calls: list[Knock]) -> None:
    """A call that fails for any other reason would prove nothing."""
    meant = {call.name for call in calls if name not in call.may}
    assert {call: code for call, code in doors[name].items() if call in meant and code not in DENIED} == {}
