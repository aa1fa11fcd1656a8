"""What the room of emergencies tells leads to the readings and cells that it was worked out from."""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from components import emergency, made_source
from components.emergency_parts import figure
from data import engine, keys, made
from data.emergency_answers import EmergencyView
from data.keys import MadeKey, PartStanding
from loaders.demo import storm
from tests.pages.test_khan_cap import home, seen, use, words  # noqa: F401  # the fixtures of the room

SOURCED = re.compile(r'"at":"([^"]+)","key":"([^"]+)","type":"source"')  # as ids stand in what is drawn once


@pytest.fixture(scope="module")
def room(home: Path) -> Iterator[EmergencyView]:  # noqa: F811
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHISO_HOME", str(home))
        patch.delenv("CHISO_STATE_URL", raising=False)
        yield seen(home, storm.CODE)


def parts(key: keys.Key | None) -> list[PartStanding]:
    assert isinstance(key, MadeKey)
    with engine.connect() as conn:
        return made.standings(conn, key, "15")


def led(room: EmergencyView, part: str, at: str) -> list[MadeKey]:
    """The keys that a part of the page leads to from the places whose name begins with ``at``."""
    found = SOURCED.findall(words(emergency.parts(room)[part]).replace('\\"', '"'))
    return [key for place, text in found if place.split("-")[0] == at and isinstance(key := keys.parse(text), MadeKey)]


def test_the_rain_of_every_commune_is_the_sum_of_the_readings_it_leads_to(room: EmergencyView) -> None:
    wet = room.communes[room.communes["rain_24h_mm"] > 0].head(12)
    assert len(wet) == 12
    for one in wet.to_dict("records"):
        found = parts(keys.parse(one["rain_key"]))
        assert 0 < len(found) <= 24
        assert all(part.file_name and part.cell and part.unit == "mm" for part in found)
        assert np.isclose(sum(part.value or 0 for part in found), one["rain_24h_mm"])


def test_every_row_of_the_list_leads_to_its_rain_and_its_source_tells_each_hour_with_its_cell(
    room: EmergencyView,
) -> None:
    shown = led(room, "ranked", "rain")
    assert len(shown) == room.communes.query("level > 0")["rain_key"].ne("").sum()
    told = made_source.lineage(shown[0], parts(shown[0]))
    assert told["title"] == "Mưa 24 giờ của xã, phường"
    assert re.fullmatch(r".+, \d\d:00 \d\d/\d\d/\d{4}", told["parts"][0]["name"])
    assert told["parts"][0]["where"]
    hour = keys.parse(told["parts"][0]["key"])
    assert isinstance(hour, keys.ReadingsKey)
    assert hour.hours == 1  # a row of a feed tells rain and water: the cell alone would not say which


def test_the_sums_of_communes_lead_to_every_figure_that_was_added(room: EmergencyView) -> None:
    sums = led(room, "damage", "sum")
    communes = room.latest[room.latest["area_level"] == "commune"]
    totals = {figure(float(total)) for total in communes.groupby("item")["value"].sum()}
    assert sums
    assert {figure(sum(part.value or 0 for part in parts(key))) for key in sums} <= totals


def test_readings_that_were_set_aside_are_led_to(room: EmergencyView) -> None:
    faults = led(room, "faults", "fault")
    assert len(faults) == len(room.faults) > 0
    assert all(parts(key) for key in faults)


def test_what_a_level_was_worked_out_from_leads_to_the_readings_of_its_station(home: Path) -> None:  # noqa: F811
    first = seen(home, storm.CODE).communes.sort_values("level").iloc[-1]["area_code"]
    room = seen(home, storm.CODE, xa=first)
    used = [one for why in room.why.hazards for one in why.used if one.station] if room.why else []
    assert used
    assert all(one.key and parts(one.key) for one in used)
