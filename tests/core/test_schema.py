"""What may be written for a setting, what it means, and what somebody reads who wrote something else."""

import json
from datetime import date, time
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.core.calendar.workdays import Week
from shared.core.errors import ConfigError
from shared.core.lang import Lang, both
from shared.core.schema.describe import json_schema, sections
from shared.core.schema.node import Form, Node, Reading, listed
from shared.core.schema.published import from_json, to_json
from shared.core.schema.scalars import AccountId, Choice, Day, Flag, Share, Text, TimeOfDay, Whole, Zone
from shared.core.schema.structures import REQUIRED, ListOf, Localized, MapOf, Record, Setting, Type, Wrong

NOTHING = both("", "")


class Read(NamedTuple):
    value: Any
    faults: list[str]


def read(type_: Type, json_text: str) -> Read:
    """Reads JSON as the nodes of a file: every scalar is text."""
    reading = Reading("f.yaml", [])
    value = type_.read(from_json(json_text, "f.yaml"), reading)
    return Read(value, [str(fault) for fault in reading.faults])


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        (Whole(1, 365), "60", 60),
        (Whole(0, 9), "0", 0),
        (Whole(1, 365), "007", 7),
        (Share(), "5 %", 0.05),
        (Share(), "5%", 0.05),
        (Share(), "12.5 %", 0.125),
        (Share(), "100 %", 1.0),
        (Flag(), "true", True),
        (Flag(), "false", False),
        (TimeOfDay(), "22:00", time(22)),
        (TimeOfDay(), "8:00", time(8)),
        (TimeOfDay(), "00:00", time(0)),
        (TimeOfDay(), "23:59", time(23, 59)),
        (Day(), "2028-02-29", date(2028, 2, 29)),
        (Choice(Week), "six-day", Week.SIX_DAYS),
        (Choice(("a", "b")), "a", "a"),
        (Text(), "off", "off"),
        (Text(), " 市场部 ", "市场部"),
        (Text(lines=True), "一\n二", "一\n二"),
        (Zone(), "Asia/Shanghai", "Asia/Shanghai"),
        (AccountId(), " pigeon:ou_1 ", "pigeon:ou_1"),
        (AccountId(), "wecom:a:b", "wecom:a:b"),
        (AccountId(), "slack:" + "U" * 134, "slack:" + "U" * 134),
    ],
)
def test_what_is_written_well_is_read(type_: Type, text: str, value: object) -> None:
    assert read(type_, f'"{text}"'.replace("\n", "\\n")) == Read(value, [])


@pytest.mark.parametrize(
    ("type_", "text", "reason", "remedy"),
    [
        (Whole(1, 365, both("天", "days")), "sixty", "not a whole number", "from 1 to 365 (days)"),
        (Whole(1, 365), "60.5", "not a whole number", "plain digits"),
        (Whole(1, 365), "-3", "not a whole number", "from 1 to 365"),
        (Whole(1, 9999), "1,000", "not a whole number", "plain digits"),
        (Whole(1, 365), "６０", "not a whole number", "plain digits"),
        (Whole(1, 365), "0", "out of bounds", "from 1 to 365"),
        (Whole(1, 365), "366", "out of bounds", "from 1 to 365"),
        (Whole(1, 365), "9" * 5000, "out of bounds", "from 1 to 365"),
        (Share(), "5", "not a percentage", "with its sign, e.g. 5 %"),
        (Share(), "0.05", "not a percentage", "5 %"),
        (Share(), "-5 %", "not a percentage", "5 %"),
        (Share(), ". %", "not a percentage", "5 %"),
        (Share(), "%", "not a percentage", "5 %"),
        (Share(), "100.5 %", "more than the whole", "0 % to 100 %"),
        (Flag(), "off", "neither true nor false", "Write false"),
        (Flag(), "Yes", "neither true nor false", "Write true"),
        (Flag(), "maybe", "neither true nor false", "true or false"),
        (TimeOfDay(), "24:00", "not on the clock", "00:00 for midnight"),
        (TimeOfDay(), "12:60", "not on the clock", "00:00 to 23:59"),
        (TimeOfDay(), "22", "not a time of day", "22:00"),
        (TimeOfDay(), "1320", "not a time of day", "22:00"),
        (TimeOfDay(), "22:0", "not a time of day", "22:00"),
        (TimeOfDay(), "22：00", "not a time of day", "22:00"),
        (TimeOfDay(), "10pm", "not a time of day", "22:00"),
        (TimeOfDay(), "8:00:00", "not a time of day", "22:00"),
        (Day(), "2026-02-29", "not in the calendar", "2026-10-01"),
        (Day(), "2026/10/01", "not a date", "2026-10-01"),
        (Day(), "20261001", "not a date", "2026-10-01"),
        (Day(), "2026-W40-4", "not a date", "2026-10-01"),
        (Choice(Week), "sixday", "not one of the choices", "Did you mean “six-day”?"),
        (Choice(Week), "SIX-DAY", "not one of the choices", "Did you mean “six-day”?"),
        (Choice(Week), "zzz", "not one of the choices", "Write one of: cn-standard, six-day"),
        (Text(3), "一二三四", "4 characters", "at most 3"),
        (AccountId(), "ou_1", "does not say on which platform", "as platform:id"),
        (AccountId(), ":ou_1", "does not say on which platform", "platform:id"),
        (AccountId(), "pigeon:", "does not say on which platform", "platform:id"),
        (AccountId(), "slack:" + "U" * 135, "141 characters", "at most 140"),
        (Text(), "一\\n二", "more than one line", "on one line"),
        (Text(), "市场\\u200b部", "invisible character (U+200B)", "anew"),
        (Text(), "a\\u202eb", "invisible character (U+202E)", "anew"),
        (Text(), "   ", "only spaces", "remove the line"),
        (Text(), "", "nothing is written", "remove the line"),
    ],
)
def test_what_is_written_badly_is_refused_with_what_to_do(
    type_: Type, text: str, reason: str, remedy: str
) -> None:
    value, faults = read(type_, f'"{text}"')
    assert value is None
    assert len(faults) == 1
    assert reason in faults[0]
    assert remedy in faults[0]


