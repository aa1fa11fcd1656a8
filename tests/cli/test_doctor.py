"""``chiso doctor`` says what is unsafe or broken and how to mend it; the server does not start on what is unsafe."""

import json
import os
import shutil
import subprocess
from datetime import timedelta
from importlib import metadata
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import clock, redis_server, settings, versions
from data.state import accounts, journal, shape, store
from data.state.accounts import Holder
from data.state.tables import journal as entries
from data.upkeep import doctor as examination
from data.upkeep import installed, records
from data.upkeep.findings import Severity
from tests import shelf
from tests.browser.serving import CHISO
from tests.cli.test_intake import run, said
from tests.redis_servers import Server, needs_redis
from tests.web.providers import free_port

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser gives files away")


@pytest.fixture
def sound(store: Path) -> Path:
    """A store with a published version, a journal and a fresh copy, readable by its owner alone."""
    shelf.deliver(store, "d1", shelf.observed(412.5))
    versions.publish(store, "thử")
    write("test.step")
    store.chmod(0o700)
    records.add(store, records.Record(records.BACKUP, clock.now(), "/sao-luu", 1.0, True, ""))
    return store


def write(action: str) -> None:
    with store.writing() as conn:
        journal.write(conn, journal.THE_SYSTEM, action, "test:1")


def let_people_in() -> None:
    """An administrator, without whom no server opens to others."""
    one = Holder("quan.tri", "Quản trị", "", "administrator", "08")
    with store.writing() as conn:
        accounts.create_first(conn, journal.THE_SYSTEM, one, "nắng sớm trên đèo Mã Pí Lèng", clock.now())


def told(*words: str) -> tuple[int, list[dict[str, object]]]:
    """The exit code, and what was found."""
    result = run("doctor", "--json", *words)
    return result.exit_code, json.loads(result.output)


def about(subject: str) -> list[tuple[object, object]]:
    """How bad what was found of a subject is, and the sentence."""
    return [(one["severity"], one["told"]) for one in told()[1] if one["subject"] == subject]


def worst(*words: str) -> dict[str, object]:
    """The finding that is told first, with what it does to the exit code."""
    code, found = told(*words)
    return {"code": code, **found[0]}


def test_a_sound_installation_has_nothing_to_mend(sound: Path) -> None:
    code, found = told()
    assert [one for one in found if one["severity"] in ("warning", "danger")] == []
    assert code == 0
    assert {"Quyền trên kho", "Kho số liệu", "Nhật ký", "Đĩa", "Đồng hồ", "Gói phần mềm"} <= {
        one["subject"] for one in found
    }


def test_what_is_found_is_told_in_sentences_with_the_worst_first(
    sound: Path, reachable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = shutil.copytree(sound, reachable / "kho")
    home.chmod(0o755)
    monkeypatch.setenv("CHISO_HOME", str(home))
    result = run("doctor")
    assert result.exit_code == 4
    assert said(result).startswith("✗ Quyền trên kho: Mọi người dùng của máy này đều đọc được kho")
    assert "chmod -R o-rwx" in said(result)


@pytest.mark.parametrize("mode", [0o704, 0o701, 0o702, 0o755])
def test_the_server_does_not_start_on_a_store_that_anybody_can_read(sound: Path, reachable: Path, mode: int) -> None:
    home = shutil.copytree(sound, reachable / "kho")
    home.chmod(mode)
    assert "chmod -R o-rwx" in obstacles(home)
    if mode == 0o755:
        assert "chmod -R o-rwx" in refused(home)


def test_a_store_behind_a_closed_folder_is_not_open_to_others(sound: Path, reachable: Path) -> None:
    home = shutil.copytree(sound, reachable / "rieng" / "kho")
    home.chmod(0o755)
    home.parent.chmod(0o755)
    assert "chmod" in obstacles(home)
    home.parent.chmod(0o700)
    assert obstacles(home) == ""


@AS_ROOT
@pytest.mark.parametrize("what", [".", store.FILE, "warehouse", "deliveries/d1"])
def test_the_server_does_not_start_on_files_of_somebody_else(sound: Path, what: str) -> None:
    os.chown(sound / what, 65534, -1)
    assert "không phải người đang chạy chương trình" in obstacles(sound)


@pytest.fixture
def reachable(tmp_path_factory: pytest.TempPathFactory):
    """A folder that every user of the machine comes to."""
    folder = Path(subprocess.run(["mktemp", "-d"], check=True, capture_output=True, text=True).stdout.strip())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def obstacles(home: Path, host: str = "127.0.0.1") -> str:
    """What keeps the server from starting."""
    return " ".join(one.sentence for one in examination.obstacles(home, host))


def served(home: Path) -> subprocess.CompletedProcess[str]:
    """A server that does not start, when it has ended."""
    asked = {**os.environ, "CHISO_HOME": str(home), "COLUMNS": "400"}
    words = [CHISO, "serve", "--port", str(free_port())]
    return subprocess.run(words, env=asked, capture_output=True, text=True, timeout=60, check=False)


def refused(home: Path) -> str:
    """What ``chiso serve`` says when it does not start."""
    ended = served(home)
    assert ended.returncode == 1
    assert "Máy chủ không khởi động" in ended.stderr
    return ended.stderr


@pytest.mark.parametrize(
    ("environment", "host", "told"),
    [
        ({"FLASK_DEBUG": "1"}, "10.1.2.3", "Đang bật (FLASK_DEBUG)"),
        ({"CHISO_METRICS_TOKEN": "changeme"}, "127.0.0.1", "CHISO_METRICS_TOKEN là một giá trị mặc định"),
        ({"CHISO_SECRET_KEY": "secret-key"}, "127.0.0.1", "CHISO_SECRET_KEY là một giá trị mặc định"),
        ({"CHISO_METRICS_TOKEN": "a1b2c3d4e5f6g"}, "127.0.0.1", "CHISO_METRICS_TOKEN quá ngắn (13 ký tự; ít nhất 16)"),
        ({"CHISO_METRICS_TOKEN": "a" * 40}, "127.0.0.1", "dễ đoán"),
        (
            {"CHISO_STATE_URL": "postgresql+psycopg://chiso:postgres@db/chiso"},
            "127.0.0.1",
            "Mật khẩu trong CHISO_STATE_URL",
        ),
        (
            {"CHISO_OIDC_ISSUER": "https://127.0.0.1"},
            "127.0.0.1",
            "thiếu CHISO_OIDC_CLIENT_ID, CHISO_OIDC_CLIENT_SECRET",
        ),
        ({settings.PROXIES: "một"}, "127.0.0.1", "CHISO_TRUSTED_PROXIES là «một»; phải là số nguyên"),
    ],
)
def test_the_server_does_not_start_with_what_is_unsafe(
    store: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], host: str, told: str
) -> None:
    store.mkdir(mode=0o700)
    let_people_in()
    assert obstacles(store, host) == ""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert told in obstacles(store, host)


