"""Names in the order in which a Vietnamese reader looks for them."""

import unicodedata

from geo import alphabet


def test_letters_come_before_tones_and_a_syllable_before_the_next() -> None:
    names = ["Đồng Văn", "Dương Hồng", "Bà Nà", "Ba Tơ", "Ất", "Ăn", "An", "Bá Thước"]
    found = alphabet.in_order({str(place): name for place, name in enumerate(names)})
    assert list(found.values()) == ["An", "Ăn", "Ất", "Ba Tơ", "Bà Nà", "Bá Thước", "Dương Hồng", "Đồng Văn"]


def test_numbered_wards_are_counted_not_spelled() -> None:
    found = alphabet.in_order({"1": "Phường 10", "2": "Phường 2", "3": "Phường Ái"})
    assert list(found.values()) == ["Phường 2", "Phường 10", "Phường Ái"]


def test_the_form_of_unicode_and_the_case_do_not_matter() -> None:
    assert alphabet.order(unicodedata.normalize("NFD", "ĐỒNG VĂN")) == alphabet.order("đồng văn")


def test_places_of_one_name_stand_by_code_and_none_is_lost() -> None:
    assert list(alphabet.in_order({"00829": "Tân Lập", "00721": "Tân Lập"})) == ["00721", "00829"]
