"""The words of the operator's page."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("Vận hành", "Operations"),
    "lead": (
        "Hệ thống có ổn không, việc gì cần làm trước, bản sao lưu và lịch chạy đến đâu.",
        "Whether the system is sound, what needs doing first, how copies and schedules stand.",
    ),
    "first": ("Việc cần làm trước", "What needs doing first"),
    "nothing": ("Không có gì phải làm.", "Nothing has to be done."),
    "looked_at": ("Những điều đã xem và đều ổn ({count})", "What was looked at and is sound ({count})"),
    "data": ("Số liệu đang phục vụ", "Data that are served"),
    "version": ("Phiên bản", "Version"),
    "published": ("Công bố lúc", "Published"),
    "age": ("Cách đây", "Age"),
    "hours": ("{count} giờ", "{count} hours"),
    "values": ("Số giá trị", "Values"),
    "deliveries": ("Lần nhận", "Files taken in"),
    "refused": ("Ô bị từ chối", "Cells refused"),
    "kept": ("Phiên bản đang giữ", "Versions kept"),
    "copies": ("Sao lưu và diễn tập", "Copies and drills"),
    "backup": ("Bản sao lưu gần nhất", "Newest copy"),
    "drill": ("Diễn tập gần nhất", "Last drill"),
    "never": ("chưa có", "never"),
    "work": ("Lịch chạy và tiến trình nền", "Schedule and background work"),
    "holder": ("Tiến trình chạy lịch", "Schedule is run by"),
    "no_holder": ("không có tiến trình nào", "nobody"),
    "no_runs": ("Lịch chưa chạy lần nào.", "The schedule has not run yet."),
    "not_yours": (
        "Hệ thống này phục vụ nhiều tỉnh: số trên trang là của tỉnh mình; lịch chạy và lỗi do quản trị viên toàn hệ "
        "thống theo dõi.",
        "This installation serves several provinces: the numbers are of your own; runs and errors are watched by the "
        "administrator of all.",
    ),
    "people": ("Cảnh báo, thư, màn hình, phiên làm việc", "Alerts, messages, screens, sessions"),
    "alerts": ("Cảnh báo đang mở", "Open alerts"),
    "outbox": ("Thư chưa gửi", "Messages not sent"),
    "screens": ("Màn hình thấy trong phút qua", "Screens seen in the last minute"),
    "sessions": ("Phiên làm việc trong nửa giờ qua", "Sessions in the last half hour"),
    "errors": ("Lỗi ngoài dự kiến gần nhất", "Newest unforeseen errors"),
    "no_errors": ("Không có lỗi nào trong nhật ký.", "No errors in the log."),
    "reference": ("mã {code}", "reference {code}"),
    "warning": ("Nên sửa sớm", "To be mended soon"),
    "count_critical": ("nghiêm trọng", "critical"),
    "count_warning": ("cảnh báo", "warning"),
    "count_notice": ("lưu ý", "notice"),
    "count_waiting": ("chờ gửi", "waiting"),
    "count_handing_over": ("đang chuyển", "being handed over"),
    "count_doubtful": ("không rõ đã đến chưa", "doubtful"),
    "danger": ("Không an toàn hoặc hỏng", "Unsafe or broken"),
}


def say(key: str, lang: str = "vi", **named: str) -> str:
    """A sentence in one of LANGUAGES."""
    return WORDS[key][1 if lang == "en" else 0].format(**named)
