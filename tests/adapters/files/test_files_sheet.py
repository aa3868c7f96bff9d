"""A register sheet becomes declared facts, whatever its columns are called and however it was saved."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from shared.adapters.files.sheet_header import COLUMNS
from shared.app.ports.ports import FactSet
from shared.core.errors import BadInput, Fault
from shared.core.lang import both
from shared.core.model import Activity, Fact, Group, Kind, Profile, Source, Status, Waiver
from tests.adapters.files.reading import AT, read, refusal, said

Table = Sequence[Sequence[Any]]
ReadRow = Callable[[dict[str, Any]], Group]
EVERYTHING = Waiver(None, "exempt", "register", None)


def declared(value: object) -> Fact[object]:
    return Fact(value, AT, Source.DECLARED)


def text_of(rows: Table, delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows as a text file."""

    def make(
        rows: Table, *, name: str = "register.csv", encoding: str = "utf-8", delimiter: str = ","
    ) -> Path:
        path = tmp_path / name
        path.write_bytes(text_of(rows, delimiter).encode(encoding))
        return path

    return make


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Writes sheets, each a list of rows, as a workbook; `change` may do more to it."""

    def make(*tables: Table, change: Callable[[Workbook], object] | None = None) -> Path:
        book = Workbook()
        book.remove(book.worksheets[0])
        for number, rows in enumerate(tables, 1):
            page = book.create_sheet(f"Sheet{number}")
            for row in rows:
                page.append(list(row))
        if change:
            change(book)
        book.save(tmp_path / "register.xlsx")
        return tmp_path / "register.xlsx"

    return make


@pytest.fixture(params=["csv", "xlsx"])
def row(request: pytest.FixtureRequest, sheet: Callable[..., Path], workbook: Callable[..., Path]) -> ReadRow:
    """Reads one group of the given columns, from either kind of file."""

    def make(cells: dict[str, Any]) -> Group:
        columns = {"群名称": "市场部-周报", **cells}
        table = [list(columns), list(columns.values())]
        facts = read(sheet(table) if request.param == "csv" else workbook(table))
        assert facts.faults == []
        return facts.groups[0]

    return make


def test_only_a_name_is_needed_and_is_then_the_id(row: ReadRow) -> None:
    assert row({}) == Group("register", "市场部-周报", name=Fact("市场部-周报", AT, Source.DECLARED))


@pytest.mark.parametrize(
    ("column", "cell", "field", "fact"),
    [
        ("群类型", "项目群", "kind", declared(Kind.PROJECT)),
        ("类型", "全员", "kind", declared(Kind.ALL_STAFF)),
        ("kind", "On_Call", "kind", declared(Kind.ON_CALL)),
        ("群主", "王芳", "owner", declared("name:王芳")),
        ("群主", "无", "owner", declared(None)),
        ("群主", "待定", "owner", declared(None)),
        ("owner", " N/A ", "owner", declared(None)),
        ("群主", "", "owner", None),
        ("群主", "　", "owner", None),
        ("群主工号", "1001", "owner", declared("register:1001")),
        ("群主工号", "１００１", "owner", declared("register:1001")),
        ("群主工号", "007", "owner", declared("register:007")),
        ("管理员", "周杰、李强", "admins", declared(("name:周杰", "name:李强"))),
        (
            "管理员",
            "周杰，李强;赵敏/何静 吴桐",
            "admins",
            declared(("name:周杰", "name:李强", "name:赵敏", "name:何静", "name:吴桐")),
        ),
        ("admins", "Li Qiang, Zhou Jie", "admins", declared(("name:Li Qiang", "name:Zhou Jie"))),
        ("管理员", "无", "admins", declared(())),
        ("管理员", "", "admins", None),
        ("管理员工号", "1002 1003", "admins", declared(("register:1002", "register:1003"))),
        ("所属部门", "市场部", "department", declared("市场部")),
        ("部门", "-", "department", None),
        ("用途", "新品推广", "purpose", declared("新品推广")),
        ("创建时间", "2026-01-12", "created", declared(datetime(2026, 1, 11, 16, tzinfo=UTC))),
        ("创建时间", "2026/1/12 9:30", "created", declared(datetime(2026, 1, 12, 1, 30, tzinfo=UTC))),
        ("创建时间", "2026.01.12", "created", declared(datetime(2026, 1, 11, 16, tzinfo=UTC))),
        ("创建时间", "2026年1月12日", "created", declared(datetime(2026, 1, 11, 16, tzinfo=UTC))),
        ("创建时间", "2026年1月12日 9时30分", "created", declared(datetime(2026, 1, 12, 1, 30, tzinfo=UTC))),
        ("创建时间", "2026-01-12T01:30:00Z", "created", declared(datetime(2026, 1, 12, 1, 30, tzinfo=UTC))),
        ("创建时间", "20260112", "created", declared(datetime(2026, 1, 11, 16, tzinfo=UTC))),
        ("创建时间", "无", "created", None),
        ("成员数", "23", "size", declared(23)),
        ("人数", "２３人", "size", declared(23)),
        ("外部", "是", "external", declared(value=True)),
        ("是否外部群", "No", "external", declared(value=False)),
        ("状态", "正常", "status", declared(Status.ACTIVE)),
        ("状态", "已解散", "status", declared(Status.DISSOLVED)),
        ("status", "Archived", "status", declared(Status.DISSOLVED)),
        (
            "最后活跃",
            "2026-04-15",
            "activity",
            declared(Activity(datetime(2026, 4, 14, 16, tzinfo=UTC), None, None)),
        ),
        ("最后活跃", "", "activity", None),
        ("豁免", "是", "waivers", (EVERYTHING,)),
        ("豁免", "否", "waivers", ()),
        ("豁免", "", "waivers", ()),
        ("豁免", "missing_owner", "waivers", (EVERYTHING._replace(check="missing_owner"),)),
        ("豁免", "审计留存", "waivers", (EVERYTHING._replace(reason="审计留存"),)),
        ("备注", "whatever", "purpose", None),
        ("平台", "企业微信", "platform", "wecom"),
        ("平台", "钉钉", "platform", "dingtalk"),
        ("平台", "信鸽", "platform", "pigeon"),
        ("平台", "Ｐigeon", "platform", "pigeon"),
        ("平台", "微信", "platform", "wechat"),
        ("platform", "Slack", "platform", "slack"),
        ("平台", "QQ", "platform", "qq"),
        ("平台", "", "platform", "register"),
        ("群ID", "wr:01", "id", "wr:01"),
        ("群ID", "００7", "id", "007"),
        ("群ID", "", "id", "市场部-周报"),
    ],
)
def test_a_cell_is_a_declared_fact(row: ReadRow, column: str, cell: str, field: str, fact: object) -> None:
    assert getattr(row({column: cell}), field) == fact


@pytest.mark.parametrize(
    ("cell", "length", "readable"),
    [
        ("目的：同步", 5, True),
        ("有", 1, False),
        ("是", 1, False),
        ("无", 0, True),
        ("否", 0, True),
        ("未发布", 0, True),
    ],
)
def test_an_announcement_is_a_text_or_whether_there_is_one(
    row: ReadRow, cell: str, length: int, readable: object
) -> None:
    found = row({"群公告(是/否)": cell}).announcement
    assert found is not None
    assert (found.value.length, found.value.readable, found.source) == (length, readable, Source.DECLARED)
    assert row({"群公告": ""}).announcement is None


def test_an_owner_without_an_id_is_a_person_of_that_name(sheet: Callable[..., Path]) -> None:
    facts = read(
        sheet([["群名", "群主", "群主工号", "管理员"], ["a", "王芳", "", "周杰"], ["b", "李强", "7", ""]])
    )
    assert facts.company.profiles == {
        "name:王芳": Profile("name:王芳", "王芳"),
        "name:周杰": Profile("name:周杰", "周杰"),
        "register:7": Profile("register:7", "李强"),
    }


def test_ids_of_admins_go_with_their_names_where_there_are_as_many(sheet: Callable[..., Path]) -> None:
    rows = [["群名", "管理员", "管理员工号"], ["a", "周杰、李强", "1、2"], ["b", "周杰、李强", "3"]]
    facts = read(sheet(rows))
    assert [group.admins.value for group in facts.groups if group.admins] == [
        ("register:1", "register:2"),
        ("register:3",),
    ]
    assert facts.company.profiles == {
        "register:1": Profile("register:1", "周杰"),
        "register:2": Profile("register:2", "李强"),
        "register:3": Profile("register:3"),
    }


@pytest.mark.parametrize("name", [name for names in COLUMNS.values() for name in names])
def test_every_documented_header_is_understood(sheet: Callable[..., Path], name: str) -> None:
    facts = read(sheet([["群名称", "群ID", name.upper()], ["a", "1", ""]]))
    assert [fault for fault in facts.faults if "unknown" in fault.reason] == []


@pytest.mark.parametrize(
    "header",
    ["群名称", "群 名 称", "*群名称", "群名称：", "群名称（必填）", "Group Name", "ＮＡＭＥ", "\ufeff群名"],
)
def test_decoration_of_a_header_does_not_matter(sheet: Callable[..., Path], header: str) -> None:
    assert [group.id for group in read(sheet([[header], ["a"]])).groups] == ["a"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le-bom"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_common_encodings_and_delimiters_are_read(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = text_of([["群名称", "群主", "公告"], ["市场部-周报", "王芳", "目的，成员；规则"]], delimiter)
    raw = b"\xff\xfe" + text.encode("utf-16-le") if encoding == "utf-16-le-bom" else text.encode(encoding)
    path = tmp_path / "register.tsv"
    path.write_bytes(raw)
    facts = read(path)
    assert [(group.id, group.owner) for group in facts.groups] == [("市场部-周报", declared("name:王芳"))]
    assert facts.faults == []


def test_titles_blank_rows_totals_and_repeated_headers_are_no_groups(sheet: Callable[..., Path]) -> None:
    header = ["序号", "群名称", "人数"]
    rows = [
        ["2026年工作群台账", "", ""], ["制表：总经办", "", ""], header, ["1", "a", "5"], ["", "", ""], header,
        ["2", "b", "6"], ["合计：", "", "11"],
    ]  # fmt: skip
    facts = read(sheet(rows))
    assert [group.id for group in facts.groups] == ["a", "b"]
    assert facts.faults == []


def test_a_row_without_name_and_id_is_left_out_and_said(sheet: Callable[..., Path]) -> None:
    facts = read(sheet([["群名称", "人数"], ["a", "5"], ["", "7"], ["无", "7"]]))
    assert [group.id for group in facts.groups] == ["a"]
    assert [(fault.file, fault.line) for fault in facts.faults] == [("register.csv", 3), ("register.csv", 4)]


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("群类型", "聊天", "“群类型” is “聊天”, which is no kind of group"),
        ("状态", "?", "“状态” is “?”"),
        ("外部", "也许", "“外部” is “也许”"),
        ("人数", "很多", "“人数” is “很多”, not a number"),
        ("人数", "-3", "“人数” is “-3”, not a number"),
        ("创建时间", "昨天", "“创建时间” is “昨天”, not a date"),
        ("创建时间", "2026-02-30", "not a date"),
        ("创建时间", "45000", "not a date"),
        ("创建时间", "0001-01-01", "not a date"),
        ("群主", "王芳、李强", "“群主” names 2 people; the first was taken"),
        ("群主", "#REF!", "“群主” is #REF!, a failed formula"),
        ("群主工号", "1.23457E+18", "“群主工号” is a long number that the spreadsheet has rounded"),
        ("豁免", "missing_ownr", "“豁免” is “missing_ownr”"),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_and_counts_as_not_filed(
    sheet: Callable[..., Path], column: str, cell: str, reason: str
) -> None:
    facts = read(sheet([["群名称", column], ["a", ""], ["b", cell]]))
    assert [group.id for group in facts.groups] == ["a", "b"]
    assert [(fault.file, fault.line) for fault in facts.faults] == [("register.csv", 3)]
    assert reason in facts.faults[0].reason
    if column != "群主" or cell.startswith("#"):
        assert facts.groups[0][2:] == facts.groups[1]._replace(name=facts.groups[0].name)[2:]


def test_a_rounded_group_id_is_not_taken(sheet: Callable[..., Path]) -> None:
    facts = read(sheet([["群名称", "群ID"], ["a", "1.2E+20"]]))
    assert facts.groups[0].id == "a"
    assert "rounded" in said(facts.faults)


def test_unknown_and_repeated_columns_are_said_once(sheet: Callable[..., Path]) -> None:
    facts = read(
        sheet(
            [
                ["群名称", "群主", "负责人", "管埋员", "鞋码"],
                ["a", "王芳", "李强", "x", ""],
                ["b", "", "", "y", ""],
            ]
        )
    )
    assert [fault._replace(zh="") for fault in facts.faults] == [
        Fault("register.csv", 1, "unknown column “管埋员”, filled in 2 rows", "Did you mean “管理员”?"),
        Fault(
            "register.csv",
            1,
            "unknown column “鞋码”, filled in 0 rows",
            "It was not used; see docs/register-sheet.md for the columns.",
        ),
        Fault(
            "register.csv",
            1,
            "column “负责人” says the same as a column before it; it was not read",
            "Keep one of the two.",
        ),
    ]
    assert facts.groups[0].owner == declared("name:王芳")


def test_rows_of_the_same_group_are_refused_with_both_places(workbook: Callable[..., Path]) -> None:
    header = ["群名称", "群ID"]
    path = workbook([header, ["a", "1"], ["b", "2"]], [["title"], header, ["c", "1"], ["d", "2"]])
    assert said(refusal(path)) == "\n".join(
        f"register.xlsx[Sheet2]:{row}: group “{group}” is already in row {other} of register.xlsx[Sheet1]. "
        "Keep one of the rows; groups of the same name need a column 群ID."
        for row, group, other in ((3, "1", 2), (4, "2", 3))
    )


def test_a_row_is_numbered_by_its_first_line_where_cells_have_line_breaks(sheet: Callable[..., Path]) -> None:
    facts = read(sheet([["群名称", "群公告", "人数"], ["a", "一\n二\n三", "5"], ["b", "", "x"]]))
    assert [fault.line for fault in facts.faults] == [5]


def test_leading_zeros_survive_the_trick_that_keeps_them_in_text_files(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text('群名称,群ID\na,"=""007"""\n', "utf-8")
    assert read(path).groups[0].id == "007"


