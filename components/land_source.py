"""The source panel of the land of a commune, which the list of areas that comes with the program tells."""

from components import formats
from components.analyst_words import say
from components.lineage import Lineage
from data.keys import LandKey
from geo import areas


def lineage(key: LandKey, lang: str = "vi") -> Lineage:
    """Everything that the panel says."""
    place, built = areas.communes_by_code()[key.area_code], areas.land_from(key.area_code)
    return Lineage(
        title=say("land_of", lang, name=place["full_name"]),
        value=formats.number(float(place["area_km2"]), unit="km²", lang=lang),
        status=say("land_estimated" if place["area_is_estimated"] else "land_declared", lang),
        source=built.source,
        file=built.file_name,
        cell=formats.cell(f"row {built.row}", lang),
        hash=built.sha256,
        notes=[say("land_note", lang)],
    )
