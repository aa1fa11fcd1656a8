"""The words of the catalogue's own codes: kinds, directions, frequencies, levels, rules of adding up."""

from typing import Final

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


def name_of_code(words: dict[str, tuple[str, str]], code: str, lang: str = "vi") -> str:
    """The words of a catalogue code ("flow"), the code itself when it has none yet."""
    return words[code][1 if lang == "en" else 0] if code in words else code


def frequencies(codes: tuple[str, ...], lang: str = "vi") -> str:
    """ "tháng, quý, năm"."""
    return ", ".join(name_of_code(FREQUENCIES, code, lang) for code in codes)
