"""Sentences of a view: true for whatever the numbers are, each number with its source."""

import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from components import asking, sentences
from data import arithmetic, asked, catalogue, versions, views
from data.answers import GroupView, Headline, NumberKey
from tests.components.reading import text
from tests.shelf import deliver, observed, reading

COMMUNES = "tq_commune_budget_revenue"
DONG_VAN, THANG_MO, LUNG_CU = "00721", "00829", "00715"
TODAY = date(2026, 3, 20)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three communes that reported January of two years; the province with a plan."""
    store = tmp_path_factory.mktemp("kho")
    values = {DONG_VAN: (12, 10), THANG_MO: (8, 8), LUNG_CU: (0, 5)}
    rows = [
        observed(value, period, indicator_code=COMMUNES, area_code=code)
        for code, both in values.items()
        for value, period in zip(both, ("2026-01", "2025-01"), strict=True)
    ]
    plan = observed(80, "2026", indicator_code=COMMUNES, measure="plan", basis="hdnd_tinh")
    whole = [observed(value, period, indicator_code=COMMUNES) for value, period in ((20, "2026-01"), (23, "2025-01"))]
    deliver(store, "communes", *rows, *whole, plan, on=datetime(2026, 2, 5))
    versions.publish(store, "thử")
    return store


@pytest.fixture(scope="module")
def view(kept: Path) -> GroupView:
    return seen(kept)


def seen(store: Path, **params: str) -> GroupView:
    with reading(store) as conn:
        understood = asked.understand(conn, {"chi-so": COMMUNES} | params, ("economy", "government"), 6, TODAY)
        return views.group_view(conn, understood, TODAY, prefix="group", boundary_note="")


def headline(view: GroupView, now: float | None, then: float | None, **more: object) -> Headline:
    """The headline of the view as it would be with these values."""
    line = asking.headline(view)
    assert line is not None
    change = arithmetic.change(line.indicator.kind, line.indicator.unit, now, then)
    return replace(line, **{"value": now, "change": change, "plan_share": None, "summed": None} | more)  # type: ignore[arg-type]


def told(view: GroupView, now: float | None, then: float | None, **more: object) -> str:
    return sentences.plain([sentences.of_headline(headline(view, now, then, **more), view)])


def test_a_number_without_a_unit_is_told_bare(view):
    line = headline(view, 1024.2, None)
    line = replace(line, indicator=replace(line.indicator, unit=""))
    assert sentences.plain([sentences.of_headline(line, view)]) == (
        "Tháng 1/2026, thu ngân sách trên địa bàn xã, phường của tỉnh Tuyên Quang đạt 1.024,2, "
        "chưa có số liệu cùng kỳ năm trước để so sánh."
    )


def test_a_rise_is_told_in_percent_of_the_year_before(view):
    assert told(view, 20, 16) == (
        "Tháng 1/2026, thu ngân sách trên địa bàn xã, phường của tỉnh Tuyên Quang đạt 20 triệu đồng, "
        "tăng 25,0 % so với cùng kỳ năm trước."
    )


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        (15, 20, "giảm 25,0 % so với cùng kỳ năm trước."),
        (20, 20, "không đổi so với cùng kỳ năm trước."),
        (20.0001, 20, "gần như không đổi so với cùng kỳ năm trước."),
        (5, 0, "tăng 5 triệu đồng so với cùng kỳ năm trước."),
        (0, 0, "không đổi so với cùng kỳ năm trước."),
        (3, -2, "tăng 5 triệu đồng so với cùng kỳ năm trước."),
        (20, None, "chưa có số liệu cùng kỳ năm trước để so sánh."),
    ],
)
def test_every_move_is_told_as_what_it_is(view, now, then, words):
    assert told(view, now, then).endswith(words)


def test_zero_is_not_praised(view):
    assert " là 0 triệu đồng, giảm 100,0 %" in told(view, 0, 16)


def test_a_percentage_moves_in_percentage_points(view):
    rate = next(one for one in catalogue.of_set("tuyen-quang") if one.unit == "%" and one.kind == "rate")
    change = arithmetic.change(rate.kind, rate.unit, 7.5, 6.0)
    assert "tăng 1,5 điểm phần trăm so với" in told(view, 7.5, 6.0, indicator=rate, change=change)


def test_where_less_is_better_nothing_is_reached(view):
    fewer = replace(catalogue.get(COMMUNES), polarity="lower")
    sentence = told(view, 20, 16, indicator=fewer, plan_share=110.0, plan_basis="hdnd_tinh", measure="cumulative")
    assert " là 20 triệu đồng" in sentence
    assert ", bằng 110,0 % dự toán HĐND tỉnh giao." in sentence


def test_a_month_is_not_mistaken_for_what_was_reached_of_the_plan(view):
    sentence = told(view, 20, 16, measure="actual", plan_share=74.4, plan_basis="hdnd_tinh")
    assert sentence.endswith(", lũy kế từ đầu năm đạt 74,4 % dự toán HĐND tỉnh giao.")


def test_provisional_missing_and_withheld_say_so(view):
    assert "20 triệu đồng (số sơ bộ)" in told(view, 20, 16, status="provisional")
    assert told(view, None, None).startswith("Chưa có số liệu thu ngân sách")
    assert told(view, None, None, status="suppressed").endswith("không công bố.")


def test_highest_and_lowest_communes_are_named_with_their_sources(view):
    found = sentences.of_communes(view, "value")
    assert sentences.plain([found]) == (
        "Trong 3/124 xã, phường có số liệu, giá trị cao nhất ở xã Đồng Văn (12 triệu đồng), "
        "thấp nhất ở xã Lũng Cú (0 triệu đồng)."
    )
    keys = [NumberKey.parse(piece.key) for piece in found if piece.key]
    assert keys == [NumberKey(COMMUNES, code, "2026-01", "cumulative") for code in (DONG_VAN, LUNG_CU)]


def with_values(view: GroupView, *values: float | None, status: str = "final") -> GroupView:
    """The view as it would be if its first communes had these values and no other had any."""
    frame = view.communes.assign(value=float("nan"), status="missing")
    for row, value in enumerate(values):
        frame.loc[row, ["value", "status"]] = [float("nan") if value is None else value, status]
    return replace(view, communes=frame)


def test_of_a_rank_the_first_and_the_last_are_named(view):
    rank = replace(view.ask.indicator, kind="score", polarity="lower", unit="")
    placed = with_values(replace(view, ask=replace(view.ask, indicator=rank)), 3.0, 1.0, 2.0)
    told = sentences.plain([sentences.of_communes(placed, "value")])
    assert re.search(r"có số liệu, đứng đầu là .+ \(1\), đứng cuối là .+ \(3\)\.$", told)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((), "Chưa xã, phường nào có số liệu."),
        ((5.0,), "có số liệu, giá trị 5 triệu đồng."),
        ((5.0, 5.0, 5.0), "3 xã, phường có số liệu có giá trị như nhau: 5 triệu đồng."),
        ((0.0, 0.0), "2 xã, phường có số liệu có giá trị như nhau: 0 triệu đồng."),
        ((9.0, 1.0, 1.0, 1.0, 1.0), "thấp nhất ở 4 xã, phường (1 triệu đồng)."),
        ((-1e12, 1e12), "(1.000.000.000.000 triệu đồng), "),
    ],
)
def test_none_one_equal_zero_tied_and_huge_values_are_told_truly(view, values, words):
    assert words in sentences.plain([sentences.of_communes(with_values(view, *values), "value")])


def test_withheld_communes_are_counted(view):
    found = sentences.of_communes(with_values(view, None, None, status="suppressed"), "value")
    assert sentences.plain([found]).endswith("; 2 xã, phường không công bố.")


def test_the_selected_commune_is_told_with_its_rank(view, kept):
    (row,) = view.communes[view.communes["area_code"] == THANG_MO].to_dict("records")
    assert sentences.plain([sentences.of_commune(view, row, "value")]) == (
        "Xã Thắng Mố đạt 8 triệu đồng, không đổi so với cùng kỳ năm trước, đứng thứ 2/3 từ cao xuống theo giá trị."
    )
    assert "Xã Thắng Mố đạt" in sentences.plain(sentences.of_view(seen(kept, xa=THANG_MO), "value"))


def test_simulated_values_and_earlier_knowledge_are_never_left_out(view):
    whole = sentences.plain(sentences.of_view(replace(view, simulated=True), "value"))
    assert whole.endswith("Số liệu mô phỏng, không dùng để báo cáo.")
    past = replace(view, ask=replace(view.ask, as_of=datetime(2026, 2, 7)))
    assert "như đã biết đến hết ngày 07/02/2026" in sentences.plain(sentences.of_view(past, "value"))


def test_the_list_of_filters_the_subtitle_and_the_sentence_use_the_same_words(view):
    meanings = {one.name: one.meaning for one in asking.meanings(view, "value")}
    assert meanings["kỳ so sánh"] == "cùng kỳ năm trước (Tháng 1/2025)"
    assert meanings["phân tổ"] == "Tổng số"
    told = text(asking.subtitle(view, "value", "map-subtitle"))
    assert meanings["kỳ"] in told
    assert asking.reporting(view) in told
    assert meanings["kỳ"] in sentences.plain(sentences.of_view(view, "value"))


def test_english_says_the_same(view):
    assert "is highest in Xã Đồng Văn (12 " in sentences.plain(sentences.of_view(view, "value", "en"))
