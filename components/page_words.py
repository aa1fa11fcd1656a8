"""The words of the catalogue, group pages, overview and deliveries: Vietnamese first, English beside them."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # rooms
    "overview": ("Tổng quan", "Overview"),
    "catalogue": ("Danh mục chỉ số", "Indicator catalogue"),
    "deliveries": ("Dữ liệu nhận được", "Data received"),
    "quality": ("Chất lượng dữ liệu", "Data quality"),
    # catalogue: search and filters
    "catalogue_lead": (
        "{indicators} chỉ số từ {rows} dòng in của {sets} quyết định, đúng như bản in và như hệ thống dùng.",
        "{indicators} indicators from {rows} printed rows of {sets} decisions, as printed and as the system uses them.",
    ),
    "search_label": ("Tìm chỉ số", "Find an indicator"),
    "search_hint": ("Tên, chữ viết tắt, cơ quan; không cần dấu", "Name, initials or agency; accents optional"),
    "all": ("Tất cả", "All"),
    "set": ("Bộ chỉ số", "Set"),
    "page_group": ("Nhóm", "Group"),
    "agency": ("Cơ quan", "Agency"),
    "frequency": ("Tần suất", "Frequency"),
    "open_filter": ("Còn để ngỏ", "Left open"),
    "flag_filter": ("Xác minh", "To verify"),
    "flagged_only": ("Cần xác minh", "Needs checking"),
    "found": ("{found} chỉ số", "{found} indicators"),
    "found_of": ("{found} trong {total} chỉ số", "{found} of {total} indicators"),
    "shown_first": ("đang hiện {shown}", "showing {shown}"),
    "show_more": ("Xem thêm {count} chỉ số", "Show {count} more"),
    "results": ("Kết quả", "Results"),
    "nothing": ("Không có chỉ số nào hợp với điều đang tìm.", "No indicator fits what you are looking for."),
    "nothing_remedy": (
        "Thử ít chữ hơn, hoặc bỏ bớt điều kiện: {conditions}.",
        "Try fewer words, or drop a condition: {conditions}.",
    ),
    "clear": ("Xóa điều kiện", "Clear filters"),
    "words_typed": ("chữ đang tìm", "the words typed"),
    "not_understood": (
        "Danh mục không có «{asked}»; đang hiển thị phần còn lại của đường dẫn.",
        "The catalogue has no “{asked}”; showing the rest of the link.",
    ),
    "unknown_code": (
        "Không có chỉ số nào mang mã «{code}». Tìm theo tên ở ô bên trên.",
        "No indicator has the code “{code}”. Search by name above.",
    ),
    "download_catalogue": ("Tải cả danh mục (CSV)", "Download the catalogue (CSV)"),
    "choose_one": (
        "Chọn một chỉ số trong danh sách để xem bản in, cách hệ thống hiểu và những điều còn để ngỏ.",
        "Choose an indicator in the list to see how it is printed, how it is understood and what is left open.",
    ),
    "flag_mark": ("cần xác minh", "needs checking"),
    "unit_open": ("đơn vị chưa quy định", "unit not defined"),
    # catalogue: one card
    "field": ("Mục", "Field"),
    "printed": ("Trong văn bản", "As printed"),
    "used": ("Hệ thống dùng", "As used"),
    "not_printed": ("không in", "not printed"),
    "open": ("chưa quy định", "not defined"),
    "code": ("Mã", "Code"),
    "row": ("Dòng in", "Printed row"),
    "row_number": ("dòng {row}", "row {row}"),
    "row_stt": ("dòng {row}, số thứ tự «{stt}»", "row {row}, numbered “{stt}”"),
    "name": ("Tên", "Name"),
    "position": ("Vị trí", "Position"),
    "parent": ("Thuộc dòng", "Under row"),
    "unit": ("Đơn vị tính", "Unit"),
    "area_level": ("Phạm vi", "Scope"),
    "breakdowns": ("Phân tổ", "Breakdown"),
    "provider": ("Cơ quan cung cấp", "Provider"),
    "lead_agency": ("Cơ quan chủ trì", "Lead agency"),
    "formula": ("Cách tính", "Formula"),
    "method": ("Phương thức thu thập", "Collection method"),
    "database": ("Cơ sở dữ liệu", "Database"),
    "database_owner": ("Chủ quản cơ sở dữ liệu", "Owner of the database"),
    "data_source": ("Nguồn dữ liệu", "Data source"),
    "note": ("Ghi chú", "Note"),
    "kind": ("Loại chỉ số", "Kind"),
    "polarity": ("Chiều tốt", "Polarity"),
    "over_time": ("Gộp theo thời gian", "Over time"),
    "over_areas": ("Gộp theo địa bàn", "Over areas"),
    "rate": ("Tử số, mẫu số", "Numerator, denominator"),
    "deadline_days": ("Hạn gửi sau khi hết kỳ", "Deadline after the period"),
    "days": ("{days} ngày", "{days} days"),
    "sharing": ("Mức độ chia sẻ", "Sharing level"),
    "security": ("Cấp độ bảo mật", "Security class"),
    "answerable": ("Chịu trách nhiệm khi sai", "Answerable for errors"),
    "concept": ("Khái niệm chung", "Shared concept"),
    "name_en": ("Tên tiếng Anh", "English name"),
    "open_heading": ("Còn để ngỏ: {count} trên {of} điều phải quy định", "Left open: {count} of {of} required fields"),
    "open_none": ("Mọi điều phải quy định đều đã có.", "Every required field is defined."),
    "flag_heading": ("Cần xác minh", "Needs checking"),
    "history_heading": ("Lịch sử định nghĩa", "History of the definition"),
    "history_since": ("Định nghĩa theo {decision}", "Defined by: {decision}"),
    "history_none": ("Chưa sửa đổi lần nào trong danh mục.", "Never changed in the catalogue."),
    "history_change": (
        "{date}: {field} từ «{before}» thành «{after}». {reason}",
        "{date}: {field} from “{before}” to “{after}”. {reason}",
    ),
    "linked_heading": ("Cùng khái niệm ở bộ khác", "The same concept in other sets"),
    "siblings_heading": ("Cùng một dòng in", "From the same printed row"),
    "see_on_page": ("Xem số liệu ở trang {page}", "See the figures: {page}"),
    # groups
    "group_lead": (
        "{count} chỉ số của {set}; {reported} chỉ số đã có số liệu.",
        "{count} indicators of {set}; {reported} have data.",
    ),
    "group_none": ("{set} không có chỉ số nào thuộc nhóm {group}.", "{set} has no indicators in the group {group}."),
    "group_none_remedy": ("Các bộ có nhóm này: {sets}.", "Sets with this group: {sets}."),
    "unknown_group": ("Không có nhóm chỉ số «{slug}».", "There is no indicator group “{slug}”."),
    "unknown_group_remedy": ("Chọn một nhóm dưới đây.", "Choose a group below."),
    "all_groups": ("Các nhóm chỉ số", "Indicator groups"),
    "indicator": ("Chỉ số", "Indicator"),
    "state": ("Tình trạng", "State"),
    "definition": ("Định nghĩa", "Definition"),
    "measures": ("Đo cái gì", "What it measures"),
    "numerator": ("Tử số", "Numerator"),
    "denominator": ("Mẫu số", "Denominator"),
    "per": ("Tính trên", "Per"),
    "deadline_after": ("hạn gửi {days} ngày sau kỳ", "due {days} days after the period"),
    "deadline_open": ("hạn gửi chưa quy định", "no deadline set"),
    "whole_card": ("Xem cả thẻ chỉ số trong danh mục", "See the whole card in the catalogue"),
    "breaks": ("Chỗ gãy của chuỗi số", "Breaks in the series"),
    "no_breaks": (
        "Chưa biết chỗ gãy nào của chuỗi số ở địa bàn này.",
        "No break in the series is known for this area.",
    ),
    "break_boundary": ("xã mới", "new communes"),
    "break_definition": ("đổi định nghĩa", "new definition"),
    "break_boundary_long": (
        "Từ {date} xã, phường được lập lại; chỉ số này không cộng được từ các xã cũ nên không so với số trước ngày đó.",
        "Communes were formed anew on {date}; this cannot be added up from the former ones: do not compare across it.",
    ),
    "break_definition_long": (
        "Từ {date} đổi {field}: «{before}» thành «{after}» ({reason}); không so với số trước ngày đó.",
        "From {date} {field} changed from “{before}” to “{after}” ({reason}): do not compare across it.",
    ),
    "cell_notes": ("Ghi chú của từng số", "Notes on single values"),
    "no_cell_notes": ("Không có ghi chú nào về các số đang xem.", "There are no notes on the values shown."),
    "more_cell_notes": ("và {count} ghi chú khác", "and {count} more"),
    "by_state": ("Theo trạng thái", "By state"),
    "counted_now": ("đếm từ danh sách", "counted from the list"),
    "no_entries": ("Chưa nhận được mục nào của «{name}».", "No entries of “{name}” have been received."),
    "entries_subtitle": ("{register} · {count} mục · {place}", "{register} · {count} entries · {place}"),
    "entries_more": (
        "Bảng hiện {shown} mục đầu, việc cấp bách trước; chọn một xã để xem đủ.",
        "The table shows the first {shown} entries, the most pressing first; choose a commune to see all.",
    ),
    "points_key": ("{count} điểm có tọa độ", "{count} with coordinates"),
    "points_worst": ("{state}: {count}", "{state}: {count}"),
    "met": ("Đạt", "Met"),
    "not_met": ("Chưa đạt", "Not met"),
    "not_met_title": ("Nơi nào chưa đạt, vì sao?", "Where is it not met, and why?"),
    "no_reason": ("báo cáo không nêu lý do", "no reason was given"),
    "yes_no_counts": ("{yes} nơi đạt, {no} nơi chưa đạt, trên {of}.", "{yes} met, {no} not met, of {of}."),
    "notes_title": ("Nội dung báo cáo", "What was reported"),
    "older_notes": ("{count} nội dung cũ hơn", "{count} older notes"),
    "note_received": ("nhận {date}", "received {date}"),
    "newest_period": ("Kỳ mới nhất", "Newest period"),
    "whole_annex": ("Mọi nhóm", "All groups"),
    "annex_group": ("Nhóm trong phụ lục", "Annex group"),
    "all_indicators": ("Các chỉ số của nhóm", "Indicators of the group"),
    "newest": ("Mới nhất: {period}", "Newest: {period}"),
    "awaiting": ("Chờ {period} của {agency}, hạn {date}", "Awaiting {period} from {agency}, due {date}"),
    "awaiting_late": (
        "Chờ {period} của {agency}, hạn {date} (đã quá {days} ngày)",
        "Awaiting {period} from {agency}, due {date} ({days} days ago)",
    ),
    "awaiting_agencies": ("Đang chờ: {agencies}.", "Awaiting: {agencies}."),
    "awaited_heading": ("Đang chờ báo cáo của ai?", "Whose reports are awaited?"),
    "awaited_subtitle": (
        "{agencies} cơ quan chưa gửi {count} chỉ số của {set}",
        "{agencies} agencies owe {count} indicators of {set}",
    ),
    "nav_analysis": ("Phân tích", "Analysis"),
    "nav_groups": ("Nhóm chỉ số", "Indicator groups"),
    "nav_data": ("Dữ liệu", "Data"),
    "awaited_none": ("Không báo cáo nào bị chậm.", "No report is late."),
    "awaited_count": ("Số chỉ số", "Indicators"),
    "due_since": ("Hạn sớm nhất", "Earliest due"),
    "agency_open": ("cơ quan chưa được quy định", "an agency not yet named"),
    "default_due": (
        "Các quyết định chưa quy định hạn gửi; hạn ở đây là hạn mặc định của hệ thống theo tần suất.",
        "The decisions set no deadlines; those shown are the system's defaults by frequency.",
    ),
    "no_warehouse": (
        "Chưa đọc được số liệu; dưới đây là danh mục chỉ số.",
        "No data can be read; below is the catalogue.",
    ),
    # overview
    "welcome": (
        "Chiso giữ bộ chỉ số mà tỉnh đã ban hành, nhận báo cáo của các sở, xã, và cho thấy điều gì đang chậm, ở đâu.",
        "Chiso keeps the province's adopted indicators, takes in reports, and shows what is off plan, and where.",
    ),
    "go_economy": ("Mở trang Kinh tế", "Open the economy page"),
    "groups_heading": ("Mỗi lĩnh vực đang ở đâu?", "Where does each field stand?"),
    "groups_subtitle": ("{set} · {reported} trên {count} chỉ số có số liệu", "{set} · {reported} of {count} have data"),
    "reported_long": ("{reported} trên {count} chỉ số có số liệu", "{reported} of {count} indicators have data"),
    "newest_deliveries": ("Vừa nhận được gì?", "What has just arrived?"),
    "newest_subtitle": ("Các lần gửi mới nhất của tỉnh", "The province's newest deliveries"),
    "all_deliveries": ("Xem mọi lần gửi", "See all deliveries"),
    "no_deliveries": ("Chưa nhận được tệp nào của {province}.", "No file has been received for {province}."),
    "no_deliveries_remedy": (
        "Nạp một báo cáo bằng lệnh «chiso load TỆP», hoặc tạo số liệu mô phỏng bằng «chiso demo».",
        "Load a report with “chiso load FILE”, or make simulated data with “chiso demo”.",
    ),
    # deliveries
    "deliveries_lead": (
        "Mỗi dòng là một tệp đã gửi: bao nhiêu ô được nhận, bao nhiêu ô bị từ chối và vì sao.",
        "Each row is a file that was sent: how many cells were accepted, how many refused and why.",
    ),
    "received": ("Nhận lúc", "Received"),
    "file": ("Tệp", "File"),
    "sender": ("Đơn vị gửi", "Sent by"),
    "period": ("Kỳ", "Period"),
    "accepted": ("Được nhận", "Accepted"),
    "refused": ("Bị từ chối", "Refused"),
    "data_kind": ("Loại số liệu", "Kind of data"),
    "reported_data": ("số báo cáo", "reported"),
    "why": ("Xem vì sao", "See why"),
    "refusals_title": ("Vì sao {count} ô của {file} bị từ chối?", "Why were {count} cells of {file} refused?"),
    "refusals_more": ("Đang hiện {shown} ô đầu tiên.", "Showing the first {shown} cells."),
    "marked_file": (
        "Tải tệp với các ô bị từ chối được đánh dấu (XLSX)",
        "Download the file with refused cells marked (XLSX)",
    ),
    "feeds_title": ("{file} nuôi những con số nào?", "Which numbers come from {file}?"),
    "feeds_none": ("Không có giá trị nào của tệp này trong kho.", "No value of this file is in the warehouse."),
    "areas": ("Địa bàn", "Areas"),
    "observations": ("Ô đã nhận", "Cells accepted"),
    "in_force": ("Còn hiệu lực", "Still in force"),
    "refusals_none": ("Mọi ô của {file} đều được nhận.", "Every cell of {file} was accepted."),
    "unknown_delivery": (
        "Không có lần gửi nào mang mã «{delivery}». Chọn một lần gửi trong bảng.",
        "No delivery has the id “{delivery}”. Choose one in the table.",
    ),
    "place": ("Ở đâu", "Where"),
    "sheet": ("trang {sheet}", "sheet {sheet}"),
    "cell": ("ô {cell}", "cell {cell}"),
    "value": ("Giá trị", "Value"),
    "reason": ("Lý do", "Reason"),
    "remedy": ("Cách sửa", "Remedy"),
    "province": ("Tỉnh", "Province"),
    # not found
    "not_found": ("Không tìm thấy trang", "Page not found"),
    "not_found_lead": (
        "Địa chỉ này không có trang nào. Trang có thể đã đổi chỗ, hoặc đường dẫn bị thiếu chữ.",
        "There is no page at this address. It may have moved, or the link may be incomplete.",
    ),
    "not_found_remedy": ("Chọn một nơi dưới đây để đi tiếp:", "Choose a place to go on from:"),
}

# The words of the catalogue's own codes.
KINDS: Final[dict[str, tuple[str, str]]] = {
    "flow": ("phát sinh trong kỳ", "flow"),
    "stock": ("có đến cuối kỳ", "stock"),
    "rate": ("tỷ lệ", "rate"),
    "index": ("chỉ số so sánh", "index"),
    "score": ("điểm, xếp hạng", "score"),
    "status_count": ("đếm theo trạng thái", "count by status"),
    "yes_no": ("có hoặc không", "yes or no"),
    "text": ("lời văn", "text"),
    "register": ("danh sách", "register"),
}
POLARITIES: Final[dict[str, tuple[str, str]]] = {
    "higher": ("cao là tốt", "higher is better"),
    "lower": ("thấp là tốt", "lower is better"),
    "neutral": ("không phán xét", "neutral"),
}
FREQUENCIES: Final[dict[str, tuple[str, str]]] = {
    "hour": ("giờ", "hourly"),
    "day": ("ngày", "daily"),
    "week": ("tuần", "weekly"),
    "month": ("tháng", "monthly"),
    "quarter": ("quý", "quarterly"),
    "half-year": ("6 tháng", "half-yearly"),
    "term": ("học kỳ", "by school term"),
    "season": ("vụ", "by crop season"),
    "year": ("năm", "yearly"),
}
AREA_LEVELS: Final[dict[str, tuple[str, str]]] = {
    "province": ("toàn tỉnh", "province"),
    "commune": ("đến từng xã, phường", "down to communes"),
    "facility": ("đến từng cơ sở", "down to facilities"),
}
RULES: Final[dict[str, tuple[str, str]]] = {
    "sum": ("cộng", "sum"),
    "last": ("lấy kỳ cuối", "last value"),
    "mean": ("trung bình", "mean"),
    "recompute": ("tính lại từ tử số và mẫu số", "recomputed from numerator and denominator"),
    "none": ("không gộp", "not combined"),
}


def say(key: str, lang: str = "vi", **values: object) -> str:
    """The words ``key`` in ``lang`` (``"en"``, otherwise Vietnamese), their ``{places}`` filled from ``values``."""
    vietnamese, english = WORDS[key]
    text = english if lang == "en" else vietnamese
    return text.format(**values) if values else text


def name_of_code(words: dict[str, tuple[str, str]], code: str, lang: str = "vi") -> str:
    """The words of a catalogue code ("flow"), the code itself when it has none yet."""
    return words[code][1 if lang == "en" else 0] if code in words else code


def frequencies(codes: tuple[str, ...], lang: str = "vi") -> str:
    """ "tháng, quý, năm"."""
    return ", ".join(name_of_code(FREQUENCIES, code, lang) for code in codes)
