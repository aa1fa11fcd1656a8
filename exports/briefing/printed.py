"""A briefing as pages: PDF/A with embedded fonts, drawn as vectors, without a browser.

typst lays the pages out: one compiled library that needs nothing else, thirty times faster than printing a page of
HTML.  What is said goes to it as data beside the layout, so no text of anybody becomes markup.
"""

import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import typst

from exports.briefing import chart_drawing, map_drawing, word_head
from exports.briefing.model import KEPT_OPEN, Block, Briefing, Chart, Map, Paragraph, Table
from exports.briefing.numbering import captions, roman
from exports.briefing.pictures import FONTS
from exports.briefing.word import ORIGIN_COLUMNS, foot, told_of

LAYOUT = Path(__file__).with_suffix(".typ")
STANDARD: Final = "a-2b"  # fonts and colours inside the file, readable in fifty years


def to_pdf(briefing: Briefing) -> bytes:
    """The whole briefing as a .pdf."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(LAYOUT, folder / LAYOUT.name)
        told = _Told(briefing, folder).told()
        (folder / "data.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        return _compiled(folder / LAYOUT.name)


def _compiled(layout: Path) -> bytes:
    """Archival pages; a sign that no font of ours has (an emoji) is a box, and such pages are not archival."""
    try:
        made = typst.compile(str(layout), font_paths=list(FONTS), ignore_system_fonts=True, pdf_standards=STANDARD)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        made = typst.compile(str(layout), font_paths=list(FONTS), ignore_system_fonts=True)
    return bytes(made[0] if isinstance(made, list) else made)


class _Told:
    """The briefing as the layout reads it; charts and maps are drawn into files beside it."""

    def __init__(self, briefing: Briefing, folder: Path) -> None:
        self.briefing, self.folder = briefing, folder
        self.captions = captions(briefing)
        self.rows = {one.key: row for row, one in enumerate(briefing.origins, start=1)}
        self.drawn = 0

    def told(self) -> dict[str, Any]:
        one = self.briefing
        head = one.letterhead
        when = f"ngày {one.on.day:02d} tháng {one.on.month:02d} năm {one.on.year}"
        return {
            "letterhead": {
                "above": word_head.unbroken(head.above), "office": word_head.unbroken(head.office),
                "signs_as": head.signs_as,
                "signer": head.signer or KEPT_OPEN, "receivers": list(head.receivers) or [KEPT_OPEN],
            },
            "country": word_head.COUNTRY, "motto": word_head.MOTTO,
            "number": f"Số: {head.number or KEPT_OPEN}/{head.symbol}",
            "place_and_date": f"{head.place or KEPT_OPEN}, {when}",
            "on": [one.on.year, one.on.month, one.on.day],
            "name": one.name, "subject": one.subject, "mark": one.mark, "foot": foot(one), "about": list(one.told()),
            "sections": [
                {"title": f"{roman(place)}. {part.title.upper()}", "blocks": [self._block(b) for b in part.blocks]}
                for place, part in enumerate(one.sections, start=1)
            ],
            "origins": self._origins(),
        }  # fmt: skip

    def _block(self, block: Block) -> dict[str, Any]:
        if isinstance(block, Paragraph):
            words = [{"text": one.text, "row": self.rows.get(one.key, 0)} for one in block.words]
            return {"is": "paragraph", "is_item": block.is_item, "words": words}
        caption = {"caption": self.captions[id(block)]}
        if isinstance(block, Table):
            rows = [[{"text": cell.text, "row": self.rows.get(cell.key, 0)} for cell in row] for row in block.rows]
            heads = {"heads": [one.name for one in block.columns], "kinds": [one.kind for one in block.columns]}
            return {"is": "table", "rows": rows, "note": block.note, **heads, **caption,
                    "widths": [one.width for one in block.columns]}  # fmt: skip
        if isinstance(block, Chart):
            note, about = told_of(block), f"{block.title} ({block.unit}). {block.about}"
            return {
                "is": "picture",
                "file": self._file(chart_drawing.svg(block)),
                "note": note,
                "alt": about,
                **caption,
            }
        return {"is": "picture", **caption, **self._map(block)}

    def _map(self, drawn: Map) -> dict[str, str]:
        note = f"Nguồn: {drawn.source}." if drawn.source else ""
        about = f"{drawn.title}. {drawn.measure}. {drawn.about}"
        return {"file": self._file(map_drawing.svg(drawn, self.briefing.mark)), "note": note, "alt": about}

    def _file(self, svg: str) -> str:
        self.drawn += 1
        name = f"drawing-{self.drawn}.svg"
        (self.folder / name).write_text(svg, encoding="utf-8")
        return name

    def _origins(self) -> dict[str, Sequence[Any]]:
        rows = [
            [one.what, one.period, one.area, f"{one.figure} {one.unit}".strip(), f"{one.source}; {one.file}", one.known]
            for one in self.briefing.origins
        ]
        columns = ORIGIN_COLUMNS
        about = {"heads": [one.name for one in columns], "kinds": [one.kind for one in columns]}
        return {**about, "widths": [one.width for one in columns], "rows": rows}
