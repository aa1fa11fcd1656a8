"""Points on the map without a mouse."""

from datetime import datetime

from playwright.sync_api import expect

from data import versions
from tests import shelf
from tests.browser.conftest import OpenTab
from tests.browser.serving import Served

WEST, MIDDLE, EAST = "Đèo Gió", "Cầu Mới", "Bến Đông"


def test_points_are_one_stop_of_the_keyboard_arrows_go_between_them_and_each_says_what_it_is(
    own_store: Served, open_tab: OpenTab
) -> None:
    places = {EAST: ("in_progress", 105.4), WEST: ("in_progress", 105.0), MIDDLE: ("overdue", 105.2)}
    entries = tuple(
        shelf.listed(f"P-{place}", state, topic="road", name=name, latitude=22.8, longitude=longitude)
        for place, (name, (state, longitude)) in enumerate(places.items())
    )
    shelf.deliver(own_store.home, "points", entries=entries, on=datetime(2026, 3, 5))
    versions.publish(own_store.home, "điểm")
    page = open_tab(own_store)
    page.goto("/nhom/giao-thong?bo=tuyen-quang&chi-so=tq_road_damage_reports")
    points = page.locator(".map-point")
    expect(points).to_have_count(3)
    page.locator('path.commune[tabindex="0"]').focus()
    page.keyboard.press("Tab")
    expect(page.locator(".map-point:focus")).to_have_count(1)
    for arrow in ("ArrowLeft", "ArrowLeft"):
        page.keyboard.press(arrow)
    assert (page.locator(":focus").get_attribute("aria-label") or "").startswith(f"{WEST}. ")
    page.keyboard.press("ArrowRight")
    told = page.locator(":focus").get_attribute("aria-label") or ""
    assert told.startswith(f"{MIDDLE}. Quá hạn")
    expect(page.locator(".leaflet-tooltip")).to_have_count(1)
    expect(page.locator(".leaflet-tooltip")).to_contain_text(MIDDLE)
    assert page.locator('.map-point[tabindex="0"]').count() == 1
    page.keyboard.press("Escape")
    expect(page.locator(".map-button:focus")).to_have_count(1)
    expect(page.locator(".leaflet-tooltip")).to_have_count(0)
