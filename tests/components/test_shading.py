import gzip
import json

import pandas as pd
import pytest

from components import palettes
from components.shading import ABSENCES, shades, unpainted


def communes(values: list[float | None], status: list[str] | None = None) -> pd.DataFrame:
    size = len(values)
    return pd.DataFrame(
        {
            "area_code": [f"{place:05d}" for place in range(size)],
            "area_name": [f"Xã {place}" for place in range(size)],
            "value": pd.array(values, dtype="Float64").to_numpy(dtype=float, na_value=float("nan")),
            "status": status or ["final"] * size,
        }
    )


def test_shades_send_no_boundaries_and_stay_small_for_124_communes():
    frame = communes([50.123 + place for place in range(124)])
    frame["text"] = [["12,8 tỷ đồng · ▼ 21,4 % so cùng kỳ năm trước", "Nhận 03/11/2026 · số chính thức"]] * 124
    sent = json.dumps(shades(frame, unit="%"), ensure_ascii=False).encode()
    assert len(gzip.compress(sent)) < 15_000


def test_fixed_limits_are_labelled_as_they_are_read_and_keep_empty_classes():
    sheet = shades(communes([59.9, 60.0, 75.0, 101.6]), unit="%", method="fixed", limits=[60, 70, 80, 90, 100])
    assert sheet["labels"] == ["dưới 60", "60 – dưới 70", "70 – dưới 80", "80 – dưới 90", "90 – dưới 100", "từ 100"]
    assert sheet["counts"] == [1, 1, 1, 0, 0, 1]
    assert len(sheet["colors"]) == len(sheet["colors_dark"]) == 6


def test_without_a_value_there_are_no_classes_to_tell_of():
    sheet = shades(communes([float("nan")]), unit="%", method="fixed", limits=[60, 70])
    assert (sheet["labels"], sheet["counts"], sheet["colors"], sheet["limits"]) == ([], [], [], [])


def test_fixed_classes_without_limits_are_refused():
    with pytest.raises(ValueError, match="limits"):
        shades(communes([1.0]), unit="%", method="fixed")


def test_communes_without_value_keep_their_reason_and_are_counted_by_it():
    status = ["late", "late", "missing", "refused", "suppressed", "not_due", "final"]
    sheet = shades(communes([None] * 6 + [1.0], status), unit="%")
    assert sheet["absent"] == {"late": 2, "missing": 1, "refused": 1, "suppressed": 1, "not_due": 1}
    assert set(sheet["absent"]) <= set(ABSENCES)
    assert sheet["values"] == {"00006": 1.0}
    assert sheet["text"]["00000"] == ["chậm nộp"]


def test_counts_of_classes_and_absences_add_up_to_all_communes():
    sheet = shades(
        communes([None, None, 1.0, 2.0, 3.0, 4.0], ["late", "", "final", "final", "final", "final"]), unit="x"
    )
    assert sum(sheet["counts"]) + sum(sheet["absent"].values()) == 6


def test_an_infinite_value_is_no_value():
    sheet = shades(communes([float("inf"), 1.0]), unit="%")
    assert sheet["status"] == {"00000": "missing"}


def test_equal_values_make_one_class_that_names_the_value():
    sheet = shades(communes([5.0, 5.0]), unit="%")
    assert (sheet["limits"], sheet["labels"], sheet["counts"]) == ([], ["bằng 5"], [2])
    assert len(sheet["colors"]) == 1


def test_no_values_make_no_classes():
    sheet = shades(communes([None, None], ["late", "late"]), unit="%")
    assert (sheet["labels"], sheet["counts"], sheet["absent"]) == ([], [], {"late": 2})


def test_an_empty_frame_makes_an_empty_sheet():
    sheet = shades(communes([]), unit="%")
    assert (sheet["values"], sheet["labels"], sheet["absent"]) == ({}, [], {})


def test_negative_limits_are_not_joined_by_a_dash():
    sheet = shades(communes([-8.0, -3.0, 2.0]), unit="%", method="fixed", limits=[-5, 0])
    assert sheet["labels"] == ["dưới −5", "từ −5 đến dưới 0", "từ 0"]


def test_a_diverging_map_changes_its_colour_at_the_centre():
    sheet = shades(communes([-9.0, -4.0, -1.0, 3.0, 8.0]), unit="%", palette="diverging", classes=4)
    assert 0.0 in sheet["limits"]
    turn = sheet["limits"].index(0.0) + 1
    assert set(sheet["colors"][:turn]) <= set(palettes.BELOW)
    assert set(sheet["colors"][turn:]) <= set(palettes.ABOVE)


def test_a_diverging_map_reversed_paints_rises_brown():
    sheet = shades(communes([-4.0, 3.0]), unit="%", palette="diverging", reverse=True)
    assert sheet["colors"][-1] in palettes.BELOW


def test_a_diverging_map_of_rises_alone_uses_one_side():
    sheet = shades(communes([1.0, 3.0, 8.0, 9.0]), unit="%", palette="diverging")
    assert set(sheet["colors"]) <= set(palettes.ABOVE)


def test_a_tooltip_gives_value_unit_rank_and_what_the_page_adds():
    frame = communes([52.6, 80.0])
    frame["text"] = [["12,8 tỷ đồng"], []]
    assert shades(frame, unit="%", decimals=1)["text"]["00000"] == ["52,6 % · hạng 2/2", "12,8 tỷ đồng"]
    assert shades(frame, unit="%", lower_is_better=True)["text"]["00000"][0].endswith("hạng 1/2")


def test_the_sheet_speaks_english_when_asked():
    sheet = shades(communes([1.0, 2.0]), unit="%", method="fixed", limits=[1.5], lang="en")
    assert sheet["labels"] == ["below 1.5", "1.5 and over"]


def test_shades_leave_the_frame_as_it_was():
    frame = communes([1.0, None])
    before = frame.copy()
    shades(frame, unit="%")
    pd.testing.assert_frame_equal(frame, before)


def test_an_unpainted_map_says_why_and_colours_nothing():
    sheet = unpainted("Chỉ báo cáo cho toàn tỉnh.", {"00001": "Xã 1"})
    assert sheet["message"] == "Chỉ báo cáo cho toàn tỉnh."
    assert sheet["values"] == {}
    assert sheet["colors"] == []
