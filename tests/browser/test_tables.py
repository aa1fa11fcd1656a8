"""Tables in a reader's hands: search, group, copy a block, take away what is seen; with the mouse and without."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenTab
from tests.browser.economy import COMMUNES, open_economy
from tests.browser.serving import Served


def table_of_map(page: Page) -> Locator:
    """The table of the map, opened."""
    open_economy(page)
    page.locator("#group-map-panel .map-table summary").click()
    table = page.locator("#group-map-panel .grid[data-grid-ready]")
    expect(table.locator(".grid-count")).to_have_text(f"{COMMUNES} dòng")
    return table


def cell(table: Locator, row: int, field: str) -> Locator:
    return table.locator(f'[row-index="{row}"] [col-id="{field}"]').first


@pytest.fixture
def page(open_tab: OpenTab, served: Served) -> Page:
    return open_tab(served, permissions=["clipboard-read", "clipboard-write"])


def copied(page: Page) -> list[list[str]]:
    """What the clipboard holds, as a spreadsheet would spread it."""
    return list(csv.reader(io.StringIO(page.evaluate("navigator.clipboard.readText()")), delimiter="\t"))


def test_search_needs_no_diacritics_and_the_count_says_what_is_left(page: Page) -> None:
    table = table_of_map(page)
    table.locator(".grid-search").fill("dong van")
    expect(table.locator('.ag-cell[col-id="area_name"]', has_text="Đồng Văn")).to_be_visible()
    expect(table.locator(".grid-count")).to_contain_text(f"trên {COMMUNES} dòng")


def test_rows_stand_in_groups_that_close(page: Page) -> None:
    table = table_of_map(page)
    table.get_by_label("Nhóm theo").select_option(label="Trạng thái")
    heading = table.locator(".grid-group", has_text="chưa nhận số liệu")
    expect(heading).to_contain_text("(3)")
    expect(heading).to_have_attribute("aria-expanded", "true")
    below = table.locator('.ag-cell[col-id="status"]', has_text="chưa nhận số liệu")
    expect(below).to_have_count(3)
    heading.click()
    expect(below).to_have_count(0)
    expect(table.locator(".grid-group", has_text="chưa nhận số liệu")).to_have_attribute("aria-expanded", "false")


def test_a_block_taken_with_the_keyboard_is_copied_with_its_codes_and_numbers_whole(page: Page) -> None:
    table = table_of_map(page)
    cell(table, 0, "area_code").click()
    for key in ("Shift+ArrowRight", "Shift+ArrowDown", "Control+c"):
        page.keyboard.press(key)
    expect(table.locator(".grid-count")).to_have_text("Đã chép 2 dòng × 2 cột")
    rows = copied(page)
    assert [row[0] for row in rows] == [cell(table, at, "area_code").inner_text() for at in (0, 1)]
    shown = float(cell(table, 0, "value").inner_text().replace(",", "."))
    assert float(rows[0][1].replace(",", ".")) == pytest.approx(shown, abs=0.06)
    html = page.evaluate(
        "navigator.clipboard.read().then((all) => all[0].getType('text/html')).then((one) => one.text())"
    )
    assert f'x:num="{rows[0][1].replace(",", ".")}"' in html


def test_the_file_holds_what_is_seen(page: Page, tmp_path: Path) -> None:
    table = table_of_map(page)
    table.locator(".grid-search").fill("phuong")
    expect(table.locator(".grid-count")).to_contain_text("trên")
    seen = int(table.locator(".grid-count").inner_text().split()[0])
    with page.expect_download() as download:
        table.get_by_role("button", name="XLSX").click()
    download.value.save_as(tmp_path / "bang.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "bang.xlsx").active
    rows = list(sheet.iter_rows(values_only=True))
    top = next(place for place, row in enumerate(rows) if row[0] == "Xã, phường")
    assert len(rows) - top - 1 == seen
    assert isinstance(rows[top + 1][2], float)


def test_a_name_in_the_list_of_indicators_is_followed_with_the_keyboard(page: Page) -> None:
    open_economy(page)
    page.locator("#group-all-summary").click()
    table = page.locator("#group-all-list .grid[data-grid-ready]")
    table.locator(".grid-search").fill("trong rung")
    cell(table, 0, "name").click(position={"x": 4, "y": 4})
    page.keyboard.press("Enter")
    expect(page.locator("#group-map-panel-title")).to_contain_text("trồng rừng")


def test_no_table_is_fetched_before_one_is_seen(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_economy(page)
    assert not [url for url in asked if "dash_ag_grid" in url]


def test_a_table_fits_a_phone(open_tab: OpenTab, served: Served) -> None:
    phone = open_tab(served, width=390, height=844, has_touch=True)
    table = table_of_map(phone)
    expect(cell(table, 0, "area_name")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert table.locator(".ag-pinned-left-cols-container .ag-cell").count() == 0


def test_what_the_library_tells_after_a_table_has_gone_is_not_asked_of_it(page: Page) -> None:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type != "log" else None)
    table_of_map(page)
    page.evaluate("""async () => {
      const [table] = Object.values(window.chiso.grid.grids);
      const searched = new Promise((resolve) => table.api.addEventListener("modelUpdated", resolve));
      table.api.setGridOption("quickFilterText", "dong");
      table.api.destroy();
      await searched;
    }""")
    page.wait_for_load_state("networkidle")
    assert told == []
