"""Every number that a page tells, and whether there is a way from it to its source."""

import re

from playwright.sync_api import Page

# Digits that tell no value: moments, periods, places in law and in lists, names, files.
NO_VALUE = (
    r"\d{1,2}:\d\d(:\d\d)?",
    r"\d{1,2}/\d{1,2}/\d{4}",
    r"\d{1,2}/\d{4}",
    r"\d{1,2}/\d{1,2}\b",
    r"(?i:tháng|quý|tuần|năm|ngày|giờ|lũy kế|kỳ) \d+(/\d{4})?( (tháng|giờ|ngày))?( (đầu )?năm)?( \d{4})?",
    r"\(\+\d+\)",  # so many more indicators
    r"(Quyết định|QĐ|Nghị định|Luật|Thông tư)[^;.]*\d+(/\d+)?",
    r"trong (cả )?\d+ (ngày|giờ)",  # how long a rule looks back
    r"[A-ZĐ][\wÀ-ỹ-]* \d{1,2}\b",  # Phường Hà Giang 2, Điều 4
    r"\bII\.\d+[a-z]?|\bOD-\d+|\bP\.\d+|[A-Z]+\d+",
)
# Where digits stand that lead nowhere, and why they need not.
EXCEPTIONS = {
    "h1, h2, h3, h4, .subtitle, .lead, .axis-name, thead": "headings: the period, how many are listed, what is asked",
    ".panel-foot, figcaption, .briefing-foot": "whose boundaries and data these are, and of which version",
    "button:not(:has(span, b, div)), summary, label, .dash-dropdown, .filter-field": "settings and controls",
    ".legend, .sign-key, .map-names, .layer-boxes": "limits of classes, and how many places the map counted in each",
    ".alert-tile, .emergency-tile, .alert-head, .alert-gravest, .tile-alerts, .tile-map, .alert-found": (
        "alerts, communes at a level and tasks, counted by the page that lists them; a level leads to its rule"
    ),
    ".level-chip": "levels of risk: the name beside them opens the rule and the readings",
    ".grid-count, .deliveries, .cell-why, .profile-words": "entries, deliveries and indicators, counted by the page",
    ".definition, .lineage-facts, .cell-state, .plain-table, .message, .score-formula": "rules, thresholds, periods",
    ".task-contact, .emergency-contacts, #emergency-contacts, #emergency-tasks, #emergency-log": "people and tasks",
    ".briefing-part, .briefing-list": "what may be put into a text, as the live view beside it leads to it; files made",
    ".directive-tile, .alert-history, .alert-facts dd": "tasks, and the days of an alert",
    ".score-table .level-rule, td:has(> span[title])": "formulas of the decision, whose source is in the title",
    ".state-late, #overview-awaited": "deadlines, and reports that are owed, counted by the page",
    ".ag-paging-panel": "pages of a table",
    ".panel-note": "how many units match no commune, by name",
    "dt": "names of figures",
    "details.map-table p": "communes that owe a report, with their level",
    "tbody th[scope=row]": "names of rows",
}
JOURNALS = {
    "/du-lieu": "shares of deliveries, which its tables list",
    "/nhan-du-lieu": "rows of deliveries, of which each entry is one",
    "/nhat-ky": "entries of the audit",
    "/van-hanh": "the state of the server",
    "/danh-muc": "definitions",
    "/gui-so-lieu": "cells of forms that are owed",
    "/man-hinh/dieu-khien": "scenes of the wall",
}
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


def bare_numbers(page: Page) -> list[str]:
    """Every text of a page with a number that lies in no way to a source, nor beside one in its cell, entry or card."""
    found: list[str] = page.locator("main").evaluate(_COLLECT, list(EXCEPTIONS))
    return [words for words in found if re.search(r"\d", re.sub("|".join(NO_VALUE), "", words))]
