"""Socio-economic tables of a month, quarter or half-year: indicators as rows; values, plans, estimates as columns."""

import re

from data import catalogue, periods
from geo.spelling import spelling
from loaders import checks, drift, identities, left_out, rules
from loaders.body import Job, data_rows, numbers_style, place
from loaders.errors import CellError, PeriodUnclearError
from loaders.headers import UNIT_SUFFIX, Found, Header
from loaders.layouts import PERIOD_TABLES, Column, Row
from loaders.printed_units import is_unit
from loaders.reading import Findings, Reading

FREQUENCY_WORDS = {"month": ("tháng", "2026-09"), "quarter": ("quý", "2026-Q3"), "half-year": ("6 tháng", "2026-H1")}
MARKS_BEFORE_NAME = re.compile(r"^(?:[-+*•]\s*|(?:[a-zđ]|\d+(?:\.\d+)*)[.)]\s+|trong đó\s*:\s*)+", re.IGNORECASE)


def read(header: Header, job: Job) -> Findings:
    """One reading per filled value cell; a row whose indicator is not known is refused once, at its name.

    Raises:
        PeriodUnclearError: the period is not of the table's frequency, or the form is not the one of its month.
        HeaderChangedError: the columns are those of no form, and nearer to one of another month.
    """
    _require_period(header, job)
    findings = Findings()
    left: dict[str, list[int]] = {}
    above = ""
    for row in data_rows(header, findings):
        values = header.of_role("value")
        stt, name = header.one("stt"), header.one("row_name")
        if stt and name and header.sheet.text(row, stt.index):
            above = header.sheet.text(row, name.index)
        if not any(header.sheet.text(row, f.index) or header.sheet.cell(row, f.index).uncomputed for f in values):
            continue  # a heading, "Trong đó:", or an indicator without any number
        try:
            entry, unit = indicator_of_row(header, job, row, above)
        except CellError as error:
            findings.refuse(place(header, row, name or values[0]), error)
            continue
        if entry.why:
            left.setdefault(entry.why, []).append(row)
            continue
        findings.readings += [_reading(header, job, row, f, entry, unit) for f in values]
        findings.notes += identities.of_row(header, row, job)
    findings.notes += left_out.columns(header)
    findings.notes += [left_out.rows(header, rows, why) for why, rows in left.items()]
    return findings


def _require_period(header: Header, job: Job) -> None:
    month, frequency = periods.parse(job.period), PERIOD_TABLES[job.layout.kind]
    if month.frequency != frequency:
        name, example = FREQUENCY_WORDS[frequency]
        raise PeriodUnclearError(
            job.file,
            f"biểu {name} nhưng kỳ báo cáo là {periods.label(job.period)}.",
            remedy=f"Ghi {name} báo cáo trên tiêu đề, hoặc chọn kỳ (--period {example}).",
        )
    layout, template = job.layout, header.template
    if not layout.templates or drift.form_of(header, layout, month.start.month):
        return
    if template is None:
        raise drift.other_form(job.file, header, layout)
    months = ", ".join(map(str, template.months))
    raise PeriodUnclearError(
        job.file,
        f"các cột là của biểu tháng {months}, nhưng kỳ báo cáo là {periods.label(job.period)}.",
        remedy="Kiểm tra kỳ trên tiêu đề, hoặc dùng đúng biểu của tháng.",
    )


def indicator_of_row(header: Header, job: Job, row: int, above: str) -> tuple[Row, str]:
    """What a row reports and its printed unit: by the ID column, else by name in the layout, else in the catalogue.

    Raises:
        CellError: no_name, repeated_name, unknown_indicator, ambiguous_indicator.
    """
    sheet = header.sheet
    identity, name_at, unit_at = header.one("id"), header.one("row_name"), header.one("unit")
    written = sheet.text(row, identity.index) if identity else ""
    name, unit = name_and_unit(sheet.text(row, name_at.index) if name_at else "")
    unit = (sheet.text(row, unit_at.index) if unit_at else "") or unit or header.unit_line
    if written in catalogue.indicators():
        return Row(written, (name,)), unit
    by_id = [entry for entry in job.layout.rows if written and entry.id == written]
    entries = by_id or _by_name(job.layout.rows, name, above)
    if len(entries) > 1:
        raise rules.error("repeated_name", name=name)
    if entries:
        return entries[0], unit
    if not (written or name):
        raise rules.error("no_name")
    about = checks.indicator(name or written, job.set_codes, area_level="province")
    return Row(about.code, (name,)), unit


def name_and_unit(text: str) -> tuple[str, str]:
    """A name without marks in front, and the unit in brackets behind it: "- Sản lượng (nghìn tấn)"."""
    bare = MARKS_BEFORE_NAME.sub("", text).strip().rstrip(":")
    suffix = UNIT_SUFFIX.match(bare)
    return (suffix[1], suffix[2]) if suffix and is_unit(suffix[2]) else (bare, "")


def _by_name(rows: tuple[Row, ...], name: str, above: str) -> list[Row]:
    """Entries with this name, those under the numbered row above preferred."""
    same = [entry for entry in rows if spelling(name) in {spelling(text) for text in entry.names}]
    under = [entry for entry in same if entry.under and spelling(entry.under) == spelling(name_and_unit(above)[0])]
    return under or [entry for entry in same if not entry.under]


def _reading(header: Header, job: Job, row: int, found: Found, entry: Row, unit: str) -> Reading:
    column = found.column
    period, measure = spoken_of(column, entry.indicator, job.period)
    return Reading(
        place(header, row, found),
        header.sheet.cell(row, found.index),
        entry.indicator,
        job.province,
        period,
        unit=found.unit or column.unit or unit,
        breakdown=entry.breakdown,
        measure=measure,
        basis=column.basis,
        status=column.status,
        numbers=numbers_style(found, job.layout),
    )


def spoken_of(column: Column, indicator: str, period: str) -> tuple[str, str]:
    """Period and measure of a column; the year before is cumulative to December where no year is reported."""
    if column.offset != "last_year":
        return shifted(period, column.offset), column.measure
    year = int(period[:4]) - 1
    by_year = "year" in catalogue.get(indicator).frequencies
    return (str(year), column.measure) if by_year else (f"{year}-12", "cumulative")


def shifted(period: str, offset: str) -> str:
    """The period that a column speaks of in the report of a month, quarter or half-year (see ``layouts.OFFSETS``)."""
    year = int(period[:4])
    if offset == "previous":
        return periods.previous(period)
    if offset == "same_last_year":
        return periods.same_last_year(period)
    return {
        "this": period,
        "december_last_year": f"{year - 1}-12",
        "year": str(year),
        "next_year": str(year + 1),
        "june": f"{year}-06",
        "june_last_year": f"{year - 1}-06",
        "half_year": f"{year}-H1",
    }[offset]