def test_the_latest_sign_of_life_tells_how_old_the_register_is(sheet: Callable[..., Path]) -> None:
    facts = read(sheet([["群名称", "最后活跃"], ["a", "2026-04-15"], ["b", "2026-04-10"], ["c", ""]]))
    assert facts.newest == datetime(2026, 4, 14, 16, tzinfo=UTC)
    assert facts.posts is None
    assert facts.label == both("群台账", "register sheet")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "register.csv: is empty"),
        (b"\n\n,,\n", "register.csv: is empty"),
        (
            b"a,b\n1,2\n",
            "register.csv: has no header with 群名称 or 群ID (name or group_id); the first row holds “a”, “b”",
        ),
        ("群名称\n".encode(), "register.csv: holds no group"),
        (b"name\na\x00b\n", "register.csv:2: holds a NUL byte"),
        ("群名称\n市场部\n".encode() + b"\xff\xff\n", "register.csv:3: is not UTF-8, as other lines are"),
        (b"name\n\xff\xff\n", "register.csv:2: is neither UTF-8 nor GB18030"),
        (b"\xff\xfea", "register.csv: is UTF-16 that is damaged or cut off"),
        (b'name,owner\na,"never closed\nb,c\n', "register.csv:2: cannot be cut into cells after line 1"),
        (b'name\n"' + b"x" * 200_000 + b'"\n', "register.csv:2: cannot be cut into cells"),
    ],
)
def test_a_text_file_that_is_no_register_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(data)
    assert said(refusal(path)).startswith(reason)


