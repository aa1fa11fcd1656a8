"""An officer with a phone on a bad line sends figures, the office approves them, and they stand on the map."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from data import clock, periods
from data.state import accounts, sessions
from data.state import store as state
from data.state.accounts import Holder
from data.state.journal import Person
from tests.browser.conftest import OpenTab
from tests.browser.reports import NAMES
from tests.browser.serious import serious
from tests.browser.serving import Served, serving
from web import signed_in

OWN, REVENUE = "00691", "tq_commune_budget_revenue"
AGENCY = "UBND các xã, phường"
PASSWORD = "nắng sớm trên đèo Mã Pí Lèng"  # noqa: S105


def enter(home: Path, role: str, area: str) -> str:
    """The cookie of somebody of a role who is signed in at a server on ``home``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHISO_HOME", str(home))
        one = Holder(role.replace("_", "."), "Lò Thị Mai", "UBND", role, "08", (area,))
        with state.writing() as conn:
            made = accounts.create(conn, Person("Quản trị"), one, clock.now(), password=PASSWORD)
            token = sessions.begin(conn, made, "full", "127.0.0.1", "Chromium", clock.now())
        with Flask("khóa").app_context():
            sealed = signed_in.sealed(token)
        state.close()
    return sealed


def come_in(page: Page, server: Served, cookie: str) -> None:
    page.context.add_cookies([{"name": signed_in.PLAIN, "value": cookie, "url": server.url}])


def month() -> str:
    """A January: its sum since the beginning of the year is what was sent."""
    return f"{periods.latest_closed('month', 0, clock.today())[:4]}-01"


def address() -> str:
    return f"/gui-so-lieu?ky={month()}&cq={AGENCY}"


def field(page: Page, code: str = REVENUE) -> Any:
    return page.locator(f'input[data-indicator="{code}"]')


def paste(page: Page, text: str) -> None:
    """A block as a spreadsheet puts it on the clipboard, into the first field."""
    field(page).evaluate(
        """(one, text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            one.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def kept(page: Page) -> dict[str, str]:
    """What the browser keeps that the server has not taken yet."""
    found = page.evaluate(
        "Object.entries(localStorage).filter(([key]) => key.startsWith('chiso-nhap')).map(([,v]) => v)"
    )
    return dict(json.loads(found[0])) if found else {}


def status(page: Page) -> Any:
    return page.locator("form.entry .status")


def test_a_block_pasted_on_a_phone_outlives_line_and_server_and_ends_on_the_map(
    open_tab: OpenTab, browser: Browser, filled: Path, tmp_path: Path
) -> None:
    home = shutil.copytree(filled, tmp_path / "kho")
    officer, office = enter(home, "commune_officer", OWN), enter(home, "staff", "08")
    with serving(home, log=tmp_path / "1.log", dies=True) as server:
        port = int(server.url.rpartition(":")[2])
        # Unwatched: a browser calls every request without a line an error.
        context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, base_url=server.url)
        phone = context.new_page()
        come_in(phone, server, officer)
        phone.goto(address())
        assert serious(phone) == []
        field(phone).fill("100")
        expect(status(phone)).to_contain_text("Đã lưu nháp")
        assert kept(phone) == {}
        phone.context.set_offline(True)
        paste(phone, "1.634,5\n2.000\nba\n")
        expect(status(phone)).to_contain_text("Mất kết nối: 3 ô")
        assert len(kept(phone)) == 3
        phone.context.set_offline(False)
        expect(status(phone)).to_contain_text("Đã lưu nháp")
        expect(phone.locator(".answers")).to_contain_text("1 ô bị từ chối")
        expect(phone.locator("input[aria-invalid]")).to_have_value("ba")
    field(phone).fill("1.634,6")
    phone.locator("input[aria-invalid]").fill("bốn")  # what was said of another value is taken back
    expect(phone.locator("input[aria-invalid]")).to_have_count(0)
    expect(phone.get_by_text("«ba» là chữ")).to_have_count(0)
    expect(status(phone)).to_contain_text("Mất kết nối: 2 ô")
    with serving(home, log=tmp_path / "2.log", port=port) as server:
        phone.reload()
        expect(field(phone)).to_have_value("1.634,6")
        expect(status(phone)).to_contain_text("Đã lưu nháp")
        assert kept(phone) == {}
        expect(phone.locator("input[aria-invalid]")).to_have_value("bốn")
        phone.locator("input[aria-invalid]").fill("")
        phone.get_by_role("button", name="Gửi", exact=True).click()
        expect(phone.locator(".told")).to_contain_text("Đã gửi")
        wide = open_tab(server, 1920, 1080)
        come_in(wide, server, office)
        wide.goto("/duyet-so-lieu")
        wide.locator("td a").first.click()
        assert serious(wide) == []
        expect(wide.locator(".review")).to_contain_text("1.634,6")
        wide.get_by_role("button", name="Duyệt").click()
        expect(wide.locator(".told")).to_contain_text("Đã duyệt")
        wide.goto("/duyet-so-lieu")
        for _ in range(500):  # the publisher works beside the server
            if "Đã công bố" in wide.locator("tbody tr").first.inner_text():
                break
            wide.reload()
        wide.goto(f"/kinh-te?bo=tuyen-quang&chi-so={REVENUE}&ky={month()}&the-hien=value&xa={OWN}")
        own = wide.locator("#group-ranking li", has_text=NAMES[OWN])
        expect(own).to_contain_text(re.compile(r"1\.63[45]"))  # as the ranking rounds


def test_a_file_that_was_checked_waits_until_its_sender_comes_back(
    open_tab: OpenTab, filled: Path, tmp_path: Path
) -> None:
    home = shutil.copytree(filled, tmp_path / "kho")
    officer = enter(home, "commune_officer", OWN)
    named, unnamed = tmp_path / "lan-1.csv", tmp_path / "lan-2.csv"
    named.write_text(f"indicator_code,area_code,period,value\n{REVENUE},{OWN},{month()},5\n", encoding="utf-8")
    unnamed.write_text(f"indicator_code,area_code,value\n{REVENUE},{OWN},634\n" + f",{OWN},3\n" * 11, encoding="utf-8")
    with serving(home, log=tmp_path / "1.log") as server:
        page = open_tab(server, 390, 844)
        come_in(page, server, officer)
        page.goto("/gui-so-lieu")
        answers = page.locator(".file-entry .answers")
        page.locator("#tep").set_input_files(named)
        page.get_by_role("button", name="Đọc và kiểm tra").click()
        expect(answers).to_contain_text("1 giá trị được nhận.")
        page.locator("#tep").set_input_files(unnamed)
        page.locator("#ky").fill(periods.label(month()))
        page.get_by_role("button", name="Đọc và kiểm tra").click()
        expect(answers).to_contain_text("Thay cho tệp «lan-1.csv» của cùng kỳ")
        expect(answers.locator("li")).to_contain_text("dòng 3 · ")
        expect(answers.locator("li")).to_contain_text("; và 3 ô khác — ")
        page.goto("/gui-so-lieu")
        page.get_by_role("link", name="lan-2.csv").click()
        assert serious(page) == []
        expect(answers).to_contain_text("1 giá trị được nhận.")
        page.get_by_role("button", name="Gửi", exact=True).click()
        expect(page.locator(".told")).to_contain_text("Đã gửi")
        expect(page.get_by_role("link", name="lan-2.csv")).to_have_count(0)
