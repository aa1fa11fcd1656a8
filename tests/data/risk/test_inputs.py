"""From stations to communes: what counts, what is set aside, and from where."""

import numpy as np
import pandas as pd

from data.risk import feeds, inputs
from data.risk.feeds import Feed

HOURS = pd.date_range("2026-08-01T00", periods=96, freq="h")


def fed(**stations: dict[str, object]) -> Feed:
    """A feed of stations, each with its quantity and 96 hourly values."""
    rows = [
        {"entry_code": code, "quantity": quantity, "at": hour, "value": value}
        for code, about in stations.items()
        for quantity, values in about.items()
        for hour, value in zip(HOURS, values, strict=True)
        if not np.isnan(value)
    ]
    return feeds.feed(pd.DataFrame(rows), HOURS)


def stations(*rows: tuple[str, str, float, float], **more: object) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["entry_code", "area_code", "latitude", "longitude"])
    usual = {"alarm_1": np.nan, "alarm_2": np.nan, "alarm_3": np.nan, "historical_level": np.nan, "basin": ""}
    return frame.assign(**usual | more)


PLACES = pd.DataFrame({
    "area_code": ["00001", "00002", "00003"], "lat": [22.0, 22.1, 23.0], "lon": [105.0, 105.0, 105.0],
    "flood_station": ["", "S", ""],
})  # fmt: skip


def noisy(base: float) -> np.ndarray:
    return base + np.tile([0.0, 0.4, 0.8, 0.2], 24)


def test_a_commune_takes_the_station_inside_else_the_nearest_within_reach_else_none() -> None:
    feed = fed(A={"rain": noisy(5)}, B={"rain": noisy(1)})
    found = inputs.inputs(
        PLACES, stations(("A", "00002", 22.02, 105.0), ("B", "", 22.01, 105.0)), feed, 24, storm=False
    )
    assert [found.used("rain", commune, -1) for commune in range(3)] == ["B", "A", ""]
    assert np.isnan(found.variables["rain_24h_mm"][2, -1])


def test_days_of_rain_before_are_counted_back_from_yesterday() -> None:
    rain = np.concatenate([np.full(24, 0.1), np.full(48, 1.0), np.full(24, 5.0)]) + np.tile([0.0, 0.01], 48)
    found = inputs.inputs(PLACES, stations(("A", "00001", 22.0, 105.0)), fed(A={"rain": rain}), 1, storm=False)
    assert round(found.variables["rain_24h_mm"][0, -1]) == 120
    assert found.variables["antecedent_rain_days"][0, -1] == 2
    assert found.variables["duration_days"][0, -1] == 1


def test_rain_of_hours_that_are_known_in_part_is_a_lower_bound() -> None:
    rain = noisy(5)
    rain[-4:] = np.nan
    found = inputs.inputs(PLACES, stations(("A", "00001", 22.0, 105.0)), fed(A={"rain": rain}), 1, storm=False)
    assert found.variables["rain_hours"][0, -1] == 20
    assert found.variables["rain_24h_mm"][0, -1] > 100


def test_water_counts_for_the_assigned_commune_alone() -> None:
    about = stations(
        ("S", "", 22.0, 105.0), alarm_1=20.0, alarm_2=21.0, alarm_3=22.0, historical_level=25.0, basin="Lô"
    )
    found = inputs.inputs(PLACES, about, fed(S={"water_level": noisy(22.5)}), 1, storm=False)
    assert np.isnan(found.variables["water_level_alarm"][0, -1])
    assert (found.variables["water_level_alarm"][1, -1], found.variables["basins"][1, -1]) == (3, 1)
    assert round(found.variables["above_bd3_m"][1, -1], 1) == 0.7


def test_wind_is_a_storms_only_while_there_is_one() -> None:
    about, feed = stations(("A", "00001", 22.0, 105.0)), fed(A={"wind": noisy(20)})
    assert inputs.inputs(PLACES, about, feed, 1, storm=True).variables["wind_beaufort"][0, -1] == 9
    assert np.isnan(inputs.inputs(PLACES, about, feed, 1, storm=False).variables["wind_beaufort"][0, -1])


def test_silent_stuck_spiking_and_impossible_stations_are_said_and_set_aside() -> None:
    silent, stuck, spiking, impossible = noisy(2), noisy(2), noisy(10), noisy(2)
    silent[-5:], stuck[-8:], spiking[40], impossible[50] = np.nan, 7.7, 60.0, 999.0
    clean = feeds.screened(
        fed(A={"rain": silent}, B={"rain": stuck}, C={"water_level": spiking}, D={"rain": impossible})
    )
    told = clean.faults[["entry_code", "fault", "hours"]].values.tolist()
    assert sorted(told) == [["A", "silent", 5], ["B", "stuck", 8], ["C", "spike", 1], ["D", "impossible", 1]]
    assert np.isnan(clean.values["rain"][1, -8:]).all()
    assert not np.isnan(clean.values["rain"][1, :-8]).any()


def test_dry_hours_in_a_row_are_no_fault() -> None:
    assert feeds.screened(fed(A={"rain": np.zeros(96)})).faults.empty


def test_the_nearest_other_station_stands_in_for_one_that_was_set_aside() -> None:
    stuck = noisy(2)
    stuck[-8:] = 7.7
    feed = feeds.screened(fed(A={"rain": stuck}, B={"rain": noisy(3)}))
    about = stations(("A", "00001", 22.0, 105.0), ("B", "", 22.05, 105.0))
    found = inputs.inputs(PLACES, about, feed, 24, storm=False)
    assert [found.used("rain", 0, hour) for hour in (0, -1)] == ["A", "B"]


def test_exactly_as_much_as_its_hours_make_is_no_trifle_less() -> None:
    """A tenth of a millimetre is no exact binary number; added up it would miss the limit that it reaches."""
    rain = np.tile([3.2, 5.1, 4.3, 4.0, 5.1, 3.3], 16)
    found = inputs.inputs(PLACES, stations(("A", "00001", 22.0, 105.0)), fed(A={"rain": rain}), 24, storm=False)
    assert found.variables["rain_24h_mm"][0, -1] == 100.0
    assert found.variables["rain_12h_mm"][0, -1] == 50.0


def test_the_hottest_hour_counts_for_a_day_and_the_mean_is_of_the_hours_that_are_known() -> None:
    heat = np.full(96, 30.0) + np.tile([0.0, 0.2], 48)
    heat[40], heat[90:92] = 36.0, np.nan
    found = inputs.inputs(PLACES, stations(("A", "00001", 22.0, 105.0)), fed(A={"temperature": heat}), 72, storm=False)
    hottest = found.variables["tmax_c"][0]
    assert (hottest[39 - 24], hottest[40 - 24], hottest[63 - 24], hottest[64 - 24]) == (30.2, 36.0, 36.0, 30.2)
    assert found.variables["tmean_c"][0, -1] == np.nanmean(heat[72:]).round(6)
