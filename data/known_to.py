"""As of which day a link wants what was known: for pages that are no group pages but ask the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from data import remembered
from data.asked import Reader

KEY = "biet-den"


@dataclass(frozen=True)
class KnownTo:
    """``as_of``: the last moment of the asked day, None for what is known now; ``days`` to choose from, newest first.

    ``today``: the day by which things are judged late or stale, that of ``as_of`` or today.  ``strange`` is what was
    asked for in vain.
    """

    as_of: datetime | None
    days: Sequence[date]
    today: date
    strange: tuple[str, ...] = ()

    @property
    def day(self) -> date | None:
        return self.as_of.date() if self.as_of else None

    @property
    def told(self) -> str:
        """As a link says it; "" for now."""
        return f"{self.as_of:%Y-%m-%d}" if self.as_of else ""


def understand(conn: Connection, params: Mapping[str, str | None], province_code: str, today: date) -> KnownTo:
    """What the parameter ``biet-den`` of a link means in a province."""
    reader = Reader(params)
    days = remembered.publication_days(conn, province_code)
    as_of = reader.end_of_day(KEY, days, today)
    return KnownTo(as_of, tuple(days), as_of.date() if as_of else today, tuple(asked for _, asked in reader.strange))
