"""Numbers and dates as Vietnamese readers write them: 1.234.567,8 · 31/03/2026; in English 1,234,567.8."""

import datetime as dt
import math
import re
import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache

import pandas as pd

from data.arithmetic import Change

NOTHING = "–"
MINUS = "−"
# Halves go up, as in school, in spreadsheets and in browsers; digits enough for any float.
_HALF_UP = Context(prec=400, rounding=ROUND_HALF_UP)
_TO_VIETNAMESE = str.maketrans({",": ".", ".": ","})


def number(value: float | None, decimals: int | None = None, unit: str = "", lang: str = "vi") -> str:
    """A number as read by people; "–" for none.  Without ``decimals`` as many as its size needs: ``decimals_for``.

    The minus is a true minus, a rounded zero has no sign, and a unit never breaks away from its number.
    """
    if value is None or not math.isfinite(value):
        return NOTHING
    places = decimals_for(value) if decimals is None else decimals
    text = f"{_rounded(abs(value), places):,.{places}f}"
    is_zero = not text.strip("0.,")
    signed = text if value >= 0 or is_zero else MINUS + text
    shown = signed if lang == "en" else signed.translate(_TO_VIETNAMESE)
    return f"{shown}\u00a0{unit}" if unit else shown


def _rounded(value: float, places: int) -> Decimal:
    return Decimal(str(value)).quantize(_step(places), context=_HALF_UP)


@cache
def _step(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def decimals_for(value: float) -> int:
    """At most one from a hundred up, else two, or as many as a very small number needs to be seen; none that is zero.

    94.2 is "94,2", not "94,20": a digit that nobody reported would claim to be known.
    """
    size = abs(value)
    most = 1 if size >= 100 else 2
    if 0 < size < 0.1:
        most = min(10, 2 - math.floor(math.log10(size)))
    last = _rounded(size, most).normalize(_HALF_UP).as_tuple().exponent
    return max(0, -int(last))


def signed(value: float | None, decimals: int | None = None, unit: str = "", lang: str = "vi") -> str:
    """A number that always shows its sign, unless it is zero or none."""
    text = number(value, decimals, unit, lang)
    shown = text.partition("\u00a0")[0].strip("0.,")
    return f"+{text}" if value is not None and value > 0 and shown not in ("", NOTHING) else text


def percent(value: float | None, decimals: int = 1, lang: str = "vi") -> str:
    return number(value, decimals, "%", lang)


def change_words(change: Change, against: str, lang: str = "vi") -> str:
    """A move with sign and words: "▲ 8,4 % so với cùng kỳ năm trước", "▼ 6,1 điểm % so với tháng trước"."""
    told = change.told
    if told is None:
        return ""
    if change.points is None:
        unit = "%"
    elif lang == "en":
        unit = "percentage points" if change.in_percentage_points else "points"
    else:
        unit = "điểm %" if change.in_percentage_points else "điểm"
    versus = f"on {against}" if lang == "en" else f"so với {against}"
    size = number(abs(told), 1, unit, lang)
    if not is_shown(change):
        return f"= {'unchanged' if lang == 'en' else 'không đổi'} {versus}"
    return f"{'▲' if told > 0 else '▼'} {size} {versus}"


def is_shown(change: Change) -> bool:
    """Whether a move is large enough to be seen at the one decimal that moves are told with."""
    return change.told is not None and bool(number(abs(change.told), 1).strip("0,"))


def date(day: dt.date | None) -> str:
    """31/03/2026; "–" for none."""
    return NOTHING if day is None or pd.isna(day) else f"{day:%d/%m/%Y}"


def datetime(moment: dt.datetime | None) -> str:
    """31/03/2026 16:40; "–" for none."""
    return NOTHING if moment is None or pd.isna(moment) else f"{moment:%d/%m/%Y %H:%M}"


def age_words(days: int, lang: str = "vi") -> str:
    """How long ago: "hôm nay", "3 ngày trước"."""
    if days <= 0:
        return "today" if lang == "en" else "hôm nay"
    if lang == "en":
        return f"{days} day{'s' if days > 1 else ''} ago"
    return f"{days} ngày trước"


def cell(place: str, lang: str = "vi") -> str:
    """Where a number stands in its file: "J12" as it is; "row 17" of a CSV in the reader's language."""
    return place.replace("row ", "dòng ") if lang == "vi" else place


def file_name(text: str) -> str:
    """A name that every file system takes: plain letters, digits and hyphens, at most 80."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    ascii_only = "".join(c for c in plain if c.isascii())
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:80].strip("-") or "chiso"
