"""Long tables, CSV or the answer of a query: one value a row, every coordinate in a column of its own."""

from geo.spelling import fold
from loaders import checks, former, places, rules, serials
from loaders.body import Job, numbers_style, place
from loaders.errors import CellError
from loaders.headers import Found, Header
from loaders.reading import Findings, Place, Reading
from loaders.sheet import Cell, CellValue, as_text


def read(header: Header, job: Job) -> Findings:
    """One reading per row with a value or a status; a row whose coordinates cannot be trusted is refused as a whole."""
    findings = Findings()
    value = header.of_role("value")[0]
    for row in header.sheet.by_rows:
        if row > header.bottom and not _is_below(header, row):
            try:
                findings.readings.append(_reading(header, job, row, value))
            except CellError as error:
                findings.refuse(row_place(header, row, value), error)
    return findings


def _is_below(header: Header, row: int) -> bool:
    """Whether a row of a workbook claims nothing at all: place and date, signatures, notes under the table."""
    roles = ("indicator_code", "area_code", "area_name", "period", "value")
    return not header.sheet.by_row and not any(header.sheet.text(row, f.index) for f in header.of_role(*roles))


def _reading(header: Header, job: Job, row: int, value: Found) -> Reading:
    def cell(role: str) -> Cell:
        found = header.one(role)
        return header.sheet.cell(row, found.index) if found else Cell(None)

    def text(role: str) -> str:
        found = header.one(role)
        return header.sheet.text(row, found.index) if found else ""

    about = checks.indicator(text("indicator_code"), job.set_codes)
    written = serials.as_period(cell("period"))
    period = checks.period(written) if written else job.period or checks.period("")
    area, ward = _area(cell("area_code").value, cell("area_name").value, job, period)
    return Reading(
        row_place(header, row, value),
        header.sheet.cell(row, value.index),
        about.code,
        area,
        period,
        unit=text("unit") or value.unit,
        breakdown=text("breakdown") or "total",
        measure=word(job, "measure", text("measure")) or value.column.measure,
        basis=word(job, "basis", text("basis")),
        status=word(job, "status", text("status")) or value.column.status,
        numbers=numbers_style(value, job.layout),
        former=ward,
    )


def _area(code: CellValue, name: CellValue, job: Job, period: str) -> tuple[str, str]:
    """The area of a row, and the code of the former ward where it names one.  Raises ``CellError``."""
    try:
        early = checks.before_reform(period)
        return places.resolve(code, name, job.province, before_reform=early, points=job.points), ""
    except CellError as error:
        ward = former.meant(as_text(code).strip(), as_text(name), job.province) if error.code == "former_area" else None
        if ward is None:
            raise
        return ward.targets[0].area_code, ward.former_code


def word(job: Job, role: str, written: str) -> str:
    """A word of the store for a word of the file, "" for an empty cell.  CellError: unknown_word."""
    known = job.layout.words.get(role, {})
    if not written or written in known.values():
        return written
    by_fold = {fold(text): meaning for text, meaning in known.items()}
    if fold(written) in by_fold:
        return by_fold[fold(written)]
    if role == "basis":
        return written  # whoever sets a plan may be new; its form is checked later
    column = "loại số liệu" if role == "measure" else "trạng thái"
    raise rules.error("unknown_word", written=written, column=column, known=", ".join(sorted(set(known.values()))))


def row_place(header: Header, row: int, value: Found) -> Place:
    """The value's place; the label names area, indicator and period, because a row of a long table has no name."""
    at = place(header, row, value)
    roles = ("area_name", "area_code", "indicator_code", "period")
    texts = [header.sheet.text(row, f.index) for role in roles if (f := header.one(role))]
    return Place(at.sheet, at.cell, " · ".join(t for t in texts if t), at.column_label, at.value)
