"""The pigeon post's API: everything is a GET or a POST of JSON, and what went wrong stands in `why`."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from shared.adapters.im.kit.http import Request
from shared.adapters.im.kit.vendor import Access
from shared.app.ports.im import IM, GroupPage, Letter, Never, Roster, Sending, Sent, Written
from shared.core.account import Account, account, id_of
from shared.core.card import Card
from shared.core.errors import (
    LetterRefused,
    NotVisible,
    OutcomeUnknown,
    PlatformDenied,
    PlatformError,
    PlatformUnavailable,
    RecipientLater,
    RecipientUnreachable,
)
from shared.core.lang import both
from shared.core.model import Employment, Fact, Group, Profile

MOST = 4_000
"""Characters that a pigeon carries."""
_READING: Mapping[str, type[PlatformError]] = {"no_such_loft": NotVisible, "wrong_ring": PlatformDenied}
_SENDING: Mapping[str, type[PlatformError]] = {
    "wrong_ring": PlatformDenied,
    "no_pigeons": PlatformUnavailable,
    "flown": RecipientUnreachable,
    "moulting": RecipientLater,
    "too_heavy": LetterRefused,
}


class Post:
    def __init__(self, access: Access) -> None:
        self._access = access
        self._calls: Counter[str] = Counter()

    def connected(self) -> IM:
        return IM(
            "pigeon",
            both("信鸽", "Pigeon"),
            groups=self._groups,
            detail=self._detail,
            announcement=self._notice,
            directory=self._keepers,
            sending=Sending(
                _letter, lambda card: len(_letter(card, "", "").body) <= MOST, self._send, Never()
            ),
            calls=lambda: dict(self._calls),
        )

    def _groups(self, token: str) -> GroupPage:
        said = self._ask("lofts", "GET", "/lofts", {"after": token})
        return GroupPage(tuple(map(self._group, said["lofts"])), said.get("next", ""))

    def _detail(self, group: Group) -> Group:
        return self._group(self._ask("loft", "GET", f"/lofts/{group.id}"))

    def _group(self, loft: Mapping[str, Any]) -> Group:
        now, keeper = self._access.now(), loft["keeper"]
        owner = Fact(account("pigeon", keeper) if keeper else None, now)
        return Group("pigeon", loft["id"], name=Fact(loft["title"], now), owner=owner)

    def _notice(self, group: Group, known: str | None) -> Written:
        said = self._ask("notice", "GET", f"/lofts/{group.id}/notice")
        return Written(said["rev"], None if said["rev"] == known else said["text"])

    def _keepers(self, accounts: Sequence[Account]) -> Roster:
        said = self._ask("keepers", "GET", "/keepers", {"ids": ",".join(map(id_of, accounts))})
        return Roster(tuple(map(_profile, said["keepers"])), ())

    def _send(self, letter: Letter) -> Sent:
        said = self._ask("note", "POST", "/notes", body=letter.body)
        return Sent(said["id"], self._access.now())

    def _ask(
        self,
        call: str,
        method: str,
        path: str,
        query: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> dict[str, Any]:
        self._calls[call] += 1
        asked = "?" + urlencode(query) if query else ""
        headers = {"x-ring": self._access.secret["ring"]}
        url = f"{self._access.hosts['loft']}{path}{asked}"
        answer = self._access.http.send(Request("pigeon", call, method, url, headers, body, body is not None))
        said = _json(answer.body)
        if said.get("why") is None and (
            "lofts" in said or "id" in said or "rev" in said or "keepers" in said
        ):
            return said
        why = str(said.get("why", f"HTTP {answer.status}"))
        kinds, otherwise = (_SENDING, OutcomeUnknown) if body is not None else (_READING, PlatformUnavailable)
        raise kinds.get(why, otherwise)("pigeon", call, why)


def _letter(card: Card, to: str, key: str) -> Letter:
    """As words and links: a pigeon has no buttons, and whoever reads it writes an address down."""
    page = [f"{card.link.label}: {card.link.address}"] if card.link else []
    blocks = (f"{block.title}\n{block.body}" for block in card.blocks)
    said = "\n".join([card.heading, card.intro, *blocks, *page])
    links = [
        urlencode({"nudge": card.nudge, "day": card.day, "case": button.case, "deed": button.deed, "who": to})
        for block in card.blocks
        for button in block.buttons
    ]
    return Letter(to, key, json.dumps({"to": to, "said": said, "links": links}, ensure_ascii=False).encode())


def _profile(keeper: Mapping[str, Any]) -> Profile:
    """The ring is the administrator's to give: whoever has it under another name is somebody else."""
    at_work = Employment.ACTIVE if keeper["here"] else Employment.LEFT
    return Profile(account("pigeon", keeper["id"]), keeper["name"], employment=at_work, holder=keeper["name"])


def _json(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
