"""What an analyst does: looks into a commune, opens a number's source, compares, and sends the link."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenTab
from tests.browser.serving import Served


def choose(page: Page, field: str, option: str) -> None:
    """An option of a filter; a long list is searched first, it holds only what is in view."""
    page.locator(f"#{field}").click()
    search = page.get_by_placeholder("Tìm", exact=True)
    if search.is_visible():
        search.fill(option)
    page.get_by_role("option", name=option, exact=True).click()


def test_a_commune_is_looked_into_and_its_numbers_lead_to_their_source(page: Page) -> None:
    page.goto("/xa")
    page.get_by_role("link", name="Xã Đồng Văn", exact=True).click()
    expect(page.locator("main h1")).to_have_text("Xã Đồng Văn")
    expect(page.locator("img.locator")).to_be_visible()
    page.locator(".profile-table button.source-link").first.press("Enter")
    expect(page.locator("#profile-source")).to_be_visible()
    expect(page.locator("#profile-source-body")).to_contain_text("Nguồn")
    page.keyboard.press("Escape")
    expect(page.locator("#profile-source")).to_be_hidden()


def test_another_commune_is_another_address_and_back_returns(page: Page) -> None:
    page.goto("/xa/00721")
    choose(page, "profile-commune", "Xã Thắng Mố")
    expect(page.locator("main h1")).to_have_text("Xã Thắng Mố")
    assert "/xa/00829" in page.url
    page.go_back()
    expect(page.locator("main h1")).to_have_text("Xã Đồng Văn")


def test_a_comparison_is_chosen_by_filters_and_carried_by_the_address(page: Page) -> None:
    page.goto("/so-sanh?kieu=xa")
    choose(page, "compare-other-commune", "Xã Đồng Văn")
    expect(page.locator("#compare-communes-title")).to_contain_text("Xã Đồng Văn")
    assert "voi-xa=00721" in page.url
    page.get_by_role("link", name="Hai kỳ", exact=True).click()
    expect(page.locator("#compare-chart")).to_be_visible()


def test_odd_values_are_narrowed_by_filters(page: Page) -> None:
    page.goto("/bat-thuong")
    expect(page.locator("#odd-list")).to_be_visible()
    choose(page, "odd-cause", "Nghi sai đơn vị")
    expect(page).to_have_url(re.compile("loai=unit_slip"))
    expect(page.locator("#odd-list")).to_be_visible()


def test_the_profile_prints_its_table_without_the_frame(open_tab: OpenTab, served: Served) -> None:
    page = open_tab(served)
    page.goto("/xa/00721")
    expect(page.locator(".profile-table")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".profile-table")).to_be_visible()
    expect(page.locator(".sidebar")).to_be_hidden()
    expect(page.locator("#profile-commune")).to_be_hidden()
