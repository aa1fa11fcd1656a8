"""The country made for measurements: every commune, kept like any other delivery, and served."""

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa

from data import paths, tables, versions
from geo import areas
from loaders.delivery import OBSERVATION_COLUMNS
from loaders.demo import country
from tests.shelf import reading

TODAY = date(2026, 11, 22)


def test_every_province_and_commune_tells_of_every_month(store: Path) -> None:
    told = list(country.write(store, 2, TODAY, ("01", "04")))
    assert list(country.write(store, 2, TODAY, ("01", "04"))) == told, "asked again it is known"
    assert len(list(paths.deliveries(store).iterdir())) == 2
    versions.publish(store, "cả nước")
    obs = tables.observation.c
    places = {province: {province, *areas.communes(province)["area_code"]} for province in ("01", "04")}
    with reading(store) as conn:
        rows = conn.execute(sa.select(obs.area_code, obs.period, obs.status).distinct()).all()
        assert conn.execute(sa.select(sa.func.count(obs.value))).scalar_one() == sum(told)
    months = ("2026-09", "2026-10")
    everywhere = {code for codes in places.values() for code in codes}
    assert {tuple(row) for row in rows} == {(code, month, "simulated") for code in everywhere for month in months}


def test_a_delivery_has_the_columns_of_every_other(store: Path) -> None:
    assert list(country.write(store, 1, TODAY, ("04",)))
    (file,) = paths.deliveries(store).glob("*/observations.parquet")
    assert tuple(pq.read_schema(file).names) == OBSERVATION_COLUMNS


@pytest.mark.parametrize("millions", [10, 100])
def test_stages_are_as_many_months_as_make_the_rows(millions: int) -> None:
    codes = country.codes_of()
    assert len(codes) == 34
    monthly = sum((len(areas.communes(province)) + 1) * len(told) for province, told in codes.items())
    months = country.months_for(millions * 1_000_000)
    assert (months - 1) * monthly < millions * 1_000_000 <= months * monthly
    assert country.deliveries_of(months, TODAY) == 34 * len({*range(2026 - (months + 1) // 12, 2027)})
