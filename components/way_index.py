"""What the command palette finds: pages, provinces, communes and indicators, with the words that it speaks.

One JSON document per language, the same for every reader, so that browsers keep it; they search in it themselves
(``assets/06-way-search.js``).
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from components import profile_links, way_words
from components.shell import NavGroup
from data import catalogue
from geo import areas


class Place(NamedTuple):
    """One thing to go to."""

    kind: str  # page, province, commune, indicator
    name: str
    note: str  # what tells it from others of the name
    path: str
    also: str  # other words that it is found by


@dataclass(frozen=True)
class Index:
    """The document: ``text`` is JSON, ``address`` carries its hash."""

    lang: str
    places: tuple[Place, ...]

    @cached_property
    def text(self) -> str:
        """``words`` (str by key), ``shortcuts`` (pairs), ``places`` (lists in the order of ``Place``)."""
        told = {
            "words": way_words.all_words(self.lang),
            "shortcuts": way_words.shortcuts(self.lang),
            "places": self.places,
        }
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    @cached_property
    def version(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]

    @property
    def address(self) -> str:
        return f"/tim/{self.lang}.{self.version}.json"


def index(rooms: Sequence[NavGroup], lang: str = "vi") -> Index:
    """Everything that can be gone to, ``rooms`` being the navigation in ``lang``."""
    pages = [Place("page", item.label, "", item.path, "") for group in rooms for item in group.items]
    return Index(lang, (*pages, *_provinces(lang), *_communes(), *_indicators(lang)))


def _provinces(lang: str) -> Iterator[Place]:
    """Provinces whose set is in the catalogue: the others have no page."""
    names = areas.provinces().set_index("area_code")["full_name"]
    for one in catalogue.sets().values():
        set_name = one.name_en if lang == "en" else one.name
        yield Place("province", str(names[one.province_code]), set_name, f"/?{urlencode({'bo': one.set_code})}", "")


def _communes() -> Iterator[Place]:
    names = areas.provinces().set_index("area_code")["full_name"]
    sets = {one.province_code: one.set_code for one in catalogue.sets().values()}
    frame = areas.communes()
    for code, name, province in zip(frame["area_code"], frame["full_name"], frame["province_code"], strict=True):
        yield Place("commune", name, str(names[province]), profile_links.path_of(code, sets.get(province, "")), code)


def _indicators(lang: str) -> Iterator[Place]:
    for one in catalogue.indicators().values():
        page, own = catalogue.pages()[one.page], catalogue.sets()[one.set_code]
        names = [one.name, one.name_en] if lang == "vi" or not one.name_en else [one.name_en, one.name]
        note = f"{own.name_en} · {page.name_en}" if lang == "en" else f"{own.name} · {page.name}"
        path = f"{page.path}?{urlencode({'bo': one.set_code, 'chi-so': one.code})}"
        yield Place("indicator", names[0], note, path, names[1])
