"""Two platforms in one run: whatever one of them does, the other's owners are told, once, as if it were alone."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from shared.adapters.im.kit import http as http_module
from shared.adapters.im.kit.connecting import Surroundings, connect_all
from shared.adapters.im.kit.http import Http
from shared.adapters.im.kit.vendor import Access, Vendor
from shared.app.collect.tick import collect
from shared.app.inspect.tick import inspect
from shared.app.nudge.tick import nudge
from shared.app.ports.im import IM
from shared.core.case import CaseKey
from shared.core.outbox import State
from tests.adapters.im.kit.trickling import trickling
from tests.app.business import NOTICE, armed
from tests.app.company import MONDAY, speaking_policy
from tests.contract.recording import Recorded, Recording, connected, recording_of
from tests.contract.test_story import THURSDAY
from tests.fakes.ports import FakeWorld, fake_ports
from tests.platforms import TRIED

PAIRS = [(one, other) for one in TRIED for other in TRIED if one is not other]


def _well(vendor: Vendor, recording: Recording) -> IM:
    return connected(vendor, recording, Recorded(recording, recording.story["answers"]))


@contextmanager
def _trickles(vendor: Vendor, recording: Recording) -> Iterator[IM]:
    """Says that an answer comes, and never ends it."""
    with trickling(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n") as url:
        http = Http()
        assert vendor.connect is not None
        hosts = dict.fromkeys(vendor.hosts, url.rstrip("/"))
        yield vendor.connect(Access(hosts, recording.secret, http, lambda: recording.now, share=None))
        http.close()


@contextmanager
def _refuses_everybody(vendor: Vendor, recording: Recording) -> Iterator[IM]:
    scene = next(one for one in recording.of("send") if one.raises == "RecipientUnreachable")
    answers = {**recording.story["answers"], **scene.answers}
    yield connected(vendor, recording, Recorded(recording, answers))


@contextmanager
def _answers_nonsense(vendor: Vendor, recording: Recording) -> Iterator[IM]:
    answers = {way: [{"status": 502, "text": "<html>"}] for way in recording.story["answers"]}
    yield connected(vendor, recording, Recorded(recording, answers))


def _world(ims: Mapping[str, IM]) -> FakeWorld:
    world = fake_ports(now=MONDAY, policy=speaking_policy(NOTICE)).but(ims=lambda: ims)
    world.ledger.checks.save(armed(NOTICE))
    return world


def _told(world: FakeWorld, vendor: Vendor) -> list[State]:
    owner = f"{vendor.id}:{recording_of(vendor).story['owner']}"
    return [one.state for one in world.ledger.outbox.since(owner, MONDAY.date())]


@pytest.mark.parametrize(
    "trouble", [_trickles, _refuses_everybody, _answers_nonsense], ids=lambda one: one.__name__
)
@pytest.mark.parametrize(("well", "ill"), PAIRS, ids=lambda vendor: vendor.id)
def test_a_platform_in_trouble_costs_the_one_beside_it_nothing(
    well: Vendor, ill: Vendor, trouble: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call ends after a third of a second here, else after twelve."""
    monkeypatch.setattr(http_module, "WHOLE_SECONDS", 0.3)
    with trouble(ill, recording_of(ill)) as broken:
        world = _world({ill.id: broken, well.id: _well(well, recording_of(well))})
        for run in (collect, inspect):
            run({}, world.ports)
        world.clock.at = THURSDAY
        for _ in range(3):
            nudge({}, world.ports)
    group = f"{well.id}:{recording_of(well).story['group']}"
    case = world.ledger.cases.get(CaseKey(group, NOTICE))
    assert case is not None
    assert _told(world, well) == [State.SENT]
    assert State.SENT not in _told(world, ill)


@pytest.mark.parametrize(("well", "ill"), PAIRS, ids=lambda vendor: vendor.id)
def test_a_bad_half_of_the_secret_leaves_the_other_half_connected(well: Vendor, ill: Vendor) -> None:
    first = ill.secret[0].name
    secret = {ill.id: {**recording_of(ill).secret, first: "two words"}, well.id: recording_of(well).secret}
    around = Surroundings({}, Http, lambda: MONDAY, 0.5)
    made = connect_all(secret, (ill, well), around)
    assert set(made.ims) == {well.id}
    assert set(made.faults) == {ill.id}
    assert "two words" not in json.dumps([str(fault) for fault in made.faults[ill.id]])
