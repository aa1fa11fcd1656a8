"""Texts with slots: what is written around them stays, what is in them is told anew, and nothing is guessed."""

import unicodedata

import pytest

from briefings import slots
from components.sentences import Piece

KEY = "tq_budget_revenue|08|2026-01|actual|total|"
KNOWN = {
    "số:tq_budget_revenue": (Piece("20 tỷ đồng", KEY),),
    "kỳ": (Piece("tháng 1 năm 2026"),),
    "cao thấp": (),
}


def told(text: str) -> list[str]:
    return [one.text for one in slots.fill(text, KNOWN).paragraphs]


def test_a_slot_is_filled_and_its_number_keeps_its_source():
    (paragraph,) = slots.fill("Thu {kỳ} đạt {số:tq_budget_revenue}.", KNOWN).paragraphs
    assert paragraph.text == "Thu tháng 1 năm 2026 đạt 20 tỷ đồng."
    assert [one.key for one in paragraph.words if one.key] == [KEY]


def test_each_line_is_a_paragraph_and_one_with_a_dash_an_item():
    filled = slots.fill("Một.\n\n- Hai.\n• Ba.", KNOWN).paragraphs
    assert [(one.text, one.is_item) for one in filled] == [("Một.", False), ("Hai.", True), ("Ba.", True)]


def test_a_line_with_nothing_to_say_is_left_out():
    assert told("{cao thấp}\nCòn lại.") == ["Còn lại."]


def test_an_unknown_slot_is_named_and_stays_visible():
    filled = slots.fill("Đạt {số:khong_co}.", KNOWN)
    assert filled.unknown == ("số:khong_co",)
    assert filled.paragraphs[0].text == "Đạt [số:khong_co]."
    assert slots.told(filled.unknown).startswith("Không có ô số liệu {số:khong_co}. Chọn lại")


@pytest.mark.parametrize("text", ["{ Kỳ }", unicodedata.normalize("NFD", "{kỳ}"), "{KỲ}"])
def test_a_slot_is_known_however_it_is_typed(text):
    assert told(text) == ["tháng 1 năm 2026"]


@pytest.mark.parametrize("text", ["=1+2", "<b>đậm</b>", "😀 tốt", "{{không phải ô}}", "a } b { c"])
def test_hostile_text_is_text(text):
    assert told(text) == [text.replace("{{", "{").replace("}}", "}")]


def test_numbers_typed_by_hand_are_noticed():
    assert slots.typed_numbers("Đạt 20 tỷ đồng trong {kỳ}")
    assert not slots.typed_numbers("Đạt {số:tq_q1_revenue} trong {kỳ}")
