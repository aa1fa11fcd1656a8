"""The province's own template for slides: whether it can be used, and which of its layouts are which."""

import zipfile
from pathlib import Path
from typing import Any

from lxml.etree import XMLSyntaxError
from pptx import Presentation
from pptx.exc import PackageNotFoundError

LARGEST = 50_000_000  # bytes


class DeckError(Exception):
    """A template that cannot be used; the message is a Vietnamese sentence with its remedy."""


def opened(path: Path) -> tuple[Any, Any, Any]:
    """The deck without its own slides, the layout of its cover, and the layout of every other slide.

    Raises:
        DeckError: the file is no PowerPoint file, is damaged, or has no layout with a title.
    """
    remedy = "Lưu lại mẫu từ PowerPoint dưới dạng .pptx, hoặc bỏ mẫu để dùng mẫu của Chiso."
    if not path.exists() or path.stat().st_size > LARGEST:
        raise DeckError(f"Không dùng được mẫu trình chiếu {path.name}: tệp không có hoặc lớn hơn 50 MB. {remedy}")
    try:
        deck: Any = Presentation(str(path))
        titled = [layout for layout in deck.slide_layouts if any(_is_title(one) for one in layout.placeholders)]
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, XMLSyntaxError, AttributeError) as error:
        raise DeckError(f"Mẫu trình chiếu {path.name} bị hỏng hoặc không phải tệp PowerPoint. {remedy}") from error
    if not titled:
        raise DeckError(f"Mẫu trình chiếu {path.name} không có bố cục nào chứa ô tiêu đề (Title). {remedy}")
    _drop_slides(deck)
    fewest = min(titled, key=lambda layout: len(list(layout.placeholders)))
    return deck, titled[0], fewest


def _is_title(placeholder: Any) -> bool:
    return placeholder.placeholder_format.idx == 0


def _drop_slides(deck: Any) -> None:
    """Without the slides that a template was drawn with."""
    listed = deck.slides._sldIdLst
    for one in list(listed):
        deck.part.drop_rel(one.rId)
        listed.remove(one)
