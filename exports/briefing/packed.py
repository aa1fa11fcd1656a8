"""Files of Office whose bits are settled by what stands in them: no clock of the machine that wrote them."""

import io
import re
import zipfile
from datetime import date

MOMENT = (1980, 1, 1, 0, 0, 0)  # of every part; the earliest that a zip can say
ABOUT, BOOK = "docProps/core.xml", ".xlsx"
WRITTEN = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def settled(content: bytes, on: date) -> bytes:
    """The same file, and workbooks inside it, with ``on`` as the day of its making and no other time."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(held, "w") as after:
        for one in before.infolist():
            told = zipfile.ZipInfo(one.filename, MOMENT)
            told.compress_type, told.external_attr = one.compress_type, one.external_attr
            after.writestr(told, _settled(one.filename, before.read(one), on))
    return held.getvalue()


def _settled(name: str, part: bytes, on: date) -> bytes:
    if name.endswith(BOOK):
        return settled(part, on)
    return WRITTEN.sub(rb"\g<1>" + f"{on}T00:00:00Z".encode(), part) if name == ABOUT else part
