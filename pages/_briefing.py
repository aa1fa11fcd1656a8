"""The briefing that a link opens, and what can be chosen for one: kind, period, area, group, event, sections."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from dash import no_update

from briefings import editing, kinds
from briefings import outline as outlines
from briefings.kinds import KindError
from briefings.outline import Outline
from components import formats, messages
from components.briefing_words import say
from data import about, catalogue, clock, paths, periods, remembered
from data.engine import WarehouseError
from data.state import briefings, events, store
from data.state.briefings import BriefingError
from data.state.store import StateError
from exports.briefing import frozen
from geo import alphabet
from geo.boundaries import BoundaryError

# What keeps a briefing from being shown, kept or made; each says why, and what to do.
TROUBLES = (BriefingError, StateError, KindError, WarehouseError, BoundaryError)


@dataclass(frozen=True)
class Opened:
    """The briefing that a link names: its row and text; ``told`` is what a reader should know of it."""

    row: dict[str, Any] | None = None
    outline: Outline | None = None
    revisions: pd.DataFrame = field(default_factory=pd.DataFrame)
    told: str = ""


def opened(state: Any, asked: Mapping[str, str], lang: str) -> Opened:
    """``so`` is the number of a briefing; ``ban`` an older revision of it, ``ma`` the code that it was issued under."""
    number = editing.understood(asked)
    row = briefings.about(state, number) if number else None
    if row is None:
        return Opened(told=say("gone", lang, asked=asked["so"][:20]) if asked.get("so") else "")
    revisions = briefings.revisions(state, number)
    newest = briefings.text(state, number, row["revision"])
    text, told = _older(state, row, revisions, asked, lang)
    return Opened(row, outlines.from_json(text or newest or {}), revisions, told)


def _older(
    state: Any, row: Mapping[str, Any], revisions: pd.DataFrame, asked: Mapping[str, str], lang: str
) -> tuple[dict[str, Any] | None, str]:
    """The text that was asked for in the place of the newest, and what is said of it."""
    newest = row["revision"]
    if code := asked.get("ma", ""):
        found = briefings.find(state, frozen.tidied(code))
        if found is None or found["briefing_id"] != row["briefing_id"]:
            return None, say("no_issue", lang, code=code[:20], newest=newest)
        return dict(found["outline"]), say("issued_text", lang, code=found["code"], newest=newest)
    older = asked.get("ban", "")
    if not older or older == str(newest):
        return None, ""
    own = revisions[revisions["revision"].astype(str) == older]
    if own.empty:
        return None, say("no_revision", lang, asked=older[:20], newest=newest)
    at, who = formats.datetime(own["at"].iloc[0]), own["actor"].iloc[0]
    return (
        briefings.text(state, row["briefing_id"], int(older)),
        say("older", lang, revision=older, who=who, at=at, newest=newest),
    )


def areas(known: about.About) -> dict[str, str]:
    with about.reading(known) as conn:
        if conn is None:
            return {"": say("whole")}
        groups = {key: one.name for key, one in remembered.groups(conn, known.province_code).items()}
        places = remembered.communes(conn, known.province_code)
    communes = dict(zip(places["area_code"], places["area_name"], strict=True))
    return {"": say("whole")} | groups | alphabet.in_order(communes)


def month() -> str:
    return periods.latest_closed("month", 0, clock.today())


def choices(known: about.About) -> dict[str, dict[str, str]]:
    set_code = about.set_of(known.province_code)
    with store.reading() as state:
        found = events.events(state, known.province_code)
    monthly = kinds.of_store(paths.home())["thang"]
    pages = {page: one.name for page, one in catalogue.pages().items() if catalogue.of_set(set_code, page)}
    return {
        "kind": {code: one.name for code, one in kinds.of_store(paths.home()).items()},
        "month": editing.periods_of(monthly, month()),
        "area": areas(known),
        "group": pages,
        "event": dict(zip(found["event_code"], found["name"], strict=True)),
    }


def needs() -> dict[str, str]:
    """By kind what has to be chosen for it beside the period, see ``Kind.needs``."""
    return {code: one.needs for code, one in kinds.of_store(paths.home()).items()}


def usual(known: about.About) -> dict[str, str]:
    pages = list(catalogue.pages())
    return {"kind": "thang", "month": month(), "area": "", "group": pages[0]}


def edit_choices(outline: Outline | None, known: about.About) -> dict[str, dict[str, str]]:
    set_code = outline.set_code if outline else about.set_of(known.province_code)
    found = kinds.of_store(paths.home())
    kind = found.get(outline.kind if outline else "thang", found["thang"])
    period = editing.periods_of(kind, month())
    if outline and outline.period not in period:
        period = {outline.period: periods.label(outline.period), **period}
    return {"period": period, "area": areas(known), "add": editing.choices(set_code)}


def ended(said: Any, found: pd.DataFrame, lang: str) -> Any:
    """What is said in place of "being made" when nothing is any more; ``said`` stays where it says something else."""
    if found.empty or say("asked", lang) not in str(said):
        return no_update
    return messages.message(say("made", lang)) if found["state"].iloc[0] == briefings.DONE else None
