"""The levels of many at once: what each commune, each member of an axis or each indicator stands at in a period.

A frame of observations is laid out once as a grid of row numbers, with a line per measure, basis and period and a
place per subject.  Every level, reported or summed from its months, is then a look-up of a few arrays.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from data import periods

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
NOWHERE = -1  # in a grid: there is no such row
EARLIEST = np.datetime64(0, "us")
# From what says least against a sum to what says most: one simulated part makes it simulated.
CERTAINTY = ("missing", "suppressed", "final", "revised", "provisional", "estimated", "simulated")


@dataclass(frozen=True)
class Level:
    """One measure in one period, a place per subject.

    ``value`` is NaN where there is none; ``derived`` where it was summed here and not reported; ``status``,
    ``published_at`` and ``delivery_id`` are None where there is not even a row; ``areas`` counts the parts of a sum
    over communes, NaN where it is none.
    """

    value: Floats
    status: npt.NDArray[np.object_]
    published_at: npt.NDArray[np.object_]
    delivery_id: npt.NDArray[np.object_]
    areas: Floats
    derived: npt.NDArray[np.bool_]
    present: npt.NDArray[np.bool_]
    words: npt.NDArray[np.object_]  # what was written instead of a number; "" or None where nothing was


class Addend(NamedTuple):
    """One row of those that a sum was made of."""

    subject: str
    period: str
    measure: str
    value: float
    status: str


class Levels:
    """All values of ``subjects`` that a frame holds."""

    def __init__(self, frame: pd.DataFrame, by: str, subjects: Sequence[str]) -> None:
        """``frame``: ``period``, ``measure``, ``basis``, ``value``, ``status``, ``published_at``, ``delivery_id`` and
        ``by``, the column that says whose value it is; optional ``areas``, ``text_value``.  Rows of others than
        ``subjects`` rest."""
        self.subjects = list(subjects)
        self._value = frame["value"].to_numpy(dtype=float, na_value=np.nan)
        self._status, self._statuses = _coded(frame["status"])
        self._delivery, self._deliveries = _coded(frame["delivery_id"])
        words = frame["text_value"] if "text_value" in frame else pd.Series(None, index=frame.index, dtype=object)
        self._said, told = _coded(words)
        self._words = np.append(told, "")  # the last: what is not there has the code -1
        self._published = pd.to_datetime(frame["published_at"]).to_numpy()
        areas = frame["areas"] if "areas" in frame else pd.Series(np.nan, index=frame.index)
        self._areas = areas.to_numpy(dtype=float, na_value=np.nan)
        line, self.lines = _lines(frame)
        whose, names = _coded(frame[by])
        places = pd.Index(self.subjects, dtype=object).get_indexer(pd.Index(names, dtype=object))[whose]
        rows = np.flatnonzero(places != NOWHERE)
        self._grid = np.full((len(self.lines), len(self.subjects)), NOWHERE, dtype=np.intp)
        self._grid[line[rows], places[rows]] = rows
        self._line = {name: number for number, name in enumerate(self.lines)}

    @cached_property
    def spoken(self) -> list[str]:
        """The periods for which anybody has a value, actual or cumulative, in order."""
        known = np.flatnonzero(np.isfinite(self._values(self._grid)).any(axis=1))
        told = [self.lines[number] for number in known]
        return sorted({period for measure, _, period in told if measure in ("actual", "cumulative")})

    def values(self, measure: str, wanted: Sequence[str]) -> Floats:
        """The values as reported, a row per period and a column per subject; NaN where there is none."""
        rows = [self._rows(measure, "", period) for period in wanted]
        return self._values(np.stack(rows)) if rows else np.empty((0, len(self.subjects)))

    def sums(self, wanted: Sequence[str]) -> Floats:
        """The cumulative values as ``at`` tells them, a row per period (at least one) and a column per subject."""
        there = np.stack([self._rows("cumulative", "", period) for period in wanted]) != NOWHERE
        reported = self.values("cumulative", wanted)
        return reported if there.all() else np.where(there, reported, self._added(wanted))

    def _added(self, wanted: Sequence[str]) -> Floats:
        """What the months of each period add up to; NaN where one is missing."""
        running: dict[str, Floats] = {}
        for period in sorted(wanted, reverse=True):  # on the way to a month all before it of its year are summed
            if period not in running:
                months = periods.to_date(period)
                running.update(zip(months, self.values("actual", months).cumsum(axis=0), strict=True))
        return np.stack([running[period] for period in wanted])

    def statuses(self, measure: str, wanted: Sequence[str]) -> npt.NDArray[np.object_]:
        """The statuses as ``at`` tells them, a row per period (at least one) and a column per subject."""
        if measure == "cumulative":
            return np.stack([self.at(period, measure).status for period in wanted])
        return _named(self._statuses, self._status, np.stack([self._rows(measure, "", period) for period in wanted]))

    def among(self, subjects: Sequence[str]) -> "Levels":
        """What some of the subjects say, in the order asked."""
        some = copy(self)
        some.__dict__.pop("spoken", None)
        place = {subject: number for number, subject in enumerate(self.subjects)}
        places = [place[subject] for subject in subjects]
        some.subjects, some._grid = list(subjects), self._grid[:, places]
        return some

    def summed(self, subjects: Sequence[str], name: str) -> "Levels":
        """What some of the subjects add up to, as the one subject ``name``; ``areas`` counts those that have a value.

        The status is the least certain of the parts, the rest that of the newest.  Whether adding is allowed is the
        asker's business.
        """
        parts = self.among(subjects)._grid
        there = parts != NOWHERE
        values = self._values(parts)
        counted = np.isfinite(values).sum(axis=1)
        newest = np.where(there, self._published[parts], EARLIEST).argmax(axis=1)
        rows = parts[np.arange(len(parts)), newest]
        certainty = np.array([CERTAINTY.index(status) for status in self._statuses], dtype=np.intp)
        told = np.where(there, certainty[self._status[parts]], 0)
        total = copy(self)
        total.__dict__.pop("spoken", None)
        total.subjects = [name]
        total._value = np.where(counted > 0, np.nansum(values, axis=1), np.nan)
        total._status, total._statuses = told.max(axis=1, initial=0), np.asarray(CERTAINTY, dtype=object)
        total._published, total._delivery = self._published[rows], self._delivery[rows]
        total._areas = counted.astype(float)
        total._grid = np.where(there.any(axis=1), np.arange(len(parts)), NOWHERE)[:, np.newaxis]
        return total

    def addends(self, period: str, measure: str, basis: str = "") -> list[Addend]:
        """The rows that ``summed`` and then ``at`` (or ``plan``) add up, of all subjects, by period.

        A cumulative is what was reported as such, or else every month; with a month of which nobody speaks, nothing.
        """
        lines = [(measure, period, self._rows(measure, basis, period))]
        if measure == "cumulative" and (lines[0][2] == NOWHERE).all():
            lines = [("actual", month, self._rows("actual", "", month)) for month in periods.to_date(period)]
        known = [np.isfinite(self._values(rows)) for *_, rows in lines]
        if not all(one.any() for one in known):
            return []
        return [
            Addend(self.subjects[place], when, line, float(self._value[rows[place]]), self._said_status(rows[place]))
            for (line, when, rows), there in zip(lines, known, strict=True)
            for place in np.flatnonzero(there)
        ]

    def _said_status(self, row: int) -> str:
        return str(self._statuses[self._status[row]])

    def frame(self, by: str) -> pd.DataFrame:
        """All values as the frame that makes the same levels again, a row each; ``by`` names the subject's column."""
        line, place = np.nonzero(self._grid != NOWHERE)
        told = self._level(self._grid[line, place])
        frame = pd.DataFrame([self.lines[number] for number in line], columns=["measure", "basis", "period"])
        frame[by] = [self.subjects[number] for number in place]
        for name in ("value", "status", "delivery_id", "areas"):
            frame[name] = getattr(told, name)
        return frame.assign(published_at=told.published_at.astype("datetime64[us]"))

    def at(self, period: str, measure: str) -> Level:
        """The level of ``measure``; a cumulative that was not reported is the sum of its months.

        A sum with a month missing is no sum: such a subject has no value.
        """
        rows = self._rows(measure, "", period)
        reported = self._level(rows)
        if measure != "cumulative" or bool(reported.present.all()):
            return reported
        return self._completed(reported, rows, periods.to_date(period))

    def plan(self, year: str, basis: str) -> tuple[Floats, npt.NDArray[np.object_]]:
        """The plan of a year and who set it: ``basis`` if anybody has such a plan, else the first by name there is."""
        known = sorted(b for measure, b, period in self.lines if measure == "plan" and period == year)
        value = np.full(len(self.subjects), np.nan)
        setter = np.full(len(self.subjects), "", dtype=object)
        for one in [basis] if basis in known else known:
            found = self._values(self._rows("plan", one, year))
            free = np.isnan(value) & np.isfinite(found)
            value[free], setter[free] = found[free], one
        return value, setter

    def _rows(self, measure: str, basis: str, period: str) -> Places:
        number = self._line.get((measure, basis, period))
        return np.full(len(self.subjects), NOWHERE, dtype=np.intp) if number is None else self._grid[number]

    def _values(self, rows: Places) -> Floats:
        if not self._value.size:
            return np.full(rows.shape, np.nan)
        return np.where(rows == NOWHERE, np.nan, self._value[rows])

    def _level(self, rows: Places) -> Level:
        present = rows != NOWHERE
        return Level(
            value=self._values(rows),
            status=_named(self._statuses, self._status, rows),
            published_at=_told(self._published, rows),
            delivery_id=_named(self._deliveries, self._delivery, rows),
            areas=np.where(present, self._areas[rows], np.nan) if self._areas.size else np.full(rows.shape, np.nan),
            derived=np.zeros(len(rows), dtype=bool),
            present=present,
            words=_named(self._words, self._said, rows),
        )

    def _completed(self, reported: Level, rows: Places, months: Sequence[str]) -> Level:
        """``reported``, and the sum of ``months`` for those who reported no sum but every month.

        A month that is withheld or said to be missing speaks for the sum that it prevents.
        """
        parts = np.stack([self._rows("actual", "", month) for month in months])
        values = self._values(parts)
        total = values.sum(axis=0)
        derived = ~reported.present & np.isfinite(total)
        withheld = ~reported.present & ~derived & (parts != NOWHERE).all(axis=0)
        newest_gap = len(months) - 1 - np.isnan(values[::-1]).argmax(axis=0)
        gap = parts[newest_gap, np.arange(len(rows))]
        # The newest month speaks for the sum.
        last = self._level(np.where(derived, parts[-1], np.where(withheld, gap, rows)))
        areas, published = last.areas, last.published_at
        if derived.any():
            known = parts[:, derived]
            areas = areas.copy()
            areas[derived] = self._areas[known].min(axis=0)
            published[derived] = self._published[known].max(axis=0).astype("datetime64[us]").astype(object)
        value = np.where(derived, total, reported.value)
        present = reported.present | derived | withheld
        return Level(value, last.status, published, last.delivery_id, areas, derived, present, last.words)


