"""The blocks that stand for what was seen on a page (``briefings.held``): its table, chart or map."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import repeat
from typing import Any, Final

from briefings import blocks
from briefings.context import Context, boundary_note
from components import formats
from components.words import word
from exports import tables
from exports.briefing import scatter
from exports.briefing.model import Block, Cell, Chart, Column, Frame, Line, Map, Place, Table
from geo import areas

WIDEST: Final = 11.0  # of the columns of a table together, that words still stand whole on a page


def table(_context: Context, one: Mapping[str, Any], about: tables.About) -> list[Block]:
    columns = tuple(
        Column(column["name"], "number" if column["kind"] == "number" else "text", _width(column, place, one["rows"]))
        for place, column in enumerate(one["columns"])
    )
    rows = tuple(
        tuple(_shown(value, column, key) for value, column, key in zip(row, one["columns"], keys, strict=True))
        for row, keys in zip(one["rows"], one["keys"], strict=True)
    )
    note = _once(about.note, about.unit, about.period, about.area)
    return _parted(Table(about.title, columns, rows, note))


def _once(*texts: str) -> str:
    """What is said of it, each but once: a page may have named the area or the period among other words."""
    said: list[str] = []
    for text in texts:
        said += [one for one in text.split(" · ") if one and one not in said]
    return " · ".join(said)


def _parted(whole: Table) -> list[Block]:
    """A table that is wider than a page in parts, each with the first column again."""
    name, *others = whole.columns
    parts: list[list[int]] = [[]]
    for place, column in enumerate(others, start=1):
        taken = name.width + sum(whole.columns[one].width for one in parts[-1])
        if parts[-1] and taken + column.width > WIDEST:
            parts.append([])
        parts[-1].append(place)
    if len(parts) == 1:
        return [whole]
    return [
        replace(
            whole,
            title=f"{whole.title} (phần {number}/{len(parts)})",
            columns=(name, *(whole.columns[one] for one in places)),
            rows=tuple((row[0], *(row[one] for one in places)) for row in whole.rows),
        )
        for number, places in enumerate(parts, start=1)
    ]


def _width(column: Mapping[str, str], place: int, rows: Sequence[Sequence[Any]]) -> float:
    """Its share of the page: what most of its cells need, and never less than its longest word."""
    if column["kind"] == "number":
        return max(1.1, len(max(column["name"].split() or [""], key=len)) / 8)
    return blocks.text_width([column["name"], *("" if row[place] is None else str(row[place]) for row in rows)])


def _shown(value: Any, column: Mapping[str, str], key: str) -> Cell:
    if value is None or value == "":
        return Cell("–" if column["kind"] == "number" else "")
    if isinstance(value, int | float):
        return Cell(formats.number(value), float(value), key)
    if column["kind"] in ("date", "moment"):
        return Cell(_day(str(value)))
    return Cell(str(value), key=key)


def _day(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:  # it says something else in its place, as it was shown
        return text
    return f"{moment:%d/%m/%Y %H:%M}" if "T" in text else f"{moment:%d/%m/%Y}"


def _chart(_context: Context, one: Mapping[str, Any], about: tables.About) -> list[Block]:
    numbers = [place for place, column in enumerate(one["columns"]) if place and column["kind"] == "number"]
    by, rows = one.get("parted"), one["rows"]
    lists = list(dict.fromkeys(str(row[by] or "") for row in rows)) if by is not None else [""]
    drawn: list[Block] = []
    for name in lists:
        own = [row for row in rows if by is None or str(row[by] or "") == name]
        lines = tuple(
            Line(one["columns"][place]["name"], role, tuple(figure(row[place]) for row in own))
            for place, role in zip(numbers, one["roles"] or repeat("before"), strict=False)
        )
        if one["form"] == scatter.KIND and len(lines) != 2:
            return table(_context, one, about)
        title = f"{about.title}: {name.lower()}" if name and len(lists) > 1 else about.title
        categories = tuple(str(row[0] or "") for row in own)
        told = _once(about.area, about.period, about.note)
        drawn.append(Chart(title, about.unit, told, one["form"], categories, lines, about.source))
    return drawn


def figure(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _map(context: Context, one: Mapping[str, Any], about: tables.About) -> list[Block]:
    """Rows are code, name, a value for each map, and why there is none; one map, or one for each of ``frames``."""
    painted, known = one["painted"], areas.communes_by_code()
    provinces = [str(known[str(row[0])]["province_code"]) for row in one["rows"] if str(row[0]) in known]
    if not provinces:
        return []
    note = boundary_note(provinces[0], context.home)
    small = painted.get("frames", [])
    frames = tuple(
        Frame(
            frame["label"],
            tuple(
                Place(str(row[0]), str(row[1]), figure(row[column]), level, str(row[-1] or ""))
                for row, level in zip(one["rows"], frame["levels"], strict=True)
                if str(row[0]) in known
            ),
        )
        for column, frame in enumerate(small or [{"label": "", "levels": painted["levels"]}], start=2)
    )
    absent = Counter(
        place.absence or word("missing") for frame in frames for place in frame.places if place.level is None
    )
    told = _once(about.area, about.period, about.note)
    return [Map(about.title, painted["measure"], told, provinces[0], () if small else frames[0].places,
                tuple(painted["colours"]), tuple(painted["labels"]), () if small else tuple(painted["counts"]),
                tuple(absent.items()), note, about.source, painted.get("symbols", 0.0),
                frames if small else ())]  # fmt: skip


DRAWN: Final[Mapping[str, Callable[[Context, Mapping[str, Any], tables.About], list[Block]]]] = {
    "table": table,
    "chart": _chart,
    "map": _map,
}
