"""Text files whatever their encoding and separator; what cannot be read for certain is refused with advice."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import readers
from loaders.delimited import read_csv
from loaders.errors import SourceError
from loaders.sheet import Sheet

SENTENCES = (
    "Tổng số hồ sơ đã giải quyết đúng hạn của Sở Tư pháp",
    "Diện tích trồng rừng tập trung, sản lượng gỗ khai thác",
    "Xã Lũng Cú; Phường Hà Giang 1; Thị trấn Đồng Văn cũ",
)


def read(tmp_path: Path, raw: bytes) -> Sheet:
    (tmp_path / "bang.csv").write_bytes(raw)
    (sheet,) = readers.read(tmp_path / "bang.csv")
    return sheet


def complaint(tmp_path: Path, raw: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read(tmp_path, raw)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-16-be-bom"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_is_read_in_every_usual_encoding_and_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    text = separator.join(("Tên xã", "Giá trị")) + "\r\n" + separator.join(('"Xã Lũng Cú, mới"', "5")) + "\r\n"
    raw = b"\xfe\xff" + text.encode("utf-16-be") if encoding == "utf-16-be-bom" else text.encode(encoding)
    sheet = read(tmp_path, raw)
    assert [sheet.value(2, 1), sheet.value(2, 2)] == ["Xã Lũng Cú, mới", "5"]
    assert sheet.place(2, 1) == "row 2"


def test_decimal_commas_do_not_pass_for_separators(tmp_path: Path) -> None:
    sheet = read(tmp_path, "Mã,xã;Thu;Chi\n1;2,5;3,5\n2;4,5;5,5\n".encode())
    assert [sheet.value(2, column) for column in (1, 2, 3)] == ["1", "2,5", "3,5"]


def test_csv_in_windows_1258_is_read(tmp_path: Path) -> None:
    raw = "Tên xã;Giá trị\nĐô".encode("cp1258", errors="ignore") + "ng Va\u0300ng;5\n".encode("cp1258")
    assert read(tmp_path, raw).value(2, 1) == "Đông Vàng"


def test_csv_typed_in_tcvn3_is_converted_and_says_so(tmp_path: Path) -> None:
    sheet = read(tmp_path, "T\xaan x\xb7;Gi\xb8 tr\xde\n\xa7\xe5ng V\xa8n;5\n".encode("latin-1"))
    assert [sheet.value(1, 1), sheet.value(1, 2), sheet.value(2, 1)] == ["Tên xã", "Giá trị", "Đồng Văn"]
    assert "TCVN3" in sheet.remarks[0]


def test_csv_typed_in_vni_is_converted_and_says_so(tmp_path: Path) -> None:
    sheet = read(tmp_path, "Teân xaõ;Giaù trò\nTuyeân Quang;5\nÑoàng Vaên;6\n".encode("cp1252"))
    assert [sheet.value(1, 2), sheet.value(2, 1), sheet.value(3, 1)] == ["Giá trị", "Tuyên Quang", "Đồng Văn"]
    assert "VNI" in sheet.remarks[0]


def test_csv_in_an_unknown_encoding_is_refused_not_garbled(tmp_path: Path) -> None:
    text = complaint(tmp_path, "Название;Значение\nРайон;5\n".encode("cp1251"))
    assert "bảng mã" in text
    assert "CSV UTF-8" in text


@pytest.mark.parametrize(
    ("raw", "named"),
    [
        (b"a,b\n1,\x002\n", "byte 0 ở dòng 2"),
        (b"a,b\nx\xed\xa0\x80,2\n", "UTF-8 nhưng bị hỏng"),
        (b"\xff\xfea\x00,\x00\x00\xd8b\x00", "UTF-16 nhưng bị hỏng"),
        (b"\xff\xfea\x00,", "UTF-16 nhưng bị hỏng"),
        (b"\xef\xbb\xbfa,b\n\x00,2\n", "NUL"),
    ],
)
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, raw: bytes, named: str) -> None:
    assert named in complaint(tmp_path, raw)


def test_csv_whose_quotes_never_close_is_refused(tmp_path: Path) -> None:
    assert "ngoặc kép" in complaint(tmp_path, b'a,b\n"1,2\n3,4\n')


def test_excels_sep_line_is_obeyed_and_counted(tmp_path: Path) -> None:
    sheet = read(tmp_path, b"sep=;\na,x;b\n1;2\n")
    assert (sheet.value(2, 1), sheet.value(3, 2)) == ("a,x", "2")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@given(rows=st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), min_size=1, max_size=8)
                              .filter(str.strip), min_size=2, max_size=4), min_size=1, max_size=4))  # fmt: skip
def test_what_a_program_writes_is_read_back_or_refused_in_a_sentence(encoding: str, rows: list[list[str]]) -> None:
    quoted = "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows)
    sheet = read_csv("bang.csv", quoted.encode(encoding))
    assert len(sheet.cells) == sum(map(len, rows))


@given(st.binary(max_size=200))
def test_any_bytes_give_a_sheet_or_a_sentence(raw: bytes) -> None:
    try:
        read = str(read_csv("bang.csv", raw).name)
    except SourceError as error:
        read = error.what
    assert isinstance(read, str)
