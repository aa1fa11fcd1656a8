"""A department's PostgreSQL as a source: a server that the tests start, and everything that goes wrong with one."""

import gc
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from loaders import readers
from loaders.errors import SourceError
from loaders.pipeline import Options, read_answer_delivery
from tests.loaders.sources.programs import POSTGRESQL, free_port, postgresql, server_mark

pytestmark = server_mark("PostgreSQL", *POSTGRESQL)
GOOD = (
    "select 'tq_budget_revenue' as indicator_code, '08' as area_code, to_char(ky, 'YYYY-MM') as period, "
    "gia_tri as value from thu"
)


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """The URL of a database with one table."""
    with postgresql() as url:
        engine = sa.create_engine(url, poolclass=sa.pool.NullPool)
        with engine.begin() as conn:
            conn.exec_driver_sql("create table thu (ky date, gia_tri numeric, ghi_chu bytea)")
            conn.exec_driver_sql("insert into thu values ('2026-09-01', 412.5, '\\x00')")
        yield url


def complaint(url: str, query: str) -> str:
    with pytest.raises(SourceError) as caught:
        readers.read_query(url, query)
    assert "mat-khau" not in str(caught.value)
    return str(caught.value)


def test_numbers_days_and_texts_arrive_as_they_are(database: str) -> None:
    sheet = readers.read_query(database, "select ky, gia_tri, 'Xã Lũng Cú' as ten, null as trong from thu")
    assert [sheet.value(2, column) for column in range(1, 5)] == [
        date(2026, 9, 1),
        Decimal("412.5"),
        "Xã Lũng Cú",
        None,
    ]


def test_an_answer_is_a_delivery(database: str) -> None:
    delivery = read_answer_delivery(readers.read_query(database, GOOD), "thu.csv", Options(province="08"))
    assert delivery.observations[["period", "value"]].to_numpy().tolist() == [["2026-09", 412.5]]


# SQLAlchemy leaves the cursor of a lost connection to the garbage collector, which psycopg remarks on.
@pytest.mark.filterwarnings("ignore:.*<function ServerCursorMixin:pytest.PytestUnraisableExceptionWarning")
def test_a_server_that_dies_in_the_middle_gives_no_half_of_an_answer(database: str) -> None:
    dies = (
        "select case when i < 5000 then i else pg_terminate_backend(pg_backend_pid())::int end as value "
        "from generate_series(1, 9000) i"
    )
    told = complaint(database, dies)
    assert "không trả lời được truy vấn" in told
    assert "Nguyên nhân: mất kết nối giữa chừng." in told
    gc.collect()


def test_no_rows_a_renamed_column_and_a_missing_table_are_told(database: str) -> None:
    assert "0 dòng" in complaint(database, f"{GOOD} where gia_tri < 0")
    assert "Nguyên nhân: không có cột «gia_tri_moi»." in complaint(database, GOOD.replace("gia_tri", "gia_tri_moi"))
    assert "Nguyên nhân: không có bảng «khong_co»." in complaint(database, GOOD.replace("from thu", "from khong_co"))
    assert "cột «ghi_chu», dòng 2, là dữ liệu nhị phân" in complaint(database, "select ghi_chu from thu")


def test_nothing_is_written_whatever_the_query_says(database: str) -> None:
    complaint(database, "insert into thu values ('2026-10-01', 1, null) returning gia_tri")
    assert readers.read_query(database, "select count(*) as n from thu").value(2, 1) == 1


def test_a_server_that_is_not_there_is_told(database: str) -> None:
    gone = sa.make_url(database).set(port=free_port())
    told = complaint(gone.render_as_string(hide_password=False), "select 1 as a")
    assert "không trả lời được" in told
    assert "Nguyên nhân: không kết nối được tới máy chủ." in told
