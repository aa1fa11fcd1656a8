"""Nhật ký hệ thống: who saw, took away, changed and was refused what, when, from where."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dash import ClientsideFunction, Input, Output, State, clientside_callback, html, register_page

from components import audit, frame, grid, messages, panels
from components.audit import KIND, KINDS, TEXTS
from components.audit_words import say
from components.ids import Ids
from data import about, asked
from data.audit import keeping, recorder, search, trail
from data.audit.keeping import AuditSettingsError
from data.audit.search import SHOWN, Wanted
from data.catalogue_search import as_text
from data.rights.reader import COUNTRY, current
from data.state import journal, store
from data.state.store import StateError

PATH = "/nhat-ky"
I = Ids("audit")  # noqa: E741  # the ids of this page
CHECKED = 5000  # of each chain that every visit verifies

register_page(__name__, path=PATH, name="Nhật ký hệ thống", title="Nhật ký hệ thống · Chiso", order=800)
clientside_callback(
    ClientsideFunction("chiso_view", "search"),
    Output(I.notes, "data-link"),
    Input(I.search, "n_clicks"),
    State(I.kind, "value"),
    *[State(f"audit-{name}", "value") for name in TEXTS.values()],
    prevent_initial_call=True,
)


def layout(**params: object) -> html.Div:
    """The entries that a link asks for: ``nguoi`` person, ``co-quan`` agency, ``loai`` kind, ``viec`` action,
    ``doi-tuong`` subject, ``dia-chi`` address, ``tu`` and ``den`` days as they are written."""
    lang, known = frame.language(), about.about()
    plain = {key: as_text(value)[:200] for key, value in params.items() if value}
    try:
        content = _content(plain, known, lang)
    except (StateError, AuditSettingsError) as error:
        content = [messages.message(str(error), tone="bad")]
    marker = html.Div(id=I.notes, **{"data-view": I.prefix, "data-keys": " ".join((KIND, *TEXTS))})
    head = panels.page_head(say("title", lang), lead=say("lead", lang))
    return frame.page([marker, head, *content], active=PATH, lang=lang, **known.told())


def _content(params: Mapping[str, str], known: about.About, lang: str) -> list[Any]:
    reader = asked.Reader(params)
    wanted = Wanted(
        kind=reader.choice(KIND, ("", *KINDS)),
        first=_day(reader, params, "tu"),
        last=_day(reader, params, "den"),
        **{name: params.get(key, "") for key, name in TEXTS.items() if name not in ("first", "last")},
    )
    recorder.flush()  # what this process has just seen is part of the answer
    with store.reading() as conn:
        found = search.find(conn, wanted)
        broken = {"trail": trail.first_broken(conn, CHECKED), "journal": journal.first_broken(conn, CHECKED)}
    count = say("limited" if len(found) == SHOWN else "found", lang, count=len(found))
    told = grid.Told(say("title", lang), area=known.province_name, version=known.version)
    body = audit.table(found, told, lang) if len(found) else messages.message(say("nothing", lang))
    return [
        audit.chains(broken, CHECKED, lang),
        html.Section(audit.search(I, {**params, KIND: wanted.kind}, lang), className="panel directive-form"),
        *frame.not_understood([text for _, text in reader.strange], lang),
        panels.panel(say("title", lang), body, subtitle=count, foot=_kept(lang), panel_id=I.list),
    ]


def _kept(lang: str) -> str:
    kept = keeping.limits()
    changes = say("changes_kept", lang, days=kept.changes) if kept.changes else say("changes_for_good", lang)
    told = say("kept", lang, days=kept.seen, changes=changes)
    return told if current().province_code in ("", COUNTRY) else f"{say('own_only', lang)} {told}"


def _day(reader: asked.Reader, params: Mapping[str, str], key: str) -> date | None:
    """The day of a link, as it is written; None for none, and for what is no day, which is told."""
    text = params.get(key, "").strip()
    if not text:
        return None
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        reader.note(key, text)
        return None
