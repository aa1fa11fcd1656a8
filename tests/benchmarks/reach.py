"""The whole country: a filter change on 10 and 100 million observations, in files and on PostgreSQL; loading by COPY.

The stores are made once by ``chiso demo --country`` under ``build/reach/`` (of 100 million rows: half an hour), and
so is the database server beside them.  ``python -m tests.benchmarks.reach walk|rows|load|copy`` is what the measured
processes run; it prints what it found as JSON.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import psycopg
from psycopg import sql

from data import engine, versions
from data.kept import schemas
from loaders.delivery import keep
from loaders.pipeline import read_delivery
from tests.benchmarks import tidy
from tests.benchmarks.economy import choices, walk
from tests.benchmarks.measured import Measured, median, p95
from tests.benchmarks.serving import CHISO
from tests.loaders.sources.programs import kept_postgresql

HOME = Path(__file__).resolve().parents[2] / "build" / "reach"
SERVER = Path(tempfile.gettempdir()) / "chiso-reach-postgresql"  # the server's user may not enter our folders
STAGES = (10, 100)  # million rows
TARGETS = {"files": 60, "PostgreSQL": 120}  # ms
SET = "tuyen-quang"
BLOCK = 1 << 20


def measured() -> list[Measured]:
    with kept_postgresql(SERVER) as server:
        found = {kept: [_apart("walk", _environment(kept, server, stage)) for stage in STAGES] for kept in TARGETS}
        url = schemas_of(server, "tai")
        copied = _apart("copy", os.environ | {schemas.SETTING: url})
        loaded = _apart("load", os.environ | {schemas.SETTING: url})
    figures = [figure for kept, (small, large) in found.items() for figure in _of(kept, small, large)]
    note = (
        f"{copied['rows']:,.0f} rows; bare COPY of all as texts {copied['seconds']:.1f} s; loaded {loaded['rows']:,.0f}"
    )
    share = loaded["seconds"] / copied["seconds"]
    return [*figures, Measured("Load into PostgreSQL with all checks, against bare COPY", share, 3, "times", note)]


def _of(kept: str, small: dict[str, float], large: dict[str, float]) -> list[Measured]:
    note = f"{large['rows']:,.0f} rows; p95 {large['p95']:.1f} ms; raw query {large['raw']:.1f} ms"
    growth = f"{small['median']:.1f} ms on {small['rows']:,.0f} rows"
    return [
        Measured(f"Filter change on {kept}, 100 million rows, median", large["median"], TARGETS[kept], "ms", note),
        Measured(f"… against a tenth of the rows on {kept}", large["median"] / small["median"], 1.5, "times", growth),
    ]


def _environment(kept: str, server: str, stage: int) -> dict[str, str]:
    """Of a process that reads a stage, which is made where it is not there."""
    told = os.environ | {"CHISO_HOME": str(HOME / f"{stage}m")}
    if kept == "PostgreSQL":
        told[schemas.SETTING] = schemas_of(server, f"nuoc_{stage}")
    if not _apart("rows", told)["rows"]:
        subprocess.run([str(CHISO), "demo", "--country", "--rows", str(stage)], env=told, check=True)
    return told


def schemas_of(server: str, name: str) -> str:
    """The URL of a database of the server, made where it is not there."""
    plain = server.replace("+psycopg", "")
    with psycopg.connect(plain, autocommit=True) as conn:
        if not conn.execute("select 1 from pg_database where datname = %s", (name,)).fetchall():
            conn.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    return f"{plain.rpartition('/')[0]}/{name}"


def _apart(what: str, environment: dict[str, str]) -> dict[str, float]:
    """What a process of its own found."""
    command = [sys.executable, "-m", "tests.benchmarks.reach", what]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _walk() -> dict[str, float]:
    """Filter changes on what ``CHISO_HOME`` and ``CHISO_WAREHOUSE_URL`` name, ms."""
    from app import create_app  # reads CHISO_HOME

    found = walk(create_app(check_ids=False), choices(SET))
    return {"median": median(found.changes), "p95": p95(found.changes), "raw": median(found.raw), **_rows()}


def _rows() -> dict[str, float]:
    """How many observations are served; none where nothing is published."""
    home = Path(os.environ["CHISO_HOME"])
    if not engine.is_published(home):
        return {"rows": 0}
    name = engine.current_name(home)
    return {"rows": next(one.observations for one in versions.versions(home) if one.name == name)}


def _copy() -> dict[str, float]:
    """Every text of the tidy file in a table, nothing understood."""
    file = tidy.ready()
    with file.open(encoding="utf-8") as lines:
        names = next(lines).strip().split(",")
    with psycopg.connect(os.environ[schemas.SETTING]) as conn, file.open("rb") as source:
        conn.execute(sql.SQL("drop table if exists bare"))
        texts = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(name)) for name in names)
        conn.execute(sql.SQL("create table bare ({})").format(texts))
        started = time.perf_counter()
        with conn.cursor() as cursor:
            with cursor.copy("copy bare from stdin (format csv, header)") as copy:
                while block := source.read(BLOCK):
                    copy.write(block)
            rows = cursor.rowcount
        conn.commit()
        taken = time.perf_counter() - started
        conn.execute("drop table bare")
    return {"seconds": taken, "rows": rows}


def _load() -> dict[str, float]:
    """The tidy file read, checked, kept and served from PostgreSQL."""
    with tempfile.TemporaryDirectory(dir=HOME) as folder:
        home, started = Path(folder), time.perf_counter()
        received = datetime.fromisoformat("2026-11-20T09:30")
        delivery = read_delivery(tidy.FILE, province=tidy.PROVINCE, received_at=received)
        keep(delivery, home)
        name = versions.publish(home, "đo tốc độ")
        taken = time.perf_counter() - started
        rows = next(one.observations for one in versions.versions(home) if one.name == name)
    return {"seconds": taken, "rows": rows}


def main(what: str) -> None:
    parts: dict[str, Callable[[], dict[str, float]]] = {"walk": _walk, "rows": _rows, "copy": _copy, "load": _load}
    print(json.dumps(parts[what]()))


if __name__ == "__main__":
    main(sys.argv[1])
