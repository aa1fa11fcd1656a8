"""The page of data quality in the browser: from a share to the reports behind it, from a sum to its communes."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

import pytest
from playwright.sync_api import expect

from data import clock, periods, versions
from tests.browser.conftest import OpenTab
from tests.browser.serious import serious
from tests.browser.serving import Served, serving
from tests.shelf import deliver, observed

COMMUNES = {"00721": 700.0, "00829": 300.0}  # million dong, of one month


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The revenue of a province and of two of its communes, two months back: received, but after its day."""
    home, today = tmp_path_factory.mktemp("du-lieu"), clock.today()
    month = periods.previous(periods.previous(f"{today:%Y-%m}"))
    rows = [
        observed(value, month, indicator_code="tq_commune_budget_revenue", area_code=code)
        for code, value in COMMUNES.items()
    ]
    deliver(home, "xa", *rows, on=datetime.combine(today, time()))
    province = {name: observed(value, month) for name, value in (("tinh", 2.0), ("kho-bac", 3.0))}
    deliver(home, "tinh", province["tinh"], on=datetime.combine(today, time()), source="Sở Tài chính")
    before = datetime.combine(today - timedelta(days=1), time())
    deliver(home, "kho-bac", province["kho-bac"], on=before, source="Kho bạc Nhà nước")
    versions.publish(home, "thử")
    with serving(home, log=home / "server.log") as running:
        yield running


def test_a_share_leads_to_agencies_one_of_them_to_its_reports_and_how_late_each_was(
    room: Served, open_tab: OpenTab
) -> None:
    page = open_tab(room)
    page.goto("/du-lieu?bo=tuyen-quang")
    expect(page.locator(".quality-tiles .card-change a")).not_to_have_count(0)
    page.locator(".quality-tiles a[href='#quality-agencies']").first.click()
    expect(page.locator("#quality-agencies")).to_be_in_viewport()
    page.locator("#quality-agencies").get_by_role("link", name="UBND các xã, phường", exact=True).click()
    reports = page.locator("#quality-of-agency")
    expect(reports).to_be_visible()
    late = reports.locator(".ag-center-cols-container [role=row]", has_text="nhận một phần")
    expect(late).to_have_count(1)
    expect(late.locator("[col-id=areas]")).to_have_text("2")
    assert int(late.locator("[col-id=late_days]").inner_text()) > 0
    reports.get_by_role("link", name="Mọi cơ quan").click()
    expect(reports).to_be_hidden()


def test_both_sides_of_a_reconciliation_lead_to_their_source(room: Served, open_tab: OpenTab) -> None:
    page = open_tab(room)
    page.goto("/du-lieu?bo=tuyen-quang")
    panel = page.locator("#quality-source")
    pair = page.locator("#quality-compared tbody tr").filter(has_text="Thu ngân sách").first
    pair.locator(".source-link").nth(1).click()
    expect(panel.locator(".lineage-title")).to_have_text("Số cộng từ xã, phường")  # those that are in it, no others
    expect(panel.locator(".lineage-parts li")).to_have_count(len(COMMUNES))
    expect(panel).to_contain_text("700 triệu đồng")
    page.keyboard.press("Escape")
    pair.locator(".source-link").first.click()
    expect(panel).to_contain_text("Mã băm SHA-256")
    page.keyboard.press("Escape")
    pair.locator(".source-link").last.click()
    expect(panel.locator(".lineage-title")).to_contain_text("Chênh lệch")  # of the report and every commune
    expect(panel.locator(".lineage-parts li")).to_have_count(len(COMMUNES) + 1)


def test_an_agency_that_does_not_exist_is_told(room: Served, open_tab: OpenTab) -> None:
    page = open_tab(room)
    page.goto("/du-lieu?bo=tuyen-quang&co-quan=<script>")
    expect(page.locator(".message").first).to_contain_text("Không có cơ quan «<script>»")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_beside_the_reports_of_an_agency(room: Served, open_tab: OpenTab, theme: str) -> None:
    page = open_tab(room)
    page.goto("/du-lieu?bo=tuyen-quang&co-quan=UBND các xã, phường")
    expect(page.locator("#quality-of-agency .ag-center-cols-container [role=row]").first).to_be_visible()
    page.locator(f'button[data-chiso-theme="{theme}"]').click()
    assert serious(page) == []


def test_two_sources_of_one_number_stand_side_by_side_and_lead_to_what_each_said(
    room: Served, open_tab: OpenTab
) -> None:
    page = open_tab(room)
    page.goto("/du-lieu?bo=tuyen-quang")
    line = page.locator("#quality-apart tbody tr")
    expect(line).to_have_count(1)
    expect(line).to_contain_text("Sở Tài chính")
    expect(line).to_contain_text("Kho bạc Nhà nước")
    expect(line).to_contain_text("+50,0 %")
    line.locator(".source-link").nth(1).click()
    expect(page.locator("#quality-source")).to_contain_text("Kho bạc Nhà nước")
