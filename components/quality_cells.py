"""What one agency owed, report by report: each indicator and period, its day, what came, how late, what was mended."""

from typing import Any
from urllib.parse import urlencode

import pandas as pd
from dash import dcc, html

from components import grid, messages
from components.catalogue_list import indicator_name
from components.quality_words import say
from data import catalogue, periods

PATH, KEY, UNNAMED = "/du-lieu", "co-quan", "-"
COUNTS = ("areas_due", "areas", "late", "corrected")


def link(set_code: str, agency: str, lang: str = "vi") -> dcc.Link:
    """The name of an agency, leading to its reports one by one."""
    asked = urlencode({"bo": set_code, KEY: agency or UNNAMED})
    return dcc.Link(agency or say("agency_open", lang), href=f"{PATH}?{asked}#quality-of-agency")


def table(rows: pd.DataFrame, of: int, table_id: str, told: grid.Told, set_code: str, lang: str = "vi") -> html.Div:
    """The reports (columns of ``data.quality.of_agency``), of ``of`` in all, and the way back."""
    columns = [
        grid.Column("indicator", say("cell_indicator", lang), width=26, pinned=True, may_group=True),
        grid.Column("period", say("period", lang), width=9, may_group=True),
        grid.Column("due_on", say("due_on", lang), "date", width=8),
        *(grid.Column(name, say(f"{name}_count", lang), "number", decimals=0, width=7) for name in COUNTS),
        grid.Column("received_on", say("received_on", lang), "date", width=9),
        grid.Column("late_days", say("late_days", lang), "number", decimals=0, width=8),
        grid.Column("state", say("state", lang), width=11, may_group=True),
    ]
    back = dcc.Link(say("cells_back", lang), href=f"{PATH}?{urlencode({'bo': set_code})}")
    more = [messages.message(say("cells_more", lang, shown=len(rows), of=of))] if of > len(rows) else []
    listed = grid.records(pd.DataFrame([_row(one, lang) for one in rows.to_dict("records")]))
    return html.Div([*more, grid.grid(table_id, listed, columns, told, key="key", height=34, lang=lang), html.P(back)])


def _row(one: dict[Any, Any], lang: str) -> dict[str, Any]:
    came, whole = int(one["areas"]), int(one["areas"]) >= int(one["areas_due"])
    state = "cells_none" if not came else "cells_whole" if whole else "cells_part"
    return {
        "key": f"{one['indicator_code']}|{one['period']}",
        "indicator": indicator_name(catalogue.get(one["indicator_code"]), lang),
        "period": one["period"],
        "period_shown": periods.label(one["period"], lang),
        "due_on": one["due_on"].isoformat(),
        **{name: int(one[name]) for name in COUNTS},
        "received_on": one["last_published_at"].date().isoformat() if came else None,
        "late_days": one["late_days"],
        "state": say(state, lang),
    }
