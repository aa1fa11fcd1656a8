"""Single sign-on: who is let in by a provider that the tests start, and that no word is believed that may be forged."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from joserfc.jwk import RSAKey

from data import clock
from data.state import accounts, journal
from data.state import store as state
from data.state.accounts import Account, Holder
from data.state.journal import Person
from tests.web import providers
from tests.web.providers import CLIENT, Liar
from tests.web.test_account_pages import GOOD, Browser, server

MAPPING = """
province = "04"
[claims]
agency = "unit"
[[rule]]
claim = "groups"
value = "ioc-chuyen-vien"
role = "staff"
areas = ["04"]
[[rule]]
claim = "realm_access.roles"
value = "ioc-so-y-te"
role = "department_officer"
areas = ["04"]
agencies = ["Sở Y tế"]
"""
LAN = {
    "sub": "u1",
    "preferred_username": "Lan.PT",
    "name": "Phạm Thị Lan",
    "unit": "Sở Y tế",
    "groups": ["ioc-chuyen-vien"],
}
HUNG = {"sub": "u2", "preferred_username": "hùng ?", "name": "Hùng", "realm_access": {"roles": ["x", "ioc-so-y-te"]}}
NOBODY = {"sub": "u3", "preferred_username": "ai", "name": "Ai", "groups": ["khac"]}
START = "/dang-nhap/mot-cua"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with providers.honest(LAN, HUNG, NOBODY) as address:
        yield address


@pytest.fixture(scope="module")
def lying() -> Iterator[Liar]:
    with providers.liar() as made:
        yield made


@pytest.fixture(autouse=True)
def house(store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    store.mkdir()
    (store / "oidc.toml").write_text(MAPPING, encoding="utf-8")
    monkeypatch.setenv("CHISO_OIDC_CLIENT_ID", CLIENT)
    monkeypatch.setenv("CHISO_OIDC_CLIENT_SECRET", "khoa-cua-bai-thu-khong-dung-o-dau-khac")
    yield store
    state.close()


@pytest.fixture
def browser(provider: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setenv("CHISO_OIDC_ISSUER", provider)
    return Browser(server().test_client())


@pytest.fixture
def deceived(lying: Liar, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A browser of a house that believes the liar."""
    monkeypatch.setenv("CHISO_OIDC_ISSUER", lying.issuer)
    return Browser(server().test_client())


def back(address: str) -> str:
    parts = urlsplit(address)
    assert parts.path == f"{START}/ve"
    return f"{parts.path}?{parts.query}"


def come(browser: Browser, subject: str, onward: str = "/kinh-te") -> Any:
    """The whole way: the button, the provider, and back."""
    sent = browser.get(f"{START}?next={onward}")
    assert sent.status_code == 303, sent.text
    return browser.get(back(providers.let_in(sent.headers["Location"], subject)))


def account(login: str) -> Account:
    with state.reading() as conn:
        return accounts.find(conn, login)


def test_whoever_the_provider_lets_in_is_in_as_the_mapping_says(browser: Browser) -> None:
    assert 'href="/dang-nhap/mot-cua?next=' in browser.get("/dang-nhap").text
    assert come(browser, "u1").headers["Location"] == "/kinh-te"
    assert browser.is_in
    assert account("lan.pt").holder == Holder("lan.pt", "Phạm Thị Lan", "Sở Y tế", "staff", "04", ("04",))


def test_claims_may_lie_deep_and_a_name_that_cannot_be_one_is_drawn(browser: Browser) -> None:
    come(browser, "u2")
    with state.reading() as conn:
        (one,) = accounts.everybody(conn)
    assert (one.holder.role, one.holder.agencies, one.holder.login[:4]) == ("department_officer", ("Sở Y tế",), "sso-")


def test_whom_no_rule_gives_a_role_stays_outside(browser: Browser) -> None:
    answer = come(browser, "u3")
    assert (answer.status_code, "chưa được giao vai trò" in answer.text) == (403, True)
    with state.reading() as conn:
        assert not accounts.any_account(conn)


