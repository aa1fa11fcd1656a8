"""Maps as pictures for files that want one: the drawing itself, and the same as dots for readers without vectors.

typst draws the dots: the library that writes our pages too, with the fonts that we bring.
"""

import tempfile
from functools import lru_cache
from pathlib import Path

import fontpkg_be_vietnam_pro
import typst

FONTS = (
    str(Path(__file__).parent / "fonts"),
    str(Path(fontpkg_be_vietnam_pro.__file__).parent / "files"),
)
DOTS_PER_INCH = 300
WIDTH_MM = 165


@lru_cache(maxsize=32)
def png(svg: str, width_mm: float = WIDTH_MM) -> bytes:
    """The drawing at 300 dots to the inch."""
    page = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.svg", width: {width_mm}mm)'
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "drawing.svg").write_text(svg, encoding="utf-8")
        (Path(folder) / "page.typ").write_text(page, encoding="utf-8")
        made = typst.compile(
            str(Path(folder) / "page.typ"),
            format="png",
            ppi=DOTS_PER_INCH,
            font_paths=list(FONTS),
            ignore_system_fonts=True,
        )
    return bytes(made[0] if isinstance(made, list) else made)
