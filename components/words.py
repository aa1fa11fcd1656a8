"""The words of the interface, Vietnamese first, English beside them.

Only the furniture's own words live here; names and definitions of indicators come from the catalogue.
"""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # shell
    "skip": ("Đến nội dung chính", "Skip to main content"),
    "menu": ("Danh mục", "Menu"),
    "menu_open": ("Mở danh mục", "Open menu"),
    "menu_close": ("Đóng danh mục", "Close menu"),
    "navigation": ("Các nhóm chỉ số", "Indicator groups"),
    "language": ("Ngôn ngữ", "Language"),
    "vietnamese": ("Tiếng Việt", "Vietnamese"),
    "english": ("Tiếng Anh", "English"),
    "theme": ("Giao diện", "Theme"),
    "light": ("Sáng", "Light"),
    "dark": ("Tối", "Dark"),
    "auto": ("Theo máy", "System"),
    "as_of": ("Số liệu đến", "Data as of"),
    "version": ("phiên bản", "version"),
    "click_number": (
        "Bấm vào một con số để xem nguồn, công thức và lịch sử sửa đổi",
        "Select a number to see its source, formula and revisions",
    ),
    "simulated": ("Số liệu mô phỏng", "Simulated data"),
    "simulated_long": (
        "Trang này có số liệu mô phỏng để trình diễn, không dùng để báo cáo.",
        "This page contains simulated data for demonstration; do not report from it.",
    ),
    # states
    "late": ("chậm nộp", "late"),
    "missing": ("chưa nhận số liệu", "not received"),
    "refused": ("bị từ chối, chờ sửa", "refused, awaiting correction"),
    "suppressed": ("không công bố", "suppressed"),
    "not_due": ("chưa đến hạn", "not yet due"),
    "final": ("số chính thức", "final"),
    "estimated": ("ước thực hiện", "estimate"),
    "provisional": ("số sơ bộ", "provisional"),
    "revised": ("đã sửa đổi", "revised"),
    "simulated_status": ("số mô phỏng", "simulated"),
    "open": ("chưa quy định", "not defined"),
    # map and legend
    "map": ("Bản đồ", "Map"),
    "map_help": (
        "Dùng phím mũi tên để đi sang xã bên cạnh, Enter để chọn, Esc để bỏ chọn rồi rời bản đồ.",
        "Arrow keys move to the neighbouring commune, Enter selects, Esc clears, then leaves the map.",
    ),
    "zoom_in": ("Phóng to", "Zoom in"),
    "zoom_out": ("Thu nhỏ", "Zoom out"),
    "whole_province": ("Xem toàn tỉnh", "Whole province"),
    "communes_count": ("số xã", "communes"),
    "below": ("dưới {high}", "below {high}"),
    "between": ("{low} – dưới {high}", "{low} – under {high}"),
    "between_signed": ("từ {low} đến dưới {high}", "{low} to under {high}"),
    "from": ("từ {low}", "{low} and over"),
    "equal_to": ("bằng {low}", "equal to {low}"),
    "any_value": ("có số liệu", "reported"),
    "rank": ("hạng {rank}/{of}", "rank {rank}/{of}"),
    "no_values": ("Chưa có xã nào có số liệu.", "No commune has reported yet."),
    "area": ("Xã, phường", "Commune"),
    "value": ("Giá trị", "Value"),
    "status": ("Trạng thái", "Status"),
    "rank_column": ("Hạng", "Rank"),
    "table_of_map": ("Bảng số liệu của bản đồ", "Table of the map"),
    # ranking and cards
    "highest": ("Cao nhất", "Highest"),
    "lowest": ("Thấp nhất", "Lowest"),
    "year_elapsed": ("đã qua {share} năm", "{share} of the year elapsed"),
    "late_by": ("Chậm {days} ngày", "{days} days late"),
    "past_usual": ("Quá hạn mặc định {days} ngày", "{days} days past the usual deadline"),
    "due_on": ("Hạn gửi {date}", "Due {date}"),
    "due_today": ("Đến hạn hôm nay", "Due today"),
    "not_received": ("chưa nhận", "not received"),
    "better": ("tốt lên", "better"),
    "worse": ("xấu đi", "worse"),
    "source_of": ("Xem nguồn của {name}", "Show the source of {name}"),
    "show_on_map": ("Xem {name} trên bản đồ", "Show {name} on the map"),
    "trend_of": ("Diễn biến", "Trend"),
    # filters
    "period": ("Kỳ", "Period"),
    "comparison": ("So với", "Compared with"),
    "breakdown": ("Phân tổ", "Breakdown"),
    "set": ("Bộ chỉ số", "Indicator set"),
    "province": ("Tỉnh", "Province"),
    "group": ("Địa bàn", "Area group"),
    "method": ("Cách chia lớp", "Classes"),
    "choose": ("Chọn…", "Choose…"),
    "search": ("Tìm", "Search"),
    "clear_search": ("Xóa từ khóa", "Clear search"),
    "clear_selection": ("Bỏ chọn", "Clear selection"),
    "nothing_found": ("Không tìm thấy", "Nothing found"),
    "filters": ("Bộ lọc", "Filters"),
    "quantile": ("Số xã bằng nhau", "Quantiles"),
    "equal": ("Khoảng đều", "Equal intervals"),
    "natural": ("Ngắt tự nhiên", "Natural breaks"),
    "fixed": ("Mốc cố định", "Fixed limits"),
    "strange": (
        "Không có {what} «{asked}» ở đây; đang hiển thị lựa chọn gần nhất.",
        "There is no {what} “{asked}” here; showing the nearest choice.",
    ),
    "link_bo": ("bộ chỉ số", "indicator set"),
    "link_chi-so": ("chỉ số", "indicator"),
    "link_ky": ("kỳ", "period"),
    "link_so-voi": ("kỳ so sánh", "comparison"),
    "link_phan-to": ("phân tổ", "breakdown"),
    "link_the-hien": ("cách thể hiện", "way to show"),
    "link_lop": ("cách chia lớp", "class method"),
    "link_nhom": ("nhóm địa bàn", "area group"),
    "link_xa": ("xã", "commune"),
    "link_biet-den": ("ngày", "day"),
    "approximate_boundaries": ("Ranh giới xấp xỉ", "Approximate boundaries"),
    "imported_boundaries": ("Ranh giới", "Boundaries"),
    "known": ("Số liệu", "Figures"),
    "newest": ("Mới nhất", "Newest"),
    "known_to": ("biết đến {day}", "known on {day}"),
    "known_on_long": (
        "Đang xem số liệu như đã biết đến hết ngày {day}: chưa tính số gửi, sửa sau đó. Chọn «Mới nhất» để trở về.",
        "Showing what was known at the end of {day}, without later deliveries. Choose “Newest” to go back.",
    ),
    "no_fixed_limits": (
        "Chỉ số này chưa có mốc cố định cho cách thể hiện đang chọn, nên bản đồ chia lớp theo số xã bằng nhau.",
        "No fixed limits are set for what is shown here, so the map uses quantiles.",
    ),
    # exports
    "download": ("Tải về", "Download"),
    "download_as": ("Tải {what} dạng {format}", "Download {what} as {format}"),
    "chart": ("biểu đồ", "chart"),
    "map_word": ("bản đồ", "map"),
    "source": ("Nguồn", "Source"),
    "unit": ("Đơn vị", "Unit"),
    # lineage
    "lineage": ("Nguồn của con số", "Where this number comes from"),
    "close": ("Đóng", "Close"),
    "another_source": ("nguồn khác: {source}, trước đó: {before}", "another source: {source}, before: {before}"),
    "file": ("Tệp", "File"),
    "sheet": ("Trang tính", "Sheet"),
    "cell": ("Ô", "Cell"),
    "hash": ("Mã băm SHA-256", "SHA-256 hash"),
    "delivery": ("Lần gửi", "Delivery"),
    "agency": ("Đơn vị gửi", "Sent by"),
    "received": ("Nhận lúc", "Received"),
    "published": ("Công bố lúc", "Published"),
    "formula": ("Cách tính", "Formula"),
    "revisions": ("Lịch sử sửa đổi", "Revisions"),
    "no_revisions": ("Chưa sửa đổi lần nào.", "Never revised."),
    "checks": ("Kiểm tra khi nạp", "Checks when it was loaded"),
    "passed_cell": (
        "Qua {count} kiểm tra khi đọc ô: chỉ tiêu, địa bàn, kỳ, phân tổ, đơn vị, cách viết số.",
        "Passed {count} checks of reading: indicator, area, period, breakdown, unit, way of writing numbers.",
    ),
    "passed_value": (
        "Qua {count} kiểm tra giá trị: khoảng, dấu, số nguyên, tỷ lệ và chỉ số.",
        "Passed {count} checks of the value: range, sign, whole numbers, percentages and indices.",
    ),
    "passed_history": (
        "Qua {count} kiểm tra với số đã biết: đơn vị, cùng kỳ, số chính thức.",
        "Passed {count} checks against what was known: unit, same season, final figures.",
    ),
    "passed_sums": (
        "Qua {count} kiểm tra với các số khác: tổng, lũy kế, tỷ lệ, các xã.",
        "Passed {count} checks against other figures: sums, cumulative, ratios, communes.",
    ),
    "doubted": ("Nghi ngờ: {text}", "Doubted: {text}"),
    "competing": ("Số khác cùng kỳ, không thay số trên", "Other figures that do not replace it"),
    "outdone": (
        "{value} ({status}, {source}, công bố {date}; {file}, {cell}): số chưa chốt không thay số chính thức.",
        "{value} ({status}, {source}, published {date}; {file}, {cell}): an estimate does not replace a final figure.",
    ),
    "no_lineage": ("Chưa chọn con số nào.", "No number selected."),
    "revised_from_to": ("từ {before} thành {after}", "from {before} to {after}"),
    # tooltips of charts
    "now": ("Kỳ này", "Now"),
    "before": ("Kỳ so sánh", "Before"),
    "plan": ("Kế hoạch", "Plan"),
}


def word(key: str, lang: str = "vi", **values: object) -> str:
    """The word ``key`` in ``lang`` (``"en"``, otherwise Vietnamese), its ``{places}`` filled from ``values``.

    Raises KeyError for a key that is not in ``WORDS``.
    """
    vietnamese, english = WORDS[key]
    text = english if lang == "en" else vietnamese
    return text.format(**values) if values else text
