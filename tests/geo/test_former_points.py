"""Where the communes of before July 2025 lay."""

from geo import areas


def test_former_communes_have_a_point_in_their_province_and_name_who_took_them() -> None:
    frame = areas.former_points("08")
    assert frame["former_code"].is_unique
    assert frame["lon"].notna().mean() > 0.9
    assert frame["lon"].dropna().between(104, 106).all()
    assert frame["lat"].dropna().between(21, 24).all()
    row = frame.set_index("former_code").loc["00691"]
    assert (row["full_name"], row["area_name"]) == ("Phường Trần Phú", "Phường Hà Giang 2")
