"""Kiểm tra báo cáo: the code at the foot of a briefing, and the exact figures that were known when it was issued."""

from typing import Any

from dash import Input, Output, State, callback, dcc, html, no_update, register_page

from briefings import appendix
from components import briefing_page, briefing_view, formats, frame, messages, panels
from components.briefing_words import say
from components.ids import Ids
from data import about, engine
from data.engine import WarehouseError
from data.state import briefings, store
from data.state.store import StateError
from exports.briefing import frozen
from exports.briefing.model import Briefing

PATH = "/kiem-tra"
I = Ids("check")  # noqa: E741  # the ids of this page

TITLE = "Kiểm tra báo cáo"
register_page(__name__, path=PATH, path_template=f"{PATH}/<code>", name=TITLE, title=f"{TITLE} · Chiso", order=785)


def layout(code: str = "", **_unknown: object) -> html.Div:
    """The field for a code, and what was issued under ``code``."""
    lang, known = frame.language(), about.about()
    field = [
        briefing_page.text_field(I.code, say("code", lang), code),
        briefing_page.button(I.look, say("look", lang)),
    ]
    content = [
        dcc.Location(id=I.go, refresh=True),
        panels.page_head(say("check", lang), lead=say("check_lead", lang)),
        html.Div(field, className="briefing-form"),
        *(_found(code, lang) if code else []),
    ]
    return frame.page(content, active=briefing_page.PATH, lang=lang, **known.told())


@callback(Output(I.go, "href"), Input(I.look, "n_clicks"), State(I.code, "value"), prevent_initial_call=True)
def look(clicks: int, typed: str | None) -> Any:
    """To the address of the code, tidied where it can be one."""
    told = (typed or "").strip()[:40]
    return f"{PATH}/{frozen.tidied(told) or told.replace('/', '')}" if clicks and told else no_update


def _found(code: str, lang: str) -> list[Any]:
    try:
        with store.reading() as state:
            row = briefings.find(state, frozen.tidied(code))
    except StateError as error:
        return [messages.message(str(error), tone="bad")]
    if row is None:
        return [messages.message(say("unknown_code", lang, code=code[:40]), tone="warn")]
    kept = frozen.from_json(row["content"])
    if frozen.code_of(kept) != row["code"]:
        return [messages.message(say("broken", lang), tone="bad")]
    when, who = formats.datetime(row["issued_at"]), row["issued_by"]
    text = f"{briefing_page.PATH}?so={row['briefing_id']}&ma={row['code']}"
    steps = html.P([briefing_page.downloads(str(row["code"])), dcc.Link(say("open_text", lang), href=text)])
    told = messages.message(say("genuine", lang, title=kept.subject, at=when, who=who), actions=steps)
    table = _figures(kept, _values_now(kept, str(row["province_code"])), lang)
    return [
        told,
        panels.panel(say("figures", lang), table, panel_id="check-figures"),
        panels.panel(say("read", lang), briefing_view.view(kept), panel_id="check-read"),
    ]


def _values_now(kept: Briefing, province_code: str) -> dict[str, float | None]:
    """What each figure is now; nothing where the archive cannot be asked."""
    try:
        with engine.connect() as conn:
            found = appendix.origins(conn, [one.key for one in kept.origins], province_code, None)
            return {one.key: one.value for one in found}
    except WarehouseError:
        return {}


def _figures(kept: Briefing, now: dict[str, float | None], lang: str) -> html.Div:
    """Every figure then and now, with its source."""
    heads = ("what", "period", "area", "then", "now", "source")
    rows = []
    for one in kept.origins:
        value = now.get(one.key)
        is_same = one.key in now and value == one.value
        today = say("same", lang) if is_same else formats.number(value)
        cells = (one.what, one.period, one.area, f"{one.figure} {one.unit}", today, f"{one.source}; {one.file}")
        rows.append(html.Tr([html.Td(words) for words in cells], className=None if is_same else "is-changed"))
    head = html.Thead(html.Tr([html.Th(say(key, lang), scope="col") for key in heads]))
    return html.Div(html.Table([head, html.Tbody(rows)]), className="scroll-x", tabIndex=0)
