"""Maps of another kind than one indicator in its classes: two indicators at once, hot and cold spots."""

from collections.abc import Sequence

import numpy as np
from dash import html

from components import classes, explorer, formats, naming, palettes
from components.attributes import attrs
from components.map_words import say
from components.shading import Shades
from data.catalogue import Indicator
from data.map_answers import Floats, MapView, Spots, counts

THIRDS = ("low", "middle", "high")
SPOT_KINDS = ("none", "low_low", "low_high", "high_low", "high_high")  # in the order of palettes.SPOTS
NAMED = 8  # areas by name in a sentence


def paint(view: MapView, lang: str = "vi") -> Shades:
    """The values store of the map, of whichever kind it is."""
    sheet = explorer.paint(view, lang)
    sheet["chosen"], sheet["named"] = list(view.asked.chosen), view.asked.labels
    if view.asked.level == "province":
        sheet["areas"] = say("provinces_count", lang)
    if sheet["message"]:
        return sheet
    if view.second is not None and view.asked.second is not None:
        second = view.second["value"].to_numpy(dtype=float, na_value=np.nan)
        return _two(view, view.asked.second, second, sheet, lang)
    return _spots(view.spots, sheet, lang) if view.spots is not None else sheet


def legend_of_two(view: MapView, sheet: Shades, lang: str = "vi") -> html.Div:
    """Three by three colours with the number of areas in each; the second indicator grows upwards."""
    names = [explorer.name(view.asked, lang), naming.name_of(view.asked.second, lang) if view.asked.second else ""]
    rows = [
        html.Tr([_cell(sheet, row * 3 + column, lang) for column in range(3)], className="two-row") for row in (2, 1, 0)
    ]
    table = html.Table(html.Tbody(rows), className="two-legend", **attrs({"aria-label": say("two_legend", lang)}))
    up, right = say("two_second", lang, name=names[1]), say("two_first", lang, name=names[0])
    return html.Div([html.P(up, className="two-name"), table, html.P(right, className="two-name")], className="legend")


def reasons(view: MapView, lang: str = "vi") -> list[str]:
    """What this kind of map means, a sentence each; nothing for a map of one indicator."""
    if view.second is not None:
        both = int((view.frame["shown"].notna() & view.second["value"].notna()).sum())
        return [say("two_why", lang, both=both, of=len(view.frame))]
    return _spot_sentences(view, view.spots, lang) if view.spots is not None else []


def _two(view: MapView, other: Indicator, second: Floats, sheet: Shades, lang: str) -> Shades:
    """Each area in one of nine classes: the third of the first indicator, and of the second."""
    first = view.frame["shown"].to_numpy(dtype=float, na_value=np.nan)
    both = np.isfinite(first) & np.isfinite(second)
    place = _third(second[both]) * 3 + _third(first[both])
    codes = view.frame["area_code"].to_numpy()[both]
    unit = naming.unit_of(other, lang)
    beside = {
        code: f"{naming.name_of(other, lang)}: {formats.number(value, lang=lang)} {unit}"
        for code, value in zip(view.frame["area_code"], second, strict=True)
        if np.isfinite(value)
    }
    sheet["text"] = {
        code: [*lines[:1], *([beside[code]] if code in beside else [say("two_missing", lang)]), *lines[1:]]
        for code, lines in sheet["text"].items()
    }
    labels = [
        say("two_class", lang, first=say(one, lang), second=say(other, lang)) for other in THIRDS for one in THIRDS
    ]
    return _classed(sheet, dict(zip(codes, place.tolist(), strict=True)), labels, palettes.TWO, palettes.TWO)


def _third(values: Floats) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    return np.searchsorted(np.array(classes.limits(values, "quantile", 3)), values, side="right")


def _classed(
    sheet: Shades, of: dict[str, int], labels: Sequence[str], colors: Sequence[str], dark: Sequence[str]
) -> Shades:
    """``sheet`` with classes of its own; areas in none of them count as missing."""
    outside = [code for code in sheet["values"] if code not in of]
    sheet["values"] = {code: value for code, value in sheet["values"].items() if code in of}
    sheet["status"] |= dict.fromkeys(outside, "missing")
    sheet["absent"] = {
        kind: list(sheet["status"].values()).count(kind) for kind in dict.fromkeys(sheet["status"].values())
    }
    sheet["classes"], sheet["limits"], sheet["symbols"] = of, [], 0.0
    sheet["labels"], sheet["colors"], sheet["colors_dark"] = list(labels), list(colors), list(dark)
    sheet["counts"] = [list(of.values()).count(number) for number in range(len(labels))]
    return sheet


def _spots(found: Spots, sheet: Shades, lang: str) -> Shades:
    place = {kind: number for number, kind in enumerate(SPOT_KINDS)}
    of = {code: place.get(kind, 0) for code, kind in found.kinds.items()}
    for code, kind in found.kinds.items():
        sheet["text"][code].insert(1, say(f"spot_{kind}", lang))
    sheet["title"] = say("spots_title", lang)
    labels = [say(f"spot_{kind}", lang) for kind in SPOT_KINDS]
    return _classed(sheet, of, labels, palettes.SPOTS, palettes.SPOTS_DARK)


def _spot_sentences(view: MapView, found: Spots, lang: str) -> list[str]:
    if found.index is None or found.p is None:
        return [say("spots_few", lang)]
    clustered = found.p <= found.level
    key = "spots_no" if not clustered else "spots_yes" if found.index > 0 else "spots_apart"
    figures = {"index": formats.number(found.index, 2, lang=lang), "p": formats.number(found.p, 3, lang=lang)}
    told = [say(key, lang, **figures)]
    names = dict(zip(view.frame["area_code"], view.frame["area_name"], strict=True))
    for kind in reversed(SPOT_KINDS[1:]):
        there = [names[code] for code, own in found.kinds.items() if own == kind]
        if there:
            listed = ", ".join(there[:NAMED])
            if len(there) > NAMED:
                listed = say("spots_more", lang, names=listed, count=len(there) - NAMED)
            told.append(say("spots_counted", lang, count=len(there), kind=say(f"spot_{kind}", lang), names=listed))
    if not explorer.is_normalised(view.asked) and counts(view.asked.ask.indicator):
        told.append(say("spots_counts", lang))
    level = formats.number(found.level * 100, 0, lang=lang)
    return [*told, say("spots_method", lang, permutations=found.permutations, level=level)]


def _cell(sheet: Shades, number: int, lang: str) -> html.Td:
    if number >= len(sheet["colors"]):
        return html.Td()
    style = {"--swatch": sheet["colors"][number], "--swatch-dark": sheet["colors_dark"][number]}
    return html.Td(f"{sheet['counts'][number]}", className="two-cell", title=sheet["labels"][number], style=style)