@pytest.mark.parametrize(
    ("type_", "json_text", "reason"),
    [
        (Whole(1, 9), "[1]", "a single value is wanted, this is a list"),
        (Text(), '{"a": "b"}', "a single value is wanted, this is a mapping"),
        (ListOf(Text()), '"a"', "a list is wanted, “a” is not one"),
        (ListOf(Text()), "null", "a list is wanted, nothing is written here"),
        (ListOf(Text()), "{}", "a list is wanted, this is a mapping"),
        (MapOf(Text(), Text()), "[]", "a mapping is wanted, this is a list"),
    ],
)
def test_the_wrong_shape_is_named(type_: Type, json_text: str, reason: str) -> None:
    assert reason in read(type_, json_text).faults[0]


def test_a_long_or_hostile_value_is_shortened_and_made_harmless_in_the_fault() -> None:
    fault = read(Whole(1, 9), '"' + "x" * 900 + '\\u001b[31m\\u202e"').faults[0]
    assert len(fault) < 200
    assert "\x1b" not in fault
    assert "\u202e" not in fault


@given(st.times().map(lambda moment: moment.replace(second=0, microsecond=0)))
def test_every_time_is_read_as_it_is_shown(moment: time) -> None:
    assert TimeOfDay().parse(TimeOfDay().show(moment)) == moment


@given(st.integers(0, 1000).map(lambda number: number / 1000))
def test_every_share_is_read_as_it_is_shown(share: float) -> None:
    assert Share().parse(Share().show(share)) == pytest.approx(share)


@given(st.dates())
def test_every_date_is_read_as_it_is_shown(day: date) -> None:
    assert Day().parse(Day().show(day)) == day


@given(st.text())
def test_no_text_breaks_a_type(text: str) -> None:
    for type_ in (Whole(1, 9), Share(), Flag(), TimeOfDay(), Day(), Choice(Week), Text(), Zone()):
        reading = Reading("f", [])
        value = type_.read(Node(Form.SCALAR, text), reading)
        assert (value is None) == bool(reading.faults)


def test_a_list_is_a_tuple_and_refuses_what_is_there_twice() -> None:
    assert read(ListOf(Text()), '["a", "b"]').value == ("a", "b")
    assert "[3]: “a” is listed twice" in read(ListOf(Text()), '["a", "b", "a"]').faults[0]


def test_a_map_names_the_key_under_which_something_is_wrong() -> None:
    assert read(MapOf(Text(), Whole(1, 9)), '{"a": "1"}').value == {"a": 1}
    assert "f.yaml: a: “x” is not a whole number" in read(MapOf(Text(), Whole(1, 9)), '{"a": "x"}').faults[0]


