"""Every chart, map and table of every page can be taken away: as pictures, as files, into a briefing."""

import base64
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import dash
import openpyxl
import pypdf
import pytest
from playwright.sync_api import Page, expect

from app import create_app
from tests.browser.serving import Served
from tests.browser.test_briefing_page import SLOW, begin
from tests.browser.test_every_page import PAGES, settled

MORE = ("/canh-bao", "/ban-do?kieu=by_period", "/ban-do?the-hien=plan_share", "/nhom/du-lich",
        "/so-sanh?kieu=ky", "/so-sanh?kieu=chi-so", "/so-sanh?kieu=tinh",
        "/danh-muc?chi-so=tq_commune_budget_revenue")  # fmt: skip
WALKED = [path for path in (*PAGES, *MORE) if path != "/khong-co-trang-nay"]
# Every chart, map and table: its kind, whether it has a way out, what the way out is called, what it would hand out.
LOOK = """async () => {
  const frame = () => new Promise((resolve) => window.requestAnimationFrame(resolve));
  await frame(), await frame();  // bars are made in the frame after what they are of
  const found = [];
  const drawn = ['table', '[data-grid]', '.js-plotly-plot', '.leaflet-container'];
  const pictures = ['.multiples:not(:empty)', 'img:not(article.briefing img)'];
  const listed = ['.ranking', 'ol:not(.ranking ol, nav ol)', '.shares'];
  const all = [...drawn, ...pictures, ...listed].map((one) => 'main ' + one).join(', ');
  for (const thing of document.querySelectorAll(all)) {
    if (thing.closest('.legend, .map-legend, .two-legend, article.briefing')) continue;  // parts of something else
    const grid = thing.closest('[data-grid]');
    if (grid && grid !== thing) continue;
    if (grid && !grid.dataset.gridReady) continue;  // not fetched before it is in view
    const names = [thing.dataset.grid, thing.id, (thing.closest('.graph-plot') || thing).id].filter(Boolean);
    const bars = Array.from(document.querySelectorAll('.export-bar[data-kind]'));
    const bar = bars.find((one) => window.chiso.things.of(one) === thing || names.includes(one.dataset.target));
    const has = Boolean(bar && bar.querySelector('[data-chiso-pictures]'));
    const told = { is: thing.tagName, of: thing.className, has: has };
    if (bar) told.title = bar.dataset.title;
    found.push(told);
  }
  return found;
}"""  # the test's own list of what there is, so that nothing is left out where the page's script leaves it out


def things(page: Page) -> list[dict[str, Any]]:
    page.wait_for_load_state("networkidle")
    return list(page.evaluate(LOOK))


def test_every_page_of_the_house_is_walked() -> None:
    create_app(check_ids=False)
    known = {str(one["path"]) for one in dash.page_registry.values() if one["path"] and not one.get("path_template")}
    walked = {path.partition("?")[0] for path in WALKED}
    assert known - walked - {"/khong-tim-thay", "/xa"} == set()


@pytest.mark.parametrize("path", WALKED)
def test_nothing_is_shown_that_cannot_be_taken_away(page: Page, path: str) -> None:
    settled(page, path)
    assert [one for one in things(page) if not one["has"] or not one["title"]] == []


def test_the_walk_meets_charts_maps_and_tables(page: Page) -> None:
    settled(page, "/so-sanh?kieu=ky")
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    assert [one["is"] for one in things(page)] == ["DIV", "TABLE", "OL"]
    settled(page, "/nhan-du-lieu")
    expect(page.locator("[data-grid-ready]")).to_be_visible()
    assert len(things(page)) == 1
    settled(page, "/kinh-te")
    assert "ranking" in [one["of"] for one in things(page)]
    settled(page, "/du-lieu")
    assert [one["is"] for one in things(page)][:2] == ["DIV", "TABLE"]


def open_ways(page: Page, path: str, title: str) -> Any:
    settled(page, path)
    page.get_by_role("button", name=f"Lấy về, thêm vào báo cáo: {title}", exact=True).click()
    box = page.locator("#way-picture")
    expect(box).to_be_visible()
    expect(box.locator("h2")).to_have_text(f"Lấy về: {title}")
    return box


def taken(page: Page, box: Any, name: str) -> tuple[str, bytes]:
    with page.expect_download() as started:
        box.get_by_role("button", name=name).click()
    return started.value.suggested_filename, Path(started.value.path()).read_bytes()


TABLE = "Xã Lũng Cú và Xã Đồng Văn khác nhau ở đâu?"
COMPARED = "/so-sanh?kieu=xa&xa=00715&voi-xa=00721"


