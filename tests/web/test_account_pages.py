"""The ways in and out, the holder's page, administration: asked as browsers ask, and as nobody should."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from data import clock
from data.state import accounts, journal, sessions
from data.state import store as state
from data.state.accounts import Holder
from data.state.journal import Person

GOOD = "nắng sớm trên đèo Mã Pí Lèng"
OTHER = "mưa chiều bên thác Bản Giốc"
ADMIN = Holder("quan.tri", "Nguyễn Thị Quản Trị", "Văn phòng UBND tỉnh", "administrator", "04", ("04",))
NAM = Holder("nam.tv", "Trần Văn Nam", "Sở Y tế", "staff", "04", ("04",))
ELSEWHERE = {"REMOTE_ADDR": "10.0.0.7"}
SAFE = "https://localhost"


@cache
def server() -> Flask:
    return create_app(check_ids=False).server


@pytest.fixture(autouse=True)
def people(store: Path) -> Iterator[Path]:
    with state.writing() as conn:
        for one in (ADMIN, NAM):
            accounts.create(conn, Person("Quản trị"), one, clock.now(), password=GOOD, must_change=False)
    yield store
    state.close()


class Browser:
    """A browser with its own cookies that comes from another machine over TLS and sends the tokens of its pages."""

    def __init__(self, client: FlaskClient) -> None:
        self.client, self.page = client, ""

    def get(self, path: str, **more: object) -> TestResponse:
        answer = self.client.get(path, **{"base_url": SAFE, "environ_overrides": ELSEWHERE, **more})
        self.page = answer.text
        return answer

    def post(self, path: str, sent: dict[str, object] | None = None, **more: object) -> TestResponse:
        token = re.search(r'name="csrf" value="([^"]*)"', self.page)
        data = {"csrf": token[1] if token else "", **(sent or {})}
        more = {"headers": {"Origin": SAFE}, "base_url": SAFE, "environ_overrides": ELSEWHERE, **more}
        answer = self.client.post(path, data=data, **more)
        self.page = answer.text
        return answer

    def sign_in(self, login: str = "nam.tv", password: str = GOOD, onward: str = "/") -> TestResponse:
        self.get("/dang-nhap")
        return self.post("/dang-nhap", {"login": login, "password": password, "next": onward})

    @property
    def is_in(self) -> bool:
        return self.get("/tai-khoan").status_code == 200

    def cookie(self, name: str) -> str:
        found = self.client.get_cookie(name, domain="localhost")
        return found.value if found else ""

    def hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        assert found, f"no {name} in the page"
        return unescape(found[1])


@pytest.fixture
def browser() -> Browser:
    return Browser(server().test_client())


def actions() -> list[str]:
    with state.reading() as conn:
        return list(journal.entries(conn)["action"])


def test_whoever_signs_in_is_in_by_a_cookie_that_neither_scripts_nor_other_hosts_nor_open_wires_get(
    browser: Browser,
) -> None:
    answer = browser.sign_in(onward="/tai-khoan?a=1")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/tai-khoan?a=1")
    told = next(one for one in answer.headers.getlist("Set-Cookie") if "phien" in one)
    assert told.startswith("__Host-chiso_phien=")
    attributes = {one.strip().lower() for one in told.split(";")[1:]}
    assert {"secure", "httponly", "path=/", "samesite=lax"} <= attributes
    assert not any(one.startswith(("domain", "max-age", "expires")) for one in attributes)
    assert browser.is_in
    assert "Trần Văn Nam" in browser.page


def test_over_an_open_wire_no_password_is_asked_for_or_taken(browser: Browser) -> None:
    for answer in (
        browser.get("/dang-nhap", base_url="http://localhost"),
        browser.post("/dang-nhap", {"login": "nam.tv", "password": GOOD}, base_url="http://localhost"),
    ):
        assert answer.status_code == 403
        assert "https://" in answer.text
        assert 'name="password"' not in answer.text


def test_at_the_server_itself_a_plain_wire_does() -> None:
    at_home = Browser(server().test_client())
    plain = {"base_url": "http://localhost", "environ_overrides": {"REMOTE_ADDR": "127.0.0.1"}}
    at_home.get("/dang-nhap", **plain)
    sent = {"login": "nam.tv", "password": GOOD}
    answer = at_home.post("/dang-nhap", sent, headers={"Origin": "http://localhost"}, **plain)
    assert answer.status_code == 303
    assert at_home.cookie("chiso_phien")


@pytest.mark.parametrize(
    "asked", ["//evil", "https:/" + "/evil", "/\\evil", "evil", "javascript:alert(1)", "/a\r\nb", "/" * 3000]
)
def test_nobody_is_sent_to_another_place(browser: Browser, asked: str) -> None:
    assert browser.sign_in(onward=asked).headers["Location"] == "/"
    assert browser.get(f"/dang-nhap?next={quote(asked[:500])}").headers["Location"] == "/"


@pytest.mark.parametrize(
    ("sent", "headers"),
    [
        ({"csrf": ""}, {"Origin": SAFE}),
        ({"csrf": "0" * 64}, {"Origin": SAFE}),
        ({"csrf": "ế" * 64}, {"Origin": SAFE}),
        ({}, {"Origin": "https:/" + "/evil"}),
        ({}, {"Origin": "null"}),
        ({}, {"Sec-Fetch-Site": "cross-site"}),
    ],
)
def test_a_form_that_is_not_ours_signs_nobody_in(
    browser: Browser, sent: dict[str, object], headers: dict[str, str]
) -> None:
    browser.get("/dang-nhap")
    answer = browser.post("/dang-nhap", {"login": "nam.tv", "password": GOOD, **sent}, headers=headers)
    assert answer.status_code == 403
    assert "mở quá lâu" in answer.text or "told" in answer.json
    assert not browser.is_in


def test_the_token_of_one_browser_is_no_good_in_another(browser: Browser) -> None:
    browser.get("/dang-nhap")
    other = Browser(server().test_client())
    other.get("/dang-nhap")
    other.page = browser.page
    assert other.post("/dang-nhap", {"login": "nam.tv", "password": GOOD}).status_code == 403


def test_two_tabs_do_not_disown_each_other(browser: Browser) -> None:
    browser.get("/dang-nhap")
    first = browser.page
    browser.get("/dang-nhap")
    browser.page = first
    assert browser.post("/dang-nhap", {"login": "nam.tv", "password": GOOD}).status_code == 303


def test_a_wrong_name_and_a_wrong_password_get_the_same_page(browser: Browser) -> None:
    wrong = [browser.sign_in("nam.tv", "sai mật khẩu"), browser.sign_in("ai.do", "sai mật khẩu")]
    pages = {one.text.replace("ai.do", "nam.tv") for one in wrong}
    assert [one.status_code for one in wrong] == [422, 422]
    assert len(pages) == 1
    assert "không đúng" in pages.pop()


def test_whoever_tries_too_often_is_told_how_long_to_wait(browser: Browser) -> None:
    for _ in range(5):
        browser.sign_in("nam.tv", "sai mật khẩu")
    answer = browser.sign_in()
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert "sau 1 phút" in answer.text


@pytest.mark.parametrize("field", ["login", "password", "csrf", "next"])
def test_a_form_of_a_megabyte_is_refused_with_a_sentence(browser: Browser, field: str) -> None:
    browser.get("/dang-nhap")
    answer = browser.post("/dang-nhap", {"login": "a", "password": "b", field: "x" * 1_000_000})
    assert answer.status_code == 413
    assert "lớn hơn mức cho phép" in answer.text


def test_a_cookie_copied_before_signing_in_or_kept_after_signing_out_is_worth_nothing(browser: Browser) -> None:
    browser.get("/dang-nhap")
    before = browser.cookie("__Host-chiso_truoc")
    browser.sign_in()
    stolen = browser.cookie("__Host-chiso_phien")
    assert before not in stolen
    browser.get("/dang-xuat")
    assert browser.post("/dang-xuat").headers["Location"] == "/dang-nhap?da-xuat=1"
    thief = Browser(server().test_client())
    thief.client.set_cookie("__Host-chiso_phien", stolen, domain="localhost", secure=True)
    assert not thief.is_in
    assert actions()[:2] == ["session.ended", "session.began"]


def test_a_link_signs_nobody_out(browser: Browser) -> None:
    browser.sign_in()
    assert "Đăng xuất khỏi trình duyệt này?" in browser.get("/dang-xuat").text
    assert browser.is_in


def test_the_first_password_is_changed_before_anything_else(browser: Browser) -> None:
    with state.writing() as conn:
        given = accounts.reset(conn, Person("Quản trị"), accounts.find(conn, "nam.tv"), clock.now())
    assert browser.sign_in(password=given, onward="/kinh-te").headers["Location"] == "/dang-nhap?next=%2Fkinh-te"
    assert not browser.is_in
    browser.get("/dang-nhap?next=/kinh-te")
    half = browser.cookie("__Host-chiso_phien")
    short = browser.post("/dang-nhap", {"old": given, "new": "ngắn", "again": "ngắn"})
    assert (short.status_code, "ít nhất 12 ký tự" in short.text) == (422, True)
    done = browser.post("/dang-nhap", {"old": given, "new": OTHER, "again": OTHER, "next": "/kinh-te"})
    assert done.headers["Location"] == "/kinh-te"
    assert browser.cookie("__Host-chiso_phien") != half
    assert browser.is_in
    assert not Browser(server().test_client()).sign_in(password=given).headers.get("Location")


def test_codes_are_set_up_asked_for_and_replaced_by_paper(browser: Browser) -> None:
    browser.sign_in()
    page = browser.get("/tai-khoan/ma-xac-thuc").text
    assert "<svg" in page
    secret = re.search(r'class="key">([A-Z2-7 ]+)<', page)
    assert secret
    app = pyotp.TOTP(secret[1].replace(" ", ""))
    sent = {"seed": browser.hidden("seed"), "code": app.now(), "password": GOOD}
    told = browser.post("/tai-khoan/ma-xac-thuc", sent).text
    paper = re.findall(r"<li>([^<]+)</li>", told)
    assert len(paper) == 10
    later = Browser(server().test_client())
    assert later.sign_in(onward="/kinh-te").headers["Location"] == "/dang-nhap?next=%2Fkinh-te"
    assert not later.is_in
    later.get("/dang-nhap?next=/kinh-te")
    assert later.post("/dang-nhap", {"code": "000000"}).status_code == 422
    done = later.post("/dang-nhap", {"code": paper[0], "next": "/kinh-te"})
    assert done.headers["Location"] == "/kinh-te"
    assert "Còn 9 mã" in later.get("/tai-khoan").text


def test_an_open_browser_does_not_set_up_a_phone_without_the_password(browser: Browser) -> None:
    browser.sign_in()
    page = browser.get("/tai-khoan/ma-xac-thuc").text
    secret = re.search(r'class="key">([A-Z2-7 ]+)<', page)
    assert secret
    sent = {"seed": browser.hidden("seed"), "code": pyotp.TOTP(secret[1].replace(" ", "")).now(), "password": "sai"}
    assert "hiện tại không đúng" in browser.post("/tai-khoan/ma-xac-thuc", sent).text
    with state.reading() as conn:
        assert not accounts.find(conn, "nam.tv").has_second_step


def test_a_picture_shown_to_another_session_sets_nothing_up(browser: Browser) -> None:
    browser.sign_in()
    browser.get("/tai-khoan/ma-xac-thuc")
    seed = browser.hidden("seed")
    other = Browser(server().test_client())
    other.sign_in("quan.tri")
    other.get("/tai-khoan/ma-xac-thuc")
    assert "đã cũ" in other.post("/tai-khoan/ma-xac-thuc", {"seed": seed, "code": "1", "password": GOOD}).text


def test_the_holder_ends_own_sessions_and_nobody_elses(browser: Browser) -> None:
    browser.sign_in()
    second = Browser(server().test_client())
    second.sign_in()
    of_admin = Browser(server().test_client())
    of_admin.sign_in("quan.tri")
    with state.reading() as conn:
        known = {one: living(conn, one) for one in ("nam.tv", "quan.tri")}
    assert (len(known["nam.tv"]), len(known["quan.tri"])) == (2, 1)
    browser.get("/tai-khoan")
    foreign = browser.post("/tai-khoan/phien", {"session": str(known["quan.tri"][0])})
    assert "session_gone" in foreign.headers["Location"]
    assert of_admin.is_in
    browser.get("/tai-khoan")
    own = browser.hidden("session")
    assert "session_ended" in browser.post("/tai-khoan/phien", {"session": own}).headers["Location"]
    assert (browser.is_in, second.is_in) == (True, False)


def living(conn: object, login: str) -> list[int]:
    one = accounts.find(conn, login)
    return list(sessions.living(conn, one.account_id, clock.now())["session_id"])


def test_sign_out_everywhere_is_everywhere(browser: Browser) -> None:
    browser.sign_in()
    second = Browser(server().test_client())
    second.sign_in()
    browser.get("/tai-khoan")
    browser.post("/tai-khoan/moi-noi")
    assert (browser.is_in, second.is_in) == (False, False)


def test_a_new_password_lets_everybody_else_out(browser: Browser) -> None:
    browser.sign_in()
    thief = Browser(server().test_client())
    thief.sign_in()
    browser.get("/tai-khoan")
    answer = browser.post("/tai-khoan/mat-khau", {"old": GOOD, "new": OTHER, "again": OTHER})
    assert "Đã đổi mật khẩu" in browser.get(answer.headers["Location"]).text
    assert (browser.is_in, thief.is_in) == (True, False)


def test_the_language_is_remembered_with_the_account(browser: Browser) -> None:
    browser.sign_in()
    browser.get("/tai-khoan")
    browser.post("/ngon-ngu", {"lang": "en", "next": "/tai-khoan"})
    assert "My account" in browser.get("/tai-khoan").text
    elsewhere = Browser(server().test_client())
    elsewhere.sign_in()
    assert "My account" in elsewhere.get("/tai-khoan").text


@pytest.mark.parametrize("path", ["", "/moi", "/1"])
def test_only_administrators_see_accounts(browser: Browser, path: str) -> None:
    assert browser.get(f"/quan-tri/tai-khoan{path}").headers["Location"].startswith("/dang-nhap")
    browser.sign_in()
    answer = browser.get(f"/quan-tri/tai-khoan{path}")
    assert (answer.status_code, "Chỉ quản trị viên" in answer.text) == (403, True)
    assert "quan.tri" not in answer.text


@pytest.mark.parametrize("step", ["moi", "1", "1/disable", "1/enable", "1/reset", "1/sign-out"])
def test_nobody_else_takes_a_step_with_accounts(browser: Browser, step: str) -> None:
    browser.sign_in()
    browser.get("/tai-khoan")
    before = actions()
    assert browser.post(f"/quan-tri/tai-khoan/{step}", {"login": "moi", "name": "Mới"}).status_code == 403
    assert actions() == before


@pytest.mark.parametrize("step", ["moi", "2", "2/disable", "2/enable", "2/reset", "2/sign-out"])
def test_an_administrators_browser_takes_no_step_that_another_site_sends(browser: Browser, step: str) -> None:
    browser.sign_in("quan.tri")
    browser.get("/quan-tri/tai-khoan/2")
    before, sent = actions(), {"login": "moi", "name": "Mới", "role": "staff", "province": "04"}
    browser.page = ""
    assert browser.post(f"/quan-tri/tai-khoan/{step}", sent).status_code == 403
    assert actions() == before


def test_an_administrator_makes_an_account_with_a_password_that_is_told_once(browser: Browser) -> None:
    browser.sign_in("quan.tri")
    browser.get("/quan-tri/tai-khoan/moi")
    sent = {"login": "lan.pt", "name": "Phạm Thị Lan", "role": "commune_officer", "province": "04"}
    assert "ít nhất một xã" in browser.post("/quan-tri/tai-khoan/moi", sent).text
    told = browser.post("/quan-tri/tai-khoan/moi", sent | {"areas": ["01273"]}).text
    given = re.search(r'class="secret">([^<]+)<', told)
    assert given
    assert given[1] not in browser.get("/quan-tri/tai-khoan").text
    assert "Phạm Thị Lan" in browser.page
    lan = Browser(server().test_client())
    assert lan.sign_in("lan.pt", given[1]).headers["Location"] == "/dang-nhap"
    with state.reading() as conn:
        made = journal.entries(conn, "account:lan.pt").iloc[-1]
    assert (made["action"], made["actor"]) == ("account.created", "Nguyễn Thị Quản Trị")


def test_whoever_is_disabled_or_given_another_role_is_out_at_once(browser: Browser) -> None:
    browser.sign_in("quan.tri")
    for step, sent in (
        ("", {"name": "Trần Văn Nam", "role": "leader", "province": "04", "areas": ["04"]}),
        ("/disable", {}),
    ):
        nam = Browser(server().test_client())
        nam.sign_in()
        assert nam.is_in
        browser.get("/quan-tri/tai-khoan/2")
        assert browser.post(f"/quan-tri/tai-khoan/2{step}", sent | {"seen": browser.hidden("seen")}).status_code == 303
        assert not nam.is_in
    assert Browser(server().test_client()).sign_in().status_code == 422


def test_two_administrators_who_look_at_one_account_do_not_undo_each_other(browser: Browser) -> None:
    browser.sign_in("quan.tri")
    browser.get("/quan-tri/tai-khoan/2")
    seen = browser.hidden("seen")
    form = {"name": "Trần Văn Nam", "agency": "Sở Y tế", "province": "04", "areas": ["04"], "seen": seen}
    assert browser.post("/quan-tri/tai-khoan/2", form | {"role": "leader"}).status_code == 303
    browser.get("/quan-tri/tai-khoan/2")
    late = browser.post("/quan-tri/tai-khoan/2", form | {"role": "analyst"})
    assert (late.status_code, "vừa được người khác sửa" in late.text) == (422, True)
    with state.reading() as conn:
        assert accounts.find(conn, "nam.tv").holder.role == "leader"


def test_an_administrator_of_a_province_meets_only_accounts_of_that_one(browser: Browser) -> None:
    there = Holder("hoa.hg", "Vũ Thị Hoa", "", "administrator", "08", ("08",))
    with state.writing() as conn:
        accounts.create(conn, Person("Quản trị"), there, clock.now(), password=GOOD, must_change=False)
    browser.sign_in("quan.tri")
    assert "Trần Văn Nam" in browser.get("/quan-tri/tai-khoan").text
    assert "Vũ Thị Hoa" not in browser.page
    assert browser.get("/quan-tri/tai-khoan/3").status_code == 404
    for step in ("", "/disable", "/enable", "/reset", "/sign-out"):
        browser.get("/quan-tri/tai-khoan/2")
        assert browser.post(f"/quan-tri/tai-khoan/3{step}", {"seen": browser.hidden("seen")}).status_code == 404
    for province in ("08", "VN"):
        browser.get(f"/quan-tri/tai-khoan/moi?tinh={province}")
        assert browser.hidden("province") == "04"
        sent = {"login": "moi.hg", "name": "Mới", "role": "leader", "province": province, "areas": [province]}
        refused = browser.post("/quan-tri/tai-khoan/moi", sent)
        assert (refused.status_code, "của tỉnh mình" in refused.text) == (422, True)


def test_an_administrator_of_the_country_makes_accounts_for_all_of_it(browser: Browser) -> None:
    national = Holder("trung.uong", "Lê Trung Ương", "", "administrator", "VN", ("VN",))
    with state.writing() as conn:
        accounts.create(conn, Person("Quản trị"), national, clock.now(), password=GOOD, must_change=False)
    browser.sign_in("trung.uong")
    assert "Trần Văn Nam" in browser.get("/quan-tri/tai-khoan").text
    browser.get("/quan-tri/tai-khoan/moi?tinh=VN")
    assert browser.hidden("province") == "VN"
    sent = {"login": "phan.tich", "name": "Phân Tích", "role": "analyst", "province": "VN", "areas": ["VN", "04"]}
    assert 'class="secret"' in browser.post("/quan-tri/tai-khoan/moi", sent).text
    assert "Cả nước, Tỉnh Cao Bằng" in browser.get("/quan-tri/tai-khoan").text


def test_an_account_that_does_not_exist_is_not_found(browser: Browser) -> None:
    browser.sign_in("quan.tri")
    for number in ("99", "99999999999999999999"):
        assert browser.get(f"/quan-tri/tai-khoan/{number}").status_code == 404


def test_a_house_without_accounts_tells_how_the_first_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_HOME", str(tmp_path / "moi"))
    page = server().test_client().get("/quan-tri/tai-khoan", base_url="http://localhost").text
    assert "chiso account create-admin" in page
    assert "<form" not in page.split("<main")[1]


def test_when_the_database_is_away_the_pages_say_so(browser: Browser, people: Path) -> None:
    browser.sign_in()
    state.close()
    (people / state.FILE).rename(people / "kept")
    (people / state.FILE).write_bytes(b"no database" * 1000)
    for path in ("/dang-nhap", "/tai-khoan", "/dang-xuat", "/quan-tri/tai-khoan"):
        answer = browser.get(path)
        assert (answer.status_code, "cơ sở dữ liệu trạng thái" in answer.text) == (503, True), path
    (people / "kept").replace(people / state.FILE)
