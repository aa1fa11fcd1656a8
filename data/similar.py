"""Which communes are like one another: of the same kind, and near in people, density, width and forest.

Each feature is used only where it is known of nearly all; what was used, and what nobody has reported, is told with the
answer, because a median of "similar communes" means nothing without it.
"""

from datetime import datetime

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data import catalogue, units
from data.analyst import Alike
from data.everywhere import Everywhere, everywhere
from data.levels import Floats
from data.memory import per_version
from geo import areas

ALIKE = 8  # communes
KNOWN = 0.8  # share of communes that must have a feature for it to be used
FEATURES = ("population", "density", "area_km2", "forest_cover")


@per_version
def features(conn: Connection, set_code: str, as_of: datetime | None = None) -> pd.DataFrame:
    """The communes of a set's province by code: ``kind`` and the columns of FEATURES (NaN where nobody has said)."""
    found = everywhere(conn, set_code, as_of)
    place = areas.communes(catalogue.sets()[set_code].province_code).set_index("area_code").reindex(found.communes)
    people, forest = _reported(found, "population", "{person}"), _reported(found, "forest_cover", "%")
    km2 = place["area_km2"].to_numpy(dtype=float)
    told = {"population": people, "density": people / km2, "area_km2": km2, "forest_cover": forest}
    return pd.DataFrame({"kind": place["kind"], **told}, index=place.index)


def _reported(found: Everywhere, concept: str, unit: str) -> Floats:
    """What communes report of a concept, in one unit; NaN where they report nothing of it."""
    for line, one in enumerate(found.indicators):
        if one.concept == concept and units.convertible(one.unit, unit):
            return np.asarray(found.values[line] * float(units.factor(one.unit, unit)))
    return np.full(len(found.communes), np.nan)


@per_version
def alike(conn: Connection, set_code: str, area_code: str, as_of: datetime | None = None) -> Alike:
    """The ``ALIKE`` communes of the province that are most like this one; fewer in a small province."""
    told = features(conn, set_code, as_of)
    own = told.loc[area_code]
    usable = [name for name in FEATURES if told[name].notna().mean() >= KNOWN and pd.notna(own[name])]
    same_kind = told[told["kind"] == own["kind"]]
    among = same_kind if len(same_kind) > ALIKE else told
    distance = pd.Series(0.0, index=among.index)
    for name in usable:
        scaled = among[name] if name == "forest_cover" else np.log(among[name].where(among[name] > 0))
        spread = scaled.std()
        if spread > 0:
            distance += ((scaled - scaled[area_code]) / spread).fillna(3.0) ** 2
    nearest = distance.drop(area_code).sort_values(kind="stable").head(ALIKE)
    return Alike(
        area_codes=tuple(nearest.index),
        kind=str(own["kind"]) if among is same_kind else "",
        used=tuple((name, float(told[name].to_dict()[area_code])) for name in usable),
        unknown=tuple(name for name in FEATURES if name not in usable),
    )
