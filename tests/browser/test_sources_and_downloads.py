"""Where a number came from, and how it leaves the page."""

import csv
import hashlib
import io
import re
import struct
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from geo import areas
from tests.browser.economy import commune, open_economy
from tests.browser.reports import AFTER, CORRECTED, REVENUE, revenue
from tests.browser.serving import Served


def commune_name(code: str) -> str:
    return str(areas.communes("08").set_index("area_code").loc[code, "full_name"])


SVG = "{http://www.w3.org/2000/svg}"
MONTH = f"?so-voi=previous&the-hien=value&xa={CORRECTED}"  # the month alone, of the commune that corrected it


def test_the_source_of_a_number_is_its_cell_file_delivery_and_every_revision(page: Page, served: Served) -> None:
    open_economy(page, MONTH)
    page.locator(".commune-strip .source-link").first.click()
    panel = page.locator("#group-source")
    expect(panel).to_be_visible()
    expect(panel).to_be_focused()
    (sent,) = served.home.glob("deliveries/*/original/dinh-chinh.xlsx")
    digest = hashlib.sha256(sent.read_bytes()).hexdigest()
    before = f"{revenue(CORRECTED, '2026-02'):.0f}"
    told = ("999,5 triệu đồng", "dinh-chinh.xlsx", "Biểu 1", "D8", digest, sent.parent.parent.name, "20/03/2026")
    for words in told:
        expect(panel).to_contain_text(words)
    expect(panel.locator(".revisions li")).to_have_count(1)
    expect(panel.locator(".revisions")).to_contain_text(re.compile(f"{before} triệu đồng.*999,5 triệu đồng"))


def table_of_map(page: Page) -> Locator:
    page.locator("#group-map-panel .map-table summary").click()
    table = page.locator("#group-map-panel .grid[data-grid-ready]")
    expect(table.locator(".grid-count")).to_contain_text("dòng")
    return table


def open_panel_tells_the_corrected_cell(page: Page) -> Locator:
    """The panel that a key opened, with the focus in it."""
    panel = page.locator("#group-source")
    expect(panel).to_be_focused()
    for words in (commune_name(CORRECTED), "999,5 triệu đồng", "dinh-chinh.xlsx", "D8"):
        expect(panel).to_contain_text(words)
    return panel


def test_a_number_in_the_table_of_the_map_leads_to_its_cell_by_keyboard_and_esc_leads_back(page: Page) -> None:
    open_economy(page, MONTH)
    table = table_of_map(page)
    table.locator(".grid-search").fill(commune_name(CORRECTED))
    number = table.locator('.ag-cell[col-id="value"]', has_text="999,5")
    expect(number).to_have_count(1)
    table.locator('.ag-row .ag-cell[col-id="area_code"]', has_text=CORRECTED).click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    panel = open_panel_tells_the_corrected_cell(page)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(number).to_be_focused()


def test_the_number_of_a_commune_on_the_map_leads_to_its_cell_by_keyboard_and_esc_leads_back(page: Page) -> None:
    open_economy(page, MONTH.partition("&xa=")[0])
    way = page.locator(".map-chosen")
    expect(way).to_be_hidden()
    commune(page, CORRECTED).focus()
    page.keyboard.press("Enter")
    expect(way).to_contain_text(commune_name(CORRECTED))
    expect(way).to_contain_text("999,5 triệu đồng")
    page.keyboard.press("Tab")
    expect(way.get_by_role("button", name="Xem nguồn")).to_be_focused()
    page.keyboard.press("Enter")
    open_panel_tells_the_corrected_cell(page)
    page.keyboard.press("Escape")
    expect(way.get_by_role("button", name="Xem nguồn")).to_be_focused()
    commune(page, CORRECTED).press("Escape")
    expect(way).to_be_hidden()


@pytest.mark.parametrize(("shown", "title"), [("change", "Tăng, giảm"), ("plan_share", "Tỷ lệ thực hiện kế hoạch")])
def test_a_change_or_share_in_the_table_of_the_map_leads_to_both_numbers_it_is_of(
    page: Page, shown: str, title: str
) -> None:
    open_economy(page, f"?the-hien={shown}")
    table = table_of_map(page)
    table.locator('.ag-cell[col-id="value"] .source-link').first.click()
    panel = page.locator("#group-source")
    expect(panel.locator(".lineage-title")).to_contain_text(title)
    expect(panel.locator(".lineage-parts li")).to_have_count(2)
    for place in (0, 1):
        expect(panel.locator(".lineage-parts li button").nth(place)).to_have_text(re.compile(r"\d.* đồng"))


