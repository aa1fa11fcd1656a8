"""No number without a way to its source: every page is walked for numbers of observations."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_every_page import PAGES, settled
from tests.browser.walking import bare_numbers

EXAMPLES = ["/so-sanh?kieu=xa&xa=00721&voi-xa=00829", "/so-sanh?kieu=ky"]
WAYS = "main .source-link:visible"


@pytest.mark.parametrize("path", [*PAGES, *EXAMPLES])
def test_every_number_that_a_page_tells_leads_to_its_source(page: Page, path: str) -> None:
    settled(page, path)
    page.wait_for_load_state("networkidle")
    assert bare_numbers(page) == []


def test_a_number_without_a_way_is_met_wherever_it_stands(page: Page) -> None:
    settled(page, "/kinh-te")
    for place in ("#group-ranking li", "#group-cards", ".page"):
        page.locator(place).first.evaluate("one => one.insertAdjacentHTML('afterend', '<p>đạt 12,5 tỷ đồng</p>')")
    for heading in ("h1", "#group-map-panel-title", "#group-ranking-panel-subtitle"):
        page.locator(f"main {heading}").evaluate("one => { one.textContent = '118/124 xã có số liệu · cả tỉnh 74,4' }")
    assert sorted(bare_numbers(page)) == ["118/124 xã có số liệu · cả tỉnh 74,4"] * 3 + ["đạt 12,5 tỷ đồng"] * 3


@pytest.mark.parametrize("path", ["/", "/kinh-te", "/xa/00721", *EXAMPLES[:1]])
def test_the_walk_meets_numbers_on_pages_that_are_full_of_them(page: Page, path: str) -> None:
    settled(page, path)
    expect(page.locator(WAYS).first).to_be_visible()


@pytest.mark.parametrize(
    ("path", "shown", "title", "parts"),
    [
        ("/xa/00721", "change", "Tăng, giảm", 2),
        ("/xa/00721", "alike", "Trung vị", 8),
        (EXAMPLES[0], "between", "Chênh lệch", 2),
    ],
)
def test_what_a_page_worked_out_leads_to_every_number_of_which_it_was_made_by_keyboard(
    page: Page, path: str, shown: str, title: str, parts: int
) -> None:
    settled(page, path)
    number = page.locator(f'main .source-link[id*=\'"at":"{shown}"\']').first
    number.press("Enter")
    panel = page.locator("#profile-source, #compare-source")
    expect(panel).to_be_focused()
    expect(panel.locator(".lineage-title")).to_contain_text(title)
    expect(panel.locator(".lineage-parts li")).to_have_count(parts)
    page.keyboard.press("Escape")
    expect(number).to_be_focused()


def test_the_land_of_a_commune_leads_to_the_list_of_areas_that_it_stands_in(page: Page) -> None:
    settled(page, "/xa/00721")
    page.locator(".lead .source-link").press("Enter")
    panel = page.locator("#profile-source")
    for words in ("km²", "communes.csv.gz", "vietnamadminunits", "Mã băm SHA-256"):
        expect(panel).to_contain_text(words)


def test_the_rank_of_a_commune_leads_to_the_list_in_which_it_was_counted(page: Page) -> None:
    settled(page, "/xa/00721")
    rank = page.locator(".profile-table a.source-link").first
    expect(rank).to_have_accessible_name(re.compile(r"hạng \d+/\d+, xem mọi xã, phường"))
    rank.press("Enter")
    expect(page.locator("#group-map-panel")).to_be_visible()
