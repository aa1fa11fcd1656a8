"""Which polygon is which commune: by a column of codes, or by names within the province."""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo import areas, names
from geo.boundaries import BoundaryError
from geo.spelling import fold

CODE_COLUMNS = (
    "code",
    "maxa",
    "maphuongxa",
    "mapx",
    "madvhc",
    "mahc",
    "wardcode",
    "communecode",
    "areacode",
    "ma",
    "id",
)
NAME_COLUMNS = ("fullname", "tenxa", "ten", "tendvhc", "tenhc", "name", "wardname", "areaname", "tenphuongxa", "xa")
SHOWN = 12  # how many are listed before "…"


@dataclass(frozen=True)
class Identified:
    """``codes``: the commune of each row, None for a row that is none; ``how``: for the report."""

    province_code: str
    codes: pd.Series
    how: str
    notes: list[str] = field(default_factory=list)


def identify(path: Path, frame: gpd.GeoDataFrame, province_code: str | None) -> Identified:
    """The commune of each row.  Raises ``BoundaryError`` when neither codes nor names tell."""
    column = _code_column(frame)
    if column is not None:
        return _by_code(path, frame[column].map(_as_code), column, province_code)
    if province_code is None:
        raise BoundaryError(
            f"Tệp {path.name} không có cột mã xã; muốn nhận theo tên thì phải cho biết mã tỉnh. "
            f"Các cột có trong tệp: {_columns(frame)}."
        )
    return _by_name(path, frame, province_code)


def _as_code(value: object) -> str | None:
    """A cell as a five-digit code: 723, 723.0, "00723" and "0800723" are all 00723."""
    text = re.sub(r"\.0+$", "", str(value).strip())
    if not text.isdigit():
        return None
    if len(text) == 7:  # province and commune written together
        text = text[2:]
    return text.zfill(5) if len(text) <= 5 else None


def _code_column(frame: gpd.GeoDataFrame) -> str | None:
    """The column with the most different codes of today; of equals the one with a telling name."""
    valid = set(areas.communes()["area_code"])
    best: tuple[int, int, str] | None = None
    for column in _attributes(frame):
        found = len(valid & set(frame[column].map(_as_code).dropna()))
        word = fold(column).replace(" ", "")
        rank = CODE_COLUMNS.index(word) if word in CODE_COLUMNS else len(CODE_COLUMNS)
        if found >= max(1, len(frame) // 2) and (best is None or (found, -rank) > best[:2]):
            best = (found, -rank, column)
    return best[2] if best else None


def _by_code(path: Path, codes: pd.Series, column: str, province_code: str | None) -> Identified:
    matches = {code: names.by_code(code) for code in codes.dropna().unique()}
    homes = codes.map(lambda code: matches[code].province_code if code in matches else None)
    valid = codes.map(lambda code: code in matches and matches[code].outcome == "valid")
    province = province_code or _only_province(path, homes[valid])
    mine = valid & homes.eq(province)
    if not mine.any():
        raise BoundaryError(_of_other_provinces(path, province, homes[valid]))
    notes = []
    if elsewhere := int((valid & ~mine).sum()):
        notes.append(f"Bỏ {elsewhere} vùng thuộc tỉnh khác.")
    former = [matches[c] for c in codes[~valid].dropna().unique() if matches[c].outcome == "former"]
    if former:
        notes.append(f"Bỏ {len(former)} vùng mang mã cũ: " + _listed([match.sentence for match in former], " "))
    unknown = codes[~valid & ~codes.isin([match.code for match in former])]
    if len(unknown):
        shown = _listed(["(trống)" if pd.isna(code) else str(code) for code in unknown])
        notes.append(f"Bỏ {len(unknown)} vùng có mã không thuộc danh mục: {shown}.")
    return Identified(province, codes.where(mine, None), f"cột mã «{column}»", notes)


def _only_province(path: Path, homes: pd.Series) -> str:
    """The province of nearly all rows; a neighbour's stray commune is no reason to refuse, a second province is."""
    counts = Counter(homes)
    [(province, most), *others] = counts.most_common()
    if others and sum(count for _, count in others) > 0.1 * most:
        full = areas.provinces().set_index("area_code")["full_name"]
        listed = ", ".join(f"{full[code]} ({code}): {count} vùng" for code, count in counts.most_common(5))
        raise BoundaryError(
            f"Tệp {path.name} có xã của {len(counts)} tỉnh ({listed}, …). Hãy cho biết mã tỉnh cần nhập."
        )
    return str(province)


def _by_name(path: Path, frame: gpd.GeoDataFrame, province_code: str) -> Identified:
    """The column that names the most communes; only exact names are taken."""
    tried = {column: _named(frame[column], province_code) for column in _attributes(frame)}
    if not tried:
        raise BoundaryError(f"Tệp {path.name} không có cột thuộc tính nào. Hãy xuất lại kèm cột mã xã.")

    def score(column: str) -> tuple[int, int]:
        word = fold(column).replace(" ", "")
        exact = {match.area_code for match in tried[column] if match.area_code}
        return len(exact), -NAME_COLUMNS.index(word) if word in NAME_COLUMNS else -len(NAME_COLUMNS)

    best = max(tried, key=score)
    if score(best)[0] < max(1, len(frame) // 2):
        raise BoundaryError(
            f"Tệp {path.name} không có cột nào chứa mã hay tên xã, phường của tỉnh {province_code}. "
            f"Các cột có trong tệp: {_columns(frame)}. Hãy thêm một cột mã xã năm chữ số (ví dụ MA_XA)."
        )
    refused = [match.sentence for match in tried[best] if not match.area_code]
    notes = [f"Bỏ {len(refused)} vùng không nhận ra theo tên: " + _listed(refused, " ")] if refused else []
    codes = pd.Series([match.area_code for match in tried[best]], index=frame.index, dtype=object)
    return Identified(province_code, codes, f"tên trong cột «{best}»", notes)


def _named(values: pd.Series, province_code: str) -> list[names.Match]:
    return [names.match("" if pd.isna(value) else str(value), province_code) for value in values]


def _of_other_provinces(path: Path, province_code: str, homes: pd.Series) -> str:
    full = areas.provinces().set_index("area_code")["full_name"]
    found = _listed([f"{full[code]} ({code})" for code in homes.dropna().unique()]) or "không tỉnh nào"
    wanted = full.get(province_code, province_code)
    return f"Tệp {path.name} không có xã, phường nào của {wanted}; mã trong tệp là của: {found}. Hãy kiểm tra mã tỉnh."


def _attributes(frame: gpd.GeoDataFrame) -> list[str]:
    return [str(column) for column in frame.columns if column != frame.geometry.name]


def _columns(frame: gpd.GeoDataFrame) -> str:
    return ", ".join(_attributes(frame)) or "không có cột nào"


def _listed(items: list[str], separator: str = ", ") -> str:
    return separator.join(items[:SHOWN]) + (" …" if len(items) > SHOWN else "")
