"""Puts small, hand-readable deliveries on the shelf of a store, and takes answers from it."""

import json
import multiprocessing
import multiprocessing.process
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from data import catalogue, engine, paths, tables, versions
from geo import areas
from loaders.delivery import ENTRY_COLUMNS, OBSERVATION_COLUMNS, REFUSAL_COLUMNS, Delivery, keep

PROVINCE = "08"
REVENUE, GROWTH = "tq_budget_revenue", "tq_grdp_growth"

# Processes begin without what this one has open, and import the program only once for all of them.
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.shelf", "tests.preloaded"])


def observed(value: float | None, period: str = "2026-01", **more: object) -> dict[str, object]:
    """One observation as a loader accepts it; by default the province's budget revenue of a month, in 10*9.VND."""
    frequency = {4: "year", 7: "quarter" if "Q" in period else "month", 10: "day"}[len(period)]
    row: dict[str, object] = {
        "indicator_code": REVENUE,
        "area_code": PROVINCE,
        "period": period,
        "frequency": frequency,
        "breakdown": "total",
        "measure": "actual",
        "basis": "",
        "value": value,
        "text_value": None,
        "status": "final",
        "sheet": "Biểu 1",
        "cell": "C7",
    }
    return row | more


def refused(value: str, **more: object) -> dict[str, object]:
    """One cell that a loader refused."""
    row = dict.fromkeys(REFUSAL_COLUMNS, "")
    told = {"reason_code": "not_a_number", "reason": "Ô không phải là số.", "remedy": "Sửa ô rồi gửi lại."}
    return row | told | {"sheet": "Biểu 1", "cell": "C9", "value": value} | more


def listed(entry_code: str, state: str = "in_progress", **more: object) -> dict[str, object]:
    """One entry of the register of feedback as a loader accepts it; what is no column is an attribute."""
    row: dict[str, object] = {
        "register": "feedback",
        "entry_code": entry_code,
        "province_code": PROVINCE,
        "area_code": "00691",
        "name": "Mặt đường hư hỏng",
        "state": state,
        "opened_on": date(2026, 1, 5),
        "due_on": None,
        "closed_on": None,
        "latitude": None,
        "longitude": None,
        "status": "final",
        "sheet": "Danh sách",
        "cell": "A8",
    }
    columns = {key: value for key, value in more.items() if key in row}
    attributes = {key: value for key, value in more.items() if key not in row}
    return row | columns | {"attributes": json.dumps(attributes, ensure_ascii=False)}


def deliver(
    store: Path,
    delivery_id: str,
    *observations: dict[str, object],
    on: datetime = datetime(2026, 2, 5),
    received: datetime | None = None,
    refusals: tuple[dict[str, object], ...] = (),
    entries: tuple[dict[str, object], ...] = (),
    **about: object,
) -> Path:
    """Keeps a delivery of these observations; ``on`` is when they became known, ``received`` when the file came."""
    accepted = pd.DataFrame(list(observations), columns=None if observations else list(OBSERVATION_COLUMNS))
    accepted = accepted.assign(published_at=on, delivery_id=delivery_id)
    lists = pd.DataFrame(list(entries), columns=None if entries else list(ENTRY_COLUMNS))
    file_name = f"{delivery_id}.xlsx"
    not_taken = pd.DataFrame(list(refusals), columns=list(REFUSAL_COLUMNS), dtype="string")
    fields: dict[str, object] = {
        "file_hash": "ab" * 32,
        "layout": "monthly",
        "layout_version": "1",
        "agency": "Sở Tài chính",
        "province_code": PROVINCE,
        "period": "2026-01",
        "simulated": False,
        "source": "Sở Tài chính tỉnh Tuyên Quang",
        "notes": (),
        "content": b"",
    }
    made = Delivery(
        delivery_id=delivery_id,
        received_at=received or on,
        published_at=on,
        file_name=file_name,
        observations=accepted[list(OBSERVATION_COLUMNS)],
        entries=lists.assign(published_at=on, delivery_id=delivery_id)[list(ENTRY_COLUMNS)],
        refusals=not_taken.assign(delivery_id=delivery_id, file_name=file_name),
        **fields | about,
    )
    return keep(made, store)


def deliver_much(store: Path) -> int:
    """Keeps one delivery that takes a while to publish; returns its number of observations, about 50,000."""
    communes = areas.communes(PROVINCE)["area_code"]
    months = [f"{year}-{month:02d}" for year in (2023, 2024, 2025) for month in range(1, 13)]
    frame = pd.MultiIndex.from_product([communes, months], names=["area_code", "period"]).to_frame(index=False)
    codes = [indicator.code for indicator in catalogue.of_set("tuyen-quang")[:11]]
    rows = [frame.assign(indicator_code=code, value=float(number)) for number, code in enumerate(codes)]
    whole = pd.concat(rows, ignore_index=True)
    fixed = {key: value for key, value in observed(None).items() if key not in whole.columns}
    deliver(store, "a-large-delivery", *whole.assign(**fixed).to_dict("records"))
    return len(whole)


def reading(store: Path) -> AbstractContextManager[sa.Connection]:
    """A connection to what is served now, as a reader that has just begun would get it."""
    return engine.Warehouse(store).connect()


def served_file(store: Path) -> Path:
    """The file that the pointer names."""
    return paths.warehouse(store) / f"{engine.current_name(store)}.duckdb"


def count(conn: sa.Connection, table: sa.Table = tables.observation) -> int:
    """The number of rows in a table."""
    return int(conn.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


def contents(store: Path) -> dict[str, pd.DataFrame]:
    """Every table that is served, except the name and the time of the version."""
    with reading(store) as conn:
        named = {table.name: table for table in tables.metadata.sorted_tables if table.name != "meta"}
        sorts = {name: [c for c in table.c if not isinstance(c.type, sa.JSON)] for name, table in named.items()}
        asked = {name: sa.select(table).order_by(*sorts[name]) for name, table in named.items()}
        return {name: pd.read_sql(query, conn) for name, query in asked.items()}


def in_another_process(work: Callable[..., object], *args: object) -> multiprocessing.process.BaseProcess:
    """Starts ``work(*args)`` in a process of its own, in this test's environment, and returns it, running."""
    process = processes.Process(target=_work_at, args=(dict(os.environ), work, args), daemon=True)
    process.start()
    return process


def _work_at(environment: dict[str, str], work: Callable[..., object], args: tuple[object, ...]) -> None:
    # The server that it is forked from still has the environment of the first test that needed one.
    os.environ.clear()
    os.environ.update(environment)
    work(*args)


def publish_there(store: Path) -> None:
    """What a process does that is killed while it publishes."""
    versions.publish(store, "bị giết giữa chừng")
