"""Sentences in the place of a figure: what is known, and what can be done."""

from typing import Any, Literal

from dash import html

from components.attributes import attrs
from components.icons import icon
from components.words import word

Tone = Literal["info", "warn", "bad"]
_PICTURE: dict[str, str] = {"info": "info-circle", "warn": "hourglass-split", "bad": "exclamation-triangle"}


def message(sentence: Any, *, tone: Tone = "info", remedy: Any = None, actions: Any = None) -> html.Div:
    """``sentence`` says what is known, ``remedy`` what to try; "bad" is announced to screen readers at once."""
    parts = [html.P(sentence), *([html.P(remedy, className="message-remedy")] if remedy else [])]
    return html.Div(
        [icon(_PICTURE[tone]), html.Div([*parts, *([actions] if actions is not None else [])])],
        className=f"message is-{tone}",
        role="alert" if tone == "bad" else "status",
    )


def empty(what: str, *, nearest: str = "", lang: str = "vi") -> html.Div:
    """Nothing was published for ``what`` ("Tháng 3/2019"); ``nearest`` names periods that have data."""
    if lang == "en":
        return message(f"No data for {what}.", remedy=f"Nearest with data: {nearest}." if nearest else None)
    return message(f"Chưa có số liệu của {what}.", remedy=f"Kỳ gần nhất có số liệu: {nearest}." if nearest else None)


def late(what: str, agency: str, days: int, *, last: str = "", lang: str = "vi") -> html.Div:
    """``agency`` owes ``what`` since ``days``; ``last`` is the newest period received."""
    if lang == "en":
        return message(
            f"{agency} is {days} days late with {what}.",
            tone="warn",
            remedy=f"Newest received: {last}." if last else None,
        )
    return message(
        f"{agency} chậm gửi {what} {days} ngày.",
        tone="warn",
        remedy=f"Số liệu mới nhất đã nhận: {last}." if last else None,
    )


def failed(reference: str, *, lang: str = "vi") -> html.Div:
    """Something broke here; the reference finds it in the log."""
    if lang == "en":
        return message(
            "This part could not be shown.",
            tone="bad",
            remedy=f"Reload the page; if it happens again, quote reference {reference}.",
        )
    return message(
        "Không hiển thị được phần này.",
        tone="bad",
        remedy=f"Tải lại trang; nếu vẫn lỗi, báo cho quản trị viên mã {reference}.",
    )


def simulated(*, lang: str = "vi") -> html.Span:
    """The mark that stands beside simulated figures."""
    return html.Span(word("simulated", lang), className="mark-simulated")


def skeleton(lines: int = 3) -> html.Div:
    """Grey bars that hold the place while data is on its way."""
    return html.Div(
        [html.Div(className="skeleton-line") for _ in range(lines)],
        className="skeleton",
        **attrs({"aria-hidden": "true"}),
    )
