"""Looks at a file before anything parses it, and says in plain words why it cannot be a workbook or a table."""

import zipfile
import zlib
from pathlib import Path

from loaders.errors import SourceError

MAX_BYTES = 60 * 1024 * 1024
MAX_UNPACKED_BYTES = 400 * 1024 * 1024
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORKBOOK_PART = "xl/workbook.xml"
SAVE_AS_XLSX = "Mở tệp bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi gửi lại."
SEND_AGAIN = "Hãy gửi lại tệp; nếu tải từ thư điện tử hoặc USB, tải lại cho trọn rồi thử lại."


def head(path: Path) -> bytes:
    """The first bytes of a file that exists, can be opened, is not empty and not too large; else ``SourceError``."""
    if path.name.startswith("~$"):
        raise SourceError(
            path.name,
            "đây là tệp khóa tạm mà Excel tạo ra khi đang mở sổ tính, không phải số liệu.",
            remedy=f"Đóng Excel rồi gửi tệp «{path.name.removeprefix('~$')}».",
        )
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise SourceError(path.name, "đây là thư mục, không phải tệp.", remedy="Chỉ rõ một tệp trong thư mục.")
        with path.open("rb") as file:
            first = file.read(4096)
    except FileNotFoundError as error:
        raise SourceError(
            path.name,
            "không tìm thấy tệp.",
            f"Đã tìm trong thư mục {path.parent}.",
            "Kiểm tra tên và thư mục.",
        ) from error
    except PermissionError as error:
        raise SourceError(
            path.name,
            "không có quyền đọc, hoặc tệp đang bị chương trình khác khóa.",
            remedy="Đóng tệp ở mọi chương trình đang mở, cấp quyền đọc, rồi thử lại.",
        ) from error
    if size == 0:
        raise SourceError(path.name, "tệp rỗng (0 byte).", remedy=SEND_AGAIN)
    if size > MAX_BYTES:
        raise SourceError(
            path.name,
            f"tệp lớn {_megabytes(size)}, vượt giới hạn {_megabytes(MAX_BYTES)}.",
            remedy="Chia tệp theo kỳ hoặc bỏ ảnh và các trang tính không cần.",
        )
    return first


def require_workbook(path: Path) -> None:
    """Raises ``SourceError`` unless the file is a whole, unlocked .xlsx or .xlsm of bearable unpacked size."""
    first = head(path)
    if first.startswith(OLE):
        raise _old_or_locked(path)
    if not first.startswith(ZIP):
        raise SourceError(path.name, "đây không phải sổ tính Excel.", f"Nội dung là {_kind(first)}.", SAVE_AS_XLSX)
    try:
        with zipfile.ZipFile(path) as archive:
            _require_sound(path, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise SourceError(path.name, "sổ tính bị cắt cụt hoặc hỏng.", f"({error}).", SEND_AGAIN) from error


def _require_sound(path: Path, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED_BYTES:
        raise SourceError(
            path.name,
            f"nội dung giải nén lớn {_megabytes(unpacked)}, vượt giới hạn {_megabytes(MAX_UNPACKED_BYTES)}.",
            "Tệp nén bất thường có thể nhằm làm đầy bộ nhớ, nên không được mở.",
            "Chép phần số liệu sang một sổ tính mới rồi gửi lại.",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise _locked(path)
    names = {part.filename for part in parts}
    if WORKBOOK_PART not in names:
        kind = "tài liệu khác (Word, ODF hoặc tệp nén)" if names else "tệp nén rỗng"
        raise SourceError(path.name, "đây không phải sổ tính Excel.", f"Nội dung là {kind}.", SAVE_AS_XLSX)
    if broken := archive.testzip():
        raise SourceError(path.name, "sổ tính bị hỏng.", f"Phần {broken} không đọc trọn được.", SEND_AGAIN)


def _old_or_locked(path: Path) -> SourceError:
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        return _locked(path)
    return SourceError(path.name, "đây là sổ tính Excel đời cũ (.xls), không đọc được.", remedy=SAVE_AS_XLSX)


def _locked(path: Path) -> SourceError:
    return SourceError(
        path.name,
        "sổ tính được bảo vệ bằng mật khẩu.",
        remedy="Mở tệp, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ sổ làm việc), lưu rồi gửi lại.",
    )


def _kind(first: bytes) -> str:
    start = first.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith(b"%pdf"):
        return "tệp PDF"
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        return "trang HTML hoặc XML mang đuôi của Excel"
    return "văn bản" if b"\0" not in first else "dữ liệu nhị phân không rõ loại"


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")
