"""The ways through: finding without the mouse, views that are kept, the list of shortcuts."""

import json
import re

from playwright.sync_api import Page, expect

from tests.browser.economy import commune, open_economy
from tests.browser.watching import Watch


def find(page: Page, text: str) -> None:
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Tìm chỉ số, xã, tỉnh, trang")).to_be_focused()
    page.keyboard.type(text)


def test_an_indicator_is_found_without_diacritics_and_opened_by_the_keyboard_alone(page: Page) -> None:
    open_economy(page)
    find(page, "toc do tang grdp")
    chosen = page.locator("#way-results [aria-selected=true]")
    expect(chosen).to_have_count(1)
    page.keyboard.press("ArrowDown")
    second = page.locator("#way-results [role=option]").nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    expect(page.locator("#way-input")).to_have_attribute("aria-activedescendant", "way-option-1")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("chi-so="))


def test_initials_find_a_name_and_own_indicators_come_first(page: Page) -> None:
    open_economy(page)
    find(page, "tnsnn")
    first = page.locator("#way-results [role=option]").first
    expect(first).to_contain_text("Thu ngân sách nhà nước")
    page.keyboard.press("Control+a")
    page.keyboard.type("thu ngan sach")
    expect(first).to_contain_text("Tuyên Quang 2026")


def test_a_commune_is_gone_to(page: Page) -> None:
    open_economy(page)
    find(page, "dong van")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("00721"))


def test_another_page_opens_without_loading_anew_and_the_index_is_fetched_once(page: Page, watch: Watch) -> None:
    open_economy(page)
    page.evaluate("window.isStillHere = true")
    find(page, "danh muc chi so")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Danh mục chỉ số")
    find(page, "xyzw")
    expect(page.locator("#way-palette [role=status]")).to_contain_text("Không tìm thấy «xyzw»")
    page.keyboard.press("Escape")
    assert page.evaluate("window.isStillHere")
    assert len([url for url in watch.requests if "/tim/" in url]) <= 1


def test_a_view_is_saved_found_deleted_and_brought_back(page: Page) -> None:
    open_economy(page, "?ky=2026-01&the-hien=value")
    page.get_by_role("button", name="Góc nhìn đã lưu").click()
    page.get_by_label("Tên góc nhìn").fill("Thu tháng Giêng")
    page.get_by_role("button", name="Lưu góc nhìn này").click()
    page.keyboard.press("Escape")
    open_economy(page)
    find(page, "thu thang gieng")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("ky=2026-01"))
    page.get_by_role("button", name="Góc nhìn đã lưu").click()
    page.get_by_role("button", name="Xóa góc nhìn «Thu tháng Giêng»").click()
    expect(page.locator(".way-views li")).to_have_count(0)
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator(".way-views li")).to_have_count(1)
    page.keyboard.press("Escape")


def test_views_travel_as_text_and_no_foreign_address_comes_in(page: Page) -> None:
    open_economy(page)
    page.get_by_role("button", name="Góc nhìn đã lưu").click()
    page.get_by_text("Chuyển sang máy khác").click()
    text = page.get_by_label("Góc nhìn dạng JSON")
    for foreign in ("//elsewhere/", "javascript:alert(1)", "/\\elsewhere"):
        text.fill(json.dumps([{"name": "Xấu", "path": foreign}]))
        page.get_by_role("button", name="Nhập", exact=True).click()
        expect(page.locator("#way-views [role=status]")).to_contain_text("không phải là góc nhìn đã lưu")
    text.fill(json.dumps([{"name": "Từ máy khác", "path": "/kinh-te?ky=2026-02"}]))
    page.get_by_role("button", name="Nhập", exact=True).click()
    expect(page.locator(".way-views a", has_text="Từ máy khác")).to_have_attribute("href", "/kinh-te?ky=2026-02")
    page.keyboard.press("Escape")


def test_the_question_mark_lists_the_shortcuts_unless_single_keys_are_turned_off(page: Page) -> None:
    open_economy(page)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Phím tắt")).to_be_visible()
    page.get_by_label("Dùng phím tắt một ký tự «?»").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Phím tắt")).to_be_hidden()
    page.get_by_role("button", name="Phím tắt").click()
    page.get_by_label("Dùng phím tắt một ký tự «?»").check()
    page.keyboard.press("Escape")


def test_the_map_is_entered_walked_and_left_by_keys(page: Page) -> None:
    open_economy(page)
    commune(page, "00721").focus()
    page.keyboard.press("ArrowDown")
    here = page.evaluate("document.activeElement.dataset.code")
    assert here not in (None, "00721")
    page.keyboard.press("Enter")
    expect(commune(page, here)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(commune(page, here)).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.mapAction") == "in"


def test_the_sentence_is_copied_with_links_that_open_the_source_of_each_number(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_economy(page, "?the-hien=value")
    page.get_by_role("button", name="Sao chép câu").click()
    expect(page.locator(".telling [role=status]")).to_have_text("Đã sao chép.")
    text, links = page.evaluate(
        """async () => {
            const [one] = await navigator.clipboard.read();
            const read = async (kind) => (await one.getType(kind)).text();
            const made = document.createElement("div");
            made.innerHTML = await read("text/html");
            return [await read("text/plain"), Array.from(made.querySelectorAll("a"), (link) => link.href)];
        }"""
    )
    assert text == " ".join(page.locator(".sentence").inner_text().split())
    page.goto(links[-1])
    expect(page.locator("#group-source")).to_be_visible()
    expect(page.locator("#group-source")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("nguon="))


def test_a_source_that_the_address_misnames_is_told_and_opens_nothing(page: Page) -> None:
    open_economy(page, "?nguon=<script>")
    expect(page.locator("#group-notes")).to_contain_text("Không có con số")
    expect(page.locator("#group-source")).to_be_hidden()


def test_the_navigation_changes_the_page_without_loading_anew_and_marks_where_one_is(page: Page) -> None:
    open_economy(page)
    page.evaluate("window.isStillHere = true")
    page.get_by_role("link", name="Danh mục chỉ số").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Danh mục chỉ số")
    assert page.evaluate("window.isStillHere")
    expect(page.locator("a.nav-link[aria-current=page]")).to_have_text("Danh mục chỉ số")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kinh tế")


def test_a_link_of_the_navigation_still_opens_a_tab_of_its_own(page: Page) -> None:
    open_economy(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Danh mục chỉ số").click(modifiers=["Control"])
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Danh mục chỉ số")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kinh tế")
