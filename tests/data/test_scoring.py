"""Scores of Decision 766 on the real captures of the portal: what we work out agrees with what it publishes."""

import numpy as np
import pandas as pd
import pytest

from data import scoring, scoring_rules
from tests import samples


def rows(*scores: tuple[str, str, float | None, float | None, float | None], day: str = "2026-10-10") -> pd.DataFrame:
    """Rows of unit, item, numerator, denominator, score."""
    frame = pd.DataFrame(scores, columns=["unit_code", "item_code", "numerator", "denominator", "score"])
    typed = frame.astype({"numerator": float, "denominator": float, "score": float})
    return typed.assign(captured_on=pd.Timestamp(day))


def test_the_files_of_the_rules_contradict_nothing() -> None:
    assert list(scoring_rules.problems()) == []
    assert [one.max_score for one in scoring_rules.components()] == [18, 20, 12, 10, 22, 18]


def test_every_sub_score_of_34_provinces_is_recomputed_within_the_rounding_of_the_portal() -> None:
    found = scoring.recomputed(samples.provinces())
    subs = found[found["item_code"].map(lambda code: scoring_rules.item(code).level == "sub") & found["score"].notna()]
    compared = subs[subs["recomputed"].notna()]
    progress = found[found["item_code"] == "TDGQ"]
    assert len(compared) + len(progress) == 475
    assert compared["difference"].abs().max() <= 0.0051
    assert progress["difference"].abs().max() <= 0.0051
    # The one sub-indicator that is published without counts is not made up.
    assert set(subs.loc[subs["recomputed"].isna(), "item_code"]) == {"ELECTRONIC_CERTIFIED_COPY"}


def test_every_group_and_total_of_34_provinces_adds_up_as_printed() -> None:
    found = scoring.recomputed(samples.provinces())
    sums = found[found["item_code"].isin(["CKMB", "MDSH", "MDHL", "total"])]
    assert sums["recomputed"].notna().all()
    assert sums["difference"].abs().max() <= 0.011
    odd = sums[sums["difference"].abs() > 0.005]
    # Two groups are printed 0.01 beside their printed parts; 6/48 = 0.125 of Tây Ninh is printed 0.12, not 0.13.
    assert set(odd["unit_code"]) == {"H53", "H55", "H56"}
    assert set(odd["item_code"]) == {"CKMB"}
    assert scoring.unexplained(found).empty


def test_online_services_and_payment_are_left_to_the_portal() -> None:
    found = scoring.recomputed(samples.provinces())
    assert found.loc[found["item_code"].isin(["ONLINE", "TTTT"]), "recomputed"].isna().all()


def test_the_totals_of_270_commune_captures_are_the_sums_of_their_components() -> None:
    both = pd.concat([samples.communes("2026-09-24"), samples.communes()])
    totals = scoring.recomputed(both).query("item_code == 'total'")
    assert len(totals) == 270
    assert totals["difference"].abs().max() < 1e-9


@pytest.mark.parametrize("kind", ["provinces", "communes"])
def test_our_places_are_the_ranks_of_the_portal_except_that_equal_totals_share_one(kind: str) -> None:
    scores = samples.provinces() if kind == "provinces" else samples.communes()
    totals = scoring.placed(scores[scores["item_code"] == "total"])
    shared = totals["score"].duplicated(keep=False)
    assert (totals.loc[~shared, "place"] == totals.loc[~shared, "portal_rank"]).all()
    first = totals[shared].groupby("score")["portal_rank"].transform("min")
    assert (totals.loc[shared, "place"] == first).all()


def test_equal_totals_share_a_place_where_the_portal_orders_them_by_name() -> None:
    totals = scoring.placed(samples.communes().query("item_code == 'total'"))
    equal = totals[totals["score"] == 73.29]
    assert list(equal["place"]) == [12, 12]
    assert sorted(equal["portal_rank"]) == [12, 13]


