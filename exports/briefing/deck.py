"""The province's own template for slides: whether it can be used, and which of its layouts are which."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pptx import Presentation

from exports.briefing import forms
from exports.briefing.forms import FormError
from exports.briefing.model import Briefing

REMEDY = "Lưu lại mẫu từ PowerPoint dưới dạng .pptx, hoặc bỏ mẫu để dùng mẫu của Chiso."


def opened(path: Path) -> tuple[Any, Any, Any]:
    """The deck without its own slides, the layout of its cover, and the layout of every other slide.

    Raises:
        FormError: the file is no PowerPoint file, is damaged, or has no layout with a title.
    """
    deck, titled = forms.read(path, _deck, "mẫu trình chiếu", "PowerPoint", REMEDY)
    if not titled:
        raise FormError(f"Mẫu trình chiếu {path.name} không có bố cục nào chứa ô tiêu đề (Title). {REMEDY}")
    _drop_slides(deck)
    fewest = min(titled, key=lambda layout: len(list(layout.placeholders)))
    return deck, titled[0], fewest


def _deck(path: str) -> tuple[Any, list[Any]]:
    """A deck, and those of its layouts that have a title."""
    deck: Any = Presentation(path)
    return deck, [layout for layout in deck.slide_layouts if any(_is_title(one) for one in layout.placeholders)]


def fill(deck: Any, briefing: Briefing) -> None:
    """The slots that stand on the master and the layouts, and so on every slide that is made of them."""
    known = {name: told.replace("\n", " ") for name, told in forms.values(briefing).items()}
    for paragraph in _paragraphs(deck):
        forms.fill(paragraph, known)


def examined(path: Path) -> str:
    """What is wrong with a template that can be used all the same: slots that nobody knows; "" where nothing is.

    Raises:
        FormError: it cannot be used.
    """
    deck, _, _ = opened(path)
    found = [name for paragraph in _paragraphs(deck) for name in forms.named(paragraph.text)]
    return forms.told_unknown(path.name, found, forms.SLOTS)


def _paragraphs(deck: Any) -> Iterator[Any]:
    for sheet in (sheet for master in deck.slide_masters for sheet in (master, *master.slide_layouts)):
        for shape in sheet.shapes:
            if shape.has_text_frame:
                yield from shape.text_frame.paragraphs


def _is_title(placeholder: Any) -> bool:
    return placeholder.placeholder_format.idx == 0


def _drop_slides(deck: Any) -> None:
    """Without the slides that a template was drawn with."""
    listed = deck.slides._sldIdLst
    for one in list(listed):
        deck.part.drop_rel(one.rId)
        listed.remove(one)
