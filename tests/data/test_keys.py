"""What a button of a page asks the source of: numbers, entries of lists, numbers made of others."""

import pytest

from data import keys
from data.answers import NumberKey
from data.keys import CellKey, EntryKey, LandKey, MadeKey, ReadingsKey

BEDS = tuple(
    NumberKey("tq_bed_occupancy", f"facility:08-BV-{place:02d}", f"2026-11-{day}", "actual")
    for place in range(1, 13)
    for day in (20, 21)
)


@pytest.mark.parametrize(
    "key",
    [
        BEDS[0],
        NumberKey("tq_new_cases", "08", "2026-11-13", "actual", "disease=dengue"),
        NumberKey("tq_budget_revenue", "08", "2026", "plan", "total", "hdnd_tinh"),
        EntryKey("outbreak", "08", "OD-01"),
        LandKey("00721"),
        MadeKey("density", (BEDS[0], LandKey("00721"))),
        CellKey("1f3a5b7c9d0e2f4a", "Biểu 1 | lụt ~ bão", "C7"),
        MadeKey("beds_in_use", BEDS),
        MadeKey("listed", (EntryKey("outbreak", "08", "OD-01"), EntryKey("outbreak", "08", "OD-02"))),
        ReadingsKey("08", "TRAM-01", "rain", "2026-11-23T10", 24),
        MadeKey("rain", tuple(ReadingsKey("08", code, "rain", "2026-11-23T10", 3) for code in ("A", "B"))),
        MadeKey(
            "summed_figures", (CellKey("1f3a", "50 % | lụt ~ bão", "C7"), CellKey("1f3a", "50 % | lụt ~ bão", "C8"))
        ),
        MadeKey("positivity", (BEDS[0], EntryKey("outbreak", "08", "OD-01"), BEDS[1], BEDS[1])),
    ],
)
def test_a_key_travels_as_text_and_comes_back_as_it_was(key: keys.Key) -> None:
    assert keys.parse(key.text()) == key


def test_a_key_of_many_parts_says_only_what_differs_so_that_it_fits_an_address() -> None:
    assert len(MadeKey("beds_in_use", BEDS * 5).text()) < 4000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "=",
        "=week",
        "=week~",
        "=week~tq_khong_co|08|2026-11-13|actual|total|",
        "=week~tq_new_cases|08|2026-13-13|actual|total|",
        "=week~^|08|2026-11-13|actual|total|",
        "=week~tq_new_cases|08|2026-11-13|actual|total|~^|^",
        "=week~tq_new_cases|08|2026-11-13|actual|total|~" + "~".join(["^|^|^|^|^|^"] * 400),
        "@khong_co|08|OD-01",
        "$99999",
        "@outbreak|08",
        "#08|TRAM-01|rain|2026-11-23T10|0",
        "#08|TRAM-01|rain|2026-11-23T10|9999",
        "#08|TRAM-01|rain|2026-13-23T10|24",
        "<script>",
    ],
)
def test_what_names_nothing_that_exists_is_no_key(text: str) -> None:
    assert keys.parse(text) is None
