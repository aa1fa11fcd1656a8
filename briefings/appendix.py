"""The appendix: where every number of a briefing stands."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from components import formats, naming
from data import catalogue, views
from data import origins as archive
from data.answers import NumberKey
from data.origins import Standing
from exports.briefing.model import Origin

ADDED = {"months": "cộng từ {parts} tháng", "communes": "cộng từ {parts} số liệu của xã, phường"}


def origins(conn: Connection, keys: Sequence[str], province_code: str, as_of: datetime | None) -> tuple[Origin, ...]:
    """A row per number, in the order in which they are read; what is no key of ours is left out."""
    parsed = [key for key in map(NumberKey.parse, keys) if key is not None]
    found = archive.standings(conn, parsed, province_code, as_of)
    return tuple(_origin(conn, one, province_code) for one in found)


def _origin(conn: Connection, one: Standing, province_code: str) -> Origin:
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
        key=one.key.text(),
        what=named,
        period=naming.period_words(one.key.period, measure),
        area=views.name_of_place(conn, one.key.area_code, province_code),
        figure=formats.number(one.value),
        unit=naming.unit_in_text(indicator),
        source=one.source or "–",
        file=file or "Không có dòng số liệu gốc",
        known=formats.date(one.published_at),
        value=one.value,
        status=one.status,
    )
