"""Each question gets a tidy frame with the columns it promised; the same SQL suits DuckDB and PostgreSQL."""

import inspect
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from data import deliveries, queries, tables, versions
from tests.shelf import GROWTH, PROVINCE, REVENUE, deliver, observed, reading, refused

HOSTILE = "'; DROP TABLE observation; --"
QUESTIONS = {
    name: question
    for room in (queries, deliveries)
    for name, question in inspect.getmembers(room, inspect.isfunction)
    if question.__module__ == room.__name__ and next(iter(inspect.signature(question).parameters)) == "conn"
}
# What each parameter is asked with; a new question with a new parameter adds it here.
ASKED: dict[str, object] = {
    "codes": [REVENUE, GROWTH],
    "code": REVENUE,
    "area_code": PROVINCE,
    "province_code": PROVINCE,
    "period": "2026-01",
    "breakdown": "total",
    "periods": ["2025-01", "2026-01"],
    "axis": "tax",
    "delivery_id": "d1",
    "delivery_ids": ["d1", "d2"],
    "as_of": datetime(2026, 2, 20),
    "since": date(2026, 1, 1),
    "since_year": "2022",
}


def ask(name: str, conn: sa.Connection, given: dict[str, object] = ASKED) -> object:
    parameters = list(inspect.signature(QUESTIONS[name]).parameters.values())[1:]
    needed = [p.name for p in parameters if p.default is inspect.Parameter.empty or p.name in given]
    return QUESTIONS[name](conn, **{key: given[key] for key in needed})


