"""The templates of sheets: they offer what the reader knows, under its own words, and are read as they were filled in."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from shared.adapters.files.employment import EMPLOYMENT, employment_of
from shared.adapters.files.people_sheet import read_people_sheet
from shared.adapters.files.sheet_group import KINDS as GROUP_KINDS
from shared.adapters.files.sheet_group import STATUSES
from shared.adapters.files.sheet_header import GROUPS, meaning_of
from shared.adapters.files.template import KINDS, template
from shared.adapters.files.template_explained import example_rows
from shared.adapters.files.template_groups import words_of
from shared.adapters.files.template_kind import Form, Kind, Need
from shared.adapters.im.vendors import VENDORS
from shared.cli.register_template import KINDS as OFFERED
from shared.core.errors import BadInput
from shared.core.lang import Lang
from tests.adapters.files.reading import read

EVERY = [pytest.param(kind, lang, id=f"{kind.id}-{lang}") for kind in KINDS.values() for lang in Lang]
GROUPS_KIND, PEOPLE_KIND = KINDS["groups"], KINDS["people"]


def opened(kind: Kind, lang: Lang, *departments: str) -> Any:
    return load_workbook(io.BytesIO(template(kind, lang, departments)))


def titles(book: Any) -> list[str]:
    return [cell.value for cell in book.worksheets[0][1]]


def filled(path: Path, kind: Kind, lang: Lang, rows: Iterator[list[object]]) -> Path:
    """The template with these rows on its first sheet, as somebody types them below the header."""
    book = opened(kind, lang)
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            book.worksheets[0].cell(number, place, value)
    book.save(path)
    return path


@pytest.mark.parametrize(("kind", "lang"), EVERY)
def test_a_template_offers_every_column_that_the_reader_knows_once_under_a_name_it_takes(
    kind: Kind, lang: Lang
) -> None:
    meanings = [meaning_of(title, kind.known) for title in titles(opened(kind, lang))]
    assert sorted(map(str, meanings)) == sorted(kind.known.columns)


@pytest.mark.parametrize(("kind", "lang"), EVERY)
def test_every_column_says_what_to_write_in_both_languages(kind: Kind, lang: Lang) -> None:
    assert all(set(column.how) == set(Lang) and all(column.how.values()) for column in kind.columns)
    book = opened(kind, lang)
    explained = [row[0].value for row in book.worksheets[1].iter_rows() if row[2].value]
    assert explained[1:] == titles(book)
    assert [cell.comment.text for cell in book.worksheets[0][1]] == [
        column.how[lang] for column in kind.columns
    ]


@pytest.mark.parametrize("lang", Lang)
def test_the_register_of_groups_filled_in_as_its_examples_is_read_without_a_fault(
    tmp_path: Path, lang: Lang
) -> None:
    facts = read(filled(tmp_path / "a.xlsx", GROUPS_KIND, lang, example_rows(GROUPS_KIND, lang)))
    assert facts.faults == []
    assert len(facts.groups) == len(GROUPS_KIND.examples) == 3
    first, second, third = facts.groups
    assert first.platform == VENDORS[-1].id
    assert [bool(one.owner and one.owner.value) for one in facts.groups] == [True, True, False]
    assert (first.created and first.created.value) == datetime(2026, 1, 11, 16, tzinfo=UTC)
    assert (first.size and first.size.value, second.external and second.external.value) == (23, True)
    assert second.owner
    assert str(second.owner.value).endswith(":01002"), "leading zeros survive"
    assert third.status
    assert third.status.value == "dissolved"


@pytest.mark.parametrize("lang", Lang)
def test_the_people_sheet_filled_in_as_its_examples_is_read_without_a_fault_or_remark(
    tmp_path: Path, lang: Lang
) -> None:
    path = filled(tmp_path / "a.xlsx", PEOPLE_KIND, lang, example_rows(PEOPLE_KIND, lang))
    found = read_people_sheet(path)
    assert (found.faults, found.remarks) == ([], [])
    wang, li, chen = found.people
    assert (wang.number, wang.level, wang.delegate) == ("01001", 5, li.accounts[0])
    assert (len(li.accounts), li.delegate) == (2, wang.accounts[0])
    assert chen.leaving_on == date(2026, 12, 31)


@pytest.mark.parametrize(("kind", "lang"), EVERY)
def test_the_examples_use_most_columns_and_only_those_there_are(kind: Kind, lang: Lang) -> None:
    used = {meaning for example in kind.examples for meaning in example}
    assert used <= {column.meaning for column in kind.columns}
    needed = {column.meaning for column in kind.columns if column.need is Need.NEEDED}
    assert needed <= used
    assert {cell.value for cell in opened(kind, lang).worksheets[2][4] if cell.value} != set()


@pytest.mark.parametrize("lang", Lang)
def test_an_empty_template_lists_nothing_and_its_explanations_and_examples_are_never_taken_for_data(
    tmp_path: Path, lang: Lang
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(template(GROUPS_KIND, lang))
    with pytest.raises(BadInput, match="holds no group"):
        read(path)
    path.write_bytes(template(PEOPLE_KIND, lang))
    with pytest.raises(BadInput, match="names nobody"):
        read_people_sheet(path)


def test_a_sheet_called_like_the_explanations_is_read_where_there_is_no_other(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "示例"
    for row in (["群名称", "平台"], ["市场部-推广组", "x"]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    assert len(read(tmp_path / "a.xlsx").groups) == 1


def test_every_word_that_can_be_picked_is_read_as_what_it_stands_for() -> None:
    for lang in Lang:
        assert [employment_of(word) for word in words_of(EMPLOYMENT).words[lang]] == list(EMPLOYMENT)
        for word, kind in zip(words_of(GROUP_KINDS).words[lang], GROUP_KINDS, strict=True):
            assert word in {kind.value, *GROUP_KINDS[kind]}
        for word, status in zip(words_of(STATUSES).words[lang], STATUSES, strict=True):
            assert word in {status.value, *STATUSES[status]}


@pytest.mark.parametrize("lang", Lang)
def test_every_choice_is_read_without_a_fault(tmp_path: Path, lang: Lang) -> None:
    """Of each column, one row for each word."""
    for column in (column for column in GROUPS_KIND.columns if column.choice):
        assert column.choice
        places = {one.meaning: place for place, one in enumerate(GROUPS_KIND.columns)}
        rows = []
        for number, word in enumerate(column.choice.words[lang]):
            row: list[object] = [None] * len(places)
            row[places["name"]], row[places[column.meaning]] = f"群{number}", word
            rows.append(row)
        facts = read(filled(tmp_path / f"{column.meaning}.xlsx", GROUPS_KIND, lang, iter(rows)))
        assert (facts.faults, len(facts.groups)) == ([], len(rows))


@pytest.mark.parametrize(("kind", "lang"), EVERY)
def test_texts_are_kept_as_texts_dates_as_dates_and_the_header_stays_in_sight(kind: Kind, lang: Lang) -> None:
    sheet = opened(kind, lang).worksheets[0]
    assert sheet.freeze_panes == "A2"
    for place, column in enumerate(kind.columns, 1):
        cell = sheet.cell(1, place)
        width = sheet.column_dimensions[cell.column_letter].width
        assert (
            sheet.column_dimensions[cell.column_letter].number_format
            == {
                Form.TEXT: "@",
                Form.DATE: "yyyy-mm-dd",
                Form.NUMBER: "0",
            }[column.form]
        )
        assert cell.font.bold
        assert width >= sum(2 if ord(char) > 0x2E7F else 1 for char in cell.value)


def picked(book: Any, column: str) -> tuple[list[str], Any]:
    """What the choice of this column of the first sheet offers, and its rule."""
    sheet = book.worksheets[0]
    (letter,) = [cell.column_letter for cell in sheet[1] if meaning_of(cell.value, GROUPS) == column]
    (rule,) = [rule for rule in sheet.data_validations.dataValidation if f"{letter}2" in rule.sqref]
    title, cells = rule.formula1.rsplit("!", 1)
    return [cell.value for (cell,) in book[title.strip("'")][cells.replace("$", "")]], rule


def test_what_can_be_picked_stands_on_a_hidden_sheet_with_the_policy_s_departments() -> None:
    book = opened(GROUPS_KIND, Lang.ZH, "市场部", "=技术部", "财务部")
    assert picked(book, "external")[0] == ["是", "否"]
    assert picked(book, "external")[1].errorStyle in {None, "stop"}
    assert picked(book, "platform")[0] == [vendor.name[Lang.ZH] for vendor in VENDORS]
    assert picked(book, "platform")[1].errorStyle == "warning"
    assert picked(book, "department")[0] == ["市场部", "=技术部", "财务部"]
    assert not picked(book, "announcement")[1].showErrorMessage
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "visible", "visible", "hidden"]
    assert all(
        cell.data_type != "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
    )


def test_without_a_policy_departments_are_written_freely() -> None:
    with pytest.raises(ValueError, match="unpack"):
        picked(opened(GROUPS_KIND, Lang.ZH), "department")


@pytest.mark.parametrize("lang", Lang)
def test_what_is_never_to_be_written_there_is_said(lang: Lang) -> None:
    for kind, words in ((GROUPS_KIND, ("手机号", "成员名单", "原因")), (PEOPLE_KIND, ("手机号", "原因"))):
        said = "\n".join(line[Lang.ZH] for line in kind.intro)
        assert all(word in said for word in words)
        shown = [str(row[0].value) for row in opened(kind, lang).worksheets[1].iter_rows(max_row=7)]
        assert [line for line in shown if line.lstrip("· ") in {one[lang] for one in kind.intro}]


def test_a_last_day_is_entered_only_once_the_person_knows() -> None:
    (column,) = [column for column in PEOPLE_KIND.columns if column.meaning == "leaving_on"]
    assert "本人已经知道了才填" in column.how[Lang.ZH]
    assert "Only once they know" in column.how[Lang.EN]


def test_the_command_offers_the_kinds_that_there_are() -> None:
    assert {kind: KINDS[kind].title for kind in KINDS} == OFFERED
