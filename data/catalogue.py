"""The indicators of the five decisions, as printed and as the system needs them.

Read from the CSV files in ``data/catalogue/`` (their columns are described in ``data/catalogue/README.md``).  Headings,
tooltips, loaders and documents all ask here, so that what we know about an indicator is written once.
"""

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "catalogue"
KINDS = ("flow", "stock", "rate", "index", "score", "status_count", "yes_no", "text", "register")
POLARITIES = ("higher", "lower", "neutral")
FREQUENCIES = ("hour", "day", "week", "month", "quarter", "half-year", "term", "season", "year")
AREA_LEVELS = ("province", "commune", "facility")
OPEN = "chưa quy định"
# Fields that Điều 2 khoản 3 of the Tuyên Quang decision asks for, and a decision may leave open.
OPEN_FIELDS = ("unit", "formula", "lead_agency", "provider", "deadline_days", "sharing", "security", "answerable")


class CatalogueError(Exception):
    """A catalogue file that cannot be trusted; the message says which file, line and remedy."""


@dataclass(frozen=True)
class IndicatorSet:
    set_code: str
    prefix: str
    name: str
    name_en: str
    province_code: str
    area_group: str  # former province whose communes the set covers, "" for the whole province
    decision: str


@dataclass(frozen=True)
class Page:
    page: str
    path: str
    name: str
    name_en: str
    order: int


@dataclass(frozen=True)
class PrintedRow:
    """One row of an annex, word for word; ``unit_printed`` and the like are empty where the annex says nothing."""

    set_code: str
    row: int
    group_path: str
    stt: str
    name: str
    parent: str
    is_leaf: bool
    unit_printed: str
    scope: str
    frequency_printed: str
    breakdown_printed: str
    source_agency: str
    method: str
    database: str
    database_owner: str
    data_source: str
    note: str


@dataclass(frozen=True)
class Indicator:
    """One indicator: an ``indicator_code``, what it means, and how its values may be added up."""

    code: str
    set_code: str
    row: int
    name: str
    name_en: str
    page: str
    unit: str
    kind: str
    polarity: str
    frequencies: tuple[str, ...]
    breakdowns: tuple[str, ...]
    area_level: str
    over_time: str
    over_areas: str
    numerator: str
    denominator: str
    per: str
    formula: str
    lead_agency: str
    provider: str
    deadline_days: str
    sharing: str
    security: str
    answerable: str
    concept: str
    flag: str

    @property
    def open_fields(self) -> tuple[str, ...]:
        """Names of the fields that the decision leaves open and nobody has filled in yet."""
        return tuple(name for name in OPEN_FIELDS if not getattr(self, name))


@dataclass(frozen=True)
class Problem:
    """Something wrong in a catalogue file: where, and what to do about it."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


def records(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells of each record of a catalogue file; every cell text in NFC, absent cells empty."""
    if not path.exists():
        raise CatalogueError(f"{path} is missing: the catalogue needs it, see data/catalogue/README.md.")
    with path.open(encoding="utf-8-sig", newline="") as file:
        for record in (reader := csv.DictReader(file)):
            yield reader.line_num, {k: unicodedata.normalize("NFC", v or "").strip() for k, v in record.items() if k}


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in cell.split(";") if word.strip())


@cache
def sets(folder: Path = FOLDER) -> dict[str, IndicatorSet]:
    """The five sets by ``set_code``."""
    return {r["set_code"]: IndicatorSet(**r) for _, r in records(folder / "sets.csv")}


@cache
def pages() -> dict[str, Page]:
    """Page groups by code, in the order of the navigation."""
    rows = [
        Page(r["page"], r["path"], r["name"], r["name_en"], int(r["order"])) for _, r in records(FOLDER / "pages.csv")
    ]
    return {page.page: page for page in sorted(rows, key=lambda page: page.order)}


@cache
def vocabulary(name: str) -> dict[str, tuple[str, str]]:
    """Vietnamese and English name by code of ``axes``, ``concepts`` or ``units``."""
    key, vi, en = {
        "axes": ("axis", "name", "name_en"),
        "concepts": ("concept", "name", "name_en"),
        "units": ("unit", "label", "label_en"),
    }[name]
    return {r[key]: (r[vi], r[en]) for _, r in records(FOLDER / f"{name}.csv")}


@cache
def _limits() -> dict[tuple[str, str, str], tuple[float, ...]]:
    return {
        (r["code"], r["shown"], r["unit"]): tuple(float(limit) for limit in r["limits"].split())
        for _, r in records(FOLDER / "limits.csv")
    }


