"""The room of health in the browser: whose beds are full, who has room how far away, by mouse, keyboard and phone."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from data import clock, periods, versions
from tests.browser.conftest import OpenTab
from tests.browser.serious import serious
from tests.browser.serving import Served, serving
from tests.shelf import deliver, listed, observed

COMMUNE = "00691"
FULL, NEAR, FAR = "facility:08-BV-01", "facility:08-BV-02", "facility:08-BV-03"
PLACES = {"BV-01": ("Bệnh viện Đầy", 105.0), "BV-02": ("Bệnh viện Gần", 105.1), "BV-03": ("Bệnh viện Xa", 105.8)}


def facility(code: str) -> dict[str, object]:
    name, longitude = PLACES[code]
    beds = {"facility_kind": "hospital", "capacity": 100, "actual_beds": 110, "icu_beds": 5, "care_level": "basic"}
    placed = {"specialty": "general", "latitude": 22.8, "longitude": longitude}
    return listed(code, "working", register="facility", name=name, **beds | placed)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A full hospital, one with room 10 km away and one 82 km away; dengue that grows."""
    home, today = tmp_path_factory.mktemp("y-te"), clock.today()
    days = [today - timedelta(days=back) for back in range(24, 0, -1)]
    full = {"tq_bed_occupancy": 104.0, "tq_admissions": 12.0, "tq_discharges": 10.0}
    free = {"tq_bed_occupancy": 70.0, "tq_free_beds": 30.0}
    rows = [
        observed(value) | {"indicator_code": code, "area_code": area, "frequency": "day", "period": f"{day}"}
        for day in days[-6:]
        for area, told in ((FULL, full), (NEAR, free), (FAR, free))
        for code, value in told.items()
    ]
    rows += [
        observed(400.0 - 10 * number)
        | {"indicator_code": "tq_medicine_stock", "area_code": FULL, "frequency": "day", "period": f"{day}"}
        | {"breakdown": "medicine=paracetamol"}
        for number, day in enumerate(days[-6:])
    ]
    rows.append(
        observed(91.0)
        | {"indicator_code": "tq_vaccine_coverage", "area_code": COMMUNE, "frequency": "week"}
        | {"period": periods.of("week", today - timedelta(weeks=1))}
    )
    rows += [
        observed(4.0 * 2 ** (number / 6))
        | {"indicator_code": "tq_new_cases", "frequency": "day", "period": f"{day}", "breakdown": "disease=dengue"}
        for number, day in enumerate(days)
    ]
    at = datetime.combine(today, time())
    people = {"population": 5000, "doctors": 4}
    entries = [facility(code) for code in PLACES]
    entries.append(
        listed("OD-01", "active", register="outbreak", name="Thôn Một", disease="dengue", cases=12, deaths=0)
    )
    entries.append(listed("HS-01", "current", register="commune_health", area_code=COMMUNE, name="Dân số", **people))
    deliver(home, "lists", entries=tuple(entries), on=at)
    deliver(home, "beds", *rows, on=at)
    versions.publish(home, "thử")
    with serving(home, log=home / "server.log") as running:
        yield running


def opened(page: Page, more: str = "") -> Page:
    page.goto(f"/y-te?bo=tuyen-quang{more}")
    expect(page.locator("#health-map[data-painted]")).to_be_visible()
    return page


def has_room(page: Page) -> Locator:
    return page.locator(".panel", has=page.get_by_role("heading", name="Ai nhận được người bệnh của"))


def test_a_wider_radius_chosen_by_keyboard_finds_the_hospital_farther_away_and_the_link_keeps_it(
    room: Served, open_tab: OpenTab
) -> None:
    page = opened(open_tab(room))
    expect(has_room(page)).to_contain_text("Bệnh viện Đầy")
    expect(has_room(page)).to_contain_text("Bệnh viện Gần")
    expect(has_room(page)).not_to_contain_text("Bệnh viện Xa")
    page.locator("#health-radius").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("option", name="50 km").locator("input")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name="100 km").locator("input")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**km=100**")
    expect(has_room(page)).to_contain_text("Bệnh viện Xa")
    again = open_tab(room)
    again.goto(page.url.removeprefix(room.url))
    expect(has_room(again)).to_contain_text("Bệnh viện Xa")


def test_another_facility_has_neighbours_of_its_own_and_the_list_leads_back(room: Served, open_tab: OpenTab) -> None:
    page = opened(open_tab(room), "&km=100")
    page.locator("#health-facility").click()
    page.get_by_role("option", name="Bệnh viện Xa").click()
    page.wait_for_url("**BV-03**")
    expect(has_room(page)).to_contain_text("người bệnh của Bệnh viện Xa")
    expect(has_room(page).locator(".health-list")).to_contain_text("Bệnh viện Gần")
    expect(has_room(page).locator(".health-list")).not_to_contain_text("Bệnh viện Xa")
    page.locator(".health-list").get_by_role("link", name="Bệnh viện Đầy").press("Enter")
    page.wait_for_url("**BV-01**")
    expect(has_room(page)).to_contain_text("người bệnh của Bệnh viện Đầy")


