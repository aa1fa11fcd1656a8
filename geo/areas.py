"""Areas as small frames: provinces, communes, former wards, the crosswalk between them, and groups.

Codes are text with leading zeros and mean nothing without their list: 3,315 codes exist among the former
wards *and* among the communes of today, for different territories.  All text is NFC.  Frames are copies:
change them freely.

Source: ``vietnamadminunits`` 1.0.4 (MIT), corrected by ``geo.corrections``; built by ``geo.build``.
"""

import hashlib
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

BUILT = Path(__file__).parent / "built"
PACKAGE = "vietnamadminunits 1.0.4 (MIT)"
GROUP_KINDS = ("former_province", "former_district")


@dataclass(frozen=True)
class Built:
    """The file that a table of areas is read from, and what it was made of."""

    file_name: str
    sha256: str
    source: str
    row: int  # of the entry asked for, as a table would number it: the heading is row 1


def land_from(area_code: str) -> Built:
    """Where ``area_km2`` of a commune stands.  Raises ``KeyError`` for a code that is no commune of today."""
    row = _communes().index[_communes()["area_code"].eq(area_code)]
    if row.empty:
        raise KeyError(area_code)
    return Built(_file("communes").name, _hash("communes"), PACKAGE, int(row[0]) + 2)


@cache
def _hash(name: str) -> str:
    return hashlib.sha256(_file(name).read_bytes()).hexdigest()


def _file(name: str) -> Path:
    return BUILT / f"{name}.csv.gz"


class UnknownProvinceError(Exception):
    """A province code that is none of the 34."""


@cache
def _table(name: str) -> pd.DataFrame:
    """One built table; every column text, as in the file."""
    return pd.read_csv(_file(name), dtype=str, keep_default_na=False)


@cache
def _communes() -> pd.DataFrame:
    frame = _table("communes")
    numbers = {column: pd.to_numeric(frame[column]) for column in ("lon", "lat", "area_km2")}
    return frame.assign(**numbers, area_is_estimated=frame["area_is_estimated"].eq("1"))


@cache
def _crosswalk() -> pd.DataFrame:
    frame = _table("crosswalk")
    return frame.assign(whole=frame["whole"].eq("1"), is_default=frame["is_default"].eq("1"))


def provinces() -> pd.DataFrame:
    """The 34 provinces, one row each, sorted by code.

    Columns: ``area_code`` (two digits), ``area_name`` ("Tuyên Quang"), ``full_name`` ("Tỉnh Tuyên Quang"),
    ``area_level`` ("province"), ``slug`` ("tuyen-quang").
    """
    return _table("provinces").copy(deep=False)


def communes(province_code: str | None = None) -> pd.DataFrame:
    """The communes of one province, or all 3,321; one row each, sorted by code.

    Columns: ``area_code`` (five digits), ``area_name`` ("Đồng Văn"), ``full_name`` ("Xã Đồng Văn"), ``kind``
    (xã, phường, đặc khu), ``area_level`` ("commune"), ``province_code``, ``lon``, ``lat`` (WGS 84, near the
    centroid), ``area_km2`` (declared; where the declaration cannot be right our own estimate, and
    ``area_is_estimated``). Raises ``UnknownProvinceError``.
    """
    frame = _communes()
    if province_code is None:
        return frame.copy(deep=False)
    _require_province(province_code)
    return frame.loc[frame["province_code"].eq(province_code)].reset_index(drop=True)


@cache
def names() -> Mapping[str, str]:
    """The full name of every province and commune of today by its code."""
    both = pd.concat([provinces()[["area_code", "full_name"]], communes()[["area_code", "full_name"]]])
    return MappingProxyType(dict(zip(both["area_code"], both["full_name"], strict=True)))


@cache
def communes_by_code() -> Mapping[str, Mapping[Hashable, Any]]:
    """Every commune of today by its code, with the other columns of ``communes``."""
    frame = _communes().set_index("area_code")
    return MappingProxyType({str(code): MappingProxyType(one) for code, one in frame.to_dict("index").items()})


def former_wards() -> pd.DataFrame:
    """The 10,040 wards as of the first half of 2025, one row each, sorted by code.

    Columns: ``former_code``, ``former_name``, ``full_name``, ``kind`` (xã, phường, thị trấn, huyện),
    ``district_code`` (three digits), ``district_name`` ("Huyện Đồng Văn"), ``province_code``,
    ``province_name`` (province of that time, one of 63), ``lon``, ``lat`` (text, WGS 84, the middle of its
    bounding box; empty where the box cannot be right).  Five island districts without wards stand under
    their three-digit code.
    """
    return _table("former_wards").copy(deep=False)


def crosswalk() -> pd.DataFrame:
    """Which commune took which former ward: one row per pair, sorted by both codes.

    Columns: ``former_code``, ``area_code``, ``whole`` (bool: undivided), ``is_default`` (bool: the part for
    an address of which nothing more is known; one per former ward).  The shares of divided wards are not
    known.
    """
    return _crosswalk().copy(deep=False)


def former_points(province_code: str) -> pd.DataFrame:
    """Where the former wards of a province lay, one row each, sorted by code.

    Columns: ``former_code``, ``full_name``, ``district_name``, ``lon``, ``lat`` (NaN where it is not known),
    ``area_name`` (of the commune that took it, or the part of it that is meant by default).
    """
    here = communes(province_code).set_index("area_code")["full_name"]
    pairs = _crosswalk()
    mine = pairs[pairs["is_default"] & pairs["area_code"].isin(here.index)]
    frame = _table("former_wards").merge(mine[["former_code", "area_code"]], on="former_code")
    points = {column: pd.to_numeric(frame[column]) for column in ("lon", "lat")}
    named = frame.assign(**points, area_name=frame["area_code"].map(here))
    return named[["former_code", "full_name", "district_name", "lon", "lat", "area_name"]]


def groups(province_code: str) -> pd.DataFrame:
    """The communes of a province by former province and by former district: two rows per commune.

    Columns: ``group_kind`` (former_province, former_district), ``group_code``, ``group_name`` ("Kon Tum",
    "Huyện Đăk Hà"), ``area_code``; sorted by the first two and the last.  A commune counts to the former
    province and district that most of its former wards come from.  Raises ``UnknownProvinceError``.
    """
    _require_province(province_code)
    frame = _table("groups")
    mine = frame.loc[frame["province_code"].eq(province_code)]
    return mine.drop(columns="province_code").reset_index(drop=True)


def _require_province(province_code: str) -> None:
    if province_code not in set(_table("provinces")["area_code"]):
        raise UnknownProvinceError(
            f"Không có tỉnh, thành phố nào mang mã «{province_code}». Mã tỉnh gồm hai chữ số, ví dụ 08 (Tuyên Quang)."
        )
