"""A measured figure beside the one to reach, and the table that they are read in."""

import re
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Measured:
    """One figure: what was measured, against what it has to be; ``unit`` belongs to both."""

    what: str
    value: float
    target: float | None
    unit: str
    note: str = ""

    @property
    def is_reached(self) -> bool:
        return self.target is None or self.value <= self.target


def milliseconds(started: float) -> float:
    """Since ``started`` of ``time.perf_counter``."""
    return (time.perf_counter() - started) * 1000


def peak_gib() -> float:
    """The most memory that this process ever held; ``ru_maxrss`` would tell the most of who started it, too."""
    (kib,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(kib) / 2**20


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    return sorted(values)[max(0, round(0.95 * len(values)) - 1)]


def show(figures: Sequence[Measured], title: str) -> bool:
    """Prints the table; whether every figure was reached."""
    table = Table(title=title, title_justify="left")
    for heading in ("Figure", "Measured", "To reach", "", "Note"):
        table.add_column(heading, justify="right" if heading in ("Measured", "To reach") else "left")
    for one in figures:
        target = "" if one.target is None else f"≤ {one.target:g} {one.unit}"
        mark = "" if one.target is None else "ok" if one.is_reached else "[red]NOT REACHED[/red]"
        table.add_row(one.what, f"{one.value:,.1f} {one.unit}", target, mark, one.note)
    Console(width=150).print(table)
    return all(one.is_reached for one in figures)
