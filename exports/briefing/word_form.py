"""The province's own template for Word: its head, foot and styles stay, the briefing stands where {nội dung} is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from exports.briefing import forms
from exports.briefing.forms import APPENDIX, CONTENT, FormError
from exports.briefing.model import Briefing

REMEDY = "Lưu lại mẫu từ Word dưới dạng .docx, hoặc bỏ mẫu để dùng thể thức của Chiso."


class Form:
    """An opened template that is written into: at its end first, then moved to where it belongs."""

    def __init__(self, path: Path) -> None:
        """Opens a template.

        Raises:
            FormError: the file is no Word file, is damaged, or has no slot for the content.
        """
        self.document = forms.read(path, docx.Document, "mẫu", "Word", REMEDY)
        self.slots = {name for one in _paragraphs(self.document) for name in forms.named(one.text)}
        if CONTENT not in self.slots or (content := _anchor(self.document, CONTENT)) is None:
            raise FormError(
                f"Mẫu {path.name} không có ô {{{CONTENT}}} trên một dòng riêng ngoài bảng, nên không biết đặt các mục "
                f"ở đâu. Thêm ô này vào mẫu, hoặc bỏ mẫu để dùng thể thức của Chiso."
            )
        self._places = {CONTENT: content, APPENDIX: _anchor(self.document, APPENDIX)}

    @property
    def width(self) -> int:
        """Between the margins of the first section."""
        section = self.document.sections[0]
        sizes = (section.page_width, section.left_margin, section.right_margin)
        page, left, right = (int(size or 0) for size in sizes)
        return page - left - right

    def fill(self, briefing: Briefing) -> None:
        """Every slot but those of content and appendix; what the template has no slot for is said all the same."""
        known = forms.values(briefing)
        for one in _paragraphs(self.document):
            forms.fill(one, known)

    def has_place(self, name: str) -> bool:
        return self._places.get(name) is not None

    def settle(self, name: str, first: int) -> None:
        """Moves what was written from the element ``first`` of the body on to where the slot stands, and drops it."""
        place = self._places[name]
        if place is None:
            return
        written = self.elements()[first:]
        for element in written:
            place._p.addprevious(element)
        place._p.getparent().remove(place._p)

    def elements(self) -> list[Any]:
        """Paragraphs and tables of the body, in their order."""
        body = self.document.element.body
        return [one for one in body if not one.tag.endswith("}sectPr")]


def examined(path: Path) -> str:
    """What is wrong with a template that can be used all the same: slots that nobody knows; "" where nothing is.

    Raises:
        FormError: it cannot be used.
    """
    form = Form(path)
    return forms.told_unknown(path.name, form.slots, [CONTENT, APPENDIX, *forms.SLOTS])


def _anchor(document: Document, name: str) -> Paragraph | None:
    """The paragraph of the body that is nothing but this slot."""
    return next((one for one in document.paragraphs if forms.named(one.text) == [name] and _is_alone(one)), None)


def _is_alone(paragraph: Paragraph) -> bool:
    return forms.SLOT.fullmatch(paragraph.text.strip()) is not None


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    """Every paragraph: of the body, of tables in tables, of heads and feet."""
    yield from _inside(document)
    for section in document.sections:
        for part in (section.header, section.first_page_header, section.even_page_header,
                     section.footer, section.first_page_footer, section.even_page_footer):  # fmt: skip
            if not part.is_linked_to_previous:
                yield from _inside(part)


def _inside(holder: Any) -> Iterator[Paragraph]:
    for one in holder.iter_inner_content():
        if isinstance(one, Table):
            cells = {cell._tc: cell for row in one.rows for cell in row.cells}
            for cell in cells.values():
                yield from _inside(cell)
        else:
            yield one
