"""The room of emergencies in a duty officer's hands: which communes and why, the playbook, a decision, the log."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data import clock, versions
from loaders import delivery as shelf
from loaders.demo import storm
from loaders.pipeline import read_delivery
from tests.browser.conftest import OpenTab
from tests.browser.serious import serious
from tests.browser.serving import Served, serving
from tests.browser.walking import bare_numbers

PROVINCE, COMMUNES = "15", 99


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demo's storm over Lào Cai, under way today."""
    folder = tmp_path_factory.mktemp("khan-cap")
    home = folder / "kho"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHISO_HOME", str(home))
        (sent_from := folder / "gui").mkdir()
        for sent in storm.write(PROVINCE, clock.today(), 1, sent_from):
            read = read_delivery(sent.path, sent.layout, province=PROVINCE, as_of=sent.as_of, simulated=sent.simulated)
            shelf.keep(read, home)
        versions.publish(home, "thử")
        storm.open_events(PROVINCE, clock.today())
    with serving(home, log=folder / "server.log") as running:
        yield running


def opened(page: Page, more: str = "") -> Page:
    page.goto(f"/khan-cap?tinh={PROVINCE}{more}")
    expect(page.locator("path.commune")).to_have_count(COMMUNES)
    expect(page.locator("#emergency-map[data-painted]")).to_be_visible()
    return page


def sign(page: Page, name: str) -> None:
    page.get_by_label("Họ và tên").fill(name)
    page.get_by_label("Họ và tên").press("Tab")


def test_an_officer_sees_why_a_commune_stands_at_level_3_activates_the_playbook_and_finds_it_in_the_log(
    room: Served, open_tab: OpenTab, tmp_path: Path
) -> None:
    page = opened(open_tab(room))
    expect(page.locator(".emergency-strip")).to_contain_text("Bão mô phỏng")
    page.locator("#emergency-ranked .commune-pick").first.press("Enter")
    expect(page.locator("#emergency-why-panel-title")).to_contain_text("vì sao cấp này?")
    expect(page.locator("#emergency-why")).to_contain_text("QĐ 18/2021")
    page.get_by_role("button", name="Kích hoạt", exact=True).click()
    expect(page.locator("#emergency-said")).to_contain_text("Ghi họ tên người thực hiện")
    sign(page, "Nguyễn Văn Trực")
    page.get_by_role("button", name="Kích hoạt", exact=True).click()
    expect(page.locator("#emergency-said")).to_contain_text("Đã kích hoạt kịch bản đến cấp 3")
    expect(page.locator("#emergency-said")).to_be_in_viewport()
    expect(page.locator("#emergency-tasks-panel-subtitle")).to_contain_text("0/17 việc xong")
    page.locator("#emergency-tasks button").first.press("Enter")
    expect(page.locator("#emergency-tasks-panel-subtitle")).to_contain_text("1/17 việc xong")
    expect(page.locator("#emergency-log")).to_contain_text("Hoàn thành việc")
    expect(page.locator("#emergency-log")).to_contain_text("Nguyễn Văn Trực")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Xuất nhật ký (CSV)").click()
    waiting.value.save_as(tmp_path / "nhat-ky.csv")
    taken = (tmp_path / "nhat-ky.csv").read_text(encoding="utf-8-sig")
    assert "Kích hoạt kịch bản" in taken
    assert "SỐ LIỆU MÔ PHỎNG" in taken


