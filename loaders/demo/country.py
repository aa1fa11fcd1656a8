"""The whole country, for measurements: all communes of the 34 provinces month by month, as many rows as are asked for.

Made by arithmetic alone, and marked as simulated like every demo.  A province without a set of its own tells the
indicators of another's.  A year of a province is one delivery, kept like any other; asked for again it is known.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from data import catalogue
from geo import areas
from loaders import delivery as store
from loaders.delivery import REFUSAL_COLUMNS, Delivery

UNTOLD = ("register", "text")  # kinds that are not told in numbers
ROWS = """
    SELECT indicator_code, area_code, period, 'month' AS frequency, 'total' AS breakdown, 'actual' AS measure,
           '' AS basis,
           round((20 + hash(indicator_code, area_code) % 1000) * (1 + hash(period, area_code) % 90 / 1000), 2) AS value,
           NULL::VARCHAR AS text_value, 'simulated' AS status, $published::TIMESTAMP AS published_at,
           $delivery AS delivery_id, 'Biểu 1' AS sheet, 'row ' || row_number() OVER () AS cell
    FROM told CROSS JOIN places CROSS JOIN months ORDER BY period, area_code, indicator_code
"""


@dataclass(frozen=True)
class Made(Delivery):
    """A year of a province, whose values are made when they are written."""

    codes: tuple[str, ...] = ()
    months: tuple[str, ...] = ()

    @cached_property
    def places(self) -> list[str]:
        return [self.province_code, *areas.communes(self.province_code)["area_code"]]

    @property
    def rows_accepted(self) -> int:
        return len(self.places) * len(self.codes) * len(self.months)

    def write_observations(self, file: Path) -> None:
        given: dict[str, Any] = {"published": self.published_at.isoformat(), "delivery": self.delivery_id}
        with duckdb.connect() as conn:
            for name, column, values in (
                ("told", "indicator_code", self.codes), ("places", "area_code", self.places),
                ("months", "period", self.months),
            ):  # fmt: skip
                conn.register(name, pd.DataFrame({column: list(values)}))
            target = str(file).replace("'", "''")
            conn.execute(f"COPY ({ROWS}) TO '{target}' (FORMAT parquet)", given)  # our own path


def codes_of() -> dict[str, tuple[str, ...]]:
    """What each of the 34 provinces tells: the numbers of its own set, or of another's in turn."""
    sets = list(catalogue.sets().values())
    own = {about.province_code: about.set_code for about in sets}
    return {
        province: tuple(
            one.code
            for one in catalogue.of_set(own.get(province, sets[place % len(sets)].set_code))
            if one.kind not in UNTOLD and "month" in one.frequencies
        )
        for place, province in enumerate(areas.provinces()["area_code"])
    }


def months_for(rows: int) -> int:
    """How many months of the whole country make at least so many rows."""
    monthly = sum((len(areas.communes(province)) + 1) * len(codes) for province, codes in codes_of().items())
    return -(-rows // monthly)


def deliveries_of(months: int, today: date) -> int:
    """How many deliveries ``write`` keeps for the whole country."""
    return len(codes_of()) * len(_years(months, today))


def write(home: Path, months: int, today: date, provinces: tuple[str, ...] = ()) -> Iterator[int]:
    """Keeps the deliveries of the last so many months of some provinces, or all; yields the rows of each."""
    for province, codes in codes_of().items():
        if not provinces or province in provinces:
            for named in _years(months, today):
                made = _made(province, codes, named)
                store.keep(made, home)
                yield made.rows_accepted


def _years(months: int, today: date) -> list[tuple[str, ...]]:
    """The last so many months, by year."""
    last = pd.Period(today, "M") - 1
    named = [str(month) for month in pd.period_range(last - (months - 1), last)]
    return [tuple(one for one in named if one.startswith(year)) for year in sorted({one[:4] for one in named})]


def _made(province: str, codes: tuple[str, ...], months: tuple[str, ...]) -> Made:
    told = hashlib.sha256("|".join((province, *codes, *months)).encode()).hexdigest()
    sent = datetime.fromisoformat(f"{months[-1]}-01") + timedelta(days=40)
    return Made(
        delivery_id=told[:16], received_at=sent, published_at=sent, file_name=f"ca-nuoc-{province}-{months[-1]}.csv",
        file_hash=told, layout="long-table", layout_version="1", agency="Số liệu mô phỏng", province_code=province,
        period=months[-1], simulated=True, source="Số liệu mô phỏng", observations=pd.DataFrame(),
        refusals=pd.DataFrame(columns=list(REFUSAL_COLUMNS), dtype="string"), notes=(), content=b"",
        codes=codes, months=months,
    )  # fmt: skip