@pytest.mark.parametrize(
    ("json_text", "zh", "en"),
    [
        ('"群公告"', "群公告", "群公告"),
        ('{"zh-CN": "群公告", "en": "notice"}', "群公告", "notice"),
        ('{"en": "notice"}', "notice", "notice"),
    ],
)
def test_words_in_one_language_stand_for_both(json_text: str, zh: str, en: str) -> None:
    assert read(Localized(), json_text) == Read({Lang.ZH: zh, Lang.EN: en}, [])


def test_words_need_at_least_one_language() -> None:
    assert "nothing is written" in read(Localized(), "{}").faults[0]
    assert "“fr” is not a key here" in read(Localized(), '{"fr": "avis"}').faults[0]


class Pair(NamedTuple):
    low: int
    high: int


def _ordered(pair: Pair) -> list[Wrong]:
    return [] if pair.low < pair.high else [Wrong("high", "high is not above low", "Write more")]


PAIR = Record(
    (
        Setting("low", Whole(0, 99), 1, NOTHING),
        Setting("high", Whole(0, 99), REQUIRED, NOTHING),
    ),
    Pair,
    (_ordered,),
)


def test_a_record_takes_defaults_for_what_is_left_out_or_empty() -> None:
    assert read(PAIR, '{"high": "5"}') == Read(Pair(1, 5), [])
    assert read(PAIR, '{"low": null, "high": 5}') == Read(Pair(1, 5), [])


def test_a_record_names_what_is_missing_and_what_it_does_not_know() -> None:
    value, faults = read(PAIR, '{"lo": "3", "zebra": "1"}')
    assert value is None
    assert [fault.split(": ", 1)[1] for fault in faults] == [
        "“high” is missing. Write `high: …`, a whole number from 0 to 99",
        "“lo” is not a key here. Did you mean “low”?",
        "“zebra” is not a key here. Keys here: low, high",
    ]


def test_a_rule_of_a_record_is_asked_only_when_its_parts_are_well_formed() -> None:
    assert "high: high is not above low" in read(PAIR, '{"low": 5, "high": 5}').faults[0]
    assert len(read(PAIR, '{"low": 5, "high": "x"}').faults) == 1


def test_a_file_of_another_kind_is_not_answered_key_by_key() -> None:
    keys = ", ".join(f'"key{number}": 1' for number in range(500))
    faults = read(PAIR, "{" + keys + "}").faults
    assert len(faults) < 30
    assert "480 more keys do not belong here" in faults[-1]


@pytest.mark.parametrize(("known", "said"), [(20, "k18, k19"), (21, "k18, k19 and 1 more"), (1, "k0")])
def test_a_list_of_known_words_is_cut_at_twenty_and_says_how_many_there_are_beside(
    known: int, said: str
) -> None:
    words = listed(f"k{number}" for number in range(known))
    assert words.endswith(said)
    assert (
        f"Write one of: {words}" in read(Choice([f"k{number}" for number in range(known)]), '"zzz"').faults[0]
    )


@pytest.mark.parametrize("number", [1, 20, 21, 22])
def test_twenty_strange_keys_are_named_and_the_others_counted(number: int) -> None:
    keys = ", ".join(f'"key{place}": 1' for place in range(number))
    faults = read(PAIR, '{"high": 5, ' + keys + "}").faults
    counted = [fault for fault in faults if "more keys do not belong here" in fault]
    assert len(faults) - len(counted) == min(number, 20)
    assert [fault.split()[1] for fault in counted] == ([str(number - 20)] if number > 20 else [])


json_values = st.recursive(
    st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(json_values)
def test_what_is_published_is_read_back_as_it_was_written(value: object) -> None:
    node = from_json(json.dumps(value), "f")
    assert from_json(to_json(node), "f") == node


def test_published_numbers_keep_their_digits() -> None:
    assert from_json("1.20", "f").text == "1.20"


def test_what_is_published_and_is_not_json_is_an_error_of_configuration() -> None:
    with pytest.raises(ConfigError, match="f:2: this is not JSON"):
        from_json('{\n"a": ', "f")


def test_the_json_schema_says_what_the_record_says() -> None:
    schema = json_schema(PAIR, "a pair")
    assert schema["required"] == ["high"]
    assert schema["additionalProperties"] is False
    assert set(schema["properties"]) == {"low", "high"}
    assert schema["properties"]["low"]["default"] == 1


def test_a_record_inside_lists_and_maps_gets_a_section_with_its_path() -> None:
    inner = Record((Setting("x", Flag(), default=False, doc=NOTHING),), dict)
    outer = Record((Setting("things", MapOf(Text(), ListOf(inner)), {}, NOTHING),), dict)
    assert [section.path for section in sections(outer)] == ["", "things.<name>[]"]
