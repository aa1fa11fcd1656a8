"""A number within a text or a table that opens its source."""

from typing import Any

from components.wire import Element, element
from components.words import word
from data.keys import Key


def number_link(shown: str, key: Key, at: str, lang: str = "vi") -> Element:
    """``shown`` as a button; ``at`` tells the places apart where the same number stands twice on a page."""
    return source_button(shown, key.text(), at, shown, lang, "sentence-number source-link")


def source_button(
    shown: Any, key: str, at: str, name: str, lang: str = "vi", class_name: str = "source-link"
) -> Element:
    """What is ``shown`` as a button to the source of ``key`` (``data.keys``, as text); ``name`` says of what."""
    told = {"type": "source", "key": key, "at": at}
    title = word("source_of", lang, name=name)
    return element("Button", shown, class_name, id=told, type="button", title=title)
