"""Captures of scores: every figure as the portal says it, what cannot be is flagged, unknown units are refused."""

from datetime import date
from pathlib import Path

import pytest

from loaders.delivery import Delivery
from loaders.pipeline import read_delivery
from tests import samples

HEAD = "portal_code,unit_name,totalScore,CKMB,TDGQ,CLGQ,TTTT,MDSH,MDHL\n"


def capture(tmp_path: Path, *lines: str, name: str = "diem-2026-10-10.csv", head: str = HEAD) -> Delivery:
    path = tmp_path / name
    path.write_text(head + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return read_delivery(path, province="52")


def codes(delivery: Delivery) -> list[str]:
    return [note.code for note in delivery.notes if note.severity == "flag"]


@pytest.mark.parametrize(("name", "items"), [("provinces", 850), ("province_metrics", 578)])
def test_the_captures_of_34_provinces_are_taken_whole_on_their_day(name: str, items: int) -> None:
    delivery = read_delivery(samples.FOLDER / f"{name}_2026-10-10.csv", province="08")
    assert (delivery.rows_accepted, delivery.rows_refused) == (items, 0)
    assert delivery.scores["unit_code"].nunique() == 34
    assert set(delivery.scores["captured_on"]) == {date(2026, 10, 10)}
    assert set(delivery.scores["period"]) == {"2026"}
    assert codes(delivery) == ["received_differs", "received_differs"]  # Đà Nẵng and An Giang


def test_two_communes_of_gia_lai_match_no_official_name_and_say_which_are_near() -> None:
    delivery = read_delivery(samples.FOLDER / "gia_lai_communes_2026-09-24.csv", province="52")
    unmatched = delivery.scores[delivery.scores["area_code"] == ""]
    assert set(unmatched["unit_name"]) == {"UBND xã Albá", "UBND xã Ia Chía"}
    told = [note.text for note in delivery.notes if note.code == "unmatched_unit"]
    assert "Gần giống: Xã Al Bá (23954)" in told[0]
    assert codes(delivery).count("score_above_max") == 76


def test_the_other_name_of_online_services_is_the_same_item(tmp_path: Path) -> None:
    delivery = capture(tmp_path, "H21,UBND tỉnh Gia Lai,62.62,11.79,15.76,8.47,6.91,9.23,10.46")
    online = delivery.scores.set_index("item_code").loc["ONLINE"]
    assert (online["score"], online["unit_kind"], online["area_code"]) == (8.47, "province", "52")


def test_an_unknown_portal_code_is_refused_with_its_row_and_the_others_are_taken(tmp_path: Path) -> None:
    good = "H21,UBND tỉnh Gia Lai,62.62,11.79,15.76,8.47,6.91,9.23,10.46"
    delivery = capture(tmp_path, good, "H99,UBND tỉnh Không Có,62.62,11.79,15.76,8.47,6.91,9.23,10.46")
    assert list(delivery.refusals["reason_code"]) == ["unknown_portal_code"]
    assert list(delivery.refusals["cell"]) == ["row 3"]
    assert delivery.scores["unit_code"].unique().tolist() == ["H21"]


def test_a_missing_component_and_a_total_that_is_not_its_sum_are_flagged_and_kept(tmp_path: Path) -> None:
    lacking = capture(tmp_path, "H21.5,Sở Tư pháp,62.62,,15.76,8.47,6.91,9.23,10.46")
    assert codes(lacking) == ["component_missing"]
    assert set(lacking.scores["unit_kind"]) == {"department"}
    wrong = capture(tmp_path, "H21,UBND tỉnh Gia Lai,70,11.79,15.76,8.47,6.91,9.23,10.46")
    assert codes(wrong) == ["total_differs"]
    assert wrong.scores.set_index("item_code").loc["total", "score"] == 70


def test_more_good_cases_than_cases_and_unknown_items_are_told(tmp_path: Path) -> None:
    head = "portal_code,unit_name,metric_code,numerator,denominator,score\n"
    delivery = capture(
        tmp_path, "H21,Gia Lai,REUSED_DIGITIZED_DATA,12,10,2", "H21,Gia Lai,SOMETHING_NEW,1,2,3",
        "H21,Gia Lai,PUBLISH_ON_TIME,0,0,", "H21,Gia Lai,ELECTRONIC_CERTIFIED_COPY,,,2", head=head,
    )  # fmt: skip
    assert codes(delivery) == ["numerator_above"]
    assert list(delivery.refusals["reason_code"]) == ["unknown_item"]
    kept = delivery.scores.set_index("item_code")
    assert kept.loc["PUBLISH_ON_TIME", ["numerator", "denominator"]].tolist() == [0, 0]
    assert kept["score"].isna().tolist() == [False, True, False]


def test_a_listing_says_more_of_an_item_than_another_and_both_stay(store: Path) -> None:
    from data import scores, versions
    from loaders.delivery import keep
    from tests.shelf import reading

    for name in ("province_metrics", "provinces"):
        keep(read_delivery(samples.FOLDER / f"{name}_2026-10-10.csv", province="08"), store)
    versions.publish(store, "thử")
    with reading(store) as conn:
        found = scores.of_day(conn, date(2026, 10, 10), "province")
    lao_cai = found[found["unit_code"] == "H38"].set_index("item_code")
    assert lao_cai.loc["TDGQ", ["numerator", "denominator", "score"]].tolist() == [260099, 280591, 18.54]
    assert lao_cai.loc["PUBLIC_CONTENT_FULL", "score"] == 2
    assert lao_cai.loc["total", "rank"] == 23
