"""The words of the page of data quality, Vietnamese first, English beside them."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("Chất lượng dữ liệu", "Data quality"),
    "lead": (
        "Đúng, đủ, sạch, sống, thống nhất, dùng chung: sáu đòi hỏi đối với dữ liệu, đo trên 12 tháng gần nhất.",
        "Right, complete, clean, alive, consistent, shared: what is demanded of the data, measured over twelve months.",
    ),
    "right": ("Đúng", "Right"),
    "right_means": (
        "Ô số liệu đã nhận mà sau đó không phải sửa.",
        "Cells received that did not have to be corrected later.",
    ),
    "complete": ("Đủ", "Complete"),
    "complete_means": (
        "Phần báo cáo đến hạn đã nhận, tính đều cho từng chỉ số.",
        "Share of due reports that came; each indicator counts alike.",
    ),
    "clean": ("Sạch", "Clean"),
    "clean_means": (
        "Ô được nhận trong số ô đã gửi; ô bị từ chối chờ sửa.",
        "Cells accepted of those sent; refused ones await correction.",
    ),
    "alive": ("Sống", "Alive"),
    "alive_means": (
        "Ô đã nhận đến đúng hạn, theo hạn của chỉ số và ngày làm việc.",
        "Cells received by the day that they were due, by deadline and working days.",
    ),
    "consistent": ("Thống nhất", "Consistent"),
    "consistent_means": (
        "Cặp số tỉnh báo cáo và số cộng từ xã lệch nhau không quá 0,5 %.",
        "Pairs of a province's report and the sum of its communes within 0.5 %.",
    ),
    "shared": ("Dùng chung", "Shared"),
    "shared_means": (
        "Chỉ số của bộ đã có số liệu trong kho dùng chung.",
        "Indicators of the set with data in the shared warehouse.",
    ),
    "counted": ("{good} trên {of}", "{good} of {of}"),
    "nothing_to_judge": ("Chưa có gì để đo", "Nothing to measure yet"),
    "cells_of": ("{good} trên {of} ô đến hạn", "{good} of {of} due cells"),
    "complete_of_due": ("% ô đến hạn đã nhận", "% of due cells received"),
    "map_title": ("Xã, phường nào gửi chưa đủ?", "Which communes sent less than was due?"),
    "map_subtitle": (
        "Phần ô đã nhận trong các ô mà xã, phường gửi được, 12 tháng gần nhất",
        "Share of cells received of those that communes report, last twelve months",
    ),
    "heat_title": ("Cơ quan nào thiếu, từ tháng nào?", "Which agency is behind, and since when?"),
    "heat_subtitle": (
        "% ô đã nhận trong các ô đến hạn của tháng; xếp theo số ô còn thiếu",
        "% of cells received of those due in the month; by how many are missing",
    ),
    "agencies_title": ("Ai còn nợ bao nhiêu?", "Who owes how much?"),
    "agencies_subtitle": (
        "Ô: một chỉ số ở một địa bàn trong một kỳ; chậm: đến sau hạn; hạn mặc định nơi quyết định chưa quy định",
        "A cell: one indicator in one area and period; late: after its day; usual deadlines where none is set",
    ),
    "cells_title": ("{agency}: từng báo cáo", "{agency}: report by report"),
    "cells_subtitle": (
        "Mỗi dòng: một chỉ số trong một kỳ đã đến hạn, 12 tháng gần nhất; ngày chậm tính đến ô nhận sau cùng",
        "A line: one indicator in one period that was due, last twelve months; days late up to the last cell",
    ),
    "cell_indicator": ("Chỉ số", "Indicator"),
    "cells_more": ("Hiển thị {shown} báo cáo đến hạn gần nhất trong {of}.", "Showing the newest {shown} of {of}."),
    "cells_back": ("Mọi cơ quan", "All agencies"),
    "cells_none": ("chưa nhận", "nothing came"),
    "cells_part": ("nhận một phần", "came in part"),
    "cells_whole": ("nhận đủ", "complete"),
    "received_on": ("Nhận đến ngày", "Received until"),
    "late_days": ("Chậm (ngày)", "Days late"),
    "no_such_agency": (
        "Không có cơ quan «{asked}» trong các báo cáo đến hạn của bộ này.",
        "No agency “{asked}” among what was due in this set.",
    ),
    "see_where": ("Xem từng phần", "See the parts"),
    "due_title": ("Tuần này đến hạn gì?", "What is due this week?"),
    "due_subtitle": ("Từ hôm nay đến hết 7 ngày tới", "From today to a week ahead"),
    "compared_title": ("Số tỉnh báo cáo có khớp với số cộng từ xã?", "Do province and communes agree?"),
    "compared_subtitle": (
        "Chỉ số cộng được, cùng khái niệm; kỳ mới nhất mà cả hai đều có",
        "Additive indicators of the same concept; the newest period that both have",
    ),
    "agency": ("Cơ quan", "Agency"),
    "agency_open": ("(chưa quy định)", "(not defined)"),
    "indicators_count": ("Chỉ số", "Indicators"),
    "areas_due_count": ("Ô đến hạn", "Due"),
    "areas_count": ("Đã nhận", "Received"),
    "late_count": ("Chậm", "Late"),
    "missing_count": ("Còn thiếu", "Missing"),
    "corrected_count": ("Đã sửa", "Corrected"),
    "reminded_count": ("Lần nhắc năm nay", "Reminders this year"),
    "reminders_title": ("Đã nhắc ai?", "Who was reminded?"),
    "reminders_subtitle": (
        "Sổ nhắc việc: lần miễn hoặc rút vẫn ghi lại, không tính nữa. Soạn thư bằng «chiso remind draft»",
        "The register: what was excused or withdrawn stays and no longer counts. “chiso remind draft” writes a letter",
    ),
    "no_reminders": ("Chưa có lần nhắc nào.", "Nobody was reminded yet."),
    "number": ("Số", "Number"),
    "on": ("Ngày", "Date"),
    "reports": ("Báo cáo còn thiếu", "Reports missing"),
    "state": ("Tình trạng", "State"),
    "sent": ("đang tính", "stands"),
    "excused": ("đã miễn", "excused"),
    "withdrawn": ("đã rút", "withdrawn"),
    "nothing_due": ("Chưa có báo cáo nào đến hạn.", "No report has been due yet."),
    "nothing_due_this_week": ("Tuần này không có báo cáo nào đến hạn.", "No report is due this week."),
    "more_due": ("Và {count} báo cáo khác.", "And {count} more."),
    "and_more": ("{first} và {count} kỳ nữa", "{first} and {count} more"),
    "due_on": ("Hạn", "Due"),
    "today": ("hôm nay", "today"),
    "period": ("Kỳ", "Period"),
    "indicator": ("Chỉ số của tỉnh, và của xã", "Of the province, and of communes"),
    "reported": ("Tỉnh báo cáo", "Reported"),
    "summed": ("Cộng từ xã", "Sum of communes"),
    "difference": ("Chênh lệch", "Difference"),
    "agrees": ("khớp", "agrees"),
    "differs": ("cần đối soát", "to reconcile"),
    "communes_in_sum": ("{count} xã, phường", "{count} communes"),
    "nothing_to_compare": (
        "Chưa có chỉ số nào mà cả tỉnh và xã đều báo cáo.",
        "No indicator is reported by both province and communes yet.",
    ),
}


def say(key: str, lang: str = "vi", **parts: object) -> str:
    """The words for ``key``, ``parts`` filled in."""
    return WORDS[key][lang == "en"].format(**parts)
