"""Least privilege as it is written: each role's list, whole, and nothing with a star."""

from typing import Any

import pytest

from shared.core.functions import FUNCTIONS
from tests.functions.translated import of_type, statements

READ, WRITE = ("GetItem", "Query"), ("PutItem", "UpdateItem")
DEAD = {"ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility", "GetQueueAttributes"}
ALLOWED: dict[str, dict[str, set[str]]] = {
    "collect": {
        "Table.Arn": {*READ, *WRITE, "BatchGetItem", "DeleteItem", "BatchWriteItem"},
        "PlatformSecret.Id": {"GetSecretValue"},
    },
    "inspect": {"Table.Arn": {*READ, *WRITE, "DeleteItem"}},
    "nudge": {
        "Table.Arn": {*READ, *WRITE, "BatchGetItem", "DeleteItem", "BatchWriteItem", "ConditionCheckItem"},
        "${Table.Arn}/index/GSI1": {"Query"},
        "${Table.Arn}/index/GSI2": {"Query"},
        "PlatformSecret.Id": {"GetSecretValue"},
    },
    "hooks": {
        "Table.Arn": {"GetItem"},
        "EventsQueue.Arn": {"SendMessage"},
        "AnswersQueue.Arn": {"SendMessage"},
    },
    "absorb": {
        "Table.Arn": {*READ, *WRITE, "BatchGetItem", "DeleteItem", "BatchWriteItem"},
        "EventsQueue.Arn": {"ReceiveMessage", "DeleteMessage", "GetQueueAttributes"},
        "AnswersQueue.Arn": {"ReceiveMessage", "DeleteMessage", "GetQueueAttributes"},
        "PlatformSecret.Id": {"GetSecretValue"},
    },
    "pages": {
        "Table.Arn": {*READ, *WRITE, "BatchGetItem", "BatchWriteItem"},
        "${Table.Arn}/index/GSI1": {"Query"},
        "${Table.Arn}/index/GSI2": {"Query"},
        "PlatformSecret.Id": {"GetSecretValue"},
        "PagesKey.Id": {"GetSecretValue"},
        "${Bucket.Arn}/register/incoming/*": {"PutObject"},
    },
    "register": {
        "Table.Arn": {*READ, *WRITE, "BatchGetItem", "BatchWriteItem"},
        "${Bucket.Arn}/policy/incoming/*": {"GetObject"},
        "${Bucket.Arn}/register/incoming/*": {"GetObject"},
        "${Bucket.Arn}/register/shown/*": {"GetObject"},
        "${Bucket.Arn}/people/incoming/*": {"GetObject"},
        "${Bucket.Arn}/policy/versions/*": {"PutObject"},
    },
    "ops": {
        "Table.Arn": {*READ, *WRITE, "BatchGetItem", "DeleteItem"},
        "${Table.Arn}/index/GSI1": {"Query"},
        "EventsDeadLetters.Arn": DEAD,
        "AnswersDeadLetters.Arn": DEAD,
        "EventsQueue.Arn": {"SendMessage"},
        "AnswersQueue.Arn": {"SendMessage"},
        "PlatformSecret.Id": {"GetSecretValue"},
    },
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_role_allows_what_its_function_does_and_nothing_else(name: str) -> None:
    found: dict[str, set[str]] = {}
    for statement in statements(name):
        assert statement["Effect"] == "Allow"
        for resource in _listed(statement["Resource"]):
            for action in _listed(statement["Action"]):
                found.setdefault(_spelt(resource), set()).add(action.partition(":")[2])
    own_log = f"{name.capitalize()}Logs.Arn"
    assert found == ALLOWED[name] | {own_log: {"CreateLogStream", "PutLogEvents"}}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_action_is_a_pattern_and_no_resource_is_everything(name: str) -> None:
    for statement in statements(name):
        assert not [action for action in _listed(statement["Action"]) if "*" in action]
        assert "*" not in _listed(statement["Resource"])


def test_no_role_is_lent_what_aws_wrote_for_everybody() -> None:
    assert not [name for name, role in of_type("AWS::IAM::Role").items() if role.get("ManagedPolicyArns")]


def test_every_role_is_a_function_s_or_a_tick_s() -> None:
    services = {
        name: role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"]["Service"]
        for name, role in of_type("AWS::IAM::Role").items()
    }
    functions = {f"{name.capitalize()}Role": "lambda.amazonaws.com" for name in FUNCTIONS}
    ticks = {name: service for name, service in services.items() if name not in functions}
    assert services == functions | ticks
    assert {str(_listed(service)) for service in ticks.values()} == {"['scheduler.amazonaws.com']"}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _spelt(resource: Any) -> str:
    """`!GetAtt Table.Arn` → `Table.Arn`; the text of a Sub as it is."""
    found = resource.get("Fn::GetAtt") or resource["Fn::Sub"]
    return ".".join(found) if isinstance(found, list) else str(found)
