"""Why the state database cannot be used, in words for whoever waits: what happened, what became of the step.

Nothing is half done: a transaction that ends so has changed nothing.
"""

import sqlalchemy as sa

from data import paths

ANSWER_SECONDS = 30  # that PostgreSQL may take for one answer; a page waits for no longer
WAIT_SECONDS = 15  # for another writer
UNDONE = "Thao tác vừa làm chưa được ghi, những gì đã ghi còn nguyên"
# By SQLSTATE of PostgreSQL and by the names of SQLite's results.
TOLD = {
    "57014": f"PostgreSQL không trả lời kịp, máy chủ cơ sở dữ liệu đang quá tải. {UNDONE}: thử lại sau ít phút; nếu "
    "vẫn vậy, báo quản trị hệ thống.",
    "55P03": f"thao tác khác đang giữ cơ sở dữ liệu quá lâu. {UNDONE}: thử lại sau ít phút.",
    "53100": f"máy chủ PostgreSQL hết chỗ trên đĩa. {UNDONE}: báo quản trị hệ thống giải phóng đĩa rồi làm lại.",
    "53200": f"máy chủ PostgreSQL hết bộ nhớ. {UNDONE}: thử lại sau ít phút.",
    "53300": f"máy chủ PostgreSQL hết kết nối. {UNDONE}: thử lại sau ít phút; nếu vẫn vậy, tăng max_connections.",
    "53400": f"câu hỏi vượt hạn mức của máy chủ PostgreSQL. {UNDONE}: báo quản trị hệ thống nâng hạn mức.",
    "25006": f"PostgreSQL đang ở chế độ chỉ đọc. {UNDONE}: báo quản trị hệ thống.",
    "SQLITE_FULL": f"hết chỗ trên đĩa. {UNDONE}: báo quản trị hệ thống giải phóng đĩa rồi làm lại.",
    "SQLITE_BUSY": f"thao tác khác đang giữ cơ sở dữ liệu quá lâu. {UNDONE}: thử lại sau ít phút.",
}
CROWDED = f"quá nhiều yêu cầu đang chờ cơ sở dữ liệu. {UNDONE}: thử lại sau ít phút."
START = "Không dùng được cơ sở dữ liệu trạng thái"


def sentence(error: sa.exc.DatabaseError | sa.exc.TimeoutError, where: sa.URL) -> str:
    """The message for an error of the state database at ``where``."""
    if isinstance(error, sa.exc.TimeoutError):
        return f"{START}: {CROWDED}"
    code = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", "")
    if told := TOLD.get(str(code)):
        return f"{START}: {told}"
    return f"{START} ({error.orig}). {_remedy(where)}"


def _remedy(where: sa.URL) -> str:
    if where.get_backend_name() == "sqlite":
        return f"Kiểm tra quyền ghi và chỗ trống của thư mục {paths.home()}."
    return "Kiểm tra máy chủ PostgreSQL và CHISO_STATE_URL."
