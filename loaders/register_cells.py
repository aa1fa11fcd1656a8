"""Cells of a register to values, by the kind of their field."""

import re
from datetime import date, datetime

from data import catalogue, paths, units
from data.catalogue import fold
from data.catalogue_registers import Field
from geo import boundaries
from loaders import numbers, rules
from loaders.places import province_names
from loaders.sheet import Cell, as_text

DAY = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$|^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$")
DECIMAL = re.compile(r"^[+-]?\d{1,3}(?:[.,]\d+)?\s*°?\s*[NEBĐ]?$", re.IGNORECASE)
DEGREES = re.compile(
    r"^(\d{1,3})\s*[°ºd:\s]\s*(\d{1,2}(?:[.,]\d+)?)\s*(?:['′’m:\s]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:[\"″”s]|'')?)?)?\s*[NEBĐ]?$",
    re.IGNORECASE,
)
WATERS = (101.0, 6.0, 118.0, 24.0)  # west, south, east, north of the country with its waters
MARGIN = 0.02  # degrees; the boundaries may be approximate


def value(cell: Cell, field: Field, style: str, printed_unit: str = "") -> str | float | date | None:
    """What a cell says, a number in the unit of its field; None when it is empty.

    Raises:
        CellError: the words, number, unit, date or coordinate cannot be understood.
    """
    numbers.require_computed(cell)
    text = as_text(cell.value).strip()
    if not text:
        return None
    if field.kind == "number":
        return numbers.parse(cell, style).value * _factor(printed_unit, field)
    if field.kind == "date":
        return _day(cell, text)
    if field.kind == "coordinate":
        return _degrees(cell, text)
    return _member(text, field) if field.axis else text


def _member(text: str, field: Field) -> str:
    """The code of the member that a text names in either language, or is."""
    known = {fold(name): code for lang in ("en", "vi") for code, name in field.words(lang).items()}
    if text in field.words():
        return text
    if fold(text) not in known:
        raise rules.error(
            "unknown_word", written=text, column=f"«{field.label}»", known=", ".join(field.words().values())
        )
    return known[fold(text)]


def _factor(printed: str, field: Field) -> float:
    """From the unit of a heading to that of the field."""
    is_own = fold(printed) == fold(catalogue.unit_label(field.unit))  # also where several units are written alike
    unit = units.parse_printed(printed) if printed and field.unit and not is_own else None
    try:
        return float(units.factor(unit, field.unit)) if unit else 1.0
    except units.UnitError as error:
        raise rules.error("wrong_unit", told=str(error), unit=catalogue.unit_label(field.unit)) from error


def _day(cell: Cell, text: str) -> date:
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    if (match := DAY.match(text)) is None:
        raise rules.error("bad_date", written=text)
    day, month, year = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise rules.error("bad_date", written=text) from error


def _degrees(cell: Cell, text: str) -> float:
    """Decimal degrees, also of degrees, minutes and seconds."""
    if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
        return float(cell.value)
    if DECIMAL.match(text):
        return float(re.sub(r"[^\d.,+-]", "", text).replace(",", "."))
    if match := DEGREES.match(text):
        degrees, minutes, seconds = (float((part or "0").replace(",", ".")) for part in match.groups())
        if minutes < 60 and seconds < 60:
            return round(degrees + minutes / 60 + seconds / 3600, 6)
    raise rules.error("bad_coordinate", written=text)


def settled(latitude: object, longitude: object, province: str) -> tuple[float, float]:
    """Latitude and longitude, exchanged when they stand in each other's place.

    Args:
        province: where the point must lie; "" for anywhere in the country and its waters.

    Raises:
        CellError: half_coordinates, coordinates_outside.
    """
    if not isinstance(latitude, float) or not isinstance(longitude, float):
        raise rules.error("half_coordinates")
    west, south, east, north = boundaries.boundary_set(province, paths.home()).view if province else WATERS
    for y, x in ((latitude, longitude), (longitude, latitude)):
        if south - MARGIN <= y <= north + MARGIN and west - MARGIN <= x <= east + MARGIN:
            return y, x
    raise rules.error(
        "coordinates_outside",
        latitude=_shown(latitude),
        longitude=_shown(longitude),
        extent=province_names()[province] if province else "lãnh thổ và vùng biển Việt Nam",
    )


def _shown(degrees: float) -> str:
    return f"{degrees:.5f}".rstrip("0").rstrip(".").replace(".", ",")
