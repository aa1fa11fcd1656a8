"""When a number is odd, and what it is likely to be: a slip of the pen, a gap made up for, a new boundary, an event.

Pure arithmetic on arrays: a row per series, a column per period.  The limits stand in ``data/catalogue/checks.csv``,
where loading files takes them from, so that the same number is odd on every side of the house.
"""

from collections.abc import Sequence

import numpy as np

from data import periods, robust, rules
from data.analyst import Oddity
from data.breaks import NEW_BOUNDARIES
from data.catalogue import Indicator
from data.robust import Floats, Usual

SEASONS = {"month": 12, "quarter": 4, "half-year": 2, "year": 1}  # periods of a year
AMOUNTS = ("flow", "stock", "status_count")
DIGIT = (10.0, 1.3)  # a zero too many or too few, and how near to it
TOGETHER = 2.0  # widths by which the median commune must have moved for it to be an event of all
LASTING = 3.0  # widths by which the value beside it must be off, too
TRIFLE = 0.02  # of the usual size of a value: less is not worth a word
CAUGHT_UP = 0.4  # how near to the sum of the gap and itself, as a share


def season_of(frequency: str) -> int:
    """Periods of a year; 0 where years do not repeat themselves in a way that can be compared."""
    return SEASONS.get(frequency, 0)


def is_amount(one: Indicator) -> bool:
    return one.kind in AMOUNTS


def season_scores(indicators: Sequence[Indicator], values: Floats, usual: Usual) -> Floats:
    """How far each value is from its season, in limits of the check, with sign; NaN where it is not odd.

    ``indicators`` says of each row what it is; counts are allowed the chance that counting has.
    """
    rule = rules.rule("seasonal_outlier")
    amounts = np.array([is_amount(one) for one in indicators], dtype=bool)[:, None]
    counted = np.array([one.unit.startswith("{") for one in indicators], dtype=bool)[:, None]
    off, size = values - usual.expected, np.abs(usual.expected)
    width = np.fmax(usual.width, np.where(amounts & counted, np.sqrt(np.fmax(size, 1)), least_width(values)))
    score = off / width / rule.number("z")
    far = np.abs(off) > np.where(amounts, rule.number("relative") * size, rule.number("points"))
    odd = far & (np.abs(score) > 1) & (usual.of >= rule.number("least"))
    return np.where(odd, score, np.nan)


def least_width(values: Floats) -> float:
    """What no difference between values like these can be told from: a step of their last digit, and a trifle."""
    known = np.abs(values[np.isfinite(values) & (values != 0)])
    if not known.size:
        return 1.0
    digits = next((place for place in range(6) if np.allclose(known, np.round(known, place), atol=1e-9)), 6)
    return float(max(10.0**-digits, TRIFLE * np.median(known)))


def widths_off(values: Floats, usual: Usual) -> Floats:
    """Signed distances from what is expected, in widths; NaN where there is no width."""
    return np.asarray((values - usual.expected) / np.where(usual.width > 0, usual.width, np.nan))


def peer_scores(one: Indicator, values: Floats, own: Floats) -> tuple[Floats, Usual]:
    """How far each commune is from the others of its column, in limits of the check, and what the others say.

    ``values`` is a row per commune; ``own`` what each usually has (NaN where that is not known): who was always
    different is not odd.  NaN where a value is not odd.
    """
    rule = rules.rule("peer_outlier")
    amount = is_amount(one)
    able = np.where(values > 0, values, np.nan) if amount else values
    scaled = np.log10(able) if amount else able
    usual = robust.peers(scaled, rule.number("floor_log" if amount else "floor_rate"))
    score = (scaled - usual.expected) / usual.width / rule.number("z")
    with np.errstate(divide="ignore", invalid="ignore"):
        as_ever = np.abs(np.log2(np.abs(values) / np.abs(own)[:, None])) <= 1
    odd = (np.abs(score) > 1) & (usual.of >= rule.number("least")) & ~as_ever
    told = np.power(10.0, usual.expected) if amount else usual.expected
    return np.where(odd, score, np.nan), Usual(told, usual.width, usual.of)


