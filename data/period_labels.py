"""What periods are called, in official Vietnamese and in English, and how reports write them."""

import re
import unicodedata
from functools import lru_cache

from data.period_ids import ROMAN, SEASONS, SEASONS_EN, Period, PeriodError, of, parse, to_date

MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@lru_cache(maxsize=10_000)
def label(text: str, lang: str = "vi") -> str:
    """The official label: "Quý III/2026", "6 tháng đầu năm 2026", "Tuần 12/2026"; in English "Q3 2026"."""
    period = parse(text)
    return _english(period) if lang == "en" else _vietnamese(period)


def label_to_date(text: str, lang: str = "vi") -> str:
    """What a sum since January covers: "Lũy kế 9 tháng năm 2026" up to a September or a third quarter."""
    period = parse(text)
    if to_date(text)[0] == text:
        return label(text, lang)
    if period.frequency in ("week", "day"):
        return f"January to {label(text, lang)}" if lang == "en" else f"Lũy kế đến {label(text).lower()}"
    month = of("month", period.end)
    if lang == "en":
        return f"January to {label(month, lang)}"
    return f"Lũy kế {int(month[5:])} tháng năm {month[:4]}"


def _vietnamese(period: Period) -> str:
    text, year, last = period.id, period.id[:4], period.id[-1]
    day = f"{period.start:%d/%m/%Y}"
    if period.frequency == "term":
        return f"Học kỳ {ROMAN[int(last) - 1]} năm học {text[:9]}"
    if period.frequency == "season":
        number = int(last)
        return f"Vụ {SEASONS[number - 1]} {int(year) - 1}-{year}" if number == 1 else f"Vụ {SEASONS[number - 1]} {year}"
    return {
        "year": f"Năm {text}",
        "half-year": f"6 tháng {'đầu' if last == '1' else 'cuối'} năm {year}",
        "nine-months": f"9 tháng đầu năm {year}",
        "quarter": f"Quý {ROMAN[int(last) - 1] if period.frequency == 'quarter' else ''}/{year}",
        "month": f"Tháng {int(text[5:7]) if period.frequency == 'month' else ''}/{year}",
        "week": f"Tuần {text[-2:].lstrip('0')}/{year}",
        "day": f"Ngày {day}",
        "hour": f"{text[-2:].lstrip('0') or '0'} giờ ngày {day}",
        "school-year": f"Năm học {text}",
    }[period.frequency]


def _english(period: Period) -> str:
    text, year, last = period.id, period.id[:4], period.id[-1]
    if period.frequency == "month":
        return f"{MONTHS_EN[int(text[5:7]) - 1]} {year}"
    if period.frequency == "season":
        return f"{SEASONS_EN[int(last) - 1].capitalize()} crop {year}"
    return {
        "year": text,
        "half-year": f"H{last} {year}",
        "nine-months": f"January to September {year}",
        "quarter": f"Q{last} {year}",
        "week": f"Week {text[-2:].lstrip('0')}, {year}",
        "day": f"{period.start:%d/%m/%Y}",
        "hour": f"{period.start:%d/%m/%Y} {text[-2:]}:00",
        "school-year": f"School year {text}",
        "term": f"Term {last}, school year {text[:9]}",
    }[period.frequency]


def short_label(text: str, lang: str = "vi") -> str:
    """The label where room is scarce: "10/2026", "Q3/2026", "2026", "Tuần 12/2026" (T12 would be December)."""
    period = parse(text)
    year, last = text[:4], text[-1]
    if lang == "en" and period.frequency not in ("month", "quarter", "day"):
        return _english(period)
    if period.frequency in ("week", "season"):
        return _vietnamese(period).removeprefix("Vụ ")
    shorts = {
        "month": f"{text[5:7]}/{year}",
        "quarter": f"Q{last}/{year}",
        "half-year": f"6T {'đầu' if last == '1' else 'cuối'}/{year}",
        "nine-months": f"9T/{year}",
        "day": f"{period.start:%d/%m}",
        "hour": f"{text[-2:]}h {period.start:%d/%m}",
        "term": f"HK{last} {text[:9]}",
    }
    return shorts.get(period.frequency, text)


