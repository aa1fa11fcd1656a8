"""The demo's epidemics: what the room of health has to show is there, disease by disease, and adds up."""

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from data import epidemics, periods
from loaders.demo import published
from loaders.demo.figures import Figures
from loaders.demo.hospitals import DISEASES, OUTBREAKS, Hospitals
from loaders.demo.schedule import Schedule
from loaders.demo.world import World

TODAY = date(2026, 11, 22)
MONTHS = ["2026-09", "2026-10"]
LAST = TODAY - timedelta(days=1)


@pytest.fixture(scope="module", params=[1, 2, 3])
def hospitals(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Hospitals:
    """What Tuyên Quang sends, with the usual seed and two others."""
    folder: Path = tmp_path_factory.mktemp("gui")
    world = World("tuyen-quang", 2027, request.param, published.anchors())
    figures = Figures(world, published.keys(), detailed_since=MONTHS[0])
    schedule = Schedule(figures, MONTHS, TODAY, request.param, folder)
    return Hospitals(schedule.moments, world.land, TODAY, request.param, folder)


@pytest.fixture(scope="module")
def cases(hospitals: Hospitals) -> pd.DataFrame:
    """Every line of both deliveries; the second corrects the first."""
    first, corrected = hospitals._cases()
    named = [(line.area_code, line.period, line.breakdown.removeprefix("disease="), line.value) for line in first]
    named += [(line.area_code, line.period, line.breakdown.removeprefix("disease="), line.value) for line in corrected]
    frame = pd.DataFrame(named, columns=["area_code", "period", "disease", "value"])
    return frame.drop_duplicates(["area_code", "period", "disease"], keep="last")


def course(cases: pd.DataFrame, disease: str) -> tuple[epidemics.Growth, list[str]]:
    own = cases[(cases["area_code"] == "08") & (cases["disease"] == disease)]
    curve = epidemics.curve(own.assign(day=pd.to_datetime(own["period"])), LAST)
    growth = epidemics.growth(curve)
    return growth, epidemics.signals(curve, growth)


def test_dengue_grows_beyond_both_thresholds(cases: pd.DataFrame) -> None:
    growth, signals = course(cases, "dengue")
    assert signals == ["doubling", "growing"]
    assert growth.low is not None
    assert growth.low > 1
    assert growth.this_week >= 10 * epidemics.FAST_CASES


@pytest.mark.parametrize("disease", [name for name in DISEASES if name != "dengue"])
def test_every_other_disease_is_counted_and_gives_no_signal(cases: pd.DataFrame, disease: str) -> None:
    growth, signals = course(cases, disease)
    assert signals == []
    assert growth.why == ""
    assert growth.this_week >= epidemics.STABLE_CASES


def test_the_communes_of_the_dengue_outbreaks_have_enough_cases_for_a_rate(
    hospitals: Hospitals, cases: pd.DataFrame
) -> None:
    week = cases.loc[cases["period"].str.contains("W"), "period"].max()
    homes = [n for n, (disease, state, *_) in enumerate(OUTBREAKS) if (disease, state) == ("dengue", "active")]
    codes = [hospitals._land.codes[hospitals._homes[number]] for number in homes]
    own = cases[(cases["period"] == week) & (cases["disease"] == "dengue") & (cases["area_code"] != "08")]
    told = own.set_index("area_code")["value"]
    enough = set(told.index[told >= epidemics.LEAST_CASES])
    assert len(enough & set(codes)) >= 2
    assert told.idxmax() in codes


def test_a_week_of_a_commune_adds_up_to_what_was_reported_without_disease(
    hospitals: Hospitals, cases: pd.DataFrame
) -> None:
    week = cases.loc[cases["period"].str.contains("W"), "period"].max()
    moments, indicator = hospitals._moments, hospitals._codes["cases"]
    days = [TODAY - timedelta(days=back) for back in range(20, 0, -1)]
    whole = sum(moments.day(indicator, day) for day in days if periods.of("week", day) == week)
    by_disease = cases[cases["period"] == week].groupby("area_code")["value"].sum()
    for column in range(1, len(whole)):
        code = moments.area(column)[0]
        if code in by_disease.index:
            assert by_disease[code] == round(whole[column])
