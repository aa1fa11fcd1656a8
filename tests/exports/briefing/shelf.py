"""A briefing with one of everything, and with what is hard to write: long names, huge numbers, hostile text."""

from datetime import date

from exports.briefing.model import (
    Briefing,
    Cell,
    Chart,
    Column,
    Letterhead,
    Line,
    Map,
    Origin,
    Paragraph,
    Place,
    Section,
    Table,
    Words,
)  # fmt: skip

KEY = "tq_budget_revenue|08|2026-02|cumulative|total|"
LONG = "Tỷ lệ " + "chỉ tiêu có tên rất dài " * 13
HOSTILE = ("=1+2", "<b>&amp;</b>", "😀", "+cmd|' /C calc'!A0", "@SUM(A1)", "Xa\u0303 Đo\u0302\u0300ng Va\u0306n")


def briefing(*more: Section, simulated: bool = True, code: str = "7KQ2-M9XD-4RTE") -> Briefing:
    """One section with text, table, charts of every kind and a map; then ``more``."""
    said = Paragraph((Words("Thu ngân sách đạt "), Words("1.350,5 tỷ đồng", KEY), Words(", tăng 7,6 %.")), is_item=True)
    table = Table(
        "Chỉ tiêu chủ yếu",
        (Column("TT", width=0.5), Column("Nội dung chỉ tiêu", width=3), Column("Thực hiện", "number")),
        ((Cell("1"), Cell("Thu ngân sách"), Cell("1.350,5", 1350.5, KEY)), (Cell("2"), Cell(LONG), Cell("10¹²", 1e12))),
    )  # fmt: skip
    months = tuple(f"T{month}" for month in range(1, 13))
    now = Line("2026", "now", (700.5, 1350.5, *([None] * 10)))
    before = Line("2025", "before", tuple(600.0 * month for month in range(1, 13)))
    plan = Line("Dự toán", "plan", tuple(8000 / 12 * month for month in range(1, 13)))
    line = Chart(
        "Lũy kế theo tháng", "tỷ đồng", "Tỉnh Tuyên Quang", "line", months, (now, before, plan), "Sở Tài chính"
    )
    bars = Chart(
        "Cơ cấu", "%", "Tháng 2/2026", "bar", (LONG, "Đất", "Thuế"), (Line("Kỳ này", "now", (3.5, 0.0, -1.0)),)
    )
    column = Chart("Theo quý", "ha", "", "column", ("Q1", "Q2"), (Line("2026", "now", (1e12, None)),))
    places = (
        Place("00721", "Đồng Văn", 12.0, 1),
        Place("00829", "Thắng Mố", 8.0, 0),
        Place("00715", "Lũng Cú", None, None),
    )
    drawn = Map(
        "Thu ngân sách: nơi nào cao?", "triệu đồng", "Tháng 2/2026", "08", places, ("#E3EEE9", "#0C4650"),
        ("dưới 10", "từ 10"), (1, 1), (("chưa nhận số liệu", 122),), "Ranh giới xấp xỉ.", "Sở Tài chính",
    )  # fmt: skip
    first = Section("economy", "Kinh tế", (said, table, line, bars, column, drawn))
    origin = Origin(KEY, "Thu ngân sách", "Lũy kế 2 tháng năm 2026", "Tỉnh Tuyên Quang", "1.350,5", "tỷ đồng",
                    "Sở Tài chính", "bieu-thang.xlsx (Biểu 1, C7)", "05/03/2026", 1350.5, "simulated")  # fmt: skip
    return Briefing(
        name="BÁO CÁO", subject="Tình hình kinh tế - xã hội tháng 2 năm 2026", period="Tháng 2/2026",
        area="Tỉnh Tuyên Quang",
        letterhead=Letterhead("ỦY BAN NHÂN DÂN TỈNH TUYÊN QUANG", "TRUNG TÂM GIÁM SÁT", place="Tuyên Quang",
                              receivers=("Lưu: VT.",)),
        on=date(2026, 3, 20), sections=(first, *more), origins=(origin,), sources=("Sở Tài chính",),
        as_of="05/03/2026 00:00", version="2026-03-05", is_simulated=simulated, code=code,
    )  # fmt: skip


def hostile() -> Section:
    """Every hostile text as a paragraph, a heading of a table and a cell."""
    rows = tuple((Cell(text),) for text in HOSTILE)
    words = tuple(Paragraph((Words(text),)) for text in HOSTILE)
    table = Table(HOSTILE[1], (Column(HOSTILE[0]),), rows)
    chart = Chart(HOSTILE[1], HOSTILE[1], HOSTILE[1], "bar", HOSTILE, (Line(HOSTILE[0], "now", (1.0,) * len(HOSTILE)),))
    return Section("hostile", HOSTILE[1], (*words, table, chart))


def empty() -> Section:
    return Section("empty", "Mục trống", (Paragraph((Words("Chưa có số liệu của tháng 2 năm 2026 cho mục này."),)),))
