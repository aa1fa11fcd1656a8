"""What can be chosen for a briefing: its kind, period, area, group, event, and the sections that can be added."""

from briefings import editing, kinds
from briefings.outline import Outline
from components.briefing_words import say
from data import about, catalogue, clock, paths, periods, remembered
from data.state import events, store
from geo import alphabet


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
