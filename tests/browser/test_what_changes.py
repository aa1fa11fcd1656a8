"""What readers see when the store changes under them, and what a newcomer goes through."""

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenTab
from tests.browser.economy import choose, commune, fills, open_economy
from tests.browser.reports import CORRECTED
from tests.browser.serving import Served
from tests.loaders.books import matrix

MONTH = f"?so-voi=previous&the-hien=value&xa={CORRECTED}"


@pytest.fixture
def own_page(open_tab: OpenTab, own_store: Served) -> Page:
    return open_tab(own_store)


def test_a_newcomer_s_workbook_is_loaded_its_errors_explained_and_the_map_shows_it(
    own_page: Page, own_store: Served, tmp_path: Path
) -> None:
    open_economy(own_page, MONTH)
    before = fills(own_page)[CORRECTED]
    rows = [
        (1, CORRECTED, "Xã Thắng Mố", 98765.4, "", "", "", ""),
        (2, "", "Xã Đồng Văng", 12, "", "", "", ""),
        (3, "00691", "Phường Hà Giang 2", "chín trăm", "", "", "", ""),
    ]
    file = matrix(tmp_path / "bieu-cua-toi.xlsx", rows, title="Tháng 2 năm 2026")
    loaded = own_store.chiso("load", file)
    assert loaded.returncode == 0, loaded.stderr
    told = " ".join(loaded.stdout.split())
    for words in ("Xã Đồng Văng", "Xã Đồng Văn (00721)", "chín trăm", "D10", "Đã công bố phiên bản"):
        assert words in told, told
    open_economy(own_page, MONTH)
    expect(own_page.locator(".commune-strip .fact").first).to_contain_text("98.765,4 triệu đồng")
    assert fills(own_page)[CORRECTED] != before
    commune(own_page, CORRECTED).hover()
    expect(own_page.locator(".map-tip")).to_contain_text("hạng 1/120")
    own_page.goto("/nhan-du-lieu")
    expect(own_page.locator("main")).to_contain_text("bieu-cua-toi.xlsx")
    own_page.get_by_role("link", name="bieu-cua-toi.xlsx", exact=True).click()
    expect(own_page.locator("main")).to_contain_text("chín trăm")
    expect(own_page.locator("#feeds")).to_contain_text("Thu ngân sách trên địa bàn xã, phường")
    with own_page.expect_download() as started:
        own_page.get_by_role("link", name="Tải tệp với các ô bị từ chối").click()
    book = openpyxl.load_workbook(BytesIO(Path(started.value.path()).read_bytes()))
    marked = [cell for row in book.active.iter_rows() for cell in row if cell.comment]
    assert "chín trăm" in {cell.value for cell in marked}

    again = own_store.chiso("load", file)
    assert "Tệp này đã được nạp trước đây" in again.stdout


def test_a_version_published_while_the_page_is_open_appears_with_the_next_filter_change(
    own_page: Page, own_store: Served, tmp_path: Path
) -> None:
    open_economy(own_page, MONTH)
    file = matrix(tmp_path / "moi.xlsx", [(1, CORRECTED, "Xã Thắng Mố", 43210.5, "", "", "", "")], title="Tháng 2/2026")
    loaded = own_store.chiso("load", file)
    assert loaded.returncode == 0, loaded.stderr
    assert own_store.get("/readyz")[0] == 200
    before = own_page.locator("#shell-version").inner_text()
    choose(own_page, "method", "Khoảng đều")
    expect(own_page.locator(".commune-strip .fact").first).to_contain_text("43.210,5 triệu đồng")
    expect(own_page.locator("#shell-version")).not_to_have_text(before)


def test_going_back_to_the_version_before_is_one_command(own_page: Page, own_store: Served, tmp_path: Path) -> None:
    file = matrix(tmp_path / "nham.xlsx", [(1, CORRECTED, "Xã Thắng Mố", 77777, "", "", "", "")], title="Tháng 2/2026")
    assert own_store.chiso("load", file).returncode == 0
    open_economy(own_page, MONTH)
    expect(own_page.locator(".commune-strip .fact").first).to_contain_text("77.777")
    back = own_store.chiso("rollback")
    assert back.returncode == 0, back.stderr
    choose(own_page, "method", "Khoảng đều")
    expect(own_page.locator(".commune-strip .fact").first).not_to_contain_text("77.777")
    expect(own_page).to_have_url(re.compile("lop=equal"))
