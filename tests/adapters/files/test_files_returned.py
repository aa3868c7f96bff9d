"""A sheet that comes back: every row that cannot be taken says what to change, all else is as it was, and the copy can be registered."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill

from shared.adapters.files.people_sheet import read_people_sheet
from shared.adapters.files.returned import copy_beside, returned
from shared.app.ports.ports import MarkedSheet
from shared.core.errors import BadInput, Fault
from tests.adapters.files.reading import read

HEAD = ("群名称", "群类型", "群主", "群主工号", "人数", "是否外部群", "创建时间", "状态", "豁免")
RIGHT = ("市场部-推广组", "项目", "王芳", "0012", 23, "否", date(2026, 1, 12), "正常", None)
NOTES = "需要修改的地方"


def book(path: Path, *sheets: Sequence[Sequence[Any]]) -> Path:
    made = Workbook()
    made.remove(made.worksheets[0])
    for number, rows in enumerate(sheets, 1):
        page = made.create_sheet(f"表{number}")
        for row in rows:
            page.append(list(row))
    made.save(path)
    return path


def text(path: Path, content: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(content.encode(encoding))
    return path


def copy_of(path: Path, *refused: Fault) -> tuple[Any, MarkedSheet]:
    marked = returned(path, refused)
    assert marked is not None
    return load_workbook(io.BytesIO(marked.data)), marked


def notes(sheet: Any) -> dict[int, str]:
    """What its last column says, by row; the heading without its asides."""
    (header,) = [
        (cell.row, cell.column)
        for row in sheet.iter_rows(max_row=20)
        for cell in row
        if str(cell.value).startswith((NOTES, "what to change"))
    ]
    cells = (sheet.cell(number, header[1]) for number in range(header[0] + 1, sheet.max_row + 1))
    return {cell.row: cell.value for cell in cells if cell.value}


def with_cell(title: str, value: Any) -> list[Any]:
    return [value if title == name else cell for name, cell in zip(HEAD, RIGHT, strict=True)]


WRONG_GROUPS: list[tuple[str, Any, str]] = [
    ("群类型", "快乐", "「群类型」写的是“快乐”，不是群的类型，请写其中一个：全员、部门、项目"),
    ("群主", "王芳、李强", "「群主」写了 2 位，请只写一位"),
    ("群主工号", 1234567890123456789, "「群主工号」是长数字，被表格软件改成了近似值"),
    ("群主工号", date(2026, 1, 12), "「群主工号」被表格软件变成了日期"),
    ("人数", "很多", "「人数」写的是“很多”，请写数字，如 12"),
    ("是否外部群", "也许", "「是否外部群」写的是“也许”，请写 是 或 否"),
    ("创建时间", "上周", "「创建时间」写的是“上周”，不是日期，请写成 2026-04-16"),
    ("状态", "还行", "「状态」写的是“还行”，请写 正常 或 已解散"),
    ("豁免", "missing_anouncement", "「豁免」写的是“missing_anouncement”，像检查项的名字"),
    ("用途", "#REF!", "「用途」的公式出错了（#REF!）"),
    ("用途", "=A1", "「用途」的公式没有保存结果，请直接写内容"),
]


@pytest.mark.parametrize(("title", "value", "said"), WRONG_GROUPS, ids=lambda one: str(one)[:20])
def test_a_row_says_in_plain_words_which_column_why_and_what_to_write(
    tmp_path: Path, title: str, value: Any, said: str
) -> None:
    head = (*HEAD, "用途") if title not in HEAD else HEAD
    row = [*with_cell(title, value), *([value] if title not in HEAD else [])]
    made, marked = copy_of(book(tmp_path / "a.xlsx", [head, row, ["采购-供应商", "外部"]]))
    assert marked.rows == 1
    found = notes(made.worksheets[0])
    assert list(found) == [2]
    assert found[2].startswith(said)
    assert not re.search(r"[a-z]{3,} [a-z]{2,}", found[2]), "nothing of it is English"


WRONG_PEOPLE: list[tuple[dict[str, str], str]] = [
    ({"代理人": "赵敏"}, "「代理人」写的是“赵敏”，名册里找不到这样一位在职的同事"),
    ({"代理人": "李强"}, "「代理人」写的是“李强”，可能是第 3、4 行中的任何一位"),
    ({"代理人": "王芳"}, "「代理人」写的是“王芳”，是这一行自己"),
    ({"代理人": "何静"}, "「代理人」写的是“何静”，在第 5 行，但没有账号"),
    ({"在职状态": "放假"}, "「在职状态」写的是“放假”，请写 在职、离职 或 停用"),
    ({"离职日期": "下周"}, "「离职日期」不是日期，请写成 2026-04-16"),
    ({"工号": "1.2E+18"}, "「工号」是长数字"),
    ({"部门": "长" * 201}, "「部门」超过 200 个字"),
    ({"钉钉": "l1"}, "账号“dingtalk:l1”在第 2 行已经有了"),
    ({"钉钉": "slack：U1"}, "「钉钉」写的是“slack:U1”，是别的平台的账号"),
    ({"钉钉": "x" * 300}, "「钉钉」太长，请只写账号"),
    ({"钉钉": "、".join(f"n{number}" for number in range(21))}, "这一行有 21 个账号"),
]


@pytest.mark.parametrize(("cells", "said"), WRONG_PEOPLE, ids=lambda one: str(one)[:24])
def test_a_person_s_row_says_it_too(tmp_path: Path, cells: dict[str, str], said: str) -> None:
    head = ("姓名", "钉钉", "工号", "部门", "代理人", "在职状态", "离职日期")
    row = {"姓名": "王芳", "钉钉": "w1", **cells}
    rows = [
        head,
        [row.get(title) for title in head],
        ["李强", "l1"],
        ["李强", "l2"],
        ["何静", None],
    ]
    made, _ = copy_of(book(tmp_path / "people.xlsx", rows))
    found = notes(made.worksheets[0])
    assert said in "\n".join(found.values())
    assert not re.search(r"[a-z]{3,} [a-z]{2,}", "".join(found.values()))


def test_all_that_is_wrong_with_a_row_is_numbered(tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", "群名称,群类型,人数\n市场部-推广组,快乐,很多\n")
    found = notes(copy_of(path)[0].worksheets[0])
    assert [line[:8] for line in found[2].split("\n")] == ["1. 「群类型」", "2. 「人数」写"]


def test_all_else_is_as_it_was_and_rows_of_other_sheets_stay(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        [["2026 年群台账"], HEAD, RIGHT, with_cell("人数", "很多"), [], ["合计", None, None, None, 23]],
        [["姓名表"], ["=A1", "王芳"]],
        [HEAD, with_cell("群名称", "技术部-值班群")],
    )
    before = load_workbook(path)
    sheet = before["表1"]
    sheet["A4"].value, sheet["A4"].font, sheet["A4"].fill = (
        "采购-供应商",
        Font(bold=True),
        PatternFill("solid", "FF00FF"),
    )
    sheet["D4"].number_format, sheet.column_dimensions["A"].width = "@", 33
    before["表2"].sheet_state = "hidden"
    before.save(path)
    made, _ = copy_of(path)
    assert made.sheetnames == before.sheetnames
    for page in before.worksheets:
        for row in page.iter_rows():
            for cell in row:
                same = made[page.title][cell.coordinate]
                assert (same.value, same.number_format, same.data_type) == (
                    cell.value,
                    cell.number_format,
                    cell.data_type,
                )
                assert (same.font.b, same.fill.start_color.rgb) == (cell.font.b, cell.fill.start_color.rgb)
    assert made["表1"].column_dimensions["A"].width == 33
    assert (made["表2"].sheet_state, made["表2"].max_column, made["表3"].max_column) == (
        "hidden",
        2,
        len(HEAD),
    )
    assert notes(made["表1"]).keys() == {4}


def test_the_corrected_copy_is_read_as_any_sheet_and_the_added_column_is_left_out(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [HEAD, RIGHT, with_cell("人数", "很多")])
    made, _ = copy_of(path)
    made.worksheets[0]["A3"], made.worksheets[0]["E3"] = "采购-供应商", 8
    made.save(tmp_path / "b.xlsx")
    facts = read(tmp_path / "b.xlsx")
    assert facts.faults == []
    assert [group.size.value for group in facts.groups if group.size] == [23, 8]


def test_the_corrected_copy_of_a_people_sheet_is_read_too(tmp_path: Path) -> None:
    path = text(tmp_path / "p.csv", "姓名,工号,钉钉,在职状态\n王芳,0012,w1,放假\n李强,0013,l1,\n")
    made, _ = copy_of(path)
    made.worksheets[0]["D2"] = "在职"
    made.save(tmp_path / "b.xlsx")
    found = read_people_sheet(tmp_path / "b.xlsx")
    assert (found.faults, found.remarks) == ([], [])
    assert [person.number for person in found.people] == ["0012", "0013"]


def test_the_copy_opens_at_what_is_to_be_changed_with_that_sheet_alone_selected(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [["目录"]], [HEAD, RIGHT], [HEAD, with_cell("人数", "多")])
    made = load_workbook(path)
    made["表3"]["A2"] = "采购-供应商"
    made.save(path)
    copy, _ = copy_of(path)
    assert copy.active.title == "表3"
    assert [bool(sheet.sheet_view.tabSelected) for sheet in copy.worksheets] == [False, False, True]


def test_every_wrong_row_is_marked_however_many_there_are_of_a_kind(tmp_path: Path) -> None:
    rows = [[f"群{number}", "快乐"] for number in range(150)]
    made, marked = copy_of(book(tmp_path / "a.xlsx", [("群名称", "群类型"), *rows]))
    assert marked.rows == len(notes(made.worksheets[0])) == 150
    heading = made.worksheets[0]["C1"].value
    assert heading == f"{NOTES}\n(150 行：第 2、3、4、5、6、7、8、9、10、11、12、13 等 行)"


def test_rows_of_one_group_are_marked_beside_what_else_is_wrong(tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", "群名称,群类型\n推广组,项目\n值班群,快乐\n推广组,项目\n")
    found = notes(copy_of(path)[0].worksheets[0])
    assert found.keys() == {3, 4}
    assert found[4].startswith("和第 2 行是同一个群，请只留一行")


def test_what_is_about_the_whole_sheet_stands_in_the_heading_and_is_not_read(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [("群名称", "群类型", "鞋码(cm)"), ("推广组", "快乐", "40")])
    made, _ = copy_of(path)
    heading = made.worksheets[0]["D1"].value
    assert (
        heading == f"{NOTES}\n(1 行：第 2 行)\n(「鞋码〔cm〕」这一栏不认识，请改成认识的名称，或删去这一栏。)"
    )
    made.save(tmp_path / "b.xlsx")
    assert [
        fault.reason for fault in read(tmp_path / "b.xlsx").faults if "unknown column" in fault.reason
    ] == ["unknown column “鞋码(cm)”, filled in 1 row"]


def test_a_sheet_in_english_is_told_in_english(tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", "name,size\nMarketing-launches,many\n")
    sheet = copy_of(path)[0].worksheets[0]
    assert sheet["C1"].value == "what to change\n(1 rows: 2)"
    assert notes(sheet) == {2: "“size” is “many”, not a number. Write a number like 12."}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_text_file_comes_back_as_a_workbook_of_texts_whatever_it_was_written_in(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    rows = [
        ["群名称", "群ID", "备注", "人数"],
        ["推广组", "0012", '"两\n行"', "多"],
        [],
        ["值班群", '"=""007"""', "20260112345678901234", "5"],
        ["会议群", "3", "", "少"],
    ]
    content = "\n".join(delimiter.join(row) for row in rows)
    sheet = copy_of(text(tmp_path / "台账.csv", content, encoding))[0].worksheets[0]
    assert sheet.title == "台账"
    assert [[cell.value for cell in row][:4] for row in sheet.iter_rows()] == [
        ["群名称", "群ID", "备注", "人数"],
        ["推广组", "0012", "两\n行", "多"],
        [None, None, None, None],
        ["值班群", "007", "20260112345678901234", "5"],
        ["会议群", "3", None, "少"],
    ]
    assert {cell.number_format for row in sheet.iter_rows(max_col=4) for cell in row if cell.value} == {"@"}
    assert notes(sheet).keys() == {2, 5}


