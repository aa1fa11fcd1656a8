"""Vận hành: how the installation stands, and what its operator has to do first."""

from datetime import datetime

from dash import html, register_page

from components import formats, frame, messages, panels, upkeep
from components.upkeep_words import say
from data import about, clock, paths, settings
from data.rights.reader import current
from data.state import accounts, lease, store
from data.state.store import StateError
from data.upkeep import doctor, logs, records
from data.upkeep.pulse import Pulse, pulse
from data.upkeep.records import Record
from data.versions import versions

PATH = "/van-hanh"

register_page(__name__, path=PATH, name="Vận hành", title="Vận hành · Chiso", order=900)


def layout(**_unknown: str) -> html.Div:
    """Nothing is asked of a link: it is one page for whoever keeps the server."""
    lang, home, now, known = frame.language(), paths.home(), clock.now(), about.about()
    own = "" if _keeps_all() else current().province_code
    found, stands = doctor.examine(home, settings.host(), thorough=False), pulse(now, own)
    content = [
        panels.page_head(say("title", lang), lead=say("lead", lang)),
        panels.panel(say("first", lang), upkeep.to_do(found, lang)),
        panels.panel(say("data", lang), upkeep.facts(_data(stands, now, lang), lang)),
        panels.panel(say("copies", lang), upkeep.facts(_copies(lang), lang)),
        panels.panel(
            say("work", lang),
            [
                upkeep.facts({"holder": _holder() or say("no_holder", lang)}, lang),
                upkeep.lines(logs.last_runs(home), "no_runs", lang)
                if not own
                else messages.message(say("not_yours", lang)),
            ],
        ),
        panels.panel(say("people", lang), upkeep.facts(_people(stands, lang), lang)),
    ]
    if not own:
        content.append(panels.panel(say("errors", lang), upkeep.lines(logs.last_errors(home), "no_errors", lang)))
    return frame.page(content, active=PATH, lang=lang, **known.told())


def _keeps_all() -> bool:
    """Whether the reader looks after all provinces of this installation; while nobody knows, no."""
    if not store.begun():
        return True
    try:
        with store.reading() as conn:
            return accounts.keeps_all(conn, current())
    except StateError:  # told among what has to be done
        return current().role == "house"


def _data(stands: Pulse, now: datetime, lang: str) -> dict[str, str]:
    at = stands.published_at
    hours = formats.number(round((now - at).total_seconds() / 3600), lang=lang) if at else "–"
    return {
        "version": stands.version or "–",
        "published": formats.datetime(at) if at else "–",
        "age": say("hours", lang, count=hours),
        "values": formats.number(stands.observations, lang=lang),
        "deliveries": formats.number(stands.deliveries, lang=lang),
        "refused": formats.number(stands.cells_refused, lang=lang),
        "kept": ", ".join(one.name for one in versions(paths.home())) or "–",
    }


def _copies(lang: str) -> dict[str, str]:
    home = paths.home()
    return {
        "backup": _record(records.newest(home, records.BACKUP), lang),
        "drill": _record(records.newest(home, records.DRILL), lang),
    }


def _record(one: Record | None, lang: str) -> str:
    return f"{formats.datetime(one.at)} · {one.place} · {one.told}" if one else say("never", lang)


def _holder() -> str:
    if not store.begun():
        return ""
    try:
        with store.reading() as conn:
            return lease.holder(conn, lease.SCHEDULE)
    except StateError:  # told among what has to be done
        return ""


def _people(stands: Pulse, lang: str) -> dict[str, str]:
    return {
        "alerts": upkeep.counted(stands.alerts, lang),
        "outbox": upkeep.counted(stands.outbox, lang),
        "screens": formats.number(stands.screens, lang=lang),
        "sessions": formats.number(stands.sessions, lang=lang),
    }