_NUMBER = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "một": 1, "hai": 2, "ba": 3, "tư": 4}
_YEAR = r"(?:\s*/\s*|\s*-\s*|\s+năm\s+|\s+)(\d{4})"
# Read in this order: "6 tháng đầu năm 2026" must not be taken for a month.
_WRITTEN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"(?:0?6|sáu) tháng(?: đầu)?(?: năm)?[\s/]*(\d{4})", "{0}-H1"),
        (r"(?:0?6|sáu) tháng cuối(?: năm)?[\s/]*(\d{4})", "{0}-H2"),
        (r"(?:0?9|chín) tháng(?: đầu)?(?: năm)?[\s/]*(\d{4})", "{0}-09M"),
        (
            r"(\d{1,2}) ?(?:giờ|h),?(?: ngày)? (\d{1,2})(?: tháng |/|-)(\d{1,2})(?: năm |/|-)(\d{4})",
            "{3}-{2:0>2}-{1:0>2}T{0:0>2}",
        ),
        (r"ngày (\d{1,2})(?: tháng |/|-)(\d{1,2})(?: năm |/|-)(\d{4})", "{2}-{1:0>2}-{0:0>2}"),
        (r"(\d{1,2})/(\d{1,2})/(\d{4})", "{2}-{1:0>2}-{0:0>2}"),
        (rf"tuần (?:thứ )?(\d{{1,2}}){_YEAR}", "{1}-W{0:0>2}"),
        (rf"(?:tháng|t)\s*(\d{{1,2}}){_YEAR}", "{1}-{0:0>2}"),
        (r"học k[ỳì] (i|ii|1|2),? năm học (\d{4})\s*[-–]\s*(\d{4})", "{1}-{2}-HK{n}"),
        (r"năm học (\d{4})\s*[-–]\s*(\d{4})", "{0}-{1}"),
        (rf"(?:quý|quí|q)\s*(i{{1,3}}|iv|[1-4]|một|hai|ba|tư){_YEAR}", "{1}-Q{n}"),
        (r"(?:vụ )?đông[ -]xuân (\d{4})\s*[-–]\s*(\d{4})", "{1}-V1"),
        (r"(?:vụ )?hè[ -]thu (?:năm )?(\d{4})", "{0}-V2"),
        (r"(?:vụ )?mùa (?:năm )?(\d{4})", "{0}-V3"),
        (r"(?:cả )?năm (\d{4})", "{0}"),
        (r"(\d{4})(0[1-9]|1[0-2])", "{0}-{1}"),
        (r"(0?[1-9]|1[0-2])\s*/\s*(\d{4})", "{1}-{0:0>2}"),
        (r"(\d{4})", "{0}"),
    )
)


def parse_label(text: str) -> str:
    """The id of a period as reports write it: "Tháng 08 năm 2026", "Quý 3/2026", "T8/2026", "202608", or an id.

    Raises:
        PeriodError: nothing that names exactly one existing period.
    """
    plain = " ".join(unicodedata.normalize("NFC", text).split()).strip(" ()[].:,;-–")
    try:
        return parse(plain).id
    except PeriodError:
        lowered = plain.casefold()
    for pattern, form in _WRITTEN:
        if found := pattern.fullmatch(lowered):
            words = found.groups()
            first, *second = [int(word) for word in words if len(word) == 4]
            if second not in ([], [first + 1]):
                break  # a school year or a crop that spans anything but two years
            meant = form.format(*words, n=_NUMBER.get(words[0], ""))
            try:
                return parse(meant).id
            except PeriodError as error:  # told with what was written, not with what we made of it
                raise PeriodError(str(error).replace(f"«{meant}»", f"«{plain}»")) from error
    raise PeriodError(f"«{plain}» không phải là kỳ báo cáo. Viết như «Tháng 8/2026», «Quý III/2026», «Năm 2026».")
