"""``chiso account``: the first administrator, what it tells, and that a server that others reach needs one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from data.state import accounts, passwords
from data.state import store as state

CHISO = Path(sys.executable).parent / "chiso"
GOOD = "nắng sớm trên đèo Mã Pí Lèng"
FIRST = ("create-admin", "quan.tri", "--name", "Nguyễn Thị Quản Trị", "--province", "08")


def chiso(home: Path, *words: str, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    asked = {**os.environ, "CHISO_HOME": str(home), "COLUMNS": "300", **more}
    return subprocess.run(
        [CHISO, *words], env=asked, input=typed, capture_output=True, text=True, timeout=60, check=False
    )


def account(home: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return chiso(home, "account", *words, typed=typed)


@pytest.fixture
def house(store: Path) -> Path:
    """A store with its first administrator."""
    made = account(store, *FIRST, typed=f"{GOOD}\n")
    assert made.returncode == 0, made.stderr
    return store


def test_the_first_administrator_gets_the_password_that_was_typed(house: Path) -> None:
    with state.reading() as conn:
        one = accounts.find(conn, "quan.tri")
    state.close()
    assert one.holder.role == "administrator"
    assert passwords.fits(GOOD, one.password_hash)
    assert not one.must_change


def test_there_is_no_second_first_administrator(house: Path) -> None:
    again = account(house, "create-admin", "khac", "--name", "Khác", "--province", "08", typed=f"{GOOD}\n")
    assert (again.returncode, "Đã có tài khoản" in again.stderr) == (1, True)


def test_a_weak_password_makes_no_administrator(store: Path) -> None:
    weak = account(store, *FIRST, typed="matkhau12345\n")
    assert (weak.returncode, "dễ đoán" in weak.stderr) == (1, True)
    assert "Chưa có tài khoản nào" in account(store, "list").stdout


def test_a_printed_password_is_for_one_use(store: Path) -> None:
    given = account(store, *FIRST, "--print-password").stdout.strip().splitlines()[-1]
    with state.reading() as conn:
        one = accounts.find(conn, "quan.tri")
    state.close()
    assert passwords.fits(given, one.password_hash)
    assert one.must_change


def test_an_account_lives_through_all_that_the_command_line_can_do(house: Path) -> None:
    made = account(
        house, "create", "lan.pt", "--name", "Phạm Thị Lan", "--role", "commune_officer", "--province", "08",
        "--area", "00691",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert "Phạm Thị Lan" in account(house, "list").stdout
    assert account(house, "disable", "lan.pt").returncode == 0
    assert "đã khóa" in account(house, "list").stdout
    assert account(house, "enable", "lan.pt").returncode == 0
    given = account(house, "reset", "lan.pt").stdout.strip().splitlines()[-1]
    with state.reading() as conn:
        assert passwords.fits(given, accounts.find(conn, "lan.pt").password_hash)
    state.close()
    assert "0 phiên" in account(house, "sign-out", "lan.pt").stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("disable", "khong.ai"), "Không có tài khoản «khong.ai»"),
        (("disable", "quan.tri"), "quản trị viên duy nhất"),
        (("create", "x y", "--name", "A", "--role", "staff", "--province", "08"), "3 đến 60 ký tự"),
        (("create", "abc", "--name", "A", "--role", "vua", "--province", "08"), "Không có vai trò «vua»"),
        (("create", "abc", "--name", "A", "--role", "staff", "--province", "99"), "Không có tỉnh mang mã «99»"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(house: Path, words: tuple[str, ...], told: str) -> None:
    answer = account(house, *words)
    assert (answer.returncode, told in answer.stderr, "Traceback" in answer.stderr) == (1, True, False)


def test_a_server_that_others_reach_does_not_start_without_accounts(store: Path) -> None:
    answer = chiso(store, "serve", "--host", "10.1.2.3", "--port", "1")
    assert (answer.returncode, "chiso account create-admin" in answer.stderr) == (1, True)


def test_settings_that_cannot_be_read_stop_the_server_and_are_named(store: Path) -> None:
    store.mkdir(mode=0o700)
    (store / "accounts.toml").write_text("[password]\nmin_length = 3\n", encoding="utf-8")
    (store / "accounts.toml").chmod(0o600)
    answer = chiso(store, "serve", "--port", "1")
    assert (answer.returncode, "từ 8 đến 128" in answer.stderr) == (1, True)
