"""Elements as the browser gets them: plain dictionaries, for tables of hundreds of rows.

Dash's classes check every property of every element, which for a table costs more than all its queries; the figures
are plain for the same reason.  The tests make the classes from these once, so nothing goes unchecked.
"""

from typing import Any

Element = dict[str, Any]


def element(kind: str, children: Any = None, class_name: str = "", **props: Any) -> Element:
    """An HTML element ("Td") on its way to the browser; children are texts, elements, components, or lists of them."""
    told = {"children": children, **props}
    if class_name:
        told["className"] = class_name
    return {"type": kind, "namespace": "dash_html_components", "props": told}


def labelled(kind: str, children: Any, label: str, class_name: str = "") -> Element:
    """A cell that says its column, for screens on which the table is a stack."""
    return element(kind, children, class_name, **{"data-label": label})
