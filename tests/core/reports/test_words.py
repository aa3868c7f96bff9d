"""Everything is said in both languages, and nothing from outside becomes a template."""

import ast
import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from string import Formatter

import pytest

from shared.core.findings.survey import Coverage
from shared.core.judgement import Level, Outcome
from shared.core.lang import Bilingual, Lang
from shared.core.model import Group
from shared.core.recipient import Role
from shared.core.reports import strings, terms
from shared.core.reports.words import Num, moment, say, term

EVERYTHING = {**strings.STRINGS, **terms.TERMS}
REPORTS = Path(strings.__file__).parent
NO_FACTS = {"platform", "id", "waivers", "handover"}


@pytest.mark.parametrize("key", EVERYTHING)
def test_every_string_is_there_in_every_language_with_the_same_fields(key: str) -> None:
    said = EVERYTHING[key]
    assert set(said) == set(Lang)
    assert all(said[lang].strip() for lang in Lang)
    zh, en = (_fields(said[lang]) for lang in (Lang.ZH, Lang.EN))
    assert zh == en


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("key", EVERYTHING)
def test_nothing_sounds_like_a_verdict_or_shouts(key: str) -> None:
    assert not re.search(r"违规|处罚|逾期|违反|！|!|violation", "".join(EVERYTHING[key].values()))


@pytest.mark.parametrize("key", strings.STRINGS)
def test_chinese_is_chinese_and_english_is_english(key: str) -> None:
    said: Bilingual = strings.STRINGS[key]
    assert re.search(r"[\u4e00-\u9fff]", said[Lang.ZH]) or not said[Lang.ZH].strip("{}name")
    assert not re.search(r"[\u4e00-\u9fff]", said[Lang.EN])


def test_no_string_lies_about_unused() -> None:
    code = [ast.parse(path.read_text("utf-8")) for path in REPORTS.glob("*.py") if path.name != "strings.py"]
    literals = {
        node.value
        for tree in code
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    composed = {f"tile_{kind}" for kind in ("groups", "fine", "duty", "advice", "hidden")}
    composed |= {key for level in Level for key in (f"no_{level}", f"{level}_caption")}
    assert set(strings.STRINGS) <= literals | composed


@pytest.mark.parametrize(
    "name",
    [f"fact.{field}" for field in Group._fields if field not in NO_FACTS] + [f"role.{role}" for role in Role],
)
def test_every_word_of_the_model_has_its_translation(name: str) -> None:
    assert name in terms.TERMS


def test_the_charts_name_what_a_survey_counts() -> None:
    assert {*Coverage._fields[1:], *Level, *set(Outcome) - {Outcome.VIOLATION}} <= set(strings.STRINGS)


def test_a_word_that_nobody_translated_stands_for_itself_harmlessly() -> None:
    assert term("note", "new\x1b[31m_note") == {Lang.ZH: "new_note", Lang.EN: "new_note"}


@pytest.mark.parametrize(("number", "said"), [(1, "1 group"), (0, "0 groups"), (1234, "1,234 groups")])
def test_english_numbers_have_a_plural(number: int, said: str) -> None:
    assert f"{Num(number):group}" == said


def test_irregular_plurals_are_spelled_out() -> None:
    assert f"{Num(1):person|people} {Num(2):person|people}" == "1 person 2 people"


def test_a_name_with_braces_is_text_and_not_a_template() -> None:
    assert say("to_role", Lang.EN, role="{n} {role.__class__}") == "to {n} {role.__class__}"


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        (datetime(2026, 11, 23, 9, 5, tzinfo=timezone(timedelta(hours=8))), "2026-11-23 Mon 09:05 (UTC+8)"),
        (datetime(2026, 11, 22, 0, 0, tzinfo=UTC), "2026-11-22 Sun 00:00 (UTC)"),
        (
            datetime(2026, 1, 1, 12, 0, tzinfo=timezone(timedelta(hours=-3, minutes=-30))),
            "2026-01-01 Thu 12:00 (UTC-3:30)",
        ),
    ],
)
def test_a_moment_names_its_distance_from_utc(when: datetime, shown: str) -> None:
    assert moment(when, Lang.EN) == shown
