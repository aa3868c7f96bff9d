"""Posts of a group as Feishu lists them: signs of life, and what was posted in a stretch of time.

A listing of a group shows the roots of its threads and not the replies; those are looked up where the group
would look quiet without them, and come with events otherwise.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from math import ceil, floor
from typing import NamedTuple

from shared.adapters.im.feishu.client import Client
from shared.adapters.im.feishu.fields import Json, moment, rows, table, text
from shared.adapters.im.feishu.groups import Groups
from shared.adapters.im.feishu.message import flags_of, kind_of
from shared.adapters.im.feishu.wire import MESSAGES, Call, call
from shared.app.ports.im import Life
from shared.core.account import account
from shared.core.errors import NotVisible, PlatformDenied
from shared.core.model import Group, Post, PostKind

PAGE = 50
LIVELY = timedelta(days=7)
"""Somebody spoke this lately: nobody asks about such a group, so its threads are not looked at."""
THREADS = 5
"""Whose replies one reading looks up; with more of them it is incomplete."""
_FORBIDDEN = "230027"


class _Spoken(NamedTuple):
    at: datetime
    kind: PostKind
    item: Json


class Posts:
    def __init__(self, client: Client, groups: Groups) -> None:
        self._client = client
        self._groups = groups
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

    def between(self, group: Group, start: datetime, end: datetime) -> Iterator[Post]:
        """From start to end, both included; without what was recalled, without notices, without replies in threads."""
        query = (
            ("container_id_type", "chat"),
            ("container_id", group.id),
            ("start_time", str(floor(start.timestamp()))),
            ("end_time", str(ceil(end.timestamp()))),
            ("sort_type", "ByCreateTimeAsc"),
        )
        ours = self._ours(group)
        try:
            for item in self._client.items(MESSAGES, query=query, size=PAGE):
                for spoken in self._spoken((item,)):
                    known = kind_of(text(table(item.get("sender")).get("sender_type")), "") is not None
                    if known and start <= spoken.at <= end and item.get("deleted") is not True:
                        yield self._post(group, spoken, ours)
        except PlatformDenied as error:
            raise _judged(error, group) from None

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
                yield _Spoken(at, kind, item)

    def _ours(self, group: Group) -> str | None:
        """The tenant whose people may be kept by id; None: everybody's in this group."""
        if group.external is not None and not group.external.value:
            return None
        return self._groups.own_tenant()

    def _post(self, group: Group, spoken: _Spoken, ours: str | None) -> Post:
        item = spoken.item
        sender = table(item.get("sender"))
        is_ours = ours is None or text(sender.get("tenant_key")) == ours
        flags = flags_of(
            text(item.get("msg_type")),
            text(table(item.get("body")).get("content")),
            item.get("mentions"),
            all_in_text=self._guesses.all_in_text,
        )
        return Post(
            group=group.key,
            sender=account(group.platform, text(sender.get("id")))
            if is_ours and text(sender.get("id"))
            else None,
            ts=spoken.at.timestamp(),
            kind=spoken.kind,
            mentions_all=flags.mentions_all,
            urgent=flags.urgent,
            reply=bool(text(item.get("parent_id")) or text(item.get("root_id"))),
            media=flags.media,
        )


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
