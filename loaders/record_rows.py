"""Rows of tables that are taken as they stand (bulletins, readings), with what every row of the store has."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

import pandas as pd

from data.tables import metadata
from loaders import rules
from loaders.header import Found, Header
from loaders.sheet import as_text

DAY = r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4}))"
HOUR = r"(\d{1,2})(?:[:hg](\d{2}))?(?::(\d{2}))?h?"
MOMENT = re.compile(rf"^{DAY}(?:[T ,]+{HOUR})?(?:\+07:?00)?$")


def frames(
    rows: Mapping[str, Iterable[Mapping[str, object]]], published: datetime, identity: str, simulated: bool
) -> dict[str, pd.DataFrame]:
    """Rows by table as frames in the columns of the table but ``superseded_at``.

    A row says when it became known where it can (``published_at``): figures of a bulletin when it was issued.
    """
    made = {}
    for name, found in rows.items():
        columns = [column.name for column in metadata.tables[name].columns if column.name != "superseded_at"]
        frame = pd.DataFrame(list(found))
        if frame.empty:
            continue
        if "published_at" not in frame:
            frame["published_at"] = published
        frame["published_at"] = frame["published_at"].astype("datetime64[us]")
        made[name] = frame.assign(status="simulated" if simulated else "final", delivery_id=identity)[columns]
    return made


def by_key(header: Header) -> dict[str, Found]:
    return {found.column.key: found for found in header.found}


def moment(value: object) -> tuple[datetime, bool]:
    """The moment that a cell names, and whether it names the hour.  Raises ``CellError`` bad_moment."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None), True
    if isinstance(value, date):
        return datetime.combine(value, time()), False
    text = as_text(value).strip()  # type: ignore[arg-type]  # a cell's value
    match = MOMENT.match(text)
    if match is None:
        raise rules.error("bad_moment", written=text)
    year, month, day = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
    try:
        parsed = datetime(int(year), int(month), int(day), int(match[7] or 0), int(match[8] or 0), int(match[9] or 0))
    except ValueError as error:
        raise rules.error("bad_moment", written=text) from error
    return parsed, match[7] is not None
