"""Tables: the one way in which rows are shown to be sorted, filtered, grouped, pinned, copied and taken away.

Rows and columns in, AG Grid (community) out.  What a table can do beyond AG Grid, grouping, copying a block into a
spreadsheet, handing out what is seen, is done in the browser by ``assets/grid*.js``, without a callback: a page only
says what its table holds.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

import dash_ag_grid as dag
import pandas as pd
from dash import html

from components import exports
from components.attributes import attrs
from components.grid_words import VIETNAMESE
from components.words import word

Kind = Literal["text", "number", "date", "moment", "link", "choice"]
SHORT: Final = 12  # rows up to which a table is as high as its rows
_TYPES: Final[dict[str, dict[str, Any]]] = {
    "text": {
        "filter": "agTextColumnFilter",
        "filterParams": {"textFormatter": {"function": "chisoFold(params)"}, "defaultOption": "contains"},
        "comparator": {"function": "chisoCollate"},
    },
    "number": {
        "filter": "agNumberColumnFilter",
        "filterParams": {
            "allowedCharPattern": "\\d\\-,.",
            "numberParser": {"function": "chisoNumberOf(params)"},
            "defaultOption": "greaterThanOrEqual",
        },
        "comparator": {"function": "chisoByNumber"},
        "cellClass": "figure",
        "headerClass": "ag-right-aligned-header",
        "wrapText": False,
    },
    "date": {
        "filter": "agDateColumnFilter",
        "filterParams": {"comparator": {"function": "chisoByDay"}},
        "comparator": {"function": "chisoCollate"},
        "wrapText": False,
    },
}
# The words of the tools, which the script draws: Dash would follow each of them as a component of its own.
_TOOLS: Final = (
    "search_table", "group_rows", "no_grouping", "pin_columns", "no_pinning", "copy_table", "copy_table_long",
    "clear_table", "table_as", "table_rows", "table_rows_of", "table_copied", "table_unsent", "download",
)  # fmt: skip
_TYPE_OF: Final[dict[Kind, str]] = {
    "text": "text", "link": "text", "choice": "text", "number": "number", "date": "date", "moment": "date",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column: ``field`` of the rows, the heading, and how its cells are read.

    ``number``: a raw number or None, shown with the decimals it needs or with ``decimals``; ``date`` and ``moment``:
    ISO text; ``link``: text, led by the address in the row's ``<field>_href``; ``choice``: text, a button that chooses
    the indicator whose code is in ``<field>_code``; ``text`` may be sorted by what it is and shown as the row's
    ``<field>_shown``.  ``width`` is in rem, 0 shares what is left.
    ``may_group``: rows can be grouped by it.  ``sourced``: a number whose row has its key (``data.keys``, as text) in
    ``<field>_source`` leads to where it came from, on pages that hold a source panel.
    """

    field: str
    name: str
    kind: Kind = "text"
    decimals: int | None = None
    width: float = 0
    pinned: bool = False
    may_group: bool = False
    sourced: bool = False


@dataclass(frozen=True)
class Told:
    """What is said above the rows in a file; ready to be read, empty entries are left out (see ``exports.tables``)."""

    title: str
    unit: str = ""
    period: str = ""
    area: str = ""
    source: str = ""
    as_of: str = ""
    version: str = ""
    simulated: bool = False


def grid(
    grid_id: str,
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[Column],
    told: Told,
    *,
    key: str,
    height: float = 26,
    briefing: str = "",
    lang: str = "vi",
) -> html.Div:
    """The table with its tools.

    ``key`` names the field that tells the rows apart.  ``height`` in rem is what a long table takes; a short one takes
    what it needs.  ``briefing`` is the address at which it is added to a briefing.  A callback gives it other rows
    through ``Output(grid_id, "rowData")``; a script through ``chiso.grid.fill``.
    """
    table = dag.AgGrid(
        id=grid_id,
        rowData=[dict(row) for row in rows],
        columnDefs=[_definition(column) for column in columns],
        defaultColDef={
            "sortable": True, "resizable": True, "cellDataType": False, "wrapText": True, "autoHeight": True,
            "wrapHeaderText": True, "autoHeaderHeight": True, "minWidth": 80, "suppressHeaderMenuButton": True,
            "getQuickFilterText": {"function": "chisoQuickText(params)"},
        },
        dashGridOptions=_options(key, SHORT >= len(rows) > 0, lang),
        getRowId=f"params.data.{key}",
        style={"height": None if SHORT >= len(rows) > 0 else f"{height}rem"},
        className="grid-table",
    )  # fmt: skip
    added = [exports.briefing_link(briefing, lang)] if briefing else []
    return html.Div(
        [table, html.P(word("table_help", lang), className="grid-help"), *added],
        className="grid",
        role="group",
        **attrs(
            {
                "aria-label": told.title,
                "data-grid": grid_id,
                "data-grid-key": key,
                "data-grid-lang": lang,
                "data-grid-told": json.dumps(asdict(told), ensure_ascii=False),
                "data-grid-words": json.dumps({name: word(name, lang) for name in _TOOLS}, ensure_ascii=False),
                "data-grid-groups": json.dumps([column.field for column in columns if column.may_group]),
                "data-grid-library": f"/_dash-component-suites/dash_ag_grid/dash_ag_grid.min.js?v={dag.__version__}",
            }
        ),
    )


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as a table takes them: numbers and text as they are, moments as ISO text, nothing as None."""
    return [{str(name): _plain(value) for name, value in row.items()} for row in frame.to_dict("records")]


def _plain(value: Any) -> Any:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def _definition(column: Column) -> dict[str, Any]:
    known: dict[str, Any] = {
        "field": column.field,
        "headerName": column.name,
        "type": _TYPE_OF[column.kind],
        "context": {"kind": column.kind, "decimals": column.decimals},
        "pinned": "left" if column.pinned else None,
    }
    if column.kind in ("link", "choice") or column.sourced:
        known["cellRenderer"] = "ChisoCell"
    if column.kind not in ("link", "choice"):
        known["valueFormatter"] = {"function": "chisoShown(params)"}
    # Widths are told in rem, so that a table grows with the screen: the script makes pixels of them.
    known["context"]["rem"] = column.width
    return known | ({} if column.width else {"flex": 1})


def _options(key: str, is_short: bool, lang: str) -> dict[str, Any]:
    return {
        "columnTypes": _TYPES,
        "theme": {"function": "chisoTheme(agGrid)"},
        "domLayout": "autoHeight" if is_short else "normal",
        "animateRows": False,
        "suppressDragLeaveHidesColumns": True,
        "ensureDomOrder": True,
        "localeText": VIETNAMESE if lang == "vi" else {},
        "isFullWidthRow": {"function": "chisoIsGroup(params)"},
        "fullWidthCellRenderer": "ChisoGroup",
        "postSortRows": {"function": "chisoArrange(params)"},
        "context": {"key": key, "lang": lang},
    }
