"""Registers: a table with one entry a row; columns are recognised by the labels of the register's fields.

What an entry cannot do without (its code, name, state …) refuses the row; any other cell that cannot be understood is
refused alone, and the entry is kept without it.
"""

import json
from datetime import date, datetime
from operator import attrgetter

import pandas as pd

from data import catalogue_registers
from data.catalogue_registers import Field
from loaders import places, register_cells, rules
from loaders.body import Job, is_column_numbers, is_footer, place
from loaders.errors import CellError
from loaders.headers import Found, Header
from loaders.normalise import vietnamese_cell
from loaders.reading import Entry, Findings

Value = str | float | date | None
ENOUGH = 3  # filled cells that make a row without a code, or below the signatures, an entry and not a remark


def read(header: Header, job: Job) -> Findings:
    """One entry per row; see ``Findings.entries``."""
    findings, seen = Findings(), dict[str, str]()
    code = header.of_role("id")[0]
    ended = False
    for row in header.sheet.by_rows:
        if row <= header.bottom or is_column_numbers(header.sheet, row):
            continue
        filled = sum(bool(header.sheet.text(row, f.index)) for f in header.found if f.column.role != "stt")
        ended = ended or (filled < ENOUGH and is_footer(header.sheet, row))
        if filled < (ENOUGH if ended or not header.sheet.text(row, code.index) else 2):
            continue
        at = place(header, row, code)
        try:
            entry = _entry(header, job, row, findings)
            if entry.entry_code in seen:
                first = vietnamese_cell(seen[entry.entry_code])
                raise rules.error("repeated_entry", written=entry.entry_code, cell=first)
            seen[entry.entry_code] = at.cell
            findings.entries.append(entry)
        except CellError as error:
            findings.refuse(at, error)
    return findings


def frame(entries: list[Entry], published: datetime, simulated: bool) -> pd.DataFrame:
    """Register entries in ENTRY_COLUMNS but for the delivery."""
    names = list(Entry.__dataclass_fields__)
    made = pd.DataFrame([attrgetter(*names)(entry) for entry in entries], columns=names)
    made["published_at"] = pd.Series([published] * len(made), index=made.index, dtype="datetime64[us]")
    return made.assign(status="simulated" if simulated else "final")


def _entry(header: Header, job: Job, row: int, findings: Findings) -> Entry:
    """What one row says.  Raises ``CellError`` when it lacks what every entry needs."""
    about = catalogue_registers.registers()[job.layout.register]
    by_field = {found.column.key: found for found in header.found}
    values: dict[str, Value] = {"area_code": _area(header, job, row, about.fields, by_field)}
    for field in about.fields:
        if field.kind != "area" and (found := by_field.get(field.field)):
            values[field.field] = _value(header, job, row, found, field, findings)
        if field.required and values.get(field.field) in (None, ""):
            raise rules.error("no_field", field=field.label)
    _settle_place(header, job, row, by_field, values, findings)
    _compare_dates(header, row, about.fields, by_field, values, findings)
    columns = {name: values.pop(name, None) for name in catalogue_registers.COLUMNS}
    told = {name: f"{v:%Y-%m-%d}" if isinstance(v, date) else v for name, v in values.items() if v not in (None, "")}
    code = by_field["entry_code"]
    return Entry(
        register=about.register,
        province_code=job.province,
        attributes=json.dumps(told, ensure_ascii=False),
        sheet=header.sheet.name,
        cell=header.sheet.place(row, code.index),
        **columns,  # type: ignore[arg-type]  # each was read by the kind of its field
    )


def _area(header: Header, job: Job, row: int, fields: tuple[Field, ...], by_field: dict[str, Found]) -> str:
    """The commune that a row names by code or name; "" when it names none or the province."""
    code, name = (
        header.sheet.cell(row, found.index).value if (found := by_field.get(key)) else None
        for key in ("commune_code", "area_code")
    )
    if code is None and name is None:
        return ""
    found_area = places.resolve(code, name, job.province)
    is_needed = any(field.kind == "area" and field.required for field in fields)
    if found_area == job.province and is_needed:
        raise rules.error("no_area")
    return "" if found_area == job.province else found_area


def _value(header: Header, job: Job, row: int, found: Found, field: Field, findings: Findings) -> Value:
    """The value of a cell; None when it is empty, or when it was refused and the entry can do without it."""
    try:
        style = found.column.numbers or job.layout.numbers
        return register_cells.value(header.sheet.cell(row, found.index), field, style, found.unit)
    except CellError as error:
        if field.required:
            raise
        findings.refuse(place(header, row, found), error)
        return None


def _settle_place(
    header: Header, job: Job, row: int, by_field: dict[str, Found], values: dict[str, Value], findings: Findings
) -> None:
    """Coordinates the right way round and where the register may lie; else none, and the reason."""
    latitude, longitude = values.get("latitude"), values.get("longitude")
    if latitude is None and longitude is None:
        return
    at = place(header, row, by_field["latitude"])
    extent = catalogue_registers.registers()[job.layout.register].extent
    try:
        settled = register_cells.settled(latitude, longitude, job.province if extent == "province" else "")
    except CellError as error:
        values["latitude"] = values["longitude"] = None
        findings.refuse(at, error)
        return
    if settled != (latitude, longitude):
        findings.note(at.sheet, at.cell, "coordinates_swapped", rules.rule("coordinates_swapped").message)
    values["latitude"], values["longitude"] = settled


def _compare_dates(
    header: Header, row: int, fields: tuple[Field, ...], by_field: dict[str, Found], values: dict[str, Value],
    findings: Findings,
) -> None:  # fmt: skip
    """A remark on an entry that ends before it begins."""
    opened, closed = values.get("opened_on"), values.get("closed_on")
    if not isinstance(opened, date) or not isinstance(closed, date) or opened <= closed:
        return
    labels = {field.field: field.label for field in fields}
    at, about = place(header, row, by_field["closed_on"]), rules.rule("dates_reversed")
    facts = {"closed": labels["closed_on"], "opened": labels["opened_on"]}
    days = {"closed_on": f"{closed:%d/%m/%Y}", "opened_on": f"{opened:%d/%m/%Y}"}
    findings.note(at.sheet, at.cell, about.code, about.tell(facts | days)[0], about.severity)
