"""Every number that a page tells, and whether there is a way from it to its source."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page

# Digits that tell no value: moments, periods, places in law and in lists, names, files.
NO_VALUE = (
    r"\d{1,2}:\d\d(:\d\d)?",
    r"\d{1,2}/\d{1,2}/\d{4}",
    r"\d{1,2}/\d{4}",
    r"\b\d{1,2}/\d{1,2}(?=,? |$)",
    r"(?i:tháng|quý|tuần|năm|ngày|giờ|lũy kế|kỳ) \d+(/\d{4})?( (tháng|giờ|ngày))?( (đầu )?năm)?( \d{4})?",
    r"Quý [IV]+/\d{4}",
    r"(?<!\d)\d{1,2} giờ (?=ngày)|\d+ (tháng|kỳ|ngày) (gần nhất|tới|trước|đủ số|năm)|trung bình \d+ ngày",
    r"\(\+\d+\)",  # so many more indicators
    r"\bbản \d+|\b[0-9A-Z]{4}(-[0-9A-Z]{4}){2}\b",  # of a text; the code of what was issued
    r"(Quyết định|QĐ|Nghị định|Luật|Thông tư)[^;.]*\d+(/\d+)?",
    r"trong (cả )?\d+ (ngày|giờ)",  # how long a rule looks back
    r"(Phường|Xã|Điều|Khoản|Bảng|COVID)[ -]([A-ZĐ]\S* ?)*\d{1,2}\b",  # Phường Hà Giang 2, Điều 4
    r"\bII\.\d+[a-z]?|\bI+\.\d+|\bOD-\d+|\bP\.\d+|[A-Z]+\d+",
    r"(Tuyên Quang|Lào Cai|Cao Bằng|Hà Tĩnh|Kon Tum) 20\d\d",  # sets of indicators by their decisions
)
# So many lines of a list: the page counts them, and beside the count stands the list.
LINES = (
    r"chỉ tiêu|địa bàn|xã|đơn vị|cơ quan|cơ sở|nơi|cảnh báo|quy tắc|việc|dòng|mục|ô|giá trị|điều|chỉ số|đầu mối|"
    r"mặt hàng|trạm|bảng|tệp|lần|số mô phỏng|tăng|giảm|không đổi|quá hạn|tuyến|thiếu số liệu|trên \d+ chỉ số|kỳ"
)
COUNTED = rf"\b\d+(\.\d{{3}})*(/\d+)? (?=({LINES})\b)|(chưa rõ|thiếu số liệu|vượt ngưỡng|khác thường) \d+"
# Where digits stand that lead nowhere, and why they need not.
EXCEPTIONS = {
    ".panel-foot, figcaption, .briefing-foot": "whose boundaries and data these are, and of which version",
    "button:not(:has(span, b, div)), summary, label, .dash-dropdown, .filter-field": "settings and controls",
    ".legend, .sign-key, .layer-boxes": "limits of classes, and how many places the map counted in each",
    ".map-names": "names of places on the map",
    "thead th, .compare-table tbody th, dt": "names of columns, of indicators, of figures",
    ".alert-tile, .emergency-tile": "alerts, tasks, and communes at a level, counted by the list below",
    ".alert-group h3, #alerts-why-title": "names of rules, with their thresholds",
    ".alert-history": "what the journal noted when it happened; the number itself stands above, with its source",
    ".level-chip": "levels of risk: the name beside them opens the rule and the readings",
    ".deliveries td.figure": "cells of a delivery, counted; the name of the file beside them leads to it",
    ".definition, .level-rule": "names and rules as decisions print them",
    ".score-table td > span[title]": "formulas of the decision, whose source is in the title",
    ".cell-state, .state-late": "the newest period, until when a report is owed, and for how long it has been",
    ".task-contact, #emergency-contacts, #emergency-tasks, #emergency-log": "people, telephones and tasks",
    ".ag-paging-panel": "pages of a table",
    "details.map-table p": "communes that owe a report, with their level",
}
# The same of one page alone.
EXCEPTIONS_OF = {
    "/": {"#overview-awaited td": "reports that are owed, counted by agency"},
    "/ban-do": {"#explorer-ranking > .subtitle": "how much of the year has gone, by the calendar"},
    "/bat-thuong": {".odd-table .cell-why": "says again the value and the usual of its row, which have their ways"},
    "/danh-muc": {".lead, #catalogue-count": "entries of the catalogue, which the list shows"},
    "/du-lieu": {
        ".card-value, .card-note": "shares of deliveries and of pairs; the link below leads to what was counted",
        ".heat-table td, #quality-agencies td": "the same shares; the name of the agency below leads to its reports",
        "#quality-due td": "reports that are owed, by name, with how many more there are",
        ".lead, .message": "what is measured, and from which difference on",
    },
    "/gui-so-lieu": {".due small, .lead": "cells that are owed, and how large a file may be"},
    "/khan-cap": {".why-levels + .why-missing": "what an article of the decision allows"},
    "/nhan-du-lieu": {
        "#boundaries dd": "whose boundaries these are, and of which version",
        ".ag-cell[col-id=accepted], .ag-cell[col-id=refused]": "rows of the delivery that the line is",
    },
    "/nhat-ky": {".ag-cell[col-id=address], .ag-cell[col-id=subject], .ag-cell[col-id=detail]": "what somebody did"},
    "/tthc": {
        "#tthc-map-panel-subtitle, .compare-panel .subtitle": "the most that can be scored; what rounding may do",
        "#tthc-advice h3, #tthc-advice th": "the score that is aimed at, as chosen above; items by their number",
    },
    "/van-hanh": {"li, dd, td": "the state of the server"},
    "/xa": {"#profile-values-subtitle": "how ranks are counted"},
    "/y-te": {".plain-table td, .panel-head .subtitle, .message": "thresholds of bands and signals, how far is looked"},
}
EXCEPTIONS_OF["/nhom"] = EXCEPTIONS_OF["/y-te"]
_COLLECT = """(main, exceptions) => {
    const found = [];
    const all = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (all.nextNode()) {
        const one = all.currentNode.parentElement;
        if (!/\\d/.test(all.currentNode.data)) continue;
        if (one.closest("script, style, svg, select, input, textarea, [hidden]")) continue;
        if (one.closest(".source-link, a")) continue;
        const place = one.closest("td, th, .ag-cell, li, dd, .card, p");
        if (place && place.querySelector(".source-link, a.source-link")) continue;
        if (exceptions.some((where) => one.closest(where))) continue;
        found.push(all.currentNode.data.trim());
    }
    return found;
}"""


def bare_numbers(page: Page, within: str = "main") -> list[str]:
    """Every text with a number that lies in no way to a source, nor beside one in its cell, entry or card."""
    exceptions = [*EXCEPTIONS, *EXCEPTIONS_OF.get("/" + urlsplit(page.url).path.split("/")[1], ())]
    found: list[str] = page.locator(within).evaluate(_COLLECT, exceptions)
    return [words for words in found if re.search(r"\d", re.sub(COUNTED, "", re.sub("|".join(NO_VALUE), "", words)))]
