"""Forms of other reports: 28-T, of a quarter, of six months, II.06a, digitisation, payment."""

from pathlib import Path
from typing import Any

import pytest

from loaders import layouts
from loaders.delivery import Delivery
from loaders.errors import PeriodUnclearError
from loaders.pipeline import read_delivery
from tests.loaders.books import MONTHLY_9, RECEIVED, monthly
from tests.loaders.forms import DIGITISATION, FORM_28T, II06A, PAYMENT, form

REVENUE = "tq_budget_revenue"
QUARTERLY = [
    "STT", "Chỉ tiêu", "ĐVT", "Thực hiện quý cùng kỳ năm trước", "Lũy kế cùng kỳ năm trước", "Kế hoạch năm",
    "Thực hiện quý trước", "Thực hiện quý báo cáo", "Lũy kế từ đầu năm đến hết quý báo cáo",
    "Thực hiện quý báo cáo so với quý trước", "Thực hiện quý báo cáo so với cùng kỳ năm trước",
    "Lũy kế so với cùng kỳ năm trước", "Lũy kế so với kế hoạch năm",
]  # fmt: skip
ROW = [1, "Thu NSNN trên địa bàn", "Tỷ đồng", 400, 1200, 2000, 450, 500, 1500, 111.1, 125, 125, 75]
SIX_MONTHS = ["STT", "Chỉ tiêu", "ĐVT", "Thực hiện 6 tháng đầu năm cùng kỳ", "Kế hoạch năm", "Ước thực hiện 6 tháng",
              "Ước thực hiện 6 tháng so với cùng kỳ", "Ước thực hiện 6 tháng so với kế hoạch năm"]  # fmt: skip


def load(path: Path, province: str = "08", **more: Any) -> Delivery:
    return read_delivery(path, province=province, received_at=RECEIVED, **more)


def values(delivery: Delivery) -> dict[tuple[str, str, str], float]:
    """Values by indicator, measure and period."""
    rows = delivery.observations
    keys = zip(rows["indicator_code"], rows["measure"], rows["period"], strict=True)
    return dict(zip(keys, rows["value"], strict=True))


def by_unit(delivery: Delivery) -> dict[tuple[str, str, str], float]:
    """Values by indicator, area and breakdown."""
    rows = delivery.observations
    keys = zip(rows["indicator_code"], rows["area_code"], rows["breakdown"], strict=True)
    return {key: round(value, 2) for key, value in zip(keys, rows["value"], strict=True)}


def left_out(delivery: Delivery) -> list[str]:
    return [note.text for note in delivery.notes if note.code == "no_indicator"]


def test_each_column_of_a_quarterly_table_speaks_of_its_own_period(tmp_path: Path) -> None:
    delivery = load(monthly(tmp_path / "q3.xlsx", [ROW], header=QUARTERLY, title="BÁO CÁO QUÝ III NĂM 2026"))
    assert (delivery.layout, delivery.period) == ("tuyen-quang-quarterly", "2026-Q3")
    assert values(delivery) == {
        (REVENUE, "actual", "2025-Q3"): 400,
        (REVENUE, "cumulative", "2025-Q3"): 1200,
        (REVENUE, "plan", "2026"): 2000,
        (REVENUE, "actual", "2026-Q2"): 450,
        (REVENUE, "actual", "2026-Q3"): 500,
        (REVENUE, "cumulative", "2026-Q3"): 1500,
    }
    assert delivery.rows_refused == 0


def test_a_quarterly_table_may_hold_estimates_in_every_column_of_the_quarter(tmp_path: Path) -> None:
    header = [
        *QUARTERLY[:7], "Ước thực hiện quý báo cáo", "Ước lũy kế từ đầu năm",
        *(f"Ước {text[0].lower()}{text[1:]}" for text in QUARTERLY[9:]),
    ]  # fmt: skip
    delivery = load(monthly(tmp_path / "q3.xlsx", [ROW], header=header, title="BÁO CÁO QUÝ III NĂM 2026"))
    status = delivery.observations.set_index(["measure", "period"])["status"]
    assert values(delivery)[REVENUE, "actual", "2026-Q3"] == 500
    assert values(delivery)[REVENUE, "cumulative", "2026-Q3"] == 1500
    assert status["actual", "2026-Q3"] == status["cumulative", "2026-Q3"] == "estimated"
    assert status["actual", "2026-Q2"] == status["actual", "2025-Q3"] == "final"
    assert (delivery.rows_refused, delivery.notes) == (0, ())


