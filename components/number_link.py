"""A number within a text or a table that opens its source."""

from typing import Any

from components.wire import Element, element
from components.words import word
from data.answers import NumberKey


def number_link(shown: str, key: NumberKey, at: str, lang: str = "vi") -> Element:
    """``shown`` as a button; ``at`` tells the places apart where the same number stands twice on a page."""
    told: dict[str, Any] = {"type": "source", "key": key.text(), "at": at}
    title = word("source_of", lang, name=shown)
    return element("Button", shown, "sentence-number source-link", id=told, type="button", title=title)
