"""The calls of the port that a scene can make, by what its `do` says."""

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from shared.adapters.im.kit.doors import opened
from shared.adapters.im.kit.vendor import Vendor
from shared.app.ports.im import IM, HookRequest, Sending
from shared.core.card import Block, Button, Card, Press
from shared.core.lang import Lang
from shared.core.model import Fact, Group
from tests.contract.recording import Recording

CARD = Card(
    nudge="n-1",
    day="2026-09-21",
    lang=Lang.ZH,
    heading="群管理提醒",
    intro="您好",
    blocks=(
        Block("c-1", "「市场部-新品推广组」还没有群公告", "请补一则", buttons=(Button("done", "已处理", "c-1"),)),
    ),
    footer="群管家",
)  # fmt: skip
KEY = "k-1"


class Scene(NamedTuple):
    """What a call is made with."""

    vendor: Vendor
    recording: Recording
    im: IM
    given: Mapping[str, Any]

    @property
    def sending(self) -> Sending:
        assert self.im.sending is not None, "it does not send"
        return self.im.sending

    @property
    def group(self) -> Group:
        facts: dict[str, Any] = {
            name: Fact(value, self.recording.now) for name, value in self.given.items() if name in _FACTS
        }
        return Group(self.vendor.id, self.given["group"], **facts)


_FACTS = ("name", "external")


def _has(capability: Any, name: str) -> Any:
    assert capability is not None, f"it has no {name}"
    return capability


def every_group(im: IM) -> list[Group]:
    """All pages. A group may move from one to the next while they are read; then the first time counts."""
    found: dict[str, Group] = {}
    token = ""
    while True:
        page = _has(im.groups, "groups")(token)
        for group in page.groups:
            found.setdefault(group.key, group)
        token = page.next
        if not token:
            return list(found.values())


def _list(scene: Scene) -> Any:
    return every_group(scene.im)


def _detail(scene: Scene) -> Any:
    return _has(scene.im.detail, "detail")(scene.group)


def _announcement(scene: Scene) -> Any:
    return _has(scene.im.announcement, "announcement")(scene.group, scene.given.get("known"))


def _life(scene: Scene) -> Any:
    return _has(scene.im.life, "life")(scene.group)


def _directory(scene: Scene) -> Any:
    accounts = [f"{scene.vendor.id}:{one}" for one in scene.given["ids"]]
    return _has(scene.im.directory, "directory")(accounts)


def _send(scene: Scene) -> Any:
    return scene.sending.post(scene.sending.letter(CARD, scene.given["to"], KEY))


def _edit(scene: Scene) -> Any:
    who = f"{scene.vendor.id}:{scene.given['by']}"
    press = Press(who, "n-1", "2026-09-21", "c-1", "done", **scene.given.get("press", {}))
    _has(scene.sending.edit, "edit")(scene.given["handle"], CARD, press)
    return "edited"


def _login(scene: Scene) -> Any:
    return _has(scene.im.login, "login").who(scene.given["code"], "https://ours.test/back")


def _hook(scene: Scene) -> Any:
    given = scene.given
    door = opened(scene.vendor, given["door"], scene.recording.keys)
    assert door is not None, "the recording has no keys for this door"
    reader, keys = door
    request = request_of(scene.recording, given["request"])
    return reader.receive(request, keys, scene.recording.now)


def request_of(recording: Recording, name: str) -> HookRequest:
    """A delivery as it was recorded, in a file of its own."""
    said = json.loads((recording.folder / f"{name}.json").read_text("utf-8"))
    body = said.get("body", "").encode()
    return HookRequest(said.get("method", "POST"), said.get("query", ""), said.get("headers", {}), body)


CALLS: Mapping[str, Callable[[Scene], Any]] = {
    "list": _list,
    "detail": _detail,
    "announcement": _announcement,
    "life": _life,
    "directory": _directory,
    "send": _send,
    "edit": _edit,
    "hook": _hook,
    "login": _login,
}
READINGS = ("list", "detail", "announcement", "life", "directory")
SENDINGS = ("send", "edit")
LOGINS = ("login",)
