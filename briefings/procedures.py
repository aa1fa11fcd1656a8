"""The section of administrative procedures: scores of Decision 766 as their room shows them."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from briefings import blocks
from briefings.context import Built, Context
from briefings.outline import Part
from components import formats, tthc_figures, tthc_parts
from components.sentences import Piece, Sentence, lowered
from data import periods, score_view, scores, scoring_rules
from data.score_answers import ScoreKey, ScoreView
from exports.briefing.model import Block, Cell, Chart, Column, Line

CAPTURES = 28  # of a chart
LOSING = 3  # components that lose most


def procedures(context: Context, part: Part) -> Built:
    """The scores of a unit: total, place and what loses most in words; communes, captures, items, other units."""
    asked = {"ngay": _newest_capture(context)} | dict(part.asked)
    ask = score_view.understand(context.conn, asked, context.province_code, context.as_of)
    if ask is None:
        return Built("Chưa có điểm của tỉnh trên Cổng Dịch vụ công quốc gia.", {"điểm": (), "mất điểm": ()})
    view = score_view.view(context.conn, ask, boundary_note=context.boundary_note)
    made = {
        "map": lambda: _scores_map(view),
        "chart": lambda: _captures(view),
        "parts": lambda: _shares(view),
        "table": lambda: _items(view),
        "communes": lambda: _units(view),
    }
    drawn = [block for show in part.shows if show in made for block in made[show]()]
    used = [*view.sources, *(view.commune_sources if "map" in part.shows else ())]
    known = {"điểm": _score(view), "mất điểm": _lost(view)}
    return Built("- {điểm}\n- {mất điểm}", known, tuple(drawn), view.simulated, tuple(dict.fromkeys(used)))


def _newest_capture(context: Context) -> str:
    """The day of the newest capture up to the end of the briefing's period; "" where there is none."""
    found = scores.captures(context.conn, context.province_code, as_of=context.as_of)
    end = pd.Timestamp(periods.parse(context.outline.period).end)
    days = found.loc[found["captured_on"] <= end, "captured_on"]
    return "" if days.empty else f"{days.max():%Y-%m-%d}"


def _score(view: ScoreView) -> Sentence:
    item, unit = view.ask.item, view.ask.unit.unit_name
    row = view.items.loc[item] if item in view.items.index else None
    if row is None or pd.isna(row["score"]):
        return (Piece(f"{unit} chưa có điểm {lowered(tthc_parts.name_of(item))}."),)
    start = f"{tthc_parts.name_of(item)} của {unit} ngày {formats.date(view.ask.day)} đạt "
    score = Piece(tthc_parts.points(row["score"]), tthc_parts.key_of(view, item))
    told = f"/{tthc_parts.whole(row['max_score'])} điểm"
    if pd.notna(row["place"]) and view.ranks(item):
        told += f", thứ {tthc_parts.whole(row['place'])}/{tthc_parts.whole(row['of'])}"
    more = (tthc_parts.against_median(row), tthc_parts.movement_words(row, item))
    return (Piece(start), score, Piece("; ".join([told, *(one for one in more if one)]) + "."))


def _lost(view: ScoreView) -> Sentence:
    """The components that lose most, worst first."""
    own = view.items.loc[[one.code for one in scoring_rules.components() if one.code in view.items.index]]
    worst = own[own["lost"] >= 0.005].sort_values("lost", ascending=False).head(LOSING)
    pieces = [Piece("Mất nhiều điểm nhất ở: ")]
    for code, row in worst.iterrows():
        between = "" if len(pieces) == 1 else "; "
        lost = Piece(tthc_parts.points(row["lost"]), tthc_parts.key_of(view, str(code)))
        pieces += [Piece(f"{between}{lowered(tthc_parts.name_of(str(code)))} ("), lost, Piece(")")]
    return (*pieces, Piece(".")) if len(worst) else ()


def _scores_map(view: ScoreView) -> list[Block]:
    title = f"{tthc_parts.name_of(view.ask.item)} theo xã, phường"
    day = formats.date(view.commune_day) if view.commune_day else ""
    source = "; ".join(view.commune_sources)
    return blocks.painted(
        tthc_figures.shades(view),
        title,
        f"{view.province_name} · {day}",
        view.ask.province_code,
        view.boundary_note,
        source,
    )


