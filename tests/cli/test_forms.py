"""Layouts and forms as somebody types them: drift in a dry run, drafts, lists, empty forms."""

from pathlib import Path

from data import paths
from tests.cli.test_intake import run, said
from tests.loaders.books import matrix

THANG_MO = [1, "00829", "Xã Thắng Mố", 1500, 3, 2, 1, 97.5]


def test_a_dry_run_shows_columns_that_differ_from_the_layout(store: Path, tmp_path: Path) -> None:
    file = matrix(tmp_path / "b.xlsx", [THANG_MO], D5="Thu ngân sách địa bàn")
    result = run("load", file, "--province", "08", "--dry-run")
    assert result.exit_code == 0
    assert "≠ trang «Biểu 1», ô D5 · Cột D «Thu ngân sách địa bàn» không có trong mẫu; gần giống" in said(result)
    assert not paths.deliveries(store).exists()
