"""「上传登记表」 over HTTP: looked at first, then filed by the command's own door; and what somebody hostile may send."""

import io
import zipfile
from base64 import b64decode, b64encode, urlsafe_b64encode
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from openpyxl import Workbook, load_workbook

from shared.adapters.web.multipart import parts_of
from shared.adapters.web.site import answer
from shared.app.desk.sheet import LARGEST, UPLOADED
from shared.app.register.upload import register
from tests.adapters.web.browsing import Browser, Seen
from tests.app.clerks import HE, WU, ZHAO, Department
from tests.app.pages import CHEN, WANG, ZHOU

SHEET, BLANK = "/pages/desk/sheet", "/pages/desk/sheet/blank"
HEAD = "平台,群ID,群名称,群主,部门\n"
ROWS = f"{HEAD}孔明灯,w1,市场部-日报群,{WANG},市场部\n孔明灯,w2,市场部-周会群,{CHEN},市场部\n"
KEY = "register/incoming/群台账.csv"
MULTIPART = "multipart/form-data; boundary=----gk"


def clerk(office: Department, account: str = HE, language: str = "zh-CN") -> Browser:
    browser = Browser(office, account, language)
    browser.get("/pages")
    return browser


def token(browser: Browser) -> str:
    return browser.get("/pages/file").form("/pages/file")["token"]