@pytest.fixture(scope="module")
def asked_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two deliveries: months, communes, members of an axis, a plan, a revision and a refusal."""
    store = tmp_path_factory.mktemp("kho")
    members = [observed(value, breakdown=f"tax={tax}") for tax, value in (("vat", 300.0), ("income", 200.0))]
    deliver(
        store,
        "d1",
        observed(700.0, "2025-01"),
        observed(800.0),
        *members,
        observed(90.0, breakdown="agency=customs;tax=vat"),
        observed(12.0, breakdown="tax_kind=new"),
        observed(3.0, area_code="00691"),
        observed(4.0, area_code="00694", status="simulated"),
        observed(9.0, area_code="04"),
        observed(5.0, area_code="01273"),
        observed(5600.0, "2026", measure="plan", basis="hdnd_tinh"),
        refusals=(refused("chín", cell="C9"), refused("ba", cell="C10", reason_code="other")),
        simulated=True,
    )
    deliver(store, "d2", observed(815.0), on=datetime(2026, 3, 5), agency="Cục Thuế", province_code="04")
    versions.publish(store, "thử câu hỏi")
    return store


@pytest.fixture
def conn(asked_store: Path) -> Iterator[sa.Connection]:
    """A connection to that store; questions only read, so all tests share it."""
    with reading(asked_store) as connection:
        yield connection


def test_history_is_every_period_of_an_area_with_the_plan_of_the_year(conn):
    found = queries.history(conn, [REVENUE], PROVINCE)
    assert list(found.columns) == [*queries.VALUE_COLUMNS, "frequency", "published_at", "delivery_id"]
    assert found[["period", "measure", "value", "delivery_id"]].values.tolist() == [
        ["2025-01", "actual", 700.0, "d1"],
        ["2026", "plan", 5600.0, "d1"],
        ["2026-01", "actual", 815.0, "d2"],
    ]


def test_history_of_a_breakdown_is_that_member_alone(conn):
    found = queries.history(conn, [REVENUE], PROVINCE, breakdown="tax=vat")
    assert found["value"].tolist() == [300.0]


def test_commune_values_are_those_of_the_communes_of_one_province(conn):
    found = queries.commune_values(conn, REVENUE, PROVINCE, ["2026-01"])
    assert found[["area_code", "value", "status"]].values.tolist() == [
        ["00691", 3.0, "final"],
        ["00694", 4.0, "simulated"],
    ]
    assert queries.commune_values(conn, REVENUE, "04", ["2026-01"])["area_code"].tolist() == ["01273"]


def test_breakdown_values_run_along_one_axis_only(conn):
    found = queries.breakdown_values(conn, REVENUE, PROVINCE, ["2026-01"], "tax")
    assert list(found.columns) == [*queries.VALUE_COLUMNS, "published_at", "delivery_id", "member"]
    assert dict(zip(found["member"], found["value"], strict=True)) == {"income": 200.0, "vat": 300.0}
    assert queries.breakdown_values(conn, REVENUE, PROVINCE, ["2026-01"], "ta%").empty
    assert queries.breakdown_values(conn, REVENUE, PROVINCE, ["2026-01"], "tax_").empty


def test_questions_about_the_past_see_only_what_was_known_then(conn):
    before = {"as_of": datetime(2026, 2, 20)}
    assert queries.history(conn, [REVENUE], PROVINCE, **before)["value"].tolist() == [700.0, 5600.0, 800.0]
    earlier = {"as_of": datetime(2026, 1, 1)}
    assert queries.history(conn, [REVENUE], PROVINCE, **earlier).empty
    assert queries.commune_values(conn, REVENUE, PROVINCE, ["2026-01"], **earlier).empty
    assert queries.breakdown_values(conn, REVENUE, PROVINCE, ["2026-01"], "tax", **earlier).empty


def test_series_say_what_there_is_without_the_closed_values(conn):
    found = queries.series_of(conn, PROVINCE, [REVENUE])
    columns = ["area_level", "frequency", "breakdown", "measure", "first_period", "last_period", "areas", "simulated"]
    assert sorted(found[columns].values.tolist()) == [
        ["commune", "month", "total", "actual", "2026-01", "2026-01", 2, True],
        ["province", "month", "agency=customs;tax=vat", "actual", "2026-01", "2026-01", 1, False],
        ["province", "month", "tax=income", "actual", "2026-01", "2026-01", 1, False],
        ["province", "month", "tax=vat", "actual", "2026-01", "2026-01", 1, False],
        ["province", "month", "tax_kind=new", "actual", "2026-01", "2026-01", 1, False],
        ["province", "month", "total", "actual", "2025-01", "2026-01", 1, False],
        ["province", "year", "total", "plan", "2026", "2026", 1, False],
    ]
    months = found[
        (found["area_level"] == "province") & (found["breakdown"] == "total") & (found["measure"] == "actual")
    ]
    assert months["observations"].tolist() == [2]


def test_a_province_knows_whether_it_shows_simulated_values_and_when_it_last_heard(conn):
    assert queries.provinces_with_data(conn) == ["04", "08"]
    assert (queries.is_simulated(conn, "08"), queries.is_simulated(conn, "04")) == (True, False)
    assert queries.last_published(conn, "08") == datetime(2026, 3, 5)
    assert queries.last_published(conn, "15") is None


def test_revisions_name_the_file_and_the_cell(conn):
    found = queries.revisions(conn, REVENUE, PROVINCE, "2026-01")
    assert found[["value", "file_name", "sheet", "cell", "layout", "agency"]].values.tolist() == [
        [800.0, "d1.xlsx", "Biểu 1", "C7", "monthly", "Sở Tài chính"],
        [815.0, "d2.xlsx", "Biểu 1", "C7", "monthly", "Cục Thuế"],
    ]
    plan = queries.revisions(conn, REVENUE, PROVINCE, "2026", measure="plan", basis="hdnd_tinh")
    assert plan["value"].tolist() == [5600.0]


def test_deliveries_come_newest_first_and_by_province(conn):
    assert deliveries.newest(conn)["delivery_id"].tolist() == ["d2", "d1"]
    assert deliveries.newest(conn, limit=1)["delivery_id"].tolist() == ["d2"]
    (mine,) = deliveries.newest(conn, PROVINCE).to_dict("records")
    assert (mine["delivery_id"], mine["rows_accepted"], mine["rows_refused"], mine["simulated"]) == ("d1", 11, 2, True)


def test_refusals_keep_the_value_as_it_stood_with_reason_and_remedy(conn):
    found = deliveries.refusals(conn, "d1")
    assert found[["file_name", "sheet", "cell", "value", "reason", "remedy"]].values.tolist() == [
        ["d1.xlsx", "Biểu 1", "C10", "ba", "Ô không phải là số.", "Sửa ô rồi gửi lại."],
        ["d1.xlsx", "Biểu 1", "C9", "chín", "Ô không phải là số.", "Sửa ô rồi gửi lại."],
    ]
    assert deliveries.refusals(conn, "d2").empty


def test_sources_are_told_once_each(conn):
    found = deliveries.sources(conn, ["d2", "d1", "d1", "unknown"])
    assert sorted(found["delivery_id"]) == ["d1", "d2"]


def test_areas_have_names_and_groups(conn):
    assert len(queries.communes(conn, PROVINCE)) == 124
    assert queries.area_name(conn, "08") == "Tỉnh Tuyên Quang"
    assert queries.area_name(conn, "00691") == "Phường Hà Giang 2"
    assert queries.area_name(conn, "VN") == "Việt Nam"
    assert queries.area_name(conn, "00000") == ""
    groups = queries.groups(conn, PROVINCE)
    former = groups[groups["group_kind"] == "former_province"]
    assert sorted(former["group_name"].unique()) == ["Hà Giang", "Tuyên Quang"]
    assert set(former["area_code"]) == set(queries.communes(conn, PROVINCE)["area_code"])


def test_indicators_that_nobody_knows_have_no_number(conn):
    assert queries.indicator_ids(conn, ["tq_nothing"]) == {}
    assert set(queries.indicator_ids(conn, [REVENUE, GROWTH, "tq_nothing"])) == {REVENUE, GROWTH}


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_hostile_parameter_is_only_a_text(conn, name):
    before = conn.execute(sa.select(sa.func.count()).select_from(tables.observation)).scalar_one()
    hostile = {key: [HOSTILE] if isinstance(value, list) else HOSTILE for key, value in ASKED.items() if key != "as_of"}
    answer = ask(name, conn, hostile)
    assert answer is not None or name in ("last_published", "one")  # there is none
    assert HOSTILE not in str(answer)
    assert conn.execute(sa.select(sa.func.count()).select_from(tables.observation)).scalar_one() == before


def statements(conn: sa.Connection, question: Callable[[], object]) -> list[sa.ClauseElement]:
    """What a question sends to the database."""
    sent: list[sa.ClauseElement] = []

    def remember(_conn: object, statement: sa.ClauseElement, *_more: object) -> None:
        sent.append(statement)

    sa.event.listen(conn, "before_execute", remember)
    question()
    sa.event.remove(conn, "before_execute", remember)
    return sent


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_every_question_is_sqlalchemy_core_that_postgresql_understands(conn, name):
    sent = statements(conn, lambda: ask(name, conn))
    assert sent
    for statement in sent:
        assert isinstance(statement, sa.Select)
        sql = str(statement.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}))
        assert sql.startswith("SELECT")
        assert "POSTCOMPILE" not in sql
        assert "%(" not in sql


@pytest.mark.parametrize("table", tables.metadata.sorted_tables, ids=lambda table: table.name)
def test_every_table_can_be_created_in_postgresql(table):
    sql = str(CreateTable(table).compile(dialect=postgresql.dialect()))
    assert f"CREATE TABLE {table.name}" in sql
    assert "FLOAT" not in sql.replace("DOUBLE PRECISION", "")
