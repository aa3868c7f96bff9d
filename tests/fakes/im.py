"""An IM in memory: groups whose facts a test sets, inboxes that remember, and answers that a test can spoil."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, cast

from shared.app.ports.im import IM, GroupPage, Letter, Life, Proof, Repeat, Roster, Sending, Sent, Written
from shared.app.ports.ports import Clock
from shared.core.account import Account, id_of
from shared.core.card import Block, Card, Press
from shared.core.errors import NotVisible, RecipientUnreachable
from shared.core.lang import both
from shared.core.model import Department, Group, Profile

WINDOW = timedelta(minutes=55)
_DEDUPLICATES = timedelta(hours=1)


class Delivered(NamedTuple):
    """A message in somebody's inbox."""

    to: str
    at: datetime
    key: str
    card: Mapping[str, object]


class Told(NamedTuple):
    """What a message in somebody's inbox says of itself."""

    nudge: str
    day: str
    cases: tuple[str, ...]
    """`CaseKey.id` of each that it shows."""


class Edited(NamedTuple):
    """A message that was replaced in place."""

    handle: str
    card: Card
    press: Press


def _nothing(operation: str) -> None:
    pass


class FakeIM:
    """Several threads may read at the same time. `before` and `after` are called with `send`, `detail`, `announcement` …; what they raise is what the caller sees.

    Where its proof is a repeat, the same key sends one message within an hour and another one after it; else every
    letter is another message.
    """

    def __init__(self, clock: Clock, *, platform: str) -> None:
        self.clock = clock
        self.platform = platform
        self.groups: dict[str, Group] = {}
        self.texts: dict[str, str] = {}
        """Announcements, by group id; absent: none."""
        self.lives: dict[str, Life] = {}
        self.people: dict[str, Profile] = {}
        """By the platform's id."""
        self.departments: tuple[Department, ...] = ()
        self.refused: set[str] = set()
        """Ids of groups that are listed and not shown."""
        self.unreachable: set[str] = set()
        """The platform's ids of people who cannot be written to."""
        self.most_bytes = 30_000
        """Of a letter."""
        self.proof: Proof = Repeat(WINDOW)
        self.page = 100
        """Groups on a page of the listing."""
        self.at_once = 1
        self.inbox: list[Delivered] = []
        self.edits: list[Edited] = []
        self.asked: list[str] = []
        self.before: Callable[[str], None] = _nothing
        self.after: Callable[[str], None] = _nothing

    def connected(self) -> IM:
        return IM(
            id=self.platform,
            name=both(self.platform, self.platform),
            groups=self._list,
            detail=self._detail,
            announcement=self._announcement,
            life=self._life,
            directory=self._directory,
            sending=Sending(
                letter=self._letter,
                fits=lambda card: len(self._letter(card, "", "").body) <= self.most_bytes,
                post=self._post,
                proof=self.proof,
                edit=self._edit,
            ),
            calls=lambda: {"all": len(self.asked)},
            at_once=self.at_once,
        )

    def _ask(self, operation: str) -> None:
        self.asked.append(operation)
        self.before(operation)

    def _list(self, token: str) -> GroupPage:
        """Tokens are how many came before; pages are as long as `page` says."""
        self._ask("list")
        start = int(token or 0)
        shown = list(self.groups.values())[start : start + self.page]
        groups = tuple(
            Group(
                group.platform,
                group.id,
                group.name,
                owner=group.owner,
                external=group.external,
                status=group.status,
            )
            for group in shown
        )
        end = start + self.page
        return GroupPage(groups, str(end) if end < len(self.groups) else "")

    def _shown(self, group: Group) -> Group:
        if group.id not in self.groups or group.id in self.refused:
            raise NotVisible(self.platform, "detail", "232011")
        return self.groups[group.id]

    def _detail(self, group: Group) -> Group:
        self._ask("detail")
        return self._shown(group)

    def _announcement(self, group: Group, known: str | None) -> Written:
        self._ask("announcement")
        self._shown(group)
        text = self.texts.get(group.id, "")
        revision = f"r{abs(hash(text)) if text else 0}"
        return Written(revision, None if revision == known else text)

    def _life(self, group: Group) -> Life:
        self._ask("life")
        self._shown(group)
        return self.lives.get(group.id, Life(None, None))

    def _directory(self, accounts: Sequence[Account]) -> Roster:
        self._ask("directory")
        ids = map(id_of, accounts)
        return Roster(tuple(self.people[one] for one in ids if one in self.people), self.departments)

    def _letter(self, card: Card, to: str, key: str) -> Letter:
        body = json.dumps({"to": to, "uuid": key, "card": card}, ensure_ascii=False)
        return Letter(to, key, body.encode())

    def _post(self, letter: Letter) -> Sent:
        """Whoever repeats a key too late, or where no key is looked at, sends a second message."""
        self._ask("send")
        if letter.to in self.unreachable:
            raise RecipientUnreachable(self.platform, "send", "230053")
        now = self.clock.now()
        repeats = isinstance(self.proof, Repeat)
        if not any(repeats and one.key == letter.key and now - one.at < _DEDUPLICATES for one in self.inbox):
            self.inbox.append(Delivered(letter.to, now, letter.key, json.loads(letter.body)["card"]))
        self.after("send")
        return Sent(f"om_{letter.key}", now)

    def find(self, letter: Letter, since: datetime) -> Sent | None:
        """For a `LookUp`: the message with this key that arrived since then."""
        self._ask("find")
        found = (one for one in self.inbox if one.key == letter.key and one.at >= since)
        return next((Sent(f"om_{one.key}", one.at) for one in found), None)

    def told(self, one: Delivered) -> Told:
        card = Card(*cast("Any", one.card))
        return Told(card.nudge, card.day, tuple(Block(*block).case for block in card.blocks))

    def _edit(self, handle: str, card: Card, press: Press) -> None:
        self._ask("edit")
        self.edits.append(Edited(handle, card, press))
