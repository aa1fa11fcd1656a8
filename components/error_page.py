"""The page of last resort: plain HTML without scripts, for what happens outside Dash."""

from html import escape

SENTENCES = {
    403: ("Không được phép", "Không có quyền xem trang này."),
    404: ("Không tìm thấy trang", "Địa chỉ này không có trang nào. Kiểm tra lại đường dẫn, hoặc về trang đầu."),
    405: ("Không dùng được cách này", "Địa chỉ này không nhận loại yêu cầu vừa gửi."),
    413: ("Yêu cầu quá lớn", "Dữ liệu gửi lên lớn hơn mức cho phép."),
    414: ("Địa chỉ quá dài", "Đường dẫn này dài hơn mức cho phép. Mở trang từ thanh điều hướng rồi chọn lại bộ lọc."),
    429: (
        "Quá nhiều yêu cầu",
        "Máy hoặc tài khoản này vừa gửi quá nhiều yêu cầu trong một phút. Chờ ít giây rồi thử lại.",
    ),
    500: ("Có lỗi ở máy chủ", "Trang này tạm thời không hiển thị được. Thử tải lại sau ít phút."),
}
UNKNOWN = ("Không thực hiện được", "Yêu cầu này không thực hiện được.")


def sentence(code: int) -> str:
    """What a status code means to a reader."""
    return SENTENCES.get(code, UNKNOWN)[1]


def error_page(code: int, reference: str = "") -> str:
    """HTML for a status code; ``reference`` finds the error in the log."""
    title, told_why = SENTENCES.get(code, UNKNOWN)
    told = f"<p>Mã tra cứu khi báo quản trị viên: <b>{escape(reference)}</b></p>" if reference else ""
    return (
        '<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)} · Chiso</title>"
        '<body style="font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem">'
        f'<h1>{escape(title)}</h1><p>{escape(told_why)}</p>{told}<p><a href="/">Về trang đầu</a></p></body></html>'
    )
