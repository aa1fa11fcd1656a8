"""Pictograms, drawn by the style sheet as masks so that they take the colour of the text (Bootstrap Icons, MIT)."""

from typing import Final

from dash import html

from components.attributes import attrs

# The picture of a page group; names are those of ``assets/80-icons.css``.
OF_PAGE: Final[dict[str, str]] = {
    "overview": "grid",
    "economy": "graph-up-arrow",
    "society": "people",
    "environment": "tree",
    "commune": "geo-alt",
    "government": "bank",
    "tthc": "file-earmark-check",
    "health": "heart-pulse",
    "emergency": "exclamation-triangle",
    "education": "mortarboard",
    "construction": "buildings",
    "transport": "truck",
    "land": "map",
    "agriculture": "flower1",
    "tourism": "compass",
    "culture": "trophy",
    "media": "broadcast",
    "enterprise": "shop",
    "labour": "person-workspace",
    "social_protection": "umbrella",
    "programmes": "flag",
    "ocop": "basket",
    "security": "shield-check",
    "feedback": "chat-dots",
    "administration": "journal-text",
    "tasks": "check2-square",
    "alerts": "exclamation-triangle",
    "sending": "upload",
    "approving": "clipboard-data",
    "directives": "check2-square",
    "maps": "pin-map",
    "profile": "house",
    "compare": "circle-half",
    "odd": "info-circle",
    "quality": "clipboard-data",
    "upkeep": "shield-check",
    "catalogue": "book",
    "briefings": "file-earmark-text",
    "wall": "display",
    "audit": "shield-check",
    "deliveries": "upload",
}


def icon(name: str) -> html.Span:
    """A decorative pictogram; whatever it stands beside or in must say the same in words."""
    return html.Span(className=f"icon icon-{name}", **attrs({"aria-hidden": "true"}))
