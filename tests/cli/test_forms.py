"""Layouts and forms as somebody types them: drift in a dry run, drafts, lists, empty forms."""

from pathlib import Path

import pytest

from cli import forms
from data import paths
from loaders import layouts
from tests.cli.test_intake import run, said
from tests.loaders.books import matrix, monthly

THANG_MO = [1, "00829", "Xã Thắng Mố", 1500, 3, 2, 1, 97.5]


def test_a_dry_run_shows_columns_that_differ_from_the_layout(store: Path, tmp_path: Path) -> None:
    file = matrix(tmp_path / "b.xlsx", [THANG_MO], D5="Thu ngân sách địa bàn")
    result = run("load", file, "--province", "08", "--dry-run")
    assert result.exit_code == 0
    assert "≠ trang «Biểu 1», ô D5 · Cột D «Thu ngân sách địa bàn» không có trong mẫu; gần giống" in said(result)
    assert not paths.deliveries(store).exists()


def test_a_written_form_has_the_figures_that_were_loaded_before(store: Path, tmp_path: Path) -> None:
    row = [54, 1, "Xuất khẩu", "Triệu USD", "", "", 900, "", 44, ""]
    run("load", monthly(tmp_path / "t9.xlsx", [row]))
    form = tmp_path / "t10.xlsx"
    result = run("template", "tuyen-quang-monthly", "--period", "Tháng 10/2026", "-o", form)
    assert result.exit_code == 0, result.output
    assert "2 ô có sẵn số đã nhận" in said(result)
    assert "0 ô bị từ chối" not in said(run("load", form, "--dry-run"))


def test_a_form_for_no_period_and_a_report_that_nobody_knows_are_told(store: Path, tmp_path: Path) -> None:
    assert "không phải là kỳ" in said(run("template", "long-table", "--period", "mai", "-o", tmp_path / "b.xlsx"))
    unknown = run("template", "khong-co", "--period", "2026-10", "-o", tmp_path / "b.xlsx")
    assert unknown.exit_code == 1
    assert "Không có mẫu «khong-co»" in said(unknown)
    wrong_ending = run("template", "tuyen-quang-monthly", "--period", "2026-10", "-o", tmp_path / "b.csv")
    assert "phải có đuôi .xlsx" in said(wrong_ending)
    assert list(tmp_path.glob("*.csv")) == []


def test_layouts_are_listed_with_what_they_are_for(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    told = said(run("layout", "list"))
    assert set(layouts.known()) <= set(told.split())  # whole codes, also on a narrow terminal
    assert "bảng dài" in told
    assert {layout.kind for layout in layouts.known().values()} <= set(forms.KIND_NAMES)


def test_a_draft_is_written_once_checked_and_tried(store: Path, tmp_path: Path) -> None:
    file, toml = matrix(tmp_path / "b.xlsx", [THANG_MO]), tmp_path / "b.toml"
    assert "Đã ghi" in said(run("layout", "new", file, "--province", "08", "-o", toml))
    assert "đã có" in said(run("layout", "new", file, "--province", "08", "-o", toml))
    assert "✓ b: 8 cột" in said(run("layout", "check", toml))
    assert "mẫu b" in said(run("load", file, "--layout", toml, "--dry-run"))
    assert 'kind = "commune_matrix"' in run("layout", "new", file).output


def test_a_layout_with_an_indicator_that_nobody_knows_is_refused(store: Path, tmp_path: Path) -> None:
    toml = tmp_path / "b.toml"
    run("layout", "new", matrix(tmp_path / "b.xlsx", [THANG_MO]), "--province", "08", "-o", toml)
    toml.write_text(toml.read_text(encoding="utf-8").replace("tq_commune_budget_revenue", "tq_x"), encoding="utf-8")
    result = run("layout", "check", toml)
    assert result.exit_code == 1
    assert "danh mục không có chỉ số tq_x" in said(result)
