"""Occupancy with its two denominators, days until beds are full, who has room, how long medicines last."""

import numpy as np
import pandas as pd
import pytest

from data import hospitals

TODAY = pd.Timestamp(2026, 11, 10)
A, B, C = "facility:08-A", "facility:08-B", "facility:08-C"


def facilities(**more: object) -> pd.DataFrame:
    about = {
        "area_code": [A, B, C],
        "name": ["Một", "Hai", "Ba"],
        "planned_beds": [100.0, 200.0, 0.0],
        "actual_beds": [150.0, 200.0, np.nan],
        "icu_beds": [10.0, 0.0, np.nan],
        "care_level": ["basic", "specialised", "initial"],
        "specialty": ["general", "general", "lung"],
        "latitude": [22.0, 22.0, 22.1],
        "longitude": [105.0, 105.1, 105.0],
    }
    return pd.DataFrame(about | more)


def reports(*rows: tuple[str, str, int, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["area_code", "measure", "back", "value"])
    return frame.assign(day=TODAY - pd.to_timedelta(frame["back"], unit="D"))


def state(*rows: tuple[str, str, int, float], of: str = A) -> pd.Series:
    found = hospitals.states(facilities(), reports(*rows), TODAY)
    return found.set_index("area_code").loc[of]


def test_more_than_all_planned_beds_is_told_beside_the_beds_that_are_really_there():
    own = state((A, "occupancy", 1, 120.0))
    assert (own["occupancy"], own["in_use"], own["of_actual"], own["band"]) == (120.0, 120, 80.0, "red")


def test_the_band_follows_the_mean_of_three_days_not_the_newest():
    own = state((A, "occupancy", 3, 80.0), (A, "occupancy", 2, 80.0), (A, "occupancy", 1, 90.0))
    assert (own["occupancy"], own["band"]) == (90.0, "green")


def test_a_facility_without_beds_has_no_percentage():
    own = state((C, "occupancy", 1, 90.0), of=C)
    assert own[["occupancy", "in_use", "of_actual"]].isna().all()
    assert own["band"] == ""


@pytest.mark.parametrize(("age", "band"), [(2, "orange"), (3, "")])
def test_old_reports_get_no_band(age: int, band: str):
    assert state((A, "occupancy", age, 96.0))["band"] == band


def test_without_a_free_bed_of_intensive_care_a_hospital_is_red_at_once():
    own = state((A, "occupancy", 1, 60.0), (A, "icu_occupancy", 1, 100.0))
    assert (own["band"], own["icu_band"]) == ("red", "red")


@pytest.mark.parametrize(("percent", "band"), [(89.0, "orange"), (90.0, "red")])
def test_the_worse_of_all_beds_and_intensive_care_is_the_band(percent: float, band: str):
    own = state((A, "occupancy", 1, 60.0), (A, "icu_occupancy", 1, percent))
    assert (own["band"], own["icu_band"]) == (band, band)
    assert state((A, "occupancy", 1, 101.0), (A, "icu_occupancy", 1, 10.0))["band"] == "red"


def test_a_hospital_that_told_of_intensive_care_alone_is_judged_by_it():
    own = state((A, "icu_occupancy", 1, 100.0))
    assert (own["band"], own["day"], own["age"]) == ("red", TODAY - pd.Timedelta(days=1), 1)


def test_a_full_intensive_care_of_last_week_says_nothing_of_today():
    own = state((A, "occupancy", 1, 60.0), (A, "icu_occupancy", 7, 100.0))
    assert (own["band"], own["icu_band"]) == ("green", "")


def test_without_beds_of_intensive_care_their_share_is_no_share():
    assert state((B, "occupancy", 1, 60.0), (B, "icu_occupancy", 1, 100.0), of=B)["icu_band"] == ""


def test_a_hospital_that_sent_nothing_is_there_without_numbers():
    own = state((B, "occupancy", 1, 90.0))
    assert own[["day", "occupancy"]].isna().all()
    assert own["band"] == ""


def flows(*net: float) -> pd.DataFrame:
    return pd.DataFrame({"admissions": [10 + one for one in net], "discharges": [10.0] * len(net)})


def test_free_beds_last_as_long_as_the_mean_net_inflow_lets_them():
    found = hospitals.days_to_full(flows(1, 2, 3), 20)
    assert (found.days, found.net) == (10.0, 2.0)
    assert found.low == pytest.approx(20 / (2 + 2.4841), abs=0.01)
    assert found.high is None  # the interval of the inflow reaches zero


def test_a_steady_inflow_has_a_narrow_interval():
    found = hospitals.days_to_full(flows(4, 4, 4, 4), 20)
    assert (found.low, found.days, found.high) == (5.0, 5.0, 5.0)


@pytest.mark.parametrize(("net", "free"), [((-1, 0, -2), 20), ((1, 2), 20), ((1, 2, 3), float("nan"))])
def test_nothing_is_said_where_beds_are_not_filling_or_too_little_is_known(net: tuple[float, ...], free: float):
    assert hospitals.days_to_full(flows(*net), free).days is None


def test_without_a_free_bed_and_with_inflow_it_is_full_today():
    assert hospitals.days_to_full(flows(1, 2, 3), -4).days == 0


def test_groups_are_beds_over_beds_and_leave_out_who_did_not_report():
    found = hospitals.states(facilities(), reports((A, "occupancy", 1, 120.0), (B, "occupancy", 1, 90.0)), TODAY)
    everyone = hospitals.grouped(found, "specialty")
    assert everyone[["specialty", "facilities", "occupancy"]].values.tolist() == [["general", 2, 100.0]]


def test_distances_are_great_circles():
    km = hospitals.distances_km(21.0285, 105.8542, pd.DataFrame({"latitude": [10.7626], "longitude": [106.6602]}))
    assert km.iloc[0] == pytest.approx(1144.6, abs=1)


def test_room_is_looked_for_near_at_the_same_level_or_above_and_where_beds_are_free():
    rows = [(B, "occupancy", 1, 80.0), (B, "free_beds", 1, 40.0), (C, "free_beds", 1, 9.0), (A, "occupancy", 1, 101.0)]
    found = hospitals.states(facilities(), reports(*rows), TODAY)
    assert hospitals.with_room(found, A, 50)["area_code"].tolist() == [B]
    assert hospitals.with_room(found, A, 50)["km"].iloc[0] == pytest.approx(10.3, abs=0.1)
    assert hospitals.with_room(found, A, 5).empty
    assert hospitals.with_room(found, B, 50).empty
    assert hospitals.with_room(found, "facility:08-Z", 50).empty


def test_a_medicine_lasts_as_long_as_its_use_lets_it_and_deliveries_are_no_use():
    days = pd.to_datetime(["2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04"])
    stocks = pd.DataFrame({"area_code": A, "medicine": "saline", "day": days, "value": [100.0, 90.0, 200.0, 180.0]})
    assert hospitals.medicine_days(stocks)[["stock", "use", "days"]].values.tolist() == [[180.0, 15.0, 12.0]]


def test_a_stock_below_zero_is_set_aside_and_counted():
    days = pd.to_datetime(["2026-11-01", "2026-11-02", "2026-11-03"])
    stocks = pd.DataFrame({"area_code": A, "medicine": "saline", "day": days, "value": [100.0, -5.0, 80.0]})
    assert hospitals.medicine_days(stocks)[["stock", "use", "set_aside"]].values.tolist() == [[80.0, 10.0, 1]]


def test_a_stock_that_nobody_uses_has_no_days():
    stocks = pd.DataFrame({"area_code": [A], "medicine": ["saline"], "day": [TODAY], "value": [5.0]})
    assert hospitals.medicine_days(stocks)["days"].isna().all()
