"""What the data at hand say of a commune's ground: risk points, forest, the zoning; hints for people, never for rules.

Altitude and slope are not among the data, so nothing is said of them.
"""

from datetime import datetime

import pandas as pd
from sqlalchemy import Connection

from data import catalogue, queries, remembered
from data.catalogue_registers import registers as kept_lists
from data.emergency_answers import Hints
from data.hospitals import distances_km
from data.memory import per_version
from geo import areas

NEAR_KM = 5.0
SLIDES = ("landslide", "road_landslide", "riverbank_erosion", "coastal_erosion", "flash_flood")
FLOODS = ("flood",)
OVER = "treated"


@per_version
def hints(conn: Connection, province_code: str, area_code: str) -> Hints:
    """The hints on one commune; what nobody has reported is None, which is not zero."""
    listed = remembered.entries(conn, "risk_point", province_code)
    slides = floods = near = None
    counted: list[str] = []
    updated_at: datetime | None = None
    if len(listed):
        open_points = listed[listed["state"] != OVER]
        own = open_points["area_code"] == area_code
        slides = int((own & open_points["hazard"].isin(SLIDES)).sum())
        floods = int((own & open_points["hazard"].isin(FLOODS)).sum())
        around = _near(open_points[~own], area_code)
        near = len(around)
        counted = [*open_points.loc[own & open_points["hazard"].isin((*SLIDES, *FLOODS)), "entry_code"], *around]
        updated_at = listed["published_at"].max().to_pydatetime()
    cover, period, source = _forest(conn, area_code)
    zoning = remembered.entries(conn, "hazard_zone", province_code)
    zoning = zoning[zoning["area_code"] == area_code]
    return Hints(
        landslide_points=slides, flood_points=floods, points_near=near, near_km=NEAR_KM,
        points=tuple(map(str, counted)),
        list_name=kept_lists()["risk_point"].name, list_name_en=kept_lists()["risk_point"].name_en,
        updated_at=updated_at, forest_cover=cover, forest_period=period, forest_source=source,
        zone=str(zoning["state"].iloc[0]) if len(zoning) else "",
        zone_document=str(zoning["document"].iloc[0]) if len(zoning) else "",
    )  # fmt: skip


def _near(others: pd.DataFrame, area_code: str) -> list[str]:
    """Codes of the points outside the commune that lie within ``NEAR_KM`` of its middle."""
    communes = areas.communes()
    latitude, longitude = (
        float(middle) for middle in communes.loc[communes["area_code"] == area_code, ["lat", "lon"]].iloc[0]
    )
    placed = others[others["latitude"].notna() & others["longitude"].notna()]
    return list(placed.loc[distances_km(latitude, longitude, placed) <= NEAR_KM, "entry_code"])


def _forest(conn: Connection, area_code: str) -> tuple[float | None, str, str]:
    """The newest forest cover of the commune in percent, its period, and the indicator that says it."""
    codes = [one.code for one in catalogue.indicators().values() if one.concept == "forest_cover" and one.unit == "%"]
    told = queries.history(conn, codes, area_code)
    told = told[(told["measure"] == "actual") & told["value"].notna()].sort_values("period")
    if told.empty:
        return None, "", ""
    row = told.iloc[-1]
    return float(row["value"]), str(row["period"]), str(row["indicator_code"])