DANGEROUS = ["=1+1", '=HYPERLINK("http://x","y")', "+49", "-2+3", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("value", DANGEROUS)
def test_no_cell_is_a_formula_whatever_it_begins_with(tmp_path: Path, value: str) -> None:
    for path in (
        text(tmp_path / "a.csv", f'群名称,备注,人数\n"{value.replace(chr(34), chr(34) * 2)}",x,many\n'),
        book(tmp_path / "a.xlsx", [("群名称", "备注", "人数"), ("推广组", value, value)]),
    ):
        made, marked = copy_of(path)
        cells = [cell for row in made.worksheets[0].iter_rows() for cell in row if cell.value is not None]
        assert [cell for cell in cells if cell.data_type == "f"] == []
        risky = [cell for cell in cells if str(cell.value).startswith(("=", "+", "-", "@", "\t"))]
        assert risky or path.suffix == ".xlsx"
        assert all(cell.value == value and cell.quotePrefix for cell in risky)
        with zipfile.ZipFile(io.BytesIO(marked.data)) as archive:
            assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_formula_becomes_what_it_showed_so_that_the_copy_is_read_without_calculating(
    tmp_path: Path,
) -> None:
    path = book(tmp_path / "a.xlsx", [("群名称", "人数", "群类型"), ("推广组", "=20+3", "快乐")])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(
                name,
                part.replace(b"<f>20+3</f><v />", b"<f>20+3</f><v>23</v>").replace(
                    b"<f>20+3</f><v></v>", b"<f>20+3</f><v>23</v>"
                ),
            )
    made, _ = copy_of(path)
    assert made.worksheets[0]["B2"].value == 23


def test_a_formula_that_nobody_calculated_is_refused_again_until_something_is_written(
    tmp_path: Path,
) -> None:
    path = book(tmp_path / "a.xlsx", [("群名称", "用途"), ("推广组", "=A1")])
    made, _ = copy_of(path)
    made.save(tmp_path / "b.xlsx")
    assert [fault.line for fault in read(tmp_path / "b.xlsx").faults] == [2]
    made.worksheets[0]["B2"] = "新品推广"
    made.save(tmp_path / "b.xlsx")
    assert read(tmp_path / "b.xlsx").faults == []


def test_a_hidden_row_that_is_wrong_is_shown(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [HEAD, RIGHT, with_cell("人数", "多"), with_cell("群名称", "值班群")])
    made = load_workbook(path)
    for number in (3, 4):
        made.worksheets[0].row_dimensions[number].hidden = True
    made.worksheets[0].row_dimensions[3].height = 300
    made.worksheets[0]["A3"] = "采购-供应商"
    made.save(path)
    sheet = copy_of(path)[0].worksheets[0]
    assert [sheet.row_dimensions[number].hidden for number in (3, 4)] == [False, True]
    assert sheet.row_dimensions[3].height == 300


def test_the_copy_of_a_copy_has_one_such_column_with_what_is_still_wrong(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        [HEAD, with_cell("人数", "多"), [*with_cell("群名称", "值班群")[:-3], "上周", "正常", None]],
    )
    made, _ = copy_of(path)
    made.worksheets[0]["E2"] = 5
    made.save(tmp_path / "b.xlsx")
    again, marked = copy_of(tmp_path / "b.xlsx")
    sheet = again.worksheets[0]
    assert (marked.rows, sheet.max_column, list(notes(sheet))) == (1, len(HEAD) + 1, [3])
    assert len([rule for each in sheet.conditional_formatting for rule in each.rules]) == 1


@pytest.mark.parametrize(
    ("name", "there", "copy"),
    [
        ("台账.xlsx", [], "台账-需要修改的地方.xlsx"),
        ("台账.csv", [], "台账-需要修改的地方.xlsx"),
        ("台账.csv", ["台账-需要修改的地方.xlsx"], "台账-需要修改的地方-2.xlsx"),
        ("台账-需要修改的地方.xlsx", ["台账-需要修改的地方.xlsx"], "台账-需要修改的地方-2.xlsx"),
        (
            "台账-需要修改的地方-2.xlsx",
            ["台账-需要修改的地方.xlsx", "台账-需要修改的地方-2.xlsx"],
            "台账-需要修改的地方-3.xlsx",
        ),
    ],
)
def test_the_copy_has_a_name_that_is_free(tmp_path: Path, name: str, there: list[str], copy: str) -> None:
    for one in there:
        (tmp_path / one).touch()
    assert copy_beside(tmp_path / name) == tmp_path / copy


def test_what_only_the_register_could_know_is_marked_once_beside_the_rest(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx", [("群名称", "群主", "人数"), ("推广组", "王芳", "多"), ("值班群", "王芳", 5)]
    )
    who = Fault(
        "a.xlsx[表1]", 3, "the owner is “王芳”, and 2 people", "Write the account", "有 2 位同事对得上。"
    )
    again = Fault("a.xlsx[表1]", 2, "“人数” is “多”, not a number", "Write a number like 12.")
    more = Fault("a.xlsx", None, "7 more times it is not clear who is meant", "Write the account")
    rest = Fault("a.xlsx", None, "… and 9 more like the 20 named", "Write the account")
    made, _ = copy_of(path, who, again, more, rest)
    assert notes(made.worksheets[0]) == {2: "「人数」写的是“多”，请写数字，如 12。", 3: "有 2 位同事对得上。"}
    heading = made.worksheets[0]["D1"].value
    assert "7 more times" in heading
    assert "9 more" not in heading


@pytest.mark.parametrize(
    "content",
    [
        "群名称\n",
        "群名称,鞋码\n推广组,40\n",
        "群名称,群类型\n推广组,项目\n",
        "鞋码\n40\n",
        "",
        "姓名,群名称\na,b\n",
    ],
)
def test_where_no_single_row_is_wrong_there_is_no_copy(tmp_path: Path, content: str) -> None:
    whole = Fault("a.csv", None, "another register was published meanwhile", "Look again")
    assert returned(text(tmp_path / "a.csv", content), [whole]) is None


def test_a_people_sheet_in_which_nobody_has_an_account_says_so_in_each_row(tmp_path: Path) -> None:
    made, _ = copy_of(text(tmp_path / "a.csv", "姓名,钉钉\n王芳,\n李强,\n"))
    assert set(notes(made.worksheets[0]).values()) == {"这一行没有账号，不会登记；要登记的，请补上账号。"}


def test_a_workbook_that_can_be_read_but_not_written_again_is_said_to_be_so(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [HEAD, with_cell("人数", "多")])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    schema = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    wrong = b'<hyperlinks><hyperlink ref="A1" r:id="x" xmlns:r="%b"/></hyperlinks><pageMargins' % schema
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part.replace(b"<pageMargins", wrong))
    with pytest.raises(BadInput, match="no copy with what to change could be made"):
        returned(path)


CELL = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8).filter(lambda said: said[:1] != "="),
    st.sampled_from(
        ["项目", "快乐", "王芳", "无", "+1", "0012", "1.2E+18", "是", "上周", "2026-01-12", "#REF!"]
    ),
    st.integers(0, 10**18),
    st.booleans(),
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELL, min_size=len(HEAD), max_size=len(HEAD)), min_size=1, max_size=8))
def test_a_copy_is_read_as_the_sheet_was_until_somebody_changes_it(
    tmp_path: Path, rows: list[list[Any]]
) -> None:
    """The same groups, and the same faults in the same rows. A formula that nobody calculated becomes a text: see above."""
    path = book(
        tmp_path / "a.xlsx", [HEAD, ["群0", *[None] * (len(HEAD) - 1)], *rows, with_cell("人数", "多")]
    )
    marked = returned(path)
    assert marked is not None
    (tmp_path / "copy").mkdir(exist_ok=True)
    again = tmp_path / "copy" / "a.xlsx"
    again.write_bytes(marked.data)
    assert outcome(again) == outcome(path)


def outcome(path: Path) -> tuple[Any, ...]:
    try:
        facts = read(path)
    except BadInput as error:
        return error.faults
    return facts.groups, facts.rows, facts.faults
