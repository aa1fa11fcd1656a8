"""Figures that were really published: deliveries of their own, with the address of their source; never simulated.

``published_map.csv`` says figure by figure which indicator, period and measure it is.  A sum "from January to May" is
the cumulative value of May.  Figures of the old boundaries of Tuyên Quang, Lào Cai, Quảng Ngãi and of provinces that
are no more are left out, because no area of today is what they speak of; so are those that are no indicator of a set.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from data import periods
from loaders.demo import tables
from loaders.demo.recipes import recipes
from loaders.demo.schedule import Sending
from loaders.demo.tables import Line
from loaders.places import province_names

FIGURES = Path(__file__).resolve().parents[2] / "data" / "samples" / "published_figures.csv"
MAP = Path(__file__).parent / "published_map.csv"
LAYOUT = "published-figures"
UNITS = {"billion_vnd": "tỷ đồng", "percent": "%", "persons": "người"}
OLD, UNMAPPED, EMPTY = "địa giới cũ", "không có chỉ số tương ứng trong danh mục", "nguồn không nêu giá trị chính xác"
FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Published:
    """One figure as an observation; ``as_of`` is None when the source says no day."""

    line: Line
    source: str
    as_of: date | None


@cache
def _figures() -> tuple[tuple[Published, ...], Counter[str]]:
    """The figures that are indicators, and how many are left out, by reason."""
    known = {tuple(row[k] for k in ("province_code", "published", "period", "basis")): row for row in _rows(MAP)}
    codes = {full.partition(" ")[2]: code for code, full in province_names().items()}
    taken, left_out = [], Counter[str]()
    for row in _rows(FIGURES):
        code = codes.get(row["province"], "")
        entry = known.get((code, row["indicator_code"], row["period"], row["basis"]))
        if entry and row["value"]:
            taken.append(_published(row, entry))
        else:
            is_old = not code or "old boundary" in row["basis"]
            left_out[OLD if is_old else UNMAPPED if row["value"] else EMPTY] += 1
    return tuple(taken), left_out


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _published(row: dict[str, str], entry: dict[str, str]) -> Published:
    line = Line(
        area_code=entry["province_code"],
        area_name=province_names()[entry["province_code"]],
        indicator_code=entry["indicator_code"],
        period=entry["as_period"],
        value=float(row["value"]),
        breakdown=entry["breakdown"],
        measure=entry["measure"],
        unit=UNITS[row["unit"]],
        status=row["status"],
    )
    as_of = date.fromisoformat(row["as_of"]) if FULL_DATE.fullmatch(row["as_of"]) else None
    return Published(line, row["source"], as_of)


def published() -> tuple[Published, ...]:
    """Every figure that is an indicator of a set, in the order of the sample."""
    return _figures()[0]


def left_out() -> Counter[str]:
    """How many figures of the sample are no observation, by Vietnamese reason."""
    return _figures()[1].copy()


def keys() -> frozenset[tuple[str, ...]]:
    """The observation keys that really published figures have."""
    return frozenset(figure.line.key for figure in published())


def anchors() -> dict[str, dict[str, float]]:
    """Sums since January by code of the monthly series and month, which simulated months must add up to."""
    found: dict[str, dict[str, float]] = {}
    for figure in published():
        line = figure.line
        if line.measure == "cumulative" and line.breakdown == "total" and isinstance(line.value, float):
            made_of = recipes()[line.indicator_code].made_of
            code = made_of.removeprefix("ytd:") if made_of.startswith("ytd:") else line.indicator_code
            found.setdefault(code, {})[line.period] = line.value
    return found


def write(folder: Path) -> Iterator[Sending]:
    """One long table per province and source; a figure that its own source replaces goes ahead in another."""
    by_source: dict[tuple[str, str, int], list[Published]] = {}
    told = Counter[tuple[str, ...]]()
    for figure in sorted(published(), key=lambda one: one.line.status == "revised"):
        said = (figure.source, *figure.line.key)
        by_source.setdefault((figure.line.area_code, figure.source, told[said]), []).append(figure)
        told[said] += 1
    for number, ((province, source, _), figures) in enumerate(by_source.items(), start=1):
        path = folder / f"so-da-cong-bo-{province}-{number:02d}.csv"
        tables.write([figure.line for figure in figures], path, source=source)
        yield Sending(path, LAYOUT, province, _known_on(figures), simulated=False, source=source)


def _known_on(figures: list[Published]) -> date:
    """The newest day that the source names; without one the end of the newest period, the earliest that it can be."""
    days = [figure.as_of for figure in figures if figure.as_of]
    return max(days) if days else max(periods.parse(figure.line.period).end for figure in figures)
