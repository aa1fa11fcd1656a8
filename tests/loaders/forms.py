"""Workbooks in the shape of printed forms, written cell by cell: merged headers, group rows, percentages as text."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

Body = Sequence[Sequence[object]]

II06A = {
    "A1:B3": "Biểu số II.06a/VPCP/KSTT",
    "C1:J3": "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH\nCHÍNH TẠI TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    "K1:M3": "- Đơn vị báo cáo:\n…\n- Đơn vị nhận báo cáo:\n…",
    "A4:M4": "Kỳ báo cáo: Tháng 9/2026",
    "A5:M5": "(Từ ngày 01/09/2026 đến ngày 30/09/2026)",
    "A6:M6": "Đơn vị tính: Số hồ sơ TTHC.",
    "A7:A9": "TT", "B7:B9": "Lĩnh vực, công việc giải quyết theo cấp",
    "C7:F7": "Tiếp nhận", "C8:C9": "Tổng số", "D8:E8": "Trong đó", "D9": "Trực tuyến",
    "E9": "Trực tiếp, dịch vụ bưu chính", "F8:F9": "Từ kỳ trước",
    "G7:J7": "Số lượng hồ sơ đã giải quyết", "G8:G9": "Tổng số", "H8:H9": "Trước hạn",
    "I8:I9": "Đúng hạn\n(Bao gồm cả hồ sơ chờ Bổ sung và Trả lại / Xin rút)", "J8:J9": "Quá hạn",
    "K7:M7": "Số lượng hồ sơ đang giải quyết", "K8:K9": "Tổng số",
    "L8:L9": "Trong hạn\n(Bao gồm cả hồ sơ chờ bổ sung và hồ sơ khác)", "M8:M9": "Quá hạn",
    **{f"{letter}10": number for number, letter in enumerate("ABCDEFGHIJKLM", start=1)},
}  # fmt: skip
DIGITISATION = {
    "A1:J1": "THEO DÕI MỨC ĐỘ SỐ HÓA CÁC ĐƠN VỊ - THEO QUYẾT ĐỊNH SỐ 766/QĐ-TTg NGÀY 23/06/2022",
    "A2:A4": "STT", "B2:B4": "Đơn vị", "C2:C4": "Tiếp nhận", "D2:G2": "Số hóa hồ sơ TTHC khi tiếp nhận",
    "D3": "Chưa số hóa TPHS", "E3": "Có số hóa TPHS", "F3": "Có tái sử dụng thành phần",
    "G3": "Có tái sử dụng thành phần từ cổng DVC quốc gia", "H2:H4": "Đã giải quyết",
    "I2:J2": "Số hóa kết quả giải quyết", "I3": "Chưa số hóa", "J3": "Đã số hóa",
}  # fmt: skip
PAYMENT = {
    "A1:G1": "THEO DÕI CHỈ TIÊU THANH TOÁN TRỰC TUYẾN CÁC ĐƠN VỊ - THEO QUYẾT ĐỊNH SỐ 766/QĐ-TTG\nNGÀY 23/06/2022",
    "A2:G2": "(Thống kê hàng tháng, quý, 6 tháng, 9 tháng, năm, hàng năm)",
    "A4:A5": "STT", "B4:B5": "Mã định danh", "C4:C5": "Tên đơn vị", "D4:D5": "Tổng HS có nghĩa vụ tài chính",
    "E4:G4": "Thanh toán trực tuyến trên Cổng DVC Quốc gia", "E5": "Số HS đã TTTT cổng DVC QG",
    "F5": "Tỷ lệ TTTT cổng DVC QG (%)", "G5": "Tỷ lệ TT trực tiếp (%)",
}  # fmt: skip
ONLINE = {
    "A1:R1": "THEO DÕI CHỈ TIÊU DVC TRỰC TUYẾN - THEO QUYẾT ĐỊNH SỐ 766/QĐ-TTG NGÀY 23/06/2022",
    "A3:A4": "STT", "B3:B4": "Mã định danh", "C3:C4": "Tên đơn vị", "D3:F3": "Số hồ sơ nhận giải quyết",
    "G3:I3": "Tỷ lệ nộp hồ sơ trực tuyến", "J3:M3": "Kết quả xử lý hồ sơ nộp trực tuyến với hồ sơ đang xử lý",
    "N3:N4": "Số lượng hồ sơ Đã đồng bộ về cổng DVC QG", "O3:O4": "Tổng HS có nghĩa vụ tài chính",
    "P3:R3": "Thanh toán trực tuyến trên Cổng DVC Quốc gia",
    **dict(zip((f"{c}4" for c in "DEFGHIJKLMPQR"), [
        "Số mới tiếp nhận trực tuyến", "Số mới tiếp nhận trực tiếp", "Số mới tiếp nhận qua BCCI",
        "Tỷ lệ trực tuyến (%)", "Tỷ lệ trực tiếp (%)", "Tỷ lệ nộp BCCI (%)", "HS xử lý đúng hạn", "HS xử lý quá hạn",
        "Tỷ lệ HS xử lý đúng hạn (%)", "Tỷ lệ HS xử lý quá hạn (%)", "Số HS đã TTTT cổng DVC QG",
        "Tỷ lệ TTTT cổng DVC QG (%)", "Tỷ lệ TT trực tiếp (%)"], strict=True)),
    "B5:AE5": "Sở, ban, ngành",
}  # fmt: skip
FORM_28T = {
    "A1": "Biểu 28-T", "B2": "BIỂU THỐNG KÊ KHỐI LƯỢNG HÀNG HÓA THÔNG QUA CẢNG BIỂN", "B3": "Tháng 8/2026",
    "B4": "Ngày báo cáo: 16/08/2026", "A6:A7": "STT", "B6:B7": "Danh mục", "C6:C7": "Đơn vị tính",
    "D6:D7": "Kế hoạch năm", "E6:E7": "Lũy kế đến hết tháng trước", "F6:F7": "Ước thực hiện tháng báo cáo",
    "G6:G7": "Lũy kế đến hết tháng báo cáo", "H6:H7": "Lũy kế cùng kỳ năm trước", "I6:J6": "So sánh",
    "I7": "với cùng kỳ (%)", "J7": "với kế hoạch năm (%)",
    **dict(zip((f"{c}8" for c in "ABCDEFGHIJ"), ["A", "B", "C", 1, 2, 3, 4, 5, "6=4/5", "7=4/1"], strict=True)),
}  # fmt: skip


def form(path: Path, header: Mapping[str, object], first: int, body: Body) -> Path:
    """A workbook with texts in cells or merged ranges, and rows of values from row ``first`` on."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for place, text in header.items():
        left, top, *_ = range_boundaries(place)
        sheet.cell(top, left, text)
        if ":" in place:
            sheet.merge_cells(place)
    for row, cells in enumerate(body, start=first):
        for column, value in enumerate(cells, start=1):
            sheet.cell(row, column, None if value == "" else value)
    book.save(path)
    return path
