"""What is kept of an action, in words: what was done, and the names and values of its particulars."""

from typing import Any, Final

from components import formats

# Every action that anything writes (a test looks for them in the program).
DID: Final[dict[str, tuple[str, str]]] = {
    "page.viewed": ("xem trang", "page viewed"),
    "file.taken": ("lấy tệp", "file taken"),
    "browser.png": ("lấy ảnh", "picture taken"),
    "browser.svg": ("lấy ảnh", "picture taken"),
    "browser.clipboard": ("chép", "copied"),
    "door.closed": ("bị từ chối", "refused"),
    "audit.cut": ("cắt mục quá hạn lưu", "old entries cut off"),
    "journal.cut": ("cắt sổ thay đổi quá hạn lưu", "old changes cut off"),
    "session.began": ("đăng nhập", "signed in"),
    "session.ended": ("đăng xuất", "signed out"),
    "account.created": ("lập tài khoản", "account made"),
    "account.changed": ("sửa tài khoản", "account changed"),
    "account.disabled": ("khóa tài khoản", "account disabled"),
    "account.enabled": ("mở lại tài khoản", "account enabled"),
    "account.reset": ("đặt lại tài khoản", "account reset"),
    "account.password_changed": ("đổi mật khẩu", "password changed"),
    "account.signed_out": ("đăng xuất mọi nơi", "signed out everywhere"),
    "account.locked": ("tạm khóa đăng nhập", "sign-in locked"),
    "account.second_step_on": ("bật xác thực hai bước", "second step on"),
    "account.second_step_off": ("tắt xác thực hai bước", "second step off"),
    "alert.normal": ("cảnh báo trở lại bình thường", "alert back to normal"),
    "alert.pending": ("bắt đầu theo dõi", "watched"),
    "alert.alerting": ("phát cảnh báo", "alert raised"),
    "alert.recovering": ("cảnh báo đang hồi phục", "alert recovering"),
    "alert.no_data": ("cảnh báo thiếu số liệu", "alert without data"),
    "alert.error": ("không tính được cảnh báo", "alert cannot be computed"),
    "alert.rule_gone": ("quy tắc không còn được xét", "rule judged no more"),
    "alert.acknowledged": ("tiếp nhận cảnh báo", "alert acknowledged"),
    "alert.assigned": ("giao xử lý cảnh báo", "alert assigned"),
    "alert.snoozed": ("tạm hoãn cảnh báo", "alert snoozed"),
    "alert.resolved": ("kết thúc xử lý cảnh báo", "alert resolved"),
    "alert.reopened": ("mở lại cảnh báo", "alert reopened"),
    "event.opened": ("mở sự kiện", "event opened"),
    "event.state_changed": ("đổi tình trạng sự kiện", "state of event changed"),
    "event.level_decided": ("quyết định cấp độ rủi ro", "level of risk decided"),
    "event.playbook_activated": ("kích hoạt phương án", "playbook activated"),
    "event.task_done": ("xong việc của phương án", "task of playbook done"),
    "event.task_reopened": ("mở lại việc của phương án", "task of playbook reopened"),
    "contact.added": ("thêm đầu mối", "contact added"),
    "contact.changed": ("sửa đầu mối", "contact changed"),
    "contact.removed": ("bỏ đầu mối", "contact removed"),
    "directive.given": ("giao việc", "task given"),
    "directive.received": ("tiếp nhận việc", "task received"),
    "directive.reported": ("báo cáo việc", "task reported"),
    "directive.accepted": ("chấp nhận báo cáo", "report accepted"),
    "directive.returned": ("trả lại báo cáo", "report returned"),
    "submission.begun": ("bắt đầu nhập số liệu", "submission begun"),
    "submission.sent": ("gửi báo cáo số liệu", "submission sent"),
    "submission.approved": ("duyệt số liệu", "submission approved"),
    "submission.returned": ("trả lại số liệu", "submission returned"),
    "submission.published": ("công bố số liệu đã duyệt", "submission published"),
    "period.locked": ("khóa kỳ", "period locked"),
    "period.reopened": ("mở lại kỳ", "period reopened"),
    "briefing.begun": ("lập báo cáo", "briefing begun"),
    "briefing.saved": ("lưu báo cáo", "briefing saved"),
    "briefing.removed": ("bỏ báo cáo", "briefing removed"),
    "briefing.issued": ("xuất báo cáo", "briefing issued"),
    "screen.added": ("thêm màn hình", "screen added"),
    "screen.paired": ("ghép màn hình", "screen paired"),
    "screen.revoked": ("thu hồi màn hình", "screen revoked"),
    "screen.copied": ("màn hình bị sao chép", "screen copied"),
    "wall.next": ("chuyển cảnh sau", "next scene"),
    "wall.previous": ("chuyển cảnh trước", "scene before"),
    "wall.pause": ("dừng ở một cảnh", "scene held"),
    "wall.resume": ("chạy tiếp các cảnh", "scenes go on"),
    "wall.pin": ("ghim một cảnh", "scene pinned"),
    "wall.blank": ("tắt hình", "screens blank"),
    "wall.playlist": ("sửa danh sách cảnh", "playlist changed"),
}
NAMES: Final[dict[str, tuple[str, str]]] = {
    "address": ("địa chỉ", "address"),
    "area_code": ("mã địa bàn", "area code"),
    "areas": ("địa bàn", "areas"),
    "agencies": ("cơ quan", "agencies"),
    "agency": ("cơ quan", "agency"),
    "before": ("trước ngày", "before"),
    "beside": ("mốc hết báo", "recovery limit"),
    "bound": ("ngưỡng", "limit"),
    "callback": ("thao tác", "callback"),
    "cells": ("số ô", "cells"),
    "corrected": ("do đính chính", "by correction"),
    "entries": ("số mục", "entries"),
    "firm": ("chắc chắn", "firm"),
    "from": ("từ", "from"),
    "group": ("nhóm", "group"),
    "hash": ("niêm phong", "seal"),
    "kind": ("loại", "kind"),
    "level": ("cấp", "level"),
    "measured": ("đo được", "measured"),
    "method": ("phương thức", "method"),
    "name": ("tên", "name"),
    "output": ("thao tác", "output"),
    "period": ("kỳ", "period"),
    "province": ("tỉnh", "province"),
    "province_code": ("tỉnh", "province"),
    "reason": ("lý do", "reason"),
    "revision": ("bản", "revision"),
    "role": ("vai trò", "role"),
    "rule": ("quy tắc", "rule"),
    "scene": ("cảnh", "scene"),
    "scenes": ("các cảnh", "scenes"),
    "scope": ("phạm vi", "scope"),
    "sessions": ("số phiên", "sessions"),
    "simulated": ("mô phỏng", "simulated"),
    "state": ("tình trạng", "state"),
    "status": ("mã trả lời", "status"),
    "title": ("tên", "title"),
    "to": ("thành", "to"),
    "value": ("giá trị", "value"),
    "version": ("phiên bản", "version"),
    "words": ("lời", "words"),
}
VALUES: Final[dict[str, tuple[str, str]]] = {
    "normal": ("bình thường", "normal"),
    "pending": ("đang theo dõi", "watched"),
    "alerting": ("đang báo động", "alerting"),
    "recovering": ("đang hồi phục", "recovering"),
    "no_data": ("thiếu số liệu", "no data"),
    "error": ("không tính được", "cannot be computed"),
    "active": ("đang diễn ra", "active"),
    "closed": ("đã kết thúc", "closed"),
}


def action_of(action: str, lang: str) -> str:
    """An action in words, with the code by which it is looked for."""
    return f"{_in(DID, action, lang)} · {action}" if action in DID else action


def detail_of(detail: Any, lang: str) -> str:
    """The particulars of an entry as text; what tells nothing is left out."""
    if not isinstance(detail, dict):
        return ""
    told = {name: _value(one, lang) for name, one in detail.items()}
    return "; ".join(f"{_in(NAMES, name, lang)}: {text}" for name, text in told.items() if text)


def _value(one: Any, lang: str) -> str:
    if one is None or one in ("", [], {}):
        return ""
    if isinstance(one, bool):
        return {"vi": ("không", "có")}.get(lang, ("no", "yes"))[one]
    if isinstance(one, int | float):
        return formats.number(one, lang=lang)
    if isinstance(one, dict):
        return f"({detail_of(one, lang)})"
    if isinstance(one, list):
        return ", ".join(_value(each, lang) for each in one)
    return _in(VALUES, str(one), lang)


def _in(words: dict[str, tuple[str, str]], key: str, lang: str) -> str:
    """The words of a key; a key without words stands for itself."""
    return words[key][lang == "en"] if key in words else key
