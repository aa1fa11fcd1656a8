"""The tables of a group page: behind its map, trend and breakdown as downloaded, and the list of its indicators."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import html

from components import grid, naming
from components.code_words import AREA_LEVELS, frequencies, name_of_code
from components.page_words import say
from components.words import word
from data import annex, catalogue, periods
from data.answers import GroupView
from data.catalogue import Indicator
from exports import tables


def communes(view: GroupView, lang: str = "vi") -> pd.DataFrame:
    """One row per commune: code, name, value, comparison, changes, plan, share of plan, status, date."""
    frame, unit = view.communes, naming.unit_of(view.ask.indicator, lang)
    status = frame["status"].map(lambda s: word("simulated_status" if s == "simulated" else s, lang))
    columns = {
        "Mã xã": frame["area_code"],
        "Xã, phường": frame["area_name"],
        f"Giá trị ({unit})": frame["value"],
        f"{naming.AGAINST['vi'][view.ask.comparison].capitalize()} ({unit})": frame["then"],
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
    unit = naming.unit_of(view.ask.indicator, lang)
    return pd.DataFrame(
        {
            "Kỳ": frame["period"].map(lambda period: periods.label(period, lang)),
            "Đường": frame["series"].map(names),
            f"Giá trị ({unit})": frame["value"],
        }
    )


def breakdown(view: GroupView, members: Mapping[str, str], lang: str = "vi") -> pd.DataFrame:
    """One row per member of the axis."""
    frame, unit = view.breakdown, naming.unit_of(view.ask.indicator, lang)
    return pd.DataFrame(
        {
            "Phân tổ": frame["member"].map(lambda member: members.get(member, member)),
            f"Giá trị ({unit})": frame["value"],
            f"{naming.AGAINST['vi'][view.ask.comparison].capitalize()} ({unit})": frame["then"],
            "Tỷ trọng (%)": frame["share"],
        }
    )


def states(view: GroupView, lang: str = "vi") -> pd.DataFrame:
    """One row per state, the worst first."""
    frame, members = view.listing.states, catalogue.members(view.listing.state_axis, lang)
    whole = float(frame["value"].sum())
    return pd.DataFrame(
        {
            "Trạng thái": frame["state"].map(lambda state: members.get(state, state)),
            f"Giá trị {naming.bracketed_unit(view.ask.indicator, lang)}": frame["value"],
            "Tỷ trọng (%)": frame["value"] / whole * 100 if whole else None,
        }
    )


def table(what: str, view: GroupView, lang: str = "vi") -> pd.DataFrame:
    """The table behind ``map``, ``trend``, ``breakdown`` or ``states``; anything else is answered with the map's."""
    if what == "trend":
        return trend(view, lang)
    if what == "breakdown":
        return breakdown(view, catalogue.members(view.axis, lang), lang)
    if what == "states":
        return states(view, lang)
    return communes(view, lang)


def about(what: str, view: GroupView, lang: str = "vi") -> tables.About:
    """What has to be said above an exported table of this view."""
    period = naming.period_words(view.ask.period, view.ask.measure, lang)
    return tables.About(
        title=naming.name_of(view.ask.indicator, lang),
        unit=naming.unit_of(view.ask.indicator, lang),
        period=say("counted_now", lang) if what == "states" and view.listing.counted else period,
        area=view.axis_area_name if what in ("states", "breakdown") else view.area_name,
        source="; ".join(view.sources),
        as_of=view.as_of,
        version=view.version,
        simulated=view.simulated,
    )


def indicators(table_id: str, view: GroupView, lang: str = "vi") -> html.Div:
    """Every indicator of the page with its place in the annex, unit, level, newest period and provider.

    A click on a name shows that indicator above.
    """
    columns = [
        grid.Column("name", say("indicator", lang), "choice", pinned=True, width=24),
        grid.Column("annex", say("annex_group", lang), may_group=True, width=18),
        grid.Column("unit", say("unit", lang), may_group=True, width=9),
        grid.Column("level", say("area_level", lang), may_group=True, width=11),
        grid.Column("frequency", say("frequency", lang), may_group=True, width=9),
        grid.Column("newest", say("newest_period", lang), width=10),
        grid.Column("provider", say("provider", lang), may_group=True),
    ]
    rows = [_indicator(one, newest, lang) for one, newest in view.listed]
    title = f"{say('all_indicators', lang)} · {catalogue.sets()[view.ask.indicator.set_code].name}"
    told = grid.Told(title, as_of=view.as_of, version=view.version)
    return grid.grid(table_id, rows, columns, told, key="name_code", lang=lang)


def _indicator(one: Indicator, newest: str, lang: str) -> dict[str, Any]:
    heading = annex.group_of(one)
    return {
        "name": naming.name_of(one, lang),
        "name_code": one.code,
        "annex": f"{heading.key} {heading.name}",
        "unit": naming.unit_of(one, lang),
        "level": name_of_code(AREA_LEVELS, one.area_level, lang),
        "frequency": frequencies(one.frequencies, lang),
        "newest": newest,
        "newest_shown": periods.label(newest, lang) if newest else word("missing", lang),
        "provider": one.provider or word("open", lang),
    }