def test_a_contact_is_entered_changed_and_removed_on_the_page_and_stands_beside_its_tasks(
    room: Served, open_tab: OpenTab
) -> None:
    page = opened(open_tab(room))
    tasks, listed, said = (page.locator(f"#emergency-{part}") for part in ("tasks", "contacts", "said"))
    sign(page, "Nguyễn Văn Trực")
    page.get_by_text("Danh bạ theo vai", exact=True).click()
    page.locator("#emergency-contact-role").click()
    page.get_by_role("option", name="Sở Xây dựng").click()
    page.locator("#emergency-contact-area").click()
    page.get_by_role("option", name="Tỉnh Lào Cai").click()
    page.get_by_label("Họ tên đầu mối").fill("Bà <b>Hoa</b>")
    page.get_by_label("Điện thoại").fill("không nhớ")
    page.get_by_role("button", name="Lưu vào danh bạ").click()
    expect(said).to_contain_text("Ghi số điện thoại bằng chữ số")
    page.get_by_label("Điện thoại").fill("0912 345 678")
    page.get_by_role("button", name="Lưu vào danh bạ").click()
    expect(said).to_contain_text("Đã ghi «Bà <b>Hoa</b>» vào danh bạ")
    expect(listed).to_contain_text("Bà <b>Hoa</b>")
    expect(tasks).to_contain_text("Bà <b>Hoa</b> · 0912 345 678")
    page.locator("#emergency-contact").click()
    page.get_by_role("option", name="Bà <b>Hoa</b>").click()
    expect(page.get_by_label("Điện thoại")).to_have_value("0912 345 678")
    page.get_by_label("Điện thoại").fill("0913 000 222")
    page.get_by_role("button", name="Lưu vào danh bạ").click()
    expect(tasks).to_contain_text("0913 000 222")
    page.locator("#emergency-contact").click()
    page.get_by_role("option", name="Bà <b>Hoa</b>").click()
    page.get_by_role("button", name="Bỏ khỏi danh bạ").click()
    expect(said).to_contain_text("Đã bỏ «Bà <b>Hoa</b>» khỏi danh bạ")
    expect(listed).to_contain_text("Chưa có đầu mối liên hệ nào")


def test_a_commune_is_chosen_on_the_map_by_keyboard_its_level_changed_with_a_reason_and_the_link_keeps_it(
    room: Served, open_tab: OpenTab
) -> None:
    page = opened(open_tab(room))
    quiet = page.locator("path.commune").first
    code = quiet.get_attribute("data-code")
    quiet.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**xa={code}**")
    sign(page, "Trần Thị Hai")
    page.get_by_text("Xác nhận hoặc đổi cấp").click()
    page.locator("#emergency-decide-level").click()
    page.get_by_role("option", name="4 · rất lớn").click()
    page.get_by_role("button", name="Ghi quyết định").click()
    expect(page.locator("#emergency-said")).to_contain_text("Ghi lý do")
    page.get_by_label("Lý do (bắt buộc)").fill("Hồ chứa sắp tràn")
    page.get_by_label("Lý do (bắt buộc)").press("Tab")
    page.get_by_role("button", name="Ghi quyết định").click()
    expect(page.locator("#emergency-why")).to_contain_text("Hồ chứa sắp tràn")
    expect(page.locator("#emergency-log")).to_contain_text("Hồ chứa sắp tràn")
    again = opened(open_tab(room), f"&xa={code}")
    expect(again.locator("#emergency-why")).to_contain_text("Trần Thị Hai")


def test_what_another_officer_does_is_seen_without_a_touch(room: Served, open_tab: OpenTab) -> None:
    mine, theirs = opened(open_tab(room)), opened(open_tab(room))
    sign(theirs, "Lê Văn Ba")
    theirs.locator("#emergency-activate-level").click()
    theirs.get_by_role("option").last.click()
    theirs.get_by_role("button", name="Kích hoạt", exact=True).click()
    expect(theirs.locator("#emergency-said")).to_contain_text("Đã kích hoạt kịch bản")
    expect(mine.locator("#emergency-log")).to_contain_text("Lê Văn Ba")
    expect(mine.locator("#emergency-tasks button").first).to_be_visible()


def test_what_arrived_with_the_page_is_not_asked_for_again(room: Served, open_tab: OpenTab) -> None:
    page = open_tab(room)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "_dash-update-component" in one.url else None)
    opened(page)
    page.wait_for_timeout(1500)  # the time in which a second question would have come
    assert asked == []


