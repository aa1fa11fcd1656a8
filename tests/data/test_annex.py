"""The groups of the annexes, as printed."""

import pytest

from data import annex, catalogue


def test_a_group_is_known_by_the_marks_above_it_and_its_own():
    groups = annex.groups("kon-tum")
    assert list(groups)[:3] == ["A", "A.I", "A.II"]
    assert (groups["A.I"].name, groups["A.I"].depth) == ("Chỉ số giá", 2)


@pytest.mark.parametrize("set_code", catalogue.sets())
def test_every_indicator_stands_under_a_group_and_no_two_groups_share_a_key(set_code):
    own = {annex.group_of(one).key for one in catalogue.of_set(set_code)}
    paths = {catalogue.printed_by_row(set_code)[one.row].group_path for one in catalogue.of_set(set_code)}
    assert len(own) == len(paths)


def test_an_indicator_stands_under_its_group_and_those_above():
    price = next(one for one in catalogue.of_set("ha-tinh") if annex.group_of(one).key == "A.I")
    assert annex.stands_under(price, "A.I")
    assert annex.stands_under(price, "A")
    assert annex.stands_under(price, "")
    assert not annex.stands_under(price, "A.II")
    assert not annex.stands_under(price, "B")


def test_indicators_can_be_narrowed_to_headings_that_some_but_not_all_stand_under():
    own = [one for one in catalogue.of_set("ha-tinh") if annex.group_of(one).key in ("A.I", "A.II")]
    assert [one.key for one in annex.headings(own)] == ["A.I", "A.II"]
    assert annex.headings(own[:1]) == []
    assert annex.headings([]) == []
