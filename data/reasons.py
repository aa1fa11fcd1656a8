"""What a library found wrong with a file, in words for whoever sent it; its own words, in English, go to the log."""

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


def in_brackets(error: BaseException) -> str:
    """``why`` as a part of a message: "(dòng 3, cột 5)." or nothing."""
    words = why(error)
    return f"({words})." if words else ""
