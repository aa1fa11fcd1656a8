"""What holds on every page: it answers, it is accessible, it fits, it stays in the house, it has its headers."""

import pytest
from playwright.sync_api import Page, expect

from data.rights import doors
from tests.browser.conftest import OpenTab
from tests.browser.economy import open_economy
from tests.browser.serious import serious
from tests.browser.serving import Served

# Every page has a door, and without one the server does not start: so a new page is walked from its first day.
EXAMPLES = {"/xa": "/xa/00721", "/nhom": "/nhom/y-te", "/khong-tim-thay": "/khong-co-trang-nay"}
PAGES = [EXAMPLES.get(path, path) for path in (*doors.PAGES, *doors.PLAIN_PAGES)]


@pytest.fixture
def phone(open_tab: OpenTab, served: Served) -> Page:
    return open_tab(served, width=390, height=844, has_touch=True)


def settled(page: Page, path: str) -> None:
    if path == "/kinh-te":
        open_economy(page)
    else:
        page.goto(path)
        expect(page.locator("main h1").first).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(page: Page, path: str, theme: str) -> None:
    page.goto("/healthz")
    page.evaluate("theme => localStorage.setItem('chiso-theme', theme)", theme)
    settled(page, path)
    expect(page.locator("html")).to_have_attribute("data-theme", theme)
    assert serious(page) == []


def test_every_link_of_the_navigation_leads_somewhere(page: Page) -> None:
    settled(page, "/")
    paths = page.locator("nav a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert len(paths) > 15
    for path in paths:
        page.goto(path)
        expect(page.locator("main h1").first).to_be_visible()
        expect(page.locator("main")).not_to_contain_text("Không tìm thấy")


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_phone(phone: Page, path: str) -> None:
    settled(phone, path)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_menu_of_a_phone_opens_and_leads_on(phone: Page) -> None:
    settled(phone, "/")
    phone.locator(".topbar-menu").click()
    phone.get_by_role("link", name="Kinh tế", exact=False).first.click()
    expect(phone.locator("#group-cards .card").first).to_be_visible()


def test_the_language_and_the_theme_are_remembered(page: Page) -> None:
    settled(page, "/kinh-te")
    page.locator('button[data-chiso-lang="en"]').click()
    expect(page.locator("main h1")).to_have_text("Economy")
    page.locator('button[data-chiso-theme="dark"]').click()
    page.reload()
    expect(page.locator("main h1")).to_have_text("Economy")
    expect(page.locator('[data-theme="dark"]').first).to_be_attached()
    page.locator('button[data-chiso-lang="vi"]').click()
    expect(page.locator("main h1")).to_have_text("Kinh tế")


def test_scripts_are_bound_to_the_house(served: Served) -> None:
    _, headers, _ = served.get("/kinh-te")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    policy = headers["Content-Security-Policy"]
    scripts = next(part for part in policy.split(";") if "script-src" in part)
    assert "unsafe" not in scripts
    assert "'self'" in scripts
    assert "default-src 'none'" in policy


def test_the_server_says_that_it_lives_and_what_it_serves(served: Served) -> None:
    assert served.get("/healthz")[0] == 200
    _, _, told = served.get("/readyz")
    assert '"ready":true' in told
    assert '"rows"' in told
