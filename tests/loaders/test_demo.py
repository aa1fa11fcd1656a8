"""The demo: deliveries that nobody sent, made the same every time, and loaded like real ones."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from data import catalogue, comparison, queries, scores, scoring, scoring_rules, tables, versions
from loaders import delivery as store
from loaders import layouts
from loaders.demo import published, run
from loaders.demo.breakdowns import divided
from loaders.demo.figures import Figures
from loaders.demo.recipes import recipes
from loaders.demo.schedule import Sending
from loaders.demo.world import World
from tests.shelf import reading

pytestmark = pytest.mark.takes(120)

TODAY = date(2026, 11, 22)
MONTHS = ["2026-09", "2026-10"]
NEWEST = tables.observation.c.superseded_at == tables.END_OF_TIME


def made(folder: Path, province: str = "08", months: list[str] = MONTHS, seed: int = 1) -> list[Sending]:
    folder.mkdir()
    return run.write(province, months, TODAY, seed, folder)


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def published_home(tmp: Path, province: str, months: list[str]) -> Path:
    """A store with the demo of these months, published."""
    for _ in run.take_in(made(tmp / "files", province, months), tmp / "home", workers=1):
        pass
    versions.publish(tmp / "home", "thử")
    return tmp / "home"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two months of Tuyên Quang."""
    return published_home(tmp_path_factory.mktemp("tuyen-quang"), "08", MONTHS)


