"""The way in through a real server and browser: by keyboard, on a phone, in both themes; and out again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serious import serious
from tests.browser.serving import Served
from tests.browser.watching import watched

OWN = "nắng sớm trên đèo Mã Pí Lèng"


@pytest.fixture(scope="module")
def given(own_store: Served) -> str:
    """The one-time password of the first administrator, made while the server runs."""
    made = own_store.chiso(
        "account", "create-admin", "quan.tri", "--name", "Nguyễn Thị Quản Trị", "--province", "08", "--print-password"
    )
    assert made.returncode == 0, made.stderr
    return made.stdout.strip().splitlines()[-1]


@pytest.fixture
def phone(browser: Browser, own_store: Served, given: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, base_url=own_store.url, color_scheme="dark", has_touch=True
    )
    page = context.new_page()
    with watched(page, own_store.url):
        yield page
    context.close()


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_the_first_administrator_comes_in_by_keyboard_signs_as_themselves_and_goes(phone: Page, given: str) -> None:
    phone.goto("/man-hinh/dieu-khien")
    expect(phone).to_have_url("/dang-nhap?next=%2Fman-hinh%2Fdieu-khien")
    for scheme in ("dark", "light"):
        phone.emulate_media(color_scheme=scheme)
        assert serious(phone) == []
    assert fits(phone)
    phone.keyboard.type("quan.tri")
    phone.keyboard.press("Tab")
    phone.keyboard.type(given)
    phone.keyboard.press("Enter")
    expect(phone.locator("h1")).to_have_text("Đổi mật khẩu")
    assert serious(phone) == []
    for name, typed in (("old", given), ("new", OWN), ("again", OWN)):
        phone.locator(f"#{name}").focus()
        phone.keyboard.type(typed)
    phone.keyboard.press("Enter")
    expect(phone).to_have_url("/man-hinh/dieu-khien")
    who = phone.locator("#wall-who")
    expect(who).to_have_value("Nguyễn Thị Quản Trị")
    expect(who).not_to_be_editable()
    phone.goto("/tai-khoan")
    assert serious(phone) == []
    assert fits(phone)
    phone.goto("/quan-tri/tai-khoan/moi")
    assert serious(phone) == []
    assert fits(phone)
    phone.goto("/dang-xuat")
    phone.locator("main button").press("Enter")
    expect(phone.locator("[role=status]")).to_have_text("Đã đăng xuất.")
    phone.goto("/tai-khoan")
    expect(phone.locator("h1")).to_have_text("Đăng nhập")
