"""Every platform's recorded answers come to what its recording says, and whatever is no answer at all to what the port says."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from shared.adapters.im.kit.vendor import Vendor
from shared.core import errors
from shared.core.errors import OutcomeUnknown, PlatformError, PlatformUnavailable, RejectedRequest
from tests.contract.calls import CALLS, LOGINS, READINGS, SENDINGS, request_of
from tests.contract.calls import Scene as Made
from tests.contract.plain import plain
from tests.contract.recording import Recorded, Recording, Scene, connected, recording_of
from tests.platforms import TRIED

SCENES = [(vendor, scene) for vendor in TRIED for scene in recording_of(vendor).scenes]
ASKED = [
    (vendor, scene)
    for vendor, scene in SCENES
    if scene.do in (*READINGS, *LOGINS, *SENDINGS) and not scene.raises
]
DELIVERED = [(vendor, scene) for vendor, scene in SCENES if scene.do == "hook"]
TOLD_APART = {
    "reading": {"NotVisible", "PlatformDenied", "PlatformUnavailable"},
    "sending": {
        "RecipientUnreachable",
        "LetterRefused",
        "PlatformDenied",
        "PlatformUnavailable",
        "OutcomeUnknown",
    },
}
"""The errors between which every vendor's answers must decide."""
NO_ANSWERS: dict[str, tuple[int, str]] = {
    "a page of some proxy": (502, "<html><body>Bad Gateway</body></html>"),
    "nothing": (200, ""),
    "half of something": (200, '{"code": 0, "da'),
    "a list": (200, "[]"),
    "null": (200, "null"),
    "an object of nothing": (200, "{}"),
    "an error that nobody documented": (500, '{"code": 123456789, "msg": "?", "why": "?"}'),
    "a name of another kind": (200, '{"code": "zero", "why": 3}'),
    "what nests without end": (200, '{"a":' * 100_000),
}  # fmt: skip


def _ids(value: Any) -> str:
    return getattr(value, "id", None) or getattr(value, "name", None) or str(value)


def _made(vendor: Vendor, scene: Scene, transport: httpx.BaseTransport) -> Any:
    recording = recording_of(vendor)
    given = _here(scene.given, vendor)
    return CALLS[scene.do](Made(vendor, recording, connected(vendor, recording, transport), given))


def _here(value: Any, vendor: Vendor) -> Any:
    """With the platform's id where a recording that several share leaves it open."""
    if isinstance(value, dict):
        return {key: _here(one, vendor) for key, one in value.items()}
    if isinstance(value, list):
        return [_here(one, vendor) for one in value]
    return value.replace("{platform}", vendor.id) if isinstance(value, str) else value


@pytest.mark.parametrize(("vendor", "scene"), SCENES, ids=_ids)
def test_what_was_recorded_comes_to_what_is_written(vendor: Vendor, scene: Scene) -> None:
    transport = Recorded(recording_of(vendor), scene.answers)
    if not scene.raises:
        assert plain(_made(vendor, scene, transport)) == _here(scene.comes_to, vendor)
        return
    with pytest.raises(PlatformError) as caught:
        _made(vendor, scene, transport)
    assert (type(caught.value).__name__, caught.value.code) == (scene.raises, scene.code)
    assert caught.value.platform == vendor.id


@pytest.mark.parametrize("kind", TOLD_APART)
@pytest.mark.parametrize("vendor", TRIED, ids=_ids)
def test_a_recording_has_an_answer_of_every_kind_that_a_use_case_decides_by(
    vendor: Vendor, kind: str
) -> None:
    calls = READINGS if kind == "reading" else SENDINGS
    assert {scene.raises for scene in recording_of(vendor).of(*calls)} >= TOLD_APART[kind]


@pytest.mark.parametrize("answer", NO_ANSWERS.values(), ids=NO_ANSWERS)
@pytest.mark.parametrize(("vendor", "scene"), ASKED, ids=_ids)
def test_what_is_no_answer_is_unavailable_to_a_reading_and_unproven_to_a_sending(
    vendor: Vendor, scene: Scene, answer: tuple[int, str]
) -> None:
    """Never a fact, never a traceback; and nobody who was written to once is written to again for it."""
    status, text = answer
    ways = {way: [{"status": status, "text": text}] for way in scene.answers}
    kind = OutcomeUnknown if scene.do in SENDINGS else PlatformUnavailable
    with pytest.raises(kind):
        _made(vendor, scene, Recorded(recording_of(vendor), ways))


class Broken(httpx.BaseTransport):
    """Answers as recorded, and breaks at what a scene asks."""

    def __init__(self, recording: Recording, ways: Iterator[str], error: Exception) -> None:
        self._inner = Recorded(recording, {})
        self._ways, self._error = set(ways), error

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if f"{request.method} {request.url.path}" in self._ways:
            raise self._error
        return self._inner.handle_request(request)


@pytest.mark.parametrize(
    ("error", "sent"),
    [
        (httpx.ConnectError("refused"), PlatformUnavailable),
        (httpx.ConnectTimeout("slow"), PlatformUnavailable),
        (httpx.ReadTimeout("slow"), OutcomeUnknown),
        (httpx.RemoteProtocolError("cut"), OutcomeUnknown),
        (httpx.WriteError("cut"), OutcomeUnknown),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else value.__name__,
)
@pytest.mark.parametrize(("vendor", "scene"), ASKED, ids=_ids)
def test_a_connection_that_breaks_is_known_not_to_have_sent_only_where_none_was_made(
    vendor: Vendor, scene: Scene, error: Exception, sent: type[PlatformError]
) -> None:
    with pytest.raises(PlatformError) as caught:
        _made(vendor, scene, Broken(recording_of(vendor), iter(scene.answers), error))
    assert isinstance(caught.value, sent if scene.do in SENDINGS else PlatformUnavailable)


@pytest.mark.parametrize(("vendor", "scene"), DELIVERED, ids=_ids)
def test_a_delivery_that_was_changed_on_its_way_is_refused(vendor: Vendor, scene: Scene) -> None:
    recording = recording_of(vendor)
    request = request_of(recording, scene.given["request"])
    door = next(door for door in vendor.doors if door.id == scene.given["door"])
    keys = recording.keys[door.id]
    reader = door.hook()
    middle = len(request.body) // 2
    changed = [
        request._replace(body=request.body[:middle] + b"A" + request.body[middle + 1 :]),
        request._replace(body=request.body + b" "),
        request._replace(query=request.query.replace("seal=", "seal=0") or "x=1", headers={}),
        request._replace(method="PUT"),
    ]
    for one in changed:
        with pytest.raises(RejectedRequest):
            reader.receive(one, keys, recording.now)
    for name in keys:
        with pytest.raises(RejectedRequest):
            reader.receive(request, {**keys, name: "another"}, recording.now)


@pytest.mark.parametrize("vendor", TRIED, ids=_ids)
def test_every_error_of_a_recording_is_one_that_the_port_knows(vendor: Vendor) -> None:
    assert all(hasattr(errors, scene.raises) for scene in recording_of(vendor).scenes if scene.raises)
