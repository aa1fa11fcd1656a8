"""From a commune's phone to the leader's wall: one walk through sending, approving, the wall and the book of audit."""

import pytest
from playwright.sync_api import Page, expect

from data import clock, periods
from data.state import accounts
from data.state import store as state
from data.state.accounts import Holder
from data.state.journal import Person
from tests.browser.conftest import OpenTab
from tests.browser.serious import serious
from tests.browser.serving import Served

PASSWORD = "nắng sớm trên đèo Mã Pí Lèng"  # noqa: S105
COMMUNE, POOR, AGENCY = "00691", "tq_poor_households", "Sở Nông nghiệp và Môi trường"
MAI, NONG, HOA = "Lò Thị Mai", "Hà Văn Nông", "Lê Thị Hoa"
PEOPLE = (
    Holder("can-bo-xa", MAI, "UBND phường Hà Giang 2", "commune_officer", "08", (COMMUNE,), ()),
    Holder("so-nnmt", NONG, AGENCY, "department_officer", "08", ("08",), (AGENCY,)),
    Holder("lanh-dao", HOA, "UBND tỉnh", "leader", "08", ("08",), ()),
)
SCENE = f"""title = "Hộ nghèo"
page = "social_protection"
set = "tuyen-quang"
refresh = 10
[[tiles]]
kind = "ranking"
indicator = "{POOR}"
shown = "value"
rows = 5
"""
PLAYLIST = 'title = "Chỉ hộ nghèo"\ngroups = ["lanh-dao"]\nscenes = ["ho-ngheo"]\n'
# The store has one critical alert, which would come before every list for two minutes.
QUIET = """[[rule]]
code = "thu-ngan-sach-xa-muon"
name = "Xã chưa gửi thu ngân sách đúng hạn"
kind = "missed"
indicator = "tq_commune_budget_revenue"
off = true
"""
MONTH = periods.latest_closed("month", 0, clock.today())


@pytest.fixture(scope="module")
def peopled(own_store: Served) -> Served:
    """A store with the three, and a wall that shows the one scene."""
    home = own_store.home
    (home / "alerts.toml").write_text(QUIET, encoding="utf-8")
    ran = own_store.chiso("alerts", "run")
    assert ran.returncode == 0, ran.stderr
    for folder, name, text in (("scenes", "ho-ngheo", SCENE), ("playlists", "ho-ngheo", PLAYLIST)):
        (home / folder / "08").mkdir(parents=True)
        (home / folder / "08" / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHISO_HOME", str(home))
        with state.writing() as conn:
            for one in PEOPLE:
                accounts.create(conn, Person("Quản trị"), one, clock.now(), password=PASSWORD, must_change=False)
        state.close()
    return own_store


def signed_in(open_tab: OpenTab, served: Served, login: str, path: str, width: int, height: int) -> Page:
    """Somebody at a page, who was asked to sign in on the way there."""
    page = open_tab(served, width, height)
    page.goto(path)
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    expect(page.locator("main h1").first).to_be_visible()
    return page


def entries(page: Page, query: str) -> list[list[str]]:
    """What the book of audit lists for a search, the newest first: who, agency, from where, what, about what."""
    page.goto(f"/nhat-ky?{query}")
    row = page.locator("#audit-table .ag-center-cols-container .ag-row")
    expect(row.first).to_be_visible()
    columns = ("actor", "agency", "address", "action", "subject")
    found = {
        int(str(one.get_attribute("row-index"))): [
            one.locator(f'[col-id="{name}"]').inner_text().strip() for name in columns
        ]
        for one in row.all()
    }
    return [found[number] for number in sorted(found)]


def test_what_a_commune_sends_by_phone_and_a_department_approves_stands_on_the_wall_and_in_the_book_of_audit(
    peopled: Served, open_tab: OpenTab
) -> None:
    wall = open_tab(peopled, 1920, 1080)
    wall.goto("/man-hinh?nhom=lanh-dao")
    expect(wall.locator(".layer.is-on .tile").first).to_contain_text("hộ nghèo")
    expect(wall.locator(".layer.is-on")).not_to_contain_text("Hà Giang 2")

    phone = signed_in(open_tab, peopled, "can-bo-xa", "/gui-so-lieu", 390, 844)
    phone.locator(f'.due a[href*="ky={MONTH}&"]', has_text=AGENCY).click()
    phone.locator(f'input[data-indicator="{POOR}"]').fill("1.287")
    expect(phone.locator("form.entry .status")).to_contain_text("Đã lưu nháp")
    phone.get_by_role("button", name="Gửi", exact=True).click()
    expect(phone.locator(".told")).to_contain_text("Đã gửi")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390

    desk = signed_in(open_tab, peopled, "so-nnmt", "/duyet-so-lieu", 1920, 1080)
    desk.locator("td a").first.click()
    expect(desk.locator(".review")).to_contain_text("1.287")
    assert serious(desk) == []
    desk.get_by_role("button", name="Duyệt").click()
    expect(desk.locator(".told")).to_contain_text("Đã duyệt")

    # The wall was open all the time; nobody touches it.
    expect(wall.locator(".layer.is-on")).to_contain_text("1.287", timeout=120_000)
    expect(wall.locator(".layer.is-on")).to_contain_text("Hà Giang 2")

    leader = signed_in(open_tab, peopled, "lanh-dao", "/nhat-ky", 1920, 1080)
    told = entries(leader, "loai=change&doi-tuong=submission:1")
    assert [(who, agency, bool(where)) for who, agency, where, _, _ in told] == [
        ("chiso", "", False),
        (NONG, AGENCY, True),
        (MAI, "UBND phường Hà Giang 2", True),
        (MAI, "UBND phường Hà Giang 2", True),
    ]
    assert [what.partition(" · ")[0] for _, _, _, what, _ in told] == [
        "công bố số liệu đã duyệt", "duyệt số liệu", "gửi báo cáo số liệu", "bắt đầu nhập số liệu",
    ]  # fmt: skip
    assert {where for _, _, where, _, _ in told[1:]} == {"127.0.0.1"}
    seen = entries(leader, f"loai=view&nguoi={NONG}&doi-tuong=duyet-so-lieu?so")
    assert [(who, where, subject) for who, _, where, _, subject in seen] == [(NONG, "127.0.0.1", "/duyet-so-lieu?so=1")]
    expect(leader.locator("main")).to_contain_text("niêm phong nguyên vẹn")