def test_a_table_of_a_page_is_had_in_every_form(page: Page) -> None:
    box = open_ways(page, COMPARED, TABLE)
    name, drawing = taken(page, box, "SVG")
    assert name == "xa-lung-cu-va-xa-dong-van-khac-nhau-o-dau.svg"
    for words in (TABLE, "Số liệu mô phỏng", "Thu ngân sách trên địa bàn xã"):
        assert words in re.sub(r"</text><text[^>]*>", " ", drawing.decode()), words
    assert taken(page, box, "PNG")[1].startswith(b"\x89PNG")
    told = taken(page, box, "CSV")[1].decode("utf-8-sig")
    assert told.startswith(TABLE)
    sheet: Any = openpyxl.load_workbook(io.BytesIO(taken(page, box, "XLSX")[1])).active
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "Xã Lũng Cú" in cells
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    box.get_by_role("button", name="Sao chép ảnh").click()
    expect(box.locator("[role=status]")).to_contain_text("Đã chép")


def test_the_ways_out_are_worked_by_keyboard(page: Page) -> None:
    settled(page, COMPARED)
    page.locator(".take-button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#way-picture")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#way-picture")).to_be_hidden()
    expect(page.locator(".take-button").first).to_be_focused()


def test_what_a_page_shows_goes_into_a_briefing_with_the_same_figures(page: Page, served: Served) -> None:
    box = open_ways(page, COMPARED, TABLE)
    shown = page.locator(".compare-table tbody tr").first.locator("td b").all_inner_texts()
    assert shown
    box.get_by_role("button", name="Thêm vào báo cáo").click()
    expect(page.locator("main")).to_contain_text(f"Chọn báo cáo để thêm «{TABLE}»")
    begin(page, page.url.removeprefix(served.url))
    expect(page.locator("main")).to_contain_text(f"Đã thêm «{TABLE}» vào cuối báo cáo")
    section = page.locator("article.briefing section").last
    expect(section).to_contain_text("Trích từ trang «So sánh»", timeout=SLOW)
    for figure in shown:
        expect(section).to_contain_text(figure.split()[0])


def test_what_is_there_no_more_is_a_sentence(page: Page) -> None:
    page.goto("/bao-cao?them=held.table&trich=00000000000000000000")
    expect(page.locator("main")).to_contain_text("Không còn phần cần thêm vào báo cáo")


def drawn(page: Page, served: Served, path: str) -> str:
    """The drawing that the first chart of a page without a bar of its own became in a briefing."""
    settled(page, path)
    page.locator(".export-bar.is-made[data-kind=chart] .take-button").first.click()
    page.locator("#way-picture").get_by_role("button", name="Thêm vào báo cáo").click()
    expect(page.locator("main")).to_contain_text("Chọn báo cáo để thêm")
    begin(page, page.url.removeprefix(served.url))
    section = page.locator("article.briefing section").last
    expect(section).to_contain_text("Trích từ trang", timeout=SLOW)
    expect(section.locator("img")).to_have_count(1)
    return base64.b64decode(str(section.locator("img").get_attribute("src")).partition(",")[2]).decode()


def test_points_of_two_quantities_go_into_a_briefing_as_a_chart_of_points(page: Page, served: Served) -> None:
    assert drawn(page, served, "/so-sanh?kieu=ky").count("<circle") > 20


def test_what_a_chart_hands_out_says_the_unit_that_it_is_drawn_in(page: Page) -> None:
    settled(page, "/kinh-te")
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    handed = page.evaluate(
        """() => Array.from(document.querySelectorAll(".export-bar[data-kind=chart]"), function (bar) {
          const { told } = window.chiso.seen.of(bar);
          return [told.unit, bar.dataset.caption];
        })"""
    )
    assert handed
    assert all(unit and caption.startswith(unit) for unit, caption in handed), handed


def test_a_ranking_is_taken_away_with_its_bars_and_its_figures(page: Page, served: Served) -> None:
    title = "Thu ngân sách trên địa bàn xã, phường: cao nhất, thấp nhất"
    box = open_ways(page, "/ban-do?the-hien=value", title)
    rows = page.locator("main .rank-row")
    shown = [tuple(row.inner_text().split("\n")) for row in rows.all()]
    assert len(shown) == 20
    drawing = taken(page, box, "SVG")[1].decode()
    for name, value in shown:
        assert f">{name}</text>" in drawing
        assert f">{value}</text>" in drawing
    sheet: Any = openpyxl.load_workbook(io.BytesIO(taken(page, box, "XLSX")[1])).active
    read = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = read.index(["Tên", "Giá trị", "Nhóm", "Thứ tự"])
    assert [tuple(row[2:]) for row in read[head + 1 :]] == [
        (heading, place) for heading in ("Cao nhất", "Thấp nhất") for place in range(1, 11)
    ]
    assert [row[0] for row in read[head + 1 :]] == [name for name, _ in shown]
    assert [row[1] for row in read[head + 1 :]] == [
        float(value.replace(".", "").replace(",", ".")) for _, value in shown
    ]
    box.get_by_role("button", name="Thêm vào báo cáo").click()
    expect(page.locator("main")).to_contain_text("Chọn báo cáo để thêm")
    begin(page, page.url.removeprefix(served.url))
    section = page.locator("article.briefing section").last
    expect(section).to_contain_text("Trích từ trang «Bản đồ»", timeout=SLOW)
    expect(section.locator("img")).to_have_count(2)  # the bars of the highest, and those of the lowest
    for name, value in shown:
        expect(section.get_by_role("row").filter(has_text=name)).to_contain_text(value)


