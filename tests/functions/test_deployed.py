"""The whole way once: `sam deploy` of the real template, and its parts in touch with each other."""

import http.client
import json
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from local.stack.artifacts import Build
from local.stack.deployment import deploy, describe
from local.stack.process import Emulator
from local.stack.record import Stack

ODD = '{"feishu": {"events": {"encrypt_key": "a b\'c\\"d\\\\e=", "verification_token": "x,y"}}}'


@pytest.fixture(scope="module")
def deployed(local_aws: Emulator, built: Build) -> Stack:
    return deploy(local_aws, built, "by-sam", {"Mode": "nudge", "HookKeys": ODD})


def test_sam_deploys_the_template_and_an_operator_can_ask_it(deployed: Stack) -> None:
    assert deployed.invoke("ops", {"do": "coverage"})


def test_what_a_parameter_says_arrives_as_it_was_meant(deployed: Stack) -> None:
    client = deployed.client("lambda")
    shown = client.get_function_configuration(FunctionName=deployed.functions["hooks"])["Environment"][
        "Variables"
    ]
    assert json.loads(shown["GK_HOOK_KEYS"]) == json.loads(ODD)
    assert shown["GK_MODE"] == "nudge"


def test_two_stacks_live_beside_each_other(deployed: Stack, stack: Stack, local_aws: Emulator) -> None:
    assert describe(local_aws, deployed.name).table != stack.table
    names = [one["Name"] for one in deployed.client("scheduler").list_schedules()["Schedules"]]
    assert len(names) == len(set(names)) >= 6


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_door_leads_to_the_webhook_s_function(method: str, deployed: Stack) -> None:
    assert _knock(deployed, method, "feishu/events") != 404, "verification is the function's to do"
    assert _knock(deployed, method, "feishu/nothing") == 404
    assert _knock(deployed, method, "nobody/events") == 404


def test_no_other_way_leads_in(deployed: Stack) -> None:
    assert _knock(deployed, "DELETE", "feishu/events") == 404
    assert _knock(deployed, "GET", "feishu") == 404
    assert _knock(deployed, "GET", "feishu/events/more") == 404


def _knock(stack: Stack, method: str, path: str) -> int:
    address = urlsplit(f"{stack.hooks}{path}")
    door = http.client.HTTPConnection(address.netloc, timeout=30)
    try:
        door.request(method, address.path, body=None if method == "GET" else "{}")
        return door.getresponse().status
    finally:
        door.close()


@pytest.mark.parametrize("queue", ["events", "answers"])
def test_what_is_queued_is_absorbed(queue: str, deployed: Stack) -> None:
    sqs, url = deployed.client("sqs"), getattr(deployed.queues, queue)
    sqs.send_message(QueueUrl=url, MessageBody='{"is": "nothing that anybody knows"}')
    assert _comes_true(lambda: _logged(deployed, "absorb", "message_not_understood"))


def test_dead_letters_are_listed_replayed_and_dropped(deployed: Stack) -> None:
    sqs, url = deployed.client("sqs"), deployed.queues.events_dead_letters
    for body in ('{"is": "one"}', '{"is": "two"}'):
        sqs.send_message(QueueUrl=url, MessageBody=body)
    ask = {"do": "dead", "action": "list"}
    first, second = [row["id"] for row in deployed.invoke("ops", ask)["letters"]]
    by = {"do": "dead", "by": "operations"}
    assert deployed.invoke("ops", {**by, "action": "replay", "ids": [first]})["replayed"] == [first]
    dropped = {**by, "action": "drop", "ids": [second[:8]], "reason": "a test's own"}
    assert deployed.invoke("ops", dropped)["dropped"] == [second]
    assert deployed.invoke("ops", ask) == {
        **ask,
        "waiting": {"events": 0, "answers": 0},
        "letters": [],
    }


def test_an_upload_is_taken_in(deployed: Stack) -> None:
    body = b"version: 1\nnonsense: true\n"
    deployed.client("s3").put_object(Bucket=deployed.bucket, Key="policy/incoming/a b.yaml", Body=body)
    assert _comes_true(lambda: _logged(deployed, "register", "upload_refused"))


def _logged(stack: Stack, function: str, name: str) -> bool:
    group = f"/aws/lambda/{stack.functions[function]}"
    events = stack.client("logs").filter_log_events(logGroupName=group, filterPattern=name)["events"]
    return any(name in event["message"] for event in events)


def _comes_true(condition: Callable[[], bool]) -> bool:
    """Waits for another process's work as long as it may take, and no longer than it needs."""
    until = time.monotonic() + 60
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True