def _lines(frame: pd.DataFrame) -> tuple[Places, list[tuple[str, str, str]]]:
    """The line of each row, and what the lines are: measure, basis and period."""
    (measure, measures), (basis, bases), (period, all_periods) = (
        _coded(frame[name]) for name in ("measure", "basis", "period")
    )
    mixed = (measure * max(len(bases), 1) + basis) * max(len(all_periods), 1) + period
    _, first, line = np.unique(mixed, return_index=True, return_inverse=True)
    told = [(str(measures[measure[i]]), str(bases[basis[i]]), str(all_periods[period[i]])) for i in first]
    return line, told


def _coded(column: pd.Series) -> tuple[Places, npt.NDArray[np.object_]]:
    """The column as numbers, and the names that they stand for."""
    codes, names = pd.factorize(column)
    return codes, np.asarray(names, dtype=object)


def _named(names: npt.NDArray[np.object_], codes: Places, rows: Places) -> npt.NDArray[np.object_]:
    found: npt.NDArray[np.object_] = np.full(rows.shape, None, dtype=object)
    there = rows != NOWHERE
    found[there] = names[codes[rows[there]]]
    return found


def _told(moments: npt.NDArray[Any], rows: Places) -> npt.NDArray[np.object_]:
    found: npt.NDArray[np.object_] = np.full(rows.shape, None, dtype=object)
    there = rows != NOWHERE
    found[there] = moments[rows[there]].astype("datetime64[us]").astype(object)
    return found
