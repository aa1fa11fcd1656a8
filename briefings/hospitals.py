"""The section of health: beds and epidemics as their room shows them on the day of the briefing."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from briefings import blocks
from briefings.context import Built, Context
from briefings.outline import Part
from components import formats, health_beds, health_epidemics, health_exports, health_map, health_source
from components.health_words import say
from components.sentences import Piece, Sentence, lowered
from data import catalogue, health, health_asked, health_rules
from data.answers import NumberKey
from data.health_answers import Course, Health
from data.health_asked import HealthAsk
from data.keys import Key
from exports.briefing.model import Block, Cell, Chart, Column, Line

MOST = 10  # bars that can be told apart
NAMED = 3  # facilities that are overloaded, in words
DAYS = 28  # of the course of a disease


def hospitals(context: Context, part: Part) -> Built:
    """Beds and epidemics as their room shows them on the day: who is overloaded, how a disease moves, communes."""
    today = context.today
    found = health.health(context.conn, context.province_code, today, context.as_of)
    ask = health_asked.understand(part.asked, found.facilities, found.diseases)
    course = None
    if ask.disease:
        course = health.course(context.conn, context.province_code, ask.disease, today, context.as_of)
    made = {
        "map": lambda: _rates_map(found, course, ask, context),
        "chart": lambda: _course(found, course),
        "parts": lambda: _fullest(found),
        "table": lambda: _facilities(found),
        "communes": lambda: _rates(found, course, ask, context.province_code),
    }
    drawn = [block for show in part.shows if show in made for block in made[show]()]
    known = {"giường bệnh": _beds(found), "quá tải": _overloaded(found), "dịch": _epidemic(course)}
    text = "- {giường bệnh}\n- {quá tải}\n- {dịch}"
    return Built(text, known, tuple(drawn), found.simulated, found.sources)


def _beds(found: Health) -> Sentence:
    own = found.facilities[found.facilities["in_use"].notna()]
    planned = float(own["planned_beds"].sum())
    if not planned:
        return (Piece("Chưa có báo cáo giường bệnh trong kỳ."),)
    used = float(own["in_use"].sum())
    share = formats.percent(100 * used / planned)
    day = formats.date(found.newest)
    told = f"Đến {day}, {len(own)} cơ sở khám, chữa bệnh báo cáo {formats.number(used)} giường đang dùng, "
    return (Piece(f"{told}bằng {share} của {formats.number(planned)} giường kế hoạch."),)


def _overloaded(found: Health) -> Sentence:
    judged = found.facilities[found.facilities["band"].isin(health_rules.BANDS[1:])].sort_values(
        "mean", ascending=False
    )
    told = [f"{row['name']} ({health_map.standing(row, 'vi')}; {health_beds.filling(row)})"
            for row in judged.head(NAMED).to_dict("records")]  # fmt: skip
    if not told:
        return (
            (Piece("Không có cơ sở nào vượt ngưỡng công suất giường."),)
            if (found.facilities["band"] != "").any()
            else ()
        )
    return (Piece(f"{len(judged)} cơ sở vượt ngưỡng công suất giường; cao nhất: {'; '.join(told)}."),)


def _epidemic(course: Course | None) -> Sentence:
    """The newest seven days that are complete, and how they grew."""
    if course is None or pd.isna(course.growth.this_week):
        return ()
    name = catalogue.members("disease").get(course.disease, course.disease)
    end = formats.date(course.curve.loc[~course.curve["incomplete"].astype(bool), "day"].max())
    growth = lowered(health_epidemics.growth_words(course.growth))
    count = formats.number(course.growth.this_week)
    return (Piece(f"{name}: {count} ca trong 7 ngày đến {end}; so với 7 ngày trước đó: {growth}."),)


def _rates_map(found: Health, course: Course | None, ask: HealthAsk, context: Context) -> list[Block]:
    sheet = health_map.shades(found, course, ask)
    about = f"{context.province_name} · {health_exports.figures_of(ask.layer, found, course)}"
    title = f"{say(ask.layer)} theo xã, phường"
    return blocks.painted(sheet, title, about, context.province_code, context.boundary_note, "; ".join(found.sources))


def _course(found: Health, course: Course | None) -> list[Block]:
    rows = course.curve.tail(DAYS) if course else pd.DataFrame()
    if course is None or len(rows) < 2:
        return []
    cases = Line("Số ca theo ngày", "before", tuple(_or_none(one) for one in rows["cases"]))
    known = rows["mean"].mask(rows["incomplete"].astype(bool))
    mean = Line(say("mean7"), "now", tuple(_or_none(one) for one in known))
    name = catalogue.members("disease").get(course.disease, course.disease)
    days = tuple(f"{day:%d/%m}" for day in rows["day"])
    about = f"đến {formats.date(rows['day'].iloc[-1])}"
    return [Chart(f"{name}: số ca theo ngày", "ca", about, "line", days, (mean, cases),
                  "; ".join(found.sources))]  # fmt: skip


def _or_none(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _fullest(found: Health) -> list[Block]:
    rows = found.facilities.dropna(subset=["occupancy"]).sort_values("occupancy", ascending=False).head(MOST)
    if len(rows) < 2:
        return []
    line = Line("Công suất", "now", tuple(float(one) for one in rows["occupancy"]))
    days = sorted(rows["day"].dropna())
    about = " – ".join(dict.fromkeys(formats.date(day) for day in (days[0], days[-1]))) if days else ""
    return [Chart("Cơ sở có công suất giường cao nhất", "% giường kế hoạch", about, "bar",
                  tuple(str(one) for one in rows["name"]), (line,), "; ".join(found.sources))]  # fmt: skip


def _facilities(found: Health) -> list[Block]:
    columns = (
        Column("TT", "number", 0.6), Column("Cơ sở", width=2.6), Column("Xã, phường", width=1.6),
        Column("Giường kế hoạch", "number"), Column("Đang dùng", "number"), Column("Công suất (%)", "number"),
        Column("Mức", width=1.2), Column("Ngày báo cáo", width=1.2),
    )  # fmt: skip
    reported = found.facilities.dropna(subset=["day"]).sort_values("mean", ascending=False, na_position="last")
    told = (_facility(place, row) for place, row in enumerate(reported.to_dict("records"), start=1))
    silent = len(found.facilities) - len(reported)
    note = f"{silent} cơ sở khác chưa báo cáo." if silent else ""
    return blocks.simple_table("Công suất giường của các cơ sở khám, chữa bệnh", columns, told, note)


def _facility(place: int, row: Mapping[Any, Any]) -> list[Cell]:
    codes = {measure: code for code, measure in health_rules.measures().items()}
    key = NumberKey(codes["occupancy"], str(row["area_code"]), f"{row['day']:%Y-%m-%d}", "actual").text()
    behind: dict[str, Callable[[Mapping[Any, Any]], Key]] = {
        "planned_beds": health_source.listed,
        "in_use": health_source.beds_in_use,
    }
    figures = [
        blocks.NOTHING
        if pd.isna(row[name])
        else Cell(formats.number(row[name]), float(row[name]), behind=key_of(row).text())
        for name, key_of in behind.items()
    ]
    share = blocks.NOTHING
    if pd.notna(row["occupancy"]):
        share = Cell(formats.number(row["occupancy"], 1), float(row["occupancy"]), key)
    return [Cell(str(place), float(place)), Cell(str(row["name"])), Cell(str(row["commune_name"])), *figures, share,
            Cell(say(health_map.sign(row))), Cell(formats.date(row["day"]))]  # fmt: skip


def _rates(found: Health, course: Course | None, ask: HealthAsk, province_code: str) -> list[Block]:
    """The communes by the rate of the map, highest first."""
    sheet = health_map.shades(found, course, ask)
    order = sorted(sheet["values"].items(), key=lambda one: (-(one[1] or 0), sheet["names"].get(one[0], "")))
    unit = say(f"unit_{ask.layer}")
    columns = (Column("TT", "number", 0.6), Column("Xã, phường", width=3), Column(unit, "number", 1.4))
    keys = health_source.of_communes(found, course, ask.layer, province_code, sheet["values"])
    rows = ((Cell(str(place), float(place)), Cell(sheet["names"][code]),
             Cell(formats.number(value), value, behind=keys.get(code, "")))
            for place, (code, value) in enumerate(order, start=1))  # fmt: skip
    return blocks.simple_table(f"{say(ask.layer)} của các xã, phường", columns, rows)