def test_points_lost_of_lao_cai_add_up_to_what_is_missing_to_100() -> None:
    lost = scoring.points_lost(samples.provinces()).query("unit_code == 'H38'").set_index("item_code")["lost"]
    told = {"CKMB": 10.0, "TDGQ": 1.46, "ONLINE": 3.56, "TTTT": 3.55, "MDSH": 12.82, "MDHL": 6.89}
    assert lost[list(told)].round(2).to_dict() == told
    assert round(lost["total"], 2) == 38.28


def test_nothing_due_is_null_in_transparency_and_costs_the_whole_maximum() -> None:
    son_la = scoring.recomputed(samples.provinces()).query("unit_code == 'H52'").set_index("item_code")
    assert np.isnan(son_la.loc["PUBLISH_ON_TIME", "recomputed"])
    assert son_la.loc["CKMB", "recomputed"] == 8.0
    lost = scoring.points_lost(son_la.reset_index()).set_index("item_code")["lost"]
    assert lost["PUBLISH_ON_TIME"] == 6.0


def test_without_petitions_both_their_items_are_full() -> None:
    found = scoring.recomputed(
        rows(
            ("H21.227", "PETITION_PROCESSING_ON_TIME", 0, 0, 6),
            ("H21.227", "PETITION_HANDLING_SATISFACTION", 0, 0, 6),
            ("H21.227", "DOSSIER_RECEIVING_SATISFACTION", 2540, 2618, 6),
            ("H21.227", "MDHL", None, None, 18),
        )
    )
    assert list(found["recomputed"]) == [6, 6, 6, 18]


def test_no_dossier_received_is_not_scored_by_us() -> None:
    assert scoring.recomputed(rows(("H14", "TDGQ", 0, 0, 20)))["recomputed"].isna().all()


def test_payment_follows_its_three_terms_where_the_third_is_known() -> None:
    found = scoring.recomputed(
        rows(
            ("H21.227", "PAY_DOSSIER", 2352, 2489, None),
            ("H21.227", "PAY_FORMALITY", 20, 42, None),
            ("H21.227", "PAY_FEE_FORMALITY", 8, 42, None),
            ("H21.227", "TTTT", None, None, 7.34),
        )
    ).set_index("item_code")
    assert found.loc["TTTT", "recomputed"] == pytest.approx(7.34, abs=0.011)


def test_before_the_change_satisfaction_has_no_formula_and_no_movement_runs_across() -> None:
    item = ("H21.1", "DOSSIER_RECEIVING_SATISFACTION", 80, 100, 5.4)
    both = pd.concat([rows(item, day="2026-09-24"), rows(item, day="2026-10-10")], ignore_index=True)
    found = scoring.recomputed(both)
    assert np.isnan(found.loc[0, "recomputed"])
    assert found.loc[1, "recomputed"] == pytest.approx(5.3333, abs=1e-4)
    moved = scoring.moved(pd.concat([samples.communes("2026-09-24"), samples.communes()], ignore_index=True))
    later = moved[moved["captured_on"] == samples.DAY]
    assert later.loc[later["item_code"].isin(["MDHL", "total"]), "movement"].isna().all()
    assert later.loc[later["item_code"].isin(["MDHL", "total"]), "broken"].all()
    assert later.loc[later["item_code"] == "TTTT", "movement"].notna().all()


def test_a_score_above_its_maximum_is_kept_and_loses_less_than_nothing() -> None:
    before = scoring.points_lost(samples.communes("2026-09-24").query("item_code == 'MDHL'"))
    assert (before["lost"] < 0).sum() == 76
    assert before["score"].max() == 18.42


def test_a_component_with_a_part_missing_is_not_summed() -> None:
    found = scoring.recomputed(rows(("H1", "CKMB", None, None, 8), ("H1", "DOSSIER_SYNC", 5, 5, 6)))
    assert np.isnan(found.loc[0, "recomputed"])
