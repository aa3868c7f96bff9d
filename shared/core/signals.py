"""What a webhook is reduced to before anything is queued: who, where and when, and never what was said."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from shared.core.account import Account
from shared.core.model import Post, PostKind


class Heard(NamedTuple):
    """A message event: DESIGN section 1.9 allows these fields and no others."""

    post: Post
    """`Post.group` is the `Group.key`."""
    message_id: str

    def to_queue(self) -> dict[str, Any]:
        post = self.post
        return {
            "is": "post",
            "group": post.group,
            "sender": post.sender,
            "id": self.message_id,
            "ts": post.ts,
            "kind": post.kind.value,
            "mentions_all": post.mentions_all,
            "urgent": post.urgent,
            "reply": post.reply,
            "media": post.media,
        }

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "Heard":
        """From a queue's JSON. Raises KeyError, TypeError or ValueError where it is none."""
        sender = body["sender"]
        post = Post(
            group=str(body["group"]),
            sender=None if sender is None else str(sender),
            ts=_moment(body["ts"]),
            kind=PostKind(body["kind"]),
            mentions_all=bool(body["mentions_all"]),
            urgent=bool(body["urgent"]),
            reply=bool(body["reply"]),
            media=bool(body["media"]),
        )
        return cls(post, str(body["id"]))


class Changed(NamedTuple):
    """Something about a group (or person) changed: what it is now must be read, the event does not tell."""

    group: str
    """`Group.key`; empty where it is about somebody."""
    event: str
    """The vendor's name of the event, for the log."""
    at: float
    """When it happened, seconds since the epoch, by the platform's clock."""
    gone: bool = False
    """The group was dissolved: nothing can be read any more, so the event's own word counts."""
    account: Account = ""
    """Whom it is about; empty where it is about a group."""

    def to_queue(self) -> dict[str, Any]:
        return {"is": "changed", **self._asdict()}

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "Changed":
        """From a queue's JSON. Raises KeyError, TypeError or ValueError where it is none."""
        return cls(
            str(body["group"]),
            str(body["event"]),
            _moment(body["at"]),
            bool(body["gone"]),
            str(body["account"]),
        )


Signal = Heard | Changed


def _moment(value: Any) -> float:
    """Seconds since the epoch that a calendar has a day for. Raises ValueError where they are none."""
    seconds = float(value)
    if not 0 <= seconds < _END_OF_TIME:
        raise ValueError("no moment that could have been")
    return seconds


_END_OF_TIME = 253_402_300_800.0
"""The year 10000."""


def signal_of(body: Mapping[str, Any]) -> Signal:
    """What a queue's JSON says. Raises KeyError, TypeError or ValueError where it is no signal."""
    if body["is"] == "post":
        return Heard.of(body)
    if body["is"] == "changed":
        return Changed.of(body)
    raise ValueError(f"no signal is called {str(body['is'])[:40]!r}")
