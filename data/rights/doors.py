"""Which permission every address, page and callback asks for.  What stands in no table here does not open.

``web.doors`` holds the server to it: it does not start with a page, a callback or an address that has no line.
"""

from collections.abc import Iterable

from data.rights.reader import Reader
from data.rights.roles import may

OPEN = "open"  # to everybody: nothing of the house's is told
OWN = "own"  # who may come in there is decided there: signing in, the wall's keys, the counters of the operator
PAGE, CALLBACK = "page", "callback"  # decided by the page or callback that is asked for

# Addresses by how their rule begins; the first that fits counts.
ROUTES = (
    ("/assets/", OPEN),
    ("/_dash-component-suites/", OPEN),
    ("/_favicon.ico", OPEN),
    ("/favicon.ico", OPEN),
    ("/static/", OPEN),
    ("/healthz", OPEN),
    ("/readyz", OPEN),
    ("/_dash-update-component", CALLBACK),
    ("/_dash-layout", "see"),
    ("/_dash-dependencies", "see"),
    ("/_reload-hash", "see"),
    ("/geo/", "see"),
    ("/tim/", "see"),
    ("/nhom/", "see"),
    ("/lan-gui/", "source"),
    ("/bao-cao/tep/", "verify"),
    ("/bang/", "export"),
    ("/gui-so-lieu/", "send"),
    ("/gui-so-lieu", PAGE),
    ("/duyet-so-lieu/khoa", "lock"),
    ("/duyet-so-lieu/", "approve"),
    ("/duyet-so-lieu", PAGE),
    ("/nhat-ky/da-lay", "export"),
    ("/man-hinh", OWN),
    ("/dang-nhap", OWN),
    ("/dang-xuat", OWN),
    ("/tai-khoan", OWN),
    ("/quan-tri", OWN),
    ("/ngon-ngu", OWN),
    ("/metrics", OWN),
    ("/<path:path>", PAGE),
)
FRONT = "/"

# Pages by the path that they are registered with.
PAGES = {
    "/": "see",
    "/canh-bao": "see",
    "/giao-viec": "see",
    "/nhat-ky": "audit",
    "/kinh-te": "see",
    "/ban-do": "see",
    "/tthc": "see",
    "/y-te": "see",
    "/khan-cap": "see",
    "/xa": "see",
    "/so-sanh": "see",
    "/bat-thuong": "see",
    "/bao-cao": "brief",
    "/kiem-tra": "verify",
    "/man-hinh/dieu-khien": "wall",
    "/danh-muc": "see",
    "/du-lieu": "see",
    "/nhan-du-lieu": "source",
    "/nhom": "see",
    "/van-hanh": "operate",
    "/khong-tim-thay": "see",
}

# Pages that Dash does not draw.
PLAIN_PAGES = {"/gui-so-lieu": "send", "/duyet-so-lieu": "approve"}

# Callbacks by module and name of the function that answers.
CALLBACKS = {
    "dash.dash.Dash.enable_pages.<locals>.router_sync.<locals>.update": "see",  # its pages are asked one by one
    "pages._contacts.connect.<locals>.act": "contacts",
    "pages._group.list_indicators": "see",
    "pages._group.redraw": "see",
    "pages._group.take_away": "export",
    "pages._group.tell_notes": "see",
    "pages._group.tell_source": "see",
    "pages._sources.tell_source": "see",
    "pages.ban_do.redraw": "see",
    "pages.ban_do.take_away": "export",
    "pages.ban_do.tell_source": "see",
    "pages.bao_cao.begin": "brief",
    "pages.bao_cao.edit": "brief",
    "pages.bao_cao.follow": "brief",
    "pages.bao_cao.keep": "brief",
    "pages.canh_bao.sign": "alert",
    "pages.danh_muc.download": "export",
    "pages.danh_muc.find": "see",
    "pages.danh_muc.show": "see",
    "pages.giao_viec.give": "direct",
    "pages.giao_viec.judge": "direct",
    "pages.giao_viec.report": "report",
    "pages.khan_cap.act": "event",
    "pages.khan_cap.follow": "see",
    "pages.khan_cap.redraw": "see",
    "pages.khan_cap.take_away": "export",
    "pages.kiem_tra.look": "verify",
    "pages.man_hinh.give_order": "wall",
    "pages.man_hinh.refresh": "wall",
    "pages.man_hinh.save_list": "wall",
    "pages.tthc.redraw": "see",
    "pages.tthc.take_away": "export",
    "pages.tthc.tell_source": "see",
    "pages.y_te.take_away": "export",
}


def of_route(rule: str) -> str | None:
    """What the addresses of a rule ask for; None when nothing says so."""
    if rule == FRONT:
        return PAGE
    return next((permission for beginning, permission in ROUTES if rule.startswith(beginning)), None)


def opens(reader: Reader, page: str) -> bool:
    """Whether a page, by the path that it is registered with, opens to a reader; an unknown one does not."""
    known = PAGES | PLAIN_PAGES
    return page in known and may(reader, known[page])


def closed_to(reader: Reader, pages: Iterable[str] = (*PAGES, *PLAIN_PAGES)) -> frozenset[str]:
    """The pages that do not open to a reader."""
    return frozenset(page for page in pages if not opens(reader, page))
