import re
import unicodedata

import pandas as pd
import pytest

from geo import areas


def test_there_are_34_provinces_and_3321_communes_and_10040_former_wards():
    assert len(areas.provinces()) == 34
    assert len(areas.communes()) == 3321
    assert len(areas.former_wards()) == 10040


def test_communes_are_of_three_kinds():
    assert areas.communes()["kind"].value_counts().to_dict() == {"xã": 2611, "phường": 697, "đặc khu": 13}


def test_codes_are_text_with_leading_zeros():
    assert areas.provinces()["area_code"].map(lambda code: re.fullmatch(r"\d{2}", code) is not None).all()
    assert areas.communes()["area_code"].map(lambda code: re.fullmatch(r"\d{5}", code) is not None).all()
    assert areas.communes("08")["area_code"].iloc[0] == "00691"


def test_a_province_has_a_name_a_full_name_and_a_slug():
    row = areas.provinces().set_index("area_code").loc["08"]
    assert row.to_dict() == {
        "area_name": "Tuyên Quang",
        "full_name": "Tỉnh Tuyên Quang",
        "area_level": "province",
        "slug": "tuyen-quang",
    }


def test_dong_nai_is_a_city_with_the_ten_wards_of_2026():
    assert areas.provinces().set_index("area_code").at["75", "full_name"] == "Thành phố Đồng Nai"
    assert areas.communes("75")["kind"].eq("phường").sum() == 33


def test_every_commune_has_a_point_and_an_area():
    communes = areas.communes()
    assert communes[["lon", "lat", "area_km2"]].notna().all(axis=None)
    assert communes["area_km2"].gt(0).all()
    assert communes["lon"].between(102, 118).all()
    assert communes["lat"].between(6.5, 23.5).all()


def test_all_text_is_nfc():
    for frame in (areas.communes(), areas.former_wards(), areas.provinces(), areas.groups("51")):
        texts = frame.select_dtypes(include="str").stack()
        assert texts.map(lambda text: unicodedata.is_normalized("NFC", text)).all()


def test_ba_che_has_the_code_in_force():
    codes = set(areas.communes("22")["area_code"])
    assert "06978" in codes
    assert "06970" not in codes


def test_kon_tum_within_quang_ngai_is_forty_communes():
    assert _former_provinces("51") == {"Kon Tum": 40, "Quảng Ngãi": 56}


def test_ha_giang_and_yen_bai_are_groups_of_their_new_provinces():
    assert _former_provinces("08") == {"Hà Giang": 73, "Tuyên Quang": 51}
    assert _former_provinces("15") == {"Lào Cai": 48, "Yên Bái": 51}


def _former_provinces(province_code: str) -> dict[str, int]:
    groups = areas.groups(province_code)
    return groups.loc[groups["group_kind"].eq("former_province"), "group_name"].value_counts().to_dict()


@pytest.mark.parametrize("province_code", areas.provinces()["area_code"])
def test_every_commune_is_in_one_former_province_and_one_former_district(province_code):
    groups = areas.groups(province_code)
    codes = areas.communes(province_code)["area_code"].tolist()
    for kind in areas.GROUP_KINDS:
        assert sorted(groups.loc[groups["group_kind"].eq(kind), "area_code"]) == codes


def test_every_former_ward_went_somewhere_and_has_one_default():
    crosswalk = areas.crosswalk()
    assert set(crosswalk["former_code"]) == set(areas.former_wards()["former_code"])
    assert set(crosswalk["area_code"]) == set(areas.communes()["area_code"])
    assert crosswalk.groupby("former_code")["is_default"].sum().eq(1).all()


def test_whole_wards_have_one_row_and_divided_ones_more():
    crosswalk = areas.crosswalk()
    parts = crosswalk.groupby("former_code")["area_code"].transform("size")
    assert crosswalk["whole"].eq(parts.eq(1)).all()
    assert crosswalk.loc[~crosswalk["whole"], "former_code"].nunique() == 442


def test_a_namesake_of_another_district_takes_no_part():
    # Phường 4 of Tân An was listed as partly gone to Phường Tân Ninh, 85 km away.
    row = areas.crosswalk().set_index("former_code").loc["27691"]
    assert (row["area_code"], row["whole"], row["is_default"]) == ("27694", True, True)


def test_frames_are_copies():
    for mine in (areas.communes(), areas.communes("08")):
        mine["area_name"] = "x"
    assert "x" not in set(areas.communes()["area_name"])


def test_an_unknown_province_is_refused_with_a_sentence():
    with pytest.raises(areas.UnknownProvinceError, match="Không có tỉnh, thành phố nào mang mã «10»"):
        areas.communes("10")
    with pytest.raises(areas.UnknownProvinceError):
        areas.groups("10")


def test_no_two_communes_of_a_province_share_a_full_name():
    communes = areas.communes()
    assert not communes.duplicated(["province_code", "full_name"]).any()
    assert isinstance(communes, pd.DataFrame)
