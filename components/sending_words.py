"""The words of the pages of sending and approving figures: Vietnamese first, English beside them."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("Gửi số liệu", "Send figures"),
    "approving": ("Duyệt số liệu", "Approve figures"),
    "lead": (
        "Chọn bảng cần gửi, hoặc gửi tệp đang có. Số liệu được kiểm tra ngay; nháp giữ trên máy chủ và trên máy này.",
        "Choose a table to fill in, or send a file you have. Figures are checked at once; drafts are kept.",
    ),
    "due": ("Cần gửi", "To be sent"),
    "nothing_due": ("Không còn bảng nào phải gửi.", "No table is left to be sent."),
    "complete": ("Đã đủ số liệu: {count} bảng (mở để đính chính)", "Complete: {count} tables (open one to correct it)"),
    "todo": ("Số liệu của tôi", "My figures"),
    "todo_decide": ("{count} bảng số liệu chờ duyệt", "{count} tables of figures to decide on"),
    "todo_more": ("và {count} bảng quá hạn khác", "and {count} more overdue tables"),
    "by_commune": ("theo xã, phường", "by commune"),
    "returned_tables": ("Bị trả lại, cần sửa", "Returned, to be mended"),
    "overdue": ("Quá hạn từ {day}", "Overdue since {day}"),
    "due_on": ("Hạn {day}", "Due {day}"),
    "by_default": ("hạn thông thường", "usual deadline"),
    "came": ("Đã công bố {came}/{wanted} ô", "{came} of {wanted} cells published"),
    "office": ("Văn phòng UBND tỉnh", "Office of the province"),
    "returned": ("Bị trả lại", "Returned"),
    "file": ("Gửi tệp", "Send a file"),
    "file_lead": (
        "Sổ tính .xlsx, .xls, .xlsb, .ods hoặc tệp .csv, không quá 5 MB, theo mẫu của tỉnh hoặc bảng dài.",
        "A workbook (.xlsx, .xls, .xlsb, .ods) or .csv of at most 5 MB, in a known layout or as a long table.",
    ),
    "file_field": ("Tệp", "File"),
    "file_period": ("Kỳ (bỏ trống: đọc trong tệp)", "Period (empty: as the file says)"),
    "file_check": ("Đọc và kiểm tra", "Read and check"),
    "taken_lead": (
        "Tệp này đã được đọc và kiểm tra, chưa gửi. Sửa tệp thì chọn lại tệp ở trang Gửi số liệu.",
        "This file was read and checked and is not sent. To change it choose the mended file on the page before.",
    ),
    "sent": ("Bảng của tôi", "My tables"),
    "none_sent": ("Chưa có bảng nào.", "No tables yet."),
    "table": ("Bảng", "Table"),
    "state": ("Tình trạng", "State"),
    "when": ("Cập nhật", "Updated"),
    "words": ("Ý kiến", "Words"),
    "author": ("Người gửi", "Sent by"),
    "state_draft": ("Nháp", "Draft"),
    "state_sent": ("Đã gửi, chờ duyệt", "Sent, waiting"),
    "state_returned": ("Bị trả lại", "Returned"),
    "state_approved": ("Đã duyệt, đang công bố", "Approved, being published"),
    "state_published": ("Đã công bố", "Published"),
    "indicator": ("Chỉ tiêu", "Indicator"),
    "entry_lead": (
        "Ghi số như 1.234,5. Dán được cả khối từ Excel; Enter và mũi tên để sang ô; mọi ô tự lưu.",
        "Write numbers as 1.234,5. A block from Excel can be pasted; Enter and arrows move; every cell saves itself.",
    ),
    "before": ("Đang công bố: {value}", "Published now: {value}"),
    "no_script": ("Trang này cần JavaScript.", "This page needs JavaScript."),
    "back": ("Về danh sách", "Back to the list"),
    "send": ("Gửi", "Send"),
    "your_name": ("Họ tên người gửi", "Your name"),
    "your_agency": ("Cơ quan", "Agency"),
    "unknown": ("Không có bảng này để nhập.", "There is no such table to fill in."),
    # what the script says
    "saved": ("Đã lưu nháp lúc {time}.", "Draft saved at {time}."),
    "saving": ("Đang lưu…", "Saving…"),
    "offline": (
        "Mất kết nối: {count} ô đang giữ trên máy này, sẽ tự lưu khi có mạng lại.",
        "No connection: {count} cells are kept on this device and will be saved when the line is back.",
    ),
    "not_sent": (
        "Chưa gửi được: mất kết nối. Nháp vẫn còn; bấm Gửi lại khi có mạng.",
        "Not sent: no connection. The draft is kept; press Send again.",
    ),
    "signed_out": (
        "Phiên làm việc đã hết. Đăng nhập ở thẻ khác rồi quay lại; nháp vẫn còn trên máy này.",
        "The session has ended. Sign in in another tab and come back; the draft is kept.",
    ),
    "was_sent": ("Đã gửi. Cơ quan duyệt sẽ trả lời ở trang này.", "Sent. The answer will stand on this page."),
    "told_sound": ("{count} giá trị được nhận.", "{count} values are sound."),
    "told_refused": ("{count} ô bị từ chối.", "{count} cells are refused."),
    "told_replaced": (
        "Thay cho tệp «{file}» của cùng kỳ, chưa được duyệt.",
        "Takes the place of the file “{file}” of the same period, which was not approved.",
    ),
    "row": ("dòng", "row"),
    "told_more": ("và {count} ô khác", "and {count} more"),
    "reading": ("Đang đọc tệp…", "Reading the file…"),
    # approving
    "inbox": ("Chờ duyệt và đã xử lý", "Inbox"),
    "yours": ("Cần duyệt", "To be decided"),
    "inbox_none": ("Chưa có bảng nào được gửi.", "Nothing was sent yet."),
    "area": ("Địa bàn", "Area"),
    "period": ("Kỳ", "Period"),
    "sent_value": ("Số gửi", "Sent"),
    "published_value": ("Đang công bố", "Published now"),
    "difference": ("Chênh lệch", "Difference"),
    "findings": ("Kiểm tra", "Checks"),
    "cell_words": ("Ý kiến cho ô này", "Words for this cell"),
    "all_words": ("Ý kiến cho cả bảng", "Words for the whole table"),
    "approve": ("Duyệt", "Approve"),
    "give_back": ("Trả lại", "Return"),
    "approved_now": ("Đã duyệt; đang công bố.", "Approved; being published."),
    "returned_now": ("Đã trả lại người gửi.", "Returned to its author."),
    "not_yours": (
        "Tài khoản này chỉ xem được: không phụ trách mọi chỉ tiêu của bảng, hoặc đã tự gửi bảng.",
        "This account may only look: it does not answer for all indicators, or sent the table itself.",
    ),
    "compared": (
        "{count} giá trị; so với số đang công bố: {changed} thay đổi, {new} mới, {same} giữ nguyên. "
        "Giá trị bị nghi ngờ và giá trị thay đổi xếp trước.",
        "{count} values; against what is published: {changed} changed, {new} new, {same} unchanged. "
        "Doubted and changed values come first.",
    ),
    "noted_list": ("Điều cần biết trước khi duyệt", "To know before deciding"),
    "refused_list": ("Ô bị từ chối (không nằm trong bảng)", "Refused cells (not part of the table)"),
    "locks": ("Khóa kỳ", "Lock a period"),
    "locks_lead": (
        "Kỳ đã khóa không nhận thêm số liệu bằng bất cứ đường nào, cho đến khi được mở lại và có lý do.",
        "A locked period takes no figures on any way in until it is reopened for a reason.",
    ),
    "lock": ("Khóa", "Lock"),
    "reopen": ("Mở lại", "Reopen"),
    "reason": ("Lý do mở lại", "Reason for reopening"),
    "locked_by": ("Khóa bởi {who}, {when}", "Locked by {who}, {when}"),
    "reopened_by": ("Mở lại bởi {who}, {when}: {why}", "Reopened by {who}, {when}: {why}"),
    "locked_now": ("Đã khóa kỳ.", "The period is locked."),
    "reopened_now": ("Đã mở lại kỳ.", "The period is open again."),
}
SCRIPT = (
    "saved", "saving", "offline", "not_sent", "signed_out", "was_sent", "told_sound", "told_refused", "told_replaced",
    "row", "told_more", "reading", "send", "approved_now", "returned_now", "locked_now", "reopened_now",
)  # fmt: skip


def say(key: str, lang: str = "vi", **facts: object) -> str:
    """A sentence in one of the two languages."""
    return WORDS[key][1 if lang == "en" else 0].format(**facts)
