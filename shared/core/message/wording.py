"""Turns a finding into the text that its reader sees: fields are filled in once, values are never templates."""

from collections.abc import Iterable, Mapping
from typing import Any

from shared.core.checks.base import Check, Telling, Text
from shared.core.display import harmless, shown_name
from shared.core.findings.survey import Row
from shared.core.lang import ROLES, Lang, both, day
from shared.core.message.voice import Overrides
from shared.core.recipient import Role


def render(row: Row, telling: Telling, overrides: Overrides | None = None) -> Text:
    """The finding's text in the telling's language, with the policy's words where it has any."""
    filling = row.check.words(row.group, row.judgement, telling)
    template = _template(row.check, filling.variant, telling.lang, overrides)
    fields = {name: harmless(value) for name, value in filling.fields.items()}
    roles = telling.scene.roles.get(row.group.platform, ROLES)
    fields |= {
        "group": shown_name(row.group),
        "by": day(telling.by, telling.lang, telling.scene.local_day()),
        "owner_is": roles.owner[telling.lang],
        "admin_is": roles.admin[telling.lang],
    }
    return Text(
        title=template.title.format_map(fields),
        body=template.body.format_map(fields),
        draft=template.draft.format_map(fields) if template.draft is not None else None,
    )


def _template(check: Check, variant: str, lang: Lang, overrides: Overrides | None) -> Text:
    own = check.texts[lang][variant]
    replaced: Mapping[str, Any] = (overrides or {}).get(lang, {}).get(variant, {})
    return own._replace(**replaced)


def greeting(name: str | None, lang: Lang) -> str:
    if lang is Lang.ZH:
        return f"{harmless(name)}，您好。" if name else "您好。"
    return f"Hello {harmless(name)}," if name else "Hello,"


_WHY = {
    Role.CREATOR: both(
        "平台不显示群主，您是建群人，所以来问您；若另有负责人，点“说明情况”告诉我们。",
        "The platform shows no owner and you created the group, so we are asking you; if somebody else looks after it, choose “Explain”.",
    ),
    Role.SUCCESSOR: both(
        "有的群暂时没有能联系上的群主，负责部门请您接手，所以来问您；若不合适，点“说明情况”告诉我们。",
        "A group has no owner whom we could reach, and you were asked to take it over; if that does not suit, choose “Explain”.",
    ),
    Role.ADMIN: both(
        "有的群暂时没有能联系上的群主，您是管理员，所以来问您。",
        "A group has no owner whom we could reach and you are its admin, so we are asking you.",
    ),
    Role.HEAD: both(
        "有的群暂时没有能联系上的群主，群属于您的部门，所以请您看看。",
        "A group of your department has no owner whom we could reach, so we are asking you.",
    ),
    Role.OPERATIONS: both(
        "以下各群暂时没有联系得上的群主、管理员或部门负责人。",
        "None of these groups has an owner, admin or head of department who can be reached.",
    ),
}


def why(roles: Iterable[Role], lang: Lang) -> str:
    """Why the reader is asked; nothing where they are the owner of everything."""
    asked = set(roles)
    return (" " * (lang is Lang.EN)).join(said[lang] for role, said in _WHY.items() if role in asked)


_ASKED = both("同事之间的事，只发给您本人", "Between colleagues: only you can see this")
"""Under a card with nothing but questions: no clause asks for an answer."""


def footer(clauses: Iterable[str], lang: Lang) -> str:
    """The last line of every card; `clauses` are the company's own numbers, each said once, in their order."""
    numbers = list(dict.fromkeys(clauses))
    if not numbers:
        return _ASKED[lang]
    if lang is Lang.ZH:
        return f"依据《工作群管理规范》{'、'.join(numbers)} · 仅您可见 · 有误请点“说明情况”"
    return (
        f"Work-group manual, {', '.join(numbers)} · only you can see this · if it is wrong, choose “Explain”"
    )
