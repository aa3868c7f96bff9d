"""How settings stand in documents: what an editor is told while a file is written, and what a table says of each."""

import re
from typing import Any

import pytest

from shared.core.calendar.workdays import Week
from shared.core.lang import Lang, both
from shared.core.policy.wording import Template
from shared.core.schema.describe import json_schema, row, sections
from shared.core.schema.node import Form, Node, Reading
from shared.core.schema.published import from_json, to_json
from shared.core.schema.scalars import (
    AccountId,
    Choice,
    Day,
    Flag,
    Scalar,
    Share,
    Text,
    TimeOfDay,
    Whole,
    Zone,
)
from shared.core.schema.structures import REQUIRED, ListOf, Localized, MapOf, Record, Setting, Type

NOTHING = both("", "")
TEXT = {"type": ["string", "number"], "minLength": 1, "maxLength": 60}
DIGIT = {"type": ["integer", "string"], "minimum": 1, "maximum": 9, "pattern": "^[0-9]+$"}
INNER = Record((Setting("x", Flag(), default=False, doc=NOTHING),), dict)


@pytest.mark.parametrize(
    ("type_", "schema"),
    [
        (Text(60), TEXT),
        (Template(frozenset({"group"}), Text(60)), TEXT),
        (Choice(("a", "b")), {"enum": ["a", "b"]}),
        (Flag(), {"enum": [True, False, "true", "false"]}),
        (Whole(1, 9), DIGIT),
        (ListOf(Whole(1, 9)), {"type": "array", "items": DIGIT}),
        (MapOf(Text(), Whole(1, 9)), {"type": "object", "additionalProperties": DIGIT}),
        (
            Localized(60),
            {
                "anyOf": [
                    TEXT,
                    {
                        "type": "object",
                        "properties": {"zh-CN": TEXT, "en": TEXT},
                        "additionalProperties": False,
                        "minProperties": 1,
                    },
                ]
            },
        ),
    ],
)
def test_an_editor_is_told_what_may_be_written(type_: Type, schema: dict[str, Any]) -> None:
    assert type_.schema() == schema


@pytest.mark.parametrize(
    ("type_", "texts"),
    [
        (Whole(0, 99999), ["0", "007", "60", "-3", "60.5", "1,000", "six", " "]),
        (Share(), ["5 %", "5%", "12.5 %", "5", ". %", "5. %", ".5 %", "-5 %", "%"]),
        (TimeOfDay(), ["22:00", "8:00", "00:00", "23:59", "24:00", "12:60", "22", "22:0", "8:00:00"]),
        (Day(), ["2026-10-01", "2026/10/01", "20261001", "2026-W40-4", "26-10-01"]),
        (AccountId(), ["pigeon:ou_1", "wecom:a:b", "ou_1", ":ou_1", "pigeon:", "fei shu:ou_1", "部门:王芳"]),
        (Zone(), ["Asia/Shanghai", "UTC", "Etc/GMT+8", "America/Port-au-Prince"]),
    ],
)
def test_an_editor_underlines_what_the_product_would_refuse_and_nothing_else(
    type_: Scalar, texts: list[str]
) -> None:
    pattern = type_.schema()["pattern"]
    for text in texts:
        reading = Reading("f", [])
        type_.read(Node(Form.SCALAR, text), reading)
        assert (re.search(pattern, text) is None) == bool(reading.faults), text