def test_on_a_phone_the_panel_that_covers_the_page_keeps_the_keyboard(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_economy(page, MONTH)
    page.locator(".commune-strip .source-link").first.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#group-source")
    expect(panel).to_be_focused()
    for _ in range(panel.locator("a, button, summary").count() + 5):  # once around, by way of the browser's own bars
        page.keyboard.press("Tab")
        expect(page.locator(":focus:not(#group-source, #group-source *, .skip-link)")).to_have_count(0)


def test_esc_closes_the_source_and_gives_the_focus_back(page: Page) -> None:
    open_economy(page, MONTH)
    number = page.locator(".commune-strip .source-link").first
    number.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#group-source")
    expect(panel).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(number).to_be_focused()
    expect(page.locator("path.commune.is-selected")).to_have_count(1)


def test_a_sum_over_communes_leads_to_the_cell_of_each_and_esc_back_to_the_sum(page: Page) -> None:
    open_economy(page, "?so-voi=previous&the-hien=value&chi-so=tq_commune_budget_revenue")
    number = page.locator(".card.is-selected .source-link")
    number.click()
    panel = page.locator("#group-source")
    expect(panel).to_be_focused()
    parts = panel.locator(".lineage-parts")
    expect(parts.first.locator("li")).to_have_count(12)
    panel.get_by_text("số khác").click()
    name = commune_name(CORRECTED)
    parts.locator("li", has_text=name).get_by_role("button").click()
    expect(panel.locator(".lineage-title")).to_contain_text(name)
    page.keyboard.press("Escape")
    expect(number).to_be_focused()


def test_the_same_source_can_be_opened_again_after_it_was_closed(page: Page) -> None:
    open_economy(page, MONTH)
    panel = page.locator("#group-source")
    for _ in range(2):
        page.locator(".commune-strip .source-link").first.click()
        expect(panel).to_be_visible()
        page.locator("#group-source-close").click()
        expect(panel).to_be_hidden()


def test_a_sum_tells_its_formula_with_this_cell_s_numbers(page: Page) -> None:
    open_economy(page, f"?xa={CORRECTED}")
    page.locator(".commune-strip .source-link").first.click()
    formula = page.locator("#group-source .lineage-formula")
    expect(formula.first).to_have_text("Lũy kế = tổng các tháng từ đầu năm")
    january = f"{revenue(CORRECTED, '2026-01'):.0f}"
    total = f"{revenue(CORRECTED, '2026-01') + AFTER:,.1f}".translate(str.maketrans(",.", ".,"))
    expect(formula.last).to_have_text(f"{january} + 999,5 = {total} triệu đồng")


def download(page: Page, panel: str, kind: str) -> tuple[str, bytes]:
    """The name of the file and what is in it."""
    with page.expect_download() as started:
        page.locator(f"{panel} .export-bar").get_by_role("button", name=re.compile(f"{kind}$")).click()
    return started.value.suggested_filename, Path(started.value.path()).read_bytes()


def words_of(drawing: bytes) -> str:
    """All text of an SVG, lines joined by blanks."""
    return " ".join(" ".join(found.itertext()) for found in ElementTree.fromstring(drawing).iter(f"{SVG}text"))  # noqa: S314  # ours


@pytest.mark.parametrize("panel", ["#group-map-panel", "#group-trend-panel"])
def test_a_picture_leaves_with_title_unit_period_source_as_of_and_the_mark(page: Page, panel: str) -> None:
    open_economy(page)
    expect(page.locator("#group-trend .main-svg").first).to_be_visible()
    name, drawing = download(page, panel, "SVG")
    assert name.endswith("2026-02.svg")
    told = words_of(drawing)
    for words in ("Thu ngân sách", "Lũy kế 2 tháng năm 2026", "Tỉnh Tuyên Quang", "UBND các xã, phường", "Số liệu đến",
                  "Số liệu mô phỏng"):  # fmt: skip
        assert words.lower() in told.lower(), words
    size = ElementTree.fromstring(drawing).attrib  # noqa: S314  # ours
    name, picture = download(page, panel, "PNG")
    assert name.endswith("2026-02.png")
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    assert width >= 2400  # an A4 page at 300 dpi
    assert abs(width / height - int(size["width"]) / int(size["height"])) < 0.002


def test_a_picture_is_had_in_the_size_of_a_slide_or_a_page_or_on_the_clipboard(page: Page) -> None:
    open_economy(page)
    expect(page.locator("#group-trend .main-svg").first).to_be_visible()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#group-trend-panel").get_by_role("button", name="Chọn khổ ảnh").click()
    for size, wanted in {"16:9": (1920, 1080), "4:3": (1600, 1200), "A4 ngang": (3508, 2480)}.items():
        with page.expect_download() as started:
            page.locator("#way-picture").get_by_role("button", name=size).click()
        picture = Path(started.value.path()).read_bytes()
        assert struct.unpack(">II", picture[16:24]) == wanted
    page.locator("#way-picture").get_by_role("button", name="Sao chép ảnh").click()
    expect(page.locator("#way-picture [role=status]")).to_contain_text("Đã chép")
    kinds = page.evaluate("navigator.clipboard.read().then((all) => all.flatMap((one) => one.types))")
    assert kinds == ["image/png"]
    page.keyboard.press("Escape")
    expect(page.locator("#way-picture")).to_be_hidden()


def test_the_picture_of_the_map_is_the_map_with_its_legend(page: Page) -> None:
    open_economy(page)
    _, drawing = download(page, "#group-map-panel", "SVG")
    shapes = [one for one in ElementTree.fromstring(drawing).iter(f"{SVG}path") if one.get("fill-rule") == "evenodd"]  # noqa: S314  # ours
    assert len(shapes) == 124
    assert {one.get("fill", "")[:13] for one in shapes if "url" in one.get("fill", "")} == {
        "url(#hatch-mi",
        "url(#hatch-su",
    }
    assert "chưa nhận số liệu" in words_of(drawing)
    assert b"font/woff2;base64" in drawing


def test_the_table_of_the_map_leaves_as_csv_and_as_workbook_with_what_numbers_need(page: Page) -> None:
    open_economy(page, "?so-voi=previous&the-hien=value")
    name, text = download(page, "#group-map-panel", "CSV")
    assert name == f"{REVENUE}-map-2026-02.csv"
    lines = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
    head = [line[0] for line in lines[: lines.index([])]]
    assert head[0] == "Thu ngân sách trên địa bàn xã, phường"
    assert head[1].startswith("SỐ LIỆU MÔ PHỎNG")
    assert {"Đơn vị tính: triệu đồng", "Kỳ: Tháng 2/2026", "Địa bàn: Tỉnh Tuyên Quang"} <= set(head)
    assert any(line.startswith("Nguồn: UBND các xã, phường") for line in head)
    assert any(line.startswith("Số liệu đến: ") for line in head)
    columns, *rows = lines[lines.index([]) + 1 :]
    assert len(rows) == 124
    corrected = dict(zip(columns, next(row for row in rows if row[0] == CORRECTED), strict=True))
    assert float(corrected["Giá trị (triệu đồng)"]) == AFTER

    name, book = download(page, "#group-map-panel", "XLSX")
    assert name == f"{REVENUE}-map-2026-02.xlsx"
    sheet: Any = openpyxl.load_workbook(io.BytesIO(book)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in cells[: len(head)]] == head
    row = next(row for row in cells if row[0] == CORRECTED)
    assert (row[1], row[2]) == ("Xã Thắng Mố", AFTER)


def test_the_table_of_the_trend_follows_the_commune(page: Page) -> None:
    open_economy(page, MONTH)
    _, text = download(page, "#group-trend-panel", "CSV")
    told = text.decode("utf-8-sig")
    assert "Địa bàn: Xã Thắng Mố" in told
    assert "Tháng 2/2026,Năm nay,999.5" in told


def test_nothing_offers_to_send_a_chart_to_a_cloud(page: Page) -> None:
    open_economy(page)
    expect(page.locator("#group-trend .main-svg").first).to_be_visible()
    page.locator("#group-trend .main-svg").first.hover()
    assert page.locator('.modebar-btn[data-title^="Share"], [href*="plotly"], [href*="plot.ly"]').count() == 0
    offers = page.locator("button, a, [role=button]").filter(has_text=re.compile("cloud|share|chia sẻ", re.IGNORECASE))
    assert offers.count() == 0


def test_the_figure_of_a_group_on_the_front_page_leads_to_its_source_and_the_card_to_the_group(page: Page) -> None:
    page.goto("/")
    card = page.locator(".group-card", has=page.locator(".source-link")).first
    card.locator(".source-link").press("Enter")
    panel = page.locator("#overview-source")
    expect(panel).to_be_focused()
    expect(panel).to_contain_text("Nguồn")
    page.keyboard.press("Escape")
    expect(card.locator(".source-link")).to_be_focused()
    card.locator(".group-note").click(force=True)  # the link lies over the whole card
    page.wait_for_url(re.compile(r"\?bo="))
