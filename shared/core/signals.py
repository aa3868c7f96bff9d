"""What a webhook is reduced to before anything is queued: who, where and when, and never what was said."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from shared.core import queued
from shared.core.account import Account
from shared.core.errors import RejectedRequest
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
        """From a queue's JSON. Raises RejectedRequest where it is none."""
        post = Post(
            group=queued.group(body),
            sender=None if body.get("sender") is None else queued.account(body, "sender"),
            ts=queued.moment(body, "ts"),
            kind=queued.word(body, "kind", PostKind),
            mentions_all=queued.flag(body, "mentions_all"),
            urgent=queued.flag(body, "urgent"),
            reply=queued.flag(body, "reply"),
            media=queued.flag(body, "media"),
        )
        return cls(post, queued.text(body, "id"))


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
        """From a queue's JSON. Raises RejectedRequest where it is none."""
        return cls(
            queued.group(body) if body.get("group") != "" else "",
            queued.text(body, "event"),
            queued.moment(body, "at"),
            queued.flag(body, "gone"),
            queued.account(body, "account") if body.get("account") != "" else "",
        )


Signal = Heard | Changed


def signal_of(body: Mapping[str, Any]) -> Signal:
    """What a queue's JSON says. Raises RejectedRequest where it is no signal."""
    if body.get("is") == "post":
        return Heard.of(body)
    if body.get("is") == "changed":
        return Changed.of(body)
    raise RejectedRequest("is_unknown")
