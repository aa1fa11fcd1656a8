"""Hourly readings of stations: one row a station and hour.  A value that is no number is refused alone.

What a station sends that cannot be believed is taken as sent; ``data.risk.feeds`` sets it aside where it is used.
"""

from datetime import timedelta

from data import clock
from loaders import numbers, record_rows, rules
from loaders.body import Job, numbers_style, place
from loaders.errors import CellError
from loaders.header import Header
from loaders.reading import Findings

TABLE = "station_reading"
AHEAD = timedelta(hours=1)  # clocks of stations differ a little


def read(header: Header, job: Job) -> Findings:
    """One record per filled cell of a quantity; the same station, hour and quantity again is refused."""
    findings, seen = Findings(), dict[tuple[str, str, str], str]()
    found = record_rows.by_key(header)
    code, hour = found["entry_code"], found["hour"]
    rows: list[dict[str, object]] = []
    for row in header.sheet.by_rows:
        if row <= header.bottom or not (station := header.sheet.text(row, code.index)):
            continue
        try:
            moment, _ = record_rows.moment(header.sheet.cell(row, hour.index).value)
            if moment > clock.now() + AHEAD:
                told = {"written": f"{moment:%d/%m/%Y %H:%M}", "received": f"{clock.now():%d/%m/%Y %H:%M}"}
                raise rules.error("future_moment", **told)
        except CellError as error:
            findings.refuse(place(header, row, hour), error)
            continue
        period = f"{moment:%Y-%m-%dT%H}"
        for quantity in header.of_role("value"):
            if not header.sheet.text(row, quantity.index):
                continue
            at = place(header, row, quantity)
            key = (station, period, quantity.column.key)
            try:
                value = numbers.parse(header.sheet.cell(row, quantity.index), numbers_style(quantity, job.layout)).value
                if key in seen:
                    raise rules.error("repeated_entry", written=f"{station} {period}", cell=seen[key])
            except CellError as error:
                findings.refuse(at, error)
                continue
            seen[key] = at.cell
            rows.append({
                "province_code": job.province, "entry_code": station, "quantity": quantity.column.key,
                "period": period, "value": float(value), "sheet": at.sheet, "cell": at.cell,
            })  # fmt: skip
    findings.records = {TABLE: list(rows)}
    return findings
