"""The room of administrative procedures in the browser, on the portal's real captures of Gia Lai."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenTab
from tests.browser.serious import serious
from tests.browser.serving import Served, serving
from tests.browser.walking import bare_numbers


@pytest.fixture(scope="module")
def room(captured: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = shutil.copytree(captured, tmp_path_factory.mktemp("diem") / "kho")
    with serving(home, log=home / "server.log") as running:
        yield running


def test_a_leader_asks_where_points_are_lost_and_what_a_commune_says_and_sends_the_link(
    room: Served, open_tab: OpenTab
) -> None:
    page = open_tab(room)
    page.goto("/tthc?tinh=52")
    first = page.locator("#tthc-cards .card").first
    expect(first).to_contain_text("66,23")
    page.get_by_role("button", name="Thanh toán trực tuyến", exact=True).first.click()
    expect(page.locator("#tthc-detail-panel-title")).to_have_text("Thanh toán trực tuyến: mất điểm ở đâu?")
    page.locator("#tthc-map [data-code='21994']").focus()
    page.keyboard.press("Enter")
    expect(first).to_contain_text("75,34")
    expect(page.locator("#tthc-unit")).to_contain_text("Xã Vân Canh")
    page.wait_for_url("**don-vi=21994**")
    again = open_tab(room)
    again.goto(page.url.removeprefix(room.url))
    expect(again.locator("#tthc-cards .card").first).to_contain_text("75,34")
    expect(again.locator("#tthc-trend-panel-title")).to_contain_text("Thanh toán trực tuyến")


def test_an_officer_on_the_phone_sets_a_target_and_sees_where_a_score_comes_from(
    room: Served, open_tab: OpenTab
) -> None:
    page = open_tab(room, width=390, height=844)
    page.goto("/tthc?tinh=15")
    page.get_by_label("Điểm muốn đạt").fill("63")
    page.get_by_label("Điểm muốn đạt").press("Tab")
    expect(page.locator("#tthc-advice")).to_contain_text("để đạt 63,00 điểm")
    page.locator("#tthc-cards .source-link").first.click()
    expect(page.locator("#tthc-source-body")).to_contain_text("Cổng Dịch vụ công quốc gia")
    page.reload()  # the address names the source
    expect(page.locator("#tthc-source-body")).to_contain_text("Cổng Dịch vụ công quốc gia")
    page.keyboard.press("Escape")
    expect(page.locator("#tthc-source")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        ("#tthc-peers tbody tr:first-child .source-link[id*=peers]", "Đồng Tháp"),
        ("#tthc-advice .source-link >> nth=0", "Gia Lai"),
        ("#tthc-facts .source-link >> nth=0", "Gia Lai"),
        ("#tthc-detail td.figure .source-link[id*=lost] >> nth=0", "Gia Lai"),
        ("#tthc-advice .source-link[id*=win] >> nth=0", "Gia Lai"),
        ("#tthc-compare .source-link[id*=ours] >> nth=0", "Gia Lai"),
        ("#tthc-ranking .rank-value.source-link >> nth=0", ", "),
        ("#tthc-facts .plain-list .source-link >> nth=0", "Tiến độ giải quyết, Gia Lai"),
    ],
)
def test_scores_of_others_counts_and_what_advice_starts_from_lead_to_their_source(
    room: Served, open_tab: OpenTab, figure: str, told: str
) -> None:
    page = open_tab(room)
    page.goto("/tthc?tinh=52")
    page.locator(figure).click()
    expect(page.locator("#tthc-source .lineage-title")).to_contain_text(told)
    expect(page.locator("#tthc-source")).to_contain_text("Mã băm SHA-256")


def test_a_place_leads_to_the_list_in_which_it_was_counted_and_a_sum_to_its_parts(
    room: Served, open_tab: OpenTab
) -> None:
    page = open_tab(room)
    page.goto("/tthc?tinh=52")
    place = page.locator("#tthc-detail a.source-link").last
    item = page.locator("#tthc-detail tbody .link-button").last.inner_text()
    place.press("Enter")
    expect(page.locator("#tthc-peers h2, #tthc-peers h3").first).to_contain_text(item[1:])
    page.locator("#tthc-cards .source-link").first.press("Enter")
    expect(page.locator("#tthc-source .lineage-parts li")).to_have_count(6)
    page.locator("#tthc-source .lineage-parts .source-link").first.press("Enter")
    expect(page.locator("#tthc-source .lineage-facts")).to_contain_text("SHA-256")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_room(room: Served, open_tab: OpenTab, theme: str) -> None:
    page = open_tab(room)
    page.goto("/tthc?tinh=52&muc=MDSH")
    page.locator("#tthc-map [data-code='21994']").wait_for()
    page.locator(f'button[data-chiso-theme="{theme}"]').click()
    assert serious(page) == []


def test_every_number_of_the_room_leads_to_its_source(room: Served, open_tab: OpenTab) -> None:
    page = open_tab(room)
    page.goto("/tthc?tinh=52")
    expect(page.locator("main .source-link").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert bare_numbers(page) == []
