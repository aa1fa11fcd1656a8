"""What a library found wrong with a file, or a database with a query, in words for whoever sent it.

Its own words, in English, go to the log.
"""

import errno
import json
import logging
import re

log = logging.getLogger("chiso")

DISK = {
    errno.ENOSPC: "hết chỗ trên đĩa",
    errno.EDQUOT: "hết hạn mức đĩa",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "ổ đĩa chỉ đọc",
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.ENOTDIR: "đường dẫn đi qua một tệp, không phải thư mục",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.EEXIST: "đã có tệp cùng tên",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.EIO: "lỗi đọc ghi đĩa",
    errno.EFBIG: "tệp quá lớn",
    errno.EMFILE: "mở quá nhiều tệp cùng lúc",
    errno.ETIMEDOUT: "ổ đĩa mạng không trả lời",
    errno.ESTALE: "ổ đĩa mạng đã bị ngắt",
}
KNOWN = (
    (re.compile(r"unexpected end of data"), "dấu ngoặc kép mở mà không đóng"),
    (re.compile(r"expected after '\"'"), "có chữ ngay sau dấu ngoặc kép đóng"),
    (re.compile(r"field larger than field limit"), "một ô quá dài"),
    (re.compile(r"new-line character seen"), "ngắt dòng lạ trong ô"),
    (re.compile(r"not a zip file|Bad magic number|central directory"), "tệp không trọn vẹn"),
    (re.compile(r"Bad CRC|Error -\d+ while decompressing|Truncated|end-of-stream"), "nội dung nén hỏng giữa chừng"),
    (re.compile(r"compression method|not supported|unsupported"), "kiểu nén lạ"),
)
# What PostgreSQL, MariaDB, SQLite, DuckDB and SQLAlchemy itself say; a group is a name of the asker's own.
_NAME = r"[`'\"]?([^`'\"\s,();]+)[`'\"]?"
OF_DATABASES = (
    (rf"no such table: {_NAME}", "không có bảng «{}»"),
    (
        rf"relation {_NAME} does not exist|table {_NAME} doesn't exist|table with name {_NAME} does",
        "không có bảng «{}»",
    ),
    (rf"no such column: {_NAME}|column {_NAME} does not exist|unknown column {_NAME}", "không có cột «{}»"),
    (rf"referenced column {_NAME} not found", "không có cột «{}»"),
    (rf"database {_NAME} does not exist|unknown database {_NAME}", "không có cơ sở dữ liệu «{}»"),
    (r"unable to open database file", "không mở được tệp cơ sở dữ liệu"),
    (r"file is not a database", "tệp không phải cơ sở dữ liệu"),
    (rf"bind parameter {_NAME}", "thiếu tham số «{}»"),
    (r"dialects:([\w.+]+)|No module named '([\w.]+)'", "không có trình điều khiển cho «{}»"),
    (r"password authentication failed|no password supplied|access denied for user", "sai tên hoặc mật khẩu"),
    (r"permission denied|command denied|not authorized", "tài khoản không có quyền đọc"),
    (r"read.?only", "truy vấn muốn ghi, trong khi nguồn chỉ được đọc"),
    (r"syntax", "câu truy vấn viết sai cú pháp"),
    (r"terminat|closed the connection|lost connection|gone away|closed unexpectedly", "mất kết nối giữa chừng"),
    (r"timeout|timed out|canceling statement", "chờ quá lâu không có trả lời"),
    (r"refused|can't connect|could not connect|name or service|getaddrinfo|resolve", "không kết nối được tới máy chủ"),
    (r"overflow|out of range", "phép tính trong truy vấn vượt giới hạn của số"),
    (r"division by zero", "truy vấn chia cho 0"),
)
PLACE = re.compile(r"line (\d+),? column (\d+)")


def why(error: BaseException) -> str:
    """The cause in Vietnamese; "" where the library's words would help nobody who reads the message."""
    log.info("%s: %s", type(error).__name__, error)
    if isinstance(error, UnicodeDecodeError):
        return f"không phải {error.encoding.upper()} từ byte thứ {error.start + 1}"
    if isinstance(error, OSError) and error.errno:
        return DISK.get(error.errno, f"mã lỗi {error.errno} của hệ điều hành")
    if isinstance(error, RecursionError):
        return "lồng nhau quá sâu"
    text = str(error)
    if isinstance(error, json.JSONDecodeError):
        return f"dòng {error.lineno}, cột {error.colno}"
    if place := PLACE.search(text):
        return f"dòng {place[1]}, cột {place[2]}"
    if "at end of document" in text:
        return "thiếu phần cuối"
    return next((words for pattern, words in KNOWN if pattern.search(text)), "")


def of_database(error: BaseException) -> str:
    """Why a database gave no answer; "" where its words say nothing that is known."""
    log.info("%s: %s", type(error).__name__, error)
    for pattern, words in OF_DATABASES:
        if found := re.search(pattern, str(error), re.IGNORECASE):
            return words.format(next((name.rsplit(".", 1)[-1] for name in found.groups() if name), ""))
    return ""


def in_brackets(error: BaseException) -> str:
    """``why`` as a part of a message: "(dòng 3, cột 5)." or nothing."""
    words = why(error)
    return f"({words})." if words else ""
