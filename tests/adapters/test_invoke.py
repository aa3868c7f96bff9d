"""Calling a deployed function through the real client, against a service on loopback that answers as AWS does."""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from shared.adapters.invoke import AwsRemote
from shared.app.ports.remote import RemoteFailed, Target


class Reply:
    """What the service says to every call, and what it was asked."""

    def __init__(self) -> None:
        self.status = 200
        self.body = b"{}"
        self.headers: dict[str, str] = {}
        self.asked: list[tuple[str, str, bytes]] = []
        self.hangs_up = False

    def fails(self, code: str, status: int = 400) -> None:
        self.status = status
        self.headers = {"x-amzn-ErrorType": code}
        self.body = json.dumps({"Message": "no"}).encode()


@pytest.fixture
def service() -> Iterator[tuple[Reply, str]]:
    reply = Reply()

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            reply.asked.append((self.command, self.path, body))
            if reply.hangs_up:
                self.close_connection = True
                return
            self.send_response(reply.status)
            self.send_header("x-amzn-RequestId", "request-1")
            self.send_header("Content-Length", str(len(reply.body)))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the base class's name)
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield reply, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def remote(endpoint: str) -> AwsRemote:
    return AwsRemote(
        Target("groupkeeper", region="cn-north-1", endpoint=endpoint, keys=("test", "test"), is_local=True)
    )


def test_the_function_is_called_by_the_stack_s_name_and_its_answer_is_parsed(
    service: tuple[Reply, str],
) -> None:
    reply, endpoint = service
    reply.body = '{"name": "市场部"}'.encode()
    assert remote(endpoint).invoke("ops", {"do": "explain"}) == {"name": "市场部"}
    assert reply.asked == [
        ("POST", "/2015-03-31/functions/groupkeeper-ops/invocations", b'{"do": "explain"}')
    ]


REFUSED: list[tuple[str, int, str]] = [
    ("ResourceNotFoundException", 404, "Name the right --stack"),
    ("AccessDeniedException", 403, "lambda:InvokeFunction"),
    ("UnrecognizedClientException", 403, "Log in"),
    ("ExpiredTokenException", 403, "Log in"),
    ("TooManyRequestsException", 429, "Try again in a minute"),
    ("ServiceException", 500, "nobody is told twice"),
    ("SomethingNewException", 400, "groupkeeper doctor"),
]


@pytest.mark.parametrize(("code", "status", "remedy"), REFUSED)
def test_a_call_that_aws_refuses_is_made_once_and_says_what_to_do(
    service: tuple[Reply, str], code: str, status: int, remedy: str
) -> None:
    reply, endpoint = service
    reply.fails(code, status)
    with pytest.raises(RemoteFailed) as failed:
        remote(endpoint).invoke("ops", {})
    assert remedy in failed.value.remedy
    assert failed.value.request_id == "request-1"
    assert failed.value.reason.startswith("groupkeeper-ops: ")
    assert len(reply.asked) == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"errorType": "KeyError", "errorMessage": "'x'\x1b[2J"}, "it crashed (KeyError: 'x')"),
        ({"errorMessage": "2026-10-12 Task timed out after 300.00 seconds"}, "it ran out of time"),
        ({"errorType": "Sandbox.Timedout", "errorMessage": "RequestId: 1"}, "it ran out of time"),
        (None, "it crashed (it gave no reason)"),
    ],
)
def test_a_function_that_ends_with_an_error_is_named_with_its_request(
    service: tuple[Reply, str], body: Any, reason: str
) -> None:
    reply, endpoint = service
    reply.headers = {"X-Amz-Function-Error": "Unhandled"}
    reply.body = json.dumps(body).encode()
    with pytest.raises(RemoteFailed) as failed:
        remote(endpoint).invoke("ops", {})
    assert failed.value.reason == f"groupkeeper-ops: {reason}"
    assert failed.value.request_id == "request-1"


def test_a_connection_that_breaks_is_not_tried_again_since_it_may_have_run(
    service: tuple[Reply, str],
) -> None:
    reply, endpoint = service
    reply.hangs_up = True
    with pytest.raises(RemoteFailed) as failed:
        remote(endpoint).invoke("nudge", {})
    assert "may have run all the same" in failed.value.remedy
    assert len(reply.asked) == 1


def test_an_answer_that_is_no_json_is_not_guessed_at(service: tuple[Reply, str]) -> None:
    reply, endpoint = service
    reply.body = b"<html>"
    with pytest.raises(RemoteFailed, match="no JSON"):
        remote(endpoint).invoke("ops", {})


def test_a_local_stack_that_does_not_run_says_how_to_start_it() -> None:
    with pytest.raises(RemoteFailed) as failed:
        remote("http://127.0.0.1:9").invoke("ops", {})
    assert failed.value.reason == "groupkeeper-ops: nothing answers at http://127.0.0.1:9"
    assert "make up" in failed.value.remedy


class FakeClients:
    """CloudFormation and S3 as far as an upload needs them."""

    def __init__(self, outputs: list[dict[str, str]]) -> None:
        self._outputs = outputs
        self.put: list[dict[str, Any]] = []

    def describe_stacks(self, **asked: Any) -> dict[str, Any]:
        return {"Stacks": [{"Outputs": self._outputs}]}

    def put_object(self, **asked: Any) -> None:
        self.put.append(asked)


def test_an_upload_goes_into_the_bucket_that_the_stack_names() -> None:
    clients = FakeClients([{"OutputKey": "BucketName", "OutputValue": "groupkeeper-1"}])
    AwsRemote(Target("groupkeeper"), lambda _: clients).upload("policy/incoming/p.yaml", b"x")
    assert clients.put == [{"Bucket": "groupkeeper-1", "Key": "policy/incoming/p.yaml", "Body": b"x"}]


def test_a_stack_without_a_bucket_is_said_to_be_another_one() -> None:
    clients = FakeClients([])
    with pytest.raises(RemoteFailed, match="no groupkeeper bucket"):
        AwsRemote(Target("other"), lambda _: clients).upload("policy/incoming/p.yaml", b"x")


def _raise(error: Exception) -> Callable[[str], Any]:
    def connect(service: str) -> Any:
        raise error

    return connect


def _setups() -> list[tuple[Exception, str]]:
    from botocore import exceptions

    return [
        (exceptions.NoCredentialsError(), "Log in"),
        (exceptions.ProfileNotFound(profile="hq"), "aws configure list-profiles"),
        (exceptions.NoRegionError(), "--region"),
        (exceptions.UnauthorizedSSOTokenError(), "Log in"),
        (exceptions.ReadTimeoutError(endpoint_url="x"), "may have run all the same"),
        (exceptions.EndpointConnectionError(endpoint_url="x"), "network"),
    ]


@pytest.mark.parametrize(("error", "remedy"), _setups(), ids=lambda one: type(one).__name__)
def test_what_is_not_set_up_is_told_what_to_set_up(error: Exception, remedy: str) -> None:
    with pytest.raises(RemoteFailed) as failed:
        AwsRemote(Target("groupkeeper"), _raise(error)).invoke("ops", {})
    assert remedy in failed.value.remedy
