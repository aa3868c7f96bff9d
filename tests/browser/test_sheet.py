"""「上传登记表」 in headless Chromium: without script, on a phone and a screen, for whoever sees and whoever listens."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, FilePayload, Page, expect

from shared.app.register.upload import register
from tests.app.clerks import HE, Department
from tests.app.pages import CHEN, WANG, ZHOU
from tests.browser.office import Served, served
from tests.browser.test_clerks import _look
from tests.browser.test_pages import LOOKS, SCREENS, Opened, opened

KEY = "register/incoming/群台账.csv"
HEAD = "平台,群ID,群名称,群主,部门,用途\n"
BEFORE = f"{HEAD}微信,w1,华东销售日报,{WANG},市场部,日报\n微信,w2,采购-供应商协调,{CHEN},采购部,\n微信,w3,老群,{CHEN},市场部,\n"
AFTER = f"{HEAD}微信,w1,市场部-华东销售日报与渠道推广联合工作群,{ZHOU},技术部,\n微信,w2,采购-供应商协调,{CHEN},采购部,\n微信,w4,市场部-周会群,{CHEN},市场部,\n"
WRONG = f"{AFTER}微信,w5,市场部-展会群,没有这个人,市场部,\n"


@pytest.fixture
def office() -> Department:
    office = Department()
    office.world.bucket.objects[KEY] = BEFORE.encode()
    register({"key": KEY}, office.world.ports)
    office.world.bucket.objects.clear()
    return office


@pytest.fixture
def site(office: Department) -> Iterator[Served]:
    with served(office, HE) as site:
        yield site


def chosen(page: Page, text: str) -> None:
    file: FilePayload = {"name": "群台账.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.locator("#file").set_input_files(file)
    page.locator("main form button").click()


def test_a_clerk_uploads_looks_and_files_without_script(
    browser: Browser, office: Department, site: Served
) -> None:
    phone = opened(browser, office, site, java_script_enabled=False)
    page = phone.go("/pages/desk")
    page.get_by_role("link", name="上传登记表").click()
    chosen(page, AFTER)
    expect(page.get_by_text("华东销售日报", exact=True)).to_be_visible()
    assert office.world.bucket.objects == {}
    page.get_by_role("button", name="就这样更新").click()
    expect(page.get_by_role("status")).to_contain_text("已收到")
    assert office.world.bucket.objects == {KEY: AFTER.encode()}
    _ended(phone)


def test_the_marked_copy_and_the_blank_sheet_are_downloaded(
    browser: Browser, office: Department, site: Served
) -> None:
    phone = opened(browser, office, site, java_script_enabled=False, accept_downloads=True)
    page = phone.go("/pages/desk/sheet")
    with page.expect_download() as blank:
        page.get_by_role("link", name="下载空白表").click()
    assert load_workbook(BytesIO(Path(blank.value.path()).read_bytes())).worksheets
    chosen(page, WRONG)
    with page.expect_download() as marked:
        page.get_by_role("button", name="下载标好的表").click()
    assert marked.value.suggested_filename == "群台账-需要修改的地方.xlsx"
    cells = [
        str(cell.value)
        for row in load_workbook(BytesIO(Path(marked.value.path()).read_bytes())).worksheets[0]
        for cell in row
    ]
    assert any("没有这个姓名的在职同事" in cell for cell in cells)
    _ended(phone)


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_it_is_fit_for_a_screen_reader_and_for_its_screen(
    browser: Browser, office: Department, site: Served, look: tuple[str, str, str], pictures: Path
) -> None:
    screen, scheme, language = look
    seen = opened(browser, office, site, SCREENS[screen], locale=language, color_scheme=scheme)
    name = f"{screen}-{scheme}-{language[:2]}.png"
    page = seen.go("/pages/desk/sheet")
    _look(page, pictures / f"sheet-{name}")
    chosen(page, "")
    _look(page, pictures / f"sheet-refused-{name}")
    chosen(page, AFTER)
    page.locator("details").evaluate_all("folds => folds.forEach(one => { one.open = true })")
    _look(page, pictures / f"sheet-look-{name}")
    page = seen.go("/pages/desk/sheet")
    chosen(page, WRONG)
    _look(page, pictures / f"sheet-wrong-{name}")
    seen.context.close()


def _ended(phone: Opened) -> None:
    phone.context.close()
    assert [one for one in phone.complaints if "422" not in one] == [], (
        "a sheet with wrong rows is answered so"
    )
