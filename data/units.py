"""Units of measurement: exact conversion between them, and the spellings that annexes and reports print."""

import csv
import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "catalogue" / "units.csv"
SIZES_FILE = FILE.with_name("magnitudes.csv")


class UnitError(Exception):
    """Two units that cannot be converted into each other; the message is a Vietnamese sentence."""


@dataclass(frozen=True)
class Unit:
    unit: str
    label: str
    label_en: str
    dimension: str
    base: str
    factor: Fraction | None  # to the base unit; None where a factor has no meaning


@cache
def units() -> dict[str, Unit]:
    """All canonical units by code."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {r["unit"]: Unit(**(r | {"factor": Fraction(r["factor"]) if r["factor"] else None})) for r in rows}  # type: ignore[arg-type]


@cache
def _sizes() -> dict[str, tuple[Fraction, Fraction]]:
    with SIZES_FILE.open(encoding="utf-8", newline="") as file:
        return {r["dimension"]: (Fraction(r["least"]), Fraction(r["most"])) for r in csv.DictReader(file)}


@cache
def sizes(unit: str) -> tuple[float, float]:
    """Between which sizes every number but 0 is that can be meant in ``unit``; for an open unit the widest.

    What can be said follows from what is measured (``magnitudes.csv``), never from the single indicator.
    """
    known = units().get(unit)
    if known is None or known.factor is None:
        least, most = _sizes()[""]
        return float(least), float(most)
    least, most = _sizes()[known.dimension]
    return float(least / known.factor), float(most / known.factor)


def factor(from_unit: str, to_unit: str) -> Fraction:
    """What a number in ``from_unit`` is multiplied by to stand in ``to_unit``; exact.

    Raises:
        UnitError: a unit is unknown, or the two measure different things (đồng and đô la are never mixed).
    """
    known = units()
    for unit in (from_unit, to_unit):
        if unit not in known:
            raise UnitError(f"Không có đơn vị «{unit}» trong danh mục đơn vị.")
    source, target = known[from_unit], known[to_unit]
    if from_unit == to_unit:
        return Fraction(1)
    if source.base != target.base or source.factor is None or target.factor is None:
        raise UnitError(f"Không đổi được «{source.label}» sang «{target.label}»: hai đơn vị đo hai thứ khác nhau.")
    return source.factor / target.factor


def convertible(from_unit: str, to_unit: str) -> bool:
    """Whether a number in one unit can stand in the other."""
    source, target = units().get(from_unit), units().get(to_unit)
    if source is None or target is None:
        return False
    return source == target or (source.base == target.base and bool(source.factor and target.factor))


def convert(value: float, from_unit: str, to_unit: str) -> float:
    """A number in another unit; rounded once, at the end.  Raises UnitError as ``factor``."""
    return float(Fraction(str(value)) * factor(from_unit, to_unit))


def readable(value: float, unit: str) -> tuple[float, str]:
    """A large amount of money in the unit that people would say it in: 3.109.550 triệu đồng are 3.109,55 tỷ đồng."""
    steps = {"VND": "10*6.VND", "10*6.VND": "10*9.VND"}
    while unit in steps and abs(value) >= 100_000:
        value, unit = convert(value, unit, steps[unit]), steps[unit]
    return value, unit


# Spellings that reports use beside the canonical labels; keys as ``_plain`` makes them.
_ALSO = {
    "tỷ": "10*9.VND", "tỉ đồng": "10*9.VND", "triệu": "10*6.VND", "trđ": "10*6.VND", "tr.đồng": "10*6.VND",
    "tr.đ": "10*6.VND", "vnđ": "VND", "vnd": "VND", "triệu usd": "10*6.USD", "tr.usd": "10*6.USD",
    "km2": "km2", "m2": "m2", "m3": "m3", "hécta": "har", "hecta": "har", "số người": "{person}", "số dân": "{person}",
    "số hộ": "{household}", "lượt": "{visit}", "khách": "{visit}", "htx": "{cooperative}",
    "hkd": "{household-business}",
    "số nhiệm vụ": "{task}", "phần trăm": "%", "bác sĩ/vạn dân": "{doctor}/(10*4.{person})",
    "giường bệnh/vạn dân": "{bed}/(10*4.{person})", "điểm": "{score}", "vụ": "{incident}", "người": "{person}",
    # The Lào Cai annex alone means pieces, of clothing; everyone else counts kinds of OCOP product.
    "sản phẩm": "{product}", "ổ": "{outbreak}", "xử lý": "{case}", "hộ/người": "{household} | {person}",
    "người sử dụng đất/cơ sở": "{land-user} | {facility}",
}  # fmt: skip


def _plain(text: str) -> str:
    composed = unicodedata.normalize("NFC", text).casefold().replace("²", "2").replace("³", "3")
    return re.sub(r"\s*([./])\s*", r"\1", " ".join(composed.split())).strip(" .:;()")


@cache
def _spellings() -> dict[str, str]:
    found = {_plain(re.sub(r"\s*\(.*?\)", "", unit.label)): code for code, unit in units().items()}
    return found | {word: code for word, code in _ALSO.items() if code in units()}


def parse_printed(text: str) -> str | None:
    """The canonical code of a printed unit, whatever its case and spacing; None for one that is not known."""
    plain = _plain(text)
    if text in units():
        return text
    return _spellings().get(plain)