@pytest.mark.parametrize(
    ("value", "field", "fact"),
    [
        (datetime(2026, 1, 12, 9, 30), "created", datetime(2026, 1, 12, 1, 30, tzinfo=UTC)),  # noqa: DTZ001 - as Excel
        (date(2026, 1, 12), "created", datetime(2026, 1, 11, 16, tzinfo=UTC)),
        (20260112, "created", datetime(2026, 1, 11, 16, tzinfo=UTC)),
        (12.0, "size", 12),
        (12, "size", 12),
        (12.0, "owner", "register:12"),
        (1.5, "owner", "register:1.5"),
        (True, "external", True),
    ],
)
def test_cells_of_workbooks_keep_what_they_mean(
    workbook: Callable[..., Path], value: object, field: str, fact: object
) -> None:
    header = {"created": "创建时间", "size": "人数", "owner": "群主工号", "external": "外部"}[field]
    facts = read(workbook([["群名称", header], ["a", value]]))
    assert getattr(facts.groups[0], field) == declared(fact)
    assert facts.faults == []


@pytest.mark.parametrize(
    ("header", "value", "reason"),
    [
        ("群主", "=A1", "“群主” is a formula without a stored value"),
        ("群主", "#N/A", "“群主” is #N/A, a failed formula"),
        ("群主", date(2026, 4, 16), "“群主” was made a date by the spreadsheet"),
        ("群主", time(9, 30), "“群主” is a time of day or a duration"),
        ("群主工号", 1234567890123456789, "“群主工号” is a long number that the spreadsheet has rounded"),
        ("群主工号", 1.5e300, "“群主工号” is a long number that the spreadsheet has rounded"),
        ("创建时间", 45000, "“创建时间” is “45000”, not a date"),
        ("人数", 1.5, "“人数” is “1.5”, not a number"),
    ],
)
def test_a_wrong_cell_of_a_workbook_is_named_with_sheet_and_row(
    workbook: Callable[..., Path], header: str, value: object, reason: str
) -> None:
    facts = read(workbook([["title"], ["群名称", header], ["a", None], ["b", value]]))
    assert [(fault.file, fault.line) for fault in facts.faults] == [("register.xlsx[Sheet1]", 4)]
    assert reason in facts.faults[0].reason


