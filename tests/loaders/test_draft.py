"""Drafts of layouts: what is certain is filled in, everything else is left for a person, and a draft always loads."""

from pathlib import Path
from typing import Any

import pytest

from loaders import layouts, readers
from loaders.delivery import Delivery
from loaders.draft import draft
from loaders.errors import LayoutError, SourceError
from loaders.pipeline import read_delivery
from tests.loaders.books import MONTHLY_9, RECEIVED, matrix, monthly, save

THANG_MO = [1, "00829", "Xã Thắng Mố", 1500, 3, 2, 1, 97.5]
ROW = [5, 1, "Thu ngân sách nhà nước trên địa bàn", "Tỷ đồng", 400, 4000, 6000, 450, 500, 4600, 111.1, 125, 115, 76.7]


def drafted(path: Path, province: str = "08") -> Path:
    """The draft of a workbook as a file beside it."""
    toml = path.with_suffix(".toml")
    toml.write_text(draft(path.name, readers.read(path), province), encoding="utf-8")
    return toml


def load(path: Path, layout: Path, **more: Any) -> Delivery:
    return read_delivery(path, str(layout), received_at=RECEIVED, **more)


def values(delivery: Delivery) -> dict[str, float]:
    return dict(zip(delivery.observations["indicator_code"], delivery.observations["value"], strict=True))


def test_the_draft_of_a_commune_matrix_loads(tmp_path: Path) -> None:
    path = matrix(tmp_path / "bieu xa.xlsx", [THANG_MO])
    delivery = load(path, drafted(path))
    assert values(delivery) == {
        "tq_commune_budget_revenue": 1500,
        "tq_commune_forest_planted": 3,
        "tq_commune_forest_planted_households": 2,
        "tq_commune_forest_planted_organisations": 1,
        "tq_commune_social_insurance_coverage": 97.5,
    }
    assert (delivery.layout, delivery.period, delivery.rows_refused) == ("bieu-xa", "2026-09", 0)


def test_a_column_that_is_only_like_an_indicator_waits_for_a_person_and_then_loads(tmp_path: Path) -> None:
    path = matrix(tmp_path / "b.xlsx", [THANG_MO], D5="Thu NS trên địa bàn (triệu đồng)")
    toml = drafted(path)
    before = load(path, toml)
    assert "tq_commune_budget_revenue" not in values(before)
    assert any("«Thu NS trên địa bàn" in note.text for note in before.notes if note.code == "no_indicator")
    text = toml.read_text(encoding="utf-8")
    proposal = next(line for line in text.splitlines() if line.startswith('# indicator = "tq_commune_budget_revenue"'))
    assert "tin cậy 0," in proposal
    left_out = text[text.index('role = "left_out"') : text.index(proposal)]
    text = text.replace(left_out, 'role = "value"\n').replace(proposal, proposal.removeprefix("# "))
    toml.write_text(text, encoding="utf-8")
    assert values(load(path, toml))["tq_commune_budget_revenue"] == 1500


def test_the_unit_behind_a_header_is_told_and_not_part_of_the_text(tmp_path: Path) -> None:
    text = drafted(matrix(tmp_path / "b.xlsx", [THANG_MO])).read_text(encoding="utf-8")
    assert 'texts = ["Thu ngân sách trên địa bàn"]' in text
    assert 'unit = "triệu đồng"' in text


def test_the_draft_of_a_monthly_table_knows_its_columns_and_rows(tmp_path: Path) -> None:
    path = monthly(tmp_path / "b.xlsx", [ROW, [6, 2, "- Xuất khẩuu", "Triệu USD", 1, 2, 3, 4, 5, 6]])
    toml = drafted(path)
    text = toml.read_text(encoding="utf-8")
    assert 'indicator = "tq_budget_revenue"' in text
    assert '# indicator = "tq_exports"' in text
    rows = load(path, toml).observations
    assert set(rows["indicator_code"]) == {"tq_budget_revenue"}
    assert set(zip(rows["measure"], rows["period"], rows["value"], strict=True)) == {
        ("actual", "2025-09", 400), ("cumulative", "2025-09", 4000), ("plan", "2026", 6000),
        ("actual", "2026-08", 450), ("actual", "2026-09", 500), ("cumulative", "2026-09", 4600),
    }  # fmt: skip


