"""Room on a sheet: how wide its columns are, which all blocks of a section share, and where its printed pages end."""

from collections.abc import Sequence

from exports.briefing.model import Chart, Map, Paragraph, Section, Table

NARROW, USUAL, WIDEST = 8, 18, 44  # letters of a column: of running numbers, of others, of the longest words

USUAL_ROW = 20  # pixels
LETTER, CELL = 7, 5  # pixels of a letter of a column, and of the edges of a cell
FILLED = 1.15  # letters of Times New Roman where one of the usual letters of a column stands
MARGIN = 0.5  # inches of a page
PAGE = (297 / 25.4 - 2 * MARGIN, 210 / 25.4 - 2 * MARGIN)  # inches of A4 lying
DOTS = 96  # pixels of an inch
SLACK = 0.94  # programs differ in how high a row is


def lines(text: str, width: float) -> int:
    """How many lines a text needs in a column, or in several together."""
    return max(1, -(-len(text) // int(width * FILLED)))


def wide(section: Section, columns: Sequence[int], chart: int) -> int:
    """Pixels from the left edge of a sheet to the right edge of what stands farthest to the right."""
    edges = [0]
    for width in columns:
        edges.append(edges[-1] + width * LETTER + CELL)
    drawn = [edges[len(block.lines) + 1] + chart for block in section.blocks if isinstance(block, Chart)]
    return max([edges[-1], *drawn])


class Pages:
    """The pages of a sheet that is ``width`` pixels wide; what is added block by block is never cut in two."""

    def __init__(self, width: int) -> None:
        self.breaks: list[int] = []
        self._room = int(PAGE[1] * max(DOTS, width / PAGE[0]) * SLACK)  # printed as wide as the page at the most
        self._used = 0
        self._row = 0

    def add(self, row: int, height: int) -> None:
        """A block that begins at a row; the rows since the one before are of the usual height."""
        before = USUAL_ROW * max(0, row - self._row)
        if self._used + before + height > self._room and self._used:
            self.breaks.append(row)
            self._used = before = 0
        self._used += before + height
        self._row = row + max(1, round(height / USUAL_ROW))


def widths(section: Section, count: int) -> list[int]:
    """In letters, of the columns of a sheet: what stands in them reads well, whichever table it stands in."""
    found = [NARROW, *[USUAL] * (count - 1)]
    for block in section.blocks:
        for column, texts in enumerate(_texts(block)):
            longest = max((len(text) for text in texts), default=0)
            found += [USUAL] * (column + 1 - len(found))
            found[column] = max(found[column], min(WIDEST, longest + 2))
    return found


def _texts(block: Paragraph | Table | Chart | Map) -> list[list[str]]:
    """The words of each column that a block fills; of numbers none, they find room."""
    if isinstance(block, Table):
        return [
            [row[place].text for row in block.rows if row[place].value is None] for place in range(len(block.columns))
        ]
    if isinstance(block, Chart):
        return [list(block.categories)]
    return [[], [one.name for one in block.told[0].places]] if isinstance(block, Map) else []
