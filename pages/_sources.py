"""The source panel of pages that are made anew for every address: what they hold for it, and its callbacks."""

from datetime import datetime
from typing import Any

from dash import ClientsideFunction, Input, Output, State, callback, clientside_callback, dcc

from components import (
    cell_source,
    directive_links,
    entry_source,
    frame,
    group_source,
    land_source,
    lineage,
    made_source,
    made_words,
    tthc_source,
)
from components.ids import Ids
from data import (
    about,
    cell_trace,
    checked,
    clock,
    deliveries,
    engine,
    entry_trace,
    keys,
    made,
    paths,
    score_view,
    scores,
    scoring_rules,
    trace,
)
from data import known_to as known
from data.answers import NumberKey
from data.bulletin_items import items
from data.rights import doors
from data.rights.reader import current
from data.score_answers import ScoreKey


def parts(ids: Ids, province_code: str, lang: str, known_to: str = "") -> list[Any]:
    """The panel, closed, and the stores beside it; every state of the page holds them once.

    ``known_to``: the day (2026-03-10) as of which the page's numbers are; "" for now.
    """
    return [
        lineage.lineage_panel(None, panel_id=ids.source, lang=lang),
        dcc.Store(id=ids.source_province, data=province_code),
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
        State(ids.source_province, "data"),
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
    if score := ScoreKey.parse(str((wanted or {}).get("key", ""))):
        return tell_score(score, province_code, known_to)
    key = key_of(wanted)
    provinces = about.province_codes()
    if key is None or province_code not in provinces:
        return nothing()
    whose = key.area_code if isinstance(key, NumberKey) and key.area_code in provinces else str(province_code)
    with engine.connect() as conn:
        until = known.understand(conn, {known.KEY: str(known_to or "")}, whose, clock.today())
        return panel(conn, key, whose, until.as_of)


def tell_score(key: ScoreKey, province_code: object, known_to: object = "") -> tuple[bool, Any]:
    """Where a score came from, as far as it was known on the page's day."""
    lang = frame.language()
    with engine.connect() as conn:
        until = known.understand(conn, {known.KEY: str(known_to or "")}, str(province_code), clock.today())
        found = scores.revisions(conn, key.unit_code, key.day, key.item)
        parts = [ScoreKey(key.unit_code, key.day, one.code) for one in scoring_rules.parts(key.item)]
        made_of = scores.standings(conn, parts, until.as_of)
    found = found if until.as_of is None else found[found["published_at"] <= until.as_of]
    if found.empty:
        return nothing()
    name = score_view.short(str(found["unit_name"].iloc[-1]))
    told = tthc_source.source(found, name, made_of, lang)
    is_score = bool(found["score"].notna().iloc[-1])
    return False, lineage.body(_for_reader(told, key if is_score else None), lang=lang)


def key_of(wanted: dict[str, str] | None) -> keys.Key | None:
    """The number that was clicked; None when the text is no key of ours."""
    key = keys.parse(str((wanted or {}).get("key", "")))
    key = keys.MadeKey("readings", (key,)) if isinstance(key, keys.ReadingsKey) and key.hours > 1 else key
    return None if isinstance(key, keys.MadeKey) and key.rule not in made_words.WORDS else key


def nothing() -> tuple[bool, Any]:
    return True, lineage.body(None, lang=frame.language())


def panel(conn: Any, key: keys.Key, province_code: str, as_of: datetime | None) -> tuple[bool, Any]:
    """What the panel of a number, of one made of others, or of an entry shows."""
    lang = frame.language()
    told: lineage.Lineage | None
    if isinstance(key, NumberKey):
        told = group_source.lineage(trace.trace(conn, key, province_code, as_of, paths.home()), lang)
    elif isinstance(key, keys.EntryKey):
        entry = entry_trace.of_entry(conn, key, as_of, paths.home())
        told = entry_source.lineage(key, entry, lang) if entry else None
    elif isinstance(key, keys.LandKey):
        told = land_source.lineage(key, lang)
    elif isinstance(key, keys.ReadingsKey):
        reading = cell_trace.of_reading(conn, key, as_of, paths.home())
        told = cell_source.lineage(reading, lang) if reading else None
    elif isinstance(key, keys.CellKey):
        told = _cell(conn, key, as_of, lang)
    else:
        told = made_source.lineage(key, made.standings(conn, key, province_code, as_of), lang)
    return False, lineage.body(_for_reader(told, key if isinstance(key, keys.MadeKey) else None), lang=lang)


def _for_reader(told: lineage.Lineage | None, about: keys.MadeKey | ScoreKey | None = None) -> lineage.Lineage | None:
    """With the way to a task ``about`` it, and without that to the page of a file for whom that does not open."""
    if told is not None and about is not None:
        told = told | lineage.Lineage(direct=directive_links.of_source(about))
    if told is None or doors.opens(current(), group_source.DELIVERIES):
        return told
    return told | lineage.Lineage(feeds="")


def _cell(conn: Any, key: keys.CellKey, as_of: datetime | None, lang: str) -> lineage.Lineage | None:
    """What a cell tells; of one that does not tell a single number, where it stands."""
    if figure := cell_trace.of_cell(conn, key, as_of, paths.home()):
        direct = directive_links.of_source(key) if figure.what in items() else ""
        return cell_source.lineage(figure, lang) | lineage.Lineage(direct=direct)
    sent = deliveries.one(conn, key.delivery_id)
    found = checked.of_cell(paths.home(), key.delivery_id, key.sheet, key.cell)
    remarks = [(one.text, one.is_doubt) for one in found.remarks] if found else []
    return made_source.cell(key, sent, remarks, lang) if sent else None
