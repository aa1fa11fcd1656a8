"""The words of odd values: what a number is held against, and what it is likely to be."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("Số liệu bất thường", "The odd one"),
    "lead": (
        "Giá trị phá nhịp theo mùa của chính nó, khác xa các xã khác, mâu thuẫn với chỉ số liên quan, hoặc còn thiếu; "
        "đáng ngờ nhất ở trên. Sai sót khi nhập được tách khỏi biến động thật.",
        "Values that break their own season, differ from their peers, contradict related indicators, or are missing; "
        "the most doubtful first. Slips are told from events.",
    ),
    "whole_group": ("Mọi chỉ số của nhóm", "All indicators of the group"),
    "all_periods": ("12 kỳ gần nhất", "Newest 12 periods"),
    "all_communes": ("Cả tỉnh", "Whole province"),
    "all_causes": ("Mọi nguyên nhân", "All causes"),
    "group": ("Nhóm", "Group"),
    "indicator": ("Chỉ số", "Indicator"),
    "period": ("Kỳ", "Period"),
    "commune": ("Xã, phường", "Commune"),
    "cause": ("Có thể là", "Likely cause"),
    "place": ("Ở đâu", "Where"),
    "value": ("Giá trị", "Value"),
    "usual": ("Lẽ ra quanh", "Expected about"),
    "usual_of": (
        "{value}, lẽ ra của {name}: xem các năm trước và các xã, phường khác",
        "{value}, expected of {name}: see the years before and the other communes",
    ),
    "why": ("Vì sao đáng ngờ", "Why it is odd"),
    "look": ("Xem", "Look"),
    "see": ("Xem trên bản đồ", "See on the map"),
    "list_title": ("Số nào cần xem lại?", "Which figures need another look?"),
    "looked_at": (
        "Đã xem {values} giá trị của {indicators} chỉ số; {found} điều đáng ngờ.",
        "{values} values of {indicators} indicators were looked at; {found} are doubtful.",
    ),
    "shown_first": ("Đang hiện {shown} điều đáng ngờ nhất.", "Showing the {shown} most doubtful."),
    "nothing": (
        "Không thấy giá trị bất thường nào trong phạm vi đang chọn.",
        "Nothing odd was found in what is chosen.",
    ),
    "too_short": (
        "Chưa có số liệu theo tháng, quý hoặc năm của các chỉ số này để so sánh.",
        "There are no monthly, quarterly or yearly figures of these indicators to compare.",
    ),
    "not_shown": ("không có số", "no figure"),
    # what it is held against
    "by_season": (
        "{value} {unit}, trong khi cùng kỳ {of} năm trước cho thấy khoảng {expected}",
        "{value} {unit}, while the same period of {of} years before suggests about {expected}",
    ),
    "by_peers": (
        "{value} {unit}, trong khi {of} xã, phường khác ở quanh {expected}",
        "{value} {unit}, while {of} other communes are about {expected}",
    ),
    "by_parts": (
        "tổng ghi {value} {unit}, các phần theo {other} cộng lại là {expected}",
        "the total is {value} {unit}, its parts by {other} add up to {expected}",
    ),
    "by_share": (
        "tỷ lệ {value} {unit} nằm ngoài 0–100: tử số lớn hơn mẫu số hoặc có số âm",
        "a share of {value} {unit} lies outside 0–100: the numerator exceeds the denominator or is negative",
    ),
    "by_ratio": (
        "ghi {value} {unit}, nhưng tử số chia mẫu số ({other}) là {expected}",
        "{value} {unit} is reported, but numerator by denominator ({other}) is {expected}",
    ),
    "by_sum": (
        "ghi {value} {unit}, nhưng {other} cộng lại là {expected}",
        "{value} {unit} is reported, but {other} add up to {expected}",
    ),
    "by_communes": (
        "toàn tỉnh ghi {value} {unit}, cộng {of} xã, phường ({other}) là {expected}",
        "the province reports {value} {unit}, {of} communes ({other}) add up to {expected}",
    ),
    "by_gap": (
        "chưa gửi {of} chỉ số mà đa số xã, phường đã gửi",
        "{of} indicators are missing that most communes have sent",
    ),
    # what it is likely to be
    "unit_slip_more": (
        "lớn gấp khoảng {times} lần: nhiều khả năng sai đơn vị tính",
        "about {times} times too large: most likely a wrong unit",
    ),
    "unit_slip_less": (
        "chỉ bằng khoảng 1/{times}: nhiều khả năng sai đơn vị tính",
        "only about 1/{times} of it: most likely a wrong unit",
    ),
    "digit_slip_more": (
        "gấp khoảng {times} lần: có thể thừa một chữ số",
        "about {times} times too large: perhaps a digit too many",
    ),
    "digit_slip_less": (
        "bằng khoảng 1/{times}: có thể thiếu một chữ số",
        "about 1/{times} of it: perhaps a digit too few",
    ),
    "caught_up": (
        "có thể đã gộp cả {times} kỳ liền trước còn thiếu",
        "may contain the {times} missing periods before it",
    ),
    "boundary": (
        "lệch đều từ khi sáp nhập 01/7/2025: nhiều khả năng do thay đổi địa giới",
        "off in the same way since the mergers of 01/07/2025: most likely the change of boundary",
    ),
    "provisional": (
        "mới là số sơ bộ hoặc ước tính, chờ số chính thức",
        "only provisional or estimated yet; the final figure is still to come",
    ),
    "event_all": (
        "các xã khác cũng biến động cùng chiều: có thể là biến động thật",
        "the other communes moved the same way: perhaps a real event",
    ),
    "event_lasting": (
        "kỳ liền kề cũng lệch cùng chiều: có thể là biến động thật",
        "the period beside it is off the same way: perhaps a real event",
    ),
    "contradiction": ("hai số không thể cùng đúng", "the two cannot both be right"),
    "scope": (
        "lệch ở hầu hết các kỳ: có thể hai chỉ số khác phạm vi",
        "they differ in most periods: their scopes may differ",
    ),
    "gap": ("thiếu số liệu, cần đôn đốc", "missing: remind the sender"),
    "unknown": ("chưa rõ nguyên nhân, nên hỏi lại đơn vị gửi", "no known cause: ask the sender"),
    # the same as a mark
    "mark_unit_slip": ("Nghi sai đơn vị", "Unit slip"),
    "mark_digit_slip": ("Nghi sai chữ số", "Digit slip"),
    "mark_caught_up": ("Gộp kỳ thiếu", "Catching up"),
    "mark_boundary": ("Đổi địa giới", "Boundary"),
    "mark_provisional": ("Chưa chính thức", "Not final"),
    "mark_event_all": ("Biến động chung", "Event of all"),
    "mark_event_lasting": ("Biến động kéo dài", "Lasting event"),
    "mark_contradiction": ("Mâu thuẫn", "Contradiction"),
    "mark_scope": ("Khác phạm vi", "Other scope"),
    "mark_gap": ("Thiếu số liệu", "Missing"),
    "mark_unknown": ("Chưa rõ", "Unknown"),
}


def say(key: str, lang: str = "vi", **values: object) -> str:
    """The words ``key`` in ``lang`` (``"en"``, otherwise Vietnamese), their ``{places}`` filled from ``values``."""
    vietnamese, english = WORDS[key]
    text = english if lang == "en" else vietnamese
    return text.format(**values) if values else text
