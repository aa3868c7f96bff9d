"""The main job with every platform's own answers: listed, found, told, answered, mended, and seen to be."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest

from shared.adapters.im.kit.doors import opened
from shared.adapters.im.kit.vendor import Vendor
from shared.app.collect.tick import collect
from shared.app.inbound.absorb import Message, absorb
from shared.app.inbound.webhook import Incoming, receive
from shared.app.inspect.tick import inspect
from shared.app.nudge.tick import nudge
from shared.app.ports.state import Ledger
from shared.core.case import Case, CaseKey
from shared.core.outbox import State
from tests.app.business import NOTICE, armed
from tests.app.company import MONDAY, speaking_policy
from tests.contract.calls import request_of
from tests.contract.recording import Recorded, Recording, connected, recording_of
from tests.fakes.ports import FakeWorld, fake_ports
from tests.platforms import TRIED

THURSDAY = datetime(2026, 5, 14, 2, 20, tzinfo=UTC)
"""10:20 in Shanghai, three work days after the group was found."""
PRESSED = datetime(2026, 5, 14, 2, 30, tzinfo=UTC)
TOKEN = "5" * 32
"""Of everything that wants one, so that a recorded press names the message."""


class Story(NamedTuple):
    vendor: Vendor
    recording: Recording
    world: FakeWorld
    transport: Recorded

    @property
    def ledger(self) -> Ledger:
        return self.world.ledger

    @property
    def case(self) -> Case:
        found = self.ledger.cases.get(CaseKey(self.group, NOTICE))
        assert found is not None, "the announcement that lacks was not found"
        return found

    @property
    def group(self) -> str:
        return f"{self.vendor.id}:{self.recording.story['group']}"

    @property
    def owner(self) -> str:
        return f"{self.vendor.id}:{self.recording.story['owner']}"

    def with_answers(self, answers: Mapping[str, Any]) -> "Story":
        transport = Recorded(self.recording, answers)
        im = connected(self.vendor, self.recording, transport)
        world = self.world.but(ims=lambda: {self.vendor.id: im})
        return self._replace(transport=transport, world=world)


def begun(vendor: Vendor) -> Story:
    """Collected and inspected on Monday; it is Thursday's first slot."""
    recording = recording_of(vendor)
    door = opened(vendor, recording.story["door"], recording.keys)
    assert door is not None
    world = fake_ports(
        now=MONDAY, policy=speaking_policy(NOTICE), hooks={(vendor.id, recording.story["door"]): door}
    ).but(token=lambda: TOKEN)
    story = Story(vendor, recording, world, Recorded(recording, {})).with_answers(recording.story["answers"])
    story.ledger.checks.save(armed(NOTICE))
    for run in (collect, inspect):
        run({}, story.world.ports)
    story.world.clock.at = THURSDAY
    return story


def answered(story: Story) -> str:
    """What whoever presses is told at once, once all that was queued is taken."""
    request = request_of(story.recording, story.recording.story["press"][story.vendor.id])
    story.world.clock.at = PRESSED
    reply = receive(Incoming(story.vendor.id, story.recording.story["door"], request), story.world.ports)
    assert reply.status == 200
    waiting = story.world.answers.taken()
    assert absorb([Message(str(n), body) for n, body in enumerate(waiting)], story.world.ports) == [], (
        story.world.log.lines[-1]
    )
    return reply.body


@pytest.mark.parametrize("vendor", TRIED, ids=lambda vendor: vendor.id)
def test_an_owner_is_told_once_and_what_they_mended_is_seen(vendor: Vendor) -> None:
    story = begun(vendor)
    assert story.case.is_open
    for _ in range(3):
        nudge({}, story.world.ports)
    assert len(story.transport.to(story.recording.story["sends"])) == 1
    (told,) = story.ledger.outbox.since(story.owner, THURSDAY.date())
    assert told.state is State.SENT
    story = story.with_answers(story.recording.story["answers"] | story.recording.story["mended"])
    said = answered(story)
    assert "收到" in said or json.dumps("收到").strip('"') in said
    assert not story.case.is_open
    if "edits" in story.recording.story:
        assert len(story.transport.to(story.recording.story["edits"])) == 1
    for _ in range(3):
        nudge({}, story.world.ports)
    assert story.transport.to(story.recording.story["sends"]) == []


@pytest.mark.parametrize("vendor", TRIED, ids=lambda vendor: vendor.id)
def test_an_answer_that_mended_nothing_closes_nothing(vendor: Vendor) -> None:
    story = begun(vendor)
    nudge({}, story.world.ports)
    edited = {way: given for way, given in story.recording.story["mended"].items() if way.startswith("PATCH")}
    story = story.with_answers(story.recording.story["answers"] | edited)
    answered(story)
    assert story.case.is_open


@pytest.mark.parametrize("vendor", TRIED, ids=lambda vendor: vendor.id)
def test_a_message_of_which_nobody_knows_is_never_sent_as_another(vendor: Vendor) -> None:
    """Repeated with the same bytes where the vendor proves by that, and else left as it is."""
    story = begun(vendor)
    sends = story.recording.story["sends"]
    story = story.with_answers({**story.recording.story["answers"], sends: [{"status": 500, "text": ""}]})
    for _ in range(3):
        nudge({}, story.world.ports)
    assert len({request.content for request in story.transport.to(sends)}) == 1
    (told,) = story.ledger.outbox.since(story.owner, THURSDAY.date())
    assert told.state in {State.SENDING, State.UNCONFIRMED}
