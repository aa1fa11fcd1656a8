"""A commune officer finds the own commune chosen; that all are wanted stays in the address."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import OpenTab
from tests.browser.reports import NAMES
from tests.browser.serving import Served
from tests.browser.test_sending import OWN, come_in, enter


def test_the_choice_of_all_communes_stays_in_the_address_and_when_another_filter_moves(
    own_store: Served, open_tab: OpenTab
) -> None:
    page = open_tab(own_store)
    come_in(page, own_store, enter(own_store.home, "commune_officer", OWN))
    page.goto("/bat-thuong")
    commune, cause = page.locator("#odd-commune"), page.locator("#odd-cause")
    expect(commune).to_contain_text(NAMES[OWN])
    cause.evaluate("one => one.setAttribute('data-of-own', '')")
    commune.click()
    page.get_by_role("option", name="Cả tỉnh").click()
    expect(page).to_have_url(re.compile(r"[?&]xa=(&|$)"))
    expect(commune).to_contain_text("Cả tỉnh")
    expect(page.locator("#odd-cause[data-of-own]")).to_have_count(0)  # drawn anew: open lists close
    cause.click()
    page.get_by_role("option").nth(1).click()
    expect(page).to_have_url(re.compile(r"[?&]loai="))
    expect(page).to_have_url(re.compile(r"[?&]xa=(&|$)"))
    page.reload()
    expect(commune).to_contain_text("Cả tỉnh")