def test_a_layer_is_taken_off_the_map_and_put_on_again(room: Served, open_tab: OpenTab) -> None:
    page = opened(open_tab(room))
    marks = page.locator(".leaflet-pane .layer-rain")
    expect(marks.first).to_be_attached()
    page.get_by_role("checkbox", name="Mưa 24 giờ").press("Space")
    expect(marks).to_have_count(0)
    page.get_by_role("checkbox", name="Mưa 24 giờ").press("Space")
    expect(marks.first).to_be_attached()


def test_every_number_that_the_room_tells_leads_to_its_source(room: Served, open_tab: OpenTab) -> None:
    page = opened(open_tab(room))
    assert bare_numbers(page) == []
    page.locator("#emergency-ranked .commune-pick").first.press("Enter")
    expect(page.locator("#emergency-why")).to_contain_text("Gợi ý về địa hình")
    assert bare_numbers(page) == []


@pytest.mark.parametrize("panel", ["bulletins", "damage"])
def test_a_figure_of_a_bulletin_leads_to_its_cell_by_keyboard_and_esc_leads_back(
    room: Served, open_tab: OpenTab, panel: str
) -> None:
    page = opened(open_tab(room))
    figures = page.locator(f"#emergency-{panel} tr:not(.is-total) td.figure")
    bare = figures.evaluate_all(
        "all => all.filter(one => /^\\d/.test(one.innerText) && !/:/.test(one.innerText) && "
        "!one.querySelector('.source-link')).map(one => one.innerText)"
    )
    assert bare == []
    figure = figures.locator(".source-link").first
    figure.press("Enter")
    source = page.locator("#emergency-source")
    expect(source).to_be_focused()
    expect(source).to_contain_text(".csv")
    expect(source).to_contain_text("Mã băm SHA-256")
    page.keyboard.press("Escape")
    expect(figure).to_be_focused()


def test_damage_of_a_commune_chosen_on_the_map_leads_to_its_cell(room: Served, open_tab: OpenTab) -> None:
    page = opened(open_tab(room), "&mau=houses_damaged")
    told = page.evaluate("Object.keys(window.chiso.map.rooms['emergency-map'].sheet.values)[0]")
    page.locator(f'path[data-code="{told}"]').press("Enter")
    page.locator(".map-chosen").get_by_role("button", name="Xem nguồn").press("Enter")
    expect(page.locator("#emergency-source-body")).to_contain_text("Mã băm SHA-256")


def test_the_map_is_coloured_by_damage_and_the_link_keeps_the_colour(room: Served, open_tab: OpenTab) -> None:
    page = opened(open_tab(room))
    page.locator("#emergency-colour").click()
    page.get_by_role("option", name="Nhà bị thiệt hại").click()
    expect(page.locator("#emergency-legend")).to_contain_text("Nhà bị thiệt hại (nhà)")
    expect(page.locator("path.commune[fill*='hatch-missing']").first).to_be_attached()
    page.wait_for_url("**mau=houses_damaged**")
    again = opened(open_tab(room), "&mau=houses_damaged&lop=rain")
    expect(again.locator("#emergency-legend")).to_contain_text("Nhà bị thiệt hại (nhà)")
    expect(again.locator("[aria-checked=true]")).to_have_count(1)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_room_fits_a_phone_and_axe_finds_nothing_serious_there(room: Served, open_tab: OpenTab, theme: str) -> None:
    page = opened(open_tab(room, width=390, height=844, has_touch=True))
    page.locator("#emergency-ranked .commune-pick").first.tap()
    expect(page.locator("#emergency-why")).to_contain_text("Gợi ý về địa hình")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    assert serious(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_room(room: Served, open_tab: OpenTab, theme: str) -> None:
    page = opened(open_tab(room))
    page.locator("#emergency-ranked .commune-pick").first.click()
    expect(page.locator("#emergency-why")).to_contain_text("QĐ 18/2021")
    page.locator(f'button[data-chiso-theme="{theme}"]').click()
    assert serious(page) == []
