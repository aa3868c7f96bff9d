"""Columns line up by what the eye sees, not by counting characters."""

import pytest

from shared.core.reports.columns import clip, pad, shares, table, width_of, wrap


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("市场部", 6),
        ("ｆｕｌｌ", 8),
        ("e\u0301", 1),
        ("🎨", 2),
        ("❤\ufe0f", 2),
        ("🎨\ufe0f", 2),
        ("Ⅳ·…", 3),
        ("", 0),
    ],
)
def test_a_chinese_character_takes_two_columns_and_an_accent_none(text: str, columns: int) -> None:
    assert width_of(text) == columns


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("市场部", 6, "市场部"),
        ("市场部", 5, "市场…"),
        ("市场部", 4, "市…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
        ("a b", 2, "a…"),
    ],
)
def test_what_does_not_fit_ends_in_an_ellipsis_and_never_takes_more_room(
    text: str, room: int, shown: str
) -> None:
    assert clip(text, room) == shown
    assert width_of(shown) <= room


@pytest.mark.parametrize("text", ["市场部", "abc", "一二三四五六七八", "👨👩", "x" * 50])
@pytest.mark.parametrize("right", [False, True])
def test_a_padded_cell_is_always_as_wide_as_its_column(*, text: str, right: bool) -> None:
    assert width_of(pad(text, 9, right=right)) == 9


def test_the_rows_of_a_table_end_in_the_same_column_and_the_first_column_gives_way() -> None:
    lines = table(
        [["", "正常", "n"], ["一个很长很长的检查名称" * 3, "1", "22"], ["short", "1,000", "3"]], room=40
    )
    assert {width_of(line) for line in lines} == {40}


def test_the_first_column_of_a_table_stands_at_the_left_and_the_others_at_the_right() -> None:
    assert table([["", "n"], ["群名", "1"], ["ok", "1,000"]], room=40) == [
        "          n",
        "群名      1",
        "ok    1,000",
    ]


@pytest.mark.parametrize("width", [4, 10, 17, 40])
@pytest.mark.parametrize(
    "text",
    [
        "草稿已替您拟好，补〔 〕处即可，方便时在 12 月 3 日前发布就行。",
        "a word and another-very-long-one here",
        "x" * 90,
    ],
)
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(0 < width_of(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_line_never_begins_with_a_full_stop_nor_ends_with_an_opening_bracket() -> None:
    text = "一二三四五六七八。（九十）一二三「四五」六七八，九十"
    lines = [line for width in range(8, 24) for line in wrap(text, width)]
    assert not any(line[0] in "。，）」" or line[-1] in "（「" for line in lines)


def test_words_are_not_torn_apart_where_they_fit_on_a_line() -> None:
    assert wrap("please check the announcement", 14) == ["please check", "the", "announcement"]


def test_line_breaks_of_the_text_stay() -> None:
    assert wrap("目的：推广\n\n成员：市场部", 20) == ["目的：推广", "", "成员：市场部"]


@pytest.mark.parametrize(
    ("values", "cells"),
    [((1, 1), [5, 5]), ((0, 0), [0, 0]), ((1000, 1), [9, 1]), ((1, 1, 1), [4, 3, 3]), ((0, 7), [0, 10])],
)
def test_a_bar_is_divided_like_its_values_and_the_smallest_still_shows(
    values: tuple[int, ...], cells: list[int]
) -> None:
    assert shares(values, 10) == cells