def test_another_role_at_the_provider_ends_what_was_open(browser: Browser, house: Path) -> None:
    come(browser, "u1")
    (house / "oidc.toml").write_text(MAPPING.replace('role = "staff"', 'role = "leader"'), encoding="utf-8")
    later = Browser(server().test_client())
    come(later, "u1")
    assert account("lan.pt").holder.role == "leader"
    assert (browser.is_in, later.is_in) == (False, True)


def test_a_disabled_account_stays_outside_whatever_the_provider_says(browser: Browser) -> None:
    come(browser, "u1")
    with state.writing() as conn:
        accounts.disable(conn, Person("Quản trị"), account("lan.pt"), clock.now())
    answer = come(Browser(server().test_client()), "u1")
    assert (answer.status_code, "đã bị khóa" in answer.text) == (403, True)
    assert not browser.is_in


def test_being_called_like_a_local_account_makes_nobody_its_holder(browser: Browser) -> None:
    local = Holder("lan.pt", "Người khác", "", "administrator", "04", ("04",))
    with state.writing() as conn:
        accounts.create(conn, Person("Quản trị"), local, clock.now(), password=GOOD)
    come(browser, "u1")
    assert browser.is_in
    assert "Người khác" not in browser.page
    assert account("lan.pt").holder == local


def test_nobody_from_elsewhere_has_a_password_here(browser: Browser) -> None:
    come(browser, "u1")
    for guess in ("", "None", GOOD):
        assert Browser(server().test_client()).sign_in("lan.pt", guess).status_code == 422


def test_a_way_back_works_once_and_only_in_the_browser_that_left(browser: Browser) -> None:
    sent = browser.get(START)
    way = back(providers.let_in(sent.headers["Location"], "u1"))
    stranger = Browser(server().test_client())
    assert "không bắt đầu ở trình duyệt này" in stranger.get(way).text
    other = Browser(server().test_client())
    other.get(START)
    assert "không bắt đầu ở trình duyệt này" in other.get(way).text
    assert browser.get(way).status_code == 303
    assert "đã dùng, quá hạn" in browser.get(way).text
    assert not stranger.is_in
    assert not other.is_in


def test_what_the_provider_refuses_is_told(browser: Browser) -> None:
    state_ = providers.asked_with(browser.get(START).headers["Location"])["state"]
    answer = browser.get(f"{START}/ve?error=access_denied&state={state_}")
    assert (answer.status_code, "từ chối (access_denied)" in answer.text) == (403, True)


def test_a_code_that_was_made_up_lets_nobody_in(browser: Browser) -> None:
    state_ = providers.asked_with(browser.get(START).headers["Location"])["state"]
    answer = browser.get(f"{START}/ve?code=bia-ra&state={state_}")
    assert (answer.status_code, browser.is_in) == (403, False)


def test_a_provider_that_is_away_is_told_and_the_house_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_OIDC_ISSUER", f"http://127.0.0.1:{providers.free_port()}")
    answer = Browser(server().test_client()).get(START)
    assert (answer.status_code, "chưa trả lời" in answer.text) == (502, True)
    assert 'name="password"' in answer.text


def test_a_word_that_would_come_over_an_open_wire_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_OIDC_ISSUER", "http:" + 2 * "/" + "10.0.0.9")
    assert Browser(server().test_client()).get(START).status_code == 403


def test_without_a_mapping_nobody_comes_in_and_the_file_is_named(browser: Browser, house: Path) -> None:
    (house / "oidc.toml").unlink()
    answer = come(browser, "u1")
    assert (answer.status_code, "oidc.toml" in answer.text) == (503, True)


def left(browser: Browser) -> dict[str, str]:
    return providers.asked_with(browser.get(START).headers["Location"])


def returned(browser: Browser, asked: dict[str, str]) -> Any:
    return browser.get(f"{START}/ve?code=c&state={asked['state']}")


def test_a_sound_word_is_believed_and_the_code_is_proven_by_its_verifier(deceived: Browser, lying: Liar) -> None:
    asked = left(deceived)
    lying.word = lambda: {"id_token": lying.token(lying.claims(asked["nonce"]))}
    assert returned(deceived, asked).status_code == 303
    digest = hashlib.sha256(lying.sent["code_verifier"].encode()).digest()
    assert asked["code_challenge_method"] == "S256"
    assert asked["code_challenge"] == bare(digest)


