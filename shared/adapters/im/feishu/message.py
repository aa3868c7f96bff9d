"""What a message comes to: flags and a kind. Its text is looked at here and goes no further."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from shared.adapters.im.kit.fields import Json, rows, text
from shared.core.model import PostKind

MEDIA = frozenset({"image", "file", "audio", "media", "sticker", "folder", "video_chat", "video"})
EVERYONE = "@_all"
_URGENT = re.compile(r"\s*(?:@_(?:all|user_\d{1,4})\s*)*(?:【紧急】|[\[［]紧急[\]］]|URGENT\b)")
_KINDS = {"user": PostKind.HUMAN, "anonymous": PostKind.HUMAN, "app": PostKind.BOT, "bot": PostKind.BOT}


class Flags(NamedTuple):
    mentions_all: bool
    urgent: bool
    media: bool


def kind_of(sender_type: str, message_type: str) -> PostKind | None:
    """None for a sender of a type that nobody documented."""
    return PostKind.SYSTEM if message_type == "system" else _KINDS.get(sender_type)


def flags_of(message_type: str, content: str, mentions: object, *, all_in_text: bool) -> Flags:
    """`content` is the JSON text that Feishu wraps a message's body in."""
    listed = any(mention.get("key") == EVERYONE for mention in rows(mentions))
    said = _said(message_type, content)
    return Flags(
        mentions_all=listed or (all_in_text and any(EVERYONE in piece for piece in said)),
        urgent=bool(said) and _URGENT.match("".join(said)) is not None,
        media=message_type in MEDIA,
    )


def _said(message_type: str, content: str) -> list[str]:
    """The pieces of text of a text or rich-text message, in their order; nothing of any other."""
    if message_type not in {"text", "post"}:
        return []
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        return []
    if not isinstance(body, dict):
        return []
    return [text(body.get("text"))] if message_type == "text" else [text(body.get("title")), *_runs(body)]


def _runs(post: Json) -> Iterator[str]:
    for paragraph in _paragraphs(post):
        for run in rows(paragraph):
            everyone = run.get("tag") == "at" and text(run.get("user_id")) in {"all", EVERYONE}
            yield EVERYONE if everyone else text(run.get("text"))


def _paragraphs(post: Json) -> list[Any]:
    """Of a rich text; some come with one body a language, and then the first speaks."""
    found = post.get("content")
    if not isinstance(found, list):
        found = next((body["content"] for body in post.values() if _has_content(body)), [])
    return found if isinstance(found, list) else []


def _has_content(body: object) -> bool:
    return isinstance(body, dict) and isinstance(body.get("content"), list)
