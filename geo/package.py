"""The package ``vietnamadminunits`` (MIT) as three frames, corrected.  Used by builds only.

Its Python interface parses addresses and is slow; the facts are in two files beside it: ``dataset.db``
(SQLite) and ``converter_2025.json``.
"""

import importlib.metadata
import importlib.util
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from geo import corrections

BOX = r"([-\d.]+),([-\d.]+)\s*[–-]\s*([-\d.]+),([-\d.]+)"  # "south,west – north,east"


class PackageChangedError(Exception):
    """The package no longer holds what our corrections were written for."""


def folder() -> Path:
    """Where the package keeps its data.

    Raises ``PackageChangedError`` when it is absent or of another version.
    """
    spec = importlib.util.find_spec("vietnamadminunits")
    if spec is None or not spec.submodule_search_locations:
        raise PackageChangedError("vietnamadminunits is not installed; building geo/built needs it.")
    version = importlib.metadata.version("vietnamadminunits")
    if version != corrections.PACKAGE_VERSION:
        raise PackageChangedError(
            f"vietnamadminunits is {version}, geo/corrections.py is for {corrections.PACKAGE_VERSION}: "
            "go through its lists, then change PACKAGE_VERSION."
        )
    return Path(spec.submodule_search_locations[0]) / "data"


def _read(query: str) -> pd.DataFrame:
    with sqlite3.connect(f"file:{folder() / 'dataset.db'}?mode=ro", uri=True) as conn:
        frame = pd.read_sql(query, conn)
    texts: list[str] = list(frame.select_dtypes(include="str").columns)
    for column in texts:
        frame[column] = frame[column].str.normalize("NFC")
    return frame


def communes() -> pd.DataFrame:
    """One row per commune in force, 3,321, sorted by code.

    Columns: ``area_code``, ``area_name``, ``full_name``, ``kind`` (xã, phường, đặc khu), ``province_code``,
    ``province_name``, ``province_full_name``, ``key`` (of the converter), ``lon``, ``lat`` (WGS 84; in truth
    the centroid of the polygon, nine on a namesake), ``declared_km2`` (NaN or wrong for some, see
    ``cleaning``).
    """
    frame = _read(
        "SELECT wardCode AS area_code, ward AS full_name, provinceCode AS province_code,"
        " provinceShort AS province_name, province AS province_full_name,"
        " provinceKey || '|' || wardKey AS key,"
        " wardLon AS lon, wardLat AS lat, wardAreaKm2 AS declared_km2 FROM admin_units"
    )
    if missing := corrections.RECODED.keys() - set(frame["area_code"]):
        raise PackageChangedError(f"No commune has the code {sorted(missing)}: see corrections.RECODED.")
    frame["area_code"] = frame["area_code"].replace(corrections.RECODED)
    frame["full_name"] = [
        _full_name(code, name) for code, name in zip(frame["area_code"], frame["full_name"], strict=True)
    ]
    frame["kind"] = frame["full_name"].map(kind)
    frame["area_name"] = [name[len(k) + 1 :] for name, k in zip(frame["full_name"], frame["kind"], strict=True)]
    renamed = frame["province_code"].map(corrections.PROVINCE_FULL_NAMES)
    frame["province_full_name"] = renamed.fillna(frame["province_full_name"])
    return frame.sort_values("area_code", ignore_index=True)


def _full_name(area_code: str, full_name: str) -> str:
    if area_code not in corrections.BECAME_WARDS:
        return full_name
    name = corrections.BECAME_WARDS[area_code]
    if full_name != f"Xã {name}":
        raise PackageChangedError(f"{area_code} is {full_name!r} now, not 'Xã {name}': see corrections.BECAME_WARDS.")
    return f"Phường {name}"


def kind(full_name: str) -> str:
    """The kind of unit that a full name begins with, in lower case: xã, phường, thị trấn, đặc khu, huyện."""
    for word in ("Xã", "Phường", "Thị trấn", "Đặc khu", "Huyện"):
        if full_name.lower().startswith(word.lower() + " "):  # once "Thị Trấn"
            return word.lower()
    raise PackageChangedError(f"{full_name!r} begins with no kind of unit that we know.")


