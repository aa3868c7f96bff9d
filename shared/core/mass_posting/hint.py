"""The private hint to somebody who posted much after hours: kind, at most monthly, and nobody else sees it."""

from typing import Any

from shared.core.checks.base import Telling, Text
from shared.core.display import shown_name
from shared.core.judgement import Judgement
from shared.core.lang import Lang
from shared.core.mass_posting.spoken import said
from shared.core.mass_posting.values import Rules
from shared.core.model import Group

_TITLE = {Lang.ZH: "一个小建议，仅您可见", Lang.EN: "A small suggestion, only for you"}
_DONE = {
    Lang.ZH: {
        "many": "您好，{when} {span} 您在「{group}」发了 {count} 条消息，辛苦了。",
        "broadcast": "您好，{when} {span} 您在「{group}」等 {groups} 个群发了消息，辛苦了。",
        "loud": "您好，{when} {span} 您在「{group}」发的消息里有提醒全员的，辛苦了。",
    },
    Lang.EN: {
        "many": "Hello, {when}, {span}, you posted {count} messages in “{group}”. Thank you for the effort.",
        "broadcast": "Hello, {when}, {span}, you posted in “{group}” and other groups, {groups} in all. Thank you for the effort.",
        "loud": "Hello, {when}, {span}, you notified everyone in “{group}”. Thank you for the effort.",
    },
}
_HINT = {
    Lang.ZH: "不急的话可以{later}再发，或加一句「不急，上班再看」；紧急事项开头写【紧急】即可。"
    "只发给您本人，群主那里只有条数和时间，没有姓名。无需回复。",
    Lang.EN: "If it is not urgent, it can wait {later}, or you can add “no hurry, read it at work”; begin urgent "
    "messages with URGENT. Only you get this: the owner sees counts and times, no names. No need to reply.",
}
_LATER = {
    Lang.ZH: {False: "明早", True: "上班后"},
    Lang.EN: {False: "until morning", True: "until the next work day"},
}
_BUTTONS = {
    Lang.ZH: ("属紧急／值班", "不再提示"),
    Lang.EN: ("Urgent or on duty", "No more hints"),
}


def sender_hint(group: Group, judgement: Judgement, sender_id: str, telling: Telling) -> Text:
    """What one sender of a violation of `after_hours_posting` reads, about themselves only."""
    sender = next(one for one in judgement.evidence["senders"] if one["id"] == sender_id)
    lang = telling.lang
    time = said(group, judgement.evidence, [sender], telling)
    body = _DONE[lang][_variant(sender)] + _HINT[lang]
    fields = {
        "when": time.when,
        "span": time.span,
        "group": shown_name(group),
        "count": sender["count"],
        "groups": sender["groups"],
        "later": _LATER[lang][time.by_day],
    }
    return Text(_TITLE[lang], body.format_map(fields), buttons=_BUTTONS[lang])


def _variant(sender: dict[str, Any]) -> str:
    if sender["groups"] > 1:
        return "broadcast"
    return "loud" if sender["mentions_all"] and sender["count"] < Rules().frequent_posts else "many"
