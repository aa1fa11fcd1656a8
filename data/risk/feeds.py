"""What stations send, hour by hour, and which of it cannot be believed: silent, stuck, spiking, impossible.

Nothing is thrown away: what is set aside is told with its reason, and the rest goes on.
"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from data.risk.rules import Bools, Floats, limit

QUANTITIES = ("rain", "water_level", "temperature", "wind")  # mm in the hour; m; °C; mean wind in m/s
FAULT_COLUMNS = ["entry_code", "quantity", "fault", "since", "hours", "value"]
_MAY_REST = {"rain": 1.0, "wind": 0.0}  # dry, drizzling or calm hours in a row are no fault


@dataclass(frozen=True)
class Feed:
    """Readings as arrays: ``values[quantity]`` has a row per station and a column per hour, NaN where none came."""

    codes: tuple[str, ...]
    hours: pd.DatetimeIndex
    values: dict[str, Floats]
    faults: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=FAULT_COLUMNS))


def feed(readings: pd.DataFrame, hours: pd.DatetimeIndex) -> Feed:
    """Readings laid out; a reading of an hour that is not asked for is left out.

    Args:
        readings: ``entry_code``, ``quantity``, ``at`` (the full hour), ``value``; one row per reading.
    """
    codes = tuple(sorted(readings["entry_code"].unique()))
    row = pd.Index(codes).get_indexer(readings["entry_code"])
    column = hours.get_indexer(pd.DatetimeIndex(readings["at"]))
    numbers = readings["value"].to_numpy(dtype=float, na_value=np.nan)
    quantities = readings["quantity"].to_numpy()
    values = {}
    for quantity in QUANTITIES:
        block = np.full((len(codes), len(hours)), np.nan)
        mine = (quantities == quantity) & (column >= 0)
        block[row[mine], column[mine]] = numbers[mine]
        values[quantity] = block
    return Feed(codes, hours, values)


def among(whole: Feed, hours: pd.DatetimeIndex) -> Feed:
    """The part of a feed in these of its hours: of the stations that sent anything in them."""
    column = whole.hours.get_indexer(hours)
    blocks = {quantity: block[:, column] for quantity, block in whole.values.items()}
    sent = np.any([~np.isnan(block) for block in blocks.values()], axis=(0, 2))
    codes = tuple(code for code, has in zip(whole.codes, sent, strict=True) if has)
    return Feed(codes, hours, {quantity: block[sent] for quantity, block in blocks.items()})


def screened(raw: Feed) -> Feed:
    """The same without what cannot be believed, and a list of what that was.

    ``faults``: ``entry_code``, ``quantity``, ``fault`` (silent, stuck, spike, impossible), ``since`` (the first hour),
    ``hours`` (how many), ``value`` (the first that was set aside; NaN of a silent station).
    """
    clean, told = {}, []
    for quantity, block in raw.values.items():
        sends = ~np.isnan(block).all(axis=1)
        bad = {"impossible": _impossible(quantity, block), "spike": _spikes(quantity, block)}
        rest = np.where(bad["impossible"] | bad["spike"], np.nan, block)
        bad["stuck"] = _stuck(rest, int(limit(f"stuck_{quantity}_hours")), _MAY_REST.get(quantity, -np.inf))
        clean[quantity] = np.where(bad["stuck"], np.nan, rest)
        for fault, where in bad.items():
            told += [_told(raw, quantity, fault, place, where[place], block[place]) for place in _rows(where)]
        told += [_silence(raw, quantity, place, block[place]) for place in _rows((sends & _silent(block))[:, None])]
    return Feed(raw.codes, raw.hours, clean, pd.DataFrame(told, columns=FAULT_COLUMNS))


def _rows(where: Bools) -> list[int]:
    return [int(place) for place in np.flatnonzero(where.any(axis=1))]


def _told(raw: Feed, quantity: str, fault: str, place: int, where: Bools, row: Floats) -> dict[str, object]:
    first = int(np.argmax(where))
    told = (raw.codes[place], quantity, fault, raw.hours[first], int(where.sum()), row[first])
    return dict(zip(FAULT_COLUMNS, told, strict=True))


def _silence(raw: Feed, quantity: str, place: int, row: Floats) -> dict[str, object]:
    last = int(np.flatnonzero(~np.isnan(row))[-1])
    since = raw.hours[last] + pd.Timedelta(hours=1)
    gone = len(raw.hours) - 1 - last
    return dict(zip(FAULT_COLUMNS, (raw.codes[place], quantity, "silent", since, gone, np.nan), strict=True))


def _silent(block: Floats) -> Bools:
    recent = block[:, -int(limit("silent_hours")) :]
    silent: Bools = np.asarray(np.isnan(recent).all(axis=1))
    return silent


def _impossible(quantity: str, block: Floats) -> Bools:
    lows = {"rain": 0.0, "wind": 0.0, "temperature": limit("lowest_temperature"), "water_level": -np.inf}
    highs = {"water_level": np.inf} | {name: limit(f"highest_{name}") for name in ("rain", "temperature", "wind")}
    return (block < lows[quantity]) | (block > highs[quantity])


def _spikes(quantity: str, block: Floats) -> Bools:
    """Hours that leap away from the one before and back again; rain and wind may do so by nature."""
    spikes = np.zeros(block.shape, dtype=bool)
    if quantity in ("rain", "wind") or block.shape[1] < 3:
        return spikes
    steps = np.diff(block, axis=1)
    jump = limit(f"jump_{quantity}")
    away, back = steps[:, :-1], steps[:, 1:]
    spikes[:, 1:-1] = (np.abs(away) > jump) & (np.abs(back) > jump) & (np.sign(away) != np.sign(back))
    return spikes


def _stuck(block: Floats, hours: int, may_rest_at: float) -> Bools:
    """Hours of a run of one value that is at least so long; a gap neither begins nor ends a run."""
    stuck = np.zeros(block.shape, dtype=bool)
    for place, row in enumerate(block):
        known = np.flatnonzero(~np.isnan(row))
        if len(known) < hours:
            continue
        starts = np.flatnonzero(np.diff(row[known], prepend=np.nan) != 0)
        lengths = np.diff(starts, append=len(known))
        for start, length in zip(starts, lengths, strict=True):
            if length >= hours and row[known[start]] > may_rest_at:
                stuck[place, known[start : start + length]] = True
    return stuck
