"""The words of the ways through: palette, saved views, shortcuts; Vietnamese first, English beside them."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # palette
    "find": ("Tìm nhanh", "Find"),
    "find_hint": ("Tìm chỉ số, xã, tỉnh, trang", "Find indicators, communes, provinces, pages"),
    "find_placeholder": ("Tên hoặc chữ viết tắt, không cần dấu", "Name or initials; accents optional"),
    "results": ("Kết quả", "Results"),
    "found": ("{count} kết quả", "{count} results"),
    "found_first": ("{shown} trong {count} kết quả; gõ thêm để thu hẹp", "{shown} of {count} results; type more"),
    "nothing": (
        "Không tìm thấy «{text}». Thử ít chữ hơn, hoặc chữ đầu của các từ: «tnsnn».",
        "Nothing found for “{text}”. Try fewer words, or initials.",
    ),
    "no_index": (
        "Chưa lấy được danh sách để tìm. Kiểm tra kết nối rồi mở lại.",
        "The list to search in could not be had. Check the connection and open this again.",
    ),
    "kind_view": ("Góc nhìn", "View"),
    "kind_page": ("Trang", "Page"),
    "kind_province": ("Tỉnh", "Province"),
    "kind_commune": ("Xã", "Commune"),
    "kind_indicator": ("Chỉ số", "Indicator"),
    "palette_keys": (
        "↑ ↓ chọn · Enter mở · Ctrl Enter mở thẻ mới · Esc đóng",
        "↑ ↓ choose · Enter opens · Ctrl Enter in a new tab · Esc closes",
    ),
    # charts, maps, tables taken away
    "take": ("Lấy về, thêm vào báo cáo", "Take away, add to briefing"),
    "take_named": ("Lấy về: {title}", "Take away: {title}"),
    "take_picture": ("Ảnh", "Picture"),
    "take_data": ("Số liệu", "Figures"),
    "take_briefing": ("Báo cáo", "Briefing"),
    "take_nothing": ("Chưa có gì để lấy về: phần này chưa có số liệu.", "Nothing to take away: no figures yet."),
    "take_more": ("Và {count} dòng nữa: tải bảng về dạng XLSX.", "And {count} more rows: take the XLSX file."),
    "to_briefing": ("Thêm vào báo cáo", "Add to briefing"),
    "saved_file": ("Đã tải tệp về.", "The file was saved."),
    "not_sent": (
        "Chưa gửi được về máy chủ. Kiểm tra kết nối rồi thử lại.",
        "The server could not be reached. Check the connection and try again.",
    ),
    "picture_png": ("PNG, in được khổ A4 (300 dpi)", "PNG, for an A4 page (300 dpi)"),
    "picture_svg": ("SVG, phóng to không vỡ", "SVG, sharp at any size"),
    "picture_wide": ("16:9 cho trang chiếu (1920 × 1080)", "16:9 for a slide (1920 × 1080)"),
    "picture_square": ("4:3 (1600 × 1200)", "4:3 (1600 × 1200)"),
    "picture_page": ("A4 ngang, 300 dpi (3508 × 2480)", "A4 across, 300 dpi (3508 × 2480)"),
    "picture_double": ("Gấp đôi cỡ trên màn hình", "Twice the size on the screen"),
    "picture_copy": ("Sao chép ảnh", "Copy the picture"),
    "picture_copied": ("Đã chép; dán vào Word, Zalo, thư.", "Copied; paste it where you write."),
    "picture_saved": ("Đã tải ảnh về.", "The picture was saved."),
    "picture_failed": (
        "Trình duyệt không cho làm việc này. Tải ảnh về rồi chèn vào văn bản.",
        "The browser does not allow this. Save the picture and insert it.",
    ),
    # saved views
    "views": ("Góc nhìn đã lưu", "Saved views"),
    "views_lead": (
        "Góc nhìn giữ trang, chỉ số, kỳ và mọi bộ lọc đang chọn. Lưu trong trình duyệt này, không gửi đi đâu.",
        "A view keeps the page, indicator, period and all filters. Kept in this browser, sent nowhere.",
    ),
    "view_name": ("Tên góc nhìn", "Name of the view"),
    "save": ("Lưu góc nhìn này", "Save this view"),
    "saved": ("Đã lưu «{name}».", "Saved “{name}”."),
    "deleted": ("Đã xóa «{name}».", "Deleted “{name}”."),
    "undo": ("Hoàn tác", "Undo"),
    "delete": ("Xóa", "Delete"),
    "delete_named": ("Xóa góc nhìn «{name}»", "Delete the view “{name}”"),
    "no_views": ("Chưa lưu góc nhìn nào.", "No view saved yet."),
    "exchange": ("Chuyển sang máy khác", "Take to another computer"),
    "exchange_lead": (
        "Sao chép đoạn chữ dưới đây, hoặc dán đoạn chữ từ máy khác rồi bấm «Nhập».",
        "Copy the text below, or paste that of another computer and choose “Import”.",
    ),
    "exchange_text": ("Góc nhìn dạng JSON", "Views as JSON"),
    "copy": ("Sao chép", "Copy"),
    "import": ("Nhập", "Import"),
    "imported": ("Đã nhập {count} góc nhìn.", "Imported {count} views."),
    "not_imported": (
        "Đoạn chữ này không phải là góc nhìn đã lưu: cần danh sách JSON gồm tên (name) và đường dẫn (path).",
        "This text holds no saved views: a JSON list of name and path is needed.",
    ),
    "not_kept": (
        "Trình duyệt không cho lưu (chế độ riêng tư, hoặc hết chỗ).",
        "The browser does not allow saving (private mode, or no room).",
    ),
    # copying
    "copied": ("Đã sao chép.", "Copied."),
    "not_copied": (
        "Trình duyệt không cho sao chép; hãy chọn chữ rồi nhấn Ctrl C.",
        "The browser does not allow copying; select the text and press Ctrl C.",
    ),
    # shortcuts
    "shortcuts": ("Phím tắt", "Keyboard shortcuts"),
    "key": ("Phím", "Key"),
    "does": ("Tác dụng", "What it does"),
    "close": ("Đóng", "Close"),
    "single_keys": ("Dùng phím tắt một ký tự «?»", "Use the one-character shortcut “?”"),
    "key_palette": ("Tìm chỉ số, xã, tỉnh, trang, góc nhìn đã lưu", "Find indicators, communes, pages, saved views"),
    "key_help": ("Mở bảng phím tắt này", "Open this list"),
    "key_tab": ("Sang nút, bộ lọc, thẻ, bản đồ kế tiếp; Shift Tab lùi lại", "To the next control; Shift Tab goes back"),
    "key_filter": ("Mở bộ lọc đang đứng; ↑ ↓ chọn", "Open the filter at hand; ↑ ↓ choose"),
    "key_map": ("Trên bản đồ: sang xã bên cạnh", "On the map: to the neighbouring commune"),
    "key_map_select": ("Trên bản đồ: chọn hoặc bỏ chọn xã", "On the map: select or clear the commune"),
    "key_map_zoom": ("Trên bản đồ: phóng to, thu nhỏ, xem toàn tỉnh", "On the map: zoom in, out, whole province"),
    "key_map_leave": (
        "Trên bản đồ: bỏ chọn xã, nhấn lần nữa thì rời bản đồ",
        "On the map: clear the commune; once more leaves the map",
    ),
    "key_number": ("Trên một con số: xem nguồn", "On a number: show its source"),
    "key_escape": ("Đóng bảng đang mở", "Close what is open"),
}

# The keys as they are printed on them, and what they do.
SHORTCUTS: Final[tuple[tuple[str, str], ...]] = (
    ("Ctrl K · ⌘ K", "key_palette"),
    ("?", "key_help"),
    ("Tab", "key_tab"),
    ("Enter", "key_filter"),
    ("← ↑ → ↓", "key_map"),
    ("Enter · Space", "key_map_select"),
    ("+ · − · 0", "key_map_zoom"),
    ("Esc", "key_map_leave"),
    ("Enter", "key_number"),
    ("Esc", "key_escape"),
)


def say(key: str, lang: str = "vi", **parts: object) -> str:
    """The words for ``key`` in ``lang``, ``parts`` filled in; without ``parts`` the places stay for the browser."""
    text = WORDS[key][lang == "en"]
    return text.format(**parts) if parts else text


def all_words(lang: str = "vi") -> dict[str, str]:
    """Every word by its key: what the browser says by itself."""
    return {key: words[lang == "en"] for key, words in WORDS.items()}


def shortcuts(lang: str = "vi") -> list[tuple[str, str]]:
    """Each key and what it does."""
    return [(keys, say(key, lang)) for keys, key in SHORTCUTS]
