"""The economy page as its readers use it: look, filter, drill down."""

import re
from collections import Counter

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenTab
from tests.browser.economy import COMMUNES, LegendRow, choose, commune, fills, legend, open_economy
from tests.browser.reports import AFTER, CORRECTED, HIDDEN, NAMES, PLAN, REVENUE, SILENT, revenue
from tests.browser.serving import Served
from tests.browser.watching import Watch


def test_every_commune_is_painted_in_its_class_or_hatched_and_the_legend_counts_them(page: Page) -> None:
    open_economy(page)
    painted = fills(page)
    hatched = {code for code, fill in painted.items() if fill.startswith("url(#hatch-missing")}
    withheld = {code for code, fill in painted.items() if fill.startswith("url(#hatch-suppressed")}
    assert (hatched, withheld) == (set(SILENT), {HIDDEN})
    rows = legend(page)
    assert [row.count for row in rows[:5]] == [24] * 5
    assert rows[5:] == [LegendRow("chưa nhận số liệu", 3), LegendRow("không công bố", 1)]
    colours = Counter(fill for fill in painted.values() if fill.startswith("#"))
    assert sorted(colours.values()) == [24] * 5
    assert sum(row.count for row in rows) == COMMUNES


def test_the_map_asks_a_question_and_says_whose_boundaries_and_numbers_these_are(page: Page) -> None:
    open_economy(page)
    expect(page.locator("#group-map-panel-title")).to_contain_text("đạt bao nhiêu phần trăm dự toán HĐND tỉnh giao?")
    expect(page.locator("#group-map-panel-subtitle")).to_contain_text("120/124 xã, phường có số liệu")
    expect(page.locator("#group-map-panel-foot")).to_contain_text("UBND các xã, phường")
    expect(page.locator("#group-map-panel-foot")).to_contain_text("Ranh giới xấp xỉ")


def test_the_mouse_tells_name_value_and_rank_of_a_commune(page: Page) -> None:
    open_economy(page)
    commune(page, "02623").hover()
    tip = page.locator(".map-tip")
    expect(tip).to_contain_text("Xã Trường Sinh")
    expect(tip).to_contain_text("hạng 1/120")
    commune(page, SILENT[0]).hover()
    expect(tip).to_contain_text("chưa nhận số liệu")


def test_the_table_of_the_map_holds_every_commune_for_those_who_read(page: Page) -> None:
    open_economy(page)
    page.locator("#group-map-panel .map-table summary").click()
    table = page.locator("#group-map-panel .grid")
    expect(table.locator(".grid-count")).to_have_text(f"{COMMUNES} dòng")
    share = (revenue("02623", "2026-01") + revenue("02623", "2026-02")) / PLAN * 100
    expect(table.locator('[row-index="0"] [col-id="value"]').first).to_contain_text(f"{share:.1f}".replace(".", ","))
    table.locator(".grid-search").fill(NAMES[HIDDEN])
    expect(table.locator('[col-id="status"].ag-cell')).to_have_text("không công bố")


def test_a_filter_repaints_without_fetching_geometry_and_the_address_says_so(page: Page, watch: Watch) -> None:
    open_economy(page)
    before = fills(page)
    watch.requests.clear()
    choose(page, "shown", "Thay đổi")
    expect(page.locator("#group-map-panel-title")).to_contain_text("tăng, giảm ở đâu")
    expect(page).to_have_url(re.compile("the-hien=change"))
    assert fills(page) != before
    assert not [url for url in watch.requests if ".geojson" in url]


def test_a_month_drives_cards_map_trend_and_ranking_together(page: Page) -> None:
    open_economy(page)
    choose(page, "period", "Tháng 1/2026")
    for part in ("cards", "map-panel-subtitle", "ranking-panel-subtitle"):
        expect(page.locator(f"#group-{part}")).to_contain_text("Tháng 1/2026")
    expect(page.locator("#group-map-panel-subtitle")).to_contain_text("121/124")
    expect(page.locator("#group-legend")).not_to_contain_text("không công bố")


def test_a_group_of_communes_is_looked_at_by_itself(page: Page) -> None:
    open_economy(page, "?nhom=former_province:02")
    expect(page.locator("path.commune.is-outside")).to_have_count(51)
    assert sum(row.count for row in legend(page)) == 73


