"""Dead letters: the fake and SQS hold, give back, replay and drop them alike."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import boto3
import pytest

from shared.adapters.dead_letters import Place, SqsDeadLetters
from shared.app.ports.ports import DeadLetters
from shared.core.errors import StoreUnavailable
from tests.adapters.state.stores import NOW
from tests.adapters.state.test_aws_ports import TROUBLES, Scripted, raising
from tests.fakes.dead_letters import FakeDeadLetters
from tests.fakes.world import FakeClock, FakeQueue

TEXT = '{"group":"群 <&> \U0001f600"}'


class Case(NamedTuple):
    dead: DeadLetters
    die: Callable[[str, str], None]
    """(queue, text): the queue gives up on it."""
    live: Callable[[str], list[str]]
    """The texts that wait in a queue."""


def in_memory() -> Case:
    queues = {"events": FakeQueue(), "answers": FakeQueue()}
    dead = FakeDeadLetters(FakeClock(NOW), queues)
    return Case(dead, lambda queue, text: _ignore(dead.die(queue, text)), lambda queue: queues[queue].texts)


def on_sqs(client: Any) -> Case:
    def new(name: str) -> str:
        for url in client.list_queues(QueueNamePrefix=name).get("QueueUrls", ()):
            client.delete_queue(QueueUrl=url)
        return str(client.create_queue(QueueName=name)["QueueUrl"])

    def live(queue: str) -> list[str]:
        found = client.receive_message(QueueUrl=places[queue].live, MaxNumberOfMessages=10)
        return [message["Body"] for message in found.get("Messages", ())]

    places = {name: Place(new(f"dead-{name}"), new(f"live-{name}")) for name in ("events", "answers")}
    dead = SqsDeadLetters(client, places, patience=0)
    return Case(
        dead,
        lambda queue, text: _ignore(client.send_message(QueueUrl=places[queue].dead, MessageBody=text)),
        live,
    )


def _ignore(_: object) -> None:
    pass


@pytest.fixture(params=["memory", "ministack", "moto"])
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    if request.param == "memory":
        yield in_memory()
    elif request.param == "ministack":
        yield on_sqs(_client(endpoint_url=request.getfixturevalue("http_endpoint")))
    else:
        from moto import mock_aws  # late: it patches botocore, and takes a while

        with mock_aws():
            yield on_sqs(_client())


def _client(**where: str) -> Any:
    session: Any = boto3.Session("test", "test", region_name="cn-north-1")
    return session.client("sqs", **where)


def test_what_waits_is_counted_and_taken_by_queue(case: Case) -> None:
    for number in range(23):
        case.die("events", json.dumps({"n": number}))
    case.die("answers", "no JSON")
    assert case.dead.waiting() == {"events": 23, "answers": 1}
    events, answers = list(case.dead.take("events")), list(case.dead.take("answers"))
    assert sorted((letter.body or {})["n"] for letter in events) == list(range(23))
    assert len({letter.id for letter in events}) == 23
    (letter,) = answers
    assert (letter.queue, letter.text, letter.body) == ("answers", "no JSON", None)
    assert case.dead.waiting() == {"events": 23, "answers": 1}, "those that are held count as well"


def test_what_is_held_nobody_else_gets_until_it_is_given_back(case: Case) -> None:
    case.die("events", TEXT)
    first = list(case.dead.take("events"))
    assert list(case.dead.take("events")) == []
    case.dead.give_back(first)
    (again,) = case.dead.take("events")
    assert (again.id, again.text) == (first[0].id, TEXT)
    assert again.received == first[0].received + 1


def test_a_letter_tells_when_it_was_first_sent(case: Case) -> None:
    case.die("events", TEXT)
    (letter,) = case.dead.take("events")
    assert letter.sent.tzinfo is UTC
    assert letter.sent == NOW or abs(letter.sent - _now()) < timedelta(minutes=5)


def test_a_replayed_letter_is_in_its_queue_byte_for_byte_and_no_dead_letter_any_more(case: Case) -> None:
    case.die("events", TEXT)
    case.die("answers", "no JSON")
    for queue in ("events", "answers"):
        for letter in case.dead.take(queue):
            case.dead.replay(letter)
    assert case.live("events") == [TEXT]
    assert case.live("answers") == ["no JSON"]
    assert case.dead.waiting() == {"events": 0, "answers": 0}


def test_a_dropped_letter_is_nowhere(case: Case) -> None:
    case.die("events", TEXT)
    case.die("events", "{}")
    letters = list(case.dead.take("events"))
    (dropped,) = (letter for letter in letters if letter.text == TEXT)
    case.dead.drop(dropped)
    case.dead.give_back([letter for letter in letters if letter is not dropped])
    assert [letter.text for letter in case.dead.take("events")] == ["{}"]
    assert case.live("events") == []


def test_giving_back_nothing_is_nothing(case: Case) -> None:
    case.dead.give_back([])


PLACES = {"events": Place("dead", "live")}


@pytest.mark.parametrize("error", TROUBLES, ids=str)
def test_a_queue_that_does_not_answer_is_one_error_of_ours(error: Exception) -> None:
    dead = SqsDeadLetters(raising(error), PLACES)
    with pytest.raises(StoreUnavailable):
        dead.waiting()
    with pytest.raises(StoreUnavailable):
        list(dead.take("events"))


def letter_of(client: Any) -> Any:
    return next(SqsDeadLetters(client, PLACES).take("events"))


MESSAGE = {"MessageId": "m", "Body": "{}", "ReceiptHandle": "r", "Attributes": {}}


@pytest.mark.parametrize("error", TROUBLES, ids=str)
def test_what_its_queue_does_not_take_stays_where_it_is(error: Exception) -> None:
    letter = letter_of(Scripted(lambda _: {"Messages": [MESSAGE]}))
    client = raising(error)
    with pytest.raises(StoreUnavailable, match="send_message"):
        SqsDeadLetters(client, PLACES).replay(letter)
    assert [request["QueueUrl"] for request in client.asked] == ["live"], "nothing was deleted"


def test_what_cannot_be_given_back_is_no_error_since_it_comes_back_by_itself() -> None:
    letter = letter_of(Scripted(lambda _: {"Messages": [MESSAGE]}))
    SqsDeadLetters(raising(TROUBLES[0]), PLACES).give_back([letter])


def test_looking_ends_however_much_there_is_and_however_often_the_same_comes() -> None:
    number = iter(range(10**9))
    endless = Scripted(
        lambda _: {"Messages": [MESSAGE | {"MessageId": str(next(number))} for _ in range(10)]}
    )
    assert len(list(SqsDeadLetters(endless, PLACES).take("events"))) == 500
    same = Scripted(lambda _: {"Messages": [MESSAGE]})
    assert len(list(SqsDeadLetters(same, PLACES).take("events"))) == 1


def _now() -> datetime:
    """The machine's: SQS stamps messages by it."""
    from shared.adapters.clock import clock_of

    return clock_of("", "").now()
