"""The communes of a province and how things spread over them: towns are rich, wide communes are mountains.

Only the kind and the area of a commune are known here; what is added to them is chance, fixed by the commune's code.
"""

from functools import cached_property
from zlib import crc32

import numpy as np
import numpy.typing as npt
import pandas as pd

from data import catalogue
from geo import areas

Numbers = npt.NDArray[np.float64]


def chance(*words: object) -> np.random.Generator:
    """A generator that depends on the words only: the same on every machine, every day."""
    return np.random.default_rng(crc32(" ".join(map(str, words)).encode()))


class Land:
    """The communes that a set covers, and weights over them.

    Every weight has one entry per commune, in the order of ``codes``; shares and weights add up to 1.
    """

    def __init__(self, set_code: str, seed: int) -> None:
        about = catalogue.sets()[set_code]
        frame = areas.communes(about.province_code)
        if about.area_group:
            groups = areas.groups(about.province_code)
            members = groups.loc[groups["group_name"].eq(about.area_group), "area_code"]
            frame = frame[frame["area_code"].isin(members)].reset_index(drop=True)
        self.province_code = about.province_code
        self.frame: pd.DataFrame = frame
        self.codes: list[str] = list(frame["area_code"])
        self.names: list[str] = list(frame["full_name"])
        self._seed = seed
        self._luck: dict[str, Numbers] = {}
        self._shares: dict[str, Numbers] = {}

    @cached_property
    def towns(self) -> Numbers:
        return self.frame["kind"].eq("phường").to_numpy().astype(np.float64)

    @cached_property
    def mountains(self) -> Numbers:
        """0 for towns and the smallest commune, 1 for the widest."""
        rank = self.frame["area_km2"].rank(method="first").to_numpy(dtype=float) - 1
        return np.asarray(rank / max(len(rank) - 1, 1) * (1 - self.towns))

    def luck(self, what: str) -> Numbers:
        """A standard normal number per commune, the same whenever asked for the same thing."""
        if what not in self._luck:
            drawn = [chance(self._seed, what, code).standard_normal() for code in self.codes]
            self._luck[what] = np.array(drawn)
        return self._luck[what]

    def shares(self, spread: str) -> Numbers:
        """How a total of the province is spread over the communes."""
        if spread not in self._shares:
            self._shares[spread] = self._spread(spread)
        return self._shares[spread]

    def _spread(self, spread: str) -> Numbers:
        km2 = self.frame["area_km2"].to_numpy(dtype=float)
        people = (1 + 1.9 * self.towns) * (1.15 - 0.45 * self.mountains)
        weights = {
            "people": people,
            "business": people * (1 + 3.2 * self.towns) * (1.35 - 0.95 * self.mountains),
            "fields": (1 - 0.6 * self.towns) * km2**0.35 * (1.25 - 0.6 * self.mountains),
            "forest": (1 - 0.9 * self.towns) * km2 * (0.3 + self.mountains),
            "companies": self._few("companies", 0.3) * km2,
            "minerals": self._few("minerals", 0.2),
            "hydro": self._few("hydro", 0.2) * (0.3 + self.mountains),
            "area": km2,
            "tourism": people * np.exp(1.1 * self.luck("sights")),
        }[spread]
        if spread != "area":  # known, not drawn
            weights = weights * np.exp(0.3 * self.luck(spread))
        return np.asarray(weights / weights.sum())

    def scores(self, spread: str) -> Numbers:
        """How a rate differs between communes: about one standard deviation each way, weighted mean 0."""
        towns = 1.6 * self.towns - 0.9 * self.mountains
        base = towns if spread == "towns" else 1.8 * self.mountains - 1.1 * self.towns
        scores = base + 0.45 * self.luck(spread)
        return np.asarray((scores - scores @ self.weights(spread)) / scores.std())

    def weights(self, spread: str) -> Numbers:
        """What a rate of the province weighs its communes with: their area for what grows on it, else their people."""
        km2 = self.frame["area_km2"].to_numpy(dtype=float)
        return np.asarray(km2 / km2.sum()) if spread == "hills" else self.shares("people")

    def _few(self, what: str, share: float) -> Numbers:
        """1 for the communes that have the thing at all, else 0; at least one has it."""
        drawn = self.luck(f"has {what}")
        return np.asarray(drawn >= np.quantile(drawn, 1 - share), dtype=float)
