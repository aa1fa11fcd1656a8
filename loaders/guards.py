"""Looks at a file before anything parses it, and says in plain words why it cannot be a workbook or a table."""

import io
import zipfile
import zlib
from pathlib import Path

from defusedxml import DefusedXmlException

from data import reasons
from loaders.errors import SourceError, printable

MAX_BYTES = 60 * 1024 * 1024
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
SEND_ORIGINAL = "Gửi sổ tính gốc mà bản này được in, chụp hoặc quét ra, dạng .xlsx."
MAX_UNPACKED_BYTES = 400 * 1024 * 1024
MAX_CELLS = 2_000_000
MAX_TREE_BYTES = 120 * 1024 * 1024  # of XML that has to stand in memory as a whole
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORKBOOK_PARTS = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb"}
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
SAVE_AS_XLSX = "Mở tệp bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi gửi lại."
SEND_AGAIN = "Hãy gửi lại tệp; nếu tải từ thư điện tử hoặc USB, tải lại cho trọn rồi thử lại."


def head(path: Path) -> bytes:
    """The first bytes of a file that exists, can be opened, is not empty and not too large; else ``SourceError``."""
    if printable(path.name) != path.name:
        raise SourceError(
            path.name,
            "tên tệp viết bằng mã chữ cũ, không lưu lại nguyên vẹn được.",
            remedy="Đổi tên tệp (nên dùng chữ không dấu) rồi gửi lại.",
        )
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
        if not path.is_file():  # a pipe or a device, of which no end may ever come
            raise SourceError(path.name, "đây không phải một tệp thường.", remedy="Chép số liệu ra tệp rồi gửi lại.")
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
            f"tệp lớn {megabytes(size)}, vượt giới hạn {megabytes(MAX_BYTES)}.",
            remedy="Chia tệp theo kỳ hoặc bỏ ảnh và các trang tính không cần.",
        )
    return first


def workbook_kind(name: str, content: bytes) -> str:
    """What a workbook is by its content, whatever its ending says: "xlsx", "xlsb", "ods" or "xls".

    Raises:
        SourceError: no workbook, locked, truncated, or larger than bearable once unpacked.
    """
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise locked(name)
        return "xls"
    if not content.startswith(ZIP):
        raise _no_workbook(name, *_kind(content[:4096]))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _sound_kind(name, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise SourceError(name, "sổ tính bị cắt cụt hoặc hỏng.", reasons.in_brackets(error), SEND_AGAIN) from error


def _sound_kind(name: str, archive: zipfile.ZipFile) -> str:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED_BYTES:
        raise SourceError(
            name,
            f"nội dung giải nén lớn {megabytes(unpacked)}, vượt giới hạn {megabytes(MAX_UNPACKED_BYTES)}.",
            "Tệp nén bất thường có thể nhằm làm đầy bộ nhớ, nên không được mở.",
            "Chép phần số liệu sang một sổ tính mới rồi gửi lại.",
        )
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts) or "encrypted-package" in names:
        raise locked(name)
    if broken := archive.testzip():
        raise SourceError(name, "sổ tính bị hỏng.", f"Phần {broken} không đọc trọn được.", SEND_AGAIN)
    if "mimetype" in names and archive.read("mimetype").startswith(OPEN_DOCUMENT):
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise locked(name)
        return "ods"
    for part, kind in WORKBOOK_PARTS.items():
        if part in names:
            return kind
    raise _no_workbook(name, "tài liệu khác (Word, trình chiếu hoặc tệp nén)" if names else "tệp nén rỗng")


def locked(name: str) -> SourceError:
    return SourceError(
        name,
        "sổ tính được bảo vệ bằng mật khẩu.",
        remedy="Mở tệp, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ sổ làm việc), lưu rồi gửi lại.",
    )


def broken_inside(name: str, problem: Exception) -> SourceError:
    """For a workbook whose parts are there but contradict each other."""
    reason = problem.__cause__ or problem  # a library may wrap it into advice to its own users
    if isinstance(reason, DefusedXmlException):
        return _with_entities(name)
    return SourceError(name, "sổ tính hỏng bên trong, không đọc được.", f"({reason}).", SAVE_AS_XLSX)


def _with_entities(name: str) -> SourceError:
    """For XML that declares entities: no spreadsheet program does, and a few lines of it can fill the memory."""
    return SourceError(
        name,
        "sổ tính hỏng bên trong, không được mở.",
        "Bên trong có khai báo thực thể XML, thứ mà không chương trình bảng tính nào ghi ra.",
        "Chép phần số liệu sang một sổ tính mới rồi gửi lại; báo quản trị nếu không rõ tệp từ đâu.",
    )


def too_many_cells(name: str, sheet: str) -> SourceError:
    limit = f"{MAX_CELLS:,}".replace(",", ".")
    return SourceError(
        name,
        f"trang tính «{sheet}» có hơn {limit} ô có nội dung, vượt giới hạn.",
        remedy="Chia số liệu thành nhiều tệp, hoặc gửi dạng CSV.",
    )


def require_bearable(name: str, part: zipfile.ZipInfo) -> None:
    """Raises ``SourceError`` when a part of a workbook is too large to be read as a whole."""
    if part.file_size > MAX_TREE_BYTES:
        raise SourceError(
            name,
            f"bảng tính giải nén lớn {megabytes(part.file_size)}, vượt giới hạn {megabytes(MAX_TREE_BYTES)}.",
            remedy="Chia số liệu thành nhiều tệp, hoặc gửi dạng .xlsx hay CSV.",
        )


def _no_workbook(name: str, kind: str, remedy: str = SAVE_AS_XLSX) -> SourceError:
    return SourceError(name, "đây không phải sổ tính Excel.", f"Nội dung là {kind}.", remedy)


def _kind(first: bytes) -> tuple[str, str]:
    """What a file is that is no workbook, and what to send in its place."""
    if first.startswith(PICTURES):
        return "ảnh (bản chụp hoặc bản quét)", SEND_ORIGINAL
    start = first.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith(b"%pdf"):
        return "tệp PDF", SEND_ORIGINAL
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        return "trang HTML hoặc XML mang đuôi của Excel", SAVE_AS_XLSX
    return "văn bản" if b"\0" not in first else "dữ liệu nhị phân không rõ loại", SAVE_AS_XLSX


def megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")
