"""The four files of a briefing, read back by other programs than those that wrote them."""

import io
import math
import re
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import openpyxl
from docx import Document
from pptx import Presentation

from exports.briefing import drawing, scatter
from exports.briefing.model import Block, Chart, Map, Paragraph, Table

Series = tuple[float | None, ...]


@dataclass
class Read:
    """Words in one line; the cells of tables; the series of charts; the drawings of maps as SVG; numbers of sheets."""

    words: str
    cells: list[str] = field(default_factory=list)
    series: list[Series] = field(default_factory=list)
    drawings: list[str] = field(default_factory=list)
    numbers: list[float] = field(default_factory=list)


def line(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())


def word(content: bytes) -> Read:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for cell in table._cells]
    parts = {str(part.partname): part.blob for part in document.part.package.iter_parts()}
    books = sorted((name for name in parts if name.startswith("/word/embeddings/")), key=_number)
    drawn = [blob.decode() for name, blob in sorted(parts.items()) if name.endswith(".svg")]
    series = [one for name in books for one in _columns(parts[name])]
    return Read(line([*(one.text for one in document.paragraphs), *cells]), cells, series, drawn)


def slides(content: bytes) -> Read:
    deck = Presentation(io.BytesIO(content))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    cells = [cell.text for shape in shapes if shape.has_table for cell in shape.table.iter_cells()]
    series = [tuple(one.values) for shape in shapes if shape.has_chart for one in shape.chart.plots[0].series]
    drawn = [part.blob.decode() for part in deck.part.package.iter_parts() if str(part.partname).endswith(".svg")]
    told = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    return Read(line([*told, *cells]), cells, series, drawn)


def sheets(content: bytes) -> Read:
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    numbers = [float(one) for one in found if isinstance(one, int | float)]
    told = [one for one in found if isinstance(one, str)]
    series = []
    for sheet in book:
        for chart in sheet._charts:
            for one in chart.series:
                where = (one.yVal if chart.tagname == "scatterChart" else one.val).numRef.f.rpartition("!")[2]
                series.append(tuple(cell.value for (cell,) in sheet[where.replace("$", "")]))
    return Read(line(told), told, series, [], numbers)


def pages(content: bytes) -> Read:
    """As ``pdftotext`` reads them: words only."""
    read = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True)
    return Read(line([re.sub(r"\n\d+\n?\f", "\n", read.stdout.decode())]))


READERS: dict[str, Callable[[bytes], Read]] = {"docx": word, "pptx": slides, "xlsx": sheets, "pdf": pages}


def _number(name: str) -> int:
    return int("".join(re.findall(r"\d", name)) or 0)


def _columns(book: bytes) -> list[Series]:
    """The series of a chart as they stand in the workbook inside it."""
    sheet = openpyxl.load_workbook(io.BytesIO(book)).worksheets[0]
    first, *others = list(zip(*sheet.iter_rows(min_row=2, values_only=True), strict=True))
    assert all(first)
    return [tuple(None if one is None else float(one) for one in column) for column in others]


def missing(block: Block, read: Read) -> list[str]:
    """What a file does not say of a block of the briefing; nothing where all of it is there."""
    if isinstance(block, Paragraph):
        return [] if line([block.text]) in read.words else [block.text]
    if isinstance(block, Table):
        return [cell.text for row in block.rows for cell in row if not _has(read, cell.text, cell.value)]
    return _of_chart(block, read) if isinstance(block, Chart) else _of_map(block, read)


def _has(read: Read, text: str, value: float | None) -> bool:
    if value is not None and read.numbers:
        return _is_in(value, read.numbers)
    told = line([text])
    if read.cells:
        return told in [line([one]) for one in read.cells] or (len(told) > 140 and told[:139] in read.words)
    return told.replace(" ", "") in read.words.replace(" ", "")  # a cell of a page may be broken anywhere


def _is_in(value: float, numbers: Sequence[float]) -> bool:
    """A workbook keeps sixteen digits of a number."""
    return any(math.isclose(value, one, rel_tol=1e-14) for one in numbers)


def _of_chart(chart: Chart, read: Read) -> list[str]:
    if not read.series:  # of pages: what is written beside bars, and at the end of a line
        now = chart.lines[0].values
        known = [one for one in now if one is not None]
        told = known if chart.kind == "bar" else known[-1:] if chart.kind == "line" else []
        return [one for one in map(drawing.figure, told) if one not in read.words]
    lines = chart.lines if chart.kind != scatter.KIND else chart.lines[1:]
    wanted = [_plain(one.values, drop=chart.kind == scatter.KIND) for one in lines]
    found = [_plain(one, drop=chart.kind == scatter.KIND) for one in read.series]
    return [f"{chart.title}: {one}" for one in wanted if one not in found]


def _plain(values: Sequence[float | None], *, drop: bool) -> Series:
    return tuple(None if one is None else float(one) for one in values if one is not None or not drop)


def _of_map(drawn: Map, read: Read) -> list[str]:
    """Workbooks tell each value, the others the classes with the shapes that are in each."""
    if read.numbers:
        values = [one.value for frame in drawn.told for one in frame.places if one.value is not None]
        return [str(one) for one in values if not _is_in(one, read.numbers)]
    if read.drawings:
        wanted = [_shapes(drawn, level) for level in range(len(drawn.colours))]
        found = [[one.count(_fill(drawn, colour)) for colour in drawn.colours] for one in read.drawings]
        return [] if wanted in found else [f"{drawn.title}: {wanted}, not in {found}"]
    return [one for one in drawn.labels if one not in read.words]


def _shapes(drawn: Map, level: int) -> int:
    return sum(one.level == level for frame in drawn.told for one in frame.places)


def _fill(drawn: Map, colour: str) -> str:
    """How a shape, or a circle, of a class is written; its line of the legend is written otherwise."""
    return f'fill="{colour}" fill-opacity' if drawn.symbols else f'fill="{colour}" stroke="#FFFFFF"'
