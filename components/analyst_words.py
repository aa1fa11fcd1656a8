"""The words of the analyst's pages (profile, comparison, the odd one), Vietnamese first, English beside them."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # compare
    "compare": ("So sánh", "Compare"),
    # profile
    "profile": ("Hồ sơ xã, phường", "Commune profile"),
    "land_of": ("Diện tích, {name}", "Area, {name}"),
    "land_declared": ("theo khai báo", "as declared"),
    "land_estimated": ("ước tính: số khai báo không thể đúng", "estimated: the declared figure cannot be right"),
    "land_note": (
        "Diện tích đi kèm phần mềm, trong danh mục đơn vị hành chính; không do đơn vị nào gửi.",
        "Areas come with the program, in its list of administrative units; nobody delivers them.",
    ),
    "profile_lead": ("{province} · mã {code} · ", "{province} · code {code} · "),
    "commune": ("Xã, phường", "Commune"),
    "choose_commune": ("Chọn một xã, phường để xem mọi chỉ số của nơi đó.", "Choose a commune to see all its figures."),
    "unknown_commune": ("Không có xã, phường nào mang mã «{code}».", "No commune has the code “{code}”."),
    "unknown_commune_remedy": (
        "Mã xã gồm năm chữ số, theo danh mục từ 01/7/2025. Chọn một nơi dưới đây.",
        "A commune's code has five digits, as listed since 01/07/2025. Choose one below.",
    ),
    "former_code": (
        "«{code}» là mã cũ của {ward}, nay thuộc {communes}.",
        "“{code}” is the former code of {ward}, now in {communes}.",
    ),
    "no_set": ("{province} chưa có bộ chỉ số trong hệ thống.", "{province} has no indicator set in the system."),
    "print": ("In hồ sơ", "Print"),
    "compare_it": ("So sánh với nơi khác", "Compare with another"),
    "see_odd": ("Số liệu bất thường của nơi này", "Odd values of this commune"),
    "where": ("Ở đâu trong tỉnh?", "Where in the province?"),
    "where_alt": ("Vị trí của {name} trong {province}", "Where {name} lies in {province}"),
    "attention": ("Điều gì đáng chú ý?", "What deserves attention?"),
    "attention_none": (
        "Không có số liệu chậm hay khác thường ở kỳ mới nhất.",
        "Nothing is late or unusual in the newest period.",
    ),
    "late_count": ("{count} chỉ số chưa có kỳ đến hạn", "{count} indicators lack the period that was due"),
    "odd_count": ("{count} số liệu khác thường", "{count} unusual values"),
    "unheard": (
        "{count} chỉ số cấp xã khác của bộ chưa xã nào gửi.",
        "{count} more indicators for communes have not been reported by any.",
    ),
    "best": ("Đứng đầu tỉnh", "Best in the province"),
    "worst": ("Đứng cuối tỉnh", "Last in the province"),
    "former": ("Hình thành từ đâu?", "What was it made of?"),
    "former_since": ("Từ 01/7/2025, gồm:", "Since 01/07/2025, made of:"),
    "former_same": ("Giữ nguyên {name}, không sáp nhập.", "Unchanged: {name}, nothing merged."),
    "former_none": ("Không có thông tin về đơn vị cũ.", "Nothing is known of former units."),
    "part_of": ("một phần {name}", "part of {name}"),
    "former_note": (
        "Số liệu trước 01/7/2025 là của các đơn vị cũ cộng lại, nếu có.",
        "Figures before 01/07/2025 are sums of the former units, where there are any.",
    ),
    "alike": ("Giống những nơi nào?", "Which communes are similar?"),
    "alike_why": ("{count} {kind} gần nhất về {features}.", "The {count} {kind} nearest in {features}."),
    "alike_any": ("xã, phường", "communes"),
    "alike_unknown": (
        "Chưa xét {features}: chưa có số liệu của đủ các xã.",
        "Not considered: {features}, which too few communes have reported.",
    ),
    "population": ("dân số", "population"),
    "density": ("mật độ dân số", "population density"),
    "area_km2": ("diện tích", "area"),
    "forest_cover": ("tỷ lệ che phủ rừng (dấu hiệu địa hình)", "forest cover (a hint of terrain)"),
    "all_values": ("Mọi chỉ số của {name}", "All figures of {name}"),
    "all_values_note": (
        "Hạng 1 là tốt nhất theo chiều của chỉ số; chỉ số không có chiều xếp từ cao xuống thấp. "
        "«Xã tương tự» là trung vị của các xã nêu ở trên.",
        "Rank 1 is the best by the indicator's polarity, without polarity the highest. "
        "“Similar” is the median of the communes named above.",
    ),
    "newest_value": ("Mới nhất", "Newest"),
    "course": ("Diễn biến", "Course"),
    "change": ("So với cùng kỳ", "On last year"),
    "rank": ("Hạng", "Rank"),
    "rank_list": ("{name}: hạng {rank}, xem mọi xã, phường", "{name}: rank {rank}, see all communes"),
    "of_province": ("Cả tỉnh", "Province"),
    "of_alike": ("Xã tương tự", "Similar"),
    "remarks": ("Lưu ý", "Remarks"),
    "share_of_province": ("{share} của tỉnh", "{share} of the province"),
    "never_sent": ("chưa gửi; tỉnh đã có {period}", "never sent; others have {period}"),
    "older": ("chưa có {period}", "{period} is missing"),
    "late_due": ("chờ {period}, hạn {date}", "awaiting {period}, due {date}"),
    "late_usual": (
        "chờ {period}, hạn thường dùng {date}; quyết định chưa đặt hạn",
        "awaiting {period}, usually due {date}; the decision sets no deadline",
    ),
    "month_alone": ("thiếu tháng, chưa lũy kế được", "a month is missing: no sum"),
    "of_plan": ("{share} kế hoạch năm", "{share} of the year's plan"),
    "yes": ("có", "yes"),
    "no": ("không", "no"),
    "no_values_yet": ("{name} chưa có số liệu nào của bộ {set}.", "{name} has no figures of {set} yet."),
}


def say(key: str, lang: str = "vi", **values: object) -> str:
    """The words ``key`` in ``lang`` (``"en"``, otherwise Vietnamese), their ``{places}`` filled from ``values``."""
    vietnamese, english = WORDS[key]
    text = english if lang == "en" else vietnamese
    return text.format(**values) if values else text