def test_zeros_that_only_the_format_shows_are_kept(workbook: Callable[..., Path]) -> None:
    def pad(book: Workbook) -> None:
        book["Sheet1"]["B2"].number_format = "0000"

    assert read(workbook([["群名称", "群ID"], ["a", 7]], change=pad)).groups[0].id == "0007"


def test_every_visible_sheet_with_a_header_is_read(workbook: Callable[..., Path]) -> None:
    def hide(book: Workbook) -> None:
        book["Sheet3"].sheet_state = "hidden"
        book["Sheet4"].sheet_state = "veryHidden"

    rows = [
        [["群名称"], ["a"]],
        [["部门", "人数"], ["x", 1]],
        [["群名称"], ["c"]],
        [["群名称"], ["d"]],
        [],
        [["群名"], ["e"]],
    ]
    facts = read(workbook(*rows, change=hide))
    assert [group.id for group in facts.groups] == ["a", "e"]
    assert said(facts.faults) == (
        "register.xlsx[Sheet2]: has no header with 群名称 or 群ID; the sheet was not read. "
        "Name its columns, if it is a register."
    )


def test_merged_titles_and_gaps_do_not_shift_rows(workbook: Callable[..., Path]) -> None:
    def merge(book: Workbook) -> None:
        book["Sheet1"].merge_cells("A1:C1")
        book["Sheet1"]["A9"] = "b"
        book["Sheet1"]["C9"] = "x"

    facts = read(workbook([["台账"], ["群名称", "群主", "人数"], ["a", "王芳", 5]], change=merge))
    assert [group.id for group in facts.groups] == ["a", "b"]
    assert [fault.line for fault in facts.faults] == [9]


