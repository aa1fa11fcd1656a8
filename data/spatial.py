"""Whether values cluster on the map: local Moran's I with permutations and control of false discoveries.

The statistic, its conditional permutations and their folded p values are those of ``esda.Moran_Local`` (Anselin 1995),
the control that of Benjamini and Hochberg; written with numpy alone, because the package and what it needs take eight
seconds to import in every process.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from data.levels import Floats, Places
from data.map_answers import Spots

PERMUTATIONS = 999
FALSE_DISCOVERIES = 0.05
SEED = 20260701
FEWEST = 10  # areas with values and neighbours; fewer have no pattern to speak of
KINDS = {(True, True): "high_high", (False, False): "low_low", (True, False): "high_low", (False, True): "low_high"}


def spots(
    codes: Sequence[str], values: Floats, neighbours: Mapping[str, Sequence[str]], permutations: int = PERMUTATIONS
) -> Spots:
    """Which areas are like their neighbours, or unlike them, more than chance makes them.

    Areas without a value are left out, as neighbours too; those that then have no neighbour are ``alone``.
    """
    known = [code for code, value in zip(codes, values, strict=True) if np.isfinite(value)]
    inside = set(known)
    near = {code: [one for one in neighbours.get(code, ()) if one in inside] for code in known}
    kinds = {code: "alone" for code in known if not near[code]}
    of = [code for code in known if near[code]]
    told = dict(zip(codes, values, strict=True))
    z = np.array([told[code] for code in of], dtype=float)
    z = z - z.mean() if len(z) else z
    if len(of) < FEWEST or not np.any(z):
        return Spots(kinds | dict.fromkeys(of, "none"), None, None, FALSE_DISCOVERIES, permutations, SEED)
    place = {code: number for number, code in enumerate(of)}
    lists = [np.array([place[one] for one in near[code]], dtype=np.intp) for code in of]
    lag = np.array([z[one].mean() for one in lists])
    scale = (len(of) - 1) / float(z @ z)
    simulated = _simulated(z, [len(one) for one in lists], permutations)
    p = _folded(simulated * z[:, None] * scale, z * lag * scale)
    significant = p <= false_discovery_limit(p, FALSE_DISCOVERIES)
    for code, own, other, counts in zip(of, z > 0, lag > 0, significant, strict=True):
        kinds[code] = KINDS[bool(own), bool(other)] if counts else "none"
    index, chance = _whole(z, lists, lag, permutations)
    return Spots(kinds, index, chance, FALSE_DISCOVERIES, permutations, SEED)


def false_discovery_limit(p: Floats, share: float) -> float:
    """The largest p value that still counts when ``share`` of what counts may be wrong; 0 when none does."""
    ordered = np.sort(p)
    passing = np.flatnonzero(ordered <= np.arange(1, len(p) + 1) * share / len(p))
    return float(ordered[passing[-1]]) if passing.size else 0.0


def _simulated(z: Floats, sizes: Sequence[int], permutations: int) -> Floats:
    """Means of as many random others as each area has neighbours: areas by permutations."""
    random = np.random.default_rng(SEED)
    n, most = len(z), max(sizes)
    others: Places = np.argsort(random.random((permutations, n - 1)), axis=1)[:, :most]
    made = np.empty((n, permutations))
    for own, size in enumerate(sizes):
        drawn = others[:, :size]
        made[own] = z[drawn + (drawn >= own)].mean(axis=1)  # everybody but the area itself
    return made


def _folded(simulated: Floats, seen: Floats) -> Floats:
    """How often chance makes as much, on whichever side is the rarer."""
    permutations = simulated.shape[1]
    larger = (simulated >= seen[:, None]).sum(axis=1)
    return np.asarray((np.minimum(larger, permutations - larger) + 1) / (permutations + 1), dtype=float)


def _whole(z: Floats, lists: Sequence[Places], lag: Floats, permutations: int) -> tuple[float, float]:
    """Moran's I of all areas, and how often chance makes as much."""
    total = float(z @ z)
    seen = float(z @ lag) / total
    random = np.random.default_rng(SEED)
    starts = np.concatenate([[0], np.cumsum([len(one) for one in lists])[:-1]])
    flat, sizes = np.concatenate(lists), np.array([len(one) for one in lists])
    shuffled = random.permuted(np.tile(z, (permutations, 1)), axis=1)
    lags = np.add.reduceat(shuffled[:, flat], starts, axis=1) / sizes
    made = (shuffled * lags).sum(axis=1) / total
    larger = int((made >= seen).sum())
    return seen, (min(larger, permutations - larger) + 1) / (permutations + 1)