@pytest.fixture(scope="module")
def ha_tinh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two months of Hà Tĩnh, of which figures were really published."""
    return published_home(tmp_path_factory.mktemp("ha-tinh"), "42", ["2025-04", "2025-05"])


def values(home: Path, code: str, period: str, measure: str = "actual", breakdown: str = "total") -> pd.Series:
    """Newest values by area code."""
    obs = tables.observation.c
    query = sa.select(obs.area_code, obs.value).where(
        obs.indicator_code == code, obs.period == period, obs.measure == measure, obs.breakdown == breakdown, NEWEST
    )
    with reading(home) as conn:
        return pd.Series({row.area_code: row.value for row in conn.execute(query.order_by(obs.area_code))})


def test_the_same_day_and_seed_give_the_same_files_byte_by_byte(tmp_path: Path) -> None:
    made(tmp_path / "one")
    made(tmp_path / "two")
    assert hashes(tmp_path / "one") == hashes(tmp_path / "two")


def test_another_seed_gives_other_numbers(tmp_path: Path) -> None:
    made(tmp_path / "one")
    made(tmp_path / "two", seed=2)
    one, two = hashes(tmp_path / "one"), hashes(tmp_path / "two")
    assert one["bieu-ktxh-2026-10.xlsx"] != two["bieu-ktxh-2026-10.xlsx"]


def test_every_month_uses_its_own_form_of_the_six(tmp_path: Path) -> None:
    months = [f"2025-{month:02d}" for month in range(1, 13)]
    sendings = [s for s in made(tmp_path / "files", months=months) if s.path.name.startswith("bieu-ktxh-")]
    for loaded in run.take_in(sendings, tmp_path / "home", workers=1):
        assert loaded.accepted > 40
        assert loaded.refused == 0
    assert len(layouts.get("tuyen-quang-monthly").templates) == 6


def test_printed_comparisons_and_sums_of_the_demo_agree_with_their_own_numbers(home: Path) -> None:
    notes = [path.read_text(encoding="utf-8") for path in home.glob("deliveries/*/notes.json")]
    assert not [note for note in notes if '"comparison"' in note or '"cumulative"' in note]


def test_dirty_cells_are_refused_with_reason_and_remedy_and_nothing_else_is(home: Path) -> None:
    with reading(home) as conn:
        refused = pd.read_sql(sa.select(tables.refusal), conn)
    assert set(refused["reason_code"]) == {
        "not_a_number",
        "misspelt_area",
        "formula",
        "duplicate",
        "former_area",
        "ambiguous_number",
        "unknown_area",
        "negative_stock",
    }
    assert len(refused) == 10
    assert refused[["cell", "reason", "remedy"]].ne("").all(axis=None)


def test_most_dirty_cells_come_again_clean_and_some_are_still_awaited(home: Path) -> None:
    found = values(home, "tq_commune_budget_revenue", "2026-09")
    assert 124 - 4 <= len(found.drop("08")) < 124


def test_a_misspelt_commune_is_answered_with_a_proposal(home: Path) -> None:
    with reading(home) as conn:
        refused = pd.read_sql(sa.select(tables.refusal), conn).set_index("reason_code")
    assert "gần giống" in refused.loc["misspelt_area", "reason"]


def test_everything_simulated_says_so(home: Path) -> None:
    obs, sent = tables.observation.c, tables.delivery.c
    query = sa.select(obs.status, sent.simulated, sent.source).join_from(
        tables.observation, tables.delivery, obs.delivery_id == sent.delivery_id
    )
    with reading(home) as conn:
        told = set(conn.execute(query.where(obs.indicator_code.startswith("tq_")).distinct()).all())
    assert told == {("simulated", True, "Số liệu mô phỏng")}


def test_a_commune_s_afforestation_is_that_of_households_and_organisations(home: Path) -> None:
    total = values(home, "tq_commune_forest_planted", "2026-10")
    households = values(home, "tq_commune_forest_planted_households", "2026-10")
    organisations = values(home, "tq_commune_forest_planted_organisations", "2026-10")
    assert (total - households - organisations).abs().max() < 0.001


def test_the_province_reports_what_its_communes_add_up_to(tmp_path: Path) -> None:
    figures = Figures(World("tuyen-quang", 2026))
    code = "tq_commune_budget_revenue"
    communes = sum(figures.value(code, "2026-08", column=column) or 0 for column in range(1, 125))
    assert figures.value(code, "2026-08") == pytest.approx(communes)
    assert figures.value("tq_budget_revenue", "2026-08") > communes / 1000  # a part is collected centrally


def test_what_the_reported_total_has_more_than_the_communes_is_theirs_who_have_not_sent(home: Path) -> None:
    found = values(home, "tq_commune_grain_output", "2026-10")
    reported = found.pop("08")
    assert len(found) == 124 - 3
    figures = Figures(World("tuyen-quang", 2027, anchors=published.anchors()))
    absent = set(figures.land.codes) - set(found.index)
    owed = sum(figures.value("tq_commune_grain_output", "2026-10", column=figures.column(c)) or 0 for c in absent)
    assert reported - found.sum() == pytest.approx(owed)


def test_a_cumulative_value_grows_by_the_month(home: Path) -> None:
    before = values(home, "tq_budget_revenue", "2026-09", "cumulative")["08"]
    after = values(home, "tq_budget_revenue", "2026-10", "cumulative")["08"]
    assert after - before == pytest.approx(values(home, "tq_budget_revenue", "2026-10")["08"], abs=0.11)


def test_plans_name_who_set_them_and_both_are_kept(home: Path) -> None:
    with reading(home) as conn:
        found = queries.history(conn, ["tq_budget_revenue"], "08")
    plans = found[(found["measure"] == "plan") & (found["period"] == "2026")].set_index("basis")["value"]
    assert plans["trung_uong"] < plans["hdnd_tinh"]
    assert 5_000 < plans["hdnd_tinh"] < 8_000  # tỷ đồng


def test_a_corrected_report_revises_and_the_first_figure_stays_readable(home: Path) -> None:
    with reading(home) as conn:
        history = queries.revisions(conn, "tq_budget_revenue", "08", "2026-09")
    assert history["value"].nunique() == 2
    assert history["value"].iloc[0] < history["value"].iloc[-1]


def test_the_last_month_lacks_an_indicator_whose_agency_is_late(home: Path) -> None:
    assert "08" in values(home, "tq_total_investment", "2026-09")
    assert values(home, "tq_total_investment", "2026-10").empty


def test_really_published_figures_keep_source_status_and_value(ha_tinh: Path) -> None:
    with reading(ha_tinh) as conn:
        found = queries.revisions(conn, "ht_budget_revenue", "42", "2025-05", measure="cumulative")
    assert list(found["value"]) == [8066]
    assert list(found["status"]) == ["estimated"]
    assert found["source"].iloc[0].startswith("news.laodong.vn/")


def test_simulated_months_add_up_to_the_published_sum() -> None:
    world = World("ha-tinh", 2026, anchors=published.anchors())
    months = sum(world.at("ht_budget_revenue", f"2025-{month:02d}") for month in range(1, 6))
    assert months == pytest.approx(8066, abs=0.5)


def test_no_simulated_value_has_the_key_of_a_published_one(ha_tinh: Path) -> None:
    obs = tables.observation.c
    with reading(ha_tinh) as conn:
        simulated = set(
            conn.execute(sa.select(*(obs[k] for k in tables.OBSERVATION_KEY)).where(obs.status == "simulated")).all()
        )
    assert not {tuple(row) for row in simulated} & published.keys()


def test_published_figures_are_taken_whole_and_those_of_old_boundaries_are_counted(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    loaded = list(run.take_in(list(published.write(tmp_path / "files")), tmp_path / "home", workers=1))
    assert sum(file.accepted for file in loaded) == len(published.published()) == 26
    assert not [file for file in loaded if file.refused]
    assert not [record for record in store.kept(tmp_path / "home") if record["simulated"]]
    assert published.left_out()[published.OLD] == 22


@pytest.mark.parametrize("province", ["04", "15", "51"])
def test_the_other_provinces_load_without_a_refusal_that_was_not_meant(tmp_path: Path, province: str) -> None:
    loaded = list(run.take_in(made(tmp_path / "files", province), tmp_path / "home", workers=1))
    assert sum(file.refused for file in loaded) == 9
    assert sum(file.accepted for file in loaded) > 400


def test_kon_tum_s_communes_are_the_40_of_the_former_province_and_claim_no_total_of_today_s(tmp_path: Path) -> None:
    found = values(published_home(tmp_path, "51", MONTHS), "kt_social_allowance_people", "2026-10")
    assert len(found) == 40 - 3
    assert "51" not in found


def test_the_other_provinces_tell_what_they_have_in_common_and_nobody_speaks_for_all_of_quang_ngai(home: Path) -> None:
    with reading(home) as conn:
        forest = comparison.provinces(conn, "tq_forest_cover")
        allowances = comparison.provinces(conn, "tq_monthly_support_community")
    assert [one.province_code for one in forest] == ["08", "15", "04", "42"]  # Kon Tum's set has no forest cover
    assert all(one.value is not None and one.status == "simulated" for one in forest[1:])
    told = {one.province_code: (one.province_name, one.summed) for one in allowances}
    assert told["51"] == ("Tỉnh Quảng Ngãi (Kon Tum)", 40)
    assert [told[code][1] for code in ("15", "42")] == [None, None]


def test_members_of_a_breakdown_add_up_to_its_total(ha_tinh: Path) -> None:
    members = [m for (code, _), shares in divided().items() if code == "ht_budget_revenue" for m in shares]
    parts = [values(ha_tinh, "ht_budget_revenue", "2025-04", breakdown=f"revenue_line={m}")["42"] for m in members]
    assert sum(parts) == pytest.approx(values(ha_tinh, "ht_budget_revenue", "2025-04")["42"])


def test_recipes_and_divisions_name_indicators_axes_and_members_of_the_catalogue() -> None:
    helpers = {
        source for recipe in recipes().values() for source in recipe.made_of.partition(":")[2].split(":")[0].split(";")
    }
    assert not [code for code in recipes() if code not in catalogue.indicators() and code not in helpers]
    for (code, axis), shares in divided().items():
        assert code in recipes()
        assert sum(shares.values()) == pytest.approx(1)
        assert set(shares) <= set(catalogue.members(axis))


def test_scores_of_the_provinces_are_real_and_those_of_units_below_are_simulated(home: Path) -> None:
    item = tables.score_item.c
    with reading(home) as conn:
        rows = conn.execute(
            sa.select(item.unit_kind, item.status, sa.func.count(sa.distinct(item.unit_code)))
            .where(item.province_code == "08", item.item_code == scoring_rules.TOTAL)
            .group_by(item.unit_kind, item.status)
        ).all()
    assert {tuple(row) for row in rows} == {
        ("province", "final", 1),
        ("department", "simulated", 12),
        ("commune", "simulated", 124),
    }


def test_simulated_scores_are_what_the_formulas_make_of_their_counts(home: Path) -> None:
    with reading(home) as conn:
        newest = scores.captures(conn, "08")["captured_on"].max().date()
        found = scoring.recomputed(scores.of_day(conn, newest, "commune", "08"))
    assert scoring.unexplained(found).empty
    assert found.loc[found["item_code"] == "total", "recomputed"].notna().all()


def test_the_form_of_the_last_month_has_dossiers_of_every_unit_and_sums_that_hold(home: Path) -> None:
    with reading(home) as conn:
        found = scores.dossiers(conn, "08")
    assert found["unit_code"].nunique() == 1 + 12 + 124
    for _, own in found.groupby("unit_code"):
        counts = {str(item): float(n) for item, n in zip(own["item_code"], own["numerator"], strict=True)}
        assert len(counts) == 11
        assert list(scoring_rules.broken_sums(counts)) == []
