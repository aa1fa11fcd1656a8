"""A rain gauge in Đồng Văn with its zone and its readings, as their files come."""

from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd

from data import versions
from data.catalogue_registers import registers
from geo import areas
from loaders.delivery import keep
from loaders.pipeline import read_delivery

DONG_VAN = "00721"
VERIFIED, UNVERIFIED = 150.0, 240.0  # mm in 24 hours after a wet day: level 3 by a rule of grade B, by one of grade P
HOURS = 72
WET_BEFORE = 24.0  # mm of the day before the last


def rained(store: Path, folder: Path, millimetres: float, last: datetime) -> None:
    """Publishes the gauge with so much rain in the 24 hours up to ``last``; the commune's zone is the gravest."""
    folder.mkdir()
    tables = {
        "register-station": _gauge(),
        "register-hazard-zone": _zone(),
        "station-readings": _readings(millimetres, last.replace(minute=0)),
    }
    for layout, table in tables.items():
        file = folder / f"{layout}.csv"
        table.to_csv(file, index=False)
        read = read_delivery(file, layout, province="08", as_of=last.date())
        assert read.rows_refused == 0, list(read.refusals["reason"])
        keep(read, store)
    versions.publish(store, "mưa")


def _place() -> pd.Series:
    return areas.communes("08").set_index("area_code").loc[DONG_VAN]


def _entry(register: str, **cells: object) -> pd.DataFrame:
    """One line of a register under the labels of its fields."""
    labels = {field.field: field.label for field in registers()[register].fields}
    own = {labels[field]: [cell] for field, cell in cells.items()}
    return pd.DataFrame(own | {"Mã xã": [DONG_VAN], labels["area_code"]: [_place()["full_name"]]})


def _gauge() -> pd.DataFrame:
    where = {"latitude": round(_place()["lat"], 5), "longitude": round(_place()["lon"], 5)}
    return _entry("station", entry_code="KT1", name="Trạm Đồng Văn", state="working", station_kind="rain", **where)


def _zone() -> pd.DataFrame:
    return _entry("hazard_zone", entry_code="PV1", name="Đồng Văn", state="rat_cao", terrain="mien_nui_trung_du")


def _readings(millimetres: float, last: datetime) -> pd.DataFrame:
    """Hours that differ by a little, or the gauge would be taken to be stuck."""
    days = [0.0] * (HOURS - 48) + [WET_BEFORE / 24] * 24 + [millimetres / 24] * 24
    hours = [last - timedelta(hours=HOURS - 1 - place) for place in range(HOURS)]
    rain = [round(amount * (1.1 if place % 2 else 0.9), 2) for place, amount in enumerate(days)]
    return pd.DataFrame(
        {"Mã trạm": "KT1", "Giờ quan trắc": [f"{hour:%Y-%m-%dT%H:%M}" for hour in hours], "Lượng mưa giờ": rain}
    )
