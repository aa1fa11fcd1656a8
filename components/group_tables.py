"""The tables behind a group page's map, trend and breakdown, as they are downloaded."""

from collections.abc import Mapping

import pandas as pd

from components import group
from components.words import word
from data import catalogue, periods
from data.answers import GroupView
from exports import tables


def communes(view: GroupView, lang: str = "vi") -> pd.DataFrame:
    """One row per commune: code, name, value, comparison, changes, plan, share of plan, status, date."""
    frame, unit = view.communes, group.unit_of(view.ask.indicator, lang)
    status = frame["status"].map(lambda s: word("simulated_status" if s == "simulated" else s, lang))
    columns = {
        "Mã xã": frame["area_code"],
        "Xã, phường": frame["area_name"],
        f"Giá trị ({unit})": frame["value"],
        f"{group.AGAINST['vi'][view.ask.comparison].capitalize()} ({unit})": frame["then"],
        "Thay đổi (%)": frame["relative"],
        "Thay đổi (điểm %)": frame["points"],
        f"Kế hoạch năm ({unit})": frame["plan"],
        "% kế hoạch": frame["plan_share"],
        "Trạng thái": status,
        "Nhận lúc": frame["published_at"],
    }
    table = pd.DataFrame(columns)
    always = [*table.columns[:3], "Trạng thái"]
    return table[[name for name in table.columns if name in always or table[name].notna().any()]]


def trend(view: GroupView, lang: str = "vi") -> pd.DataFrame:
    """One row per period and line of the trend."""
    names = {"current": "Năm nay", "last_year": "Năm trước", "plan": "Kế hoạch (chia đều)"}
    frame = view.trend
    unit = group.unit_of(view.ask.indicator, lang)
    return pd.DataFrame(
        {
            "Kỳ": frame["period"].map(lambda period: periods.label(period, lang)),
            "Đường": frame["series"].map(names),
            f"Giá trị ({unit})": frame["value"],
        }
    )


def breakdown(view: GroupView, members: Mapping[str, str], lang: str = "vi") -> pd.DataFrame:
    """One row per member of the axis."""
    frame, unit = view.breakdown, group.unit_of(view.ask.indicator, lang)
    return pd.DataFrame(
        {
            "Phân tổ": frame["member"].map(lambda member: members.get(member, member)),
            f"Giá trị ({unit})": frame["value"],
            f"{group.AGAINST['vi'][view.ask.comparison].capitalize()} ({unit})": frame["then"],
            "Tỷ trọng (%)": frame["share"],
        }
    )


def table(what: str, view: GroupView, lang: str = "vi") -> pd.DataFrame:
    """The table behind ``map``, ``trend`` or ``breakdown``; anything else is answered with the map's."""
    if what == "trend":
        return trend(view, lang)
    if what == "breakdown":
        return breakdown(view, catalogue.members(view.axis, lang), lang)
    return communes(view, lang)


def about(view: GroupView, lang: str = "vi") -> tables.About:
    """What has to be said above an exported table of this view."""
    return tables.About(
        title=group.name_of(view.ask.indicator, lang),
        unit=group.unit_of(view.ask.indicator, lang),
        period=group.period_words(view.ask.period, view.ask.measure, lang),
        area=view.area_name,
        source="; ".join(view.sources),
        as_of=view.as_of,
        version=view.version,
        simulated=view.simulated,
    )