def body(fields: dict[str, str], data: bytes, name: str) -> bytes:
    parts = [
        f'------gk\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    head = f'------gk\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n'
    return b"".join((*parts, head.encode(), data, b"\r\n------gk--\r\n"))


def raw(browser: Browser, payload: bytes, content_type: str = MULTIPART, path: str = SHEET) -> dict[str, Any]:
    event = {
        "rawPath": path,
        "headers": browser.headers | {"content-type": content_type},
        "cookies": [f"{name}={value}" for name, value in browser.cookies.items()],
        "requestContext": {"domainName": "pages.example.com", "http": {"method": "POST"}},
        "body": b64encode(payload).decode(),
        "isBase64Encoded": True,
    }
    return answer(event, browser.ports)


def upload(browser: Browser, data: str | bytes, name: str = "群台账.csv", **fields: str) -> Seen:
    sent = {"token": token(browser), "act": "look"} | fields
    content = data.encode() if isinstance(data, str) else data
    given = raw(browser, body(sent, content, name))
    return Seen(given["statusCode"], given["body"], given["headers"], SHEET)


def pressed(browser: Browser, seen: Seen, act: str = "file", **changed: str) -> Seen:
    return browser.ask("POST", SHEET, seen.form(SHEET) | {"act": act} | changed)


def files(office: Department) -> dict[str, bytes]:
    return {key: data for key, data in office.world.bucket.objects.items() if key.startswith("register/")}


def workbook(*rows: list[Any]) -> bytes:
    book, written = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(written)
    return written.getvalue()


def test_a_clerk_sees_what_a_sheet_would_change_and_then_files_it() -> None:
    office = Department()
    browser = clerk(office)
    assert 'href="/pages/desk/sheet"' in browser.get("/pages/desk").body
    seen = upload(browser, ROWS)
    assert (seen.status, "新增 2 个" in seen.body, "市场部-周会群" in seen.body) == (200, True, True)
    assert files(office) == {}
    assert office.names() == []
    done = pressed(browser, seen)
    assert done.headers["location"] == f"{SHEET}?said=sheet_sent"
    assert "已收到" in browser.get(done.headers["location"]).body
    assert files(office) == {KEY: ROWS.encode()}
    answered = register({"Records": [{"s3": {"object": {"key": KEY}}}]}, office.world.ports)
    assert answered["new"] == 2
    assert office.names() == ["市场部-日报群"]


def test_who_uploaded_which_sheet_is_kept_and_nothing_of_what_stands_in_it() -> None:
    office = Department()
    browser = clerk(office)
    pressed(browser, upload(browser, ROWS))
    [entry] = office.world.ledger.audit.of("群台账.csv", 9)
    assert (entry.what, entry.by, entry.details["added"]) == (UPLOADED, HE, 2)
    told = str(entry.details) + str(office.world.log.lines) + str(office.world.log.metrics)
    assert "日报" not in told


def test_a_change_is_shown_old_and_new_by_name_and_what_an_owner_filed_is_kept() -> None:
    office = Department()
    browser = clerk(office)
    pressed(browser, upload(browser, ROWS))
    register({"key": KEY}, office.world.ports)
    later = f"{HEAD}孔明灯,w1,市场部-周报群,{ZHOU},市场部\n"
    seen = upload(browser, later)
    assert "<del>市场部-日报群</del> → <ins>市场部-周报群</ins>" in seen.body
    assert "<del>王芳</del> → <ins>周杰</ins>" in seen.body
    assert "这次表里没有 1 个" in seen.body
    assert "登记到 2027 年 4 月 10 日" in seen.body
    assert "pigeon:" not in seen.body
    english = clerk(office, language="en")
    assert '<span class="what">owner</span> <del>王芳</del>' in upload(english, later).body


def test_what_owners_filed_themselves_is_told_with_their_name() -> None:
    office = Department()
    filed = office.files(name="市场部-甲群").group
    seen = upload(clerk(office), f"{HEAD}孔明灯,{filed.id},市场部-乙群,{WANG},\n")
    assert "以群主自己登记的为准 1 个" in seen.body
    assert "王芳登记" in seen.body


def test_a_second_press_files_nothing_twice() -> None:
    office = Department()
    browser = clerk(office)
    seen = upload(browser, ROWS)
    assert [pressed(browser, seen).status for _ in range(2)] == [303, 303]
    assert len(office.world.ledger.audit.of("群台账.csv", 9)) == 1


def test_what_changed_since_it_was_shown_is_shown_again_before_it_is_filed() -> None:
    office = Department()
    browser = clerk(office)
    seen = upload(browser, ROWS)
    other = clerk(office, ZHAO)
    pressed(other, upload(other, ROWS.replace("日报", "早报")))
    register({"key": KEY}, office.world.ports)
    office.world.bucket.objects.clear()
    again = pressed(browser, seen)
    assert (again.status, "请再看一下" in again.body) == (200, True)
    assert files(office) == {}
    assert pressed(browser, again).status == 303


def test_rows_that_are_wrong_are_named_and_come_back_in_a_marked_copy() -> None:
    office = Department()
    browser = clerk(office)
    seen = upload(
        browser,
        workbook(
            ["平台", "群ID", "群名称", "群主"],
            ["孔明灯", "w1", "甲群", WANG],
            ["孔明灯", "w2", "乙群", "没有这个人"],
        ),
        "台账.xlsx",
    )
    assert (seen.status, "需要修改的地方 1 处" in seen.body, "<strong>乙群</strong>" in seen.body) == (
        422,
        True,
        True,
    )
    assert 'value="file"' not in seen.body
    assert pressed(browser, seen).status == 422, "nothing is filed with a wrong row, whatever is pressed"
    copy = pressed(browser, seen, "copy")
    assert copy.headers["content-disposition"].startswith("attachment;")
    assert "台账-需要修改的地方.xlsx" in unquote(copy.headers["content-disposition"])
    assert (copy.headers["x-content-type-options"], copy.headers["cache-control"]) == ("nosniff", "no-store")
    sheet = load_workbook(io.BytesIO(b64decode(copy.body))).active
    assert sheet is not None
    notes = [str(cell.value) for cell in next(sheet.iter_cols(min_col=sheet.max_column))]
    assert notes[0].startswith("需要修改的地方")
    assert "没有这个人" in notes[2]
    assert files(office) == {}


def test_a_blank_sheet_is_downloaded_with_the_departments_to_choose_from() -> None:
    seen = clerk(Department()).ask("GET", BLANK)
    book = load_workbook(io.BytesIO(b64decode(seen.body)))
    assert seen.headers["content-disposition"].startswith("attachment;")
    assert any(cell.value and "群名称" in str(cell.value) for cell in book.worksheets[0][1])


@pytest.mark.parametrize("account", [WANG, WU])
def test_for_anybody_else_there_is_no_such_page(account: str) -> None:
    office = Department()
    browser = clerk(office, account)
    nothing = browser.ask("GET", "/pages/nothing")
    for address in (SHEET, BLANK):
        seen = browser.ask("GET", address)
        assert (seen.status, seen.body) == (404, nothing.body)
    for data in (ROWS, "长" * 2_000_000):
        seen = upload(browser, data)
        assert (seen.status, seen.body) == (404, nothing.body)
    assert files(office) == {}


@pytest.mark.parametrize("forged", ["", "forged"])
def test_a_forged_token_is_refused(forged: str) -> None:
    office = Department()
    browser = clerk(office)
    assert upload(browser, ROWS, token=forged).status == 403
    seen = upload(browser, ROWS)
    assert pressed(browser, seen, token=forged).status == 403
    assert files(office) == {}


@pytest.mark.parametrize(
    "changed",
    [
        {"data": urlsafe_b64encode(ROWS.replace("日报", "假的").encode()).decode()},
        {"data": "%%%"},
        {"data": "a"},
    ],
)
def test_another_sheet_than_was_shown_is_refused(changed: dict[str, str]) -> None:
    office = Department()
    browser = clerk(office)
    assert pressed(browser, upload(browser, ROWS), **changed).status == 409
    assert files(office) == {}


def test_what_was_shown_to_one_clerk_is_not_filed_by_another_nor_an_hour_later() -> None:
    office = Department()
    browser, other = clerk(office), clerk(office, ZHAO)
    seen = upload(browser, ROWS)
    assert pressed(other, seen, token=token(other)).status == 409
    for _ in range(3):
        office.world.clock.forward(timedelta(minutes=21))
        browser.get("/pages")
    assert "请先选一份表" in pressed(browser, seen).body
    assert files(office) == {}


def bomb() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/workbook.xml", b" " * 300_000_000)
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.csv"), (b"PK\x03\x04 broken", "a.xlsx"), (ROWS.encode(), "a.docx"), (ROWS.encode(), ""),
        ("姓名,飞书\n王芳,ou_1\n".encode(), "人员名册.csv"), (b"\x00\xff\xfe" * 99, "a.csv"), (bomb(), "a.xlsx"),
    ],
    ids=["empty", "broken", "document", "nameless", "people", "noise", "bomb"],
)  # fmt: skip
def test_what_is_no_sheet_of_groups_is_refused_on_the_page(data: bytes, name: str) -> None:
    office = Department()
    seen = upload(clerk(office), data, name)
    assert (seen.status, 'role="alert"' in seen.body) == (422, True)
    assert files(office) == {}