def test_what_is_taken_says_what_the_page_shows_now(page: Page) -> None:
    settled(page, "/ban-do?the-hien=value&ky=2026-01")
    shown = page.locator("#explorer-ranking-panel-subtitle")
    before = shown.inner_text()
    page.evaluate("window.dash_clientside.set_props('explorer-period', { value: '2025-12' })")
    expect(shown).not_to_have_text(before)
    page.locator(".export-bar[data-kind=ranking] .take-button").click()
    told = page.evaluate("window.chiso.seen.of(document.querySelector('.export-bar[data-kind=ranking]')).told.note")
    assert told == shown.inner_text()


def issued(page: Page, kind: str) -> bytes:
    """A file of the briefing that is open, once it has been issued."""
    with page.expect_download() as started:
        page.locator("#briefings-jobs .briefing-files a", has_text=kind).click()
    return Path(started.value.path()).read_bytes()


def issue(page: Page, served: Served, box: Any, title: str) -> dict[str, bytes]:
    """The files of a briefing to which a page's thing was added."""
    box.get_by_role("button", name="Thêm vào báo cáo").click()
    expect(page.locator("main")).to_contain_text("Chọn báo cáo để thêm")
    begin(page, page.url.removeprefix(served.url))
    expect(page.locator("article.briefing section").last).to_contain_text(title, timeout=SLOW)
    page.locator("#briefings-issue").click()
    expect(page.locator("#briefings-said")).to_have_text("Đã tạo xong tệp.", timeout=SLOW)
    return {name: issued(page, kind) for name, kind in FILES.items()}


FILES = {"docx": "Word", "pptx": "PowerPoint", "xlsx": "Excel", "pdf": "PDF"}


def vectors(content: bytes) -> list[str]:
    """The drawings within a file of Office."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return [file.read(name).decode() for name in file.namelist() if name.endswith(".svg")]


def test_a_map_of_circles_stays_one_in_every_file_with_its_legend_and_unit(page: Page, served: Served) -> None:
    title = "Thu ngân sách trên địa bàn xã, phường: nơi nào nhiều, nơi nào ít?"
    settled(page, "/ban-do?the-hien=value")
    expect(page.locator("path.map-symbol").first).to_be_attached()
    page.locator(".export-bar[data-kind=map] [data-chiso-pictures]").click()
    files = issue(page, served, page.locator("#way-picture"), title)
    section = page.locator("article.briefing section").last
    legend = page.locator("article.briefing section").last.locator("img").get_attribute("src")
    shown = base64.b64decode(str(legend).partition(",")[2]).decode()
    assert shown.count("<circle") > 100
    expect(section).to_be_visible()
    for kind in ("docx", "pptx"):
        (drawn,) = [one for one in vectors(files[kind]) if "<circle" in one]
        assert drawn.count("<circle") == shown.count("<circle"), kind
        assert "triệu đồng" in drawn, kind
    pages = pypdf.PdfReader(io.BytesIO(files["pdf"])).pages
    (of_map,) = [one for one in pages if title in " ".join(one.extract_text().split())]
    assert "triệu đồng" in of_map.extract_text()
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    (sheet,) = [
        sheet for sheet in book if sheet._images and any(cell.value and title in str(cell.value) for cell in sheet["A"])
    ]
    assert "triệu đồng" in [cell.value for row in sheet.iter_rows() for cell in row]


def test_maps_side_by_side_are_one_picture_with_one_legend_in_every_file(page: Page, served: Served) -> None:
    settled(page, "/ban-do?kieu=by_period")
    expect(page.locator(".small-map").first).to_be_visible()
    count = page.locator(".small-map").count()
    assert count > 5
    page.locator(".export-bar[data-kind=multiples] .take-button").click()
    box = page.locator("#way-picture")
    drawing = taken(page, box, "SVG")[1].decode()
    assert drawing.count("Tháng ") >= count
    assert "var(--" not in drawing
    files = issue(page, served, box, "đạt bao nhiêu phần trăm")
    for kind in ("docx", "pptx"):
        (drawn,) = [one for one in vectors(files[kind]) if "Tháng 3/2025" in one]
        assert drawn.count("<g transform=") == count, kind
        assert drawn.count(">B</text>") == 1, kind  # north, with one scale and one legend for all
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    assert any("Tháng 3/2025" in [cell.value for cell in row] for sheet in book for row in sheet.iter_rows())


def test_where_a_commune_lies_is_taken_away_as_a_map(page: Page, served: Served) -> None:
    settled(page, "/xa/00721")
    page.locator(".export-bar[data-kind=place] .take-button").click()
    box = page.locator("#way-picture")
    drawing = taken(page, box, "SVG")[1].decode()
    assert "#0b7a81" in drawing
    files = issue(page, served, box, "Đồng Văn")
    (drawn,) = [one for one in vectors(files["docx"]) if "#0B7A81" in one]
    assert drawn.count('fill="#0B7A81"') == 2  # the commune, and its line of the legend
    assert "url(#none)" not in drawn
