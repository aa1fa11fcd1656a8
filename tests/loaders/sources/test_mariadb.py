"""A department's MariaDB as a source: a server that the tests start."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from loaders import readers
from loaders.errors import SourceError
from loaders.pipeline import Options, read_answer_delivery
from tests.loaders.sources.programs import USER, free_port, program, run, server_mark

INSTALL, SERVER, ADMIN = map(program, ("mariadb-install-db", "mariadbd", "mariadb-admin"))
pytestmark = server_mark("MariaDB", INSTALL, SERVER, ADMIN)
GOOD = (
    "select 'tq_budget_revenue' as indicator_code, '08' as area_code, date_format(ky, '%Y-%m') as period, "
    "gia_tri as value from thu"
)


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """The URL of a database with one table."""
    folder = Path(tempfile.mkdtemp(prefix="chiso-maria-"))
    if USER:
        shutil.chown(folder, USER)
    port, data, place = free_port(), folder / "data", folder / "socket"
    run(INSTALL, "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db")
    words = [
        SERVER, "--no-defaults", f"--datadir={data}", f"--socket={place}", f"--port={port}", "--bind-address=127.0.0.1",
        "--skip-name-resolve", f"--pid-file={folder / 'pid'}", f"--log-error={folder / 'log'}",
    ]  # fmt: skip
    running = subprocess.Popen([str(word) for word in words], user=USER, cwd="/")
    try:
        run(ADMIN, "--no-defaults", f"--socket={place}", "-u", "root", "--wait=30", "--connect-timeout=30", "ping")
        url = f"mariadb+pymysql://root@127.0.0.1:{port}/mysql?charset=utf8mb4"
        engine = sa.create_engine(url, poolclass=sa.pool.NullPool)
        with engine.begin() as conn:
            conn.exec_driver_sql("create database so_tai_chinh character set utf8mb4")
            conn.exec_driver_sql("create table so_tai_chinh.thu (ky date, gia_tri decimal(12, 2), ten varchar(40))")
            conn.exec_driver_sql("insert into so_tai_chinh.thu values ('2026-09-01', 412.5, 'Xã Lũng Cú')")
        yield url.replace("/mysql?", "/so_tai_chinh?")
    finally:
        running.terminate()
        running.wait(30)
        shutil.rmtree(folder)


def complaint(url: str, query: str) -> str:
    with pytest.raises(SourceError) as caught:
        readers.read_query(url, query)
    return str(caught.value)


def test_numbers_days_and_texts_arrive_as_they_are(database: str) -> None:
    sheet = readers.read_query(database, "select ky, gia_tri, ten from thu")
    assert [sheet.value(2, column) for column in (1, 2, 3)] == [date(2026, 9, 1), Decimal("412.50"), "Xã Lũng Cú"]


def test_an_answer_is_a_delivery(database: str) -> None:
    delivery = read_answer_delivery(readers.read_query(database, GOOD), "thu.csv", Options(province="08"))
    assert delivery.observations[["period", "value"]].to_numpy().tolist() == [["2026-09", 412.5]]


def test_no_rows_a_renamed_column_and_a_missing_table_are_told(database: str) -> None:
    assert "0 dòng" in complaint(database, f"{GOOD} where gia_tri < 0")
    assert "Nguyên nhân: không có cột «gia_tri_moi»." in complaint(database, GOOD.replace("gia_tri", "gia_tri_moi"))
    assert "Nguyên nhân: không có bảng «khong_co»." in complaint(database, GOOD.replace("from thu", "from khong_co"))


def test_nothing_is_written_whatever_the_query_says(database: str) -> None:
    complaint(database, "insert into thu values ('2026-10-01', 1, '')")
    assert readers.read_query(database, "select count(*) as n from thu").value(2, 1) == 1
