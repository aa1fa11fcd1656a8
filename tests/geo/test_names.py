import unicodedata

import pytest

from geo import areas, names, spelling

GIA_LAI, TUYEN_QUANG, QUANG_NGAI, DONG_NAI = "52", "08", "51", "75"


@pytest.mark.parametrize(
    ("written", "province_code", "area_code"),
    [
        ("Xã Đồng Văn", TUYEN_QUANG, "00721"),
        ("Đồng Văn", TUYEN_QUANG, "00721"),
        ("  UBND   XÃ ĐỒNG VĂN ", TUYEN_QUANG, "00721"),
        ("X. Đồng Văn", TUYEN_QUANG, "00721"),
        ("Đồng Văn (xã)", TUYEN_QUANG, "00721"),
        ("Xã Đồng Văn, tỉnh Hà Giang", TUYEN_QUANG, "00721"),
        ("Ủy ban nhân dân xã Đồng Văn", TUYEN_QUANG, "00721"),
        ("UBND xã Kông Bơ La - Gia Lai", GIA_LAI, "23674"),
        ("P. Quy Nhơn", GIA_LAI, "21583"),
        ("Đặc khu Lý Sơn", QUANG_NGAI, "21548"),
        ("Phường Xuân Hương Đà Lạt", "68", "24781"),
        ("Xã Ea H’Leo", "66", "24184"),
    ],
)
def test_a_name_is_understood_with_its_usual_dressing(written, province_code, area_code):
    found = names.match(written, province_code)
    assert (found.outcome, found.area_code) == ("exact", area_code)


def test_tone_placement_case_and_unicode_form_do_not_matter():
    for written in ("Xã Hòa Hội", "xã HOÀ HỘI", unicodedata.normalize("NFD", "Xã Hoà Hội")):
        assert names.match(written, GIA_LAI).area_code == "21871"
    assert names.match("Xã Thanh Thuỷ", TUYEN_QUANG).area_code == names.match("Xã Thanh Thủy", TUYEN_QUANG).area_code


@pytest.mark.parametrize(
    ("written", "full_name"),
    [("UBND xã Ia Chía", "Xã Ia Chia"), ("UBND xã Albá", "Xã Al Bá"), ("Xa Kong Bo La", "Xã Kông Bơ La")],
)
def test_a_near_miss_is_proposed_and_not_taken(written, full_name):
    found = names.match(written, GIA_LAI)
    assert (found.outcome, found.area_code) == ("near", None)
    assert found.proposals[0].full_name == full_name
    assert full_name in found.sentence


@pytest.mark.parametrize(
    ("written", "proposed"),
    [("Xã Ia Dơ", ["Xã Ia Dơk", "Xã Ia Mơ", "Xã Ia O"]), ("Xã Vĩnh Thạn", ["Xã Vĩnh Thạnh"])],
    ids=["five look alike", "Vĩnh Thịnh is farther"],
)
def test_at_most_three_near_misses_are_proposed_and_none_farther_than_the_nearest(written, proposed):
    assert [proposal.full_name for proposal in names.match(written, GIA_LAI).proposals] == proposed


def test_numbers_are_never_near():
    assert names.match("Phường Hà Giang 3", TUYEN_QUANG).outcome == "unknown"
    assert names.match("Phường Hà Giang 02", TUYEN_QUANG).area_code == "00691"


def test_the_kind_must_fit():
    found = names.match("Xã Hoài Nhơn", GIA_LAI)
    assert found.outcome == "near"
    assert [p.full_name for p in found.proposals] == ["Phường Hoài Nhơn"]


def test_the_kind_tells_namesakes_apart():
    communes = (
        names.commune("00721", "Đồng Văn", "Xã Đồng Văn", "xã"),
        names.commune("99998", "Đồng Văn", "Phường Đồng Văn", "phường"),
    )
    twins = names.Province(frozenset(), communes, {})
    assert names.within(twins, "Xã Đồng Văn", TUYEN_QUANG).area_code == "00721"
    assert names.within(twins, "Phường Đồng Văn", TUYEN_QUANG).area_code == "99998"
    unclear = names.within(twins, "Đồng Văn", TUYEN_QUANG)
    assert (unclear.outcome, len(unclear.proposals)) == ("ambiguous", 2)
    assert "ghi rõ xã hay phường" in unclear.sentence


def test_the_communes_that_became_wards_in_2026_are_known_under_both_kinds():
    assert names.match("Xã Long Thành", DONG_NAI).area_code == "26368"
    assert names.match("Phường Long Thành", DONG_NAI).area_code == "26368"


def test_a_former_ward_is_named_with_the_commune_that_took_it():
    found = names.match("Thị trấn Đồng Văn", TUYEN_QUANG)
    assert (found.outcome, found.area_code) == ("former", None)
    [ward] = found.former
    assert ward.whole
    assert [target.area_code for target in ward.targets] == ["00721"]
    assert "đơn vị cũ" in found.sentence


def test_a_divided_former_ward_is_named_with_all_that_took_a_part():
    [ward] = names.match("Xã Yên Định", TUYEN_QUANG).former
    assert not ward.whole
    assert {target.area_code for target in ward.targets} == {"00700", "00994"}


def test_former_namesakes_are_all_named():
    found = names.match("Phường 1", "82")
    assert found.outcome == "former"
    assert len(found.former) == 5


def test_an_island_district_is_a_former_unit():
    assert names.match("Huyện Lý Sơn", QUANG_NGAI).proposals[0].full_name == "Đặc khu Lý Sơn"


def test_names_are_never_sought_in_another_province():
    assert names.match("Xã Đồng Văn", GIA_LAI).outcome == "unknown"
    assert names.match("Xã Đồng Văn - Gia Lai", TUYEN_QUANG).outcome != "exact"
    with pytest.raises(areas.UnknownProvinceError):
        names.match("Xã Đồng Văn", "10")


@pytest.mark.parametrize("written", ["", "   ", "Sở Y tế", "Tổng số", "-", "123"])
def test_what_is_no_name_is_unknown(written):
    assert names.match(written, TUYEN_QUANG).outcome == "unknown"


def test_every_commune_is_found_by_its_own_full_name():
    communes = areas.communes()
    found = [names.match(n, p).area_code for n, p in zip(communes["full_name"], communes["province_code"], strict=True)]
    assert found == communes["area_code"].tolist()


def test_a_code_of_today_is_valid():
    found = names.by_code("00721")
    assert (found.outcome, found.province_code) == ("valid", TUYEN_QUANG)


def test_a_code_of_both_lists_says_so():
    assert sum(names.by_code(code).is_also_former for code in areas.communes()["area_code"]) == 3315
    assert not names.by_code("06978").is_also_former


def test_a_former_code_names_the_commune_that_took_the_ward():
    found = names.by_code("26734")
    assert (found.outcome, found.area) == ("former", None)
    assert "Phường Tân Định (26737)" in found.sentence


@pytest.mark.parametrize("code", ["99999", "723", "721", "", "0072A", "08"])
def test_a_code_of_neither_list_is_unknown(code):
    assert names.by_code(code).outcome == "unknown"


def test_fold_drops_marks_case_and_punctuation():
    assert names.fold("  Xã ĐẮK-Pơ ") == "xa dak po"
    assert names.fold(unicodedata.normalize("NFD", "Thuỷ")) == names.fold("THỦY") == "thuy"


def test_distance_counts_letters():
    assert spelling.distance("iachia", "iachia") == 0
    assert spelling.distance("ialy", "iale") == 1
    assert spelling.distance("", "abc") == 3
