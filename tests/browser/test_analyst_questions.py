"""What an analyst who never saw it is asked, answered from the screen alone, and each answer sent as a link."""

import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data import versions
from tests import shelf
from tests.browser import reports
from tests.browser.conftest import OpenTab
from tests.browser.serving import Served, serving
from tests.browser.test_analyst import choose

SLIPPED = sorted(reports.NAMES)[62]  # sends February in thousands of what it means
FOREST = {"tq": ("08", 61.9), "lc": ("15", 61.4), "cb": ("04", 59.6), "ht": ("42", 52.6)}
DOCTORS = {"tq": ("08", (9.0, 9.6)), "cb": ("04", (8.0, 8.8)), "ht": ("42", (10.0, 9.0)), "kt": ("51", (7.0, 7.5))}
POVERTY = {"tq": ("08", (3.0, 2.5)), "ht": ("42", (2.0, 2.2)), "kt": ("51", (4.0, 3.1))}


@pytest.fixture(scope="module")
def provinces(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The store of the other tests, with a slip of one commune and what five provinces tell by year."""
    folder = tmp_path_factory.mktemp("phan-tich")
    home = shutil.copytree(filled, folder / "kho")
    slip = reports.revenue(SLIPPED, "2026-02") * 1000
    row = shelf.observed(slip, "2026-02", indicator_code=reports.REVENUE, area_code=SLIPPED)
    shelf.deliver(home, "slip", row, on=datetime(2026, 3, 21))
    for prefix, (code, cover) in FOREST.items():
        _tell(home, f"{prefix}_forest_cover", code, {"2025": cover})
    for name, told in (("doctors_per_10k", DOCTORS), ("poverty_reduction", POVERTY)):
        for prefix, (code, values) in told.items():
            _tell(home, f"{prefix}_{name}", code, dict(zip(("2024", "2025"), values, strict=True)))
    versions.publish(home, "thử")
    with serving(home, log=folder / "server.log") as running:
        yield running


def _tell(home: Path, indicator: str, province: str, values: dict[str, float]) -> None:
    rows = [shelf.observed(value, year, indicator_code=indicator, area_code=province) for year, value in values.items()]
    shelf.deliver(home, indicator, *rows, province_code=province)


def sent(open_tab: OpenTab, served: Served, page: Page) -> Page:
    """The link of what is on the screen, opened by somebody else."""
    other = open_tab(served)
    other.goto(page.url)
    return other


def test_the_four_questions_are_answered_from_the_screen_and_sent_as_links(
    provinces: Served, open_tab: OpenTab
) -> None:
    page = open_tab(provinces)
    page.goto("/")

    # Which five communes are furthest behind on budget revenue against plan, and since which month?
    page.get_by_role("link", name="Bản đồ", exact=True).click()
    expect(page.locator("#explorer-map[data-painted]")).to_be_visible()
    choose(page, "explorer-shown", "% kế hoạch")
    for tab in (page, sent(open_tab, provinces, page)):
        behind = tab.locator(".behind-list li")
        expect(behind).to_have_count(5)
        expect(behind.first).to_contain_text("chậm từ tháng 1/2026")
        behind.first.locator("button").first.press("Enter")
        expect(tab.locator("#explorer-source-body")).to_contain_text("UBND các xã, phường")

    # Did doctors per 10,000 improve where poverty fell?
    page.keyboard.press("Escape")
    page.get_by_role("link", name="So sánh", exact=True).click()
    page.get_by_role("link", name="Hai chỉ số", exact=True).click()
    choose(page, "compare-indicator", "Mức giảm tỷ lệ hộ nghèo theo chuẩn nghèo quốc gia")
    expect(page.locator("#compare-moved-title")).to_contain_text("Mức giảm tỷ lệ hộ nghèo")
    choose(page, "compare-other-indicator", "Số bác sĩ bình quân trên 1 vạn dân")
    for tab in (page, sent(open_tab, provinces, page)):
        moved = tab.locator("#compare-moved")
        expect(moved).to_contain_text("giảm ở 2 nơi, trong đó «Số bác sĩ bình quân trên 1 vạn dân» tăng ở 2")
        expect(moved.get_by_role("row", name="Tỉnh Quảng Ngãi (Kon Tum)")).to_contain_text("7 → 7,5 (+7,1 %)")

    # Which commune's figure of the last month looks wrong, and why?
    page.get_by_role("link", name="Số liệu bất thường", exact=True).click()
    for tab in (page, sent(open_tab, provinces, page)):
        first = tab.locator("#odd-list")
        expect(first).to_contain_text(reports.NAMES[SLIPPED])
        expect(first).to_contain_text("Nghi sai đơn vị")

    # How does forest cover compare across the provinces?
    page.get_by_role("link", name="So sánh", exact=True).click()
    page.get_by_role("link", name="Với tỉnh khác", exact=True).click()
    choose(page, "compare-indicator", "Tỷ lệ che phủ rừng toàn tỉnh")
    for tab in (page, sent(open_tab, provinces, page)):
        panel = tab.locator("#compare-provinces")
        for province, figure in (
            ("Tuyên Quang", "61,9"),
            ("Lào Cai", "61,4"),
            ("Cao Bằng", "59,6"),
            ("Hà Tĩnh", "52,6"),
        ):
            expect(panel.get_by_role("row", name=re.compile(f"^Tỉnh {province} "))).to_contain_text(figure)
        expect(panel).to_contain_text("không có khái niệm này: Tỉnh Quảng Ngãi")