def test_debugging_at_this_machine_and_an_open_address_without_tls_are_told(
    sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")
    assert worst() | {"subject": ""} == {
        "code": 3, "subject": "", "severity": "warning", "told": "Đang bật (FLASK_DEBUG).",
        "remedy": "Bỏ biến môi trường FLASK_DEBUG rồi chạy lại.", "stops": False,
    }  # fmt: skip
    monkeypatch.delenv("FLASK_DEBUG")
    assert "không có TLS" in str(worst("--host", "10.1.2.3")["told"])
    monkeypatch.setenv(settings.PROXIES, "1")
    assert "chưa có tài khoản nào" in str(worst("--host", "10.1.2.3")["told"])
    let_people_in()
    assert told("--host", "10.1.2.3")[0] == 0


def test_a_broken_chain_of_the_journal_is_told_with_its_entry(sound: Path) -> None:
    write("test.other")
    with store.writing() as conn:
        conn.execute(sa.update(entries).where(entries.c.entry_id == 1).values(actor="Kẻ khác"))
    assert (worst()["code"], worst()["told"]) == (4, "Mục 1 không còn như lúc ghi, hoặc mục trước nó đã mất.")


def test_a_damaged_version_and_a_damaged_state_are_told(sound: Path) -> None:
    file = shelf.served_file(sound)
    with file.open("r+b") as opened:
        opened.truncate(file.stat().st_size - 4096)
    store.close()
    (sound / store.FILE).write_bytes(b"no database at all, but long enough" * 100)
    code, found = told()
    assert code == 4
    assert {one["subject"] for one in found if one["severity"] == "danger"} == {
        "Kho số liệu",
        "Cơ sở dữ liệu trạng thái",
    }


def test_boundaries_that_cannot_be_read_are_told(sound: Path) -> None:
    folder = sound / "boundaries" / shelf.PROVINCE
    folder.mkdir(parents=True)
    (folder / "CURRENT").write_text("da-mat", encoding="utf-8")
    assert "Không đọc được tệp ranh giới" in str(worst()["told"])


def test_a_clock_that_is_behind_what_was_written_is_told(sound: Path) -> None:
    with store.writing() as conn:
        journal.write(conn, journal.THE_SYSTEM, "test.step", "test:2", at=clock.now() + timedelta(hours=3))
    assert (worst()["subject"], worst()["code"]) == ("Đồng hồ", 4)


def test_an_old_backup_is_told_with_its_day_and_place(sound: Path) -> None:
    (sound / records.FILE).unlink()
    assert worst()["told"] == "Chưa có bản sao lưu nào."
    day = clock.now() - timedelta(days=3)
    records.add(sound, records.Record(records.BACKUP, day, "/sao-luu", 1.0, True, ""))
    records.add(sound, records.Record(records.BACKUP, clock.now(), "/sao-luu", 1.0, False, "đĩa đầy"))
    assert (worst()["code"], worst()["told"]) == (3, f"Bản gần nhất lúc {day:%H:%M %d/%m/%Y}, ở /sao-luu.")


def test_a_state_of_an_older_or_newer_program_is_told_and_left_as_it_is(sound: Path) -> None:
    def at(revision: str) -> None:
        with store.as_it_stands() as conn:
            conn.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")  # noqa: S608
            conn.exec_driver_sql("COMMIT")

    store.close()
    at("0001")
    _, found = told()
    (pending,) = [one for one in found if one["subject"] == "Cấu trúc cơ sở dữ liệu"]
    assert (pending["severity"], "Đang ở bước 0001" in str(pending["told"])) == ("notice", True)
    at("9999")
    assert (worst()["code"], "phiên bản Chiso mới hơn" in str(worst()["told"])) == (4, True)
    with store.as_it_stands() as conn:
        assert shape.revisions(conn)[0] == "9999"


def test_a_server_on_a_state_of_a_newer_program_ends_and_says_so_without_a_trace(sound: Path) -> None:
    store.close()
    with store.as_it_stands() as conn:
        conn.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        conn.exec_driver_sql("COMMIT")
    said = refused(sound)
    assert "Do phiên bản Chiso mới hơn tạo ra (bước 9999;" in said
    assert "Traceback" not in said


@pytest.mark.usefixtures("both_databases")
def test_the_database_of_the_state_is_named_and_asked(sound: Path) -> None:
    write("test.step")
    _, found = told()
    (named, *_) = [one["told"] for one in found if one["subject"] == "Cơ sở dữ liệu trạng thái"]
    is_remote = bool(os.environ.get("CHISO_STATE_URL"))
    assert str(named).startswith("PostgreSQL 1" if is_remote else "SQLite, nguyên vẹn")


def test_a_database_server_that_is_away_is_told(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_STATE_URL", "postgresql+psycopg://chiso:k7-Rt2-pq@127.0.0.1:1/chiso")
    assert (worst()["code"], worst()["subject"]) == (4, "Cơ sở dữ liệu trạng thái")
    assert "k7-Rt2-pq" not in json.dumps(told()[1])


def test_a_package_that_differs_from_the_lock_is_told_with_both_versions(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text('pandas==1.0.0 \\\n    --hash=sha256:00\npandas==2.0 ; sys_platform == "win32"\nkhong-cai==3\n')
    (*_, found) = installed.found(lock)
    assert found.severity == Severity.WARNING
    assert f"pandas {metadata.version('pandas')} (khóa: 1.0.0)." in found.told


def test_asking_a_place_without_a_store_makes_none(store: Path) -> None:
    assert told()[0] == 0
    assert not store.exists()


def test_what_the_program_writes_is_closed_to_others(store: Path, tmp_path: Path) -> None:
    report = tmp_path / "bao-cao.csv"
    report.write_text("Mã chỉ tiêu,Mã địa bàn,Tên địa bàn,Kỳ,Giá trị\ntq_budget_revenue,08,Tuyên Quang,2026-09,4\n")
    assert run("load", report, "--province", "08").exit_code == 0
    open_ones = [path for path in (store, *store.rglob("*")) if path.stat().st_mode & 0o007]
    assert open_ones == []


@needs_redis
def test_a_redis_that_answers_is_sound_and_one_that_is_away_is_told(
    sound: Path, redis: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHISO_REDIS_URL", redis.address)
    assert about("Redis") == [("fine", "Đang trả lời.")]
    redis.end()
    [(severity, sentence)] = about("Redis")
    assert severity == "warning"
    assert sentence.startswith("Không trả lời")


@pytest.mark.parametrize(
    ("scheme", "password", "host", "is_open"),
    [
        ("redis", None, "10.255.255.1", True),
        ("redis", "mat-khau-dai", "10.255.255.1", True),
        ("rediss", None, "10.255.255.1", True),
        ("rediss", "mat-khau-dai", "10.255.255.1", False),
        ("redis", None, "127.0.0.1", False),
        ("redis", None, "localhost", False),
    ],
)
def test_a_redis_of_another_machine_without_password_or_cipher_is_open_to_others(
    scheme: str, password: str | None, host: str, is_open: bool
) -> None:
    address = sa.URL.create(scheme, username="", password=password, host=host, port=6379, database="0")
    assert redis_server.is_open_to_others(address.render_as_string(hide_password=False)) == is_open


def test_an_address_that_is_no_redis_stops_the_server(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_REDIS_URL", "redis://máy:cổng/0")
    assert worst()["subject"] == "Redis"
    assert "redis://máy:6379/0" in refused(sound)