def test_the_share_of_a_full_hospital_leads_to_its_source(room: Served, open_tab: OpenTab) -> None:
    page = opened(open_tab(room))
    page.locator(".health-list .source-link").first.press("Enter")
    expect(page.locator("#health-source-body")).to_contain_text("beds.xlsx")
    page.keyboard.press("Escape")
    expect(page.locator("#health-source")).to_be_hidden()


def test_a_sum_over_hospitals_leads_to_each_of_them_and_on_to_its_row_and_back(room: Served, open_tab: OpenTab) -> None:
    page = opened(open_tab(room))
    tile = page.get_by_title("Xem nguồn của Giường đang dùng")
    tile.click()
    panel = page.locator("#health-source")
    expect(panel).to_be_focused()
    shares = panel.locator(".lineage-parts li", has_text="%")
    expect(shares).to_have_count(3)
    expect(panel.locator(".lineage-parts li")).to_have_count(6)  # planned beds of each stand in the list of facilities
    expect(panel).to_contain_text("Tổng của công suất × giường kế hoạch")
    full = panel.locator(".lineage-parts li", has_text="Bệnh viện Đầy")
    expect(shares.and_(full)).to_contain_text("beds.xlsx")
    full.filter(has_not_text="%").get_by_role("button").press("Enter")
    expect(panel.locator(".lineage-title")).to_contain_text("Bệnh viện Đầy (")
    expect(panel).to_contain_text("lists.xlsx")
    page.keyboard.press("Escape")
    tile.click()
    shares.and_(full).get_by_role("button").press("Enter")
    expect(panel).to_contain_text("Mã băm SHA-256")
    expect(panel).to_contain_text("104 %")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(tile).to_be_focused()


@pytest.mark.parametrize(
    ("table", "column", "told"),
    [
        ("facilities", "planned_beds", "lists.xlsx"),
        ("facilities", "in_use", "beds.xlsx"),
        ("facilities", "free_beds", "lists.xlsx"),
        ("facilities", "days", "Số ca ra viện"),
        ("medicines", "stock", "350"),
        ("medicines", "days_left", "Paracetamol"),
        ("outbreaks", "cases_column", "Thôn Một"),
    ],
)
def test_a_number_in_a_table_of_the_room_leads_to_its_source(
    room: Served, open_tab: OpenTab, table: str, column: str, told: str
) -> None:
    page = opened(open_tab(room))
    box = page.locator(f"#health-{table}").locator("xpath=ancestor::*[@data-grid]")
    box.scroll_into_view_if_needed()
    box.locator(f'.ag-cell[col-id="{column}"] .source-link').first.click()
    expect(page.locator("#health-source-body")).to_contain_text(told)


@pytest.mark.parametrize(
    ("layer", "told"),
    [("coverage", "beds.xlsx"), ("doctors_per_10k", "lists.xlsx")],
)
def test_a_commune_chosen_on_the_map_leads_to_what_its_rate_is_made_of(
    room: Served, open_tab: OpenTab, layer: str, told: str
) -> None:
    page = opened(open_tab(room), f"&lop={layer}")
    page.locator(f'path[data-code="{COMMUNE}"]').press("Enter")
    page.locator(".map-chosen").get_by_role("button", name="Xem nguồn").press("Enter")
    expect(page.locator("#health-source-body")).to_contain_text(told)


def test_every_figure_of_the_room_has_a_way_to_its_source(room: Served, open_tab: OpenTab) -> None:
    page = opened(open_tab(room), "&km=100")
    figures = page.locator(".health-room .card-value, .health-list .source-link, .health-facts dd")
    expect(figures).not_to_have_count(0)
    bare = figures.evaluate_all(
        "all => all.filter(one => /\\d/.test(one.innerText) && !one.closest('.source-link') && "
        "!one.querySelector('.source-link')).map(one => one.parentElement.innerText)"
    )
    # The rule of the disease is no figure; of these two there is nothing, and the room says why.
    said = ("Nhóm và hạn báo cáo", "Ca mới trên 100 xét nghiệm\nkhông tính", "Tử vong/mắc ở các ổ dịch\n0/0")
    assert [text for text in bare if not text.startswith(said)] == []
    for name in ("Ca mắc mới trong 7 ngày", "Thời gian tăng gấp đôi"):
        page.get_by_title(f"Xem nguồn của {name}").click()
        expect(page.locator("#health-source .lineage-parts li").first).to_be_visible()
        page.keyboard.press("Escape")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_room(room: Served, open_tab: OpenTab, theme: str) -> None:
    page = opened(open_tab(room))
    page.locator(f'button[data-chiso-theme="{theme}"]').click()
    assert serious(page) == []


def test_the_room_fits_a_phone_and_axe_finds_nothing_serious_there(room: Served, open_tab: OpenTab) -> None:
    page = opened(open_tab(room, width=390, height=844, has_touch=True))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert serious(page) == []