def former_wards() -> pd.DataFrame:
    """One row per former ward, as of the first half of 2025, 10,040, sorted by code.

    Columns: ``former_code``, ``former_name``, ``full_name``, ``kind``, ``district_code``, ``district_name``
    (with its kind), ``province_code``, ``province_name`` (all former), ``key`` (of the converter), ``south``,
    ``west``, ``north``, ``east`` (bounding box, WGS 84, wrong for about one in eight, see ``cleaning``). Five
    island districts had no wards: they stand for themselves, under their three-digit district code.
    """
    frame = _read(
        "SELECT coalesce(wardCode, districtCode) AS former_code, coalesce(ward, district) AS full_name,"
        " districtCode AS district_code, district AS district_name, provinceCode AS province_code,"
        " provinceShort AS province_name, coalesce(wardBounds, districtBounds) AS bounds,"
        " provinceKey || '_' || districtKey || '_' || coalesce(wardKey, '') AS key FROM admin_units_legacy"
    )
    for written, usual in (("Thị Xã ", "Thị xã "), ("Thành Phố ", "Thành phố ")):
        frame["district_name"] = frame["district_name"].str.replace(written, usual)
    frame["kind"] = frame["full_name"].map(kind)
    frame["former_name"] = [name[len(k) + 1 :] for name, k in zip(frame["full_name"], frame["kind"], strict=True)]
    frame["full_name"] = [
        f"{k.capitalize()} {name}" for k, name in zip(frame["kind"], frame["former_name"], strict=True)
    ]
    frame[["south", "west", "north", "east"]] = frame.pop("bounds").str.extract(BOX).astype(float)
    return frame.sort_values("former_code", ignore_index=True)


def crosswalk() -> pd.DataFrame:
    """One row per (former ward, commune that took it or a part of it), sorted by both.

    Columns: ``former_code``, ``area_code``, ``whole`` (the former ward went there undivided), ``is_default``
    (the part where an address most likely lies; True for whole wards; exactly one per former ward).
    """
    pairs = pd.DataFrame(_pairs(), columns=["former_key", "key", "whole", "is_default"])
    codes = former_wards().set_index("key")["former_code"]
    pairs["former_code"] = pairs["former_key"].map(codes)
    pairs["area_code"] = pairs["key"].map(communes().set_index("key")["area_code"])
    if pairs.isna().any(axis=None):
        raise PackageChangedError("The converter names units that the data set does not have.")
    kept = _without_spurious(pairs)
    return kept.sort_values(["former_code", "area_code"], ignore_index=True)


def _pairs() -> Iterator[tuple[str, str, bool, bool]]:
    converter = json.loads((folder() / "converter_2025.json").read_text(encoding="utf-8"))
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, former_keys in wards.items():
            yield from ((former, f"{province}|{ward}", True, True) for former in former_keys)
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for former, parts in divided.items():
            for part in parts:
                yield former, f"{province}|{part['newWardKey']}", False, bool(part["isDefaultNewWard"])


def _without_spurious(pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs without those of a namesake.

    A ward left with one part is whole, a ward without a default gets one.
    """
    both = list(zip(pairs["former_code"], pairs["area_code"], strict=True))
    if missing := corrections.SPURIOUS_PARTS - set(both):
        raise PackageChangedError(f"The converter dropped {sorted(missing)}: see corrections.SPURIOUS_PARTS.")
    kept = pairs.loc[[pair not in corrections.SPURIOUS_PARTS for pair in both]].copy()
    kept["whole"] = kept.groupby("former_code")["area_code"].transform("size").eq(1)
    kept["is_default"] |= kept["whole"]
    if not kept.groupby("former_code")["is_default"].sum().eq(1).all():
        raise PackageChangedError("A former ward has no default commune, or two.")
    return kept[["former_code", "area_code", "whole", "is_default"]]
