"""Tables of a one-stop centre: departments and communes as rows, counts of dossiers as columns.

A commune's row speaks of the commune, a department's of the whole province in the breakdown ``agency``, the total row
of the province.  STT restarts, starts at 2 and is never a key; group rows carry no numbers.
"""

import re
from dataclasses import replace

from data import catalogue
from geo.spelling import fold
from loaders import checks, identities, left_out, numbers, places, rules, score_checks
from loaders.body import Job, data_rows, label, numbers_style, place
from loaders.errors import CellError
from loaders.header import Found, Header
from loaders.matrix import area_place
from loaders.reading import Findings, Note, Reading, Score
from loaders.sheet import Cell

AGENCIES = re.compile(
    r"^(?:sở|ban|thanh tra|văn phòng|chi nhánh|công an|trung tâm|thuế|kho bạc|bảo hiểm xã hội|bộ chỉ huy|cục|chi cục|"
    r"hải quan|điện lực|ngân hàng|công ty)\s",
    re.IGNORECASE,
)
LONGEST_MEMBER = 60


def read(header: Header, job: Job) -> Findings:
    """One reading per filled cell whose column has an indicator; a row of an unknown unit is refused once."""
    findings = Findings()
    old = checks.before_reform(job.period)
    values = header.of_role("value")
    passed: list[str] = []
    for row in data_rows(header, findings):
        if not _has_numbers(header, row):
            continue  # a group: "I Sở, ban, ngành"
        try:
            area, breakdown = _unit(header, job, row, before_reform=old)
        except CellError as error:
            findings.refuse(area_place(header, row), error)
            continue
        _count_dossiers(header, job, row, (area, breakdown), findings)
        findings.notes += identities.of_row(header, row, job)
        for found in values:
            if _applies(found, area, job, breakdown):
                _take(header, job, row, found, (area, breakdown), findings)
            elif header.sheet.text(row, found.index):
                passed.append(label(header, row))
    findings.notes += [*left_out.columns(header), *_passed(header, passed)]
    findings.scores = score_checks.once_each(findings)
    return findings


def _has_numbers(header: Header, row: int) -> bool:
    cells = [header.sheet.cell(row, f.index) for f in header.of_role("value", "left_out", "comparison", "count")]
    return any(cell.uncomputed or cell.value is not None for cell in cells)


def _unit(header: Header, job: Job, row: int, *, before_reform: bool) -> tuple[str, str]:
    """Area and breakdown of a row.  Raises ``CellError``: see ``places.resolve``."""
    named = header.one("area_name")
    name = header.sheet.text(row, named.index) if named else ""
    if AGENCIES.match(name):
        return job.province, f"agency={fold(name).replace(' ', '_')[:LONGEST_MEMBER]}"
    return places.resolve(None, name, job.province, before_reform=before_reform), ""


def _applies(found: Found, area: str, job: Job, breakdown: str) -> bool:
    """Whether the indicator is reported for such a unit: by agency, by commune, or for the province only."""
    about = catalogue.get(found.column.indicator)
    if breakdown:
        return "agency" in about.breakdowns
    return area == job.province or about.area_level != "province"


def _take(header: Header, job: Job, row: int, found: Found, unit: tuple[str, str], findings: Findings) -> None:
    column, sheet = found.column, header.sheet
    own = "" if column.breakdown == "total" else column.breakdown
    reading = Reading(
        place(header, row, found), sheet.cell(row, found.index), column.indicator, unit[0], job.period,
        unit=found.unit or column.unit or header.unit_line,
        breakdown=";".join(sorted(part for part in (unit[1], own) if part)) or "total",
        measure=column.measure, basis=column.basis, status=column.status, numbers=numbers_style(found, job.layout),
    )  # fmt: skip
    if not column.denominator:
        findings.readings.append(reading)
        return
    try:
        share = _share(header, job, row, found)
    except CellError as error:
        findings.refuse(reading.place, error, reading.coordinates)
        return
    if share is None:
        findings.blanks += 1
    else:
        findings.readings.append(replace(reading, raw=Cell(share), unit="%"))


def _count_dossiers(header: Header, job: Job, row: int, unit: tuple[str, str], findings: Findings) -> None:
    """The counts of a row as they stand, for columns that are items of what is scored or counted."""
    area, agency = unit
    kind = "department" if agency else "province" if area == job.province else "commune"
    code = f"{job.province}:{agency.removeprefix('agency=')}" if agency else area
    named = label(header, row)
    for found in header.found:
        if not found.column.item:
            continue
        try:
            value = _count(header, job, row, found.column.key)
        except CellError as error:
            if found.column.role == "count":  # of a column of values the reading is refused with the same words
                findings.refuse(place(header, row, found), error)
            continue
        if value is not None:
            at = header.sheet.place(row, found.index)
            findings.scores.append(
                Score(job.province, kind, code, named, "" if agency else area, job.period, found.column.item, value,
                      None, None, None, None, header.sheet.name, at)
            )  # fmt: skip


def _share(header: Header, job: Job, row: int, found: Found) -> float | None:
    """What the column's numerator is of its denominator, in percent; None when there is nothing to divide.

    Raises:
        CellError: a cell holds no number, or the part is larger than the whole.
    """
    above = [_count(header, job, row, key) for key in (found.column.numerator or found.column.key).split("+")]
    below = _count(header, job, row, found.column.denominator)
    parts = [part for part in above if part is not None]
    if len(parts) < len(above) or not below:
        return None
    if sum(parts) > below:
        raise rules.error("part_exceeds_whole", part=numbers.plain(sum(parts)), whole=numbers.plain(below))
    return 100 * sum(parts) / below


def _count(header: Header, job: Job, row: int, key: str) -> float | None:
    """The number of another column in the row; None when the column or the number is not there."""
    found = next((f for f in header.found if f.column.key == key), None)
    if found is None or header.sheet.text(row, found.index) in ("", *job.layout.marks):
        return None
    return numbers.parse(header.sheet.cell(row, found.index), numbers_style(found, job.layout)).value


def _passed(header: Header, names: list[str]) -> list[Note]:
    if not names:
        return []
    text = (
        f"{len(names)} ô của {len(set(names))} đơn vị không được nhận: danh mục chỉ có chỉ số này cho toàn tỉnh. "
        "Ghi thêm dòng «Toàn tỉnh» nếu có. Tệp gốc vẫn được giữ."
    )
    return [Note(header.sheet.name, header.sheet.place(header.top, 1), "no_indicator", text)]
