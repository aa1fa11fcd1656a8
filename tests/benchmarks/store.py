"""A store of 10.4 million observations: five provinces, their own sets, every commune, 70 months.

Made once under ``build/bench/`` as deliveries (one per province and month, as departments would send them) and
published by the real ``data.versions.publish``, so that the file on disk is laid out as any other.
"""

import json
import time
from pathlib import Path

import duckdb
import pandas as pd

from data import catalogue, engine, paths, tables, versions
from data.catalogue import Indicator
from geo import areas
from loaders.delivery import OBSERVATION_COLUMNS
from tests.benchmarks.measured import Measured

HOME = Path(__file__).resolve().parents[2] / "build" / "bench"
MONTHS = [f"{year}-{month:02d}" for year in range(2021, 2027) for month in range(1, 13)][:70]  # 2021-01 to 2026-10
MEMBERS = 2  # of the first axis of an indicator that is broken down
BROKEN_DOWN_SINCE = "2022-07"
REVISED = "2026-09"  # the month that every province corrects afterwards
TIMING = "publish.json"

VALUES = """
    SELECT i.indicator_code, a.area_code, $month AS period, 'month' AS frequency, i.breakdown, 'actual' AS measure,
           '' AS basis, i.indicator_code AS code, 1.0 AS share
    FROM spoken AS i CROSS JOIN places AS a
    WHERE (i.by_province OR a.is_commune) AND (i.breakdown = 'total' OR $month >= $since)
"""
PLANS = """
    SELECT i.indicator_code, a.area_code, $month[:4], 'year', i.breakdown, 'plan', basis, i.indicator_code, 12.0
    FROM spoken AS i CROSS JOIN places AS a CROSS JOIN (VALUES ('hdnd_tinh'), ('trung_uong')) AS who(basis)
    WHERE $month[6:] = '01' AND i.breakdown = 'total' AND i.by_province AND (basis = 'hdnd_tinh' OR NOT a.is_commune)
"""
DELIVERY = """
    COPY (
        SELECT indicator_code, area_code, period, frequency, breakdown, measure, basis,
               round(share * (20 + hash(code, area_code) % 1000) * (1 + $month[6:]::INT / 24), 2) + $step AS value,
               NULL::VARCHAR AS text_value, 'simulated' AS status, $sent::TIMESTAMP AS published_at,
               $delivery AS delivery_id, 'Biểu 1' AS sheet,
               'C' || (row_number() OVER () + 5) AS cell
        FROM ({rows})
    ) TO '{path}' (FORMAT parquet)
"""


def ready() -> dict[str, float]:
    """Makes the store when it is not there; ``seconds`` and ``observations`` of its publication."""
    timing = HOME / TIMING
    if not timing.exists():
        for one in catalogue.sets().values():
            _deliver_all(one.set_code, one.province_code)
        publish()
    if json.loads(timing.read_text(encoding="utf-8")).get("schema") != tables.SCHEMA_VERSION:
        publish()
    return dict(json.loads(timing.read_text(encoding="utf-8")))


def publish() -> None:
    """Publishes the kept deliveries and notes how long it took."""
    started = time.perf_counter()
    name = versions.publish(HOME, "đo tốc độ")
    seconds = time.perf_counter() - started
    found = next(version.observations for version in versions.versions(HOME) if version.name == name)
    told = {"seconds": seconds, "observations": found, "schema": tables.SCHEMA_VERSION}
    (HOME / TIMING).write_text(json.dumps(told), encoding="utf-8")


def measured() -> list[Measured]:
    """Publishing everything that is kept, once more."""
    publish()
    about = ready()
    size = served().stat().st_size / 1e6
    sent = len(list(paths.deliveries(HOME).iterdir()))
    note = f"{about['observations']:,.0f} rows from {sent} deliveries, {size:.0f} MB"
    return [Measured("Publish everything", about["seconds"], None, "s", note)]


def served() -> Path:
    """The published file."""
    return paths.warehouse(HOME) / f"{engine.current_name(HOME)}.duckdb"


def _deliver_all(set_code: str, province: str) -> None:
    """A delivery per month of everything that a province reports, and one that corrects a month."""
    with duckdb.connect() as conn:
        conn.register("spoken", _spoken(set_code))
        conn.register("places", _places(province))
        for month in MONTHS:
            _deliver(conn, province, month, f"{VALUES} UNION ALL {PLANS}", "first")
        _deliver(conn, province, REVISED, f"{VALUES} AND i.breakdown = 'total'", "corrected")


def _spoken(set_code: str) -> pd.DataFrame:
    """``indicator_code``, ``breakdown``, ``by_province`` (else only communes report it) of every number of a set."""
    rows = [
        (indicator.code, breakdown, indicator.over_areas != "sum" or place % 2 == 0)
        for place, indicator in enumerate(catalogue.of_set(set_code))
        if indicator.kind not in ("register", "text")
        for breakdown in _breakdowns(indicator)
    ]
    return pd.DataFrame(rows, columns=["indicator_code", "breakdown", "by_province"])


def _breakdowns(indicator: Indicator) -> list[str]:
    axis = next(iter(indicator.breakdowns), "")
    members = [*catalogue.members(axis), "a", "b"][:MEMBERS] if axis else []
    return ["total", *(f"{axis}={member}" for member in members)]


def _places(province: str) -> pd.DataFrame:
    codes = list(areas.communes(province)["area_code"])
    return pd.DataFrame({"area_code": [province, *codes], "is_commune": [False] + [True] * len(codes)})


def _deliver(conn: duckdb.DuckDBPyConnection, province: str, month: str, rows: str, what: str) -> None:
    delivery_id = f"{province}-{month}-{what}"
    folder = paths.deliveries(HOME) / delivery_id
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "observations.parquet"
    day = (pd.Period(month) + 1).start_time + pd.Timedelta(days=5 if what == "first" else 20)
    given: dict[str, object] = {
        "month": month,
        "since": BROKEN_DOWN_SINCE,
        "step": 0 if what == "first" else 1,
        "sent": day.isoformat(),
    }
    given["delivery"] = delivery_id
    conn.execute(DELIVERY.format(rows=rows, path=file), given)
    columns = [name for name, *_ in conn.execute(f"DESCRIBE FROM '{file}'").fetchall()]  # our own path
    assert columns == list(OBSERVATION_COLUMNS)
    (folder / "delivery.json").write_text(json.dumps(_record(delivery_id, province, month, day), ensure_ascii=False))


def _record(delivery_id: str, province: str, month: str, day: pd.Timestamp) -> dict[str, object]:
    """The row of ``tables.delivery``."""
    moment = day.to_pydatetime().isoformat(timespec="microseconds")
    told: dict[str, object] = dict.fromkeys((column.name for column in tables.delivery.columns), "")
    told |= {"delivery_id": delivery_id, "received_at": moment, "published_at": moment, "province_code": province}
    told |= {"file_name": f"{delivery_id}.xlsx", "file_hash": "0" * 64, "period": month, "agency": "Sở Tài chính"}
    return told | {"rows_accepted": 0, "rows_refused": 0, "simulated": True, "source": "Sở Tài chính"}