def test_the_columns_of_the_monthly_table_under_a_quarter_are_the_quarterly_table(tmp_path: Path) -> None:
    row = [5, 1, "Xuất khẩu", "Triệu USD", 1, 2, 3, 4, 5, 6]
    delivery = load(monthly(tmp_path / "b.xlsx", [row], header=MONTHLY_9, title="Quý III/2026"))
    assert delivery.layout == "tuyen-quang-quarterly"
    assert load(monthly(tmp_path / "c.xlsx", [row], header=MONTHLY_9)).layout == "tuyen-quang-monthly"


def test_a_quarterly_table_of_a_month_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PeriodUnclearError, match="biểu quý nhưng kỳ báo cáo là Tháng 9/2026"):
        load(monthly(tmp_path / "b.xlsx", [ROW], header=QUARTERLY))


def test_a_table_of_six_months_holds_estimates(tmp_path: Path) -> None:
    row = [1, "Xuất khẩu", "Triệu USD", 40, 100, 50, 125, 50]
    delivery = load(monthly(tmp_path / "h1.xlsx", [row], header=SIX_MONTHS, title="6 tháng đầu năm 2026"))
    assert (delivery.layout, delivery.period) == ("tuyen-quang-half-year", "2026-H1")
    assert values(delivery) == {
        ("tq_exports", "actual", "2025-H1"): 40,
        ("tq_exports", "plan", "2026"): 100,
        ("tq_exports", "actual", "2026-H1"): 50,
    }
    assert delivery.observations.set_index("period").at["2026-H1", "status"] == "estimated"


def test_a_table_of_six_months_may_hold_what_was_done(tmp_path: Path) -> None:
    header = [text.replace("Ước thực hiện", "Thực hiện") for text in SIX_MONTHS]
    row = [1, "Xuất khẩu", "Triệu USD", 40, 100, 50, 125, 50]
    delivery = load(monthly(tmp_path / "h1.xlsx", [row], header=header, title="6 tháng đầu năm 2026"))
    assert values(delivery)["tq_exports", "actual", "2026-H1"] == 50
    assert delivery.observations["status"].unique().tolist() == ["final"]
    assert delivery.notes == ()


def test_form_28t_is_recognised_and_every_row_is_told_to_have_no_indicator(tmp_path: Path) -> None:
    body = [
        [1, "Tổng số", "1000 tấn", 1000, 500, 70, 570, 550, 103.6, 57],
        ["", "chia ra:"],
        ["", "Hàng xuất khẩu", "1000 tấn", 600, 300, 40, 340, 330, 103, 56.7],
        ["", "Container", "1000 tấn", 10, 5, 1, 6, 5, 120, 60],
        ["", "", "1000 TEU", 10, 5, 1, 6, 5, 120, 60],
        ["", "Ghi chú: số liệu ước tính"],
    ]
    delivery = load(form(tmp_path / "28t.xlsx", FORM_28T, 9, body))
    assert (delivery.layout, delivery.period) == ("form-28-t", "2026-08")
    assert (delivery.rows_accepted, delivery.rows_refused) == (0, 0)
    assert f"{delivery.published_at:%Y-%m-%d}" == "2026-08-16"
    (told,) = left_out(delivery)
    assert "4 dòng không được nhận («Tổng số», «Hàng xuất khẩu», «Container», «dòng 13»)" in told
    assert "cảng biển" in told


