"""The filter bar: dropdowns that say what they filter, in the words of the province."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dash import dcc, html

from components import formats
from components.attributes import attrs
from components.words import word
from data.answers import METHODS

Options = Mapping[str, str] | Sequence[tuple[str, str]]  # value → label, in the order to be shown


def marker(prefix: str, keys: Iterable[str], whole: Iterable[str] = ()) -> dict[str, str]:
    """What tells the browser which parameters a page is made of; ``whole`` are those of which empty is a choice too."""
    told = {"data-view": prefix, "data-keys": " ".join(keys), "data-whole": " ".join(whole)}
    return {name: text for name, text in told.items() if text or name != "data-whole"}


def bar(fields: Sequence[html.Div], *, lang: str = "vi") -> html.Div:
    """Fields in one line that wraps."""
    return html.Div(list(fields), className="filter-bar", role="group", **attrs({"aria-label": word("filters", lang)}))


def fold(summary: str, inside: Sequence[html.Div]) -> html.Details:
    """Fields that wait behind ``summary`` where the screen is narrow; elsewhere they stand among the others."""
    return html.Details([html.Summary(summary), *inside], className="filter-fold")


def field(
    field_id: str | dict[str, str],
    label: str,
    options: Options,
    value: str | Sequence[str] | None,
    *,
    searchable: bool | None = None,
    clearable: bool = False,
    multi: bool = False,
    class_name: str = "",
    lang: str = "vi",
) -> html.Div:
    """A labelled dropdown; it can be searched when it has more than eight choices, unless ``searchable`` says else."""
    pairs = list(options.items()) if isinstance(options, Mapping) else list(options)
    dropdown = dcc.Dropdown(
        id=field_id,
        options=[{"value": key, "label": text} for key, text in pairs],
        value=value,
        clearable=clearable,
        multi=multi,
        searchable=len(pairs) > 8 if searchable is None else searchable,
        placeholder=word("choose", lang),
        labels={
            "search": word("search", lang),
            "no_options_found": word("nothing_found", lang),
            "clear_search": word("clear_search", lang),
            "clear_selection": word("clear_selection", lang),
            "select_all": word("select_all", lang),
            "deselect_all": word("deselect_all", lang),
            "selected_count": word("selected_count", lang, num_selected="{num_selected}"),
        },
        className="filter-dropdown",
    )
    # An id of parts stands in the page as JSON with sorted keys and no blanks.
    target = field_id if isinstance(field_id, str) else json.dumps(field_id, sort_keys=True, separators=(",", ":"))
    name = html.Label(label, htmlFor=target, className="filter-label")
    return html.Div([name, dropdown], className=f"filter {class_name}".strip())


def pick(asked: str | None, options: Options) -> str | None:
    """``asked`` where it is a choice, otherwise the first choice, None when there is none."""
    keys = list(options) if isinstance(options, Mapping) else [key for key, _ in options]
    return asked if asked in keys else next(iter(keys), None)


def period(field_id: str, options: Options, value: str | None, *, lang: str = "vi") -> html.Div:
    return field(field_id, word("period", lang), options, value, lang=lang)


def comparison(field_id: str, options: Options, value: str | None, *, lang: str = "vi") -> html.Div:
    return field(field_id, word("comparison", lang), options, value, lang=lang)


def breakdown(field_id: str, options: Options, value: str | None, *, lang: str = "vi") -> html.Div:
    return field(field_id, word("breakdown", lang), options, value, lang=lang)


def indicator_set(field_id: str, options: Options, value: str | None, *, lang: str = "vi") -> html.Div:
    return field(field_id, word("set", lang), options, value, lang=lang)


def province(field_id: str, options: Options, value: str | None, *, lang: str = "vi") -> html.Div:
    return field(field_id, word("province", lang), options, value, lang=lang)


def group(field_id: str, options: Options, value: str | None, *, lang: str = "vi") -> html.Div:
    """Former provinces and districts; the first option should be the whole province."""
    return field(field_id, word("group", lang), options, value, lang=lang)


def known_on(field_id: str, days: Sequence[date], value: date | None, *, lang: str = "vi") -> html.Div:
    """As of which of ``days`` values are wanted as they were known; the first choice is what is known now."""
    asked = [value] if value and value not in days else []
    options = {f"{day:%Y-%m-%d}": word("known_to", lang, day=formats.date(day)) for day in (*asked, *days[1:])}
    chosen = f"{value:%Y-%m-%d}" if value else ""
    return field(field_id, word("known", lang), {"": word("newest", lang), **options}, chosen, lang=lang)


def class_method(field_id: str, value: str = "quantile", *, lang: str = "vi") -> html.Div:
    """How the map's classes are made."""
    methods = [(name, word(name, lang)) for name in METHODS]
    return field(field_id, word("method", lang), methods, value, lang=lang)
