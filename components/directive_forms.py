"""The forms of directives: a task is given, reported on, judged; who signs is the account, or says so where none is."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import dcc, html

from components import directives, filters
from components.directive_words import say
from components.ids import Ids
from data.directive_answers import JUDGING, REPORTING, Case, Origin
from data.rights.reader import current

LONGEST = 2000


def giving(
    ids: Ids,
    origin: Origin | None,
    agencies: Sequence[str],
    communes: Mapping[str, str],
    chosen: Sequence[str],
    batch: str,
    lang: str,
) -> html.Section:
    """The form of a new task; hidden where nothing is named that it could be about."""
    about: list[Any] = []
    if origin is not None:
        row = {"title": origin.title, "indicator_code": origin.indicator_code}
        about = [
            html.P(directives.title_of(row, lang), className="directive-about"),
            *directives.figures(origin.numbers, origin.indicator_code, lang),
        ]
    own = [(name, name) for name in agencies]
    fields = [
        filters.field(ids.agencies, say("to_agencies", lang), own, [], multi=True, clearable=True, lang=lang),
        filters.field(
            ids.communes, say("to_communes", lang), communes, list(chosen), multi=True, clearable=True, lang=lang
        ),
        _words(ids.words, say("words", lang)),
        _line(ids.due, say("due_on", lang), hint="31/03/2026"),
        *signature(ids.giver, ids.giver_agency, lang),
        html.Button(say("do_give", lang), id=ids.give, type="button", className="action", n_clicks=0),
    ]
    return html.Section(
        [
            html.H2(say("give_title", lang)),
            *about,
            html.Div(fields, className="alert-form"),
            dcc.Store(id=ids.batch, data=batch),
            dcc.Store(
                id=ids.origin, data={} if origin is None else {"kind": origin.kind, "key": origin.key, **_areas(origin)}
            ),
        ],
        id=ids.form,
        className="panel directive-form",
        hidden=origin is None,
    )


def _areas(origin: Origin) -> dict[str, Any]:
    return {"areas": [one.area_code for one in origin.numbers]} if origin.kind == "map" else {}


def reporting(ids: Ids, found: Case | None, lang: str) -> html.Section:
    """What the one who was told does: receives, reports."""
    state = str(found.row["state"]) if found else ""
    shown = found is not None and found.may_report and state in REPORTING["report"]
    buttons = [
        _button(ids.receive, say("receive", lang), hidden=state not in REPORTING["receive"]),
        _button(ids.report, say("do_report", lang)),
    ]
    return _steps(
        ids.reporting, say("act_title", lang), shown,
        [_words(ids.result, say("result", lang)), *signature(ids.reporter, ids.reporter_agency, lang), *buttons],
    )  # fmt: skip


def judging(ids: Ids, found: Case | None, lang: str) -> html.Section:
    """What those who give tasks do with a report: accept it, return it with words."""
    shown = found is not None and found.may_judge and str(found.row["state"]) in JUDGING["accept"]
    buttons = [_button(ids.accept, say("accept", lang)), _button(ids.return_, say("return", lang))]
    return _steps(
        ids.judging, say("judge_title", lang), shown,
        [_words(ids.opinion, say("opinion", lang)), *signature(ids.judge, ids.judge_agency, lang), *buttons],
    )  # fmt: skip


def _steps(form_id: str, title: str, shown: bool, fields: Sequence[Any]) -> html.Section:
    body = html.Div(list(fields), className="alert-form")
    return html.Section([html.H2(title), body], id=form_id, className="panel directive-form", hidden=not shown)


def signature(name_id: str, agency_id: str, lang: str) -> list[Any]:
    """Who signs: the account by its name; where nobody has one, two fields that this browser remembers."""
    reader = current()
    signs = reader.account_id is not None
    told = say("signed", lang, name=reader.name, agency=reader.agency) if signs else ""
    return [
        html.P(told, className="directive-signed", hidden=not signs),
        _line(name_id, say("signed_by", lang), remembered=True, hidden=signs),
        _line(agency_id, say("signed_agency", lang), remembered=True, hidden=signs),
    ]


def _button(button_id: str, text: str, *, hidden: bool = False) -> html.Button:
    return html.Button(text, id=button_id, type="button", className="action", n_clicks=0, hidden=hidden)


def _words(field_id: str, label: str) -> html.Div:
    area = dcc.Textarea(id=field_id, value="", maxLength=LONGEST, rows=3, className="directive-words")
    return html.Div([html.Label(label, htmlFor=field_id), area], className="alert-field directive-wide")


def _line(field_id: str, label: str, *, hint: str = "", remembered: bool = False, hidden: bool = False) -> html.Div:
    field = dcc.Input(
        id=field_id,
        type="text",
        placeholder=hint,
        maxLength=200,
        value="",
        persistence="chiso" if remembered else False,
        persistence_type="local",
        className="alert-input",
    )
    return html.Div([html.Label(label, htmlFor=field_id), field], className="alert-field", hidden=hidden)
