"""Proves that a copy can be used: restores it into a place of its own as an operator would, and compares.

A process of its own does it, which knows neither the store that is served nor its databases.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from data import clock, engine
from data.kept import files
from data.upkeep import backup, figures, manifest, records
from data.upkeep.manifest import CopyError
from data.upkeep.records import Record


def drill(home: Path, source: Path) -> Record:
    """Restores the newest copy in ``source``, holds it against the served version, and says how long it took.

    The record is kept whether it went well or not.

    Raises:
        CopyError: there is no copy, or another backup is at work.
    """
    started = time.monotonic()
    copy = manifest.chosen(source)
    with backup.only_one(copy.parent), tempfile.TemporaryDirectory(prefix=".drill-", dir=copy.parent) as there:
        place = Path(there) / "kho"
        ended = _restored(copy, place)
        seconds = round(time.monotonic() - started, 1)
        is_good, told = ended.returncode == 0, ended.stderr.strip() or ended.stdout.strip()
        if is_good:
            is_good, told = _held_against(home, place)
    told = f"{told} Diễn tập mất {seconds:.0f} giây."
    record = Record(records.DRILL, clock.now().replace(microsecond=0), str(copy), seconds, is_good, told)
    records.add(home, record)
    return record


def _restored(copy: Path, place: Path) -> subprocess.CompletedProcess[str]:
    elsewhere = {name: value for name, value in os.environ.items() if not name.startswith("CHISO_")}
    return subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-m", "cli.main", "restore", str(copy)],
        env={**elsewhere, "CHISO_HOME": str(place), "COLUMNS": "1000"},
        capture_output=True,
        text=True,
        check=False,
    )


def _held_against(home: Path, place: Path) -> tuple[bool, str]:
    """Whether the restored store answers as the served one does, and a Vietnamese sentence about it."""
    kept = files.Files(place)
    with kept.reading(kept.current()) as conn:
        ours, deliveries = figures.of(conn), set(backup.deliveries_of(conn))
    with engine.connect() as conn:
        served, live = figures.of(conn), set(backup.deliveries_of(conn))
    count = f"{ours['observation'][0]:,}".replace(",", ".")
    if missing := len(live - deliveries):
        return False, f"Bản sao lưu thiếu {missing} lần nhận mà kho {home.name} đang phục vụ: hãy sao lưu lại."
    if extra := len(deliveries - live):
        return False, f"Bản sao lưu có {extra} lần nhận chưa công bố (hoặc đã rút ra): hãy chạy chiso publish."
    if differing := figures.differing(ours, served):
        return False, f"Khôi phục được, nhưng khác kho đang phục vụ ở các bảng: {', '.join(differing)}."
    return True, f"Khôi phục được {len(deliveries)} lần nhận, {count} giá trị, mọi bảng giống hệt kho đang phục vụ."


__all__ = ["CopyError", "drill"]
