"""No number without a way to its source: every page is walked for numbers of observations."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_every_page import PAGES, settled

# Where pages tell numbers of observations by themselves, and in tables of their own.
TOLD = (
    ".card-value, .group-figure b, .health-facts dd, .commune-strip b, .sentence-number, "
    ".profile-table td.figure, .compare-table td.figure, .odd-table td.figure, "
    ".profile-table .is-good, .profile-table .is-bad"
)
# Why a number there leads nowhere: it is none, or there is nothing of which it was made.
NO_NUMBER = ("Nhóm và hạn báo cáo", "Ca mới trên 100 xét nghiệm", "Tử vong/mắc ở các ổ dịch")
QUALITY = "/du-lieu"  # tells shares of deliveries, which its tables list
EXAMPLES = ["/so-sanh?kieu=xa&xa=00721&voi-xa=00829", "/so-sanh?kieu=ky"]


def bare_numbers(page: Page) -> list[str]:
    """What stands where numbers of observations are told and is neither a way to a source nor beside one."""
    found: list[str] = page.locator("main").evaluate(
        """(main, told) => Array.from(main.querySelectorAll(told))
            .filter((one) => /\\d/.test(one.innerText) && !one.closest(".source-link, a"))
            .filter((one) => !one.querySelector(".source-link"))
            .map((one) => one.parentElement.innerText)""",
        TOLD,
    )
    return [words for words in found if not words.startswith(NO_NUMBER)]


@pytest.mark.parametrize("path", [*(one for one in PAGES if one != QUALITY), *EXAMPLES])
def test_every_number_that_a_page_tells_leads_to_its_source(page: Page, path: str) -> None:
    settled(page, path)
    page.wait_for_load_state("networkidle")
    assert bare_numbers(page) == []


@pytest.mark.parametrize("path", ["/", "/kinh-te", "/nhom/y-te", "/y-te", "/xa/00721", *EXAMPLES[:1]])
def test_the_walk_meets_numbers_on_pages_that_are_full_of_them(page: Page, path: str) -> None:
    settled(page, path)
    expect(page.locator("main").locator(TOLD).first).to_be_visible()


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


def test_the_rank_of_a_commune_leads_to_the_list_in_which_it_was_counted(page: Page) -> None:
    settled(page, "/xa/00721")
    rank = page.locator(".profile-table a.source-link").first
    expect(rank).to_have_accessible_name(re.compile(r"hạng \d+/\d+, xem mọi xã, phường"))
    rank.press("Enter")
    expect(page.locator("#group-map-panel")).to_be_visible()