def slip(value: float, expected: float) -> float:
    """The factor by which a value looks misplaced: 1000, 1e6, 10, or their inverse; 0 when it looks like none."""
    if not expected or not value or value / expected < 0:
        return 0.0
    times = abs(value / expected)
    rule = rules.rule("unit_slip")
    for factor, near in (*((one, rule.number("near")) for one in rule.numbers("factors")), DIGIT):
        if factor / near <= times <= factor * near:
            return factor
        if factor / near <= 1 / times <= factor * near:
            return 1 / factor
    return 0.0


def caught_up(one: Indicator, values: Floats, expected: Floats, column: int) -> int:
    """How many missing periods just before ``column`` a flow seems to make up for; 0 when it does not.

    ``values`` and ``expected`` are of one series, ``expected`` of the gap too.
    """
    gap = 0
    while gap < column and np.isnan(values[column - gap - 1]):
        gap += 1
    if one.kind != "flow" or not gap or gap == column:
        return 0
    whole = float(expected[column - gap : column + 1].sum())
    return gap if whole > 0 and abs(values[column] - whole) <= CAUGHT_UP * whole else 0


def since_merger(columns: Sequence[str], widths: Floats, column: int) -> bool:
    """Whether a series has been off in the same direction in every period since the communes were merged.

    ``widths`` are signed distances from what was expected by the years before, in widths; of one series.
    """
    after = [
        place for place, period in enumerate(columns[: column + 1]) if periods.parse(period).start >= NEW_BOUNDARIES
    ]
    if column not in after or len(after) < 2:
        return False
    known = widths[after][np.isfinite(widths[after])]
    return len(known) >= 2 and bool((np.sign(known) == np.sign(widths[column])).all() and (np.abs(known) > 1).all())


def cause(
    one: Indicator,
    values: Floats,
    usual: Usual,
    columns: Sequence[str],
    column: int,
    everywhere: float,
    merged: bool,
) -> tuple[str, float]:
    """What an odd value is likely to be, and the factor of a slip.

    ``values`` is one series, ``usual`` its row of the same columns; ``everywhere`` how far the median commune is off,
    in widths (NaN when nobody else reports it); ``merged`` whether the commune was put together from several.
    """
    value, expected = float(values[column]), float(usual.expected[column])
    widths = widths_off(values, usual)
    sign = np.sign(value - expected)
    if factor := slip(value, expected) if is_amount(one) else 0.0:
        if factor in (10.0, 0.1):
            return "digit_slip", factor
        return "unit_slip", factor
    if gap := caught_up(one, values, usual.expected, column):
        return "caught_up", float(gap)
    if merged and since_merger(columns, widths, column):
        return "boundary", 0.0
    if np.isfinite(everywhere) and everywhere * sign > TOGETHER:
        return "event_all", 0.0
    beside = [widths[place] for place in (column - 1, column + 1) if 0 <= place < len(values)]
    if any(np.isfinite(width) and width * sign > LASTING for width in beside):
        return "event_lasting", 0.0
    return "unknown", 0.0


def season_floor() -> float:
    """The least width of a season, as a share of what is expected."""
    return rules.rule("seasonal_outlier").number("floor")


def strange_in_season(
    indicators: Sequence[Indicator], values: Floats, columns: Sequence[str], targets: Sequence[int], merged: bool
) -> dict[str, Oddity]:
    """What is odd at one column of each series (``targets``; -1: none) of a single area, by indicator code."""
    season = season_of(periods.parse(columns[0]).frequency)
    usual = robust.seasonal(values, season, season_floor())
    scores = season_scores(indicators, values, usual)
    found = {}
    for row, (one, at) in enumerate(zip(indicators, targets, strict=True)):
        if at < 0 or not np.isfinite(scores[row, at]):
            continue
        mine = Usual(usual.expected[row], usual.width[row], usual.of[row])
        why, factor = cause(one, values[row], mine, columns, at, np.nan, merged)
        value, expected, of = float(values[row, at]), float(mine.expected[at]), int(mine.of[at])
        found[one.code] = Oddity("season", why, abs(float(scores[row, at])), value, expected, of, factor)
    return found
