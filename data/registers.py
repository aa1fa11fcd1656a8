"""Questions to the registers: which entries, in which state, in which commune.

As in ``data.queries``: ``as_of`` is a moment (Vietnam time), without it the newest state is meant; an empty frame is an
answer.  ``where`` narrows by field: each field must have one of the values given for it.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from data import catalogue_registers
from data.catalogue_registers import Answer, Field, Register
from data.frames import frame
from data.rights import reach
from data.rights.reader import current
from data.tables import END_OF_TIME, area, register_entry, series

Where = Mapping[str, Sequence[str]]
DATES = ("opened_on", "due_on", "closed_on")
TOLD = ("status", "published_at", "delivery_id", "sheet", "cell")
_entry = register_entry.c


def present(conn: Connection, province_code: str, *, as_of: datetime | None = None) -> pd.DataFrame:
    """Which registers of a province have entries.

    Columns: ``register``, ``entries`` (int), ``published_at`` (newest), ``simulated`` (bool: any entry is).
    """
    simulated = sa.func.max(sa.case((_entry.status == "simulated", 1), else_=0)) == 1
    query = (
        sa.select(
            _entry.register,
            sa.func.count().label("entries"),
            sa.func.max(_entry.published_at).label("published_at"),
            simulated.label("simulated"),
        )
        .where(_entry.province_code == province_code, *_known(as_of))
        .group_by(_entry.register)
        .order_by(_entry.register)
    )
    return frame(conn, query)


def entries(
    conn: Connection,
    register: str,
    province_code: str,
    *,
    as_of: datetime | None = None,
    where: Where | None = None,
) -> pd.DataFrame:
    """The entries of a register, one row each, worst state first, then by code.

    Columns: the fields of the register by code and in its order (texts "" and dates NaT where empty, numbers and
    coordinates float or NaN, choices and the state by code of the member), then ``area_name`` ("" without commune) and
    those of TOLD.  Raises ``KeyError`` for an unknown register or field.
    """
    about = catalogue_registers.registers()[register]
    named = sa.func.coalesce(area.c.area_name, "").label("area_name")
    columns = [*(column for column in _entry if column.name != "superseded_at"), named]
    query: sa.Select[tuple[object, ...]] = sa.select(*columns)
    query = query.select_from(register_entry.outerjoin(area, area.c.area_code == _entry.area_code))
    query = query.where(*_about(about, province_code, as_of, where)).order_by(_rank(about), _entry.entry_code)
    found = frame(conn, query)
    return _with_fields(found, about.fields, _personal_seen(found["area_code"], province_code))


def by_state(
    conn: Connection,
    register: str,
    province_code: str,
    *,
    as_of: datetime | None = None,
    where: Where | None = None,
) -> pd.DataFrame:
    """How many entries are in each state: every state of the register, worst first.

    Columns: ``state`` (code of the member), ``entries`` (int, 0 where none is).  No rows when the register has no entry
    in the province at all: then nobody knows, and 0 would be untrue.
    """
    about = catalogue_registers.registers()[register]
    counted = _counted(conn, about, _entry.state, province_code, as_of, where)
    if counted.empty and _counted(conn, about, _entry.register, province_code, as_of, None).empty:
        return pd.DataFrame({"state": pd.Series(dtype="str"), "entries": pd.Series(dtype="int64")})
    found = dict(zip(counted["state"], counted["entries"], strict=True))
    states = list(about.state.words())
    return pd.DataFrame({"state": states, "entries": [int(found.get(state, 0)) for state in states]})


def by_area(
    conn: Connection,
    register: str,
    province_code: str,
    *,
    as_of: datetime | None = None,
    where: Where | None = None,
) -> pd.DataFrame:
    """How many entries each commune has, sorted by code; a commune without any has no row.

    Columns: ``area_code`` ("" for entries of no commune), ``entries`` (int).
    """
    about = catalogue_registers.registers()[register]
    return _counted(conn, about, _entry.area_code, province_code, as_of, where)


def series_of(conn: Connection, province_code: str, codes: Sequence[str]) -> pd.DataFrame:
    """What the lists of a province have for these indicators, in the shape of ``queries.series_of``.

    One row per indicator that entries answer: measure ``entries``, the month in which the newest became known.
    """
    known = {str(row["register"]): row for _, row in present(conn, province_code).iterrows()}
    rows = []
    for answered in (found for code in codes if (found := answer(code)) is not None):
        name = answered.register.register
        counted = by_area(conn, name, province_code, where=answered.where) if name in known else None
        if counted is not None and not counted.empty:
            rows.append(_as_series(answered, province_code, counted, known[name]))
    return pd.DataFrame(rows, columns=[column.name for column in series.c if column.name != "indicator_id"])


def _as_series(answered: Answer, province_code: str, counted: pd.DataFrame, about: "pd.Series[Any]") -> dict[str, Any]:
    month = f"{about['published_at']:%Y-%m}"
    return {
        "indicator_code": answered.indicator_code, "province_code": province_code, "frequency": "month",
        "area_level": "commune" if counted["area_code"].ne("").any() else "province",
        "breakdown": "total", "measure": "entries", "basis": "", "first_period": month, "last_period": month,
        "areas": len(counted), "observations": int(counted["entries"].sum()),
        "last_published_at": about["published_at"], "simulated": bool(about["simulated"]),
    }  # fmt: skip


def answer(indicator_code: str) -> Answer | None:
    """The part of a register that answers an indicator of kind register, or counts one that nobody reports."""
    return catalogue_registers.answers().get(indicator_code)


def _counted(
    conn: Connection,
    about: Register,
    by: ColumnElement[Any],
    province_code: str,
    as_of: datetime | None,
    where: Where | None,
) -> pd.DataFrame:
    query = sa.select(by, sa.func.count().label("entries")).where(*_about(about, province_code, as_of, where))
    return frame(conn, query.group_by(by).order_by(by))


def _about(
    about: Register, province_code: str, as_of: datetime | None, where: Where | None
) -> tuple[ColumnElement[bool], ...]:
    narrowed = (_value(about.field(code)).in_(list(values)) for code, values in (where or {}).items())
    return (_entry.register == about.register, _entry.province_code == province_code, *_known(as_of), *narrowed)


def _known(as_of: datetime | None) -> tuple[ColumnElement[bool], ...]:
    if as_of is None:
        return (_entry.superseded_at == END_OF_TIME,)
    return (_entry.published_at <= as_of, _entry.superseded_at > as_of)


def _value(field: Field) -> ColumnElement[str]:
    """Where a field stands: in its own column, or among the attributes."""
    column: ColumnElement[str] = _entry[field.field] if field.is_column else _entry.attributes[field.field].as_string()
    return column


def _rank(about: Register) -> ColumnElement[int]:
    order = {state: place for place, state in enumerate(about.state.words())}
    return sa.case(order, value=_entry.state, else_=len(order))


def _personal_seen(area_codes: "pd.Series[Any]", province_code: str) -> "pd.Series[bool]":
    """Of which entries the reader may see the restricted fields, as owners and telephone numbers."""
    where, of_agency = reach.of(current()).where("restricted")
    is_all = not of_agency and (where.everywhere or province_code in where.provinces)
    return pd.Series(is_all, index=area_codes.index) | (area_codes.isin(where.communes) & (not of_agency))


def _with_fields(frame: pd.DataFrame, fields: Sequence[Field], personal: "pd.Series[bool]") -> pd.DataFrame:
    """The rows with a column per field, each of one type whatever is empty; ``personal``: where restricted stand."""
    told = [json.loads(cell) if isinstance(cell, str) else cell for cell in frame["attributes"]]
    columns = {f.field: frame[f.field] if f.is_column else pd.Series([t.get(f.field) for t in told]) for f in fields}
    for field in fields:
        if field.sharing == "restricted":
            columns[field.field] = columns[field.field].where(personal)
    typed = {field.field: _typed(columns[field.field], field) for field in fields}
    return pd.DataFrame(typed | {name: frame[name] for name in ("area_name", *TOLD)})


def _typed(column: "pd.Series[Any]", field: Field) -> "pd.Series[Any]":
    if field.kind == "date":
        return pd.to_datetime(column)
    if field.kind in ("number", "coordinate"):
        return pd.to_numeric(column).astype("float64")
    return column.astype("str").where(column.notna(), "")
