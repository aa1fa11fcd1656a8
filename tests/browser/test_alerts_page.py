"""The page of alerts in the browser: what was found is assigned and resolved by keyboard alone, also on a phone."""

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenTab
from tests.browser.reports import NAMES
from tests.browser.serving import Served

COMMUNE = "00721"
RULE = f"""
[[rule]]
code = "thu-rat-thap"
name = "Thu ngân sách xã rất thấp"
kind = "threshold"
indicator = "tq_commune_budget_revenue"
area = "{COMMUNE}"
low = 100000
severity = "critical"
weight = 100
advice = "Xã báo cáo nguyên nhân."
"""
ADDRESS = "/canh-bao?quy-tac=thu-rat-thap"


@pytest.fixture(scope="module")
def alerting(own_store: Served) -> Served:
    """The store with a rule that is broken whatever the day, judged."""
    (own_store.home / "alerts.toml").write_text(RULE, encoding="utf-8")
    ran = own_store.chiso("alerts", "run")
    assert ran.returncode == 0, ran.stderr
    return own_store


STEPS = ["acknowledge", "assign", "snooze", "resolve"]  # as the form offers them


def tab_to(page: Page, selector: str) -> None:
    """Goes there as whoever has no mouse does."""
    for _ in range(200):
        if page.evaluate("where => document.activeElement.matches(where)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab.")


def write(page: Page, field: str, text: str) -> None:
    tab_to(page, f"#alerts-{field}")
    page.keyboard.type(text)


def choose(page: Page, step: str) -> None:
    """A step of the form, by the arrows; each is pressed once the one before has moved the focus."""
    tab_to(page, "#alerts-action")
    page.keyboard.press("Enter")
    focused = page.locator("[role=option] input:focus")
    for passed in STEPS[: STEPS.index(step)]:
        expect(focused).to_have_value(passed)
        page.keyboard.press("ArrowDown")
    expect(focused).to_have_value(step)
    page.keyboard.press("Enter")
    expect(page.locator("[role=option]")).to_have_count(0)


def sign(page: Page, said: str) -> None:
    tab_to(page, "#alerts-submit")
    page.keyboard.press("Enter")
    expect(page.locator("#alerts-said")).to_contain_text(said)
    page.locator("#alerts-said").evaluate("one => { one.tabIndex = -1; one.focus(); }")


def test_an_alert_is_acknowledged_assigned_and_resolved_by_keyboard_and_every_step_is_in_the_journal(
    alerting: Served, open_tab: OpenTab
) -> None:
    page = open_tab(alerting)
    page.goto(ADDRESS)
    expect(page.locator("#alerts-why")).to_contain_text(NAMES[COMMUNE])
    expect(page.locator("#alerts-why")).to_contain_text("giới hạn 100.000")
    tab_to(page, "#alerts-submit")
    page.keyboard.press("Enter")
    expect(page.locator("#alerts-said")).to_contain_text("Ghi họ tên và cơ quan")
    page.locator("#alerts-act h2").evaluate("one => { one.tabIndex = -1; one.focus(); }")
    write(page, "name", "Nguyễn Văn A")
    write(page, "agency", "Văn phòng UBND tỉnh")
    sign(page, "Đã ghi: tiếp nhận, 1 cảnh báo.")
    choose(page, "assign")
    write(page, "to-agency", "Sở Tài chính")
    write(page, "day", "01/04/2199")
    sign(page, "Đã ghi: giao xử lý, 1 cảnh báo.")
    expect(page.locator("#alerts-why")).to_contain_text("đã giao xử lý · Sở Tài chính · hạn 01/04/2199")
    choose(page, "resolve")
    write(page, "reason", "Đã thu đủ.")
    sign(page, "Đã ghi: kết thúc xử lý, 1 cảnh báo.")
    history = page.locator("#alerts-history li")
    expect(history).to_have_count(4)
    expect(history.first).to_contain_text("Đã thu đủ.")
    for place in range(3):
        expect(history.nth(place)).to_contain_text("Nguyễn Văn A, Văn phòng UBND tỉnh")
    page.goto(f"{ADDRESS}&xu-ly=resolved")
    expect(page.locator("#alerts-inbox")).to_contain_text(NAMES[COMMUNE])
    page.locator("#alerts-log").scroll_into_view_if_needed()  # a table is fetched when it comes into view
    expect(page.locator("#alerts-log")).to_contain_text("đã kết thúc xử lý")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_where_something_alerts(alerting: Served, open_tab: OpenTab, theme: str) -> None:
    page = open_tab(alerting)
    page.goto(ADDRESS)
    expect(page.locator("#alerts-why")).to_be_visible()
    page.locator(f'button[data-chiso-theme="{theme}"]').click()
    found = [one for one in Axe().run(page)["violations"] if one["impact"] in ("serious", "critical")]
    assert [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found] == []


def test_on_a_phone_nothing_is_wider_than_it_and_a_step_can_be_signed(alerting: Served, open_tab: OpenTab) -> None:
    page = open_tab(alerting, width=390, height=844, has_touch=True)
    page.goto(ADDRESS)
    expect(page.locator("#alerts-why")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#alerts-submit").tap()
    expect(page.locator("#alerts-said")).to_contain_text("Ghi họ tên")


@pytest.mark.parametrize("place", [".alert-list", "#alerts-why"])
def test_what_an_alert_found_leads_to_the_cell_it_stands_in_by_keyboard_and_esc_leads_back(
    alerting: Served, open_tab: OpenTab, place: str
) -> None:
    page = open_tab(alerting)
    page.goto(ADDRESS)
    found = page.locator(f"{place} .source-link").first
    found.press("Enter")
    panel = page.locator("#alerts-source")
    expect(panel).to_be_focused()
    expect(panel).to_contain_text(NAMES[COMMUNE])
    expect(panel).to_contain_text("Mã băm SHA-256")
    page.keyboard.press("Escape")
    expect(found).to_be_focused()


def test_the_map_of_an_alert_leads_to_the_number_of_the_commune_that_is_chosen(
    alerting: Served, open_tab: OpenTab
) -> None:
    page = open_tab(alerting)
    page.goto(ADDRESS)
    page.locator(".map-chosen").get_by_role("button", name="Xem nguồn").press("Enter")
    expect(page.locator("#alerts-source")).to_contain_text(NAMES[COMMUNE])
