"""The appendix: where every number of a briefing stands."""

from collections.abc import Sequence
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection

from components import formats, naming, tthc_parts
from data import catalogue, cell_trace, scores, views
from data import origins as archive
from data.answers import NumberKey
from data.bulletin_items import items
from data.keys import CellKey, MadeKey, parse
from data.origins import Standing
from data.score_answers import ScoreKey
from exports.briefing.model import Origin

ADDED = {"months": "cộng từ {parts} tháng", "communes": "cộng từ {parts} số liệu của xã, phường"}


NO_ROW = "Không có dòng số liệu gốc"


def origins(conn: Connection, keys: Sequence[str], province_code: str, as_of: datetime | None) -> tuple[Origin, ...]:
    """A row per number, score or cell, in the order in which they are read; what is no key of ours is left out."""
    numbers = [key for key in map(NumberKey.parse, keys) if key is not None]
    scored = [key for key in map(ScoreKey.parse, keys) if key is not None]
    standings = archive.standings(conn, numbers, province_code, as_of)
    found = {key.text(): _origin(conn, key, one, province_code) for key, one in zip(numbers, standings, strict=True)}
    rows = scores.standings(conn, scored, as_of)
    found |= {key.text(): _of_score(key, rows.get(key)) for key in scored}
    found |= {text: _of_cell(conn, key, as_of) for text in keys if isinstance(key := parse(text), CellKey)}
    return tuple(found[key] for key in keys if key in found)


def cells(behind: Sequence[str]) -> list[str]:
    """The keys of the cells that numbers were worked out of, by the keys of those numbers; each once."""
    made = [key for key in map(parse, behind) if isinstance(key, MadeKey)]
    return list(dict.fromkeys(part.text() for key in made for part in key.parts if isinstance(part, CellKey)))


def is_key(text: str) -> bool:
    """Whether a text is the key of a number or of a score."""
    return NumberKey.parse(text) is not None or ScoreKey.parse(text) is not None


def _of_score(key: ScoreKey, row: pd.Series | None) -> Origin:
    what, day = tthc_parts.name_of(key.item), formats.date(key.day)
    if row is None:
        return Origin(key.text(), what, day, key.unit_code, "–", "điểm", "–", NO_ROW, "")
    place = ", ".join(part for part in (row["sheet"], formats.cell(row["cell"])) if part)
    score = None if pd.isna(row["score"]) else float(row["score"])
    return Origin(
        key=key.text(),
        what=what,
        period=day,
        area=str(row["unit_name"]),
        figure=tthc_parts.points(score),
        unit="điểm",
        source=str(row["source"]) or "–",
        file=f"{row['file_name']} ({place})" if place else str(row["file_name"]),
        known=formats.date(row["published_at"]),
        value=score,
        status=str(row["status"]),
    )


def _of_cell(conn: Connection, key: CellKey, as_of: datetime | None) -> Origin:
    """The figure of a bulletin."""
    found = cell_trace.of_cell(conn, key, as_of)
    if found is None:
        return Origin(key.text(), formats.cell(key.cell), "–", "–", "–", "", "–", NO_ROW, "")
    row = found.revisions.iloc[found.shown]
    place = ", ".join(part for part in (row["sheet"], formats.cell(row["cell"])) if part)
    return Origin(
        key=key.text(),
        what=items()[found.what].name,
        period=formats.datetime(found.at) if found.has_hour else formats.date(found.at),
        area=found.place,
        figure=formats.number(row["value"]),
        unit=found.unit,
        source=found.body or str(row["source"]) or "–",
        file=f"{row['file_name']} ({place})" if place else str(row["file_name"]),
        known=formats.date(row["published_at"]),
        value=float(row["value"]),
        status=str(row["status"]),
    )


def _origin(conn: Connection, asked: NumberKey, one: Standing, province_code: str) -> Origin:
    indicator = catalogue.get(one.key.code)
    place = ", ".join(part for part in (one.sheet, formats.cell(one.cell)) if part)
    file = f"{one.file_name} ({place})" if place else one.file_name
    if one.parts_are:
        file = f"{ADDED[one.parts_are].format(parts=one.parts)}; mới nhất: {file}"
    measure = "cumulative" if one.key.measure == "cumulative" else "actual"
    named = naming.name_of(indicator)
    if one.key.measure == "plan":
        named += f" ({naming.basis_name(one.key.basis, indicator)})"
    return Origin(
        key=asked.text(),
        what=named,
        period=naming.period_words(one.key.period, measure),
        area=views.name_of_place(conn, one.key.area_code, province_code),
        figure=formats.number(one.value),
        unit=naming.unit_in_text(indicator),
        source=one.source or "–",
        file=file or NO_ROW,
        known=formats.date(one.published_at),
        value=one.value,
        status=one.status,
    )
