"""The words of the page of audit: kinds, actions, the state of the chains."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("Nhật ký hệ thống", "Audit"),
    "lead": (
        "Ai đã xem, lấy về, thay đổi, duyệt, tiếp nhận gì, lúc nào, từ đâu; ai đã bị từ chối. Chỉ ghi thêm, không sửa.",
        "Who saw, took away, changed, approved or acknowledged what, when, from where; who was refused. "
        "Added to, never changed.",
    ),
    "person": ("Người", "Person"),
    "agency": ("Cơ quan", "Agency"),
    "kind": ("Loại", "Kind"),
    "action": ("Việc", "Action"),
    "subject": ("Đối tượng", "Subject"),
    "address": ("Địa chỉ", "Address"),
    "first": ("Từ ngày", "From"),
    "last": ("Đến ngày", "To"),
    "at": ("Lúc", "At"),
    "detail": ("Chi tiết", "Detail"),
    "all": ("Tất cả", "All"),
    "view": ("xem", "view"),
    "export": ("lấy về", "export"),
    "refusal": ("từ chối", "refusal"),
    "change": ("thay đổi", "change"),
    "search": ("Tìm", "Search"),
    "found": ("{count} mục mới nhất phù hợp.", "The newest {count} entries that fit."),
    "limited": (
        "Chỉ hiện {count} mục mới nhất; thu hẹp điều kiện, hoặc dùng «chiso audit export» để lấy tất cả.",
        "Only the newest {count} are shown; narrow the search, or take all with “chiso audit export”.",
    ),
    "own_only": (
        "Chỉ có mục do người của tỉnh làm hoặc về việc của tỉnh; chuỗi niêm phong là chung của cả hệ thống.",
        "Only entries by people of the province or about what is of the province; the seals are of the whole system.",
    ),
    "nothing": ("Không có mục nào phù hợp.", "No entry fits."),
    "holds": (
        "Chuỗi niêm phong nguyên vẹn ({count} mục gần nhất của mỗi sổ đã kiểm tra). "
        "Kiểm tra toàn bộ: «chiso audit verify».",
        "The chain of seals is whole (the newest {count} entries of each book were checked). "
        "Check all of it: “chiso audit verify”.",
    ),
    "broken": (
        "Chuỗi niêm phong bị đứt: {where}. Có người đã sửa hoặc xóa ngoài chương trình; giữ nguyên cơ sở dữ liệu và "
        "báo người phụ trách an toàn thông tin.",
        "The chain of seals is broken: {where}. Somebody changed or deleted entries outside the program; keep the "
        "database as it is and tell whoever answers for information security.",
    ),
    "of_trail": ("sổ xem và lấy về từ mục {number}", "views and exports from entry {number}"),
    "of_journal": ("sổ thay đổi từ mục {number}", "changes from entry {number}"),
    "kept": (
        "Mục xem, lấy về và từ chối được giữ {days} ngày; {changes} (tệp audit.toml).",
        "Views, exports and refusals are kept for {days} days; {changes} (audit.toml).",
    ),
    "changes_kept": ("sổ thay đổi được giữ {days} ngày", "changes for {days} days"),
    "changes_for_good": ("sổ thay đổi được giữ mãi", "changes for good"),
    "house": ("máy chủ (không tài khoản)", "the server (no account)"),
    "not_told": ("Nội dung gửi lên không đúng.", "What was sent is not understood."),
}


def say(key: str, lang: str = "vi", **values: object) -> str:
    """The words ``key`` in ``lang`` (``"en"``, otherwise Vietnamese), their ``{places}`` filled from ``values``."""
    vietnamese, english = WORDS[key]
    text = english if lang == "en" else vietnamese
    return text.format(**values) if values else text
