"""What a view holds as the blocks of a briefing: chart, parts, map, tables.  Pure: views in, blocks out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pandas as pd

from components import formats, group, map_quantity, naming, sentences, shading
from components.shading import AREA
from components.words import word
from data import catalogue, periods, units
from data.answers import GroupView, Headline, NumberKey
from data.arithmetic import Change
from data.catalogue import vocabulary
from data.keys import MadeKey
from exports.briefing.model import Block, Cell, Chart, Column, Line, Map, Place, Table

ROLES = {"current": "now", "last_year": "before", "plan": "plan"}
LONGEST = 92  # points of a line: a quarter by the day
MEMBERS = RANKED = 10  # bars that can be told apart
UNNAMED = "Giá trị"  # what has no unit
NOTHING = Cell("–")


def trend(view: GroupView, period: str) -> list[Block]:
    """The course of the indicator up to the period of the briefing, beside last year and the plan; nothing where there
    are not two points to join."""
    frame = _during(view.trend[view.trend["value"].notna()], period)
    if len(frame) < 2:
        return []
    by_month = periods.parse(str(frame["period"].iloc[0])).frequency == "month"
    year, basis = int(view.ask.period[:4]), naming.basis_name(view.ask.basis, view.ask.indicator)
    names = {"now": str(year), "before": str(year - 1), "plan": basis[:1].upper() + basis[1:]}
    if by_month:
        axis: list[int] = list(range(1, 13))
        categories = [f"T{month}" for month in range(1, 13)]
    else:
        axis = sorted(int(place) for place in frame["position"].unique())[-LONGEST:]
        told = dict(zip(frame["position"], frame["period"], strict=True))
        categories = [periods.short_label(str(told[place])) for place in axis]
        names["now"] = naming.unit_in_text(view.ask.indicator) or UNNAMED
    lines = []
    for series, role in ROLES.items():
        own = frame[frame["series"] == series].set_index("position")["value"]
        if not own.empty:
            values = tuple(float(own[place]) if place in own.index else None for place in axis)
            lines.append(Line(names[role], role, values))
    title, about = group.trend_title(view)
    about = about.partition(" · ")[2]
    if not by_month:
        about = f"{about} · {periods.label(str(told[axis[0]]))} – {periods.label(str(told[axis[-1]]))}"
    return [_chart(view, title, about, "line", tuple(categories), tuple(lines))]


def _during(frame: pd.DataFrame, period: str) -> pd.DataFrame:
    """What has come by the end of a period; of what comes by the day or the week, what lies within it."""
    whole = periods.parse(period)

    def is_told(text: str) -> bool:
        own = periods.parse(text)
        by_day = periods.rank(own.frequency) < min(periods.rank("month"), periods.rank(whole.frequency))
        return own.start <= whole.end and (own.start >= whole.start or not by_day)

    return frame[[is_told(str(one)) for one in frame["period"]]]


def _chart(
    view: GroupView, title: str, about: str, kind: str, categories: tuple[str, ...], lines: tuple[Line, ...]
) -> Chart:
    """The chart in the unit that its largest value is read in: 2.020.797 triệu đồng are 2.020,8 tỷ đồng."""
    one = view.ask.indicator
    largest = max((abs(value) for line in lines for value in line.values if value is not None), default=0.0)
    unit = units.readable(largest, one.unit)[1]
    label = naming.unit_in_text(one) if unit == one.unit else vocabulary("units")[unit][0]
    if unit != one.unit and largest:
        factor = units.factor(one.unit, unit)
        lines = tuple(replace(line, values=tuple(_times(value, factor) for value in line.values)) for line in lines)
    return Chart(title, label, about, kind, categories, lines, "; ".join(view.sources))


def _times(value: float | None, factor: Fraction) -> float | None:
    return None if value is None else float(Fraction(str(value)) * factor)


def parts(view: GroupView) -> list[Block]:
    """The members of the first axis, largest first; of what has none, the communes that lead."""
    frame = view.breakdown[view.breakdown["value"].notna()].head(MEMBERS)
    name = naming.name_of(view.ask.indicator)
    period = naming.period_words(view.ask.period, view.ask.measure)
    if len(frame) > 1:
        members = catalogue.members(view.axis)
        categories = tuple(members.get(str(one), str(one)) for one in frame["member"])
        lines = _now_and_then(view, frame)
        return [
            _chart(
                view,
                f"Cơ cấu: {sentences.lowered(name)}",
                f"{view.axis_area_name} · {period}",
                "bar",
                categories,
                lines,
            )
        ]
    there = view.communes[view.communes["value"].notna()]
    if not view.reported_by_communes or len(there) < 2:
        return []
    is_rank = naming.is_rank(view.ask.indicator)
    first = there.sort_values(["value", "area_name"], ascending=[is_rank, True]).head(MEMBERS)
    categories = tuple(str(one) for one in first["area_name"])
    which = "đứng đầu" if is_rank else "có giá trị cao nhất"
    title = f"{len(first)} xã, phường {which}: {sentences.lowered(name)}"
    return [_chart(view, title, f"{view.place_name} · {period}", "bar", categories, _now_and_then(view, first))]


def _now_and_then(view: GroupView, frame: pd.DataFrame) -> tuple[Line, ...]:
    now = Line(
        naming.period_words(view.ask.period, view.ask.measure), "now", tuple(float(one) for one in frame["value"])
    )
    if frame["then"].notna().sum() == 0:
        return (now,)
    then = tuple(None if pd.isna(one) else float(one) for one in frame["then"])
    against = naming.AGAINST["vi"][view.ask.comparison]
    return (now, Line(against[:1].upper() + against[1:], "before", then))


def commune_map(view: GroupView, shown: str) -> list[Block]:
    """The communes coloured by the shown quantity."""
    about = f"{view.place_name} · {naming.period_words(view.ask.period, view.ask.measure)}"
    sheet = group.paint(view, shown, "quantile", None)
    if shown == "value" and not naming.unit_in_text(view.ask.indicator):
        sheet["title"] = UNNAMED
    return painted(sheet, group.question(view, shown), about,
                   view.ask.province_code, view.boundary_note, "; ".join(view.sources))  # fmt: skip


def painted(
    sheet: shading.Shades, title: str, about: str, province_code: str, boundary_note: str, source: str = ""
) -> list[Block]:
    """The map that a page colours by this sheet; nothing where no commune has a value."""
    if not sheet["values"]:
        return []
    places = tuple(
        Place(code, name, sheet["values"].get(code), _class(sheet, code), _absence(sheet, code))
        for code, name in sheet["names"].items()
    )
    absent = tuple((word(kind), count) for kind, count in sheet["absent"].items())
    return [Map(title, sheet["title"], about, province_code, places, tuple(sheet["colors"]), tuple(sheet["labels"]),
                tuple(sheet["counts"]), absent, boundary_note, source, sheet["symbols"])]  # fmt: skip


def _absence(sheet: shading.Shades, code: str) -> str:
    """Why there is no value, in the words of the legend; "" where there is one."""
    return "" if code in sheet["values"] else word(sheet["status"].get(code, "missing"))


def _class(sheet: shading.Shades, code: str) -> int | None:
    value = sheet["values"].get(code)
    return None if value is None else shading.class_of(sheet, code, value)


def headline_table(title: str, told: Iterable[tuple[Headline, GroupView]]) -> list[Block]:
    """A row per indicator: unit, period, figure, move, share of plan; a column that nobody fills is left out."""
    lines = list(told)
    if not lines:
        return []
    against = {naming.AGAINST["vi"][view.ask.comparison] for _, view in lines}
    columns = [
        Column("TT", width=0.65), Column("Nội dung chỉ tiêu", width=2.9), Column("Đơn vị", width=1.1),
        Column("Kỳ", width=2.0), Column("Thực hiện", "number", 1.25),
        Column(f"So với {'; '.join(sorted(against))}", "number", 1.7),
        Column("% kế hoạch", "number", 1.0),
    ]  # fmt: skip
    rows = [_headline_row(place, line, view) for place, (line, view) in enumerate(lines, start=1)]
    if all(row[-1] == NOTHING for row in rows):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return [Table(title, tuple(columns), tuple(rows))]


def _headline_row(place: int, line: Headline, view: GroupView) -> tuple[Cell, ...]:
    one = line.indicator
    name, unit = Cell(naming.name_of(one)), Cell(naming.unit_in_text(one) or NOTHING.text)
    if line.value is None:
        words = naming.status_words(line.status)
        return (Cell(str(place)), name, unit, Cell(periods.label(view.page_period)), Cell(words), NOTHING, NOTHING)
    own = NumberKey(one.code, line.area_code, line.period, line.measure)
    period = Cell(naming.period_words(line.period, line.measure))
    value, readable = units.readable(line.value, one.unit)
    if readable != one.unit:
        unit = Cell(vocabulary("units")[readable][0])
    return (Cell(str(place)), name, unit, period, Cell(formats.number(value), value, own.text()),
            move_cell(line.change, _behind(own, view.then_period)), _plan_share(line, own))  # fmt: skip


def _behind(own: NumberKey, then_period: str) -> str:
    """The key of the figures that a move was worked out from; "" without a period to compare with."""
    return MadeKey("change", (own, own.at(then_period))).text() if then_period else ""


def move_cell(change: Change | None, behind: str = "") -> Cell:
    """A move with its sign, leading to what is ``behind`` it; a dash where none can be told."""
    if change is None or change.told is None:
        return NOTHING
    unit = "%" if change.points is None else "điểm %" if change.in_percentage_points else "điểm"
    return Cell(f"{formats.signed(change.told, 1)} {unit}".replace(" ", "\u00a0"), change.told, behind=behind)


def _plan_share(line: Headline, own: NumberKey) -> Cell:
    if line.plan_share is None:
        return NOTHING
    plan = NumberKey(own.code, own.area_code, own.period[:4], "plan", own.breakdown, line.plan_basis)
    return Cell(formats.number(line.plan_share, 1), line.plan_share, plan.text())


def ranked(view: GroupView, shown: str) -> list[Block]:
    """Bars of the communes with the highest and the lowest figures; of few, of all in one chart."""
    frame = group.shown_frame(view, shown)
    frame = frame[frame["value"].notna()].sort_values(["value", "area_name"], ascending=[False, True])
    if not view.reported_by_communes or len(frame) < 2:
        return []
    ends = ("đứng cuối", "đứng đầu") if naming.is_rank(view.ask.indicator) else ("cao nhất", "thấp nhất")
    parts = dict(zip(ends, (frame.head(RANKED), frame.tail(RANKED)[::-1]), strict=True))
    parts = parts if len(frame) > 2 * RANKED else {"xếp từ cao đến thấp": frame}
    name = sentences.lowered(naming.name_of(view.ask.indicator))
    period = naming.period_words(view.ask.period, view.ask.measure)
    unit = naming.unit_in_text(view.ask.indicator) if shown == "value" else group.map_measure(view, shown)
    return [
        Chart(
            f"{len(own)} xã, phường {which}: {name}",
            unit,
            f"{view.place_name} · {period}",
            "bar",
            tuple(str(one) for one in own["area_name"]),
            (Line(period, "now", tuple(float(one) for one in own["value"])),),
            "; ".join(view.sources),
        )
        for which, own in parts.items()
    ]


def communes_table(view: GroupView, shown: str, most: int = 0) -> list[Block]:
    """Every commune with its figure, the best first; with ``most`` as many from the top and from the bottom."""
    if not view.reported_by_communes or view.communes["value"].notna().sum() == 0:
        return []
    unit = naming.unit_in_text(view.ask.indicator)
    head = f"{UNNAMED} ({unit})" if unit else UNNAMED
    quantity = group.shown_frame(view, shown)["value"]
    rising = view.ask.indicator.polarity == "lower"  # the lowest is the first, as on the pages
    frame = view.communes.assign(quantity=quantity).sort_values(["quantity", "area_name"], ascending=[rising, True])
    frame = frame.assign(rank=frame["quantity"].rank(ascending=rising, method="min"))
    if most and len(frame) > 2 * most:
        known = frame[frame["quantity"].notna()]
        frame = pd.concat([known.head(most), known.tail(most)]).drop_duplicates("area_code")
    columns: tuple[Column, ...] = (
        Column("Hạng", "number", 0.6), Column("Xã, phường", width=2.4), Column(head, "number", 1.4),
        Column(f"So với {naming.AGAINST['vi'][view.ask.comparison]}", "number", 1.5),
        Column("% kế hoạch", "number", 1.0),
    )  # fmt: skip
    rows = [_commune_row(view, dict(row)) for row in frame.to_dict("records")]
    if all(row[-1] == NOTHING for row in rows):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    title = f"{naming.name_of(view.ask.indicator)}, {naming.period_words(view.ask.period, view.ask.measure)}"
    note = f"{most} xã, phường cao nhất và {most} thấp nhất." if most and len(rows) == 2 * most else ""
    return [Table(title, columns, tuple(rows), note)]


def _commune_row(view: GroupView, row: dict[Any, Any]) -> tuple[Cell, ...]:
    ask, one = view.ask, view.ask.indicator
    key = NumberKey(one.code, str(row["area_code"]), ask.period, ask.measure, ask.breakdown)
    shown_by = {what: map_quantity.source(ask, what, view.then_period) for what in ("change", "plan_share")}
    behind = {what: text.replace(AREA, key.area_code) for what, text in shown_by.items()}
    rank = NOTHING if pd.isna(row["rank"]) else Cell(str(int(row["rank"])), float(row["rank"]), behind=key.text())
    name = Cell(str(row["area_name"]))
    if pd.isna(row["value"]):
        return (NOTHING, name, Cell(naming.status_words(str(row["status"]))), NOTHING, NOTHING)
    value = float(row["value"])
    in_points = pd.notna(row["points"])
    moved = row["points"] if in_points else row["relative"]
    unit = naming.POINTS["vi"] if in_points else "%"
    move = (
        NOTHING
        if pd.isna(moved)
        else Cell(
            f"{formats.signed(float(moved), 1)} {unit}".replace(" ", "\u00a0"), float(moved), behind=behind["change"]
        )
    )
    share = row["plan_share"]
    plan = (
        NOTHING if pd.isna(share) else Cell(formats.number(float(share), 1), float(share), behind=behind["plan_share"])
    )
    return (rank, name, Cell(formats.number(value), value, key.text()), move, plan)


def simple_table(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], note: str = "") -> list[Block]:
    """A table, or nothing without rows."""
    made = tuple(tuple(row) for row in rows)
    return [Table(title, tuple(columns), made, note)] if made else []


def text_width(texts: Sequence[str]) -> float:
    """The share of the page of a column of texts: what most of them need, and never less than the longest word."""
    word_room = max(len(part) for text in texts for part in text.split() or [""]) / 8
    lengths = sorted(len(text) for text in texts)
    return max(0.8, word_room, min(4.0, lengths[len(lengths) * 9 // 10] / 11))
