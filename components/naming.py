"""What indicators, units, plans, periods and states are called, for every page the same."""

from components.words import word
from data import catalogue, periods
from data.catalogue import Indicator, unit_label, vocabulary

POINTS = {"vi": "điểm %", "en": "pp"}


BASES = {"hdnd_tinh": "{plan} HĐND tỉnh giao", "trung_uong": "{plan} Trung ương giao", "ke_hoach": "kế hoạch năm"}


BASES_EN = {"hdnd_tinh": "provincial council's plan", "trung_uong": "central government's plan", "ke_hoach": "plan"}


AGAINST = {
    "vi": {"same_last_year": "cùng kỳ năm trước", "previous": "kỳ trước", "december": "tháng 12 năm trước"},
    "en": {"same_last_year": "same period last year", "previous": "previous period", "december": "December last year"},
}


def unit_of(indicator: Indicator, lang: str = "vi") -> str:
    """The unit as read by people; says so when the decision leaves it open, or prints one that contradicts the name.

    Lists are counted by their entries.
    """
    if indicator.kind == "register":
        return "entries" if lang == "en" else "mục"
    if not indicator.unit:
        return f"({word('open', lang)})" if lang == "en" else "(đơn vị chưa quy định)"
    label = vocabulary("units")[indicator.unit][1] if lang == "en" else unit_label(indicator.unit)
    return f"({word('doubted_unit', lang, unit=label)})" if catalogue.is_unit_doubted(indicator) else label


def unit_in_text(indicator: Indicator, lang: str = "vi") -> str:
    """The unit after a number in a sentence: one that is open or doubted is not said there."""
    is_known = bool(indicator.unit) and not catalogue.is_unit_doubted(indicator)
    return unit_of(indicator, lang) if is_known or indicator.kind == "register" else ""


def bracketed_unit(indicator: Indicator, lang: str = "vi") -> str:
    """ "(tấn)": the unit behind a name; what says that it is open stands in brackets already."""
    unit = unit_of(indicator, lang)
    return unit if unit.startswith("(") else f"({unit})"


def is_rank(indicator: Indicator) -> bool:
    """Whether the numbers are places in an order, of which the first is the best."""
    return indicator.kind == "score" and indicator.polarity == "lower"


def name_of(indicator: Indicator, lang: str = "vi") -> str:
    return indicator.name_en if lang == "en" and indicator.name_en else indicator.name


def basis_name(basis: str, indicator: Indicator, lang: str = "vi") -> str:
    """Who set a plan, in words; a plan without a named setter is the plan of the year.

    Money is planned by a "dự toán", everything else by a "chỉ tiêu".
    """
    if lang == "en":
        return BASES_EN.get(basis or "ke_hoach", basis)
    plan = "dự toán" if "VND" in indicator.unit else "chỉ tiêu"
    return BASES.get(basis or "ke_hoach", basis).format(plan=plan)


def period_words(period: str, measure: str, lang: str = "vi") -> str:
    """The period as it was measured: "Lũy kế 10 tháng năm 2026" or "Tháng 10/2026"."""
    return periods.label_to_date(period, lang) if measure == "cumulative" else periods.label(period, lang)


def breakdown_label(key: str, lang: str) -> str:
    """ "Tổng số", or the members: "Thu nội địa"."""
    if key == "total":
        return "Total" if lang == "en" else "Tổng số"
    return " · ".join(_member(pair, lang) for pair in key.split(";"))


def _member(pair: str, lang: str) -> str:
    axis, _, member = pair.partition("=")
    return catalogue.member_name(axis, member, lang)


def arrow(change: float) -> str:
    return "▲" if change > 0 else "▼" if change < 0 else "="


def status_words(status: str, lang: str = "vi") -> str:
    """A status as read by people."""
    return word("simulated_status" if status == "simulated" else status, lang)
