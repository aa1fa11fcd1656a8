"""Taking in: a tidy CSV of 10.4 million rows against DuckDB's bare read of it, and the workbooks that come each month.

``python -m tests.benchmarks.bulk bare|load`` is what the measured processes run; it prints seconds and GiB as JSON.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
from openpyxl.worksheet.worksheet import Worksheet

from data import catalogue, known
from geo import areas
from loaders.delivery import Delivery, keep
from loaders.pipeline import preview, read_delivery
from tests.benchmarks import tidy
from tests.benchmarks.measured import Measured, median, peak_gib
from tests.benchmarks.store import HOME
from tests.loaders.books import MONTHLY_9

RECEIVED = datetime(2026, 11, 20, 9, 30)
ROUNDS = 5
TIMES = 3  # that the file is read and loaded, in turn
INDICATORS, COLUMNS = 400, 12  # of the monthly workbook
MATRIX = 150  # columns: with the 99 communes of Lào Cai as many cells as 124 × 120


def measured() -> list[Measured]:
    """Both figures of the CSV, and what it takes to preview each workbook against the whole store."""
    file = tidy.ready()
    _apart("bare")  # the first to read the file would read it from the disk
    bare, load = _median_of([(_apart("bare"), _apart("load")) for _ in range(TIMES)])
    size = f"{file.stat().st_size / 1e6:,.0f} MB; bare read into a table {bare['seconds']:.1f} s"
    found = f"{load['accepted']:,.0f} values, {load['refused']:.0f} refused, kept as a delivery"
    with tempfile.TemporaryDirectory() as folder:
        monthly = _preview(_monthly(Path(folder) / "thang.xlsx"))
        matrix = _preview(_matrix(Path(folder) / "xa.xlsx"))
    return [
        Measured("Tidy CSV, all checks", load["seconds"], None, "s", f"{found}; fresh process"),
        Measured("… against DuckDB's bare read", load["seconds"] / bare["seconds"], 4, "times", size),
        Measured("… memory", load["gib"], 3, "GiB", f"bare read {bare['gib']:.1f} GiB"),
        Measured(f"Monthly workbook, {INDICATORS} × {COLUMNS}, to preview", monthly[0], 1, "s", monthly[1]),
        Measured("Commune matrix, 14,850 cells, to preview", matrix[0], 1.5, "s", matrix[1]),
    ]


def _apart(what: str) -> dict[str, float]:
    """What a process of its own needs for it."""
    command = [sys.executable, "-m", "tests.benchmarks.bulk", what]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _median_of(pairs: list[tuple[dict[str, float], dict[str, float]]]) -> Iterator[dict[str, float]]:
    """Of each of the two what it needed in the middle of its runs."""
    for runs in zip(*pairs, strict=True):
        yield {name: median([run[name] for run in runs]) for name in runs[0]}


def _bare() -> dict[str, float]:
    """Every text of the file in a table, nothing understood: the spoilt cells fit no other type."""
    with duckdb.connect() as conn:
        conn.execute("CREATE TABLE t AS SELECT * FROM read_csv($file, all_varchar = true)", {"file": str(tidy.FILE)})
    return {}


def _load() -> dict[str, float]:
    """Read, checked, and kept as a delivery."""
    with tempfile.TemporaryDirectory(dir=HOME) as folder:
        delivery = read_delivery(tidy.FILE, province=tidy.PROVINCE, received_at=RECEIVED)
        keep(delivery, Path(folder))
        return {"accepted": delivery.rows_accepted, "refused": delivery.rows_refused}


def _preview(read: Callable[[], Delivery]) -> tuple[float, str]:
    """Median seconds to the preview of a workbook, and what was in it; everything known is looked at."""
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        delivery = read()
        shown = preview(delivery, partial(known.known_values, HOME))
        taken.append(time.perf_counter() - started)
    note = f"{delivery.rows_accepted:,} values, {shown.refused:,} refused; the first time {taken[0]:.2f} s"
    return median(taken[1:]), note


def _reader(path: Path, province: str) -> Callable[[], Delivery]:
    return lambda: read_delivery(
        path, province=province, received_at=RECEIVED, simulated=True, known=lambda rows: known.history(HOME, rows)
    )


def _usual(codes: list[str], periods: list[str]) -> dict[tuple[str, str, str], float]:
    """What the store knows by indicator, area and period; whole numbers, and shares that can be."""
    asked = pd.DataFrame([(code, period) for code in codes for period in periods], columns=["indicator_code", "period"])
    frame = known.known_values(HOME, asked)
    rows = frame[frame["breakdown"].eq("total") & frame["measure"].eq("actual")]
    keys = zip(rows["indicator_code"], rows["area_code"], rows["period"], strict=True)
    values = zip(rows["indicator_code"], rows["value"], strict=True)
    sound = [min(round(value), 97) if catalogue.get(code).kind == "rate" else round(value) for code, value in values]
    return dict(zip(keys, sound, strict=True))


def _monthly(path: Path) -> Callable[[], Delivery]:
    """The forms of July, September and November on three sheets, twelve columns beside ID and STT, values as usual."""
    kinds = ("flow", "stock", "rate", "status_count")
    monthly = [one for one in catalogue.of_set(tidy.SET) if one.kind in kinds and "month" in one.frequencies]
    usual = _usual([one.code for one in monthly], [f"2025-{month:02d}" for month in range(6, 12)])
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    left = INDICATORS
    for month in (7, 9, 11):
        sheet = book.create_sheet(f"Tháng {month}")
        for row in (["UBND TỈNH LÀO CAI"], [f"BÁO CÁO KINH TẾ - XÃ HỘI THÁNG {month} NĂM 2026"], [], MONTHLY_9):
            sheet.append(row)
        for number, one in enumerate(monthly[:left], start=1):
            at = {m: usual.get((one.code, tidy.PROVINCE, f"2025-{m:02d}"), 50) for m in (month - 1, month)}
            summed = month if one.kind == "flow" else 1
            amounts = (at[month], summed * at[month], 12 * number, at[month - 1], at[month], summed * at[month])
            sheet.append([None, number, one.name, catalogue.unit_label(one.unit), *amounts])
        left -= min(left, len(monthly))
    book.save(path)
    return _reader(path, tidy.PROVINCE)


def _matrix(path: Path) -> Callable[[], Delivery]:
    """All communes, their monthly indicators by code; values as in the November before."""
    monthly = [one for one in catalogue.of_set(tidy.SET) if "month" in one.frequencies and one.kind != "text"]
    codes = [one.code for one in monthly][:MATRIX]
    usual = _usual(codes, ["2025-11"])
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (["UBND TỈNH LÀO CAI"], ["Tháng 11 năm 2026"], [], ["STT", "Mã xã", "Tên xã, phường", *codes]):
        sheet.append(row)
    places = areas.communes(tidy.PROVINCE)[["area_code", "full_name"]].itertuples(index=False, name=None)
    for number, (code, name) in enumerate(places, start=1):
        sheet.append([number, code, name, *(usual.get((one, code, "2025-11"), 50) for one in codes)])
    book.save(path)
    return _reader(path, tidy.PROVINCE)


def main(what: str) -> None:
    """Runs one of the two and prints what it took."""
    started = time.perf_counter()
    found = {"bare": _bare, "load": _load}[what]()
    seconds = time.perf_counter() - started
    print(json.dumps(found | {"seconds": seconds, "gib": peak_gib()}))


if __name__ == "__main__":
    main(sys.argv[1])
