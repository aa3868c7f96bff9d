"""Any simulated platform's own door: what tests and programs in other processes may see and do."""

import json
from collections.abc import Iterator
from datetime import timedelta
from http.client import HTTPConnection
from typing import Any

import pytest

from local.im.seen import Group, as_json
from local.im.simulator import Simulator
from shared.app.ports.im import IM
from tests.local.im.letters import sent


def _knock(simulator: Simulator, what: str, /, host: str = "", **arguments: Any) -> Any:
    """Looks, or with arguments acts; a refusal comes as (status, why)."""
    connection = HTTPConnection(simulator.base_url.removeprefix("http://"))
    body = json.dumps(arguments) if arguments else None
    headers = {"Host": host} if host else {}
    connection.request("POST" if arguments else "GET", f"/_sim/{what}", body, headers)
    reply = connection.getresponse()
    said = json.loads(reply.read())
    connection.close()
    return said if reply.status == 200 else (reply.status, said["error"])


def test_the_door_shows_what_is_there(simulator: Simulator, im: IM, people: Iterator[str]) -> None:
    person = next(people)
    letter = sent(simulator, im, person)
    world = _knock(simulator, "world")
    assert world["platform"] == simulator.platform
    assert world["groups"] == len(simulator.groups()) > world["groups_with_bot"]
    screens = {each["id"]: each for each in _knock(simulator, "snapshot")["users"]}
    assert screens[person] == _knock(simulator, f"users/{person}")
    assert screens[person]["inbox"] == [as_json(letter)]
    owned = _knock(simulator, f"users/{person}/groups")
    assert {each["id"] for each in owned} == {each.id for each in simulator.groups() if each.owner == person}
    assert len(_knock(simulator, "users")) == len(simulator.people())
    assert {each["id"] for each in _knock(simulator, "groups")} == {each.id for each in simulator.groups()}


def test_the_door_does_what_can_be_done_here(
    simulator: Simulator, im: IM, groups: Iterator[Group], people: Iterator[str]
) -> None:
    group, person = next(groups), next(people)
    assert _knock(simulator, "rename", group=group.id, name="由门改名") == {"ok": True}
    assert _knock(simulator, f"groups/{group.id}")["group"]["name"] == "由门改名"
    assert _knock(simulator, "deliver", order="backwards")["attempts"] >= 1
    letter = sent(simulator, im, person)
    assert _knock(simulator, "press", user=person, message=letter.id, button=0)["error"] == 0
    before = simulator.clock.moment()
    assert _knock(simulator, "clock", advance=15)["now"] >= as_json(before + timedelta(seconds=15))
    assert _knock(simulator, "challenge", word="word")["passed"] is True
    assert _knock(simulator, "webhook", deadline=2.5) == {"url": simulator.hook.url}
    assert simulator.hook.deadline == 2.5
    _knock(simulator, "faults", order=[{"kind": "cut"}], clear=True)
    assert [each["kind"] for each in _knock(simulator, "faults")["ordered"]] == ["cut"]


@pytest.mark.parametrize(
    ("what", "arguments"),
    [
        ("nothing", {}),
        ("users/nobody", {}),
        ("groups/nowhere", {}),
        ("rename", {"group": "nowhere", "name": "x"}),
        ("rename", {"title": "x"}),
        ("nothing", {"x": 1}),
        ("press", {"user": "nobody", "message": "m", "button": 0}),
        ("clock", {"set_to": "tomorrow"}),
        ("faults", {"order": [{"kind": "earthquake"}]}),
        ("faults", {"order": [{"kind": "cut", "magnitude": 7}]}),
        ("webhook", {"address": "x"}),
        ("webhook", {"url": "http://platform.example/"}),
    ],
)
def test_a_wrong_wish_is_refused_and_says_why(
    what: str, arguments: dict[str, Any], simulator: Simulator
) -> None:
    status, why = _knock(simulator, what, **arguments)
    assert status == 400
    assert why


def test_the_door_opens_from_this_machine_only(simulator: Simulator) -> None:
    assert _knock(simulator, "world", host="platform.example:80")[0] == 403
