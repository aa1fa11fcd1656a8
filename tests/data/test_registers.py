"""A register answers which entries it has, in which state, where, and what was known of them on a day."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from data import catalogue, catalogue_registers, registers, tables, versions
from tests.shelf import PROVINCE, deliver, listed, reading

ROAD, PLANNING = {"topic": ("road",)}, {"topic": ("planning",)}


@pytest.fixture(scope="module")
def listed_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three petitions in February; in March one of them is overdue."""
    store = tmp_path_factory.mktemp("kho")
    entries = (
        listed("P-1", topic="road", agency="Sở Xây dựng", latitude=22.8, longitude=105.0, status="simulated"),
        listed("P-2", topic="road", area_code=""),
        listed("P-3", "done_late", topic="planning"),
    )
    deliver(store, "d1", entries=entries)
    deliver(store, "d2", entries=(listed("P-2", "overdue", topic="road", area_code=""),), on=datetime(2026, 3, 5))
    versions.publish(store, "thử danh sách")
    return store


@pytest.fixture
def conn(listed_store: Path) -> Iterator[sa.Connection]:
    with reading(listed_store) as connection:
        yield connection


def test_entries_have_a_column_per_field_and_the_worst_state_first(conn):
    found = registers.entries(conn, "feedback", PROVINCE)
    fields = [field.field for field in catalogue_registers.registers()["feedback"].fields]
    assert list(found.columns) == [*fields, "area_name", *registers.TOLD]
    assert found[["entry_code", "state", "agency"]].values.tolist() == [
        ["P-2", "overdue", ""], ["P-1", "in_progress", "Sở Xây dựng"], ["P-3", "done_late", ""],
    ]  # fmt: skip
    assert found["latitude"].dropna().tolist() == [22.8]
    assert found["opened_on"].tolist() == [pd.Timestamp(2026, 1, 5)] * 3


def test_what_was_known_before_a_change_is_still_answered(conn):
    before = registers.by_state(conn, "feedback", PROVINCE, as_of=datetime(2026, 2, 20))
    assert dict(before.values.tolist()) == {"overdue": 0, "in_progress": 2, "done_late": 1, "done_on_time": 0}
    assert registers.entries(conn, "feedback", PROVINCE, as_of=datetime(2025, 1, 1)).empty


def test_entries_are_narrowed_by_columns_and_by_attributes(conn):
    found = registers.entries(conn, "feedback", PROVINCE, where=ROAD | {"state": ("in_progress", "done_late")})
    assert found["entry_code"].tolist() == ["P-1"]
    assert registers.entries(conn, "feedback", PROVINCE, where={"topic": ("' OR 1=1 --",)}).empty


def test_entries_are_counted_by_state_and_by_commune(conn):
    assert registers.by_state(conn, "feedback", PROVINCE, where=PLANNING)["entries"].tolist() == [0, 0, 1, 0]
    assert registers.by_area(conn, "feedback", PROVINCE).values.tolist() == [["", 1], ["00691", 2]]


def test_a_register_that_nobody_sent_has_no_counts_rather_than_zeros(conn):
    assert registers.by_state(conn, "feedback", "04").empty
    assert registers.by_state(conn, "task", PROVINCE).empty


def test_present_registers_say_how_many_entries_and_whether_any_is_simulated(conn):
    assert registers.present(conn, PROVINCE).values.tolist() == [["feedback", 3, datetime(2026, 3, 5), True]]


def test_a_field_that_the_register_does_not_have_is_named(conn):
    with pytest.raises(KeyError, match="colour"):
        registers.entries(conn, "feedback", PROVINCE, where={"colour": ("red",)})


def test_every_register_indicator_has_its_register():
    wanted = {i.code for i in catalogue.indicators().values() if i.kind == "register"}
    assert wanted <= set(catalogue_registers.answers())


def test_every_register_has_what_every_entry_needs():
    pages, units = catalogue.pages(), catalogue.vocabulary("units")
    for register in catalogue_registers.registers().values():
        codes = [field.field for field in register.fields]
        assert codes[:3] == ["entry_code", "name", "state"], register.register
        assert len(codes) == len(set(codes)), register.register
        labels = [catalogue.fold(field.label) for field in register.fields]
        assert len(labels) == len(set(labels)), register.register
        assert register.page in pages, register.register
        assert register.state.words(), register.register
        assert all(field.unit in ("", *units) for field in register.fields), register.register
        assert all(bool(f.axis) == (f.kind in ("choice", "state")) for f in register.fields), register.register


def test_a_page_has_its_own_registers_and_those_that_answer_its_indicators():
    assert "feedback" in [register.register for register in catalogue_registers.of_page("transport")]


def test_the_questions_are_told_to_postgresql_too():
    field = catalogue_registers.registers()["feedback"].field("topic")
    query = sa.select(tables.register_entry.c.name).where(registers._value(field).in_(["road"]))
    assert "->>" in str(query.compile(dialect=postgresql.dialect()))
