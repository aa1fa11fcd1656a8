"""The communes that are most like one: which they are, and the features that decided, each with its source."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html

from components import formats
from components.analyst_words import say
from components.number_link import number_link
from components.profile_links import path_of
from data.analyst import Profile
from data.answers import NumberKey
from data.keys import Key, LandKey, MadeKey


def alike(found: Profile, lang: str = "vi") -> html.Div:
    """Which communes are meant, by what they are alike, and what nobody reports."""
    like = found.alike
    told = [[f"{say(name, lang)} (", _feature(found, name, value, lang), ")"] for name, value in like.used]
    kind = like.kind if like.kind and lang == "vi" else say("alike_any", lang)
    why = say("alike_why", lang, count=len(like.area_codes), kind=kind, features="\0")
    before, _, after = why.partition("\0")
    parts: list[Any] = [
        html.P([before, *(piece for one in _joined(told) for piece in one), after]),
        html.P(
            _joined(
                [dcc.Link(name, href=path_of(code, found.set_code, found.known_to)) for code, name in _pairs(found)]
            )
        ),
    ]
    if like.unknown:
        features = ", ".join(say(name, lang) for name in like.unknown)
        parts.append(html.P(say("alike_unknown", lang, features=features), className="muted"))
    return html.Div(parts, className="profile-words")


def _pairs(found: Profile) -> list[tuple[str, str]]:
    return list(zip(found.alike.area_codes, found.alike_names, strict=True))


def _joined(parts: Sequence[Any]) -> list[Any]:
    return [piece for place, part in enumerate(parts) for piece in ((", ", part) if place else (part,))]


def _feature(found: Profile, name: str, value: float, lang: str) -> Any:
    """A feature with its unit, leading to where the commune says it, or to the list of areas."""
    unit = {"population": "người", "density": "người/km²", "area_km2": "km²", "forest_cover": "%"}[name]
    if lang == "en":
        unit = unit.replace("người", "people")
    told = formats.number(value, 0 if name in ("population", "density") else 1, unit, lang)
    key = _feature_key(found, name)
    return number_link(told, key, f"alike-{name}", lang) if key else told


def _feature_key(found: Profile, name: str) -> Key | None:
    land, concept = LandKey(found.area_code), "population" if name == "density" else name
    if name == "area_km2":
        return land
    line = next((one for one in found.lines if one.indicator.concept == concept and one.value is not None), None)
    if line is None:
        return None
    said = NumberKey(line.indicator.code, found.area_code, line.period, line.measure)
    return MadeKey("density", (said, land)) if name == "density" else said
