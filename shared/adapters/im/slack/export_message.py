"""One message of a Slack export, reduced to a post: its text is looked at here and goes no further."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from shared.adapters.im.slack.export_workspace import PLATFORM, seconds, text
from shared.core.account import account
from shared.core.model import Post, PostKind

HUMAN = frozenset({None, "file_share", "me_message", "thread_broadcast", "file_comment"})
"""Subtypes that a person's message may have."""
SYSTEM = frozenset({
    "app_conversation_join", "app_conversation_leave", "assistant_app_thread", "bot_add", "bot_disable", "bot_enable",
    "bot_remove", "channel_archive", "channel_canvas_updated", "channel_convert_to_private", "channel_convert_to_public",
    "channel_join", "channel_leave", "channel_name", "channel_posting_permissions", "channel_purpose", "channel_topic",
    "channel_unarchive", "document_mention", "ekm_access_denied", "file_mention", "group_archive", "group_join",
    "group_leave", "group_name", "group_purpose", "group_topic", "group_unarchive", "huddle_thread",
    "joiner_notification", "joiner_notification_for_inviter", "message_changed", "message_deleted", "message_replied",
    "pinned_item", "reminder_add", "reminder_delete", "reply_broadcast", "sh_room_created", "sh_room_shared",
    "tombstone", "unpinned_item",
})  # fmt: skip
"""Subtypes of what happens to a channel: nobody's sign of life."""
KNOWN = HUMAN | SYSTEM | {"bot_message", "slackbot_response"}

_ALL = re.compile(r"<!(?:channel|here|everyone)(?:\|[^>]*)?>")
_URGENT = re.compile(r"\s*(?:<[@!#][^>]*>\s*)*(?:【紧急】|[\[［]紧急[\]］]|URGENT\b)")


def post_of(message: Mapping[str, Any], group: str, bots: Collection[str]) -> Post | None:
    """None for a message without a time."""
    sent = seconds(message.get("ts"))
    if sent is None:
        return None
    sender, said = _sender(message), message.get("text")
    if not isinstance(said, str):
        said = ""
    return Post(
        group=group,
        sender=account(PLATFORM, sender) if sender else None,
        ts=sent,
        kind=_kind(message, sender, bots),
        mentions_all="<!" in said and _ALL.search(said) is not None,
        urgent=_URGENT.match(said) is not None,
        reply=bool(message.get("thread_ts")) and message["thread_ts"] != message["ts"],
        media=subtype_of(message) == "file_share" or bool(message.get("files")),
    )


def subtype_of(message: Mapping[str, Any]) -> str | None:
    """Empty for what is no subtype at all."""
    found = message.get("subtype")
    return found if isinstance(found, str) or found is None else ""


def _sender(message: Mapping[str, Any]) -> str | None:
    if subtype_of(message) == "file_comment":
        comment = message.get("comment")
        return text(comment.get("user")) if isinstance(comment, dict) else None
    return text(message.get("user"))


def _kind(message: Mapping[str, Any], sender: str | None, bots: Collection[str]) -> PostKind:
    subtype = subtype_of(message)
    if subtype in SYSTEM or message.get("type", "message") != "message":
        return PostKind.SYSTEM
    if subtype == "bot_message" or message.get("bot_id") or sender in bots:
        return PostKind.BOT
    return PostKind.HUMAN if sender and subtype in HUMAN else PostKind.SYSTEM
