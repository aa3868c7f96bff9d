"""Everything that is tried with each role: an AWS call, and which functions may make it."""

from typing import Any, NamedTuple

from local.stack.record import Stack
from shared.core.functions import FUNCTIONS

KEY = {"PK": {"S": "knock"}, "SK": {"S": "knock"}}
ITEM = {**KEY, "v": {"N": "1"}}
ALL_BUT_HOOKS = tuple(name for name in FUNCTIONS if name != "hooks")
KEEPERS = ("collect", "nudge", "absorb", "register")
"""Whoever may learn something of people, and keeps it in the directory."""
WITH_SECRET = ("collect", "nudge", "absorb", "pages", "ops")


class Knock(NamedTuple):
    """One call."""

    name: str
    service: str
    method: str
    request: dict[str, Any]
    may: tuple[str, ...] = ()
    """Functions whose role allows it."""


def knocks(stack: Stack, bystander: str) -> list[Knock]:
    """bystander: another table, queue-less and nobody's, in the same account."""
    return [*_table(stack.table), *_elsewhere(stack, bystander), *_queues(stack), *_objects(stack.bucket)]


def _table(table: str) -> list[Knock]:
    def call(name: str, method: str, may: tuple[str, ...], **request: Any) -> Knock:
        return Knock(name, "dynamodb", method, request, may)

    query = {
        "TableName": table,
        "KeyConditionExpression": "#p = :p",
        "ExpressionAttributeValues": {":p": {"S": "knock"}},
    }
    first = query | {"IndexName": "GSI1", "ExpressionAttributeNames": {"#p": "G1PK"}}
    second = query | {"IndexName": "GSI2", "ExpressionAttributeNames": {"#p": "G2PK"}}
    put = {"Put": {"TableName": table, "Item": ITEM}}
    absent = {"ConditionExpression": "attribute_not_exists(PK)"}
    check = {"ConditionCheck": {"TableName": table, "Key": KEY | {"SK": {"S": "nothing"}}, **absent}}
    many = {"RequestItems": {table: {"Keys": [KEY]}}}
    writes = {"RequestItems": {table: [{"PutRequest": {"Item": ITEM}}]}}
    deleting = ("collect", "inspect", "nudge", "absorb", "ops")
    return [
        call("read an item", "get_item", (*ALL_BUT_HOOKS, "hooks"), TableName=table, Key=KEY),
        call("query", "query", ALL_BUT_HOOKS, **query, ExpressionAttributeNames={"#p": "PK"}),
        call("ask who has something due", "query", ("nudge", "pages", "ops"), **first),
        call("ask what is due to one", "query", ("nudge", "pages"), **second),
        call("read many", "batch_get_item", (*KEEPERS, "pages", "ops"), **many),
        call("put", "put_item", ALL_BUT_HOOKS, TableName=table, Item=ITEM),
        call(
            "update",
            "update_item",
            ALL_BUT_HOOKS,
            TableName=table,
            Key=KEY,
            UpdateExpression="SET n = :n",
            ExpressionAttributeValues={":n": {"N": "1"}},
        ),
        call("put in a transaction", "transact_write_items", ALL_BUT_HOOKS, TransactItems=[put]),
        call("check in a transaction", "transact_write_items", ("nudge",), TransactItems=[check]),
        call("write many", "batch_write_item", (*KEEPERS, "pages"), **writes),
        call("delete an item", "delete_item", deleting, TableName=table, Key=KEY),
        call("read the whole table", "scan", (), TableName=table),
        call("describe the table", "describe_table", (), TableName=table),
        call("export", "create_backup", (), TableName=table, BackupName="knock"),
    ]


