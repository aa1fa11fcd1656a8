"""What is said to whoever is not let in."""

from html import escape

WORDS = {
    "nobody": (
        "Phiên làm việc đã hết hoặc chưa đăng nhập. Đăng nhập rồi làm lại.",
        "The session has ended or nobody is signed in. Sign in and try again.",
    ),
    "closed": (
        "Tài khoản này không được mở phần này. Nếu công việc cần đến, đề nghị quản trị viên cấp quyền.",
        "This account may not open this part. If your work needs it, ask the administrator.",
    ),
    "foreign": (
        "Yêu cầu không đến từ một trang của Chiso đang mở, nên không được thực hiện. Tải lại trang rồi làm lại.",
        "The request did not come from an open page of Chiso and was not carried out. Reload the page and try again.",
    ),
    "title": ("Không được phép", "Not allowed"),
    "sign_in": ("Đăng nhập bằng tài khoản khác", "Sign in with another account"),
    "front": ("Về trang đầu", "To the front page"),
    "away": ("Tạm thời không dùng được", "Not available for the moment"),
    "again": ("Thử lại", "Try again"),
}


def say(key: str, lang: str = "vi") -> str:
    """A sentence in one of LANGUAGES."""
    return WORDS[key][1 if lang == "en" else 0]


def page(sentence: str, lang: str = "vi", *, is_away: bool = False) -> str:
    """The refusal as a page of its own: plain HTML without scripts; ``is_away``: nobody could be let in now."""
    title = escape(say("away" if is_away else "title", lang))
    ways = {"": "again"} if is_away else {"/": "front", "/dang-nhap": "sign_in"}
    links = " · ".join(f'<a href="{way}">{escape(say(key, lang))}</a>' for way, key in ways.items())
    return (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title} · Chiso</title>"
        '<body style="font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem">'
        f"<h1>{title}</h1><p>{escape(sentence)}</p>"
        f"<p>{links}</p></body></html>"
    )
