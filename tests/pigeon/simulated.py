"""The pigeon post itself, in memory: what its API answers, and the notes that arrived; asked by its own adapter.

It is a `FakeIM` whose every call goes through the adapter, as JSON without a network. What `before` and `after`
raise becomes what a pigeon post would show of it, and the adapter makes of that what it can.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

from shared.adapters.im.kit.connecting import Surroundings, connect
from shared.adapters.im.kit.http import Answer, Http, Request
from shared.app.ports.im import IM
from shared.app.ports.ports import Clock
from shared.core.account import account, id_of
from shared.core.errors import NotVisible, OutcomeUnknown, PlatformUnavailable, RecipientUnreachable
from shared.core.model import Employment, Group
from tests.fakes.im import Delivered, FakeIM, Told
from tests.pigeon.vendor import PIGEON

_Said = Mapping[str, Any]


class Pigeons(FakeIM):
    """The key of a note is the id of its message: no letter carries another."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock, platform=PIGEON.id)
        around = Surroundings({}, lambda: _Air(self), clock.now, 1.0, sleep=lambda _: None)
        self._connected = connect(PIGEON, {"ring": "ab12"}, around)

    def connected(self) -> IM:
        return self._connected

    def told(self, one: Delivered) -> Told:
        links = one.card["links"]
        assert isinstance(links, list)
        read = [dict(parse_qsl(link)) for link in links]
        return Told(read[0]["nudge"], read[0]["day"], tuple(dict.fromkeys(link["case"] for link in read)))

    def lofts(self, query: _Said) -> _Said:
        self._ask("list")
        after = query.get("after", "")
        left = [group for group in sorted(self.groups.values(), key=lambda one: one.id) if group.id > after]
        page = left[: self.page]
        return {"lofts": [*map(_loft, page)], "next": page[-1].id if len(left) > len(page) else ""}

    def loft(self, identity: str) -> _Said:
        return _loft(self._detail(Group(self.platform, identity)))

    def notice(self, identity: str) -> _Said:
        written = self._announcement(Group(self.platform, identity), None)
        return {"rev": written.revision, "text": written.text}

    def keepers(self, query: _Said) -> _Said:
        ids: Sequence[str] = query.get("ids", "").split(",")
        people = self._directory([account(self.platform, one) for one in ids]).people
        return {
            "keepers": [
                {"id": id_of(one.account), "name": one.holder or one.name, "here": _is_here(one.employment)}
                for one in people
            ]
        }

    def note(self, body: bytes) -> _Said:
        """Every note is another one: nobody here looks at what was sent before."""
        self._ask("send")
        said = json.loads(body)
        if said["to"] in self.unreachable:
            raise RecipientUnreachable(self.platform, "send", "flown")
        one = Delivered(said["to"], self.clock.now(), "", said)
        self.inbox.append(one._replace(key=self.told(one).nudge))
        self.after("send")
        return {"id": f"p{len(self.inbox)}"}


class _Air(Http):
    """Between the adapter and the post: what the kit's client would say of the same answers, without building requests."""

    def __init__(self, post: Pigeons) -> None:
        super().__init__()
        self._post = post

    def send(self, request: Request) -> Answer:
        try:
            return _answer(200, self._said(request))
        except NotVisible:
            return _answer(404, {"why": "no_such_loft"})
        except RecipientUnreachable:
            return _answer(400, {"why": "flown"})
        except PlatformUnavailable:
            return _answer(503, {"why": "no_pigeons"})
        except OutcomeUnknown as lost:
            if len(self._post.inbox) % 2:  # once in a while it lies instead of being silent
                return Answer(200, {}, b"<html>the postmaster is asleep</html>")
            kind = OutcomeUnknown if request.effect else PlatformUnavailable
            raise kind(request.platform, request.call, "ReadTimeout") from lost

    def _said(self, request: Request) -> _Said:
        path, _, asked = request.url.removeprefix(PIGEON.hosts["loft"]).partition("?")
        query = dict(parse_qsl(asked))
        match path.strip("/").split("/"):
            case ["lofts"]:
                return self._post.lofts(query)
            case ["lofts", identity]:
                return self._post.loft(identity)
            case ["lofts", identity, "notice"]:
                return self._post.notice(identity)
            case ["keepers"]:
                return self._post.keepers(query)
            case ["notes"]:
                return self._post.note(request.body or b"")
        raise AssertionError(f"the pigeon post has no {path}")


def _answer(status: int, said: _Said) -> Answer:
    return Answer(status, {}, json.dumps(said, ensure_ascii=False).encode())


def _loft(group: Group) -> _Said:
    owner = group.owner.value if group.owner else None
    return {"id": group.id, "title": group.name.value if group.name else "", "keeper": id_of(owner or "")}


def _is_here(employment: Employment | None) -> bool:
    return employment is Employment.ACTIVE