def test_the_draft_tells_a_quarterly_table_from_a_monthly_one(tmp_path: Path) -> None:
    header = ["STT", "Chỉ tiêu", "ĐVT", "Thực hiện quý trước", "Thực hiện quý báo cáo"]
    row = [1, "Thu ngân sách nhà nước trên địa bàn", "Tỷ đồng", 4, 5]
    path = monthly(tmp_path / "b.xlsx", [row], header=header, title="Quý III/2026")
    rows = load(path, drafted(path)).observations
    assert dict(zip(rows["period"], rows["value"], strict=True)) == {"2026-Q2": 4, "2026-Q3": 5}


def test_a_column_of_a_period_that_no_form_has_is_settled_by_its_measure_and_offset(tmp_path: Path) -> None:
    rows = [["Tháng 9/2026"], ["Chỉ tiêu", "ĐVT", "Cộng từ đầu năm"], ["Doanh thu du lịch", "", 2450]]
    path = save(tmp_path / "rieng.xlsx", rows)
    toml = drafted(path)
    assert load(path, toml).observations.empty
    left, rest = toml.read_text(encoding="utf-8").split('role = "left_out"')
    settled = [line for line in rest.splitlines()[1:] if not line.startswith("why = ")]
    text = "\n".join(settled).replace('# measure = "actual"', 'measure = "cumulative"').replace("# offset", "offset")
    toml.write_text(f'{left}role = "value"\n{text}', encoding="utf-8")
    delivery = load(path, toml)
    assert values(delivery) == {"tq_tourism_revenue": 2450}
    assert delivery.observations[["measure", "period"]].to_numpy().tolist() == [["cumulative", "2026-09"]]


def test_a_header_that_stands_twice_is_told_once(tmp_path: Path) -> None:
    path = matrix(tmp_path / "b.xlsx", [THANG_MO], H5="Thu ngân sách trên địa bàn")
    text = drafted(path).read_text(encoding="utf-8")
    assert "cột H trùng tiêu đề «Thu ngân sách trên địa bàn» với cột D" in text


def test_texts_of_the_workbook_cannot_break_out_of_the_draft(tmp_path: Path) -> None:
    evil = 'x"] \nrequired = true\n[[rows]] \\'
    rows = [["Tháng 9/2026"], ["Tên xã", evil, "Thu ngân sách trên địa bàn"], ["Xã Thắng Mố", 1, 2]]
    layout = layouts.read_layout(drafted(save(tmp_path / "b.xlsx", rows)))
    assert [column.role for column in layout.columns] == ["area_name", "left_out", "value"]
    assert layout.rows == ()


def test_a_workbook_without_a_header_is_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "b.xlsx", [["Họ và tên", "Điện thoại"], ["An", 123]])
    with pytest.raises(SourceError, match="không thấy dòng tiêu đề"):
        draft(path.name, readers.read(path), "08")
    with pytest.raises(SourceError, match="«99»"):
        draft(path.name, readers.read(path), "99")


def test_a_province_keeps_its_own_layouts_in_the_store(store: Path, tmp_path: Path) -> None:
    path = save(tmp_path / "b.xlsx", [["Tháng 9/2026"], ["Đơn vị", "Thu NS"], ["Xã Thắng Mố", 5]], title="Biểu")
    own = store / "layouts" / "rieng.toml"
    own.parent.mkdir(parents=True)
    column = '[[columns]]\nkey = "thu"\nrole = "value"\ntexts = ["Thu NS"]\nindicator = "tq_commune_budget_revenue"\n'
    about = 'extends = "commune-matrix"\ncode = "rieng"\nversion = "1"\ntitle = "Mẫu riêng"\nprovince = "08"\n'
    own.write_text(about + column, encoding="utf-8")
    delivery = read_delivery(path, province="08", received_at=RECEIVED)
    assert (delivery.layout, values(delivery)) == ("rieng", {"tq_commune_budget_revenue": 5})
    assert "rieng" not in layouts.layouts()


def test_a_column_is_left_out_with_a_reason_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "b.toml"
    about = 'code = "b"\nversion = "1"\ntitle = "B"\nkind = "commune_matrix"\n'
    path.write_text(f'{about}[[columns]]\nkey = "a"\nrole = "left_out"\ntexts = ["A"]', encoding="utf-8")
    with pytest.raises(LayoutError, match="left_out"):
        layouts.read_layout(path)


@pytest.mark.parametrize("header", [MONTHLY_9, ["Mã chỉ tiêu", "Mã địa bàn", "Kỳ", "Giá trị"]])
def test_every_draft_is_a_layout(tmp_path: Path, header: list[str]) -> None:
    path = monthly(tmp_path / "b.xlsx", [ROW], header=header)
    assert layouts.read_layout(drafted(path)).code == "b"
