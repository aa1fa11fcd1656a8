"""What is taken away from the map of an event: pictures, the level of every commune, a section of a briefing."""

from typing import Any

import pandas as pd

from components import emergency_map, exports
from components.emergency_words import say
from data.emergency_answers import EmergencyView
from exports import tables

MAP = "emergency-map"  # id of the map on the page


def bar(view: EmergencyView, title: str, lang: str = "vi") -> Any:
    """Downloads of the map, whose ``title`` says what colours it; nothing where no event is open."""
    if view.event is None:
        return None
    told = _about(view, title, "")
    return exports.export_bar(
        MAP, "map", name=file_name(view), title=told.title, unit=told.unit, period=told.period,
        source=told.source, as_of=told.as_of, simulated=view.simulated,
        briefing=exports.to_briefing("event.map", {"su-kien": view.ask.event_code}), lang=lang,
    )  # fmt: skip


def about(view: EmergencyView, version: str, lang: str = "vi") -> tables.About:
    """What stands above the levels in a file."""
    return _about(view, emergency_map.sheet(view, lang)["title"], version)


def _about(view: EmergencyView, title: str, version: str) -> tables.About:
    hour = f"{view.read_at:%H:%M %d/%m/%Y}" if view.read_at else ""
    return tables.About(
        title=f"{(view.event or {}).get('name', '')}: {title}",
        unit="", period=hour, area=view.province_name, source="", as_of=hour, version=version, simulated=view.simulated,
    )  # fmt: skip


def rows(view: EmergencyView, lang: str = "vi") -> pd.DataFrame:
    """A commune a row: the level that holds, the proposed, the official and the decided one."""
    heads = ("Mã xã", "Xã, phường") if lang == "vi" else ("Code", "Commune")
    levels = {say(f"column_{name}", lang): name for name in ("level", "proposed", "official", "decided")}
    columns = dict(zip(heads, ("area_code", "area_name"), strict=True)) | levels
    found = view.communes.reindex(columns=list(columns.values()))
    return found.set_axis(list(columns), axis=1)


def file_name(view: EmergencyView) -> str:
    return f"cap-do-{view.ask.event_code}"
