"""What the rules need to know of a commune: its former province and so its regions, its terrain, its hazard zone.

Zones come from an official zoning only (the register ``hazard_zone``); they are never guessed from relief or altitude.
"""

import pandas as pd

from data.risk import rules
from geo import areas

FLOOD = "flood"
HEAVY_RAIN, EVERYWHERE = "heavy_rain", "*"


def places(province_code: str, zoning: pd.DataFrame, stations: pd.DataFrame) -> pd.DataFrame:
    """The communes of a province, sorted by code.

    Columns: ``area_code``, ``area_name``, ``lat``, ``lon``, ``former_province``, one per hazard with its region,
    ``terrain``, ``zone`` ("" unknown), ``flood_station`` ("" where none is assigned).

    Args:
        zoning: entries of ``hazard_zone``: ``area_code``, ``state`` (the zone), ``terrain``, ``flood_station``; of
            several in a commune the most dangerous counts.
        stations: entries of ``station``: ``entry_code``, ``flood_class``.
    """
    communes = areas.communes(province_code)
    groups = areas.groups(province_code)
    former = groups[groups["group_kind"] == "former_province"].set_index("area_code")["group_name"]
    found = pd.DataFrame({
        "area_code": communes["area_code"], "area_name": communes["full_name"],
        "lat": communes["lat"], "lon": communes["lon"],
    })  # fmt: skip
    found["former_province"] = _looked_up(found["area_code"], former)
    regions = rules.regions()
    for hazard in rules.hazards():
        found[hazard] = [regions.get(name, {}).get(hazard, "") for name in found["former_province"]]
    # Zones are listed with the worst first, as the states of every register.
    worst = zoning.drop_duplicates("area_code").set_index("area_code")
    for column, field in (("zone", "state"), ("terrain", "terrain"), ("flood_station", "flood_station")):
        found[column] = _looked_up(found["area_code"], worst[field])
    usual = [regions.get(name, {}).get("terrain", "") for name in found["former_province"]]
    found["terrain"] = [own or by_region for own, by_region in zip(found["terrain"], usual, strict=True)]
    classes = dict(zip(stations["entry_code"], stations["flood_class"], strict=True))
    found[FLOOD] = [_flood_region(code, classes) for code in found["flood_station"]]
    found[HEAVY_RAIN] = EVERYWHERE
    return found


def _looked_up(codes: pd.Series, words: pd.Series) -> list[str]:
    """The word of each code, "" where there is none."""
    known = words.dropna().to_dict()
    return [str(known.get(code, "")) for code in codes]


def _flood_region(station: str, classes: dict[str, str]) -> str:
    """The class of the assigned station; without one the article does not speak of the commune."""
    return (
        f"station_{classes.get(station, '')}" if classes.get(station) else (rules.NOT_CLASSIFIED if not station else "")
    )
