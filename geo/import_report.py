"""What an import of boundaries found and did, told in Vietnamese."""

from dataclasses import dataclass
from pathlib import Path

from geo import areas, coverage

LISTED = 10  # overlaps and gaps named one by one


@dataclass(frozen=True)
class ImportReport:
    """The facts of one import; ``lines()`` tells them.  Communes are named in full, areas are in km²."""

    province_code: str
    file: str
    rows: int  # polygons in the file
    crs: str
    identified_by: str
    written: Path  # the folder of the new set
    version: str  # as in ``boundaries.BoundarySet``
    size: int  # bytes of GeoJSON
    corners: tuple[int, int]  # before and after simplification
    tolerance_m: float
    missing: list[str]
    duplicates: list[str]
    repaired: int  # polygons that crossed themselves
    overlaps: list[tuple[str, float]]
    closed_gaps: list[tuple[str, float]]
    left_gaps: list[tuple[str, float]]  # too wide to be closed
    notes: list[str]

    def lines(self) -> list[str]:
        """The report, a sentence or two per line, what matters most first."""
        full_name = str(areas.provinces().set_index("area_code").at[self.province_code, "full_name"])
        expected = len(areas.communes(self.province_code))
        lines = [
            f"Đã nhập ranh giới {expected - len(self.missing)}/{expected} xã, phường, đặc khu của {full_name} "
            f"từ tệp {self.file}.",
            f"Nhận ra đơn vị theo {self.identified_by}; hệ tọa độ: {self.crs}; {_whole(self.rows)} vùng trong tệp.",
        ]
        if self.missing:
            lines.append(f"Thiếu {len(self.missing)} đơn vị, bản đồ để trống: {', '.join(self.missing)}.")
        lines += self.notes
        if self.duplicates:
            lines.append(f"Gộp các vùng cùng mã của {len(self.duplicates)} đơn vị: {', '.join(self.duplicates)}.")
        if self.repaired:
            lines.append(f"Sửa {self.repaired} vùng có đường biên tự cắt.")
        lines += _measured("Chồng lấn", self.overlaps, "đã giao cho đơn vị có đường biên chung dài nhất")
        lines += _measured("Khe hở", self.closed_gaps, f"hẹp hơn {coverage.GAP_M:.0f} m, đã lấp")
        lines += _measured("Chỗ trống bên trong", self.left_gaps, "để nguyên vì có thể là mặt nước")
        lines.append(
            f"Giản lược với sai số {self.tolerance_m:.0f} m, giữ đường biên chung: từ {_whole(self.corners[0])} còn "
            f"{_whole(self.corners[1])} đỉnh, {decimal(self.size / 1e6)} MB. Bộ đang dùng: {self.written.name}."
        )
        return lines


def _measured(what: str, found: list[tuple[str, float]], done: str) -> list[str]:
    if not found:
        return []
    listed = "; ".join(f"{where}: {decimal(km2)} km²" for where, km2 in found[:LISTED])
    more = "; …" if len(found) > LISTED else ""
    total = decimal(sum(km2 for _, km2 in found))
    return [f"{what}: {_whole(len(found))} chỗ, tổng {total} km², {done}. {listed}{more}."]


def _whole(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def decimal(value: float) -> str:
    """A number with a decimal comma; more digits for small ones."""
    return f"{value:,.{2 if value >= 0.1 else 4}f}".translate(str.maketrans(",.", ".,"))
