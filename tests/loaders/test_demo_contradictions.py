"""Published figures that contradict each other: none is lost, and the source panel shows each as what it is."""

from datetime import datetime, time
from pathlib import Path

import pytest

from components.group_source import lineage
from components.lineage import Lineage
from data import trace, versions
from data.answers import NumberKey
from loaders.delivery import keep
from loaders.demo import published
from loaders.pipeline import read_delivery
from tests.shelf import reading


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the published figures alone, received on the days on which they were known."""
    store, files = tmp_path_factory.mktemp("kho"), tmp_path_factory.mktemp("tep")
    for sent in published.write(files):
        received = datetime.combine(sent.as_of, time(8))
        about = {"province": sent.province, "as_of": sent.as_of, "received_at": received, "source": sent.source}
        delivery = read_delivery(sent.path, sent.layout, **about)
        assert delivery.rows_refused == 0
        keep(delivery, store)
    versions.publish(store, "thử")
    return store


def told(home: Path, key: NumberKey) -> Lineage:
    with reading(home) as conn:
        return lineage(trace.trace(conn, key, key.area_code, root=home))


def test_a_later_figure_of_another_source_is_a_revision_that_names_both(home: Path) -> None:
    panel = told(home, NumberKey("ht_budget_revenue", "42", "2020-06", "cumulative"))
    (change,) = panel["revisions"]
    assert panel["value"].startswith("6.481 ")
    assert change["before"].startswith("3.620 ")
    assert change["after"].startswith("6.481 ")
    assert "baohatinh 194915" in change["after"]
    assert "baohatinh.vn/…/194685.htm" in change["after"]


@pytest.mark.parametrize(
    ("code", "measure", "value", "other"),
    [
        ("kt_budget_revenue", "cumulative", "23.900 ", "24.520 "),
        ("kt_budget_revenue_vs_plan", "actual", "64,3 ", "66 "),
    ],
)
def test_figures_of_two_sources_of_one_day_stand_side_by_side(
    home: Path, code: str, measure: str, value: str, other: str
) -> None:
    panel = told(home, NumberKey(code, "51", "2025-09", measure))
    (competing,) = panel["competing"]
    assert panel["value"].startswith(value)
    assert panel["source"].startswith("thoibaotaichinh")
    assert competing.startswith(other)
    assert "quangngaitv" in competing
    assert "nguồn khác nói khác" in competing


def test_a_figure_that_its_own_source_replaces_stays_beside_the_revised_one(home: Path) -> None:
    panel = told(home, NumberKey("cb_grdp_growth", "04", "2025-Q1", "actual"))
    (competing,) = panel["competing"]
    assert panel["value"].startswith("6,01 ")
    assert competing.startswith("6,83 ")
    assert "số chưa chốt không thay số chính thức" in competing
