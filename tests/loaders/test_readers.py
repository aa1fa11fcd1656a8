"""Files that can be read, and files that cannot: each of them gets a sentence that says what to do."""

import io
import os
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from loaders import guards, readers
from loaders.errors import SourceError
from loaders.pipeline import Options, read_answer_delivery
from tests.loaders.books import save


def complaint(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        readers.read(path)
    return str(caught.value)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return save(tmp_path / "so.xlsx", [["STT", "Mã xã"], [1, "00829"]])


def test_a_missing_file_is_named_with_its_folder(tmp_path: Path) -> None:
    text = complaint(tmp_path / "khong_co.xlsx")
    assert "khong_co.xlsx" in text
    assert "không tìm thấy" in text
    assert str(tmp_path) in text


@pytest.mark.parametrize("name", ["rong.xlsx", "rong.csv"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert "rỗng (0 byte)" in complaint(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_read_permission_is_refused(book: Path) -> None:
    book.chmod(0)
    assert "không có quyền đọc" in complaint(book)


def test_a_workbook_locked_by_a_password_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "khoa.xlsx"
    path.write_bytes(guards.OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)
    text = complaint(path)
    assert "mật khẩu" in text
    assert "bỏ mật khẩu" in text


def test_an_old_xls_is_told_apart_from_a_locked_workbook(tmp_path: Path) -> None:
    path = tmp_path / "cu.xls"
    path.write_bytes(guards.OLE + b"\0" * 600 + "Workbook".encode("utf-16-le") + b"\0" * 600)
    assert ".xls" in complaint(path)
    assert "mật khẩu" not in complaint(path)


def test_the_lock_file_of_excel_is_not_taken_for_data(tmp_path: Path) -> None:
    path = tmp_path / "~$so.xlsx"
    path.write_bytes(b"Nguyen Van A")
    assert "tệp khóa tạm" in complaint(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_truncated_workbook_is_refused(book: Path, share: float) -> None:
    raw = book.read_bytes()
    book.write_bytes(raw[: int(len(raw) * share)])
    assert "cắt cụt hoặc hỏng" in complaint(book)


def test_a_workbook_with_damaged_content_is_refused(book: Path) -> None:
    raw = bytearray(book.read_bytes())
    middle = len(raw) // 3
    raw[middle : middle + 40] = bytes(40)
    book.write_bytes(raw)
    assert "hỏng" in complaint(book)


@pytest.mark.parametrize(
    ("content", "named"),
    [(b"%PDF-1.7 \n", "PDF"), (b"<html><table>", "HTML"), (b"xin chao", "văn bản"), (b"\x00\x01\x02", "nhị phân")],
)
def test_a_non_workbook_is_refused_by_what_it_is(tmp_path: Path, content: bytes, named: str) -> None:
    path = tmp_path / "gia.xlsx"
    path.write_bytes(content)
    assert named in complaint(path)


@pytest.mark.parametrize("content", [b"%PDF-1.7 \n", b"\x89PNG\r\n\x1a\n\0", b"\xff\xd8\xff\xe0\0"])
def test_whoever_sends_a_scan_or_a_print_is_asked_for_the_workbook_behind_it(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ban-chup.xlsx"
    path.write_bytes(content)
    assert "Gửi sổ tính gốc" in complaint(path)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tai_lieu.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "không phải sổ tính" in complaint(path)


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "bom.xlsx"
    piece = b"0" * 2**20
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/workbook.xml", "w") as part,
    ):
        for _ in range(guards.MAX_UNPACKED_BYTES // len(piece) + 1):
            part.write(piece)
    assert path.stat().st_size < guards.MAX_BYTES
    assert "giải nén lớn 401,0 MB, vượt giới hạn 400,0 MB" in complaint(path)


def test_a_workbook_of_200_megabytes_is_refused_unread(book: Path) -> None:
    os.truncate(book, 200 * 2**20)
    assert "tệp lớn 200,0 MB, vượt giới hạn 60,0 MB" in complaint(book)


def test_an_xml_bomb_inside_a_workbook_is_refused(book: Path) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'
    parts = {}
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(book, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, bomb if name.startswith("xl/worksheets/") else content)
    assert "thực thể XML" in complaint(book)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "ong.csv"
    os.mkfifo(path)
    assert "không phải một tệp thường" in complaint(path)


def test_an_unknown_kind_of_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "anh.png"
    path.write_bytes(b"x")
    assert ".png" in complaint(path)


def test_every_cell_of_a_workbook_keeps_value_format_and_place(tmp_path: Path) -> None:
    def touch(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["B2"].number_format = "0.0%"
        sheet.merge_cells("A3:C3")
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet["XFD1048576"].number_format = "0.00"  # formatting far out, as real sheets have it

    rows = [["a", "b", "c"], ["x", 1.07, datetime(2026, 9, 1)], ["gộp"]]
    (sheet,) = readers.read(save(tmp_path / "so.xlsx", rows, touch))
    assert (sheet.value(2, 2), sheet.cell(2, 2).number_format) == (1.07, "0.0%")
    assert sheet.value(2, 3) == datetime(2026, 9, 1)
    assert (sheet.header_text(3, 2), sheet.text(3, 2)) == ("gộp", "")
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2}, {3})
    assert sheet.place(12, 28) == "AB12"
    assert sheet.last_row == 3


def test_a_formula_that_was_never_computed_is_known_as_such(tmp_path: Path) -> None:
    (sheet,) = readers.read(save(tmp_path / "so.xlsx", [["a", "=1+2", 3]]))
    assert sheet.cell(1, 2).uncomputed
    assert not sheet.cell(1, 3).uncomputed


def test_hidden_sheets_are_read_and_marked(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("cũ").sheet_state = "hidden"
    book.save(tmp_path / "so.xlsx")
    assert [sheet.hidden for sheet in readers.read(tmp_path / "so.xlsx")] == [False, True]


def test_a_workbook_renamed_to_csv_is_refused(book: Path) -> None:
    assert "sổ tính" in complaint(book.rename(book.with_suffix(".csv")))


def test_a_query_answers_as_a_sheet_with_bound_parameters(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'so.db'}"
    sheet = readers.read_query(url, "select :a as area_code, 1.5 as value", {"a": "08'; drop table x"})
    assert [sheet.value(1, 1), sheet.value(2, 1), sheet.value(2, 2)] == ["area_code", "08'; drop table x", 1.5]
    assert readers.as_csv(sheet) == b"area_code,value\n08'; drop table x,1.5\n"


def test_a_query_that_fails_says_so_without_the_password(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'so.db'}"
    with pytest.raises(SourceError, match="không trả lời được"):
        readers.read_query(url, "select * from khong_co")
    with pytest.raises(SourceError) as caught:
        readers.read_query("nodialect://ai:matkhau@may/so", "select 1")
    assert "matkhau" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "query", "told"),
    [
        ("sqlite:///{}/so.db", "select * from khong_co", "Nguyên nhân: không có bảng «khong_co»."),
        ("sqlite:///{}/so.db", "select a.gia_tri from (select 1 as b) a", "Nguyên nhân: không có cột «gia_tri»."),
        ("sqlite:///{}/so.db", "selec 1", "Nguyên nhân: câu truy vấn viết sai cú pháp."),
        ("sqlite:///{}/so.db", "select :ky as a", "Nguyên nhân: thiếu tham số «ky»."),
        ("sqlite:///{}/khong/so.db", "select 1 as a", "Nguyên nhân: không mở được tệp cơ sở dữ liệu."),
        ("duckdb:///:memory:", "select * from khong_co", "Nguyên nhân: không có bảng «khong_co»."),
        ("duckdb:///:memory:", "select gia_tri from (select 1 as b)", "Nguyên nhân: không có cột «gia_tri»."),
        ("nodialect://ai@may/so", "select 1 as a", "Nguyên nhân: không có trình điều khiển cho «nodialect»."),
        ("sqlite:///{}/so.db", "select json('{')", "Nguyên nhân ghi trong nhật ký."),
    ],
)
def test_a_query_that_fails_is_told_in_vietnamese_alone(tmp_path: Path, url: str, query: str, told: str) -> None:
    with pytest.raises(SourceError) as caught:
        readers.read_query(url.format(tmp_path), query)
    assert caught.value.found == told


def test_a_query_without_any_row_is_told_and_is_no_delivery(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="0 dòng; không có gì thay đổi"):
        readers.read_query(f"sqlite:///{tmp_path / 'so.db'}", "select 1 as value where 1 = 0")


def test_a_database_that_fails_in_the_middle_gives_no_half_of_an_answer(tmp_path: Path) -> None:
    rows = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 900) select "
    fails = f"{rows} case when i < 800 then i else abs(-9223372036854775807 - 1) end as value from n"
    with pytest.raises(SourceError, match="không trả lời được truy vấn"):
        readers.read_query(f"sqlite:///{tmp_path / 'so.db'}", fails)


@pytest.mark.parametrize(
    ("value", "named"), [("x'00ff'", "dữ liệu nhị phân"), ("'a' || char(0)", "NUL"), ("char(55296)", "không phải chữ")]
)
def test_values_that_cannot_be_kept_are_named(tmp_path: Path, value: str, named: str) -> None:
    with pytest.raises(SourceError) as caught:
        readers.read_query(f"sqlite:///{tmp_path / 'so.db'}", f"select {value} as ghi_chu")
    assert named in str(caught.value) or "không trả lời được" in str(caught.value)


def test_a_renamed_column_of_a_query_is_named_with_a_proposal(tmp_path: Path) -> None:
    sheet = readers.read_query(
        f"sqlite:///{tmp_path / 'so.db'}",
        "select 'tq_budget_revenue' as indicator_code, '08' as area_code, '2026-09' as period, 412.5 as value_new",
    )
    with pytest.raises(SourceError) as caught:
        read_answer_delivery(sheet, "thu.csv", Options(province="08"))
    assert "«value_new»" in str(caught.value)
    assert "gần giống: «value»" in str(caught.value)
    assert "Thiếu cột «value»" in str(caught.value)


def test_reading_does_not_change_the_file(book: Path) -> None:
    before = book.read_bytes()
    readers.read(book)
    assert book.read_bytes() == before
    assert openpyxl.load_workbook(io.BytesIO(before)).sheetnames == ["Biểu 1"]