def _replaced(path: Path, entry: str, old: bytes, new: bytes) -> None:
    """Rewrites one part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[entry]
    parts[entry] = parts[entry].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


SHEET_PART = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("entry", "old", "new"),
    [
        ("xl/workbook.xml", b"<workbook", b"<nothing"),
        ("xl/workbook.xml", b"</workbook>", b""),
        ("[Content_Types].xml", b"<Types", b"<"),
        (SHEET_PART, b"</worksheet>", b""),
        (SHEET_PART, b'r="A2"', b'r="??"'),
        (SHEET_PART, b'r="2"', b'r="two"'),
        (SHEET_PART, b"<sheetData>", b"<sheetData>&bomb;"),
        (SHEET_PART, b'<c r="A2" t="inlineStr">', b'<c r="A2" t="s">'),
        (SHEET_PART, b'<c r="A2" t="inlineStr">', b'<c r="A2" t="n">'),
        (SHEET_PART, b'<c r="A2" t="inlineStr">', b'<c r="A2" t="inlineStr" s="999">'),
        ("xl/styles.xml", b"</styleSheet>", b"<"),
        ("xl/_rels/workbook.xml.rels", b"worksheets/sheet1.xml", b"worksheets/none.xml"),
    ],
)
def test_a_damaged_workbook_is_read_or_refused_but_never_crashes(
    workbook: Callable[..., Path], entry: str, old: bytes, new: bytes
) -> None:
    path = workbook([["群名称"], ["a"]])
    _replaced(path, entry, old, new)
    _read_or_refused(path)


def _read_or_refused(path: Path) -> FactSet | tuple[Fault, ...]:
    try:
        return read(path)
    except BadInput as error:
        return error.faults


def test_a_row_number_made_to_keep_us_busy_is_refused_or_ends_soon(workbook: Callable[..., Path]) -> None:
    path = workbook([["群名称"], ["a"]])
    _replaced(path, SHEET_PART, b'r="2"', b'r="2000000000"')
    assert _read_or_refused(path)


def test_entities_made_to_grow_are_refused(workbook: Callable[..., Path]) -> None:
    path = workbook([["群名称"], ["a"]])
    levels = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    bomb = b'<!DOCTYPE worksheet [<!ENTITY l0 "lol">' + levels + b"]><worksheet"
    _replaced(path, SHEET_PART, b"<worksheet", bomb)
    _replaced(path, SHEET_PART, "群名称".encode(), b"&l9;")
    assert refusal(path)


def test_a_workbook_that_unpacks_to_too_much_is_refused(workbook: Callable[..., Path]) -> None:
    path = workbook([["群名称"], ["a"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b"\0" * (12 << 20))
    assert "grows more than 200 times" in said(refusal(path))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "is protected by a password, or an old .xls"),
        (b"<html><table><tr><td>name</td></tr></table></html>", "is a web page or XML by another name"),
        (b'\r\n<?xml version="1.0"?><Workbook/>', "is a web page or XML by another name"),
        ("群名称,群主".encode(), "is not a workbook, or is damaged"),
        (b"PK\x03\x04" + b"\0" * 60, "is not a zip, or is damaged or cut off"),
    ],
)
def test_a_workbook_that_is_something_else_is_refused_with_what_it_is(
    tmp_path: Path, data: bytes, reason: str
) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(data)
    assert reason in said(refusal(path))


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("groups.jsonl", "x")
    assert "is not a workbook, or is damaged" in said(refusal(path))


def test_a_workbook_without_sheets_that_can_be_seen_is_refused(workbook: Callable[..., Path]) -> None:
    assert said(refusal(workbook([]))).startswith("register.xlsx: is empty")