def test_in_a_group_the_cards_sum_its_communes_and_say_what_is_of_the_whole_province(page: Page) -> None:
    open_economy(page)
    first = page.locator(".card", has_text="Thu ngân sách trên địa bàn xã, phường")
    before = first.locator(".card-value").inner_text()
    choose(page, "group", "Hà Giang")
    expect(first).to_contain_text("/73 xã, phường")
    expect(first.locator(".card-value")).not_to_have_text(before)
    expect(page.locator(".card", has_text="Thu ngân sách nhà nước trên địa bàn tỉnh")).to_contain_text("toàn tỉnh")
    expect(page.locator("#group-trend-panel-subtitle")).to_contain_text("Hà Giang")
    expect(page.locator("#group-map-panel-subtitle")).to_contain_text("Hà Giang ")


def test_an_earlier_day_shows_what_was_known_then_and_says_so(page: Page) -> None:
    open_economy(page, f"?so-voi=previous&the-hien=value&xa={CORRECTED}")
    fact = page.locator(".commune-strip .fact").first
    expect(fact).to_contain_text("999,5")
    choose(page, "known-on", "biết đến 06/03/2026")
    expect(fact).to_contain_text(f"{revenue(CORRECTED, '2026-02'):.0f}")
    expect(page.locator("#group-notes")).to_contain_text("như đã biết đến hết ngày 06/03/2026")
    expect(page).to_have_url(re.compile("biet-den=2026-03-06"))
    choose(page, "known-on", "Mới nhất")
    expect(fact).to_contain_text("999,5")
    expect(page.locator("#group-notes")).to_be_empty()


def test_fixed_limits_hold_in_every_month_and_where_there_are_none_the_page_says_so(page: Page) -> None:
    open_economy(page, "?lop=fixed")
    limits = [row.label for row in legend(page)[:5]]
    assert limits == ["từ 100", "90 – dưới 100", "75 – dưới 90", "50 – dưới 75", "dưới 50"]
    choose(page, "period", "Tháng 1/2026")
    expect(page.locator("#group-map-panel-subtitle")).to_contain_text("Tháng 1/2026")
    assert [row.label for row in legend(page)[:5]] == limits
    choose(page, "shown", "Giá trị")
    expect(page.locator("#group-notes")).to_contain_text("chưa có mốc cố định")


def test_a_link_with_every_parameter_opens_that_very_view(page: Page) -> None:
    query = "?bo=tuyen-quang&ky=2026-01&so-voi=previous&phan-to=total&nhom=former_province:02&biet-den=2026-03-06"
    open_economy(page, f"{query}&the-hien=value&lop=equal&chi-so={REVENUE}&xa={CORRECTED}")
    told = {
        "set": "Tuyên Quang",
        "period": "Tháng 1/2026",
        "comparison": "Kỳ trước",
        "breakdown": "Tổng số",
        "group": "Hà Giang",
        "shown": "Giá trị",
        "method": "Khoảng đều",
        "known-on": "biết đến 06/03/2026",
    }
    for field, words in told.items():
        expect(page.locator(f"#group-{field}")).to_contain_text(words)
    expect(page.locator(".commune-strip h2")).to_have_text("Xã Thắng Mố")
    expect(page.locator(".commune-strip .fact").first).to_contain_text(f"{revenue(CORRECTED, '2026-01'):.0f}")
    expect(page.locator("#group-notes .message")).to_have_count(1)  # the day


@pytest.mark.parametrize(
    "query",
    [
        "?bo=%3Cscript%3Ealert(1)%3C/script%3E",
        "?ky=2026-99&xa=0",
        "?nhom=" + "x" * 3000,
        "?chi-so=' OR 1=1 --&the-hien=%00",
        "?ky=2019-01&phan-to=sex=female;ethnicity=",
    ],
)
def test_hostile_and_unknown_links_get_a_page_and_a_sentence(page: Page, query: str) -> None:
    open_economy(page, query)
    expect(page.locator("#group-notes")).to_contain_text("đang hiển thị lựa chọn gần nhất")
    expect(page.locator(".card")).to_have_count(6)


def test_parameters_that_mean_nothing_here_change_nothing(page: Page) -> None:
    open_economy(page, "?utm_source=thu&ky=2026-01&ky=2025-12&%F0%9F%98%80=1")
    expect(page.locator("#group-cards .card").first).to_be_visible()


def test_a_click_on_a_card_changes_the_map(page: Page) -> None:
    open_economy(page)
    before = fills(page)
    page.locator(".card-select", has_text="Diện tích trồng rừng").click()
    expect(page.locator("#group-map-panel-title")).to_contain_text("Diện tích trồng rừng tập trung")
    expect(page.locator(".card.is-selected .card-select")).to_contain_text("Diện tích trồng rừng")
    expect(page).to_have_url(re.compile("chi-so=tq_commune_forest_planted"))
    assert fills(page) != before


