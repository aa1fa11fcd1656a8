from urllib.parse import unquote

from components import cards
from components.sparkline import sparkline
from tests.components import reading


def headline(**told):
    return cards.Headline(**{"code": "thu", "name": "Thu ngân sách", "unit": "tỷ đồng", "value": 3412.6, **told})


def test_a_card_gives_name_value_unit_change_and_note():
    card = cards.card(headline(change="▲ 8,4 % so với cùng kỳ", judgement="good", note="Lũy kế 10 tháng · sơ bộ"))
    assert reading.text(card) == "Thu ngân sách 3.412,6 tỷ đồng ▲ 8,4 % so với cùng kỳ Lũy kế 10 tháng · sơ bộ"
    assert reading.classed(card, "is-good")


def test_a_figure_and_its_unit_never_break_apart():
    unit = reading.classed(cards.card(headline()), "card-unit")[0]
    assert unit.children.startswith("\u00a0")


def test_a_card_without_data_says_who_is_late_and_by_how_much_and_never_zero():
    card = cards.card(headline(value=None, late_days=6, waiting_for="Thống kê tỉnh", due_on="05/11/2026"))
    assert reading.text(card) == ("Thu ngân sách – tỷ đồng Chậm 6 ngày · Thống kê tỉnh Hạn gửi 05/11/2026 · chưa nhận")
    assert reading.classed(card, "is-absent")


def test_our_usual_deadlines_make_nobody_late():
    card = cards.card(headline(value=None, late_days=6, is_deadline_set=False))
    assert "Quá hạn mặc định 6 ngày" in reading.text(card)
    assert "Chậm" not in reading.text(card)


def test_a_card_that_is_not_due_yet_is_not_called_late():
    card = cards.card(headline(value=None, late_days=-3))
    assert "Chậm" not in reading.text(card)
    assert "Chưa nhận số liệu" in reading.text(card)


def test_zero_is_a_value():
    assert reading.text(cards.card(headline(value=0.0))).startswith("Thu ngân sách 0 tỷ đồng")


def test_the_plan_is_told_in_words_with_the_share_of_the_year_beside_it():
    card = cards.card(headline(plan=cards.PlanShare(71.2, 83.3, "dự toán HĐND tỉnh giao", "bad")))
    assert "71,2 % dự toán HĐND tỉnh giao · đã qua 83,3 % năm" in reading.text(card)
    assert reading.classed(card, "plan-tick")[0].style == {"left": "83.3%"}


def test_a_plan_that_is_exceeded_fills_its_bar_and_keeps_its_figure():
    card = cards.card(headline(plan=cards.PlanShare(131.5, None, "kế hoạch")))
    assert reading.classed(card, "plan-done")[0].style == {"width": "100.0%"}
    assert "131,5 % kế hoạch" in reading.text(card)
    assert not reading.classed(card, "plan-tick")


def test_a_card_selects_its_indicator_and_its_value_opens_the_source():
    found = reading.ids(cards.card(headline(source_key="thu|08|2026-10")))
    assert {"type": "card", "code": "thu"} in found
    assert {"type": "source", "key": "thu|08|2026-10"} in found


def test_a_value_without_source_is_no_button():
    assert reading.ids(cards.card(headline())) == [{"type": "card", "code": "thu"}]


def test_the_selected_card_is_pressed():
    row = cards.cards([headline(), headline(code="chi", name="Chi")], selected="chi")
    pressed = [getattr(button, "aria-pressed") for button in reading.classed(row, "card-select")]
    assert pressed == ["false", "true"]


def test_simulated_values_carry_their_mark():
    assert "số mô phỏng" in reading.text(cards.card(headline(simulated=True)))
    assert "mô phỏng" not in reading.text(cards.card(headline()))


def drawn(values):
    (line,) = reading.walk(sparkline(values, "Diễn biến"))
    return unquote(line.style["--spark"])


def test_a_sparkline_leaves_gaps_where_values_are_missing():
    picture = drawn([1.0, 2.0, None, 4.0, 5.0])
    assert picture.count("M") == 2


def test_a_sparkline_of_equal_values_is_a_level_line():
    picture = drawn([3.0, 3.0])
    assert 'd="M4.0 18.0L92.0 18.0"' in picture


def test_one_value_makes_no_line():
    (line,) = reading.walk(sparkline([None, 3.0, float("nan")], "Diễn biến"))
    assert line.className == "sparkline is-empty"
