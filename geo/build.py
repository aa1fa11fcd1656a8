"""The tables of ``geo/built``, made from the package; run when the package or the corrections change.

Every file is text in gzip without a time stamp: the same input gives the same bytes.
"""

import gzip
import re
import unicodedata
from pathlib import Path

import pandas as pd

from geo import package
from geo.approximate.cleaning import Clean, clean
from geo.areas import BUILT, GROUP_KINDS


def build_tables(out_dir: Path = BUILT) -> dict[str, int]:
    """Write the five tables that ``geo.areas`` reads; the number of rows of each, by name."""
    out_dir.mkdir(parents=True, exist_ok=True)
    communes, former, pairs = package.communes(), package.former_wards(), package.crosswalk()
    settled = clean()
    tables = {
        "provinces": _provinces(communes),
        "communes": _communes(communes, settled),
        "former_wards": _former_wards(former, settled),
        "crosswalk": pairs.astype({"whole": int, "is_default": int}),
        "groups": _groups(communes, former, pairs),
    }
    for name, table in tables.items():
        _write(table, out_dir / f"{name}.csv.gz")
    return {name: len(table) for name, table in tables.items()}


def _write(table: pd.DataFrame, path: Path) -> None:
    text = table.to_csv(index=False, lineterminator="\n")
    path.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))


def slug(name: str) -> str:
    """A name for file names and links: "Hồ Chí Minh" → "ho-chi-minh"."""
    bare = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    letters = "".join(char for char in bare if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def _provinces(communes: pd.DataFrame) -> pd.DataFrame:
    frame = communes.drop_duplicates("province_code").sort_values("province_code")
    return pd.DataFrame(
        {
            "area_code": frame["province_code"],
            "area_name": frame["province_name"],
            "full_name": frame["province_full_name"],
            "area_level": "province",
            "slug": frame["province_name"].map(slug),
        }
    )


def _communes(communes: pd.DataFrame, cleaned: Clean) -> pd.DataFrame:
    """The communes with the points and areas that are believed; both in the order of codes."""
    settled = cleaned.communes
    frame = communes.assign(
        area_level="commune",
        lon=settled["lon"].round(5),
        lat=settled["lat"].round(5),
        area_km2=settled["area_km2"].round(2),
        area_is_estimated=settled["is_estimated"].astype(int),
    )
    columns = ["area_code", "area_name", "full_name", "kind", "area_level", "province_code"]
    return frame[[*columns, "lon", "lat", "area_km2", "area_is_estimated"]]


def _former_wards(former: pd.DataFrame, cleaned: Clean) -> pd.DataFrame:
    """The former wards with the middles of those boxes that are believed; the others have no place."""
    believed = cleaned.wards[cleaned.wards["is_plausible"]].drop_duplicates("former_code").set_index("former_code")
    points = believed[["mid_lon", "mid_lat"]].round(4).reindex(former["former_code"])
    columns = ["former_code", "former_name", "full_name", "kind"]
    frame = former[[*columns, "district_code", "district_name", "province_code", "province_name"]]
    return frame.assign(lon=points["mid_lon"].to_numpy(), lat=points["mid_lat"].to_numpy())


def _groups(communes: pd.DataFrame, former: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Per commune the former province and district that most of its former wards come from.

    A whole ward counts one, a part of a ward divided over n communes 1/n; a tie goes to the lower code.
    """
    parts = pairs.groupby("former_code")["area_code"].transform("size")
    named = pairs.assign(weight=1 / parts).merge(former, on="former_code")
    home = communes.set_index("area_code")["province_code"]
    sources = zip(GROUP_KINDS, (("province_code", "province_name"), ("district_code", "district_name")), strict=True)
    frames = [_majority(named, code, name).assign(group_kind=kind) for kind, (code, name) in sources]
    frame = pd.concat(frames).assign(province_code=lambda rows: rows["area_code"].map(home))
    columns = ["province_code", "group_kind", "group_code", "group_name", "area_code"]
    order = frame["group_kind"].map(GROUP_KINDS.index)
    return frame.assign(order=order).sort_values(["province_code", "order", "group_code", "area_code"])[columns]


def _majority(named: pd.DataFrame, code: str, name: str) -> pd.DataFrame:
    weights = named.groupby(["area_code", code, name])["weight"].sum().round(6).reset_index()
    best = weights.sort_values(["area_code", "weight", code], ascending=[True, False, True])
    return best.drop_duplicates("area_code").rename(columns={code: "group_code", name: "group_name"})
