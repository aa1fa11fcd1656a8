"""What units are called where the decision is silent, or contradicts itself."""

from dataclasses import replace

from components import naming
from data import catalogue

SATISFACTION = catalogue.get("tq_tthc_satisfaction")  # printed in dossiers


def test_no_number_is_spoken_in_a_printed_unit_that_contradicts_the_name() -> None:
    assert naming.unit_in_text(SATISFACTION) == ""
    assert naming.unit_of(SATISFACTION) == "(đơn vị in là «hồ sơ», trái với tên)"
    assert naming.unit_of(SATISFACTION, "en") == "(printed in “dossiers”, which contradicts the name)"


def test_a_unit_that_the_province_has_corrected_is_spoken() -> None:
    assert naming.unit_in_text(replace(SATISFACTION, unit="%")) == "%"


def test_a_unit_that_the_decision_leaves_open_is_called_so_and_not_spoken() -> None:
    undefined = replace(SATISFACTION, unit="")
    assert naming.unit_of(undefined) == "(đơn vị chưa quy định)"
    assert naming.unit_in_text(undefined) == ""
