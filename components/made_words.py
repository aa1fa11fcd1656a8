"""The words of the rules by which pages make a number of others: what it is, and how it is worked out."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str, str, str]]] = {
    "beds_in_use": (
        "Giường đang dùng",
        "Tổng của công suất × giường kế hoạch ÷ 100 của từng cơ sở, làm tròn từng cơ sở; giường kế hoạch theo "
        "danh sách cơ sở y tế",
        "Beds in use",
        "Sum of occupancy × planned beds ÷ 100 of each facility, each rounded; planned beds by the list of facilities",
    ),
    "full_facilities": (
        "Cơ sở quá tải hoặc gần quá tải",
        "Đếm cơ sở có công suất trung bình 3 ngày, hoặc công suất giường hồi sức, từ ngưỡng gần quá tải trở lên",
        "Overloaded facilities, or nearly so",
        "Facilities whose mean occupancy of 3 days, or of intensive care, is at the second threshold or above",
    ),
    "icu_share": (
        "Sử dụng giường hồi sức (ICU)",
        "Tổng của công suất × giường hồi sức từng cơ sở ÷ tổng giường hồi sức; giường theo danh sách cơ sở y tế",
        "Occupancy of intensive care",
        "Sum of occupancy × ICU beds of each facility ÷ all ICU beds; beds by the list of facilities",
    ),
    "of_actual": (
        "Công suất tính theo giường thực kê",
        "Giường đang dùng (công suất × giường kế hoạch ÷ 100, làm tròn) ÷ giường thực kê × 100; giường theo danh sách "
        "cơ sở y tế",
        "Occupancy of staffed beds",
        "Beds in use (occupancy × planned beds ÷ 100, rounded) ÷ staffed beds × 100; beds by the list of facilities",
    ),
    "isolation": (
        "Sử dụng giường điều trị dịch",
        "Giường điều trị dịch đang dùng ÷ giường điều trị dịch × 100, hai số dưới đây",
        "Occupancy of epidemic beds",
        "Epidemic beds in use ÷ epidemic beds × 100, both below",
    ),
    "stocks": (
        "Thuốc dùng mỗi ngày và số ngày còn lại",
        "Mức dùng: tổng các lần tồn kho giảm ÷ số ngày giữa các báo cáo dưới đây "
        "(tồn kho tăng là nhập thêm, không tính); còn dùng được: tồn kho mới nhất ÷ mức dùng",
        "Daily use of a medicine and the days it lasts",
        "Use: falls of the stock ÷ days between the reports below (a rise is a delivery and left out); "
        "days: newest stock ÷ use",
    ),
    "room": (
        "Công suất và giường trống của một cơ sở",
        "Giường trống như báo cáo; không báo cáo, hoặc dùng quá giường kế hoạch, thì bằng giường kế hoạch − giường "
        "đang dùng",
        "Occupancy and free beds of a facility",
        "Free beds as reported; where none are, or more beds are in use than planned: planned beds − beds in use",
    ),
    "filling": (
        "Số ngày đến khi đầy",
        "Giường trống ÷ (nhập viện − ra viện) trung bình các ngày có đủ hai số, trong 7 ngày gần nhất",
        "Days until full",
        "Free beds ÷ mean of (admissions − discharges) over the days with both, of the last 7 days",
    ),
    "week": (
        "Tổng 7 ngày đủ số gần nhất",
        "Tổng các ngày; ba ngày gần nhất chưa đủ, không tính",
        "Sum of the newest 7 complete days",
        "Sum of the days; the newest three are incomplete and left out",
    ),
    "two_weeks": (
        "So hai tuần đủ số gần nhất",
        "Tổng 7 ngày sau ÷ tổng 7 ngày trước; khoảng tin cậy và thời gian tăng gấp đôi tính từ tỷ số này",
        "The newest two complete weeks",
        "Sum of the later 7 days ÷ sum of the 7 days before; interval and doubling time follow from this ratio",
    ),
    "positivity": (
        "Ca mới trên 100 xét nghiệm",
        "Tổng ca mới 7 ngày ÷ tổng xét nghiệm 7 ngày × 100",
        "New cases per 100 tests",
        "New cases of 7 days ÷ tests of 7 days × 100",
    ),
    "fatality": (
        "Tử vong trên số ca của các ổ dịch",
        "Tổng tử vong ÷ tổng số ca trong danh sách ổ dịch × 100",
        "Deaths of cases in the outbreaks",
        "Deaths ÷ cases in the list of outbreaks × 100",
    ),
    "per_people": (
        "Số tính trên dân số của xã, phường",
        "Số bác sĩ, giường bệnh hoặc ca mắc trong tuần ÷ dân số × 10.000 (ca mắc: × 100.000), theo các mục dưới đây",
        "Rate by the people of a commune",
        "Doctors, beds or cases of the week ÷ population × 10,000 (cases: × 100,000), by what is listed below",
    ),
    "summed": (
        "Số cộng từ xã, phường",
        "Tổng số của các xã, phường có đủ số cho kỳ này, đổi sang đơn vị của tỉnh",
        "Sum of communes",
        "Sum of the communes whose figures for the period are complete, in the unit of the province",
    ),
    "change": (
        "Tăng, giảm so với kỳ so sánh",
        "Số kỳ này so với số kỳ so sánh, dưới đây; theo phần trăm, hoặc điểm phần trăm với tỷ lệ",
        "Change against the period compared",
        "The figure of this period against that of the period compared, below; percent, or points of a share",
    ),
    "median": (
        "Trung vị của các xã, phường tương tự",
        "Xếp các số dưới đây theo thứ tự rồi lấy số ở giữa (hai số ở giữa thì lấy trung bình); xã, phường chưa có số "
        "của kỳ này không tính",
        "Median of similar communes",
        "The middle of the figures below in order (of two, their mean); who has none for the period is left out",
    ),
    "between": (
        "Chênh lệch giữa hai xã, phường",
        "Số đầu so với số sau, dưới đây; theo phần trăm của số sau, hoặc điểm phần trăm với tỷ lệ",
        "Difference between two communes",
        "The first figure against the second, below; percent of the second, or points of a share",
    ),
    "two_said": (
        "Chênh lệch giữa hai nguồn",
        "Số của nguồn khác trừ số đang dùng, chia cho số đang dùng × 100, cùng một đơn vị",
        "Difference between two sources",
        "What the other source says less what is used, ÷ what is used × 100, in one unit",
    ),
    "density": (
        "Mật độ dân số",
        "Dân số ÷ diện tích, hai số dưới đây",
        "Density of people",
        "People ÷ area, both below",
    ),
    "median_change": (
        "Thay đổi ở giữa của các xã, phường",
        "Mức thay đổi của từng xã, phường có cả hai kỳ, xếp theo thứ tự, lấy mức ở giữa (hai mức ở giữa thì lấy trung "
        "bình); mỗi xã, phường hai số dưới đây",
        "Middle change of the communes",
        "The changes of all communes that have both periods, in order, the middle one (of two, their mean); two "
        "figures of each below",
    ),
    "reconciled": (
        "Chênh lệch giữa số tỉnh báo cáo và số cộng từ xã",
        "Tổng các số sau trừ số tỉnh báo cáo (số đầu), chia cho số tỉnh báo cáo × 100, cùng một đơn vị",
        "Difference between the province's report and the sum of communes",
        "The sum of the others less the first figure, ÷ the first figure × 100, in one unit",
    ),
    "plan_share": (
        "Tỷ lệ thực hiện kế hoạch",
        "Số thực hiện ÷ kế hoạch năm × 100, hai số dưới đây",
        "Share of the plan",
        "What was reached ÷ the plan of the year × 100, both below",
    ),
    "run": (
        "Các kỳ liên tiếp",
        "So từng kỳ với kỳ liền trước, theo các số dưới đây",
        "Periods one after the other",
        "Each period against the one before, by the figures below",
    ),
    "identity": (
        "Tổng và các phần của nó",
        "Số đầu tiên phải bằng tổng các số sau, cùng đơn vị, trong mức làm tròn",
        "A total and its parts",
        "The first figure must equal the sum of the others, in one unit, within rounding",
    ),
    "overload": (
        "Công suất của cơ sở khám chữa bệnh",
        "Trung bình các ngày dưới đây; số giường theo danh sách cơ sở y tế",
        "Occupancy of a health facility",
        "Mean of the days below; beds by the list of facilities",
    ),
    "rain": (
        "Mưa 24 giờ của xã, phường",
        "Tổng lượng mưa 24 giờ của trạm trong xã hoặc trạm gần nhất có số đo, từng giờ dưới đây; giờ không có số đo "
        "hoặc số đo bị loại không tính, nên tổng là mức thấp nhất có thể",
        "Rain of a commune in 24 hours",
        "Sum of 24 hours at the station inside, or at the nearest that sent, hour by hour below; hours without a "
        "reading or with one set aside add nothing, so the sum is a lower bound",
    ),
    "readings": (
        "Số đo của trạm",
        "Tính từ các số đo từng giờ dưới đây theo quy tắc cấp độ rủi ro",
        "Readings of a station",
        "Worked out of the hourly readings below by the rules of the levels of risk",
    ),
    "set_aside": (
        "Số đo bị loại, không dùng để tính cấp",
        "Trạm im lặng: số đo cuối cùng trước đó; còn lại: các số đo bị nghi, dưới đây",
        "Readings set aside, no level rests on them",
        "Of a silent station the last reading before; else the readings in doubt, below",
    ),
    "summed_figures": (
        "Số cộng từ các xã, phường đã báo",
        "Tổng số mới nhất của từng xã, phường trong các bản tin dưới đây",
        "Sum of the communes that reported",
        "Sum of the newest figure of each commune, in the bulletins below",
    ),
    "hardest_hit": (
        "Nơi nhiều nhất",
        "Những nơi có số lớn nhất, theo các bản tin dưới đây",
        "Where most was lost",
        "The places with the largest figures, in the bulletins below",
    ),
    "listed": (
        "Số mục của danh sách",
        "Đếm các mục dưới đây",
        "Entries of the list",
        "The entries below, counted",
    ),
}  # fmt: skip


def title(rule: str, lang: str = "vi") -> str:
    """What the rule makes."""
    return WORDS[rule][2 if lang == "en" else 0]


def formula(rule: str, lang: str = "vi") -> str:
    """How it makes it."""
    return WORDS[rule][3 if lang == "en" else 1]
