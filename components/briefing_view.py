"""A briefing as it is read on the screen: words, drawings and tables as in its files, numbers with their source."""

import base64
from typing import Any

from dash import html

from components.number_link import source_button
from data import keys
from data.score_answers import ScoreKey
from exports.briefing import chart_drawing, map_drawing
from exports.briefing.model import Block, Briefing, Cell, Chart, Map, Paragraph, Table, Words
from exports.briefing.numbering import captions, roman

MOST_ROWS = 30  # of a table on the screen; the files have all


def view(briefing: Briefing) -> html.Article:
    """The whole briefing, from the subject to the last section."""
    told = captions(briefing)
    head = [
        html.P(briefing.letterhead.office, className="briefing-office"),
        html.P(briefing.name, className="briefing-name"),
    ]
    head += [html.P(briefing.subject, className="briefing-subject")]
    if briefing.mark:
        head.append(html.P(briefing.mark, className="mark-simulated"))
    sources = {one.key: f"{one.source}; {one.file}" for one in briefing.origins}
    sections = [
        html.Section(
            [
                html.H3(f"{roman(place)}. {one.title}"),
                *(_block(b, f"{place}-{at}", briefing, told, sources) for at, b in enumerate(one.blocks)),
            ]
        )
        for place, one in enumerate(briefing.sections, start=1)
    ]
    foot = html.Footer([html.P(line) for line in briefing.told()], className="briefing-foot")
    return html.Article([*head, *sections, foot], className="briefing")


def _block(block: Block, at: str, briefing: Briefing, told: dict[int, str], sources: dict[str, str]) -> Any:
    """``at`` tells the same number in two places apart."""
    if isinstance(block, Paragraph):
        words = [
            _number(one, f"{at}-{place}", sources) if one.key else one.text for place, one in enumerate(block.words)
        ]
        return html.P(["– ", *words] if block.is_item else words)
    caption = html.Figcaption(told[id(block)])
    if isinstance(block, Table):
        return html.Figure([caption, _table(block, at)], className="briefing-table")
    svg = chart_drawing.svg(block) if isinstance(block, Chart) else map_drawing.svg(block, briefing.mark)
    return html.Figure([caption, picture(svg, _alt(block))])


def _number(one: Words, at: str, sources: dict[str, str]) -> html.B:
    """A number within words, as a button to its source; a list that a key does not name is said in the title alone."""
    if keys.parse(one.key) is None and ScoreKey.parse(one.key) is None:
        return html.B(one.text, title=sources.get(one.key))
    return html.B(source_button(one.text, one.key, at, sources.get(one.key) or one.text))


def _alt(block: Chart | Map) -> str:
    return f"{block.title}. {block.about}"


def picture(svg: str, alt: str) -> html.Img:
    """A drawing as an image that needs no request of its own."""
    data = base64.b64encode(svg.encode()).decode()
    return html.Img(src=f"data:image/svg+xml;base64,{data}", alt=alt, className="briefing-picture")


def _table(table: Table, at: str) -> html.Div:
    head = html.Tr([html.Th(one.name, scope="col") for one in table.columns])
    kinds = [one.kind for one in table.columns]
    rows = [
        html.Tr([_cell(cell, kind, f"{at}-{line}-{n}") for n, (cell, kind) in enumerate(zip(row, kinds, strict=True))])
        for line, row in enumerate(table.rows[:MOST_ROWS])
    ]
    left = len(table.rows) - MOST_ROWS
    note = [html.P(table.note)] if table.note else []
    more = [html.P(f"… và {left} dòng khác trong tệp.")] if left > 0 else []
    return html.Div([html.Table([html.Thead(head), html.Tbody(rows)]), *note, *more], className="scroll-x", tabIndex=0)


def _cell(cell: Cell, kind: str, at: str) -> html.Td:
    key = cell.key or cell.behind
    shown = source_button(cell.text, key, at, cell.text) if key else cell.text
    return html.Td(shown, className="is-number" if kind == "number" else None)
