"""The whole way of a file: read, recognise, normalise, check.  Nothing is written here; see ``delivery.keep``."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Any

from data import clock, periods
from data.points import Points, Source, none_known
from loaders import (
    bulletin_table,
    collector,
    drift,
    form_proof,
    layouts,
    long_table,
    matrix,
    monthly,
    proof,
    readers,
    reading_table,
    record_rows,
    register,
    score_table,
    second_table,
    secret_subjects,
    unit_table,
)
from loaders.body import Job
from loaders.bulk import outcome
from loaders.bulk.kept import BulkDelivery
from loaders.bulk.outcome import Task
from loaders.bulk.survey import LARGE_BYTES, Survey, survey
from loaders.corrections import Correction
from loaders.delivery import OBSERVATION_COLUMNS, Delivery, delivery_id, refusal_frame
from loaders.editions import Before, no_longer_said, nothing_before
from loaders.errors import HeaderChangedError, PeriodUnclearError, SourceError
from loaders.examination import History, nothing_known
from loaders.headers import Header
from loaders.layouts import Layout
from loaders.normalise import Observation, frame, observations
from loaders.preview import Preview, preview
from loaders.reading import Findings, Note
from loaders.recognise import Recognised, recognise
from loaders.remarks import left_out
from loaders.report_period import of_sheet, signed_on
from loaders.sheet import CellValue, Sheet
from loaders.verdicts import judge

__all__ = [
    "HeaderChangedError",
    "Options",
    "PeriodUnclearError",
    "Preview",
    "SourceError",
    "preview",
    "read_answer_delivery",
    "read_as",
    "read_delivery",
    "read_query_delivery",
]
NO_PERIOD = ("register", "score_table", "bulletin_table", "reading_table")  # rows say when, or nobody does
READERS = {
    **dict.fromkeys(layouts.PERIOD_TABLES, monthly.read),
    "commune_matrix": matrix.read,
    "unit_table": unit_table.read,
    "long_table": long_table.read,
    "query": long_table.read,
    "register": register.read,
    "score_table": score_table.read,
    "bulletin_table": bulletin_table.read,
    "reading_table": reading_table.read,
}


@dataclass(frozen=True)
class Options:
    """What whoever loads a file says about it; what is empty is read from the file or its layout."""

    layout: str = ""  # code of a layout
    province: str = ""  # two digits
    period: str = ""  # id or label; must agree with the title when that has one
    as_of: date | None = None  # when the values became known; else the date in the footer, else now
    simulated: bool = False  # every value gets the status "simulated"
    agency: str = ""
    source: str = ""
    received_at: datetime | None = None  # Vietnam time, now by default
    numbers: str = ""  # how texts write numbers, where the layout does not say: "vi" 1.234,5 or "en" 1,234.5
    known: History = nothing_known  # what is known already, for the checks against it
    before: Before = nothing_before  # what earlier files of the same table said
    points: Source = none_known  # the points of a province that rows may name
    corrections: tuple[Correction, ...] = ()  # the register of the store
    accept: tuple[str, ...] = ()  # codes of checks that flag values this time and refuse none


def read_delivery(path: Path, layout: str = "", *, large: int = LARGE_BYTES, **about: Any) -> Delivery:
    """What a workbook or CSV file says; ``about`` are the other fields of ``Options``, all else as in ``read_as``."""
    return read_as(path, Options(layout, **about), large)


def read_as(path: Path, options: Options, large: int = LARGE_BYTES) -> Delivery:
    """What a workbook or CSV file says: accepted observations and refused cells.

    Args:
        large: size in bytes from which on a long table is read by sets (see ``bulk``), with the same result.

    Raises:
        SourceError: the file as a whole cannot be trusted; the message is for its sender.
    """
    with secret_subjects.kept_out(path.name):
        if surveyed := survey(path, large):
            if by_sets := _by_sets(surveyed, options):
                return _beside_earlier(by_sets, options)
            surveyed.require_readable_by_cell()
        with collector.at_rest():
            return _beside_earlier(_by_cells(path, options), options)


def read_query_delivery(
    url: str, query: str, parameters: Mapping[str, CellValue] | None, name: str, options: Options
) -> Delivery:
    """What a database answers, kept like a CSV file called ``name``.

    Raises:
        SourceError: no answer, or columns other than those of the layout (by default ``query``).
    """
    return read_answer_delivery(readers.read_query(url, query, parameters), name, options)


def read_answer_delivery(sheet: Sheet, name: str, options: Options) -> Delivery:
    """What a source answered, already a sheet, kept like a CSV file called ``name``.

    Raises:
        SourceError: columns other than those of the layout (by default ``query``).
    """
    with secret_subjects.kept_out(name):
        return _beside_earlier(_delivery(name, readers.as_csv(sheet), [sheet], options, default="query"), options)


def _beside_earlier(delivery: Delivery, options: Options) -> Delivery:
    """The delivery with remarks on what earlier files of the same table said and it does not."""
    return delivery.noting(no_longer_said(delivery, options.before))


def _by_cells(path: Path, options: Options) -> Delivery:
    """Any file that is not too large; nothing of its cells is left when this returns."""
    opened = readers.open_file(path)
    return _delivery(path.name, opened.content, opened.sheets, options)


def _delivery(file: str, content: bytes, sheets: list[Sheet], options: Options, default: str = "") -> Delivery:
    given = _period_id(file, options.period)
    found = recognise(file, sheets, _candidates(file, options.layout or default, options), options.province, given)
    found = replace(found, headers=tuple(second_table.only_table(file, header) for header in found.headers))
    layout, received = found.layout, options.received_at or clock.now()
    findings, period = _findings(file, found, given, options.points)
    secret_subjects.require_none(found.headers, findings)
    accepted = observations(findings, layout.marks, received.date())
    if layout.kind == "score_table":
        options = replace(options, as_of=options.as_of or score_table.day_in(file))
    published, remarks = _published(found.headers, options, received)
    file_hash = sha256(content).hexdigest()
    judged = judge(
        frame(accepted, published, simulated=options.simulated),
        findings.readings,
        file,
        options.known,
        options.corrections,
        options.accept,
    )
    identity = delivery_id(file_hash, layout.code, layout.version + judged.corrections, period)
    agency = options.agency or layout.agency
    return Delivery(
        delivery_id=identity,
        received_at=received,
        published_at=published,
        file_name=file,
        file_hash=file_hash,
        layout=layout.code,
        layout_version=layout.version,
        agency=agency,
        province_code=found.province,
        period=period or _newest(accepted) or f"{published:%Y-%m-%d}",  # a list speaks of its day
        simulated=options.simulated,
        source=options.source or layout.source or agency,
        observations=judged.observations.assign(delivery_id=identity)[list(OBSERVATION_COLUMNS)],
        refusals=refusal_frame([*findings.refusals, *judged.refusals], identity, file),
        notes=(*findings.notes, *judged.notes, *remarks, *left_out(found, findings)),
        content=content,
        entries=register.frame(findings.entries, published, options.simulated).assign(delivery_id=identity),
        scores=score_table.frame(findings.scores, published, options.simulated).assign(delivery_id=identity),
        records=record_rows.frames(findings.records, published, identity, options.simulated),
    )


def _by_sets(surveyed: Survey, options: Options) -> Delivery | None:
    """A large long table; None when it is another table, or has to be read cell by cell after all."""
    file, given = surveyed.name, _period_id(surveyed.name, options.period)
    found = recognise(file, [surveyed.head], _candidates(file, options.layout, options), options.province, given)
    if not outcome.is_plain(surveyed, found):
        return None
    header, layout, received = found.headers[0], found.layout, options.received_at or clock.now()
    period = of_sheet(file, header.sheet, header.top, given, needed=header.one("period") is None)
    published, remarks = _published(found.headers, options, received)
    points = Points(options.points, found.province)
    job = Job(file, layout, found.province, found.set_codes, period, points)
    by_sets = outcome.read(Task(surveyed, header, job, received, published, options))
    if by_sets is None:
        return None
    identity = delivery_id(surveyed.file_hash, layout.code, layout.version + by_sets.corrections, period)
    notes = (*drift.notes(header, job), *by_sets.notes, *remarks, *left_out(found, by_sets.findings))
    agency = options.agency or layout.agency
    return BulkDelivery.of(
        by_sets,
        delivery_id=identity,
        received_at=received,
        published_at=published,
        file_name=file,
        file_hash=surveyed.file_hash,
        layout=layout.code,
        layout_version=layout.version,
        agency=agency,
        province_code=found.province,
        period=period or by_sets.newest or f"{published:%Y-%m-%d}",
        simulated=options.simulated,
        source=options.source or layout.source or agency,
        refusals=refusal_frame(by_sets.refusals, identity, file),
        notes=notes,
    )


def _candidates(file: str, code: str, options: Options) -> list[Layout]:
    """The layout that was asked for, or all that files can follow.  Raises ``SourceError`` for an unknown code."""
    known = layouts.known()
    if options.numbers not in ("", *layouts.NUMBER_STYLES):
        raise SourceError(
            file, f"không có cách viết số «{options.numbers}».", remedy="Chọn vi (1.234,5) hoặc en (1,234.5)."
        )
    if options.numbers:
        known = {key: layout.with_numbers(options.numbers) for key, layout in known.items()}
    if not code:
        return [layout for layout in known.values() if layout.kind != "query"]
    if code.endswith(".toml"):
        layout = layouts.get(code)
        return [layout.with_numbers(options.numbers) if options.numbers else layout]
    if code not in known:
        raise SourceError(file, f"không có mẫu «{code}».", remedy=f"Các mẫu đang có: {', '.join(known)}.")
    return [known[code]]


def _period_id(file: str, written: str) -> str:
    """A period id from an id or a label; "" stays "".  Raises ``PeriodUnclearError``."""
    if not written:
        return ""
    try:
        return periods.parse_label(written)
    except periods.PeriodError as error:
        raise PeriodUnclearError(
            file, f"kỳ «{written}» không hợp lệ.", str(error), "Ghi ví dụ --period 2026-09."
        ) from error


def _findings(file: str, found: Recognised, given: str, points: Source) -> tuple[Findings, str]:
    """The claims of all sheets together, and the newest period that a title names ("" when rows name their own)."""
    together, named, known_points = Findings(), [], Points(points, found.province)
    in_rows, is_list = found.layout.kind in ("long_table", "query"), found.layout.kind in NO_PERIOD
    for printed in found.headers:
        has_column = in_rows and printed.one("period") is not None
        period = of_sheet(file, printed.sheet, printed.top, given, needed=not (has_column or is_list))
        named += [period] if period else []
        job = Job(file, found.layout, found.province, found.set_codes, period, known_points)
        header, proofs = form_proof.proved(printed, job)
        own = READERS[found.layout.kind](header, job)
        proof.settle(own)
        together.readings += own.readings
        together.entries += own.entries
        together.scores += own.scores
        together.records |= own.records
        together.refusals += [*drift.refusals(header, found.layout), *own.refusals]
        together.notes += [*drift.notes(header, job), *proofs, *own.notes]
    return together, max(named, key=periods.ends, default="")


def _published(headers: tuple[Header, ...], options: Options, received: datetime) -> tuple[datetime, list[Note]]:
    """When the values became known, and a remark when the report is dated in the future."""
    if options.as_of:
        return datetime.combine(options.as_of, time()), []
    signed = [day for h in headers if (day := signed_on(h.sheet, h.top, h.bottom))]
    if not signed:
        return received, []
    if max(signed) > received.date():
        text = f"Ngày ký {max(signed):%d/%m/%Y} sau ngày nhận {received:%d/%m/%Y}: lấy ngày nhận làm ngày công bố."
        return received, [Note(headers[0].sheet.name, "", "future_date", text)]
    return datetime.combine(max(signed), time()), []


def _newest(accepted: list[Observation]) -> str:
    return max((o.period for o in accepted), key=periods.ends, default="")
