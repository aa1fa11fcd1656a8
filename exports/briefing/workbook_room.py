"""How wide the columns of a sheet are: all blocks of a section share them."""

from exports.briefing.model import Chart, Map, Paragraph, Section, Table

NARROW, USUAL, WIDEST = 8, 18, 44  # letters of a column: of running numbers, of others, of the longest words


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
