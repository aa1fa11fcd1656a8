"""The economy page as its readers use it: look, filter, drill down, ask for the source, take away."""

import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import COMMUNES, Served, open_economy


def fills(page: Page) -> list[str]:
    """The colour or pattern of every commune, in the order of their codes."""
    found = page.locator("path.commune").evaluate_all(
        "all => all.map(one => [one.dataset.code, one.getAttribute('fill')])"
    )
    return [fill for _, fill in sorted(found)]


def choose(page: Page, field: str, label: str) -> None:
    """Picks an entry of a filter as a reader does."""
    page.locator(f"#economy-{field}").click()
    page.get_by_role("option", name=label, exact=True).click()


def test_the_map_has_every_commune_in_its_class_and_the_legend_counts_them(page: Page) -> None:
    open_economy(page)
    hatched = [fill for fill in fills(page) if fill.startswith("url(#hatch-missing")]
    assert 0 < len(hatched) < COMMUNES
    counts = [int(text) for text in page.locator("#economy-legend .legend-count").all_text_contents()]
    assert sum(counts) == COMMUNES
    assert counts[-1] == len(hatched)
    expect(page.locator("#economy-map-panel-title")).to_contain_text("?")
    expect(page.locator("#economy-map-panel-foot")).to_contain_text("Ranh giới xấp xỉ")


def test_simulated_data_says_so(page: Page) -> None:
    open_economy(page)
    expect(page.locator("#shell-simulated")).to_be_visible()
    expect(page.locator(".card .mark-simulated").first).to_be_visible()


def test_a_filter_repaints_without_fetching_geometry_and_the_address_says_so(page: Page) -> None:
    open_economy(page)
    before, asked = fills(page), []
    page.on("request", lambda sent: asked.append(sent.url))
    choose(page, "shown", "Thay đổi")
    expect(page.locator("#economy-map-panel-title")).to_contain_text("tăng, giảm ở đâu")
    expect(page).to_have_url(re.compile("the-hien=change"))
    assert fills(page) != before
    assert not [url for url in asked if ".geojson" in url]


def test_a_link_opens_the_very_view(page: Page) -> None:
    query = "?bo=tuyen-quang&chi-so=tq_commune_grain_output&so-voi=previous&the-hien=value&lop=equal&xa=00829"
    open_economy(page, query)
    expect(page.locator("#economy-map-panel-title")).to_contain_text("lương thực")
    expect(page.locator("#economy-comparison")).to_contain_text("Kỳ trước")
    expect(page.locator("#economy-method")).to_contain_text("Khoảng đều")
    expect(page.locator(".commune-strip h2")).to_have_text("Xã Thắng Mố")


@pytest.mark.parametrize("query", ["?bo=%3Cscript%3Ealert(1)%3C/script%3E", "?ky=2026-99&xa=0", "?nhom=" + "x" * 3000])
def test_hostile_and_unknown_links_get_a_page_and_a_sentence(page: Page, query: str) -> None:
    open_economy(page, query)
    expect(page.locator("#economy-notes")).to_contain_text("đang hiển thị lựa chọn gần nhất")


def test_a_province_indicator_paints_nothing_says_so_and_offers_the_nearest(page: Page) -> None:
    open_economy(page, "?chi-so=tq_budget_revenue")
    expect(page.locator(".map-frame")).to_contain_text("chỉ được báo cáo cho toàn tỉnh")
    assert set(fills(page)) == {"var(--map-blank)"}
    page.locator("#economy-offer button").click()
    expect(page.locator("#economy-map-panel-title")).to_contain_text("xã, phường")
    expect(page.locator("#economy-legend .legend-count").first).to_be_visible()


