"""The table behind the map explorer, as it is downloaded."""

import pandas as pd

from components import explorer, naming
from data.map_answers import MapView
from exports import tables


def areas(view: MapView, lang: str = "vi") -> pd.DataFrame:
    """One row per area: code, name, what is shown, value, comparison, plan, land, status, date; empty columns rest."""
    frame, asked = view.frame, view.asked
    unit = naming.unit_of(asked.ask.indicator, lang)
    columns = {
        "Mã": frame["area_code"],
        "Địa bàn": frame["area_name"],
        f"Thể hiện trên bản đồ: {explorer.measure(view, lang)}": frame["shown"],
        f"Giá trị ({unit})": frame["value"],
        f"{explorer.against(asked.ask.comparison).capitalize()} ({unit})": frame["then"],
        "Thay đổi (%)": frame["relative"],
        "Thay đổi (điểm)": frame["points"],
        f"Kế hoạch năm ({unit})": frame["plan"],
        "% kế hoạch": frame["plan_share"],
        "Diện tích (km²)": frame["km2"],
        "Dân số (người)": frame["people"],
        "Trạng thái": frame["status"].map(lambda status: naming.status_words(status, lang)),
        "Nhận lúc": frame["published_at"],
    }
    table = pd.DataFrame(columns)
    always = [*table.columns[:4], "Trạng thái"]
    return table[[name for name in table.columns if name in always or table[name].notna().any()]]


def about(view: MapView, lang: str = "vi") -> tables.About:
    """What has to be said above the table."""
    ask = view.asked.ask
    return tables.About(
        title=explorer.question(view, lang),
        unit=explorer.measure(view, lang),
        period=naming.period_words(ask.period, ask.measure, lang),
        area=view.area_name,
        source="; ".join(view.sources),
        as_of=view.as_of,
        version=view.version,
        simulated=view.simulated,
    )