def test_a_province_names_an_indicator_for_a_row_of_form_28t_in_its_own_layout(store: Path, tmp_path: Path) -> None:
    own = store / "layouts" / "cang.toml"
    own.parent.mkdir(parents=True)
    row = '[[rows]]\nnames = ["Tổng số"]\nindicator = "ht_freight_carried"\n'
    rest = '[[rows]]\nnames = ["Hàng xuất khẩu"]\nindicator = ""\nwhy = "chưa có chỉ số"\n'
    about = 'extends = "form-28-t"\ncode = "cang"\nversion = "1"\ntitle = "28-T Hà Tĩnh"\nprovince = "42"\n'
    plan = '[[columns]]\nkey = "plan"\nrole = "value"\ntexts = ["Kế hoạch năm"]\nmeasure = "plan"\noffset = "year"\n'
    own.write_text(f'{about}{plan}basis = "hdnd_tinh"\n{row}{rest}', encoding="utf-8")
    body = [[1, "Tổng số", "", 1000, 500, 70, 570, 550, 103.6, 57]]
    delivery = load(form(tmp_path / "28t.xlsx", FORM_28T, 9, body), province="42")
    assert delivery.layout == "cang"
    assert values(delivery) == {
        ("ht_freight_carried", "plan", "2026"): 1000,
        ("ht_freight_carried", "cumulative", "2026-07"): 500,
        ("ht_freight_carried", "actual", "2026-08"): 70,
        ("ht_freight_carried", "cumulative", "2026-08"): 570,
        ("ht_freight_carried", "cumulative", "2025-08"): 550,
    }


BODY = [
    ["I", "Sở, ban, ngành"],
    [2, "Sở Y tế", 100, 60, 20, 20, 80, 40, 36, 4, 20, 15, 5],
    ["III", "Cấp xã"],
    [2, "UBND Xã Thắng Mố", 10, 5, 3, 2, 8, 8, 0, 0, 2, 2, 0],
    ["", "Tổng cộng", 110, 65, 23, 22, 88, 48, 36, 4, 22, 17, 5],
]


def test_counts_of_form_ii06a_become_the_shares_that_the_catalogue_asks_for(tmp_path: Path) -> None:
    delivery = load(form(tmp_path / "ii06a.xlsx", II06A, 11, BODY))
    assert (delivery.layout, delivery.period) == ("tuyen-quang-ii06a", "2026-09")
    assert delivery.rows_refused == 0
    found = by_unit(delivery)
    assert found[("tq_tthc_received", "08", "agency=so_y_te;channel=online")] == 60
    assert found[("tq_tthc_received", "00829", "channel=online")] == 5
    assert found[("tq_tthc_received", "08", "channel=online")] == 65
    assert found[("tq_tthc_on_time_rate", "08", "agency=so_y_te")] == 95
    assert found[("tq_tthc_settled_early_rate", "00829", "total")] == 100
    assert found[("tq_tthc_settled_on_time_rate", "08", "total")] == 40.91
    assert found[("tq_tthc_settled_overdue_rate", "08", "agency=so_y_te")] == 5
    assert found[("tq_tthc_open_in_time_rate", "08", "agency=so_y_te")] == 75
    assert found[("tq_tthc_open_overdue_rate", "08", "total")] == 22.73
    assert len(found) == 21


def counted(delivery: Delivery) -> dict[tuple[str, str], float]:
    rows = delivery.scores
    return dict(zip(zip(rows["unit_code"], rows["item_code"], strict=True), rows["numerator"], strict=True))


def test_every_count_of_form_ii06a_is_kept_as_it_stands_for_department_commune_and_province(tmp_path: Path) -> None:
    delivery = load(form(tmp_path / "ii06a.xlsx", II06A, 11, BODY))
    found = counted(delivery)
    assert len(found) == 33
    assert found[("08:so_y_te", "FORM_RECEIVED")] == 100
    assert found[("00829", "FORM_DIRECT")] == 3
    assert found[("08", "FORM_OPEN_LATE")] == 5
    assert set(delivery.scores["period"]) == {"2026-09"}
    assert left_out(delivery) == []


def test_dossiers_that_do_not_add_up_are_kept_and_flagged(tmp_path: Path) -> None:
    body = [[2, "Sở Y tế", 101, 60, 20, 20, 80, 40, 36, 4, 20, 15, 5]]
    delivery = load(form(tmp_path / "ii06a.xlsx", II06A, 11, body))
    told = [note for note in delivery.notes if note.code == "sum_of_row"]
    assert [note.cell for note in told] == ["C11", "C11"]
    assert "100" in told[0].text
    assert counted(delivery)[("08:so_y_te", "FORM_RECEIVED")] == 101