def fixed_limits(code: str, shown: str, unit: str) -> tuple[float, ...]:
    """The inner class limits that hold in every period: an indicator's own, else those of what is shown in this unit.

    ``shown`` is value, change or plan_share, ``unit`` that of what is shown; empty when nobody has set any.
    """
    known = _limits()
    keys = ((code, shown, unit), (code, shown, ""), ("", shown, unit), ("", shown, ""))
    return next((known[key] for key in keys if key in known), ())


def unit_label(unit: str) -> str:
    """The Vietnamese label of a canonical unit; empty for an open unit."""
    return vocabulary("units")[unit][0] if unit else ""


@cache
def _doubted_units() -> frozenset[tuple[str, str]]:
    return frozenset((r["code"], r["unit"]) for _, r in records(FOLDER / "doubted_units.csv"))


def is_unit_doubted(indicator: Indicator) -> bool:
    """Whether the printed unit cannot be that of what the name says, so that no number is spoken in it."""
    return (indicator.code, indicator.unit) in _doubted_units()


@cache
def _members() -> dict[str, dict[str, tuple[str, str]]]:
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for _, r in records(FOLDER / "members.csv"):
        found.setdefault(r["axis"], {})[r["member"]] = (r["name"], r["name_en"])
    return found


def members(axis: str, lang: str = "vi") -> dict[str, str]:
    """Names of the members of an axis by code; empty for an axis whose members come with the data."""
    return {code: names[lang == "en"] for code, names in _members().get(axis, {}).items()}


def member_name(axis: str, member: str, lang: str = "vi") -> str:
    """The name of one axis member; its code when nobody named it."""
    return members(axis, lang).get(member, member)


@cache
def printed_rows(set_code: str) -> tuple[PrintedRow, ...]:
    """The rows of one annex in printed order."""
    names = [field.name for field in fields(PrintedRow)]
    rows = []
    for _, cells in records(FOLDER / "printed" / f"{set_code}.csv"):
        typed = {name: cells.get(name, "") for name in names} | {
            "set_code": set_code,
            "row": int(cells["row"]),
            "is_leaf": cells["is_leaf"] == "true",
        }
        rows.append(PrintedRow(**typed))  # type: ignore[arg-type]  # the names come from the dataclass itself
    return tuple(rows)


@cache
def indicators() -> dict[str, Indicator]:
    """All indicators of all sets by code, in the order of sets and printed rows."""
    found: dict[str, Indicator] = {}
    for set_code in sets():
        for line, cells in records(FOLDER / "indicators" / f"{set_code}.csv"):
            if cells["code"] in found:
                raise CatalogueError(f"indicators/{set_code}.csv:{line}: code {cells['code']} occurs twice.")
            found[cells["code"]] = _indicator(set_code, cells)
    return found


def _indicator(set_code: str, cells: dict[str, str]) -> Indicator:
    values: dict[str, object] = {field.name: cells.get(field.name, "") for field in fields(Indicator)}
    values |= {
        "set_code": set_code,
        "row": int(cells["row"]),
        "frequencies": _words(cells["frequencies"]),
        "breakdowns": _words(cells["breakdowns"]),
    }
    return Indicator(**values)  # type: ignore[arg-type]  # the names come from the dataclass itself


def get(code: str) -> Indicator:
    """The indicator with this code; KeyError names the code when there is none."""
    return indicators()[code]


def of_set(set_code: str, page: str = "") -> list[Indicator]:
    """The indicators of a set, of one page group when named, in printed order."""
    return [i for i in indicators().values() if i.set_code == set_code and page in ("", i.page)]


def linked(indicator: Indicator) -> list[Indicator]:
    """The same concept in the other sets; empty when the indicator is linked to none."""
    same = [i for i in indicators().values() if i.concept and i.concept == indicator.concept]
    return [i for i in same if i.set_code != indicator.set_code]


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Text for searching: lower case, without diacritics, đ as d, single spaces."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split())


@cache
def printed_by_row(set_code: str) -> dict[int, PrintedRow]:
    """The printed rows of a set by row number."""
    return {row.row: row for row in printed_rows(set_code)}


def find(set_code: str, name: str) -> list[Indicator]:
    """Indicators of a set whose own or printed name is exactly this one after folding; several when it is ambiguous."""
    return list(_by_name(set_code).get(fold(name), ()))


@cache
def _by_name(set_code: str) -> dict[str, list[Indicator]]:
    rows = printed_by_row(set_code)
    found: dict[str, list[Indicator]] = {}
    for indicator in of_set(set_code):
        for name in {fold(indicator.name), fold(rows[indicator.row].name)}:
            found.setdefault(name, []).append(indicator)
    return found