@pytest.mark.parametrize(
    ("type_", "zh", "en"),
    [
        (Text(60), "文字（最多 60 字）", "text (at most 60 characters)"),
        (Choice(Week), "cn-standard、six-day、alternate-weeks、shift 之一", "one of: cn-standard, six-day, alternate-weeks, shift"),
        (Whole(1, 9), "1–9 的整数", "a whole number from 1 to 9"),
        (Whole(1, 9, both("天", "days")), "1–9 的整数（天）", "a whole number from 1 to 9 (days)"),
        (AccountId(), "账号，写作 平台:ID", "an account, as platform:id"),
        (Share(), "百分比，如 5 %", "a percentage from 0 % to 100 %, e.g. 5 %"),
        (Flag(), "true 或 false", "true or false"),
        (TimeOfDay(), "时刻，如 22:00", "a time of day, e.g. 22:00"),
        (Day(), "日期，如 2026-10-01", "a date, e.g. 2026-10-01"),
        (Zone(), "IANA 时区名，如 Asia/Shanghai", "an IANA time zone, e.g. Asia/Shanghai"),
        (ListOf(Flag()), "列表：true 或 false", "a list: true or false"),
        (MapOf(Text(), Flag()), "名称 → true 或 false", "name → true or false"),
        (Localized(), "文字，或按语言分别给出 {zh-CN: …, en: …}", "text, or one for each language {zh-CN: …, en: …}"),
        (INNER, "一组设置，见下", "settings, see below"),
        (Template(frozenset({"group", "by"}), Text()), "文字，可用 {by}, {group}", "text; it may use {by}, {group}"),
    ],
)  # fmt: skip
def test_a_table_says_in_both_languages_what_may_be_written(type_: Type, zh: str, en: str) -> None:
    assert type_.phrase() == {Lang.ZH: zh, Lang.EN: en}


@pytest.mark.parametrize(
    ("setting", "default"),
    [
        (Setting("k", Whole(1, 9), 5, NOTHING), "5"),
        (Setting("k", Flag(), default=False, doc=NOTHING), "false"),
        (Setting("k", Flag(), default=True, doc=NOTHING), "true"),
        (Setting("k", ListOf(Whole(1, 9)), (1, 2), NOTHING), "[1, 2]"),
        (Setting("k", MapOf(Text(), Flag()), {"a": True, "b": False}, NOTHING), "{a: true, b: false}"),
        (Setting("k", Localized(), both("群", "group"), NOTHING), "群"),
        (Setting("k", ListOf(Text()), (), NOTHING), None),
        (Setting("k", MapOf(Text(), Text()), {}, NOTHING), None),
        (Setting("k", Text(), None, NOTHING), None),
        (Setting("k", Text(), REQUIRED, NOTHING), None),
        (Setting("k", INNER, {"x": False}, NOTHING), None),
    ],
)
def test_a_table_shows_a_default_as_one_would_write_it_where_there_is_anything_to_show(
    setting: Setting, default: str | None
) -> None:
    assert row(setting).default == default


def test_a_list_of_records_shows_of_each_only_that_there_is_one() -> None:
    assert row(Setting("k", ListOf(INNER), ({"x": True}, {"x": False}), NOTHING)).default == "[…, …]"


def test_what_must_be_written_is_marked_in_the_table_and_in_the_schema() -> None:
    must, may = Setting("must", Text(), REQUIRED, NOTHING), Setting("may", Text(), "x", NOTHING)
    record = Record((may, must), dict)
    (section,) = sections(record)
    assert [(each.key, each.is_required) for each in section.rows] == [("may", False), ("must", True)]
    assert json_schema(record, "t")["required"] == ["must"]
    assert "required" not in json_schema(Record((may,), dict), "t")


@pytest.mark.parametrize(
    ("setting", "default"),
    [
        (Setting("k", Whole(1, 9), 5, NOTHING), 5),
        (Setting("k", Flag(), default=False, doc=NOTHING), False),
        (Setting("k", Share(), 0.05, NOTHING), "5 %"),
        (Setting("k", ListOf(Whole(1, 9)), (1, 2), NOTHING), [1, 2]),
        (Setting("k", MapOf(Text(), ListOf(Flag())), {"a": (True,)}, NOTHING), {"a": [True]}),
    ],
)
def test_the_schema_holds_a_default_as_json_has_it(setting: Setting, default: object) -> None:
    assert json_schema(Record((setting,), dict), "t")["properties"]["k"]["default"] == default


def test_what_holds_for_the_whole_company_is_said_to() -> None:
    setting = Setting("k", Flag(), default=False, doc=both("开关", "a switch"), everywhere=True)
    assert row(setting).doc == both("开关（全公司一致）", "a switch (the same for all groups)")
    assert row(setting._replace(everywhere=False)).doc == both("开关", "a switch")


def test_flags_and_nothing_are_published_as_they_were_written() -> None:
    node = from_json('{"a": true, "b": false, "c": null, "d": [1.50]}', "f")
    assert [value.text for _, value in node.entries] == ["true", "false", "", ""]
    assert from_json(to_json(node), "f") == node
