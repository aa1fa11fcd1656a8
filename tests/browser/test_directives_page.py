"""A task goes from an alert to a department and back on two phones; the book of audit tells the story."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from data import clock
from data.state import accounts
from data.state import store as state
from data.state.accounts import Holder
from data.state.journal import Person
from tests.browser.conftest import OpenTab
from tests.browser.serious import serious
from tests.browser.serving import Served
from tests.browser.test_alerts_page import ADDRESS, RULE

PASSWORD = "nắng sớm trên đèo Mã Pí Lèng"  # noqa: S105
PEOPLE = (
    Holder("lanh-dao", "Lê Thị Hoa", "UBND tỉnh", "leader", "08", ("08",), ()),
    Holder("so-tai-chinh", "Trần Văn Nam", "Sở Tài chính", "department_officer", "08", ("08",), ("Sở Tài chính",)),
)
DUE = f"{clock.today() + timedelta(days=9):%d/%m/%Y}"


@pytest.fixture(scope="module")
def peopled(own_store: Served) -> Served:
    """The store with an alert, a leader and an officer of a department."""
    (own_store.home / "alerts.toml").write_text(RULE, encoding="utf-8")
    ran = own_store.chiso("alerts", "run")
    assert ran.returncode == 0, ran.stderr
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHISO_HOME", str(own_store.home))
        with state.writing() as conn:
            for one in PEOPLE:
                accounts.create(conn, Person("Quản trị"), one, clock.now(), password=PASSWORD, must_change=False)
        state.close()
    return own_store


def signed_in(open_tab: OpenTab, served: Served, login: str) -> Page:
    """A phone on which somebody has signed in."""
    page = open_tab(served, width=390, height=844, has_touch=True)
    page.goto("/dang-nhap")
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    expect(page.locator("main h1").first).to_be_visible()
    return page


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_task_goes_from_an_alert_to_a_department_and_back_on_two_phones(peopled: Served, open_tab: OpenTab) -> None:
    leader = signed_in(open_tab, peopled, "lanh-dao")
    leader.goto(ADDRESS)
    leader.locator("#alerts-direct").click()
    expect(leader.locator("#directives-form")).to_contain_text("Thu ngân sách xã rất thấp")
    expect(leader.locator("#directives-form")).to_contain_text("Ký: Lê Thị Hoa, UBND tỉnh")
    fits(leader)
    assert serious(leader) == []
    leader.locator("#directives-agencies").click()
    leader.get_by_role("option", name="Sở Tài chính", exact=True).click()
    leader.keyboard.press("Escape")
    leader.locator("#directives-words").fill("Báo cáo nguyên nhân thu thấp.")
    leader.locator("#directives-due").fill(DUE)
    leader.locator("#directives-give").click()
    expect(leader.locator("#directives-said")).to_contain_text("Đã giao 1 việc.")
    expect(leader.locator("#directives-form")).to_be_hidden()

    officer = signed_in(open_tab, peopled, "so-tai-chinh")
    officer.goto("/giao-viec")
    expect(officer.locator("#directives-case")).to_contain_text("Báo cáo nguyên nhân thu thấp.")
    expect(officer.locator("#directives-case")).to_contain_text("Số liệu lúc giao")
    fits(officer)
    officer.locator("#directives-receive").click()
    expect(officer.locator("#directives-said")).to_contain_text("Đã ghi: tiếp nhận.")
    officer.locator("#directives-report").click()
    expect(officer.locator("#directives-said")).to_contain_text("Ghi kết quả thực hiện.")
    officer.locator("#directives-result").fill("Do chậm thu thuế đất; sẽ thu đủ trong quý.")
    officer.locator("#directives-report").click()
    expect(officer.locator("#directives-said")).to_contain_text("Đã ghi: gửi báo cáo.")
    expect(officer.locator("#directives-history")).to_contain_text("Trần Văn Nam, Sở Tài chính")

    leader.goto("/giao-viec?tinh-trang=reported")
    expect(leader.locator("#directives-case")).to_contain_text("Do chậm thu thuế đất")
    leader.locator("#directives-accept").click()
    expect(leader.locator("#directives-said")).to_contain_text("Đã ghi: chấp nhận báo cáo.")
    expect(leader.locator("#directives-judging")).to_be_hidden()

    leader.goto("/nhat-ky?viec=directive")
    expect(leader.locator("#audit-list")).to_contain_text("4 mục")
    expect(leader.locator("main")).to_contain_text("niêm phong nguyên vẹn")
    fits(leader)
    assert serious(leader) == []


def test_the_book_is_searched_by_its_form_and_the_search_is_in_the_address(peopled: Served, open_tab: OpenTab) -> None:
    page = signed_in(open_tab, peopled, "lanh-dao")
    page.goto("/danh-muc?dau=rieng")
    page.goto("/nhat-ky")
    page.locator("#audit-subject").fill("dau=rieng")
    page.locator("#audit-search").click()
    expect(page.locator("#audit-list")).to_contain_text("1 mục")
    assert "doi-tuong=dau%3Drieng" in page.url
