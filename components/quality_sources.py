"""What two sources say of the same, side by side, each figure leading to where it stands."""

import math
from typing import Any

import pandas as pd
from dash import html

from components import formats, messages, naming
from components.attributes import attrs
from components.number_link import number_link
from components.plain import plain
from components.quality_words import say
from components.words import word
from data import catalogue
from data.answers import NumberKey
from data.keys import MadeKey

SHOWN = 60  # lines; the newest periods come first
HEADS = ("apart_indicator", "apart_area", "period", "stands", "another", "difference")


def apart(found: pd.DataFrame, lang: str = "vi") -> Any:
    """Columns of ``data.two_sources.apart``; a sentence where there are none."""
    if found.empty:
        return messages.message(say("nothing_apart", lang))
    head = [html.Th(say(name, lang), scope="col", className="figure" if name in HEADS[3:] else "") for name in HEADS]
    rows = [_row(number, one, lang) for number, one in enumerate(found.head(SHOWN).to_dict("records"))]
    made = [html.Table([html.Thead(html.Tr(head)), html.Tbody(rows)], className="stacked-table")]
    if len(found) > SHOWN:
        made.append(html.P(say("more_apart", lang, count=len(found) - SHOWN), className="muted"))
    return plain(html.Div(made))


def _row(number: int, one: dict[Any, Any], lang: str) -> html.Tr:
    about, other = catalogue.get(one["indicator_code"]), catalogue.get(one["other_code"])
    named: list[Any] = [naming.name_of(about, lang)]
    if other.code != about.code:
        named.append(html.Div(naming.name_of(other, lang), className="muted"))
    if one["breakdown"] != "total":
        named.append(html.Div(naming.breakdown_label(one["breakdown"], lang), className="muted"))
    return html.Tr(
        [
            html.Th(named, scope="row"),
            _cell("apart_area", one["area_name"], lang, ""),
            _cell("period", naming.period_words(one["period"], one["measure"], lang), lang, ""),
            _cell("stands", _said(number, one, "", about.code, lang), lang),
            _cell("another", _said(number, one, "other_", other.code, lang), lang),
            _cell("difference", _far(number, one, lang), lang, "figure is-differing"),
        ]
    )


def _far(number: int, one: dict[Any, Any], lang: str) -> Any:
    """How far they are apart, leading to both; of one indicator its own panel tells what every source said."""
    if not math.isfinite(one["difference"]):
        return "–"
    stands, other = (_key(one, one[code]) for code in ("indicator_code", "other_code"))
    key = stands if stands == other else MadeKey("two_said", (stands, other))
    return number_link(f"{formats.signed(one['difference'], 1, lang=lang)} %", key, f"far-{number}", lang)


def _key(one: dict[Any, Any], code: str) -> NumberKey:
    return NumberKey(code, one["area_code"], one["period"], one["measure"], one["breakdown"], one["basis"])


def _said(number: int, one: dict[Any, Any], which: str, code: str, lang: str) -> list[Any]:
    """A figure in the unit of what stands, and whose it is; the panel that it opens has both and what came between."""
    about = catalogue.get(one["indicator_code"])
    key = _key(one, code)
    value = formats.number(one["other" if which else "value"], lang=lang)
    whose = one[f"{which}source"] or say("unnamed_source", lang)
    date = formats.date(one[f"{which}published_at"])
    return [
        html.Button(
            f"{value} {naming.unit_in_text(about, lang)}".strip(),
            id={"type": "source", "key": key.text(), "at": f"apart-{number}-{which}"},
            type="button",
            className="source-link",
            title=word("source_of", lang, name=naming.name_of(catalogue.get(code), lang)),
        ),
        html.Div(say("from_source", lang, source=whose, date=date), className="muted"),
    ]


def _cell(name: str, content: Any, lang: str, class_name: str = "figure") -> html.Td:
    return html.Td(content, className=class_name, **attrs({"data-label": say(name, lang)}))
