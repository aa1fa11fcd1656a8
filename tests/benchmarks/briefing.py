"""Briefings: a monthly one of 12 sections, 15 charts, 3 maps and 10 tables, composed and written in every format.

Measured in a process of its own, so that its memory is its own too.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from briefings import kinds, memory
from briefings.compose import compose
from briefings.issuing import KINDS
from data import engine, paths
from exports.briefing import chart_drawing, pictures
from exports.briefing.model import Briefing, Chart, Map, Section, Table
from tests.benchmarks.measured import Measured, median, peak_gib

TIMES = 5
SET, PERIOD, ON = "tuyen-quang", "2026-10", date(2026, 11, 22)
SIZE = {Chart: 15, Map: 3, Table: 10}
SECTIONS = 12
LIMITS = {"docx": 3000, "pptx": 3000, "pdf": 2000, "xlsx": 2000}


def measured() -> list[Measured]:
    """The rows of the table."""
    made = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.briefing"], capture_output=True, text=True, check=True
    )
    told = json.loads(made.stdout.splitlines()[-1])
    size = f"{SECTIONS} sections, 15 charts, 3 maps, 10 tables, {told['origins']} figures traced"
    rows = [
        Measured("Briefing, composed, first time", told["cold"], None, "ms", size),
        Measured("Briefing, composed again", told["compose"], None, "ms", f"median of {TIMES}"),
    ]
    rows += [
        Measured(
            f"Briefing as {kind.upper()}, composed and written",
            told[kind],
            LIMITS[kind],
            "ms",
            f"{told['bytes'][kind]} kB",
        )
        for kind in KINDS
    ]
    return [
        *rows,
        Measured("Single chart as PNG, 300 dpi", told["png"], 500, "ms", f"median of {TIMES}"),
        Measured("Memory of a process that made all four", told["memory"], 600, "MiB", "peak"),
    ]


def main() -> None:
    """Prints what was measured as one line of JSON."""
    memory.keep_loaded()  # as the worker does
    started = time.perf_counter()
    briefing = _composed()
    told: dict[str, object] = {"cold": (time.perf_counter() - started) * 1000, "origins": len(briefing.origins)}
    told["compose"] = composing = _median(_composed)
    sizes = {}
    for kind, write in KINDS.items():
        sizes[kind] = len(write(briefing)) // 1000
        pictures.png.cache_clear()
        told[kind] = composing + _median(lambda write=write: _afresh(write, briefing))
    chart = next(block for block in briefing.blocks() if isinstance(block, Chart))
    told["png"] = _median(lambda: (pictures.png.cache_clear(), pictures.png(chart_drawing.svg(chart))))
    told["bytes"], told["memory"] = sizes, peak_gib() * 1024
    print(json.dumps(told))


def _afresh(write: Callable[[Briefing], bytes], briefing: Briefing) -> bytes:
    """Written with no picture remembered from the time before."""
    pictures.png.cache_clear()
    return write(briefing)


def _composed() -> Briefing:
    kind = kinds.of_store(paths.home())["thang"]
    outline = kinds.start(kind, SET, PERIOD, "Tỉnh Tuyên Quang")
    with engine.connect() as conn:
        return _of_size(compose(conn, outline, paths.home(), ON).briefing)


def _of_size(briefing: Briefing) -> Briefing:
    """Exactly as many of each block as are to be measured; the demo may have more, and blocks stand again for fewer."""
    left = dict(SIZE)
    sections = [_cut(section, left) for section in briefing.sections[:SECTIONS]]
    spare = [block for block in briefing.blocks() if type(block) in left]
    for block in spare * 3:
        if left[type(block)] > 0:
            left[type(block)] -= 1
            sections[-1] = replace(sections[-1], blocks=(*sections[-1].blocks, replace(block)))
    return replace(briefing, sections=tuple(sections))


def _cut(section: Section, left: dict[type, int]) -> Section:
    kept = []
    for block in section.blocks:
        if type(block) in left:
            if left[type(block)] == 0:
                continue
            left[type(block)] -= 1
        kept.append(block)
    return replace(section, blocks=tuple(kept))


def _median(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(TIMES):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return median(taken)


if __name__ == "__main__":
    main()
