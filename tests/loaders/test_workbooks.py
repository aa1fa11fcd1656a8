"""Whatever program saved a workbook, the same sheet arrives: values, formats, merges, what is hidden."""

import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlwt

from loaders import guards, readers
from loaders.errors import CellError, SourceError
from loaders.numbers import parse
from loaders.sheet import Cell, Sheet
from tests.loaders.binary_book import save_xlsb
from tests.loaders.books import save

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)
SERIAL = 46266.0  # 01/09/2026 counted from 1900


def only(path: Path) -> Sheet:
    (sheet,) = readers.read(path)
    return sheet


def complaint(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        readers.read(path)
    return str(caught.value)


def outcome(path: Path) -> str:
    """The name of the commune in the example, or the sentence that refuses the file."""
    try:
        return readers.read(path)[0].text(2, 1)
    except SourceError as error:
        return str(error)


def save_xls(path: Path, *, since_1904: bool = False) -> Path:
    book = xlwt.Workbook()
    book.dates_1904 = since_1904
    sheet = book.add_sheet("Biểu 1")
    sheet.write_merge(0, 0, 0, 2, "Trồng rừng tập trung")
    sheet.write(1, 0, "Xã Lũng Cú")
    sheet.write(1, 1, 1.07, xlwt.easyxf(num_format_str="0.0%"))
    sheet.write(1, 2, SERIAL, xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    sheet.row(2).set_cell_error(0, "#DIV/0!")
    sheet.row(2).hidden = True
    sheet.write(2, 1, True)
    sheet.col(2).hidden = True
    book.save(str(path))
    return path


def save_ods(path: Path, rows: str, *, columns: str = "", extra: dict[str, str] | None = None) -> Path:
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES}><office:automatic-styles>'
        '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
        f'</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Biểu 1">{columns}{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", guards.OPEN_DOCUMENT)
        for name, part in {"content.xml": content, **(extra or {})}.items():
            archive.writestr(name, part)
    return path


def ods_example(path: Path) -> Path:
    return save_ods(
        path,
        '<table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="3" '
        'office:value-type="string"><text:p>Trồng rừng<text:s/>tập trung</text:p><office:annotation>'
        "<text:p>ghi chú</text:p></office:annotation></table:table-cell><table:covered-table-cell "
        'table:number-columns-repeated="2"/></table:table-row></table:table-header-rows>'
        '<table:table-row><table:table-cell office:value-type="string"><text:p>Xã Lũng Cú</text:p></table:table-cell>'
        '<table:table-cell office:value-type="percentage" office:value="1.07"><text:p>107%</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="2026-09-01"/></table:table-row>'
        '<table:table-row table:visibility="filter"><table:table-cell office:value-type="string" '
        'table:formula="of:=1/0"><text:p>#DIV/0!</text:p></table:table-cell><table:table-cell '
        'office:value-type="boolean" office:boolean-value="true"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>',
        columns='<table:table-column table:number-columns-repeated="2"/><table:table-column '
        'table:visibility="collapse"/>',
    )


def xlsx_example(path: Path) -> Path:
    def touch(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.merge_cells("A1:C1")
        sheet["B2"].number_format = "0.0%"
        sheet["C2"].number_format = "dd/mm/yyyy"
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True

    return save(path, [["Trồng rừng tập trung"], ["Xã Lũng Cú", 1.07, SERIAL], ["#DIV/0!", True]], touch)


def xlsb_example(path: Path) -> Path:
    return save_xlsb(
        path,
        [["Trồng rừng tập trung"], ["Xã Lũng Cú", 1.07, SERIAL], ["#DIV/0!", True]],
        formats={(2, 2): "0.0%", (2, 3): "dd/mm/yyyy"},
        merges=[(1, 1, 1, 3)],
        hidden_row=3,
        hidden_column=3,
    )


EXAMPLES = {".xlsx": xlsx_example, ".xls": save_xls, ".xlsb": xlsb_example, ".ods": ods_example}
every_format = pytest.mark.parametrize(("ending", "write"), EXAMPLES.items(), ids=EXAMPLES)


@every_format
def test_every_format_gives_the_same_sheet(tmp_path: Path, ending: str, write: Callable[[Path], Path]) -> None:
    sheet = only(write(tmp_path / f"so{ending}"))
    assert sheet.name == "Biểu 1"
    assert [sheet.text(1, 1), sheet.text(1, 2)] == ["Trồng rừng tập trung", ""]
    assert sheet.header_text(1, 3) == "Trồng rừng tập trung"
    assert parse(sheet.cell(2, 2)).value == 107
    assert parse(sheet.cell(2, 2)).percent
    assert sheet.value(2, 3) == datetime(2026, 9, 1)
    assert sheet.value(3, 2) is True
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({3}, {3})
    assert sheet.last_row == 3


@every_format
def test_a_formula_error_is_refused_with_its_name(tmp_path: Path, ending: str, write: Callable[[Path], Path]) -> None:
    with pytest.raises(CellError, match="#DIV/0!") as caught:
        parse(only(write(tmp_path / f"so{ending}")).cell(3, 1))
    assert caught.value.code == "formula"


@every_format
def test_a_wrong_ending_does_not_matter(tmp_path: Path, ending: str, write: Callable[[Path], Path]) -> None:
    assert only(write(tmp_path / "so.xlsx")).text(2, 1) == "Xã Lũng Cú"


@every_format
@pytest.mark.parametrize("share", [0.2, 0.6, 0.97])
def test_a_truncated_workbook_is_refused_in_a_sentence(
    tmp_path: Path, ending: str, write: Callable[[Path], Path], share: float
) -> None:
    path = write(tmp_path / f"so{ending}")
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    text = outcome(path)
    # An .xls pads its end with zeros: what is cut off there is no content.
    assert "hỏng" in text or "cắt cụt" in text or (ending == ".xls" and text == "Xã Lũng Cú")


@pytest.mark.parametrize("at", range(0, 100, 7))
@every_format
def test_damage_anywhere_gives_a_sheet_or_a_sentence(
    tmp_path: Path, ending: str, write: Callable[[Path], Path], at: int
) -> None:
    path = write(tmp_path / f"so{ending}")
    raw = bytearray(path.read_bytes())
    start = len(raw) * at // 100
    raw[start : start + 12] = b"\xff\x00\x7f\x01" * 3
    path.write_bytes(raw)
    assert isinstance(outcome(path), str)


def test_dates_of_the_1904_system_are_the_days_that_were_meant(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.MAC_EPOCH
    book.active["A1"] = datetime(2026, 9, 1)
    book.save(tmp_path / "so.xlsx")
    assert only(tmp_path / "so.xlsx").value(1, 1) == datetime(2026, 9, 1)
    old = only(save_xls(tmp_path / "so.xls", since_1904=True))
    binary = save_xlsb(tmp_path / "so.xlsb", [[SERIAL - 1462]], formats={(1, 1): "dd/mm/yyyy"}, since_1904=True)
    assert old.value(2, 3) == datetime(2030, 9, 2)  # the same serial, counted from four years later
    assert only(binary).value(1, 1) == datetime(2026, 9, 1)


def test_a_formula_whose_result_is_an_empty_text_is_blank_and_not_uncomputed(tmp_path: Path) -> None:
    path = save(tmp_path / "so.xlsx", [["a", "=1+2", 3]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part.replace(b'<c r="B1">', b'<c r="B1" t="str">'))
    assert only(path).cell(1, 2) == Cell(None)


def test_an_open_document_formula_without_a_result_is_uncomputed(tmp_path: Path) -> None:
    rows = '<table:table-row><table:table-cell table:formula="of:=1+2"/></table:table-row>'
    assert only(save_ods(tmp_path / "so.ods", rows)).cell(1, 1).uncomputed


def test_repeated_cells_of_an_open_document_are_all_there_up_to_a_limit(tmp_path: Path) -> None:
    cell = '<table:table-cell table:number-columns-repeated="3" office:value-type="float" office:value="0.5"/>'
    sheet = only(
        save_ods(tmp_path / "so.ods", f'<table:table-row table:number-rows-repeated="2">{cell}</table:table-row>')
    )
    assert [sheet.value(2, 3), len(sheet.cells)] == [0.5, 6]
    bomb = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    assert "vượt giới hạn" in complaint(save_ods(tmp_path / "bom.ods", bomb))


def test_ranges_that_reach_beyond_every_sheet_are_cut_and_cells_there_refused(tmp_path: Path) -> None:
    wide = 'office:value-type="string" table:number-columns-spanned="999999999" table:number-rows-spanned="999999999"'
    row = f"<table:table-row><table:table-cell {wide}><text:p>x</text:p></table:table-cell></table:table-row>"
    binary = save_xlsb(tmp_path / "so.xlsb", [["x"]], merges=[(1, 2**31, 1, 2**31)])
    for path in (save_ods(tmp_path / "so.ods", row), binary):
        assert (only(path).merges[0].bottom, only(path).merges[0].right) == (1_048_576, 16_384)
    cell = '<table:table-cell table:number-columns-repeated="20000" office:value-type="float" office:value="1"/>'
    far = save_ods(tmp_path / "xa.ods", f"<table:table-row>{cell * 100}</table:table-row>")
    assert "hỏng bên trong" in complaint(far)


def test_an_open_document_too_large_for_the_memory_is_refused(tmp_path: Path) -> None:
    path = save_ods(tmp_path / "so.ods", "", extra={"content.xml": " " * (guards.MAX_TREE_BYTES + 2**20)})
    assert "bảng tính giải nén lớn 121,0 MB, vượt giới hạn 120,0 MB" in complaint(path)


def test_an_xml_bomb_in_an_open_document_is_named(tmp_path: Path) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><office>&b;</office>'
    assert "thực thể XML" in complaint(save_ods(tmp_path / "so.ods", "", extra={"content.xml": bomb}))


def test_an_open_document_locked_by_a_password_is_refused(tmp_path: Path) -> None:
    manifest = {"META-INF/manifest.xml": "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"}
    assert "mật khẩu" in complaint(save_ods(tmp_path / "so.ods", "", extra=manifest))


def test_an_old_workbook_locked_by_a_password_is_refused(tmp_path: Path) -> None:
    path = save_xls(tmp_path / "so.xls")
    raw = path.read_bytes()
    start = raw.index(b"\x09\x08\x10\x00")  # the record that opens the workbook; a lock follows it
    locked = raw[: start + 20] + b"\x2f\x00\x06\x00\x00\x00\x01\x00\x02\x00" + raw[start + 30 :]
    path.write_bytes(locked)
    assert "mật khẩu" in complaint(path)


def test_a_workbook_that_changes_while_it_is_read_is_noticed(tmp_path: Path) -> None:
    path = save(tmp_path / "so.xlsx", [["a", 1]])
    read = readers.open_file(path)
    readers.require_unchanged(path, read.content)
    path.write_bytes(read.content + b"\0")
    with pytest.raises(SourceError, match="thay đổi trong khi đang được đọc"):
        readers.require_unchanged(path, read.content)
    path.unlink()
    with pytest.raises(SourceError, match="thay đổi"):
        readers.require_unchanged(path, read.content)
