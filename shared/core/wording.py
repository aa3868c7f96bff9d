"""Turns a finding into the text that its reader sees: fields are filled in once, values are never templates."""

from collections.abc import Iterable, Mapping
from typing import Any

from shared.core.checks.base import Check, Telling, Text
from shared.core.display import harmless, shown_name
from shared.core.lang import Lang, day
from shared.core.survey import Row

Overrides = Mapping[Lang, Mapping[str, Mapping[str, str]]]
"""What the policy says instead: by language, variant and part of the text (title, body, draft)."""


def render(row: Row, telling: Telling, overrides: Overrides | None = None) -> Text:
    """The finding's text in the telling's language, with the policy's words where it has any."""
    filling = row.check.words(row.group, row.judgement, telling)
    template = _template(row.check, filling.variant, telling.lang, overrides)
    fields = {name: harmless(value) for name, value in filling.fields.items()}
    fields |= {"group": shown_name(row.group), "by": day(telling.by, telling.lang, telling.scene.now.date())}
    return Text(
        title=template.title.format_map(fields),
        body=template.body.format_map(fields),
        draft=template.draft.format_map(fields) if template.draft is not None else None,
        buttons=template.buttons,
    )


def _template(check: Check, variant: str, lang: Lang, overrides: Overrides | None) -> Text:
    own = check.texts[lang][variant]
    replaced: Mapping[str, Any] = (overrides or {}).get(lang, {}).get(variant, {})
    return own._replace(**replaced)


def greeting(name: str | None, lang: Lang) -> str:
    if lang is Lang.ZH:
        return f"{harmless(name)}，您好。" if name else "您好。"
    return f"Hello {harmless(name)}," if name else "Hello,"


def footer(clauses: Iterable[str], lang: Lang) -> str:
    """The last line of every card; `clauses` are the company's own numbers, repeated ones said once."""
    numbers = list(dict.fromkeys(clauses))
    if lang is Lang.ZH:
        return f"依据《工作群管理规范》{'、'.join(numbers)} · 仅您可见 · 有误请点“说明情况”"
    return (
        f"Work-group manual, {', '.join(numbers)} · only you can see this · if it is wrong, choose “Explain”"
    )
