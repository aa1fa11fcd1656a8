"""The map explorer as an analyst uses it: ask, play, choose several, send the link."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenTab
from tests.browser.economy import COMMUNES
from tests.browser.serving import Served
from tests.browser.watching import Watch

SHARE = "/ban-do?the-hien=plan_share"


def open_map(page: Page, address: str = SHARE) -> None:
    page.goto(address)
    expect(page.locator("path.commune")).to_have_count(COMMUNES)
    expect(page.locator("#explorer-map[data-painted]")).to_be_visible()


def choose(page: Page, field: str, label: str) -> None:
    page.locator(f"#explorer-{field}").click()
    page.get_by_role("option", name=label, exact=True).click()


def test_counts_become_circles_with_a_reason_and_the_link_says_so(page: Page, watch: Watch) -> None:
    open_map(page)
    watch.requests.clear()
    choose(page, "shown", "Giá trị")
    expect(page.locator("path.map-symbol").first).to_be_attached()
    expect(page.locator("#explorer-reasons")).to_contain_text("Vẽ vòng tròn")
    expect(page).to_have_url(re.compile("the-hien=value"))
    assert not [url for url in watch.requests if ".geojson" in url]


def test_the_map_plays_through_time_and_asks_only_when_it_rests(page: Page, watch: Watch) -> None:
    open_map(page)
    page.get_by_role("button", name="Xem theo thời gian").click()
    slider = page.get_by_role("slider", name="Kỳ trên bản đồ")
    expect(slider).to_be_visible()
    expect(page).to_have_url(re.compile("moc=all"))
    page.wait_for_load_state("networkidle")
    watch.requests.clear()
    slider.press("Home")
    expect(page.locator("#explorer-panel-subtitle")).to_contain_text("Tháng 1/")
    assert len([url for url in watch.requests if "_dash-update-component" in url]) == 1


def test_communes_are_chosen_on_the_map_and_added_up(page: Page) -> None:
    open_map(page)
    for code in ("00721", "00715"):
        page.locator(f'path.commune[data-code="{code}"]').press("Control+Enter")
        expect(page.locator(f'path.commune.is-chosen[data-code="{code}"]')).to_be_attached()
    expect(page.locator("#explorer-subtotal")).to_contain_text("2 địa bàn đã chọn")
    expect(page.locator("#explorer-subtotal")).to_contain_text("tổng của")
    expect(page).to_have_url(re.compile("chon=00721%2C00715"))


def test_communes_that_a_line_is_drawn_around_are_chosen_and_added_up(page: Page) -> None:
    open_map(page)
    page.get_by_role("button", name="Khoanh vùng để chọn").click()
    box = page.locator('path.commune[data-code="00721"]').bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    corners = [(x + across, y + down) for across, down in ((-60, -60), (60, -60), (60, 60), (-60, 60), (-60, -50))]
    page.mouse.move(*corners[0])
    page.mouse.down()
    for corner in corners[1:]:
        page.mouse.move(*corner, steps=8)
    page.mouse.up()
    expect(page.locator('path.commune.is-chosen[data-code="00721"]')).to_be_attached()
    count = page.locator("path.commune.is-chosen").count()
    assert 3 <= count <= 20
    expect(page.locator("#explorer-subtotal")).to_contain_text(f"{count} địa bàn đã chọn")
    expect(page.locator("#explorer-subtotal")).to_contain_text("% kế hoạch, của các địa bàn có cả hai số")


def test_on_a_phone_the_map_stands_before_its_many_filters_which_wait_behind_a_word(
    served: Served, open_tab: OpenTab
) -> None:
    page = open_tab(served, width=390, height=844)
    open_map(page)
    box = page.locator("#explorer-map").bounding_box()
    assert box
    assert box["y"] < 600
    expect(page.locator("#explorer-shown")).to_be_hidden()
    page.get_by_text("Cách vẽ bản đồ").focus()
    page.keyboard.press("Enter")
    choose(page, "shown", "Giá trị")
    expect(page).to_have_url(re.compile("the-hien=value"))


def test_two_indicators_and_names_stand_on_the_map_of_a_link(page: Page) -> None:
    open_map(page, "/ban-do?kieu=two&nhan=1")
    expect(page.locator(".two-cell")).to_have_count(9)
    expect(page.locator(".map-names span").first).to_be_attached()
    boxes = page.locator(".map-names span").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().toJSON())"
    )
    touching = [
        (one, other)
        for place, one in enumerate(boxes)
        for other in boxes[:place]
        if one["left"] < other["right"]
        and other["left"] < one["right"]
        and one["top"] < other["bottom"]
        and other["top"] < one["bottom"]
    ]
    assert touching == []


def test_the_country_shows_every_commune_and_both_archipelagos(page: Page) -> None:
    page.goto("/ban-do?cap=country")
    expect(page.locator("path.commune")).to_have_count(3321)
    for code in ("20333", "22736"):  # Hoàng Sa, Trường Sa
        expect(page.locator(f'path.commune[data-code="{code}"]')).to_be_attached()


def test_a_commune_of_the_country_is_found_by_its_name_once_the_map_is_painted(page: Page) -> None:
    page.goto("/ban-do?cap=country")
    expect(page.locator("path.commune")).to_have_count(3321)
    page.locator("#explorer-chosen").click()
    page.get_by_placeholder("Tìm kiếm").or_(page.get_by_role("searchbox")).first.fill("Côn Đảo")
    page.get_by_role("option", name="Đặc khu Côn Đảo").click()
    expect(page.locator("path.commune.is-chosen")).to_have_count(1)
    page.wait_for_url("**chon=**")


def test_an_address_that_names_a_source_opens_its_panel(page: Page) -> None:
    open_map(page)
    page.locator("main .source-link:visible").first.press("Enter")
    panel = page.locator("#explorer-source")
    expect(panel).to_be_visible()
    told = panel.locator(".lineage-title").inner_text()
    expect(page).to_have_url(re.compile("nguon="))
    page.reload()
    expect(panel.locator(".lineage-title")).to_have_text(told)
    expect(panel).to_be_visible()
