"""Bulletins about a disaster: one row an item of an area in a bulletin, kept as the issuing body printed it.

Figures may fall, and two bodies may disagree: both are taken.  Within one file the same figure twice with two values
contradicts itself, and what is dated in the future cannot be: the row is set aside with the reason.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from statistics import median_low
from typing import Any

from data import clock
from data.bulletin_items import PARTS, TOTAL, items
from geo import areas, names
from geo.spelling import fold
from loaders import numbers, record_rows, rules
from loaders.body import Job, numbers_style, place
from loaders.errors import CellError
from loaders.header import Found, Header
from loaders.normalise import vietnamese_cell
from loaders.reading import Findings, Place

TABLE = "bulletin_figure"
LEVELS = ("nation", "province", "district", "commune")
REFORM = datetime(2025, 7, 1)
FAR_DAYS = 60  # from the other bulletins of the event
Row = dict[str, Any]


def read(header: Header, job: Job) -> Findings:
    """One record per row; see ``tables.bulletin_figure``."""
    findings = Findings()
    found, seen = record_rows.by_key(header), dict[tuple[object, ...], Row]()
    for number in header.sheet.by_rows:
        if number <= header.bottom or not header.sheet.text(number, found["event_code"].index):
            continue
        at = place(header, number, found["value"])
        try:
            row = _row(header, job, number, found, at)
            key = tuple(
                row[name] for name in ("event_code", "issued_at", "issuing_body", "area_level", "area_name", "item")
            )
            if (first := seen.get(key)) is None:
                seen[key] = row
            elif first["value"] != row["value"]:
                first_told = {
                    "first": f"{first['value']:g}",
                    "cell": vietnamese_cell(first["cell"]),
                    "written": at.value,
                }
                raise rules.error("contradicting_row", **_told(row), **first_told)
            else:
                _note(findings, "repeated_row", row, cell=vietnamese_cell(first["cell"]))
        except CellError as error:
            findings.refuse(at, error)
    rows = list(seen.values())
    _doubt(rows, findings)
    findings.records = {TABLE: list(rows)}
    return findings


def _row(header: Header, job: Job, number: int, found: Mapping[str, Found], at: Place) -> Row:
    def text(key: str) -> str:
        return header.sheet.text(number, found[key].index).strip() if key in found else ""

    issued, has_hour = record_rows.moment(header.sheet.cell(number, found["issued_at"].index).value)
    if issued > clock.now():
        raise rules.error("future_moment", written=f"{issued:%d/%m/%Y %H:%M}", received=f"{clock.now():%d/%m/%Y %H:%M}")
    item, level = _item(text("item")), text("area_level").lower()
    if level not in LEVELS:
        raise rules.error("unknown_level", written=text("area_level"))
    cell = header.sheet.cell(number, found["value"].index)
    value = float(numbers.parse(cell, numbers_style(found["value"], job.layout)).value)
    if value < 0:
        raise rules.error("negative_figure", item=items()[item].name, written=at.value)
    area_code, province = _area(level, text("area_name"), issued, job.province)
    return {
        "event_code": text("event_code"), "issued_at": issued, "has_hour": has_hour,
        "issuing_body": text("issuing_body"), "area_level": level, "area_name": text("area_name"),
        "area_code": area_code, "province_code": province, "item": item, "value": value, "source": text("source"),
        "note": text("note"), "published_at": issued, "sheet": at.sheet, "cell": at.cell,
    }  # fmt: skip


def _item(written: str) -> str:
    known = {fold(one.name): code for code, one in items().items()}
    if written in items():
        return written
    if fold(written) in known:
        return known[fold(written)]
    raise rules.error("unknown_bulletin_item", written=written, known=", ".join(one.name for one in items().values()))


def _area(level: str, name: str, issued: datetime, province: str) -> tuple[str, str]:
    """The area of today that a name means ("" for districts and former provinces), and the province that it is in."""
    if level == "nation":
        return "VN", ""
    if level == "province":
        found = _former_provinces().get(fold(name)) or _provinces().get(fold(name), "")
        is_of_today = issued >= REFORM and fold(name) in _provinces()
        return (_provinces()[fold(name)], _provinces()[fold(name)]) if is_of_today else ("", found)
    if level == "district":
        return "", _districts().get(fold(name), province)
    match = names.match(name, province)
    return (match.area_code or "", province) if issued >= REFORM else ("", province)


@cache
def _provinces() -> dict[str, str]:
    frame = areas.provinces()
    return {fold(name): code for name, code in zip(frame["area_name"], frame["area_code"], strict=True)}


@cache
def _former_provinces() -> dict[str, str]:
    return _groups("former_province")


@cache
def _districts() -> dict[str, str]:
    """Former districts by bare name; one that several provinces had means none of them."""
    return _groups("former_district")


def _groups(kind: str) -> dict[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for code in areas.provinces()["area_code"]:
        groups = areas.groups(code)
        for name in groups.loc[groups["group_kind"] == kind, "group_name"].unique():
            bare = name.removeprefix("Huyện ").removeprefix("Thị xã ").removeprefix("Thành phố ").removeprefix("Quận ")
            found[fold(bare)].add(code)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}


def _doubt(rows: list[Row], findings: Findings) -> None:
    """Says what is odd about rows that are taken: far dates, another order, parts that do not make their total."""
    by_event: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_event[row["event_code"]].append(row)
    for event, own in by_event.items():
        moments = [row["issued_at"] for row in own]
        if moments != sorted(moments):
            _note(findings, "out_of_order", own[0])
        usual = median_low(moments)
        for moment in sorted({m for m in moments if abs((m - usual).days) > FAR_DAYS}):
            row = next(one for one in own if one["issued_at"] == moment)
            _note(findings, "odd_moment", row, event=event, days=str(abs((moment - usual).days)))
    for row in rows:
        if row["area_level"] == "commune" and not row["area_code"] and row["issued_at"] >= REFORM:
            _note(findings, "unknown_bulletin_area", row, written=row["area_name"])
    _compare_totals(rows, findings)


def _compare_totals(rows: list[Row], findings: Findings) -> None:
    together: dict[tuple[object, ...], dict[str, Row]] = defaultdict(dict)
    for row in rows:
        key = tuple(row[name] for name in ("event_code", "issued_at", "issuing_body", "area_level", "area_name"))
        together[key][row["item"]] = row
    for own in together.values():
        if {TOTAL, *PARTS} <= own.keys() and sum(own[part]["value"] for part in PARTS) != own[TOTAL]["value"]:
            named = zip(("dead", "missing", "total"), (*PARTS, TOTAL), strict=True)
            figures = {name: f"{own[code]['value']:g}" for name, code in named}
            _note(findings, "parts_differ", own[TOTAL], **figures)


def _told(row: Row) -> dict[str, str]:
    return {
        "event": row["event_code"], "item": items()[row["item"]].name, "area": row["area_name"],
        "moment": f"{row['issued_at']:%d/%m/%Y %H:%M}",
    }  # fmt: skip


def _note(findings: Findings, code: str, row: Row, **more: str) -> None:
    about = rules.rule(code)
    findings.note(row["sheet"], row["cell"], code, about.tell(_told(row) | more)[0], about.severity)