def _elsewhere(stack: Stack, bystander: str) -> list[Knock]:
    principal = {"Service": "lambda.amazonaws.com"}
    nudge = stack.functions["nudge"]
    return [
        Knock("read another table", "dynamodb", "get_item", {"TableName": bystander, "Key": KEY}),
        Knock("drop a table", "dynamodb", "delete_table", {"TableName": bystander}),
        Knock("list tables", "dynamodb", "list_tables", {}),
        Knock(
            "read the secret", "secretsmanager", "get_secret_value", {"SecretId": stack.secret}, WITH_SECRET
        ),
        Knock(
            "change the secret",
            "secretsmanager",
            "put_secret_value",
            {"SecretId": stack.secret, "SecretString": "{}"},
        ),
        Knock("list secrets", "secretsmanager", "list_secrets", {}),
        Knock("call another function", "lambda", "invoke", {"FunctionName": nudge}),
        Knock("read another function", "lambda", "get_function", {"FunctionName": nudge}),
        Knock(
            "switch the mode",
            "lambda",
            "update_function_configuration",
            {"FunctionName": nudge, "Environment": {"Variables": {"GK_MODE": "nudge"}}},
        ),
        Knock("make a role", "iam", "create_role", {"RoleName": "knock", "AssumeRolePolicyDocument": "{}"}),
        Knock("list roles", "iam", "list_roles", {}),
        Knock("read the stack", "cloudformation", "describe_stacks", {"StackName": stack.name}),
        Knock("list schedules", "scheduler", "list_schedules", {}),
        Knock("read a log", "logs", "filter_log_events", {"logGroupName": f"/aws/lambda/{nudge}"}),
        Knock("make a log group", "logs", "create_log_group", {"logGroupName": "knock"}),
        Knock("list alarms", "cloudwatch", "describe_alarms", {}),
        Knock("publish", "sns", "list_topics", {}),
        Knock("read a parameter", "ssm", "get_parameter", {"Name": "knock"}),
        Knock("list queues", "sqs", "list_queues", {}),
        Knock("list buckets", "s3", "list_buckets", {}),
        Knock(
            "become another", "sts", "assume_role", {"RoleArn": str(principal), "RoleSessionName": "knock"}
        ),
    ]


def _queues(stack: Stack) -> list[Knock]:
    found = []
    for name, url in stack.queues._asdict().items():
        is_live = name in {"events", "answers"}
        called = name.replace("_", " ")
        found += [
            Knock(
                f"send to {called}",
                "sqs",
                "send_message",
                {"QueueUrl": url, "MessageBody": "{}", "DelaySeconds": 900},
                ("hooks", "ops") if is_live else (),
            ),
            Knock(
                f"send a batch to {called}",
                "sqs",
                "send_message_batch",
                {"QueueUrl": url, "Entries": [{"Id": "1", "MessageBody": "{}", "DelaySeconds": 900}]},
                ("hooks", "ops") if is_live else (),
            ),
            Knock(
                f"take from {called}",
                "sqs",
                "receive_message",
                {"QueueUrl": url, "VisibilityTimeout": 0},
                ("absorb",) if is_live else ("ops",),
            ),
            Knock(
                f"count {called}",
                "sqs",
                "get_queue_attributes",
                {"QueueUrl": url, "AttributeNames": ["ApproximateNumberOfMessages"]},
                ("absorb",) if is_live else ("ops",),
            ),
            Knock(
                f"delete from {called}",
                "sqs",
                "delete_message",
                {"QueueUrl": url, "ReceiptHandle": "knock"},
                ("absorb",) if is_live else ("ops",),
            ),
            Knock(
                f"give back to {called}",
                "sqs",
                "change_message_visibility",
                {"QueueUrl": url, "ReceiptHandle": "knock", "VisibilityTimeout": 0},
                () if is_live else ("ops",),
            ),
            Knock(f"empty {called}", "sqs", "purge_queue", {"QueueUrl": url}),
        ]
    return found


def _objects(bucket: str) -> list[Knock]:
    readable = ("policy/incoming/", "register/incoming/", "register/shown/", "people/incoming/")
    found = [Knock("list the bucket", "s3", "list_objects_v2", {"Bucket": bucket})]
    for folder in (*readable, "policy/versions/", "reports/", "anything/"):
        place = {"Bucket": bucket, "Key": f"{folder}knock"}
        reading = ("register",) if folder in readable else ()
        writing = {"policy/versions/": ("register",), "register/incoming/": ("pages",)}.get(folder, ())
        found += [
            Knock(f"read {folder}", "s3", "get_object", place, reading),
            Knock(f"write {folder}", "s3", "put_object", place | {"Body": "knock"}, writing),
            Knock(f"delete in {folder}", "s3", "delete_object", place),
        ]
    return found
