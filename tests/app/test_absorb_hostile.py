"""Absorbing what nobody's hook wrote: a bad message comes back alone, and the good ones of its batch are taken once."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.absorb.app import run
from shared.app.inbound.absorb import Message, absorb
from tests.app.company import Company
from tests.app.test_absorb import NIGHT, changed, company, counted, heard, last_human

POST: Mapping[str, Any] = heard(7).body or {}
CHANGE: Mapping[str, Any] = changed().body or {}
PRESS: Mapping[str, Any] = {
    "platform": "pigeon",
    "is": "press",
    "account": "pigeon:ou_1",
    "nudge": "0" * 32,
    "day": "2026-05-11",
    "case": "0" * 16,
    "deed": "done",
    "id": "ev-1",
    "reply_token": "c-1",
    "message_id": "om_1",
}
GOOD = (heard(1), changed("pigeon:g2", number=2), heard(3))
DEEP = "[" * 20_000
SECRET = "秘密"
"""Stands for whatever somebody said: it is in no line of any log."""


def text_of(body: Mapping[str, Any], **changes: Any) -> str:
    return json.dumps({**body, **changes})


def without(body: Mapping[str, Any], name: str) -> str:
    return json.dumps({field: value for field, value in body.items() if field != name})


def written(body: Mapping[str, Any], name: str, value: str) -> str:
    """The value as it stands in the JSON text, for what Python would not write."""
    return text_of(body, **{name: "HERE"}).replace('"HERE"', value)


BODIES: dict[str, Any] = {
    # no JSON object
    "nothing": "",
    "no JSON": f"{{{SECRET}",
    "brackets without end": DEEP,
    "brackets with an end": DEEP + "]" * 20_000,
    "a list": "[]",
    "a text": json.dumps(SECRET),
    "null": "null",
    "a number": "7",
    "bytes before it": f"\ufeff{text_of(POST)}",
    "no body": None,
    "a body that is no text": {"is": "post"},
    # the whole of it
    "an empty one": "{}",
    "a platform and no more": '{"platform": "pigeon"}',
    "a platform that nobody knows": text_of(POST, platform="elsewhere", group="elsewhere:g1"),
    "a platform that is a number": text_of(POST, platform=7),
    "a platform that is a list": text_of(POST, platform=["pigeon"]),
    "of another kind": text_of(POST, **{"is": SECRET}),
    "of a kind that is a list": text_of(POST, **{"is": ["post"]}),
    "of a kind without end": written(POST, "is", "[" * 900 + "]" * 900),
    # times
    "a time beyond every float": written(POST, "ts", "1" + "0" * 400),
    "a time of more digits than are read": written(POST, "ts", "1" * 5_000),
    "a time before all": text_of(POST, ts=-1e300),
    "a time after all": text_of(POST, ts=1e300),
    "no number": written(POST, "ts", "NaN"),
    "infinity": written(CHANGE, "at", "Infinity"),
    "infinity, written out": written(CHANGE, "at", "1e400"),
    "a time that is yes": text_of(POST, ts=True),
    "a time that is a text": text_of(POST, ts="1778509200"),
    "a time that is a list": text_of(CHANGE, at=[1.0]),
    # texts
    "a sender that is an object": text_of(POST, sender={"id": [SECRET]}),
    "a sender of half a character": text_of(POST, sender="\ud800"),
    "a sender too long for a key": text_of(POST, sender="pigeon:" + "w" * 250),
    "a group of another platform": text_of(POST, group="wecom:g1"),
    "a sender of another platform": text_of(POST, sender="wecom:ou_1"),
    "a press of another platform": text_of(PRESS, account="wecom:ou_1"),
    "a group that is a list": text_of(POST, group=["pigeon:g1"]),
    "a group of half a character": text_of(CHANGE, group="pigeon:\udfff"),
    "a group too long for a key": text_of(POST, group="pigeon:" + "g" * 250),
    "a changed group too long for a key": text_of(CHANGE, group="pigeon:" + "群" * 100),
    "a message id of megabytes": text_of(POST, id="x" * 2_000_000),
    "a message id that is null": text_of(POST, id=None),
    "a person too long for a key": text_of(CHANGE, group="", account="pigeon:" + "p" * 249),
    "a person that is a number": text_of(CHANGE, group="", account=7),
    "an event that is an object": text_of(CHANGE, event={SECRET: SECRET}),
    "a ghost's post": text_of(POST, kind="ghost"),
    "a post of a kind that is a list": text_of(POST, kind=["human"]),
    # flags
    "a flag that is an object": text_of(POST, urgent={"yes": SECRET}),
    "a flag that is a number": text_of(POST, media=1),
    "a flag that is a text": text_of(CHANGE, gone="false"),
    "a flag that is null": text_of(POST, mentions_all=None),
    # presses
    "a press of no button": text_of(PRESS, deed="dance"),
    "a press without an id": text_of({name: value for name, value in PRESS.items() if name != "id"}),
    "a press on a day that never was": text_of(PRESS, day="2026-02-30"),
    "a press on no day": text_of(PRESS, day=SECRET),
    "a press in a week": text_of(PRESS, day="2026-W20-1"),
    "a press on a day of megabytes": text_of(PRESS, day="2" * 1_000_000),
    "a press by a list": text_of(PRESS, account=["pigeon:ou_1"]),
    "a press by somebody too long for a key": text_of(PRESS, account="pigeon:" + "p" * 249),
    "a press with a token too long for a key": text_of(PRESS, reply_token="t" * 3_000),
    "a press about half a character": text_of(PRESS, case="\ud800"),
    # whatever is needed and not there
    **{
        f"{body['is']} without {name}": without(body, name)
        for body in (POST, CHANGE, PRESS)
        for name in body
        if name != "sender"
    },
}


def record(id_: str, body: Any) -> dict[str, Any]:
    return {"messageId": id_, "body": body, "eventSource": "aws:sqs"}


def batch(*bad: dict[str, Any]) -> dict[str, Any]:
    """Two good ones, what is bad, and another good one."""
    good = [record(message.id, json.dumps(message.body)) for message in GOOD]
    return {"Records": [*good[:2], *bad, good[2]]}


def quiet_company() -> Company:
    """With nothing in its log yet."""
    made = company()
    made.world.log.lines.clear()
    return made


def said(made: Company) -> list[Mapping[str, Any]]:
    """The lines about messages, which are all alarms; no line of the log has content."""
    assert SECRET not in str(made.world.log.lines)
    assert {line.name for line in made.world.log.lines} <= {"message_not_understood"}
    return made.world.log.named("message_not_understood")


def assert_good_ones_are_taken_once(made: Company) -> None:
    assert counted(made) == [NIGHT.timestamp() + 1, NIGHT.timestamp() + 3]
    assert last_human(made) == NIGHT + timedelta(seconds=3)
    assert [group for group, _ in made.world.ledger.inventory.dirty("pigeon", 9)] == ["pigeon:g2"]


@pytest.mark.parametrize("name", BODIES)
def test_a_bad_body_comes_back_alone_with_one_line_and_the_good_ones_are_taken(name: str) -> None:
    made = quiet_company()
    reply = run(batch(record("bad", BODIES[name])), made.world.ports)
    assert reply == {"batchItemFailures": [{"itemIdentifier": "bad"}]}
    (line,) = said(made)
    assert line["message"] == "bad"
    assert len(line["error"]) < 60
    assert_good_ones_are_taken_once(made)


def test_all_of_them_in_one_batch_come_back_and_nothing_else() -> None:
    made = quiet_company()
    reply = run(batch(*(record(name, body) for name, body in BODIES.items())), made.world.ports)
    assert [one["itemIdentifier"] for one in reply["batchItemFailures"]] == list(BODIES)
    assert [line["message"] for line in said(made)] == list(BODIES)
    assert_good_ones_are_taken_once(made)


@pytest.mark.parametrize("nameless", [{"body": json.dumps(POST)}, record("", json.dumps(POST)), None, "x"])
def test_a_message_without_an_id_is_not_taken_and_does_not_bring_the_whole_batch_back(nameless: Any) -> None:
    made = quiet_company()
    assert run(batch(nameless), made.world.ports) == {"batchItemFailures": []}
    assert len(said(made)) == 1
    assert_good_ones_are_taken_once(made)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (text_of(POST, ts=True), "ts_no_moment"),
        (text_of(POST, sender="pigeon:" + "w" * 250), "sender_too_long"),
        (text_of(PRESS, day="2026-02-30"), "day_no_day"),
        (text_of(PRESS, deed="dissolve"), "deed_unknown"),
        (text_of(POST, platform="elsewhere"), "platform_unknown"),
        (DEEP, "no_object"),
    ],
)
def test_the_line_names_the_field_that_was_not_understood(body: str, field: str) -> None:
    made = quiet_company()
    run(batch(record("bad", body)), made.world.ports)
    assert said(made)[0]["error"] == field


def test_what_a_hook_may_queue_at_its_longest_is_understood() -> None:
    made = quiet_company()
    longest = [
        text_of(POST, group="pigeon:" + "g" * 243, sender="pigeon:" + "w" * 243, id="m" * 250),
        text_of(CHANGE, group="", account="pigeon:" + "p" * 243),
        text_of(PRESS, account="pigeon:" + "p" * 243, reply_token="t" * 512, nudge="n" * 512, case="c" * 512),
    ]
    records = [record(str(number), body) for number, body in enumerate(longest)]
    assert run({"Records": records}, made.world.ports) == {"batchItemFailures": []}


class Broken(dict[str, Any]):
    """A body that breaks its reader in a way that nobody foresaw."""

    def get(self, *_: Any) -> Any:
        raise RecursionError(SECRET)


def test_a_body_that_breaks_its_reader_costs_the_others_nothing_and_says_nothing_of_what_was_said() -> None:
    made = quiet_company()
    assert absorb([GOOD[0], Message("bad", Broken()), *GOOD[1:]], made.world.ports) == ["bad"]
    assert said(made) == [{"message": "bad", "error": "RecursionError"}]
    assert_good_ones_are_taken_once(made)


def test_a_group_dissolved_at_a_time_that_is_yet_to_come_is_dissolved_now() -> None:
    made = quiet_company()
    assert absorb([changed(gone=True, at=made.now + timedelta(days=4_000))], made.world.ports) == []
    file = made.world.ledger.inventory.get("pigeon:g1")
    assert file is not None
    assert file.group.status is not None
    assert file.group.status.at == made.now


FIELDS = sorted({*POST, *CHANGE, *PRESS})
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
BENT = st.builds(
    lambda body, changes: {**body, **changes},
    st.sampled_from([POST, CHANGE, PRESS]),
    st.dictionaries(st.sampled_from(FIELDS), JSON, min_size=1, max_size=3),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(JSON, BENT), max_size=4))
def test_whatever_stands_beside_good_ones_they_are_taken_and_never_come_again(others: list[Any]) -> None:
    made = quiet_company()
    event = batch(*(record(f"odd{number}", json.dumps(body)) for number, body in enumerate(others)))
    failed = [one["itemIdentifier"] for one in run(event, made.world.ports)["batchItemFailures"]]
    odd = {f"odd{number}" for number in range(len(others))}
    assert set(failed) <= odd
    assert len(failed) == len(set(failed))
    assert [line["message"] for line in made.world.log.named("message_not_understood")] == failed
    assert {NIGHT.timestamp() + 1, NIGHT.timestamp() + 3} <= set(counted(made))
    assert "pigeon:g2" in {group for group, _ in made.world.ledger.inventory.dirty("pigeon", 99)}
