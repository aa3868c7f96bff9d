"""The reference of the checks: what each asks for, what it needs, and its texts as an owner would read them."""

from collections.abc import Mapping
from datetime import date

from local.reference.tables import NOTE, code, table, twice
from shared.core.checks.base import REASONS, Check, Text
from shared.core.judgement import Level
from shared.core.lang import ROLES, Bilingual, Lang, both, day
from shared.core.schema.describe import row

_BY = date(2026, 12, 3)
_SINCE = date(2026, 9, 5)
SAMPLES = {
    Lang.ZH: {
        "group": "市场部-新品推广组",
        "by": day(_BY, Lang.ZH),
        "owner": "王芳",
        "platform": "企业微信",
        "purpose": "新品推广的协同与进度同步",
        "functions": "〔排期、物料确认、问题反馈〕",
        "members": "市场部、设计部相关同事",
        "rest": "22:00–8:00",
        "missing": "成员范围",
        "lines": "成员：市场部、设计部相关同事",
        "proposed": "技术部-支付系统开发群",
        "why": "新同事从群名看不出部门和用途",
        "basis": "您备案的部门和用途",
        "example": "市场部-新品推广组",
        "since": day(_SINCE, Lang.ZH),
        "when": "昨晚",
        "span": "22:40–23:55",
        "count": "36",
    },
    Lang.EN: {
        "group": "Marketing - launch",
        "by": day(_BY, Lang.EN),
        "owner": "Wang Fang",
        "platform": "WeCom",
        "purpose": "working together on the launch",
        "functions": "〔schedule, materials, questions〕",
        "members": "colleagues of marketing and design",
        "rest": "22:00–8:00",
        "missing": "who is in it",
        "lines": "Members: colleagues of marketing and design",
        "proposed": "Technology - payments development",
        "why": "its name does not show a department or a use",
        "basis": "the department and use that you filed",
        "example": "Marketing - launch",
        "since": day(_SINCE, Lang.EN),
        "when": "last night",
        "span": "22:40–23:55",
        "count": "36",
    },
}
"""What stands for a field in the samples. A field without one is shown by its name: a new check needs none."""
_LEVELS = {
    Level.DUTY: both("义务（应）", "duty"),
    Level.ADVICE: both("建议", "advice"),
}
_INTRODUCTION = f"""\
# 各项检查 / The checks

{NOTE}

每项检查只有四种结论：没有问题、发现一件事（义务或建议）、不适用、看不见。看不见的从不当作问题。
条款号和转述可在规范配置的 `clauses` 里换成公司自己的，文字在 `wording` 里换，设置在 `checks` 里改：[policy.md](policy.md)。

A check comes to one of four conclusions: fine, a finding (duty or advice), not applicable, not visible. What is not
visible is never held against anybody. Clause numbers, texts and settings are the policy's to change:
[policy.md](policy.md).
"""


def checks_page(checks: tuple[Check, ...]) -> str:
    lines = [_INTRODUCTION, *_overview(checks)]
    for check in checks:
        lines += _check(check)
    lines += ["## 共同的原因 / Reasons that all checks share", "", *_reasons(REASONS)]
    return "\n".join(lines).rstrip() + "\n"


def _overview(checks: tuple[Check, ...]) -> list[str]:
    headings = ("检查 Check", "条款 Clause", "要求 What it asks for", "级别 Level")
    rows = (
        (
            f"[{check.id}](#{check.id})",
            check.clause.number,
            twice(check.clause.paraphrase),
            twice(levels(check)),
        )
        for check in checks
    )
    return table(headings, rows)


def levels(check: Check) -> Bilingual:
    """What its findings can be, the milder first."""
    own = [_LEVELS[level] for level in (check.level, check.other_level) if level is not None]
    return both("或".join(level[Lang.ZH] for level in own), " or ".join(level[Lang.EN] for level in own))


def _check(check: Check) -> list[str]:
    kinds = "、".join(code(kind) for kind in sorted(check.not_for)) or "–"
    return [
        f"## {check.id}",
        "",
        f"**{check.title[Lang.ZH]} / {check.title[Lang.EN]}** · {check.clause.number}",
        "",
        f"- 看这些信息 / Facts it needs: {'、'.join(map(code, check.needs))}",
        f"- 不适用的群（私人群、保密群总不适用）/ Kinds left out, beside private and confidential: {kinds}",
        "",
        *_settings(check),
        *_reasons(check.reasons),
        *_texts(check),
    ]


def _settings(check: Check) -> list[str]:
    if not check.settings:
        return []
    rows = ((code(line.key), code(line.default or "–"), twice(line.doc)) for line in map(row, check.settings))
    return table(("设置 Setting", "默认 Default", "含义 Meaning"), rows)


def _reasons(reasons: Mapping[str, Bilingual]) -> list[str]:
    if not reasons:
        return []
    rows = ((code(reason), twice(said)) for reason, said in reasons.items())
    return table(("原因 Reason", "含义 Meaning"), rows)


def _texts(check: Check) -> list[str]:
    return [
        line
        for variant in check.texts[Lang.ZH]
        for lang in Lang
        for line in (f"{code(variant)} · {lang}", "", *_text(check.texts[lang][variant], lang))
    ]


def _text(text: Text, lang: Lang) -> list[str]:
    """The card, quoted, with sample values."""
    roles = {"owner_is": ROLES.owner[lang], "admin_is": ROLES.admin[lang]}
    samples = _Samples({**SAMPLES[lang], **roles})
    parts = [f"**{text.title}**", text.body, *([text.draft] if text.draft is not None else [])]
    quoted = "\n\n".join(part.format_map(samples) for part in parts).split("\n")
    return [*(f"> {line}".rstrip() for line in quoted), ""]


class _Samples(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return f"‹{name}›"