def test_a_part_larger_than_its_whole_is_refused_and_nothing_divided_by_nothing_is_blank(tmp_path: Path) -> None:
    body = [
        [2, "Sở Y tế", 100, 60, 20, 20, 80, 90, 0, 4, 20, 15, 5],
        [3, "Sở Tài chính", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ]
    delivery = load(form(tmp_path / "ii06a.xlsx", II06A, 11, body))
    assert list(zip(delivery.refusals["cell"], delivery.refusals["reason_code"], strict=True)) == [
        ("G11", "part_exceeds_whole"), ("H11", "part_exceeds_whole"),
    ]  # fmt: skip
    assert not any(code.endswith("_rate") and "tai_chinh" in unit for code, _, unit in by_unit(delivery))


def test_a_unit_that_is_neither_department_nor_commune_is_refused_at_its_name(tmp_path: Path) -> None:
    body = [[2, "UBND huyện Yên Minh", 100, 60, 20, 20, 80, 40, 36, 4, 20, 15, 5]]
    delivery = load(form(tmp_path / "ii06a.xlsx", II06A, 11, body))
    assert (delivery.refusals["cell"].tolist(), delivery.rows_accepted) == (["B11"], 0)


def test_another_province_has_the_counts_of_form_ii06a_without_an_indicator(tmp_path: Path) -> None:
    delivery = load(form(tmp_path / "ii06a.xlsx", II06A, 11, BODY[:2]), province="04")
    assert (delivery.layout, delivery.rows_accepted, delivery.rows_refused) == ("form-ii06a", 11, 0)
    assert delivery.observations.empty


def test_the_digitisation_table_gives_the_reuse_of_the_whole_province(tmp_path: Path) -> None:
    body = [
        ["I", "Sở, ban, ngành"],
        [1, "Sở Y tế", 100, 40, 60, 25, 5, 80, 20, 60],
        ["", "Toàn tỉnh", 200, 80, 120, 50, 10, 160, 40, 120],
    ]
    path = form(tmp_path / "so-hoa.xlsx", DIGITISATION, 5, body)
    delivery = load(path, province="04", period="2026-09")
    assert delivery.layout == "cao-bang-digitisation"
    assert by_unit(delivery) == {("cb_digitised_data_reused", "04", "total"): 25}
    assert delivery.rows_refused == 0
    assert any("1 ô của 1 đơn vị không được nhận" in text for text in left_out(delivery))
    assert load(path, period="2026-09").layout == "tthc-digitisation"


def test_the_digitisation_table_names_no_period(tmp_path: Path) -> None:
    path = form(tmp_path / "so-hoa.xlsx", DIGITISATION, 5, [[1, "Sở Y tế", 100, 40, 60, 25, 5, 80, 20, 60]])
    with pytest.raises(PeriodUnclearError, match="--period"):
        load(path, province="04")


def test_the_payment_table_counts_what_was_paid_online(tmp_path: Path) -> None:
    body = [
        ["I", "Sở, ban, ngành"],
        [1, "H60.1", "Sở Y tế", 200, 150, "75%", "25%"],
        ["II", "Cấp xã"],
        [2, "H60.2", "UBND xã Thắng Mố", 40, 0, "", ""],
    ]
    delivery = load(form(tmp_path / "tiep-nhan.xlsx", PAYMENT, 6, body), period="2026-09")
    assert delivery.layout == "tuyen-quang-payment"
    assert by_unit(delivery) == {
        ("tq_tthc_paid_online", "08", "agency=so_y_te"): 150,
        ("tq_tthc_paid_online", "00829", "total"): 0,
    }
    assert counted(delivery)[("08:so_y_te", "FORM_PAYABLE")] == 200
    assert counted(delivery)[("00829", "FORM_PAID")] == 0


def test_the_payment_rate_of_cao_bang_is_read_from_text_with_a_dot(tmp_path: Path) -> None:
    body = [["", "", "Toàn tỉnh", 240, 150, "62.50%", "37.50%"]]
    delivery = load(form(tmp_path / "b.xlsx", PAYMENT, 6, body), province="04", period="2026-09")
    assert by_unit(delivery) == {("cb_online_payment_rate", "04", "total"): 62.5}


def test_every_reason_for_leaving_something_out_is_a_clause_for_the_sender() -> None:
    for layout in layouts.layouts().values():
        for entry in (*layout.columns, *layout.rows):
            assert not entry.why.endswith("."), layout.code