@pytest.mark.parametrize(("ahead", "is_in"), [(240, True), (-240, True), (420, False), (-420, False)])
def test_the_clock_of_the_provider_may_differ_by_minutes(
    deceived: Browser, lying: Liar, ahead: int, is_in: bool
) -> None:
    asked, now = left(deceived), int(time.time()) + ahead
    lying.word = lambda: {"id_token": lying.token(lying.claims(asked["nonce"], iat=now, nbf=now, exp=now))}
    assert (returned(deceived, asked).status_code == 303) is is_in


def test_a_provider_may_change_its_keys(deceived: Browser, lying: Liar) -> None:
    test_a_sound_word_is_believed_and_the_code_is_proven_by_its_verifier(deceived, lying)
    lying.key = RSAKey.generate_key(2048, parameters={"kid": "2", "use": "sig"}, auto_kid=False)
    later = Browser(server().test_client())
    asked = left(later)
    lying.word = lambda: {"id_token": lying.token(lying.claims(asked["nonce"]), kid="2")}
    assert returned(later, asked).status_code == 303


def by_hand(claims: dict[str, Any], alg: str, secret: bytes = b"") -> str:
    """A token that no library would make."""
    head = ".".join(bare(json.dumps(one).encode()) for one in ({"alg": alg, "kid": "1"}, claims))
    return f"{head}.{bare(hmac.digest(secret, head.encode(), 'sha256')) if secret else ''}"


def bare(text: bytes) -> str:
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


WHY = (
    "another's key", "the public key as a password", "no signature", "expired", "without an end", "from tomorrow",
    "for another", "for another, asked by us", "for two, asked by the other", "by another", "said before",
    "said to nobody", "about nobody", "about a list", "about a name too long", "with the access token of another",
    "no token", "a number", "nothing",
)  # fmt: skip


def lies(lying: Liar, nonce: str) -> dict[str, dict[str, Any]]:
    """What a liar may say, by why it is one."""
    now, kid = int(time.time()), str(lying.key.kid)

    def token(key: Any = None, **other: Any) -> dict[str, Any]:
        return {"id_token": lying.token(lying.claims(**{"nonce": nonce, **other}), key, kid=kid)}

    public = lying.key.as_pem(private=False)
    return {
        "another's key": token(RSAKey.generate_key(2048)),
        "the public key as a password": {"id_token": by_hand(lying.claims(nonce), "HS256", public)},
        "no signature": {"id_token": by_hand(lying.claims(nonce), "none")},
        "expired": token(exp=now - 3600, iat=now - 7200),
        "without an end": token(exp=None),
        "from tomorrow": token(iat=now + 86400, nbf=now + 86400),
        "for another": token(aud="khac"),
        "for another, asked by us": token(aud="khac", azp=CLIENT),
        "for two, asked by the other": token(aud=[CLIENT, "khac"], azp="khac"),
        "by another": token(iss="http:" + 2 * "/" + "127.0.0.1:1"),
        "said before": token(nonce="của-lần-trước"),
        "said to nobody": token(nonce=None),
        "about nobody": token(sub=None),
        "about a list": token(sub=["u1"]),
        "about a name too long": token(sub="u" * 300),
        "with the access token of another": token(at_hash="AAAA"),
        "no token": {"id_token": "không phải"},
        "a number": {"id_token": 7},
        "nothing": {},
    }


@pytest.mark.parametrize("why", WHY)
def test_a_lie_lets_nobody_in(deceived: Browser, lying: Liar, why: str) -> None:
    asked = left(deceived)
    lying.word = lambda: lies(lying, asked["nonce"])[why]
    answer = returned(deceived, asked)
    assert (answer.status_code, "không hợp lệ" in answer.text) == (403, True)
    assert not deceived.is_in
    with state.reading() as conn:
        assert not accounts.any_account(conn)
        assert journal.entries(conn).empty


def test_a_word_said_to_one_browser_is_no_good_in_another(deceived: Browser, lying: Liar) -> None:
    asked = left(deceived)
    other = Browser(server().test_client())
    swapped = left(other)
    lying.word = lambda: {"id_token": lying.token(lying.claims(asked["nonce"]), kid=str(lying.key.kid))}
    assert returned(other, swapped).status_code == 403
    assert not other.is_in
