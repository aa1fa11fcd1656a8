"""The words of the map explorer: Vietnamese first, English beside them."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "explorer": ("Bản đồ", "Map"),
    "open_on_map": ("Mở trên bản đồ phân tích", "Open in the map explorer"),
    # filters
    "indicator": ("Chỉ số", "Indicator"),
    "second": ("Chỉ số thứ hai", "Second indicator"),
    "level": ("Phạm vi", "Areas"),
    "level_commune": ("Xã, phường trong tỉnh", "Communes of the province"),
    "level_province": ("34 tỉnh, thành phố", "34 provinces"),
    "level_country": ("3.321 xã, phường cả nước", "3,321 communes of the country"),
    "mode": ("Kiểu bản đồ", "Kind of map"),
    "mode_single": ("Một chỉ số", "One indicator"),
    "mode_two": ("Hai chỉ số", "Two indicators"),
    "mode_spots": ("Điểm nóng, điểm lạnh", "Hot and cold spots"),
    "mode_by_period": ("Bản đồ nhỏ theo kỳ", "Small maps by period"),
    "mode_by_member": ("Bản đồ nhỏ theo phân tổ", "Small maps by breakdown"),
    "shown": ("Thể hiện", "Show"),
    "head_fold": ("So sánh, phân tổ, địa bàn", "Comparison, breakdown, area"),
    "map_fold": ("Cách vẽ bản đồ", "How the map is drawn"),
    "behind_title": ("Chậm nhất so với kế hoạch năm, từ tháng nào", "Furthest behind the plan of the year, since when"),
    "behind_reached": (": đạt {share} (", ": {share} reached ("),
    "behind_of": (" trên ", " of "),
    "behind_since": (" {unit}), chậm từ {since}", " {unit}), behind since {since}"),
    "behind_note": (
        "{count} nơi chậm: % kế hoạch đến hết {month} thấp hơn phần năm đã qua ({passed}). Tháng bắt đầu là tháng đầu "
        "của chuỗi liền đến nay.",
        "{count} are behind: by the end of {month} they had reached less of the plan than of the year had passed "
        "({passed}). The month is the first of the unbroken run up to now.",
    ),
    "behind_none": (
        "Không nơi nào đạt thấp hơn phần năm đã qua ({passed}).",
        "Nobody has reached less than the share of the year that has passed ({passed}).",
    ),
    "shown_plan_share": ("% kế hoạch", "% of plan"),
    "shown_value": ("Giá trị", "Value"),
    "shown_change": ("Thay đổi", "Change"),
    "shown_per_capita": ("Trên 1.000 dân", "Per 1,000 people"),
    "shown_per_km2": ("Trên 1 km²", "Per km²"),
    "shown_rank": ("Thứ hạng", "Rank"),
    "classes": ("Số lớp", "Number of classes"),
    "limits": ("Mốc chia lớp", "Class limits"),
    "limits_period": ("Của kỳ đang xem", "Of this period"),
    "limits_all": ("Chung cho mọi kỳ", "The same in all periods"),
    "chosen": ("Tìm và chọn xã", "Find and select"),
    "chosen_hint": ("Gõ tên xã, không cần dấu", "Type a name"),
    "chosen_help": (
        "Tìm theo tên để thêm; trên bản đồ: Ctrl + bấm, Ctrl + Enter, hoặc khoanh vùng.",
        "Search by name; on the map: Ctrl + click, Ctrl + Enter, or draw around them.",
    ),
    "names": ("Tên trên bản đồ", "Names on the map"),
    "former": ("Xã cũ (trước 01/07/2025)", "Former communes (before July 2025)"),
    # what the map says of itself
    "reading": ("Đọc bản đồ này", "How to read this map"),
    "plain": (
        "Mỗi màu là một lớp; chú giải ghi mốc và số xã của từng lớp. Vùng gạch là xã không có số liệu, kèm lý do.",
        "Each colour is a class; the legend has its limits and counts. Hatched areas have no value, with the reason.",
    ),
    "ask_value": ("{name}: nơi nào cao, nơi nào thấp?", "{name}: where is it high, where low?"),
    "ask_symbols": ("{name}: nơi nào nhiều, nơi nào ít?", "{name}: where is there much, where little?"),
    "ask_plan_share": ("{name} đạt bao nhiêu phần trăm {basis}?", "{name}: what share of {basis} was reached?"),
    "ask_change": ("{name} tăng, giảm ở đâu so với {against}?", "{name}: where did it rise or fall on {against}?"),
    "ask_per_capita": (
        "{name} trên 1.000 dân: nơi nào cao, nơi nào thấp?",
        "{name} per 1,000 people: where is it high?",
    ),
    "ask_per_km2": ("{name} trên 1 km²: nơi nào dày, nơi nào thưa?", "{name} per km²: where is it dense?"),
    "ask_rank": ("{name}: xã nào đứng đầu, xã nào đứng cuối?", "{name}: who comes first, who last?"),
    "ask_two": ("{name} và {other}: nơi nào cùng cao, nơi nào trái chiều?", "{name} and {other}: where are both high?"),
    "ask_spots": (
        "{name}: những xã cao hoặc thấp có nằm cạnh nhau không?",
        "{name}: do high and low communes cluster?",
    ),
    "whole": ("cả tỉnh", "province"),
    "reported": ("{known}/{of} {areas} có số liệu", "{known} of {of} {areas} reported"),
    "provinces_count": ("số tỉnh", "provinces"),
    "areas_commune": ("xã, phường", "communes"),
    "areas_province": ("tỉnh, thành phố", "provinces"),
    "areas_country": ("xã, phường", "communes"),
    "per_people": ("{unit}/1.000 dân", "{unit} per 1,000 people"),
    "per_land": ("{unit}/km²", "{unit} per km²"),
    "rank_unit": ("thứ hạng", "rank"),
    "why_symbols": (
        "Vẽ vòng tròn, không tô màu cả xã: đây là số đếm, xã rộng hay đông dân thì số lớn, tô cả diện tích sẽ gây hiểu "
        "lầm. Diện tích vòng tròn tỷ lệ với giá trị. Muốn tô màu, chọn thể hiện thay đổi, % kế hoạch hoặc trên 1 km².",
        "Circles instead of colours: this is a count, and large communes have more of it only by being large. The area "
        "of a circle is proportional to the value. For colours show a share, a change or a density.",
    ),
    "why_land": (
        "Diện tích theo gói vietnamadminunits; {count} xã dùng diện tích ước tính vì số khai báo không thể đúng.",
        "Areas from the package vietnamadminunits; {count} communes with our own estimate.",
    ),
    "why_people": ("Dân số theo chỉ số «{name}».", "Inhabitants from the indicator “{name}”."),
    "no_people": (
        "Chưa tính được trên đầu dân: bộ chỉ số chưa có dân số theo xã.",
        "Nothing per head: no inhabitants are reported by commune.",
    ),
    "why_rank": ("Hạng 1 là {best}.", "Rank 1 is {best}."),
    "best_higher": ("giá trị lớn nhất", "the largest value"),
    "best_lower": ("giá trị nhỏ nhất, vì chỉ số này càng thấp càng tốt", "the smallest value: lower is better here"),
    "why_pooled": (
        "Mốc chia lớp tính trên mọi kỳ, nên một màu có cùng nghĩa ở mọi kỳ.",
        "Class limits come from all periods: a colour means the same in each.",
    ),
    "all_equal": ("Mọi xã có cùng một giá trị, nên chỉ có một lớp.", "All values are equal: there is one class."),
    "only_province": (
        "«{name}» chỉ được báo cáo cho toàn tỉnh, nên không vẽ cho từng xã.",
        "“{name}” is reported for the province only.",
    ),
    "not_linked": (
        "Chưa tỉnh nào có «{name}» để đặt lên bản đồ cả nước.",
        "No province has “{name}” for a map of the country.",
    ),
    "across": (
        "Giữa các tỉnh chỉ so các chỉ số cùng khái niệm; tỉnh chưa có trong hệ thống để trống.",
        "Across provinces, indicators of the same concept; provinces that are not in the system stay blank.",
    ),
    "awaited": ("«{name}» chưa có số liệu nào.", "“{name}” has no data yet."),
    # two indicators
    "low": ("thấp", "low"),
    "middle": ("vừa", "middle"),
    "high": ("cao", "high"),
    "two_class": ("{first} · {second}", "{first} · {second}"),
    "two_first": ("→ {name}", "→ {name}"),
    "two_second": ("↑ {name}", "↑ {name}"),
    "two_why": (
        "Mỗi chỉ số chia ba phần bằng số xã (thấp, vừa, cao). Góc trên bên phải: cả hai cùng cao; các góc kia: "
        "trái chiều hoặc "
        "cùng thấp. {both}/{of} xã có cả hai số liệu.",
        "Each indicator in three equal parts. Top right: both high. {both} of {of} areas have both.",
    ),
    "two_missing": ("thiếu một trong hai chỉ số", "one of the two is missing"),
    "two_legend": ("Chú giải hai chỉ số, số xã trong từng ô", "Legend of two indicators, areas in each cell"),
    # hot and cold spots
    "spot_high_high": ("điểm nóng: cao giữa các xã cao", "hot spot: high among high"),
    "spot_low_low": ("điểm lạnh: thấp giữa các xã thấp", "cold spot: low among low"),
    "spot_high_low": ("khác biệt: cao giữa các xã thấp", "outlier: high among low"),
    "spot_low_high": ("khác biệt: thấp giữa các xã cao", "outlier: low among high"),
    "spot_none": ("không rõ, có thể do ngẫu nhiên", "may be chance"),
    "spot_alone": ("không có xã giáp ranh có số liệu", "no neighbour has a value"),
    "spots_title": ("Tập trung theo vùng", "Clusters"),
    "spots_yes": (
        "Những xã có giá trị gần nhau thường nằm cạnh nhau, hơn mức ngẫu nhiên (Moran I = {index}, p = {p}).",
        "Alike values lie beside each other more than chance makes them (Moran's I = {index}, p = {p}).",
    ),
    "spots_apart": (
        "Những xã cạnh nhau thường khác nhau, hơn mức ngẫu nhiên (Moran I = {index}, p = {p}).",
        "Neighbours differ more than chance makes them (Moran's I = {index}, p = {p}).",
    ),
    "spots_no": (
        "Chưa thấy giá trị cao hay thấp tập trung theo vùng: bản đồ này có thể chỉ do ngẫu nhiên (Moran I = "
        "{index}, p = {p}).",
        "No clusters to be seen: this pattern may be chance (Moran's I = {index}, p = {p}).",
    ),
    "spots_few": (
        "Quá ít xã có số liệu, hoặc các giá trị bằng nhau, nên không xét được sự tập trung theo vùng.",
        "Too few values, or all are equal: nothing can be said of clusters.",
    ),
    "spots_counted": ("{count} xã là {kind}: {names}.", "{count} areas, {kind}: {names}."),
    "spots_more": ("{names} và {count} xã khác", "{names} and {count} more"),
    "spots_method": (
        "Cách tính: chỉ số Moran địa phương, {permutations} lần xáo trộn ngẫu nhiên, giữ tỷ lệ phát hiện sai "
        "dưới {level} %; xã "
        "giáp ranh theo bản đồ này. Kết quả nói về sự tập trung, không nói về nguyên nhân.",
        "Local Moran's I, {permutations} permutations, false discoveries held under {level} %; neighbours as on "
        "this map. "
        "It tells of clusters, not of causes.",
    ),
    "spots_counts": (
        "Đây là số đếm: xã đông dân cạnh nhau cũng thành điểm nóng. Nên xem thêm trên 1 km² hoặc % kế hoạch.",
        "This is a count: populous neighbours make a hot spot too. Look at a density or a share as well.",
    ),
    # chosen areas
    "sub_title": ("{count} địa bàn đã chọn", "{count} areas chosen"),
    "sub_none": (
        "Chưa chọn địa bàn nào. Chọn hai xã trở lên để xem số gộp theo đúng cách tính của chỉ số.",
        "Nothing chosen. Choose two or more to see them together, by the indicator's own rule.",
    ),
    "sub_sum": ("tổng của {parts}/{of} địa bàn có số liệu", "sum of the {parts} of {of} that have a value"),
    "sub_rate": (
        "tính lại từ tổng tử số chia tổng mẫu số của {parts}/{of} địa bàn",
        "worked out again from the sums of numerator and denominator of {parts} of {of}",
    ),
    "sub_no_parts": (
        "Đây là tỷ lệ. Muốn gộp phải cộng tử số và mẫu số của từng xã, mà các xã không báo cáo hai số đó; lấy "
        "trung bình các tỷ "
        "lệ sẽ sai, nên không có số gộp.",
        "A rate: it takes the sums of numerators and denominators, which are not reported. An average would be wrong.",
    ),
    "sub_no_rule": (
        "Chỉ số này không cộng được giữa các xã (cách tính trong danh mục: không gộp).",
        "This indicator cannot be combined (rule of the catalogue: none).",
    ),
    "sub_no_values": ("Các địa bàn đã chọn chưa có số liệu.", "The chosen areas have no values."),
    "sub_plan": ("{share} % kế hoạch, của các địa bàn có cả hai số", "{share} % of plan, of those with both"),
    "sub_change": ("{arrow} {change} {unit} so với {against}", "{arrow} {change} {unit} on {against}"),
    "sub_clear": ("Bỏ chọn tất cả", "Clear all"),
    "lasso": ("Khoanh vùng để chọn", "Draw around areas to choose them"),
    # time and small maps
    "time": ("Xem theo thời gian", "Through time"),
    "play": ("Phát", "Play"),
    "pause": ("Dừng", "Pause"),
    "before": ("Kỳ trước", "Previous"),
    "after": ("Kỳ sau", "Next"),
    "slider": ("Kỳ trên bản đồ", "Period on the map"),
    "speed": ("Tốc độ", "Speed"),
    "small_maps": ("Bản đồ nhỏ, cùng một thang màu", "Small maps, the same classes in each"),
    "small_of": ("{label}: {known}/{of} có số liệu", "{label}: {known} of {of}"),
    "former_point": ("{name}, {district} (cũ) → {now}", "{name}, {district} (former) → {now}"),
    "former_why": (
        "Chấm tròn nhỏ: {known} đơn vị cũ, tại giữa khung bao của đơn vị (gói vietnamadminunits), không phải trụ "
        "sở; {lost} "
        "đơn vị không rõ vị trí nên không vẽ.",
        "Small dots: {known} former units in the middle of their bounding boxes (package vietnamadminunits); "
        "{lost} have no "
        "known place.",
    ),
}


def say(key: str, lang: str = "vi", **values: object) -> str:
    """The words ``key`` in ``lang`` (``"en"``, otherwise Vietnamese), their ``{places}`` filled from ``values``."""
    text = WORDS[key][lang == "en"]
    return text.format(**values) if values else text
