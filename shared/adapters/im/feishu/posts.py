"""Signs of life of a group, as Feishu lists its posts.

A listing of a group shows the roots of its threads and not the replies; those are looked up where the group
would look quiet without them, and come with events otherwise.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from shared.adapters.im.feishu.client import Client
from shared.adapters.im.feishu.message import kind_of
from shared.adapters.im.feishu.wire import MESSAGES, Call, call
from shared.adapters.im.kit.fields import Json, moment, rows, table, text
from shared.app.ports.im import Life
from shared.core.errors import NotVisible, PlatformDenied
from shared.core.model import Group, PostKind

PAGE = 50
LIVELY = timedelta(days=7)
"""Somebody spoke this lately: nobody asks about such a group, so its threads are not looked at."""
THREADS = 5
"""Whose replies one reading looks up; with more of them it is incomplete."""
_FORBIDDEN = "230027"


class _Spoken(NamedTuple):
    at: datetime
    kind: PostKind


class Posts:
    def __init__(self, client: Client) -> None:
        self._client = client
        self._guesses = client.settings.guesses

    def life(self, group: Group) -> Life:
        """By one call; by up to THREADS more where nobody spoke of late.

        A recalled post counts: somebody was there. The company's own bot does not.
        """
        data = self._ask(group, _latest("chat", group.id, PAGE))
        items = list(rows(data.get("items")))
        spoken = list(self._spoken(items))
        last_human = _last(spoken, PostKind.HUMAN)
        unseen = 0
        if last_human is None or last_human < self._client.now() - LIVELY:
            threads = dict.fromkeys(text(item.get("thread_id")) for item in items)
            threads.pop("", None)
            unseen = max(0, len(threads) - THREADS)
            for thread in list(threads)[:THREADS]:
                replies = self._ask(group, _latest("thread", thread, PAGE))
                spoken += self._spoken(rows(replies.get("items")))
        last_human = _last(spoken, PostKind.HUMAN)
        found_all = last_human is not None or data.get("has_more") is not True
        return Life(last_human, _last(spoken, PostKind.BOT), complete=found_all and not unseen)

    def _ask(self, group: Group, asked: Call) -> Json:
        try:
            return self._client.ask(asked).data
        except PlatformDenied as error:
            raise _judged(error, group) from None

    def _spoken(self, items: Iterable[Json]) -> Iterator[_Spoken]:
        """What people and other bots said; a sender of unknown type may have been a person."""
        for item in items:
            sender = table(item.get("sender"))
            at = moment(item.get("create_time"))
            kind = kind_of(text(sender.get("sender_type")), text(item.get("msg_type")))
            if kind is None and self._guesses.unknown_sender_is_alive:
                kind = PostKind.HUMAN
            own = text(sender.get("id")) == self._client.settings.app_id
            if at is not None and not own and kind is not None and kind is not PostKind.SYSTEM:
                yield _Spoken(at, kind)


def _latest(container: str, id_: str, size: int) -> Call:
    query = (
        ("container_id_type", container),
        ("container_id", id_),
        ("sort_type", "ByCreateTimeDesc"),
        ("page_size", str(size)),
    )
    return call(MESSAGES, query=query)


def _last(spoken: Iterable[_Spoken], kind: PostKind) -> datetime | None:
    return max((said.at for said in spoken if said.kind is kind), default=None)


def _judged(error: PlatformDenied, group: Group) -> PlatformDenied | NotVisible:
    """230027 says either that the permission lacks or that the group has outsiders; the group tells which."""
    if error.code == _FORBIDDEN and group.external is not None and group.external.value:
        return NotVisible(error.platform, error.call, error.code, support_id=error.support_id)
    return error