def _captures(view: ScoreView) -> list[Block]:
    """The chosen item over the captures that were scored in the same way as the newest."""
    rows = view.trend.dropna(subset=["score"]).sort_values("captured_on")
    broken = [pd.Timestamp(day) for day in view.breaks]
    last = max((day for day in broken if (rows["captured_on"] >= day).any()), default=pd.Timestamp.min)
    rows = rows[rows["captured_on"] >= last].tail(CAPTURES)
    if len(rows) < 2:
        return []
    line = Line("Điểm", "now", tuple(float(one) for one in rows["score"]))
    days = tuple(formats.date(day) for day in rows["captured_on"])
    title = f"{tthc_parts.name_of(view.ask.item)} qua các ngày lấy điểm"
    return [Chart(title, "điểm", view.ask.unit.unit_name, "line", days, (line,), "; ".join(view.sources))]


def _shares(view: ScoreView) -> list[Block]:
    """How much of its highest score each component has."""
    codes = [one.code for one in scoring_rules.components() if one.code in view.items.index]
    rows = view.items.loc[codes].dropna(subset=["score"])
    if len(rows) < 2:
        return []
    shares = tuple(float(100 * row["score"] / row["max_score"]) for _, row in rows.iterrows())
    names = tuple(tthc_parts.name_of(str(code)) for code in rows.index)
    about = f"{view.ask.unit.unit_name} · {formats.date(view.ask.day)}"
    line = (Line("Đạt", "now", shares),)
    return [
        Chart("Tỷ lệ đạt của từng nhóm chỉ số", "% điểm tối đa", about, "bar", names, line, "; ".join(view.sources))
    ]


def _items(view: ScoreView) -> list[Block]:
    columns = (
        Column("Chỉ tiêu", width=3.4), Column("Điểm", "number"), Column("Tối đa", "number", 0.8),
        Column("Mất", "number", 0.8), Column("So với trung vị", "number"), Column("Thứ", width=0.8),
    )  # fmt: skip
    rows = [_item(str(code), row, view) for code, row in view.items.iterrows()]
    title = f"Điểm từng chỉ tiêu: {view.ask.unit.unit_name}, {formats.date(view.ask.day)}"
    return blocks.simple_table(title, columns, rows)


def _item(code: str, row: Any, view: ScoreView) -> list[Cell]:
    place = "–"
    if pd.notna(row["place"]) and view.ranks(code):
        place = f"{tthc_parts.whole(row['place'])}/{tthc_parts.whole(row['of'])}"
    own = tthc_parts.key_of(view, code)
    figures = [_points(row["score"], own), _points(row["max_score"]), _points(row["lost"], behind=own)]
    gap = (
        blocks.NOTHING
        if pd.isna(row["to_median"])
        else Cell(tthc_parts.signed(row["to_median"]), float(row["to_median"]), behind=own)
    )
    return [Cell(tthc_parts.name_of(code)), *figures, gap, Cell(place, behind=own if place != "–" else "")]


def _points(value: float | None, key: str = "", behind: str = "") -> Cell:
    return blocks.NOTHING if pd.isna(value) else Cell(tthc_parts.points(value), float(value or 0), key, behind)


def _units(view: ScoreView) -> list[Block]:
    """The chosen item in every commune, best first."""
    rows = view.communes.dropna(subset=["value"]).sort_values(["value", "area_name"], ascending=[False, True])
    columns = (Column("TT", "number", 0.6), Column("Xã, phường", width=3), Column("Điểm", "number"))
    told = (
        (Cell(str(place), float(place)), Cell(str(row["area_name"])), _points(row["value"], _of_commune(view, row)))
        for place, row in enumerate(rows.to_dict("records"), start=1)
    )
    return blocks.simple_table(f"{tthc_parts.name_of(view.ask.item)} của các xã, phường", columns, told)


def _of_commune(view: ScoreView, row: Mapping[Any, Any]) -> str:
    """The key of a commune's score, which may have been captured on another day than its province's."""
    return ScoreKey(str(row["unit_code"]), view.commune_day or view.ask.day, view.ask.item).text()
