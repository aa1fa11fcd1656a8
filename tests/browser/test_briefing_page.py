"""A briefing in five minutes: begun, worded, issued, taken away as a file, and found again by its code."""

import io

from axe_core_python.sync_playwright import Axe
from docx import Document
from playwright.sync_api import Page, expect

from tests.browser.walking import bare_numbers

SLOW = 90_000  # ms: files are made by a process of its own


def begin(page: Page, address: str = "/bao-cao") -> None:
    page.goto(address)
    expect(page.locator("#briefings-begin")).to_be_visible()
    for field, words in (("person", "Nguyễn Thị Lan"), ("agency", "Văn phòng UBND tỉnh")):
        page.locator(f"#briefings-{field}").fill(words)
        page.keyboard.press("Tab")
    page.locator("#briefings-begin").click()
    expect(page.locator("article.briefing")).to_be_visible(timeout=SLOW)


def word(page: Page, text: str) -> None:
    field = page.locator(".briefing-text").first
    field.fill(text)
    field.blur()


def fits_a_phone(page: Page) -> bool:
    """Whether nothing but tables has to be moved sideways on a phone."""
    page.set_viewport_size({"width": 390, "height": 844})
    return bool(page.evaluate("document.documentElement.scrollWidth <= 390"))


def test_a_briefing_is_begun_worded_issued_and_found_by_its_code(page: Page) -> None:
    begin(page)
    assert (
        bare_numbers(page, "#briefings-edit") == []
    )  # what may be put into a text says its numbers with their sources
    page.locator(".briefing-part:has(.briefing-text) > summary").first.click()
    word(page, "Nổi bật {kỳ}: {số:khong_co}.")
    expect(page.locator("#briefings-troubles")).to_contain_text("{số:khong_co}", timeout=SLOW)
    word(page, "Nổi bật của {kỳ}.")
    expect(page.locator("article.briefing")).to_contain_text("Nổi bật của tháng", timeout=SLOW)
    page.locator("#briefings-issue").click()
    expect(page.locator("#briefings-said")).to_contain_text("Đang tạo tệp", timeout=SLOW)
    expect(page.locator("#briefings-jobs .briefing-files")).to_be_visible(timeout=SLOW)
    expect(page.locator("#briefings-said")).to_have_text("Đã tạo xong tệp.", timeout=SLOW)
    with page.expect_download() as taken:
        page.locator("#briefings-jobs .briefing-files a", has_text="Word").click()
    with open(taken.value.path(), "rb") as file:
        document = Document(io.BytesIO(file.read()))
    assert any(one.text.startswith("Nổi bật của tháng") for one in document.paragraphs)
    code = document.sections[0].footer.paragraphs[0].text.partition("Mã kiểm tra: ")[2][:14]
    page.goto("/kiem-tra")
    page.locator("#check-code").fill(code.replace("-", " ").lower())
    page.keyboard.press("Tab")
    page.locator("#check-look").click()
    expect(page.locator("main")).to_contain_text("Mã đúng", timeout=SLOW)
    expect(page.locator("main")).to_contain_text("Nguyễn Thị Lan")
    expect(page.locator("article.briefing")).to_be_visible()
    assert fits_a_phone(page)


def test_the_editor_is_accessible_and_can_be_worked_by_keyboard(page: Page) -> None:
    begin(page)
    page.locator(".briefing-part:has(.briefing-text) > summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".briefing-text").first).to_be_visible()
    found = Axe().run(page)["violations"]
    serious = [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found if one["impact"] in ("serious", "critical")
    ]
    assert serious == []
    assert fits_a_phone(page)


def test_only_what_a_kind_of_briefing_is_of_is_asked(page: Page) -> None:
    page.goto("/bao-cao")
    group, event = page.locator("#briefings-group"), page.locator("#briefings-event")
    expect(page.locator("#briefings-kind")).to_contain_text("Báo cáo tháng")
    expect(group.or_(event).filter(visible=True)).to_have_count(0)
    for kind, asked, other in (("Báo cáo chuyên đề", group, event), ("Báo cáo sự kiện", event, group)):
        page.locator("#briefings-kind").click()
        page.get_by_role("option", name=kind, exact=True).click()
        expect(asked).to_be_visible()
        expect(other).to_be_hidden()


def test_an_unknown_code_is_a_sentence(page: Page) -> None:
    page.goto("/kiem-tra/ABCD-EFGH-2345")
    expect(page.locator("main")).to_contain_text("Không có báo cáo nào mang mã")


def test_what_is_brought_along_stands_in_a_briefing_that_is_begun_for_it(page: Page) -> None:
    begin(page, "/bao-cao?them=group.chart&chi-so=tq_commune_budget_revenue")
    name = "Thu ngân sách trên địa bàn xã, phường"
    expect(page.locator("main")).to_contain_text(f"Đã thêm «{name}» vào cuối báo cáo; bấm Lưu để giữ.")
    expect(page.locator("article.briefing section").last.locator("h3")).to_contain_text(name)
    expect(page.locator(".briefing-part > summary").last).to_contain_text(name)


def test_a_chart_of_a_page_is_brought_along(page: Page) -> None:
    page.goto("/bao-cao?them=group.chart&chi-so=tq_commune_budget_revenue")
    expect(page.locator("main")).to_contain_text("Chọn báo cáo để thêm «Thu ngân sách trên địa bàn xã, phường»")
