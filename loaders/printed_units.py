"""Units as files print them: "tỷ đồng", "nghìn tấn", "1000 con"; and what turns their numbers into the indicator's."""

import re
from fractions import Fraction
from functools import cache

from data import catalogue, units
from data.catalogue import Indicator
from geo.spelling import spelling
from loaders import rules

SCALES = {
    "chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "1000": 1000, "1.000": 1000, "vạn": 10**4, "10.000": 10**4,
    "triệu": 10**6, "1.000.000": 10**6, "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip


def is_unit(text: str) -> bool:
    """Whether a text is a unit that we know, in any of its spellings, with or without a scale in front."""
    return units.parse_printed(text) is not None or units.parse_printed(_split(text)[1]) is not None


@cache
def factor(printed: str, code: str) -> Fraction:
    """What a number under this printed unit is multiplied by to stand in the unit of the indicator; exact.

    Nothing printed, or a unit that the catalogue leaves open, gives 1.

    Raises:
        CellError: unknown_unit, or wrong_unit when it measures something else.
    """
    about = catalogue.get(code)
    if not printed or not about.unit or _is_own(printed, about):
        return Fraction(1)
    scale, rest = _split(printed)
    if scale > 1 and units.parse_printed(printed) is None and _is_own(rest, about):
        return Fraction(scale)
    found = units.parse_printed(printed)
    unit, scale = (found, 1) if found else (units.parse_printed(rest) or "", scale)
    if not unit:
        raise rules.error("unknown_unit", printed=printed, unit=catalogue.unit_label(about.unit))
    try:
        return scale * units.factor(unit, about.unit)
    except units.UnitError as error:
        raise rules.error("wrong_unit", told=str(error), unit=catalogue.unit_label(about.unit)) from error


def _split(text: str) -> tuple[int, str]:
    """A scale in front and the rest: "nghìn tấn" → 1000, "tấn"; scale 1 when there is none."""
    first, _, rest = text.strip().partition(" ")
    scale = SCALES.get(first.lower().strip("()"), 1)
    return (scale, rest.strip()) if scale > 1 and rest.strip() else (1, text)


def _is_own(printed: str, about: Indicator) -> bool:
    """Whether the text is how the indicator's own unit is written, though others share it (điểm, sản phẩm, lượt)."""
    label = catalogue.unit_label(about.unit)
    row = catalogue.printed_by_row(about.set_code)[about.row]
    own = (label, re.sub(r"\s*\(.*\)$", "", label), row.unit_printed)
    return bool(spelling(printed)) and spelling(printed) in {spelling(text) for text in own}


def is_share(printed: str, about: Indicator) -> bool:
    """Whether percentages make sense: the printed unit or that of the indicator is %, or open and it is a rate."""
    unit = units.parse_printed(printed) or about.unit
    return unit.startswith("%") or (not unit and about.kind in ("rate", "index", "score"))
