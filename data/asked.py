"""What a link asks for, understood as far as it can be: the nearest sensible view, and a sentence for the rest."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

import pandas as pd
from sqlalchemy import Connection

from data import about, catalogue, periods, remembered, views
from data.answers import COMPARISONS, SHOWN, Ask, Understood
from data.catalogue import Indicator
from data.memory import per_version

METHODS = ("quantile", "equal", "natural", "fixed")
LONGEST = 200  # of a parameter; no code or period is longer


@cache
def scope(set_code: str, pages: tuple[str, ...]) -> tuple[Indicator, ...]:
    """The indicators of a page: those of its page groups, and the same concepts reported at another level."""
    own = [i for i in catalogue.of_set(set_code) if i.page in pages]
    concepts = {i.concept for i in own if i.concept}
    related = [i for i in catalogue.of_set(set_code) if i.concept in concepts and i not in own]
    return (*own, *related)


def understand(
    conn: Connection, params: Mapping[str, str | None], pages: tuple[str, ...], cards: int, today: date
) -> Understood:
    """The view that ``params`` of a link mean.

    Keys: ``bo`` set, ``chi-so`` indicator, ``ky`` period, ``so-voi`` comparison, ``phan-to`` breakdown, ``the-hien``
    what the map shows, ``lop`` class method, ``nhom`` area group, ``xa`` commune.  Absent keys take their defaults;
    unknown, contradictory and hostile values too, with a note.
    """
    reader = _Reader(params)
    usual = about.set_of(about.province_with_most_data(conn))
    set_code = reader.choice("bo", list(catalogue.sets()), "bộ chỉ số", usual=usual)
    province = catalogue.sets()[set_code].province_code
    inside = scope(set_code, pages)
    codes = tuple(i.code for i in inside)
    available = remembered.series_of(conn, province, codes)
    ordered = _ordered(conn, set_code, pages)
    code = reader.choice("chi-so", [i.code for i in ordered], "chỉ số")
    indicator = catalogue.get(code)
    own = available[available["indicator_code"] == code]
    months = list(views.months_of(conn, province, codes)) or [periods.latest_closed("month", None, today)]
    period = reader.choice("ky", months, "kỳ", usual=_usual_month(own, available, months))
    breakdowns = list(dict.fromkeys(["total", *own["breakdown"]]))
    has_plan = bool((own["measure"] == "plan").any())
    ask = Ask(
        indicator=indicator,
        province_code=province,
        period=period,
        comparison=reader.choice("so-voi", list(COMPARISONS), "kỳ so sánh"),
        breakdown=reader.choice("phan-to", breakdowns, "phân tổ"),
        area_code=reader.choice("xa", ["", *remembered.communes(conn, province)["area_code"]], "xã"),
    )
    groups = remembered.groups(conn, province)
    own_part = _part_of(groups, catalogue.sets()[set_code].area_group)
    return Understood(
        set_code=set_code,
        ask=ask,
        shown=reader.choice("the-hien", list(SHOWN), "cách thể hiện", usual="plan_share" if has_plan else "value"),
        method=reader.choice("lop", list(METHODS[:3]), "cách chia lớp"),
        group=reader.choice("nhom", ["", *group_keys(groups)], "nhóm địa bàn", usual=own_part),
        scope=inside,
        cards=_cards(ordered, indicator, cards),
        notes=tuple(reader.notes),
    )


@per_version
def _ordered(conn: Connection, set_code: str, pages: tuple[str, ...]) -> list[Indicator]:
    inside = scope(set_code, pages)
    province = catalogue.sets()[set_code].province_code
    return in_order_of_use(inside, remembered.series_of(conn, province, tuple(i.code for i in inside)))


def group_keys(groups: pd.DataFrame) -> list[str]:
    """One key per group of communes, as a link carries it."""
    return list(dict.fromkeys(groups["group_kind"] + ":" + groups["group_code"]))


def _part_of(groups: pd.DataFrame, name: str) -> str:
    """The key of the former province that a set was made for; "" when it was made for the whole province."""
    keys = groups.loc[(groups["group_kind"] == "former_province") & (groups["group_name"] == name), "group_code"]
    return f"former_province:{keys.iloc[0]}" if name and len(keys) else ""


def members(groups: pd.DataFrame, key: str) -> list[str] | None:
    """The communes of a group; None for the whole province."""
    if not key:
        return None
    kind, _, code = key.partition(":")
    return list(groups.loc[(groups["group_kind"] == kind) & (groups["group_code"] == code), "area_code"])


def in_order_of_use(scope: Sequence[Indicator], available: pd.DataFrame) -> list[Indicator]:
    """What communes report first, then what the province reports every month, then the rest, then what awaits data."""
    by_communes = set(available.loc[available["area_level"] == "commune", "indicator_code"])
    monthly = set(available.loc[available["frequency"] == "month", "indicator_code"])
    reported = set(available["indicator_code"])

    def rank(indicator: Indicator) -> int:
        code = indicator.code
        if code in by_communes:
            return 0 if code in monthly else 2
        return 1 if code in monthly else 3 if code in reported else 4

    return sorted(scope, key=rank)


def _cards(ordered: Sequence[Indicator], chosen: Indicator, count: int) -> list[Indicator]:
    """The first ``count``; the chosen one is among them."""
    first = list(ordered[:count])
    return first if chosen in first else [chosen, *first[: count - 1]]


def _usual_month(own: pd.DataFrame, available: pd.DataFrame, months: Sequence[str]) -> str:
    """The newest month that the indicator has, or that most indicators of the page have."""
    for frame in (own, available):
        monthly = frame[(frame["frequency"] == "month") & frame["measure"].isin(["actual", "cumulative"])]
        if not monthly.empty:
            return str(monthly["last_period"].max())
    return months[0]


class _Reader:
    """Takes choices out of a link one by one and remembers what was not understood."""

    def __init__(self, params: Mapping[str, str | None]) -> None:
        self._params = params
        self.notes: list[str] = []

    def choice(self, key: str, choices: Sequence[str], what: str, usual: str | None = None) -> str:
        """The asked choice; else ``usual``, else the first."""
        asked = self._params.get(key)
        default = usual if usual is not None else choices[0]
        if asked is None or asked in choices:
            return default if asked is None else asked
        told = asked if len(asked) <= 40 else asked[:40] + "…"
        self.notes.append(f"Không có {what} «{told}» ở đây; đang hiển thị lựa chọn gần nhất.")
        return default
