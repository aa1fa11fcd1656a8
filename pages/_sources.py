"""The source panel of pages that are made anew for every address: what they hold for it, and its callbacks."""

from typing import Any

from dash import ClientsideFunction, Input, Output, State, callback, clientside_callback, dcc

from components import frame, group_source, lineage
from components.ids import Ids
from data import about, clock, engine, paths, trace
from data import known_to as known
from data.answers import NumberKey


def parts(ids: Ids, province_code: str, lang: str, known_to: str = "") -> list[Any]:
    """The panel, closed, and the stores beside it; every state of the page holds them once.

    ``known_to``: the day (2026-03-10) as of which the page's numbers are; "" for now.
    """
    return [
        lineage.lineage_panel(None, panel_id=ids.source, lang=lang),
        dcc.Store(id=ids.province, data=province_code),
        dcc.Store(id=ids.known_to, data=known_to),
        # Not None: a store without data reports a change when it is mounted.
        dcc.Store(id=ids.source_key, data={}),
    ]


def connect(ids: Ids) -> None:
    """Registers the callbacks of the panel; called once by each page at import."""
    callback(
        Output(ids.source, "hidden"),
        Output(f"{ids.source}-body", "children"),
        Input(ids.source_key, "data"),
        State(ids.province, "data"),
        State(ids.known_to, "data"),
        prevent_initial_call=True,
    )(tell_source)
    clientside_callback(
        ClientsideFunction("chiso_view", "attend"),
        Output(ids.source, "data-attended"),
        Input(f"{ids.source}-body", "children"),
    )


def tell_source(wanted: dict[str, str] | None, province_code: object, known_to: object = "") -> tuple[bool, Any]:
    """Where the number that was clicked came from, as far as it was known on the page's day."""
    lang = frame.language()
    key = NumberKey.parse(str((wanted or {}).get("key", "")))
    provinces = about.province_codes()
    if key is None or province_code not in provinces:
        return True, lineage.body(None, lang=lang)
    whose = key.area_code if key.area_code in provinces else str(province_code)
    with engine.connect() as conn:
        until = known.understand(conn, {known.KEY: str(known_to or "")}, whose, clock.today())
        found = trace.trace(conn, key, whose, until.as_of, paths.home())
    return False, lineage.body(group_source.lineage(found, lang), lang=lang)
