"""Form II.06a of a month: dossiers at the one-stop centres of departments and communes, with sums that hold."""

from datetime import date, timedelta
from pathlib import Path

from geo import areas
from loaders import workbooks
from loaders.demo.land import chance
from loaders.demo.schedule import Sending
from loaders.workbooks import Cell, Heading, Report

RECEIVED, SETTLED, OPEN = "Tiếp nhận", "Số lượng hồ sơ đã giải quyết", "Số lượng hồ sơ đang giải quyết"
COUNTS = (
    ("Tổng số", RECEIVED), ("Trực tuyến", f"{RECEIVED} > Trong đó"),
    ("Trực tiếp, dịch vụ bưu chính", f"{RECEIVED} > Trong đó"), ("Từ kỳ trước", RECEIVED),
    ("Tổng số", SETTLED), ("Trước hạn", SETTLED), ("Đúng hạn", SETTLED), ("Quá hạn", SETTLED),
    ("Tổng số", OPEN), ("Trong hạn", OPEN), ("Quá hạn", OPEN),
)  # fmt: skip


def write(province: str, departments: tuple[str, ...], today: date, seed: int, folder: Path) -> Sending:
    """The form of the month before today's, signed five days after it."""
    last = today.replace(day=1) - timedelta(days=1)
    signed = min(last + timedelta(days=5), today)
    communes = [f"UBND {name[:1].lower()}{name[1:]}" for name in areas.communes(province)["full_name"]]
    counted = {name: _counts(name, last, seed) for name in (*departments, *communes)}
    total = [sum(column) for column in zip(*counted.values(), strict=True)]
    full_name = areas.provinces().set_index("area_code")["full_name"][province]
    rows: list[list[Cell]] = [[None, "Tổng cộng", *total]]
    rows += [[str(number), name, *counts] for number, (name, counts) in enumerate(counted.items(), start=1)]
    report = Report(
        issuer=f"UBND {full_name.upper()}",
        form="Biểu số II.06a/VPCP/KSTT",
        title=f"TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH THÁNG {last.month} NĂM {last.year}",
        under_title="Tại Trung tâm Phục vụ hành chính công",
        sheet="II.06a",
        headings=[
            Heading("TT", width=6), Heading("Lĩnh vực, công việc giải quyết theo cấp", width=38),
            *(Heading(text, group=group, width=11, decimals=0) for text, group in COUNTS),
        ],
        rows=rows,
        place=full_name,
        signed_on=signed,
    )  # fmt: skip
    path = folder / f"ii06a-{province}-{last:%Y-%m}.xlsx"
    workbooks.write(report, path)
    return Sending(path, "form-ii06a", province, signed)


def _counts(name: str, month: date, seed: int) -> list[int]:
    """The eleven counts of a unit; what was received is settled or still open."""
    luck = chance(seed, "ii06a", name, f"{month:%Y-%m}")
    received = int(luck.lognormal(5.2, 0.6)) * (1 if name.startswith("UBND") else 4) + 12
    carried = int(received * luck.uniform(0.05, 0.12))
    online = int((received - carried) * luck.uniform(0.75, 0.98))
    waiting = int(received * luck.uniform(0.06, 0.15))
    settled, late = received - waiting, int(received * luck.uniform(0, 0.04))
    early = int((settled - late) * luck.uniform(0.6, 0.9))
    overdue = int(waiting * luck.uniform(0, 0.15))
    return [
        received, online, received - carried - online, carried,
        settled, early, settled - late - early, late,
        waiting, waiting - overdue, overdue,
    ]  # fmt: skip
