"""A people sheet becomes people with their accounts, whatever its columns are called and however it was saved."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from shared.adapters.files.open import open_source
from shared.adapters.files.people_sheet import people_of
from shared.adapters.files.people_titles import PEOPLE, account_names, is_people_sheet
from shared.adapters.files.sheet import tables_of
from shared.adapters.files.sheet_table import Row, Table
from shared.adapters.files.upload import read_people
from shared.adapters.im.vendors import VENDORS_BY_ID
from shared.app.ports.ports import PeopleFile
from shared.core.account import LONGEST_KEY
from shared.core.errors import BadInput
from shared.core.model import MOST_ACCOUNTS, Employment, Person
from tests.support import NoProgress

Rows: TypeAlias = Sequence[Sequence[Any]]
WANG = Person(("pigeon:ou_1",), "王芳")


def text_of(rows: Rows, delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def book(*sheets: Rows) -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for number, rows in enumerate(sheets, 1):
        page = made.create_sheet(f"Sheet{number}")
        for row in rows:
            page.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read(*rows: Sequence[Any]) -> PeopleFile:
    return taken(text_of(rows).encode())


def read_cells(**cells: Any) -> PeopleFile:
    """One row of these cells, of somebody with an account."""
    columns = {"姓名": "王芳", "信鸽": "ou_1", **cells}
    return read(list(columns), list(columns.values()))


def said(faults: object) -> str:
    assert isinstance(faults, list | tuple)
    return "\n".join(map(str, faults))


def taken(data: bytes, name: str = "people.csv") -> PeopleFile:
    """Of what is a people sheet."""
    found = read_people(data, name)
    assert found is not None
    return found


def refusal(data: bytes, name: str = "people.csv") -> str:
    with pytest.raises(BadInput) as caught:
        read_people(data, name)
    return said(caught.value.faults)


@pytest.mark.parametrize(
    ("column", "cell", "field", "value"),
    [
        ("部门", "市场部", "department", "市场部"),
        ("department", "  Sales　", "department", "Sales"),
        ("岗位", "经理", "title", "经理"),
        ("员工号", "007", "number", "007"),
        ("工号", "１００１", "number", "1001"),
        ("E-Mail", "wang@example.com", "email", "wang@example.com"),
        ("级别", "5", "level", 5),
        ("级别", "", "level", None),
        ("离职日期", "2026-12-31", "leaving_on", date(2026, 12, 31)),
        ("最后工作日", "2026/12/31", "leaving_on", date(2026, 12, 31)),
        ("leaving_on", "2026年12月31日", "leaving_on", date(2026, 12, 31)),
        ("离职日期", "-", "leaving_on", None),
        ("在职状态", "在职", "employment", Employment.ACTIVE),
        ("员工状态", "已离职", "employment", Employment.LEFT),
        ("employment", "Suspended", "employment", Employment.DISABLED),
        ("在职状态", "无", "employment", None),
        ("部门", "待定", "department", None),
        ("备注", "whatever", "department", None),
        ("姓名", "Ｗａｎｇ　Fang", "name", "Wang Fang"),
        ("姓名", "\u202e王芳\u200b", "name", "王芳"),
        ("姓名", "\x1b[31m王芳", "name", "王芳"),
        ("姓名", "", "name", None),
    ],
)
def test_a_cell_says_something_of_a_person(column: str, cell: str, field: str, value: object) -> None:
    found = read_cells(**{column: cell})
    assert (found.faults, found.remarks) == ([], [])
    assert [getattr(person, field) for person in found.people] == [value]


@pytest.mark.parametrize(
    ("column", "cell", "accounts"),
    [
        ("企业微信账号", "WangFang", ("wecom:wangfang",)),
        ("企微", "wecom:WangFang", ("wecom:wangfang",)),
        ("WeCom ID", "企业微信：WangFang", ("wecom:wangfang",)),
        ("企业微信UserID", "wf@corp", ("wecom:wf@corp",)),
        ("微信号", "WxId_1", ("wechat:WxId_1",)),
        ("钉钉账号(userid)", "manager4321", ("dingtalk:manager4321",)),
        ("信鸽 ring", "ou_A", ("pigeon:ou_A",)),
        ("PIGEON", "ou_A", ("pigeon:ou_A",)),
        ("slack_account", "U01、U02", ("slack:U01", "slack:U02")),
        ("Slack账号", "U01 U02;U03/U04／U05|U06\nU07", tuple(f"slack:U0{n}" for n in range(1, 8))),
        ("Slack账号", "U01，无", ("slack:U01",)),
        ("Slack账号", "\u202aU01\u200b", ("slack:U01",)),
        ("Slack账号", "Ｕ０１", ("slack:U01",)),
        ("Slack账号", '="007"', ("slack:007",)),
        ("Slack账号", "a:b", ("slack:a:b",)),
        ("Slack账号", "无", ()),
        ("Slack账号", "", ()),
    ],
)
def test_a_cell_of_accounts_names_them(column: str, cell: str, accounts: tuple[str, ...]) -> None:
    other = "微信" if accounts and accounts[0].startswith("pigeon:") else "信鸽"
    found = read(["姓名", other, column], ["王芳", "ou_1", cell])
    assert found.faults == []
    assert found.people[0].accounts[1:] == accounts


def test_accounts_come_in_the_order_of_the_columns() -> None:
    found = read(["Slack", "姓名", "信鸽ID", "企微"], ["U1", "王芳", "ou_1,ou_2", "wf"])
    assert found.people == (Person(("slack:U1", "pigeon:ou_1", "pigeon:ou_2", "wecom:wf"), "王芳"),)


@pytest.mark.parametrize("name", [name for names in PEOPLE.columns.values() for name in names])
def test_every_documented_header_is_understood(name: str) -> None:
    found = read(["姓名", "信鸽", "Slack", name.upper()], ["王芳", "ou_1", "U1", ""])
    assert [fault for fault in (*found.faults, *found.remarks) if "unknown" in fault.reason] == []


@pytest.mark.parametrize("name", [name for platform in VENDORS_BY_ID for name in account_names(platform)])
def test_a_sheet_of_a_name_and_any_column_of_accounts_is_a_people_sheet(name: str) -> None:
    data = text_of([["name", name], ["王芳", "x1"]]).encode()
    assert len(taken(data).people) == 1


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("Slack", "1.23457E+18", "“Slack” is a long number that the spreadsheet has rounded"),
        ("Slack", "U1、1.2E+18", "“Slack” is a long number that the spreadsheet has rounded"),
        ("Slack", "U" * LONGEST_KEY, "longer than the 250 bytes of an account"),
        ("Slack", "名" * 84, "longer than the 250 bytes of an account"),
        ("Slack", "pigeon:ou_2", "“Slack” names “pigeon:ou_2”, an account of another platform"),
        ("Slack", "#REF!", "“Slack” is #REF!, a failed formula"),
        ("Slack", " ".join(f"U{n}" for n in range(MOST_ACCOUNTS)), "the row names 21 accounts"),
        ("工号", "1E+15", "“工号” is a long number that the spreadsheet has rounded"),
        ("部门", "部" * 201, "“部门” is longer than 200 characters"),
        ("离职日期", "下周", "“离职日期” is not a date"),
        ("离职日期", "2026-02-30", "not a date"),
        ("在职状态", "快走了", "“在职状态” is “快走了”, which is not known"),
        (
            "代理人",
            "赵敏",
            "“代理人” is “赵敏”, no account, id or 工号 of a row, and no name of an active one",
        ),
        ("代理人", "李强", "“代理人” is “李强”, which may mean row 3 (“slack:L1”), row 4 (“slack:L2”)"),
        ("代理人", "pigeon:" + "名" * 84, "名…”, no account, id or 工号 of a row"),
        ("代理人", "李强、何静", "“代理人” is “李强、何静”, no account"),
        ("代理人", "王芳", "“代理人” is “王芳”, the person of the row itself"),
        ("代理人", "pigeon:ou_1", "“代理人” is “pigeon:ou_1”, the person of the row itself"),
        ("代理人", "7", "which may mean row 4 (“slack:L2”), row 5 (“slack:7”)"),
        ("代理人", "周杰", "“代理人” is “周杰”, who is row 6 and has no account"),
        ("代理人", "吴桐", "no name of an active one; row 7 (“slack:W1”) has the name, but is not active"),
        ("代理人", "\u202e李强\x07", "“代理人” is “李强”, which may mean"),
    ],
)
def test_what_would_join_or_name_people_wrongly_is_an_error_with_its_row(
    column: str, cell: str, reason: str
) -> None:
    columns = list(dict.fromkeys(["姓名", "信鸽", "Slack", "工号", "在职状态", column]))
    others = [
        ["李强", "", "L1", "", ""],
        ["李强", "", "L2", "7", ""],
        ["何静", "", "7", "", ""],
        ["周杰", "", "", "", ""],
        ["吴桐", "", "W1", "", "离职"],
    ]
    row = {"姓名": "王芳", "信鸽": "ou_1", column: cell}
    found = read(columns, [row.get(each, "") for each in columns], *others)
    assert [(fault.file, fault.line) for fault in found.faults] == [("people.csv", 2)]
    assert reason in found.faults[0].reason
    assert found.faults[0].remedy


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("李强", "wecom:liqiang"),
        (" 李　强 ", "wecom:liqiang"),
        ("1002", "wecom:liqiang"),
        ("LiQiang", "wecom:liqiang"),
        ("ou_2", "wecom:liqiang"),
        ("pigeon:ou_2", "wecom:liqiang"),
        ("信鸽：ou_2", "wecom:liqiang"),
        ("WECOM:LIQIANG", "wecom:liqiang"),
        ("无", None),
        ("", None),
    ],
)
def test_a_delegate_is_named_by_account_id_number_or_name(written: str, meant: str | None) -> None:
    found = read(
        ["姓名", "企微", "信鸽", "工号", "代理人", "在职状态"],
        ["王芳", "", "ou_1", "", written, ""],
        ["李强", "liqiang", "ou_2", "1002", "", ""],
        ["李强", "old", "", "", "", "离职"],
    )
    assert (found.faults, found.remarks) == ([], [])
    assert found.people[0].delegate == meant


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([["李强", "", "", "", ""]], "kept nobody: “李强” has no account"),
        ([["", "", "1002", "", ""]], "the row has neither a name nor an account"),
        ([["合计", "", "12", "", ""]], "the row looks like a total and was left out"),
        ([["李强", "ou_2，ou_2", "", "", ""]], "“信鸽” names “pigeon:ou_2” twice"),
        ([["李强", "ou_2", "", "P7", ""]], "“级别” is “P7”, which cannot be compared"),
        ([["李强", "ou_2", "", "-1", ""]], "“级别” is “-1”, which cannot be compared"),
        ([["李强", "ou_2", "", "", "slack:U9"]], "“代理人” is “slack:U9”, an account that no row has"),
        ([["李强", "ou_2", "1001", "", ""]], "工号 “1001” is already in row 2; two rows are two people"),
    ],
)
def test_what_loses_nobody_is_a_remark_with_its_row(rows: Rows, reason: str) -> None:
    found = read(["姓名", "信鸽", "工号", "级别", "代理人"], ["王芳", "ou_1", "1001", "", ""], *rows)
    assert found.faults == []
    assert [fault.line for fault in found.remarks] == [3]
    assert reason in found.remarks[0].reason
    assert found.people[0] == WANG._replace(number="1001")


def test_a_delegate_who_is_not_active_is_taken_by_account_and_remarked() -> None:
    found = read(
        ["姓名", "信鸽", "代理人", "在职状态"], ["王芳", "ou_1", "ou_2", ""], ["李强", "ou_2", "", "停用"]
    )
    assert found.people[0].delegate == "pigeon:ou_2"
    assert "“代理人” means row 3 (“pigeon:ou_2”), who is not active" in said(found.remarks)


def test_somebody_whose_name_is_a_word_for_totals_is_a_person_once_they_have_an_account() -> None:
    assert [person.name for person in read(["姓名", "信鸽"], ["Sum", "ou_1"]).people] == ["Sum"]


def test_an_account_in_two_rows_is_an_error_that_names_both_also_across_sheets() -> None:
    header = ["姓名", "企微"]
    found = taken(
        book([header, ["王芳", "wf"], ["李强", "WF"]], [["title"], header, ["周杰", "Wf"]]), "人员.xlsx"
    )
    assert said(found.faults) == "\n".join(
        f"人员.xlsx[Sheet{sheet}]:3: account “wecom:wf” is already in row 2{of}. "
        "One account is one person's: keep it in one of the rows."
        for sheet, of in ((1, ""), (2, " of 人员.xlsx[Sheet1]"))
    )


def test_a_second_column_of_one_platform_s_accounts_is_an_error_and_of_anything_else_a_remark() -> None:
    found = read(["姓名", "信鸽", "信鸽ID", "职务", "岗位"], ["王芳", "ou_1", "ou_2", "a", "b"])
    assert "“信鸽ID” says the same as a column before it" in said(found.faults)
    assert "“岗位” says the same as a column before it" in said(found.remarks)
    assert (len(found.faults), len(found.remarks)) == (1, 1)


def test_unknown_columns_are_remarked_once() -> None:
    found = read(["姓名", "信鸽", "性别", "离职日其"], ["王芳", "ou_1", "女", "2026-12-31"])
    assert said(found.remarks) == (
        "people.csv:1: unknown column “性别”, filled in 1 row. "
        "It was not used; see docs/people-sheet.md for the columns.\n"
        "people.csv:1: unknown column “离职日其”, filled in 1 row. Did you mean “离职日”?"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_text_file_is_read_in_any_common_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    rows = [["员工名册"], ["姓名", "信鸽", "部门"], ["王芳", "ou_1", "市场部"]]
    found = taken(text_of(rows, delimiter).encode(encoding), "people.csv")
    assert found == PeopleFile((WANG._replace(department="市场部"),), [], [])


def test_titles_above_the_header_repeated_headers_and_blank_rows_are_passed_over() -> None:
    header = ["姓名", "信鸽"]
    rows: Rows = [["二〇二六年人员名册", None], [None, None], header, ["王芳", "ou_1"], [None, None], header]
    assert taken(book(rows), "people.xlsx") == PeopleFile((WANG,), [], [])


def test_cells_of_workbooks_keep_what_they_mean() -> None:
    found = taken(
        book(
            [
                ["姓名", "钉钉", "工号", "级别", "离职日期"],
                ["王芳", 123456789012, 1001.0, 5.0, date(2026, 12, 31)],
            ],
        ),
        "people.xlsx",
    )
    expected = Person(
        ("dingtalk:123456789012",), "王芳", number="1001", level=5, leaving_on=date(2026, 12, 31)
    )
    assert found == PeopleFile((expected,), [], [])


@pytest.mark.parametrize(
    ("header", "value", "reason"),
    [
        ("钉钉", 1234567890123456789, "“钉钉” is a long number that the spreadsheet has rounded"),
        ("钉钉", "=A1", "“钉钉” is a formula without a stored value"),
        ("钉钉", datetime(2026, 4, 16), "“钉钉” was made a date by the spreadsheet"),  # noqa: DTZ001 - as Excel
        ("离职日期", 46000, "“离职日期” is not a date"),
        ("代理人", "=A1", "“代理人” is a formula without a stored value"),
    ],
)
def test_a_wrong_cell_of_a_workbook_is_an_error(header: str, value: object, reason: str) -> None:
    found = taken(book([["姓名", "信鸽", header], ["王芳", "ou_1", value]]), "people.xlsx")
    assert [(fault.file, fault.line) for fault in found.faults] == [("people.xlsx[Sheet1]", 2)]
    assert reason in found.faults[0].reason


@pytest.mark.parametrize("column", ["姓名", "信鸽", "部门", "代理人"])
def test_half_a_character_is_an_error(column: str) -> None:
    columns = {"姓名": "王芳", "信鸽": "ou_1", column: "a\ud83db"}
    rows = [Row(1, list(columns)), Row(2, list(columns.values()))]
    found = people_of("people.xlsx", [Table("people.xlsx[Sheet1]", rows)])
    assert [fault.line for fault in found.faults] == [2]
    assert f"“{column}” is “a\ufffdb”, which holds half a character" in found.faults[0].reason
    str(found.faults[0]).encode()


def test_two_sheets_are_read_as_one_and_a_sheet_without_a_header_is_remarked() -> None:
    data = book(
        [["姓名", "信鸽", "代理人"], ["王芳", "ou_1", "李强"]],
        [["说明"], ["请勿外传"]],
        [],
        [["Name", "WeCom"], ["李强", "LQ"]],
    )
    found = taken(data, "people.xlsx")
    assert found.people == (WANG._replace(delegate="wecom:lq"), Person(("wecom:lq",), "李强"))
    assert said(found.remarks) == (
        "people.xlsx[Sheet2]: has no header with 姓名; the sheet was not read. "
        "Name its columns, if it lists people."
    )


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        ("姓名,信鸽\n".encode(), "people.csv", "people.csv: names nobody who has an account"),
        (
            "姓名,信鸽\n王芳,\n".encode(),
            "人员.csv",
            "人员.csv: names nobody who has an account. Fill in one person a row",
        ),
        (b"", "people.txt", "people.txt: a sheet is a CSV or XLSX file"),
        (b"no workbook", "people.xlsx", "people.xlsx: is not a workbook, or is damaged"),
        ("姓名,信鸽\n王芳,ou\0\n".encode(), "people.csv", "people.csv:2: holds a NUL byte"),
    ],
)
def test_a_people_sheet_that_cannot_be_used_is_refused_under_the_name_that_it_came_with(
    data: bytes, name: str, reason: str
) -> None:
    assert refusal(data, name).startswith(reason)


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "people.csv"), (book([]), "people.xlsx"), (b"a,b\n1,2\n", "人员.csv")],
    ids=["nothing", "an empty workbook", "another table"],
)
def test_what_is_no_people_sheet_may_be_a_register_of_groups(data: bytes, name: str) -> None:
    assert read_people(data, name) is None


@pytest.mark.parametrize(
    ("header", "is_people"),
    [
        ("姓名,部门", True),
        ("姓名,工号", True),
        ("姓名,企业微信", True),
        ("name,wecom", True),
        ("name,department,email", True),
        ("name,employee_id", True),
        ("姓名,编号,状态,类型,信鸽", True),
        ("姓名,部门,群主", True),
        ("群名称,群主", False),
        ("群名称,部门,群主姓名,群主工号", False),
        ("name,department,owner", False),
        ("name,id,department", False),
        ("name,platform,工号", False),
        ("群ID,name,department", False),
        ("name,owner", False),
        ("姓名,性别", False),
        ("企业微信,信鸽", False),
        ("a,b", False),
        ("", False),
    ],
)
def test_a_header_tells_a_people_sheet_from_a_register_of_groups(
    header: str, is_people: object, tmp_path: Path
) -> None:
    (tmp_path / "sheet.csv").write_text(header, "utf-8")
    assert is_people_sheet(tables_of(tmp_path / "sheet.csv")) == is_people


@pytest.mark.parametrize(
    "header", ["群名称,姓名,部门", "群ID,群名称,name,信鸽", "name,department", "name,department,owner,email"]
)
def test_a_header_that_fits_both_is_refused_with_both_said(header: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_people(header.encode(), "sheet.csv")
    assert "may be a people sheet (人员名册) or a register of groups (群台账)" in said(caught.value.faults)
    assert "sheet.csv:1: " in refusal(header.encode(), "sheet.csv")


def test_a_people_sheet_that_is_previewed_is_named_for_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("姓名,信鸽\n王芳,ou_1\n", "utf-8")
    with pytest.raises(BadInput, match=r"is a people sheet .人员名册.*groupkeeper register"):
        open_source(tmp_path / "people.csv", at=datetime(2026, 5, 11, tzinfo=UTC)).read(NoProgress())


def test_a_workbook_of_both_kinds_is_refused_with_both_sheets_named() -> None:
    text = refusal(book([["群名称"], ["a"]], [["姓名", "信鸽"], ["王芳", "ou_1"]]), "both.xlsx")
    assert "both.xlsx[Sheet1]:1: is a register of groups (群台账)" in text
    assert "both.xlsx[Sheet2]:1: is a people sheet (人员名册)" in text


def test_ten_thousand_people_are_read_whole() -> None:
    rows = [[f"员工{n}", f"ou_{n}", f"u{n}", n, f"员工{(n + 1) % 10_000}"] for n in range(10_000)]
    data = text_of([["姓名", "信鸽", "企微", "工号", "代理人"], *rows]).encode()
    found = taken(data)
    assert (len(found.people), found.faults, found.remarks) == (10_000, [], [])


def test_a_thousand_errors_are_said_as_twenty_and_a_number() -> None:
    found = read(["姓名", "信鸽", "代理人"], *[["王芳", f"ou_{n}", "王芳"] for n in range(1_000)])
    assert len(found.faults) == 21
    assert "… and 980 more" in said(found.faults)
    assert "which may mean row 2 (“pigeon:ou_0”)" in found.faults[0].reason
    assert " and 995 more" in found.faults[0].reason


WORD = st.text(st.sampled_from("abyz019_-.@王芳李强"), min_size=1, max_size=8).filter(
    lambda word: any(char.isalpha() for char in word) and word not in {"na", "no"}
)
COLUMN_OF = {"pigeon": "信鸽", "wecom": "企微", "slack": "Slack"}


@st.composite
def registers(draw: st.DrawFn) -> list[Person]:
    """People without an account in common, some of whom stand in for others."""
    ids = draw(st.lists(WORD, unique=True, min_size=1, max_size=12))
    owners = [(draw(st.integers(0, 3)), draw(st.sampled_from(sorted(COLUMN_OF)))) for _ in ids]
    people = []
    for number in sorted({owner for owner, _ in owners}):
        mine = zip(ids, owners, strict=True)
        accounts = [f"{platform}:{word}" for word, (owner, platform) in mine if owner == number]
        people.append(
            Person(
                tuple(sorted(accounts)),
                draw(st.none() | WORD),
                department=draw(st.none() | WORD),
                level=draw(st.none() | st.integers(0, 99)),
                employment=draw(st.none() | st.sampled_from(Employment)),
                leaving_on=draw(st.none() | st.dates(date(2000, 1, 1))),
            )
        )
    after = [*people[1:], people[0]]
    return [
        person._replace(delegate=other.accounts[0]) if other is not person and draw(st.booleans()) else person
        for person, other in zip(people, after, strict=True)
    ]


def written(person: Person) -> list[Any]:
    cells = [
        "、".join(each.partition(":")[2] for each in person.accounts if each.startswith(f"{platform}:"))
        for platform in sorted(COLUMN_OF)
    ]
    rest = (
        person.name,
        person.department,
        person.level,
        person.employment,
        person.leaving_on,
        person.delegate,
    )
    return [*cells, *("" if each is None else each for each in rest)]


@settings(max_examples=60, deadline=None)
@given(registers())
def test_reading_what_one_writes_gives_the_same_people(people: list[Person]) -> None:
    columns = [COLUMN_OF[platform] for platform in sorted(COLUMN_OF)]
    header = [*columns, "姓名", "部门", "级别", "在职状态", "离职日期", "代理人"]
    found = read(header, *map(written, people))
    assert found.faults == []
    assert found.people == tuple(people)


def test_a_sheet_of_names_alone_is_refused_with_its_rows() -> None:
    text = refusal("姓名,信鸽\n王芳,\n".encode(), "人员.csv")
    assert "人员.csv:2: kept nobody: “王芳” has no account" in text
