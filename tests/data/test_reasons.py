"""What libraries say is told in Vietnamese or left out; their English never reaches whoever sent a file."""

import csv
import io
import json
import logging
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from data import reasons


def raised(cause: Callable[[], object]) -> Exception:
    with pytest.raises(Exception) as caught:  # noqa: PT011  # whichever the library raises is what is told
        cause()
    assert isinstance(caught.value, Exception)
    return caught.value


def read_csv(text: str) -> object:
    return list(csv.reader(io.StringIO(text), strict=True))


def cut_zip() -> object:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", "x" * 10_000)
    return zipfile.ZipFile(io.BytesIO(file.getvalue()[:60]))


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        (lambda: read_csv('a,"b\n'), "(dấu ngoặc kép mở mà không đóng)."),
        (lambda: read_csv('a,"b"c\n'), "(có chữ ngay sau dấu ngoặc kép đóng)."),
        (lambda: read_csv("a" * 200_000), "(một ô quá dài)."),
        (cut_zip, "(tệp không trọn vẹn)."),
        (lambda: json.loads('{"a": \n x}'), "(dòng 2, cột 2)."),
        (lambda: tomllib.loads("a = 1\nb = ?\n"), "(dòng 2, cột 5)."),
        (lambda: tomllib.loads("[a"), "(thiếu phần cuối)."),
        (lambda: b"ab\xff".decode("utf-8"), "(không phải UTF-8 từ byte thứ 3)."),
        (lambda: Path("/khong/co").read_text(), "(không có tệp hoặc thư mục này)."),
        (lambda: Path("/").read_text(), "(đây là thư mục, không phải tệp)."),
    ],
)
def test_a_cause_that_is_known_is_told_in_vietnamese(cause: Callable[[], object], told: str) -> None:
    assert reasons.in_brackets(raised(cause)) == told


def test_words_that_nobody_translated_are_left_out_and_kept_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "chiso"):
        assert reasons.in_brackets(ValueError("Expected BOF record; found 0x4d")) == ""
    assert "Expected BOF record" in caplog.text
