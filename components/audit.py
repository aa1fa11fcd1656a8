"""The page of audit: what is looked for, whether the chains hold, the entries."""

from collections.abc import Mapping

import pandas as pd
from dash import dcc, html

from components import filters, grid, messages
from components.audit_did import action_of, detail_of
from components.audit_words import WORDS, say
from components.ids import Ids

KINDS = ("view", "export", "refusal", "change")
# Keys of a link and the field that each fills.
TEXTS = {
    "nguoi": "person", "co-quan": "agency", "viec": "action", "doi-tuong": "subject", "dia-chi": "address",
    "tu": "first", "den": "last",
}  # fmt: skip
KIND = "loai"


def search(ids: Ids, asked: Mapping[str, str], lang: str) -> html.Div:
    """The form of a search: it leads to another address, which can be sent to somebody."""
    kinds = {"": say("all", lang)} | {one: say(one, lang) for one in KINDS}
    fields = [
        filters.field(ids.kind, say("kind", lang), kinds, asked.get(KIND, ""), lang=lang),
        *[_line(f"{ids.prefix}-{name}", say(name, lang), asked.get(key, "")) for key, name in TEXTS.items()],
        html.Button(say("search", lang), id=ids.search, type="button", className="action", n_clicks=0),
    ]
    return html.Div(fields, className="alert-form audit-form")


def _line(field_id: str, label: str, value: str) -> html.Div:
    field = dcc.Input(id=field_id, type="text", value=value, maxLength=200, className="alert-input")
    return html.Div([html.Label(label, htmlFor=field_id), field], className="alert-field")


def chains(broken: Mapping[str, int | None], checked: int, lang: str) -> html.Div:
    """Whether both books hold; ``broken``: in ``trail`` and ``journal`` the first that was changed."""
    where = [say(f"of_{name}", lang, number=number) for name, number in broken.items() if number is not None]
    if where:
        return messages.message(say("broken", lang, where="; ".join(where)), tone="bad")
    return messages.message(say("holds", lang, count=checked))


def table(found: pd.DataFrame, told: grid.Told, lang: str) -> html.Div:
    """The entries, newest first; columns of ``data.audit.search``."""
    rows = [
        {
            "entry": one["entry"],
            "at": one["at"].isoformat(),
            "actor": say("house", lang) if one["actor"] == "house" else one["actor"],
            "agency": one["agency"],
            "address": one["address"],
            "kind": say(str(one["kind"]), lang) if one["kind"] in WORDS else one["kind"],
            "action": action_of(str(one["action"]), lang),
            "subject": one["subject"],
            "detail": detail_of(one["detail"], lang),
        }
        for one in found.to_dict("records")
    ]
    columns = [
        grid.Column("at", say("at", lang), "moment", width=10),
        grid.Column("actor", say("person", lang), may_group=True, width=11),
        grid.Column("agency", say("agency", lang), may_group=True, width=11),
        grid.Column("address", say("address", lang), may_group=True, width=9),
        grid.Column("kind", say("kind", lang), may_group=True, width=7),
        grid.Column("action", say("action", lang), may_group=True, width=11),
        grid.Column("subject", say("subject", lang), width=15),
        grid.Column("detail", say("detail", lang), width=30),  # of changes it is long
    ]
    return grid.grid("audit-table", rows, columns, told, key="entry", height=38, lang=lang)
