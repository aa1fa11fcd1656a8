"""What we know better than the package ``vietnamadminunits`` 1.0.4.  A repair is data: what, and why.

Every list is checked when the tables are built (``geo.build``): an entry that no longer fits stops the build,
because the package has repaired it, or broken something else.
"""

from typing import Final

PACKAGE_VERSION: Final = "1.0.4"

# Xã Ba Chẽ: the package keeps 06970, the code of the former Thị trấn Ba Chẽ; the code in force is 06978.
RECODED: Final[dict[str, str]] = {"06970": "06978"}

# Đồng Nai became a centrally governed city on 30 April 2026 …
PROVINCE_FULL_NAMES: Final[dict[str, str]] = {"75": "Thành phố Đồng Nai"}

# … and ten of its communes became wards; code and territory are as before, and the old form is still
# understood.
BECAME_WARDS: Final[dict[str, str]] = {
    "25270": "Lộc Ninh",
    "25357": "Tân Khai",
    "25363": "Đồng Phú",
    "26116": "Tân Phú",
    "26170": "Trị An",
    "26248": "Trảng Bom",
    "26326": "Dầu Giây",
    "26368": "Long Thành",
    "26425": "Xuân Lộc",
    "26485": "Nhơn Trạch",
}

# (former ward, commune) pairs that the converter lists as a part of a divided ward, where the commune took
# its part from a *namesake* in another former district: the ward's box lies 9 to 88 km from the commune, and
# the commune touches nothing that this former district went to.  Without them 29 wards are whole after all.
SPURIOUS_PARTS: Final[frozenset[tuple[str, str]]] = frozenset(
    {
        ("06079", "06184"),  # Hồng Phong (Bình Gia), not Hồng Phong (Cao Lộc)
        ("10798", "11911"),  # Hòa Bình (Kim Thành), not Hòa Bình (Vĩnh Bảo); still divided over two others
        ("11890", "10804"),  # Hòa Bình (Vĩnh Bảo), not Hòa Bình (Kim Thành)
        ("11890", "10843"),
        ("25462", "27694"),  # Phường 4 (Tây Ninh), not Phường 4 (Tân An)
        ("27691", "25459"),  # Phường 4 (Tân An), not Phường 4 (Tây Ninh)
        ("28252", "29869"),  # Phường 3, 4 and 6 of Mỹ Tho, Cai Lậy and Sa Đéc, not those of Cao Lãnh
        ("28270", "29869"),
        ("28437", "29869"),
        ("28439", "29869"),
        ("29902", "29869"),
        ("29908", "29869"),
        ("28924", "29734"),  # Hòa Lộc (Mỏ Cày Bắc), not Hòa Lộc (Tam Bình)
        ("29734", "28921"),
        ("29623", "29182"),  # Mỹ An (Mang Thít), not Mỹ An (Thạnh Phú)
        ("31246", "31726"),  # Thạnh Quới (Vĩnh Thạnh), not Thạnh Quới (Mỹ Xuyên)
        ("31714", "31246"),
        ("31268", "31666"),  # Tân Thạnh (Thới Lai), not Tân Thạnh (Long Phú)
        ("31666", "31288"),
        ("31378", "31654"),  # Phú Hữu (Châu Thành, Hậu Giang), not Phú Hữu (Long Phú)
        ("31657", "31378"),
        ("31379", "31582"),  # Phú Tân (Châu Thành, Hậu Giang): marked as the default, and wrong all the same
        ("31582", "31378"),
        ("31438", "31741"),  # Tân Long (Phụng Hiệp), not Tân Long (Ngã Năm)
        ("31741", "31408"),
        ("31474", "31741"),  # Long Bình (Long Mỹ), not Long Bình (Ngã Năm)
        ("31744", "31473"),
        ("31480", "31639"),  # Long Phú (Long Mỹ), not Long Phú (Long Phú)
        ("31669", "31480"),
        ("31483", "31591"),  # Thuận Hưng (Long Mỹ), not Thuận Hưng (Mỹ Tú)
        ("31606", "31495"),
    }
)

# The special zones of the two archipelagos; every national map shows them.
HOANG_SA, TRUONG_SA = "20333", "22736"

# The package gives Trường Sa the dry land of a few islands; the zone was established with 496 km².
DECLARED_KM2: Final[dict[str, float]] = {TRUONG_SA: 496.0}

# Where the approximate set draws them: discs about the larger islands (lon, lat), together of that area.
ISLANDS: Final[dict[str, tuple[tuple[float, float], ...]]] = {
    HOANG_SA: (
        (111.61, 16.53),  # Hoàng Sa
        (112.34, 16.84),  # Phú Lâm
        (112.73, 16.67),  # Linh Côn
        (111.76, 16.45),  # Quang Hòa
        (111.20, 15.78),  # Tri Tôn
    ),
    TRUONG_SA: (
        (114.33, 11.43),  # Song Tử Tây
        (114.48, 10.38),  # Sơn Ca
        (114.36, 10.18),  # Nam Yết
        (114.33, 9.89),  # Sinh Tồn
        (113.70, 8.97),  # Phan Vinh
        (111.92, 8.64),  # Trường Sa
        (112.92, 7.89),  # An Bang
    ),
}
