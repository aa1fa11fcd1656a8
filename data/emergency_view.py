"""The answer of the room of emergencies to a link: one event of one province at one hour."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
from sqlalchemy import Connection

from data import (
    bulletins,
    clock,
    emergency_following,
    emergency_layers,
    emergency_levels,
    remembered,
    station_readings,
)
from data.about import province_name
from data.asked import own_commune
from data.bulletin_items import LEVEL, damage
from data.emergency_answers import PROPOSED, EmergencyAsk, EmergencyView, Layer, Why
from data.emergency_hints import hints
from data.emergency_levels import SHOWN_HOURS, RiskLevels
from data.keys import CellKey
from data.playbooks import of_kind, playbooks
from data.playbooks.contacts import contacts
from data.state import events, journal
from geo.areas import communes

NO_LEVEL = pd.DataFrame(
    columns=[
        "area_code",
        "area_name",
        "proposed",
        "hazard",
        "weak",
        "verified",
        "open",
        "rain_24h_mm",
        "rain_key",
        "together",
    ]
)
FIRST_YEAR = 1990  # of an hour that a link may ask for


def understand(
    conn: Connection, state: Connection, asked: Mapping[str, str], province_code: str, *, now: datetime | None = None
) -> EmergencyAsk:
    """What a link asks for; what is not known gives way to the nearest that there is, and is told."""
    known = events.events(state, province_code)
    strange = [one for one in (asked.get("tinh", ""),) if one not in ("", province_code)]
    code, hour = asked.get("su-kien", ""), None
    if code and code not in set(known["event_code"]):
        strange.append(code)
        code = ""
    if text := asked.get("luc", ""):
        hour = _hour(text, now or clock.now())
        strange += [text] if hour is None else []
    code = code or (str(known["event_code"].iloc[0]) if len(known) else "")
    colour = asked.get("mau", "")
    if colour not in ("", PROPOSED, *(one.item for one in damage())):
        strange.append(colour)
        colour = ""
    own = own_commune()
    area = asked.get("xa", own)
    if area and area not in set(communes(province_code)["area_code"]):
        strange += [area] if area != own else []  # it came along when another province was chosen
        area = ""
    return EmergencyAsk(province_code, code, hour, area, tuple(strange), colour)


def _hour(text: str, now: datetime) -> datetime | None:
    """A full hour of our time; None for what is none, for years before any event of ours, and for what is to come."""
    try:
        hour = datetime.fromisoformat(f"{text[:13]}:00")
    except ValueError:
        return None
    return hour if hour.year >= FIRST_YEAR and hour <= now else None


def view(
    conn: Connection,
    state: Connection,
    ask: EmergencyAsk,
    home: Path,
    *,
    boundary_note: str = "",
    now: datetime | None = None,
) -> EmergencyView:
    """Everything that the page shows for an event."""
    moment = now or clock.now()
    known = events.events(state, ask.province_code)
    event = events.find(state, ask.province_code, ask.event_code)
    newest = station_readings.newest_hour(conn, ask.province_code)
    hour = min(ask.hour, newest) if ask.hour and newest else newest
    is_open = event is not None and event["state"] != "closed"
    found = None
    kind = str(event["kind"]) if event is not None else ""
    if is_open:  # without any reading too: then it is known what is missing, and people may still decide
        until_hour = hour or moment.replace(minute=0, second=0, microsecond=0)
        found = emergency_levels.levels(conn, ask.province_code, until_hour, kind == "storm")
    until = ask.hour + timedelta(hours=1) if ask.hour else None
    figures = bulletins.figures(conn, ask.event_code, until=until)
    decisions = events.decisions(state, ask.province_code, ask.event_code)
    decisions = decisions[decisions["at"] < until] if until else decisions
    official = bulletins.official_levels(figures)
    levels = in_force(found, kind, official, decisions)
    tasks = events.tasks(state, ask.province_code, ask.event_code)
    why = _why(found, official, ask.area_code, moment)
    layers = emergency_layers.layers(conn, ask.province_code, found, newest, moment) if is_open else {}
    return EmergencyView(
        ask=ask,
        province_name=province_name(ask.province_code),
        version=str(remembered.version(conn)["version"]),
        simulated=_is_simulated(event, figures, found, layers),
        now=moment,
        events=known,
        event=event,
        hours=_hours(newest) if is_open else (),
        read_at=hour,
        communes=levels,
        official=_official(official, ask.province_code),
        official_key=_cells(official).get(ask.province_code, ""),
        why=why,
        layers=layers,
        figures=figures,
        latest=_latest(figures, ask.province_code),
        faults=_faults(found),
        decisions=decisions,
        tasks=tasks,
        log=journal.entries(state, events.subject(ask.province_code, ask.event_code)),
        playbook=of_kind(kind, home) if event else None,
        contacts=contacts(home, ask.province_code, _roles(home, tasks)),
        hints=hints(conn, ask.province_code, ask.area_code) if why is not None else None,
        boundary_note=boundary_note,
        standing=emergency_following.standing(conn, state, ask.province_code, home),
        course=tuple(int(n) for n in (found.held() >= 1).sum(axis=0)) if found else (),
    )


def _roles(home: Path, tasks: pd.DataFrame) -> set[str]:
    """Every role that a playbook, or a task made from one that has changed since, asks for."""
    return {step.role for book in playbooks(home).values() for step in book.steps} | set(tasks["role"])


def _hours(newest: datetime | None) -> tuple[datetime, ...]:
    return tuple(newest - timedelta(hours=back) for back in range(SHOWN_HOURS)) if newest else ()


def _is_simulated(
    event: Mapping[str, object] | None, figures: pd.DataFrame, found: RiskLevels | None, layers: Mapping[str, Layer]
) -> bool:
    told = bool(event and event["simulated"]) or bool((figures["status"] == "simulated").any())
    return told or bool(found and found.simulated) or any(layer.simulated for layer in layers.values())


def in_force(found: RiskLevels | None, kind: str, official: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """The communes with what is proposed, official (``bulletins.official_levels``) and decided.

    What a person decided holds, then the bulletin.
    """
    frame = emergency_levels.communes(found, kind) if found is not None else NO_LEVEL.copy()
    of_communes = official[official["area_level"] == "commune"].set_index("area_code")["value"]
    decided = decisions.drop_duplicates("area_code", keep="last").set_index("area_code")["level"].astype("float64")
    frame["official"] = frame["area_code"].map(of_communes).astype("float64")
    cells = _cells(official)
    frame["official_key"] = [cells.get(code, "") for code in frame["area_code"]]
    frame["decided"] = frame["area_code"].map(decided).astype("float64")
    frame["level"] = frame["decided"].fillna(frame["official"]).fillna(frame["proposed"])
    return frame


def _cells(official: pd.DataFrame) -> dict[str, str]:
    """By area the key of the cell in which its official level stands."""
    columns = ["area_code", "delivery_id", "sheet", "cell"]
    return {code: CellKey(*place).text() for code, *place in official[columns].itertuples(index=False, name=None)}


def _latest(figures: pd.DataFrame, province: str) -> pd.DataFrame:
    mine = figures[(figures["province_code"] == province) & (figures["item"] != LEVEL)]
    levels = ("province", "commune")
    return pd.concat([bulletins.latest(mine, level).assign(area_level=level) for level in levels], ignore_index=True)


def _official(levels: pd.DataFrame, province: str) -> tuple[int, str] | None:
    mine = levels[levels["area_code"] == province]
    if mine.empty:
        return None
    row = mine.iloc[0]
    return int(row["value"]), f"{row['issuing_body']}, {row['issued_at']:%H:%M %d/%m/%Y}"


def _why(found: RiskLevels | None, levels: pd.DataFrame, area_code: str, now: datetime) -> Why | None:
    why = emergency_levels.why(found, area_code, now) if found is not None and area_code else None
    if why is None:
        return None
    own = levels[levels["area_code"] == area_code]
    if own.empty:
        return why
    told = f"{own.iloc[0]['issuing_body']}, {own.iloc[0]['issued_at']:%H:%M %d/%m/%Y}"
    return Why(area_code, why.place, why.hazards, int(own.iloc[0]["value"]), told, why.together)


def _faults(found: RiskLevels | None) -> pd.DataFrame:
    if found is None:
        return pd.DataFrame(columns=["entry_code", "quantity", "fault", "since", "hours", "value", "name"])
    names = found.stations.set_index("entry_code")["name"]
    faults = found.feed.faults
    return faults.assign(name=faults["entry_code"].map(names).fillna(faults["entry_code"]))
