"""The reference of the policy file and its JSON Schema, from the types that read it."""

import json
from collections.abc import Iterable, Iterator

from local.reference.tables import NOTE, code, table, twice
from shared.core.checks.base import Check
from shared.core.lang import Lang, both
from shared.core.policy.fields import COMMON
from shared.core.policy.per_check import CHANGEABLE, GENERAL, SELECTORS, check_record, grace_of
from shared.core.policy.reading import root_record
from shared.core.policy.wording import clauses_record, fields_for
from shared.core.schema.describe import Row, Section, json_schema, row, sections
from shared.core.schema.structures import Record

_HEADINGS = ("键 Key", "可以写什么 What may be written", "默认 Default", "含义 Meaning")
_INTRODUCTION = """\
# 公司规范配置参考 / Policy reference

{note}

一个 YAML（或 JSON）文件，UTF-8 编码。什么都可以不写：不写的按默认。写错的地方会一次全部指出，连同行号和改法；
不认识的键算错误，不会被忽略。

One YAML (or JSON) file in UTF-8. Everything may be left out: then its default holds. Whatever is wrong is named
all at once, with its line and what to do; a key that is not known is an error and never ignored.

带说明的例子 / an example with comments: [policy.example.yaml](policy.example.yaml) ·
编辑器用的 JSON Schema / for editors: [policy.schema.json](policy.schema.json) ·
各项检查 / the checks: [checks.md](checks.md)
"""


def policy_schema(checks: tuple[Check, ...]) -> str:
    schema = json_schema(root_record(checks), "groupkeeper policy")
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def policy_page(checks: tuple[Check, ...]) -> str:
    top = Section("", tuple(map(row, root_record(checks).fields)))
    below = (section for section in sections(Record(COMMON, dict)) if section.path)
    parts = [
        _section(top),
        *map(_section, below),
        _clauses(checks),
        _wording(checks),
        *map(_section, _every_check(checks)),
        *map(_own_settings, checks),
    ]
    return (
        "\n".join([_INTRODUCTION.format(note=NOTE), *(line for part in parts for line in part)]).rstrip()
        + "\n"
    )


def _section(section: Section) -> list[str]:
    heading = code(section.path) if section.path else "最上层 / Top level"
    return [f"## {heading}", "", *_rows(section.rows)]


def _rows(rows: Iterable[Row]) -> list[str]:
    return table(
        _HEADINGS, ((code(row.key), twice(row.wanted), _default(row), twice(row.doc)) for row in rows)
    )


def _default(row: Row) -> str:
    if row.is_required:
        return "必填 required"
    return "–" if row.default is None else code(row.default)


def _clauses(checks: tuple[Check, ...]) -> list[str]:
    """One check's record is as every other's: the first stands for all, without its own text as default."""
    record = clauses_record(checks).fields[0].type
    fields = record.fields if isinstance(record, Record) else ()
    return _section(Section("clauses.<check>", tuple(row(field._replace(default=None)) for field in fields)))


def _wording(checks: tuple[Check, ...]) -> list[str]:
    rows = (
        (
            code(check.id),
            code(variant),
            " ".join(code(f"{{{name}}}") for name in sorted(fields_for(check, variant))),
        )
        for check in checks
        for variant in check.texts[Lang.ZH]
    )
    return [_WORDING, *table(("检查 Check", "文字 Variant", "可用字段 Fields"), rows)]


def _every_check(checks: tuple[Check, ...]) -> Iterator[Section]:
    """What can be said of every check, told once."""
    overrides = check_record(checks[0]).fields[-1]
    yield Section("checks.<check>", (*map(row, GENERAL), row(overrides)))
    yield from (
        section for section in sections(Record(GENERAL, dict), "checks.<check>") if section.path[-1] != ">"
    )
    yield Section("checks.<check>.overrides[]", (*map(row, (*SELECTORS, *CHANGEABLE)), _ANY_SETTING))


def _own_settings(check: Check) -> list[str]:
    heading = f"## `checks.{check.id}` · {check.title[Lang.ZH]} / {check.title[Lang.EN]}"
    return [heading, "", *_rows(map(row, (*grace_of(check), *check.settings)))]


_WORDING = """\
## `wording.<check>.<zh-CN|en>.<variant>`

`title`（一行）、`body` 和 `draft`（原本就有的才能换）都可以换成公司自己的话。花括号里只能用下表中的字段。

`title` (one line), `body` and `draft` (where there is one) can be put in the company's own words. Braces may hold
only these fields.
"""
_ANY_SETTING = Row(
    "…",
    both(
        "这项检查自己的设置，全公司一致的除外",
        "settings of the check itself, unless they are the same for all groups",
    ),
    default=None,
    is_required=False,
    doc=both("只对这些群不同；不写的不变", "what differs for these groups; the rest stays as it is"),
)
