"""The words of comparisons, Vietnamese first, English beside them."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "lead": (
        "Hai xã, hai kỳ, hai chỉ số cạnh nhau; hoặc tỉnh ta bên các tỉnh có cùng khái niệm.",
        "Two communes, two periods, two indicators side by side; or the province beside others with the same concept.",
    ),
    "mode_xa": ("Hai xã, phường", "Two communes"),
    "mode_ky": ("Hai kỳ", "Two periods"),
    "mode_chi-so": ("Hai chỉ số", "Two indicators"),
    "mode_tinh": ("Với tỉnh khác", "Other provinces"),
    "modes": ("So sánh gì", "What is compared"),
    "xa": ("Xã thứ nhất", "First commune"),
    "voi-xa": ("với", "with"),
    "chi-so": ("Chỉ số", "Indicator"),
    "voi-chi-so": ("với", "with"),
    "ky": ("Kỳ", "Period"),
    "voi-ky": ("với", "with"),
    "theo": ("Thể hiện", "Shown"),
    "theo_gia-tri": ("Giá trị", "Values"),
    "theo_thay-doi": ("Thay đổi so với cùng kỳ", "Change since last year"),
    "axis_moved": (
        "{name}, {period}, thay đổi so với {then} ({unit})",
        "{name}, {period}, change since {then} ({unit})",
    ),
    "two_changes": ("{x} và {y} có thay đổi cùng nhau không?", "Do they move together: {x} and {y}?"),
    "read_moved": (
        "«{x}» giảm ở {fell} nơi, trong đó «{y}» tăng ở {fell_up}; «{x}» tăng ở {rose} nơi, trong đó «{y}» tăng ở "
        "{rose_up}.",
        "“{x}” fell in {fell}, of which “{y}” rose in {fell_up}; “{x}” rose in {rose}, of which “{y}” rose in "
        "{rose_up}.",
    ),
    "moved": ("Thay đổi sau một năm", "Change in a year"),
    "way_up": ("tăng", "rose"),
    "way_down": ("giảm", "fell"),
    "way_same": ("không đổi", "stayed"),
    "way_unknown": ("chưa có kỳ năm trước", "no figure of a year before"),
    "only_province": (
        "{names} chỉ được báo cáo cho toàn tỉnh, nên không so được giữa các xã; dưới đây là cả tỉnh, bên các tỉnh "
        "có cùng khái niệm.",
        "{names}: reported for the whole province only, so communes cannot be compared; below is the province, beside "
        "others with the same concept.",
    ),
    "read_none_moved": (
        "Chưa nơi nào có cả hai chỉ số ở hai kỳ cách nhau một năm.",
        "Nobody has told both indicators in two periods a year apart.",
    ),
    "newest": ("Mới nhất", "Newest"),
    "nothing": (
        "Chưa xã, phường nào gửi số liệu của bộ này nên chưa có gì để so sánh.",
        "No commune has reported figures of this set, so there is nothing to compare yet.",
    ),
    "two_communes": ("{one} và {other} khác nhau ở đâu?", "Where do {one} and {other} differ?"),
    "two_communes_note": (
        "Mỗi dòng là kỳ mới nhất mà từng xã đã gửi; kỳ khác nhau được ghi rõ và không tính chênh lệch.",
        "Each row is the newest period that either has sent; where periods differ no difference is worked out.",
    ),
    "difference": ("Chênh lệch", "Difference"),
    "rank_of": ("hạng {rank}/{ranked}", "rank {rank} of {ranked}"),
    "no_figure": ("chưa có", "none yet"),
    "same_commune": (
        "Hai bên là cùng một xã; chọn một xã khác để so sánh.",
        "Both sides are the same commune; choose another.",
    ),
    "two_periods": ("{name} thay đổi thế nào?", "How has it moved: {name}?"),
    "same_period": ("Hai bên là cùng một kỳ; chọn một kỳ khác.", "Both sides are the same period; choose another."),
    "moves": (
        "{n} xã, phường có cả hai kỳ: {rose} tăng, {fell} giảm, {stayed} không đổi; thay đổi ở giữa {middle}.",
        "{n} communes have both periods: {rose} rose, {fell} fell, {stayed} stayed; the middle change is {middle}.",
    ),
    "no_change_line": ("không đổi", "no change"),
    "rose_most": ("Tăng nhiều nhất", "Rose most"),
    "fell_most": ("Giảm nhiều nhất", "Fell most"),
    "two_indicators": ("{x} và {y} có đi cùng nhau không?", "Do they go together: {x} and {y}?"),
    "same_indicator": (
        "Hai bên là cùng một chỉ số; chọn một chỉ số khác.",
        "Both sides are the same indicator; choose another.",
    ),
    "strength_none": ("không thấy liên hệ theo đường thẳng", "no straight relation is seen"),
    "strength_weak": ("liên hệ yếu", "a weak relation"),
    "strength_some": ("liên hệ vừa", "a moderate relation"),
    "strength_strong": ("liên hệ chặt", "a strong relation"),
    "together": ("cùng chiều", "in the same direction"),
    "against": ("ngược chiều", "in opposite directions"),
    "read": (
        "Trên {n}/{of} xã, phường có cả hai: r = {r}, {strength}{way}. "
        "Đi cùng nhau không có nghĩa là cái này gây ra cái kia.",
        "Over {n} of {of} communes that have both: r = {r}, {strength}{way}. Going together is no proof of a cause.",
    ),
    "read_none": (
        "{n}/{of} xã, phường có cả hai; chưa tính được hệ số tương quan.",
        "{n} of {of} communes have both; no correlation can be worked out.",
    ),
    "upright": ("trục đứng", "upright"),
    "level": ("trục ngang", "across"),
    "fit": ("đường khớp", "fitted line"),
    "far_heading": ("Những nơi xa đường khớp", "Communes far from the line"),
    "far_none": ("Không nơi nào nằm xa hẳn đường khớp.", "No commune lies far from the line."),
    "warn_too_few": (
        "Dưới 3 xã có cả hai số liệu: không vẽ đường khớp.",
        "Fewer than 3 communes have both: no line is drawn.",
    ),
    "warn_few": (
        "Chỉ {n} xã có cả hai số liệu (dưới 20): r dễ đổi khi thêm một xã, chưa nên kết luận.",
        "Only {n} communes have both (under 20): one more could change r, so conclude nothing yet.",
    ),
    "warn_constant": (
        "Một trong hai chỉ số bằng nhau ở mọi xã: không có gì để liên hệ.",
        "One of the two is the same everywhere: nothing can be related.",
    ),
    "warn_pulled": (
        "Theo thứ hạng thì ρ = {rho}, khác r = {r}: vài xã ở xa kéo lệch đường khớp.",
        "By ranks ρ = {rho}, unlike r = {r}: a few distant communes pull the line.",
    ),
    "warn_periods_differ": (
        "Hai chỉ số ở hai kỳ khác nhau ({x} và {y}): kỳ mới nhất của mỗi chỉ số.",
        "The two are of different periods ({x} and {y}): the newest of each.",
    ),
    "warn_tiny": (
        "«{name}» có mẫu số dưới 30 ở {count} xã ({names}): tỷ lệ ở đó nhảy mạnh chỉ vì vài đơn vị.",
        "“{name}” has a denominator under 30 in {count} communes ({names}): a few units move the rate there.",
    ),
    "warn_unknown_denominator": (
        "Chưa có mẫu số theo xã của {names}, nên không biết nơi nào mẫu số quá nhỏ.",
        "The denominators of {names} are not reported by commune, so tiny ones cannot be seen.",
    ),
    "table": ("Bảng số của biểu đồ", "The chart as a table"),
    "commune": ("Xã, phường", "Commune"),
    "provinces": ("{name}: tỉnh ta bên các tỉnh khác", "{name}: beside other provinces"),
    "provinces_note": (
        "Cùng khái niệm «{concept}» trong các bộ chỉ số; mỗi tỉnh ở kỳ mới nhất của mình.",
        "The same concept, “{concept}”, in the sets; each province at its newest period.",
    ),
    "province": ("Tỉnh", "Province"),
    "value": ("Giá trị", "Value"),
    "period": ("Kỳ", "Period"),
    "status": ("Tình trạng", "Status"),
    "source": ("Nguồn", "Source"),
    "defined": ("Chỉ số của tỉnh đó", "That province's indicator"),
    "not_in_store": ("chưa có số liệu trong kho", "no figures in the store"),
    "sum_of": ("cộng {count} xã, phường", "sum of {count} communes"),
    "median_of": (
        "trung vị của {count} xã, phường; tỉnh không báo cáo số chung",
        "the median of {count} communes; the province reports none",
    ),
    "unit_open": ("đơn vị chưa quy định", "unit not defined"),
    "warn_units": (
        "Có bộ chỉ số chưa quy định đơn vị: số của tỉnh đó chỉ để tham khảo, không xếp hạng.",
        "Some sets leave the unit open: those figures are for reference only.",
    ),
    "warn_provinces_periods": (
        "Các tỉnh ở những kỳ khác nhau: đọc kỹ cột Kỳ trước khi so sánh.",
        "The provinces are at different periods: read the column of periods before comparing.",
    ),
    "without_concept": (
        "{count} tỉnh có bộ chỉ số nhưng không có khái niệm này: {names}.",
        "{count} provinces have a set without this concept: {names}.",
    ),
    "others": (
        "Kho có số liệu của {there} trong {linked} tỉnh có khái niệm này; "
        "{rest} tỉnh, thành phố khác chưa có bộ chỉ số trong hệ thống.",
        "The store has figures of {there} of the {linked} provinces with this concept; {rest} others have no set here.",
    ),
    "no_concept": (
        "Không chỉ số nào của bộ này có khái niệm chung với bộ khác.",
        "No indicator of this set shares a concept with another set.",
    ),
}


def say(key: str, lang: str = "vi", **values: object) -> str:
    """The words ``key`` in ``lang`` (``"en"``, otherwise Vietnamese), their ``{places}`` filled from ``values``."""
    vietnamese, english = WORDS[key]
    text = english if lang == "en" else vietnamese
    return text.format(**values) if values else text
