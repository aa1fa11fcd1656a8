"""Points on the map without a mouse."""

import re
from datetime import datetime

from playwright.sync_api import expect

from tests import shelf
from tests.browser.conftest import OpenTab
from tests.browser.serving import Served

WEST, MIDDLE, EAST = "Đèo Gió", "Cầu Mới", "Bến Đông"
STEEP, IRON = "Dốc Mít", "Cầu Sắt"


def test_points_are_one_stop_of_the_keyboard_arrows_go_between_them_and_each_says_what_it_is(
    own_store: Served, open_tab: OpenTab
) -> None:
    places = {EAST: ("in_progress", 105.4), WEST: ("in_progress", 105.0), MIDDLE: ("overdue", 105.2)}
    entries = tuple(
        shelf.listed(f"P-{place}", state, topic="road", name=name, latitude=22.8, longitude=longitude)
        for place, (name, (state, longitude)) in enumerate(places.items())
    )
    shelf.deliver(own_store.home, "points", entries=entries, on=datetime(2026, 3, 5))
    own_store.publish()
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


def test_a_point_that_is_entered_or_clicked_leads_to_its_row(own_store: Served, open_tab: OpenTab) -> None:
    entries = tuple(
        shelf.listed(f"L-{place}", "overdue", topic="road", name=name, latitude=22.5, longitude=105.0 + place / 5)
        for place, name in enumerate((STEEP, IRON))
    )
    shelf.deliver(own_store.home, "led", entries=entries, on=datetime(2026, 3, 5))
    own_store.publish()
    page = open_tab(own_store)
    page.goto("/nhom/giao-thong?bo=tuyen-quang&chi-so=tq_road_damage_reports")
    point, chosen = page.locator(f'.map-point[aria-label^="{IRON}"]'), page.locator(".map-chosen")
    point.focus()
    page.keyboard.press("Enter")
    expect(chosen).to_contain_text(IRON)
    expect(chosen.get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")
    panel = page.locator("#group-source")
    expect(panel).to_contain_text("L-1")
    expect(panel).to_contain_text("led.xlsx")
    page.keyboard.press("Escape")
    page.locator(f'.map-point[aria-label^="{STEEP}"]').click()
    expect(chosen).to_contain_text(STEEP)


def test_points_at_the_very_same_spot_are_drawn_apart_at_every_zoom_and_say_so(
    own_store: Served, open_tab: OpenTab
) -> None:
    entries = tuple(
        shelf.listed(f"P-{place}", "in_progress", topic="road", name=name, latitude=22.8, longitude=105.0 + away)
        for place, (name, away) in enumerate({WEST: 0.0, MIDDLE: 0.0, EAST: 0.4}.items())
    )
    shelf.deliver(own_store.home, "together", entries=entries, on=datetime(2026, 3, 6))
    own_store.publish()
    page = open_tab(own_store)
    page.goto("/nhom/giao-thong?bo=tuyen-quang&chi-so=tq_road_damage_reports")
    shared = page.locator('.map-point[aria-label*="Cùng vị trí với 1 điểm khác"]')
    expect(shared).to_have_count(2)
    middles = (
        "all => all.map(one => one.getBoundingClientRect()).map(box => [box.x + box.width / 2, box.y + box.height / 2])"
    )

    def apart() -> float:
        first, second = shared.evaluate_all(middles)
        return float(abs(first[0] - second[0]) + abs(first[1] - second[1]))

    assert apart() > 20
    expect(page.locator(f'.map-point[aria-label^="{EAST}"]')).not_to_have_attribute(
        "aria-label", re.compile("Cùng vị trí")
    )
    page.get_by_role("button", name="Phóng to").click()
    expect(page.locator(".leaflet-zoom-anim")).to_have_count(0)
    assert 20 < apart() < 40
    page.locator('path.commune[tabindex="0"]').focus()
    page.keyboard.press("Tab")
    reached = set()
    for arrow in ("ArrowLeft", "ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.keyboard.press(arrow)
        reached.add((page.locator(":focus").get_attribute("aria-label") or "").partition(".")[0])
    assert {WEST, MIDDLE} <= reached


def test_points_are_on_the_map_again_when_the_reader_comes_back_to_the_page(
    own_store: Served, open_tab: OpenTab
) -> None:
    shelf.deliver(
        own_store.home,
        "one",
        entries=(shelf.listed("P-0", topic="road", latitude=22.8, longitude=105.0),),
        on=datetime(2026, 3, 7),
    )
    own_store.publish()
    page = open_tab(own_store)
    page.goto("/nhom/giao-thong?bo=tuyen-quang&chi-so=tq_road_damage_reports")
    points = page.locator(".map-point")
    expect(points.first).to_be_visible()
    drawn = points.count()
    page.locator('a[href="/canh-bao"]').first.click()
    expect(page.locator(".map-frame")).to_have_count(0)
    page.go_back()
    expect(page.locator("path.commune")).to_have_count(124)
    expect(points).to_have_count(drawn)
