"""All checks of values together: which rows of a delivery are refused, flagged or noted, and why.

The engine knows no single check: each is a function that yields findings, and its line in
``data/catalogue/checks.csv`` decides what becomes of the row.
"""

from collections.abc import Callable, Iterator, Sequence

import pandas as pd

from data import known
from loaders import findings, history_checks, rules, sum_checks, value_checks
from loaders.findings import Finding
from loaders.past import Past
from loaders.rules import Identity

History = Callable[[pd.DataFrame], pd.DataFrame]  # accepted observations → what is known of them, columns HISTORY


def nothing_known(_observations: pd.DataFrame) -> pd.DataFrame:
    """The history of an empty store."""
    return known.nothing()


def examine(
    observations: pd.DataFrame, history: pd.DataFrame, identities: Sequence[Identity] | None = None
) -> list[Finding]:
    """Every finding about accepted observations, in the order of their rows.

    Args:
        observations: columns of ``tables.observation`` without its ids; the index names the rows.
        history: columns ``data.known.HISTORY``; no rows when nothing is known.
        identities: by default those of ``data/catalogue/identities.csv``.
    """
    absences = [] if history.empty else [*history_checks.absence_over_value(observations, history)]
    rows = findings.with_definitions(observations)
    if rows.empty:
        return absences
    past = Past(rows, history)
    series = history_checks.usual(rows, past)
    found = [*absences, *_refusing(rows, series, history)]
    refused = {f.row for f in found if rules.rule(f.code).severity == "refuse"}
    sound = rows[~rows.index.isin(refused)]
    if not sound.empty:
        sums = rules.identities() if identities is None else identities
        found += [f for f in _doubting(sound, series, history, past, {f.row for f in found}) if f.row not in refused]
        found += sum_checks.disagreements(sound, history, sums)
    return sorted(_once(found), key=lambda finding: finding.row)


def _refusing(rows: pd.DataFrame, series: pd.DataFrame, history: pd.DataFrame) -> Iterator[Finding]:
    """What a value alone, or its ``series`` (``history_checks.usual``), proves to be wrong."""
    yield from value_checks.out_of_range(rows)
    yield from value_checks.negative(rows)
    yield from value_checks.fractions_among_peers(rows)
    confused = [] if history.empty else [*history_checks.index_or_growth(series)]
    yield from confused
    yield from value_checks.mistaken_growth(rows, {f.row for f in confused} | _usual_rows(series))
    if not history.empty:
        yield from history_checks.fractions(series)
        yield from history_checks.slipped_units(series)
        yield from history_checks.weak_over_final(rows, history)


def _usual_rows(series: pd.DataFrame) -> set[int]:
    """Rows whose series shows values of the same size: nothing to suspect."""
    like = (series["points"] >= 3) & (series["own"] - series["median"]).abs().le(25)
    return {int(row) for row in series.index[like]}


def _doubting(
    rows: pd.DataFrame, series: pd.DataFrame, history: pd.DataFrame, past: Past, told: set[int]
) -> Iterator[Finding]:
    """What is only unlikely; of rows with a finding already, nothing more is said of their size."""
    beyond = [*value_checks.no_such_size(rows)]
    yield from beyond
    told |= {finding.row for finding in beyond}
    yield from value_checks.broken_counts(rows.drop([finding.row for finding in beyond]))
    yield from history_checks.falling_sums(rows, history)
    rest = rows[~rows.index.isin(told)]
    if rest.empty:
        return
    seasonal = [] if history.empty else [*history_checks.seasonal_outliers(rest, past)]
    yield from seasonal
    rest = rest.drop([finding.row for finding in seasonal])
    jumps = [*history_checks.steady_jumps(series.loc[rest.index])]
    yield from jumps
    peers = rest.index.difference([finding.row for finding in jumps])
    yield from history_checks.peer_outliers(series.loc[peers])


def _once(found: list[Finding]) -> Iterator[Finding]:
    """Each row once per check."""
    seen: set[tuple[int, str]] = set()
    for finding in found:
        if (finding.row, finding.code) not in seen:
            seen.add((finding.row, finding.code))
            yield finding