def test_a_formula_is_refused_by_its_row() -> None:
    data = workbook(["平台", "群ID", "群名称", "群主"], ["孔明灯", "w1", "=HYPERLINK(1)", WANG])
    seen = upload(clerk(Department()), data, "台账.xlsx")
    assert seen.status == 422
    assert "HYPERLINK" not in seen.body


@pytest.mark.parametrize("size", [LARGEST + 1, 5 * 1024 * 1024])
def test_a_sheet_that_is_too_large_is_refused_and_says_so(size: int) -> None:
    office = Department()
    seen = upload(clerk(office), b"x" * size)
    assert (seen.status, "超过 2 MB" in seen.body) == (413, True)
    assert files(office) == {}


def test_other_pages_take_no_more_than_before() -> None:
    browser = clerk(Department())
    given = raw(browser, b"x=" + b"y" * 300_000, "application/x-www-form-urlencoded", "/pages/desk/item")
    assert given["statusCode"] == 413


@pytest.mark.parametrize(
    "name",
    ["../../policy/incoming/policy.csv", "..\\..\\x.csv", "\u202e群.csv", "长" * 300 + ".csv", "a\x00b.csv"],
)
def test_a_hostile_file_name_stays_in_its_folder_and_short(name: str) -> None:
    office = Department()
    browser = clerk(office)
    pressed(browser, upload(browser, ROWS, name))
    [key] = files(office)
    kept = key.removeprefix("register/incoming/")
    assert "/" not in kept
    assert "\\" not in kept
    assert len(kept) <= 60
    assert kept.isprintable()


def test_hostile_names_of_groups_are_text() -> None:
    seen = upload(clerk(Department()), f"{HEAD}孔明灯,w1,<script>alert(1)</script>,{WANG},\n")
    assert "&lt;script&gt;alert(1)" in seen.body
    assert "<script>alert" not in seen.body


@pytest.mark.parametrize(
    ("content_type", "payload"),
    [
        ("multipart/form-data", b""), ("multipart/form-data; boundary=x", b"--x"), (MULTIPART, b"------gk--"),
        (MULTIPART, b"------gk\r\nno name\r\n\r\n1\r\n------gk--"), (MULTIPART, b"junk\r\n------gk\r\n\r\n------gk--"),
        (MULTIPART, b'------gk\r\nContent-Disposition: form-data; name="a"\r\n1\r\n------gk--'),
        (MULTIPART, b'------gk\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 50 + b"------gk--"),
    ],
)  # fmt: skip
def test_a_form_that_no_browser_writes_does_nothing(content_type: str, payload: bytes) -> None:
    assert raw(clerk(Department()), payload, content_type)["statusCode"] == 403


def test_a_field_that_is_too_long_is_left_out_and_the_file_is_as_it_was_sent() -> None:
    data = b"\r\n--x\r\n\x00------g\r\n"
    parts = parts_of(MULTIPART, body({"token": "t", "long": "y" * 9000}, data, "a.csv"))
    assert parts is not None
    assert (dict(parts.fields), parts.files["file"]) == ({"token": "t"}, ("a.csv", data))


def test_the_cold_page_loads_nothing_of_sheets() -> None:
    import subprocess
    import sys

    code = "import sys, shared.adapters.web.site; print([m for m in sys.modules if 'openpyxl' in m or 'files.' in m or 'register' in m])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )
