"""Queue, bucket and secret: what they bring, and what their troubles become."""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from shared.adapters.bucket import S3Bucket
from shared.adapters.queue import SqsQueue
from shared.adapters.secrets import PlatformSecret
from shared.core.errors import BadInput, ConfigError, StoreUnavailable
from tests.adapters.state.stores import NOW
from tests.fakes.world import FakeClock


class Scripted:
    """A boto3 client that does what a test says, and remembers what it was asked."""

    def __init__(self, reply: Callable[[Mapping[str, Any]], Any]) -> None:
        self._reply = reply
        self.asked: list[Mapping[str, Any]] = []

    def __getattr__(self, method: str) -> Callable[..., Any]:
        def call(**request: Any) -> Any:
            self.asked.append(request)
            return self._reply(request)

        return call


def raising(error: Exception) -> Scripted:
    def fail(request: Mapping[str, Any]) -> Any:
        raise error

    return Scripted(fail)


def code(name: str) -> ClientError:
    return ClientError({"Error": {"Code": name, "Message": "…"}}, "Operation")


TROUBLES = [
    code("ThrottlingException"),
    code("AccessDeniedException"),
    ReadTimeoutError(endpoint_url="http://127.0.0.1"),
]


@pytest.fixture(scope="module")
def aws(http_endpoint: str) -> Callable[[str], Any]:
    def client(service: str) -> Any:
        session: Any = boto3.Session("test", "test", region_name="cn-north-1")
        return session.client(service, endpoint_url=http_endpoint)

    return client


def test_messages_arrive_as_the_json_that_was_sent(aws: Callable[[str], Any]) -> None:
    sqs = aws("sqs")
    url = sqs.create_queue(QueueName="events")["QueueUrl"]
    SqsQueue(sqs, url).send({"n": number, "group": "群 <&> \U0001f600"} for number in range(25))
    found: list[Any] = []
    while batch := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        found += [json.loads(message["Body"]) for message in batch]
    assert sorted(body["n"] for body in found) == list(range(25))
    assert {body["group"] for body in found} == {"群 <&> \U0001f600"}


def test_nothing_to_send_asks_nothing() -> None:
    client = Scripted(lambda _: {})
    SqsQueue(client, "url").send([])
    assert client.asked == []


def test_batches_have_ten_messages_at_most_and_stay_below_the_size_that_is_taken() -> None:
    client = Scripted(lambda _: {})
    SqsQueue(client, "url").send([{"x": "y" * 90_000}] * 5 + [{"x": ""}] * 12)
    assert [len(request["Entries"]) for request in client.asked] == [2, 2, 10, 3]


def test_what_is_refused_is_sent_again_and_nothing_else() -> None:
    def reply(request: Mapping[str, Any]) -> Any:
        first = len(client.asked) == 1
        return {"Failed": [{"Id": "1", "Code": "InternalError"}]} if first else {}

    client = Scripted(reply)
    SqsQueue(client, "url").send([{"n": number} for number in range(3)])
    assert [[entry["MessageBody"] for entry in request["Entries"]] for request in client.asked] == [
        ['{"n":0}', '{"n":1}', '{"n":2}'],
        ['{"n":1}'],
    ]


def test_a_queue_that_never_takes_a_message_is_said_so() -> None:
    client = Scripted(lambda _: {"Failed": [{"Id": "0", "Code": "InternalError"}]})
    with pytest.raises(StoreUnavailable, match="InternalError"):
        SqsQueue(client, "url").send([{"n": 1}])
    assert len(client.asked) == 3


@pytest.mark.parametrize("error", TROUBLES, ids=str)
def test_troubles_are_one_error_of_ours(error: Exception) -> None:
    client = raising(error)
    for operation in (
        lambda: SqsQueue(client, "url").send([{"n": 1}]),
        lambda: S3Bucket(client, "b").read("k", 1),
        lambda: S3Bucket(client, "b").write("k", b"", "text/plain"),
        PlatformSecret(client, "arn", FakeClock(NOW)).credentials,
    ):
        with pytest.raises(StoreUnavailable):
            operation()


def test_an_object_is_read_up_to_a_bound(aws: Callable[[str], Any]) -> None:
    s3 = aws("s3")
    s3.create_bucket(Bucket="policies", CreateBucketConfiguration={"LocationConstraint": "cn-north-1"})
    bucket = S3Bucket(s3, "policies")
    for key, data in (("policy/incoming/群.yaml", b"12345"), ("empty", b"")):
        bucket.write(key, data, "application/yaml")
        assert bucket.read(key, 5) == data
    with pytest.raises(BadInput, match="more than 4 bytes"):
        bucket.read("policy/incoming/群.yaml", 4)
    with pytest.raises(BadInput, match="no such object"):
        bucket.read("nothing", 4)


def test_what_s3_denies_to_whoever_may_not_list_is_an_object_that_is_not_there() -> None:
    with pytest.raises(BadInput, match="no such object, or it may not be read"):
        S3Bucket(raising(code("AccessDenied")), "b").read("policy/incoming/typo.yaml", 1)


def test_the_secret_is_read_once_in_a_quarter_of_an_hour(aws: Callable[[str], Any]) -> None:
    manager, clock = aws("secretsmanager"), FakeClock(NOW)
    old, new = {"pigeon": {"app_id": "a", "app_secret": "b"}}, {"pigeon": {"app_id": "a", "app_secret": "c"}}
    manager.create_secret(Name="s", SecretString=json.dumps(old))
    secret = PlatformSecret(manager, "s", clock)
    assert secret.credentials() == old
    manager.put_secret_value(SecretId="s", SecretString=json.dumps(new))
    clock.forward(timedelta(minutes=14))
    assert secret.credentials() == old
    clock.forward(timedelta(minutes=1))
    assert secret.credentials() == new


def test_what_was_read_serves_while_the_secret_cannot_be_read_again() -> None:
    def reply(_: Mapping[str, Any]) -> Any:
        if len(client.asked) > 1:
            raise code("ThrottlingException")
        return {"SecretString": "{}"}

    client, clock = Scripted(reply), FakeClock(NOW)
    secret = PlatformSecret(client, "s", clock)
    assert secret.credentials() == {}
    clock.forward(timedelta(hours=1))
    assert secret.credentials() == {}
    assert len(client.asked) == 2


@pytest.mark.parametrize("text", ["", "hunter2", "[]", '"hunter2"'])
def test_a_secret_that_is_none_is_said_so_without_a_word_of_it(text: str) -> None:
    client = Scripted(lambda _: {"SecretString": text})
    with pytest.raises(ConfigError) as caught:
        PlatformSecret(client, "s", FakeClock(NOW)).credentials()
    assert "hunter2" not in str(caught.value)
    assert caught.value.__cause__ is None