def test_keyboard_alone_reaches_a_commune_its_neighbour_and_its_source(page: Page) -> None:
    open_economy(page)
    page.locator('path.commune[tabindex="0"]').focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    chosen = page.locator("path.commune.is-selected")
    expect(chosen).to_have_count(1)
    expect(page.locator(".commune-strip h2")).to_be_visible()
    expect(page.locator("#economy-trend-panel-subtitle")).to_contain_text(
        page.locator(".commune-strip h2").inner_text()
    )
    page.locator(".commune-strip .fact.source-link").first.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#economy-source")
    expect(panel).to_be_visible()
    for told in ("Tệp", "Trang tính", "Ô", "SHA-256", "Lần gửi", "Lịch sử sửa đổi"):
        expect(panel).to_contain_text(told)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator(".commune-strip .fact.source-link").first).to_be_focused()


def test_a_click_on_a_card_s_number_tells_its_formula_with_its_numbers(page: Page) -> None:
    open_economy(page)
    page.locator(".card .card-figure.source-link").first.click()
    expect(page.locator("#economy-source .lineage-formula").last).to_contain_text("=")
    page.locator("#economy-source-close").click()
    expect(page.locator("#economy-source")).to_be_hidden()


def download(page: Page, panel: str, kind: str) -> bytes:
    with page.expect_download() as started:
        page.locator(f"{panel} .export-bar").get_by_role("button", name=re.compile(kind)).click()
    return Path(started.value.path()).read_bytes()


@pytest.mark.parametrize("panel", ["#economy-map-panel", "#economy-trend-panel"])
def test_pictures_and_tables_leave_with_what_a_number_needs(page: Page, panel: str) -> None:
    open_economy(page)
    expect(page.locator("#economy-trend .main-svg").first).to_be_visible()
    drawing = download(page, panel, "SVG").decode()
    for told in ("SỐ LIỆU MÔ PHỎNG", "NGUỒN", "SỐ LIỆU ĐẾN", "NĂM"):
        assert told in drawing.upper()
    assert download(page, panel, "PNG").startswith(b"\x89PNG")
    text = download(page, panel, "CSV").decode("utf-8-sig")
    assert "SỐ LIỆU MÔ PHỎNG" in text
    assert "Đơn vị tính: triệu đồng" in text
    sheet: Any = openpyxl.load_workbook(io.BytesIO(download(page, panel, "XLSX"))).active
    assert any(isinstance(cell.value, float) for row in sheet.iter_rows() for cell in row)


def test_nothing_offers_to_send_a_chart_to_a_cloud(page: Page) -> None:
    open_economy(page)
    expect(page.locator("#economy-trend .main-svg").first).to_be_visible()
    assert page.locator('.modebar-btn[data-title^="Share"], a[href*="plotly"]').count() == 0


def test_a_workbook_of_one_s_own_is_loaded_its_errors_explained_and_the_map_shows_it(
    page: Page, served: Served, tmp_path: Path
) -> None:
    open_economy(page, "?so-voi=previous&the-hien=value&xa=00829")
    month = page.locator("#economy-period").inner_text()
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    rows = [
        ["BIỂU CHỈ TIÊU KINH TẾ - XÃ HỘI XÃ, PHƯỜNG"],
        [re.search(r"Tháng \d+/\d+", month).group()],  # type: ignore[union-attr]
        ["STT", "Mã xã", "Tên xã", "Thu ngân sách trên địa bàn (triệu đồng)"],
        [1, "00829", "Xã Thắng Mố", 98765.4],
        [2, "", "Xã Đồng Vang", 12],
        [3, "00691", "Phường Hà Giang 2", "chín trăm"],
    ]
    for row in rows:
        sheet.append(row)
    file = tmp_path / "bieu-cua-toi.xlsx"
    book.save(file)
    loaded = served.chiso("load", str(file), "--simulated")
    assert loaded.returncode == 0, loaded.stderr
    for told in ("Đồng Vang", "chín trăm", "D6"):
        assert told in loaded.stdout
    open_economy(page, "?so-voi=previous&the-hien=value&xa=00829")
    expect(page.locator(".commune-strip")).to_contain_text("98.765,4")
    again = served.chiso("load", str(file), "--simulated")
    assert again.returncode == 0
    back = served.chiso("rollback")
    assert back.returncode == 0, back.stderr
    open_economy(page, "?so-voi=previous&the-hien=value&xa=00829")
    expect(page.locator(".commune-strip")).not_to_contain_text("98.765,4")
