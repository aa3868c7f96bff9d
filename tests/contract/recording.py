"""What a vendor recorded: real answers of its API, and what each is to come to. A vendor adds these and no test code.

`tests/recordings/<folder>/recording.toml` holds `now`, `secret`, the keys of each door and scenes. A scene says which
call of the port it makes (`do`, with `given`), what the vendor answers by `METHOD path` in that order (the last one
again and again; a name is a file beside it), and what it comes to: `comes_to`, or `raises` with the vendor's `code`.
"""

import json
import tomllib
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import httpx

from shared.adapters.im.kit.connecting import Surroundings, connect
from shared.adapters.im.kit.http import Http
from shared.adapters.im.kit.vendor import Vendor
from shared.app.ports.im import IM

FOLDER = Path(__file__).parents[1] / "recordings"


class Scene(NamedTuple):
    name: str
    do: str
    given: Mapping[str, Any]
    answers: Mapping[str, Sequence[Any]]
    comes_to: Any
    raises: str
    code: str


class Recording(NamedTuple):
    folder: Path
    now: datetime
    """When every scene happens, aware UTC."""
    secret: Mapping[str, str]
    keys: Mapping[str, Mapping[str, str]]
    """By door."""
    always: Mapping[str, Sequence[Any]]
    """What any scene may be answered: a token."""
    scenes: tuple[Scene, ...]
    story: Mapping[str, Any]
    """See `test_story`."""

    def of(self, *kinds: str) -> Iterator[Scene]:
        return (scene for scene in self.scenes if scene.do in kinds)


def recording_of(vendor: Vendor) -> Recording:
    """Platforms of one folder share their recordings."""
    return _read(FOLDER / _folder(vendor))


@cache
def _read(folder: Path) -> Recording:
    said = tomllib.loads((folder / "recording.toml").read_text("utf-8"))
    return Recording(
        folder,
        said["now"],
        said["secret"],
        said.get("keys", {}),
        said.get("always", {}),
        tuple(map(_scene, said["scene"])),
        said["story"],
    )


def _folder(vendor: Vendor) -> str:
    """That of the module in which its limits stand."""
    return vendor.limits.__module__.split(".")[-2]


def _scene(said: Mapping[str, Any]) -> Scene:
    return Scene(
        said["name"],
        said["do"],
        said.get("given", {}),
        said.get("answers", {}),
        said.get("comes_to"),
        said.get("raises", ""),
        said.get("code", ""),
    )


class Recorded(httpx.BaseTransport):
    """The vendor, as far as it was recorded. A request that nobody recorded fails the test."""

    def __init__(self, recording: Recording, answers: Mapping[str, Sequence[Any]]) -> None:
        self._folder = recording.folder
        self._answers = {way: deque(given) for way, given in {**recording.always, **answers}.items()}
        self.asked: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        way = f"{request.method} {urlsplit(str(request.url)).path}"
        assert way in self._answers, f"nobody recorded {way}"
        self.asked.append(request)
        waiting = self._answers[way]
        return self._response(waiting.popleft() if len(waiting) > 1 else waiting[0])

    def to(self, way: str) -> list[httpx.Request]:
        return [one for one in self.asked if f"{one.method} {urlsplit(str(one.url)).path}" == way]

    def _response(self, given: Any) -> httpx.Response:
        if isinstance(given, str):
            return httpx.Response(200, content=(self._folder / f"{given}.json").read_bytes())
        body = given["text"] if "text" in given else json.dumps(given["body"])
        return httpx.Response(given.get("status", 200), headers=given.get("headers"), content=body.encode())


def connected(vendor: Vendor, recording: Recording, transport: httpx.BaseTransport) -> IM:
    """Newly connected, at the vendor's own addresses; whoever waits, waits for nothing."""
    http = Http(transport=transport, sleep=lambda _: None)
    around = Surroundings({}, lambda: http, lambda: recording.now, 1.0, sleep=lambda _: None)
    return connect(vendor, recording.secret, around)
