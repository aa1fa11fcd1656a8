"""Commune matrices: communes (or points that report, such as hospitals) as rows, indicators as columns."""

from dataclasses import replace

from data import catalogue
from geo.names import FormerWard
from loaders import checks, former, left_out, places
from loaders.body import Job, data_rows, label, numbers_style, place
from loaders.errors import CellError
from loaders.headers import Found, Header
from loaders.layouts import Column, Layout
from loaders.reading import Findings, Place, Reading
from loaders.sheet import Sheet

THIS, BEFORE = "Kỳ này", "Kỳ trước"  # the two columns of each indicator in the empty forms of ``template``


def accepted(layout: Layout, set_codes: tuple[str, ...]) -> dict[str, Column]:
    """Header texts that need no entry in the layout: names of indicators, and the two columns of an empty form.

    Only "Kỳ này" is read; "Kỳ trước" is there for comparing.
    """
    if layout.kind != "commune_matrix":
        return {}
    named = indicator_columns(layout, set_codes)
    own = {text: column for column in layout.columns if column.role == "value" for text in column.texts}
    pairs: dict[str, Column] = {}
    for text, column in {**named, **own}.items():
        pairs[f"{text} > {THIS}"] = column
        pairs[f"{text} > {BEFORE}"] = Column(f"{column.key}_before", "note", (text,))
    return named | pairs


def indicator_columns(layout: Layout, set_codes: tuple[str, ...]) -> dict[str, Column]:
    """Columns for names and codes of the sets' indicators that communes report, by accepted header text.

    A name that several indicators share is left out: such a column needs an entry in the layout, or a code as header.
    """
    if not layout.catalogue_columns:
        return {}
    columns: dict[str, Column] = {}
    shared: set[str] = set()
    for about in catalogue.indicators().values():
        if about.set_code in set_codes and about.area_level != "province":
            column = Column(about.code, "value", (about.name,), indicator=about.code)
            printed = catalogue.printed_by_row(about.set_code)[about.row].name
            for text in dict.fromkeys((about.code, about.name, printed)):
                shared |= {text} if text in columns else set()
                columns[text] = column
    return {text: column for text, column in columns.items() if text not in shared}


def read(header: Header, job: Job) -> Findings:
    """One reading per filled cell; a row whose area cannot be trusted is refused once, at the cell that names it."""
    findings = Findings()
    values = header.of_role("value")
    filled = (row for row in data_rows(header, findings) if _is_filled(header.sheet, row, values))
    areas = [(row, *_area_or_ward(header, job, row)) for row in filled]
    present = {ward.former_code if ward else area for _, area, ward, _ in areas}
    for row, area, ward, error in areas:
        if ward and (missing := former.lacking(ward, present)):
            error = former.refusal(ward, former.lack_told(ward, missing))
        if error:
            findings.refuse(area_place(header, row), error)
            continue
        named = label(header, row)
        readings = [_reading(header, job, row, found, area, named) for found in values]
        findings.readings += [replace(r, former=ward.former_code) for r in readings] if ward else readings
    findings.notes += left_out.columns(header)
    return findings


def _is_filled(sheet: Sheet, row: int, values: list[Found]) -> bool:
    """Whether a row has any value; else it is a group heading, or a commune that has sent nothing."""
    return any(sheet.text(row, f.index) or sheet.cell(row, f.index).uncomputed for f in values)


def _area_or_ward(header: Header, job: Job, row: int) -> tuple[str, FormerWard | None, CellError | None]:
    """The commune of a row; with the former ward where the row names one; or why there is none."""
    try:
        return _area(header, job, row, before_reform=checks.before_reform(job.period)), None, None
    except CellError as error:
        code, name = header.one("area_code"), header.one("area_name")
        texts = [header.sheet.text(row, f.index) if f else "" for f in (code, name)]
        ward = former.meant(texts[0], texts[1], job.province) if error.code == "former_area" else None
        return (ward.targets[0].area_code, ward, None) if ward else ("", None, error)


def _area(header: Header, job: Job, row: int, *, before_reform: bool) -> str:
    code, name = header.one("area_code"), header.one("area_name")
    return places.resolve(
        header.sheet.value(row, code.index) if code else None,
        header.sheet.value(row, name.index) if name else None,
        job.province,
        before_reform=before_reform,
        points=job.points,
    )


def area_place(header: Header, row: int) -> Place:
    """The cell that names the area: its code when there is one, else its name."""
    named = [f for role in ("area_code", "area_name") for f in header.of_role(role)]
    return place(header, row, next((f for f in named if header.sheet.text(row, f.index)), named[0]))


def _reading(header: Header, job: Job, row: int, found: Found, area: str, named: str) -> Reading:
    column = found.column
    return Reading(
        place(header, row, found, named),
        header.sheet.cell(row, found.index),
        column.indicator,
        area,
        job.period,
        unit=found.unit or column.unit or header.unit_line,
        breakdown=column.breakdown,
        measure=column.measure,
        basis=column.basis,
        status=column.status,
        numbers=numbers_style(found, job.layout),
    )
