"""Kinh tế: what is off plan, in which communes, and since when."""

from typing import Any

from dash import register_page

from components import frame, messages
from data import about, catalogue
from data.engine import WarehouseError
from pages import _group

PATH = "/kinh-te"
SCOPE = _group.Scope(("economy", "government"))

register_page(
    __name__, path=PATH, name="Kinh tế", title="Kinh tế · Chiso", order=10, needed_early=lambda: _group.NEEDED_EARLY
)


def layout(**params: str) -> Any:
    """The page for a link; without a warehouse a sentence that says how to get one."""
    lang = frame.language()
    try:
        return _group.layout(SCOPE, params)
    except WarehouseError as error:
        told = about.about(catalogue.sets()[next(iter(catalogue.sets()))].province_code).told()
        return frame.page(messages.message(str(error), tone="warn"), active=PATH, lang=lang, **told)