def test_a_province_indicator_paints_nothing_says_so_and_offers_the_nearest(page: Page) -> None:
    open_economy(page, "?chi-so=tq_budget_revenue")
    expect(page.locator(".map-message")).to_contain_text("chỉ được báo cáo cho toàn tỉnh")
    assert set(fills(page).values()) == {"var(--map-blank)"}
    page.locator("#group-offer button").click()
    expect(page.locator("#group-map-panel-title")).to_contain_text("Thu ngân sách trên địa bàn xã, phường")
    expect(page.locator(".map-message")).to_be_hidden()
    assert sum(row.count for row in legend(page)) == COMMUNES


def test_what_is_reported_by_quarter_stands_on_its_card(page: Page) -> None:
    open_economy(page, "?chi-so=tq_grdp_growth")
    card = page.locator(".card", has_text="Tốc độ tăng tổng sản phẩm")
    expect(card).to_contain_text("7,6")
    expect(card).to_contain_text("Quý IV/2025")


def test_an_axis_has_its_bars(page: Page) -> None:
    open_economy(page, "?chi-so=tq_visitors")
    panel = page.locator("#group-breakdown-panel")
    expect(panel.locator(".main-svg").first).to_be_visible()
    expect(panel).to_contain_text("Khách nội địa")


def test_a_click_selects_a_commune_outlines_it_and_tells_its_facts_and_its_trend(page: Page) -> None:
    open_economy(page)
    commune(page, CORRECTED).click()
    expect(commune(page, CORRECTED)).to_have_class(re.compile("is-selected"))
    strip = page.locator(".commune-strip")
    expect(strip).to_contain_text("Xã Thắng Mố")
    total = revenue(CORRECTED, "2026-01") + AFTER
    expect(strip).to_contain_text(f"{total:,.1f}".replace(",", " ").replace(".", ",").replace(" ", "."))
    expect(page.locator("#group-trend-panel-subtitle")).to_contain_text("Xã Thắng Mố")
    expect(page).to_have_url(re.compile(f"xa={CORRECTED}"))
    strip.get_by_role("button", name="Bỏ chọn").click()
    expect(strip).to_have_count(0)
    expect(page.locator("path.commune.is-selected")).to_have_count(0)


def test_the_ranking_selects_on_the_map(page: Page) -> None:
    open_economy(page)
    page.locator(".rank-name", has_text="Xã Sơn Thủy").click()
    expect(page.locator("path.commune.is-selected")).to_have_attribute("data-code", "02620")


def test_the_keyboard_alone_walks_the_map_selects_and_clears(page: Page) -> None:
    open_economy(page)
    page.locator('path.commune[tabindex="0"]').focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    walked_to = page.evaluate("document.activeElement.dataset.code")
    page.keyboard.press("Enter")
    expect(commune(page, walked_to)).to_have_class(re.compile("is-selected"))
    expect(page.locator(".commune-strip h2")).to_have_text(NAMES[walked_to])
    expect(commune(page, walked_to)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("path.commune.is-selected")).to_have_count(0)
    expect(page.locator(".commune-strip")).to_have_count(0)


def test_tab_reaches_the_map_from_the_filters_and_leaves_it_again(page: Page) -> None:
    open_economy(page)
    page.locator("#group-method").focus()
    for reached in ("a[href^='/ban-do']", "path.commune", ".map-button"):
        page.keyboard.press("Tab")
        assert page.evaluate("one => document.activeElement.matches(one)", reached), reached


def test_another_set_is_another_province_without_the_mark_of_simulated_data(page: Page) -> None:
    open_economy(page)
    expect(page.locator("#shell-simulated")).to_be_visible()
    choose(page, "set", "Cao Bằng 2025")
    expect(page).to_have_url(re.compile("bo=cao-bang"))
    expect(page.locator(".brand-province")).to_have_text("Tỉnh Cao Bằng")
    expect(page.locator("#shell-simulated")).to_be_hidden()
    expect(page.locator("path.commune")).to_have_count(56)


def test_in_the_dark_the_map_has_colours_of_its_own(open_tab: OpenTab, served: Served) -> None:
    page = open_tab(served, color_scheme="dark")
    open_economy(page)
    dark = Counter(fill for fill in fills(page).values() if fill.startswith("#"))
    page.locator('button[data-chiso-theme="light"]').click()
    light = Counter(fill for fill in fills(page).values() if fill.startswith("#"))
    assert sorted(dark.values()) == sorted(light.values()) == [24] * 5
    assert not set(dark) & set(light)
