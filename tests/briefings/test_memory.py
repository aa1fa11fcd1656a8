"""A process that writes briefings keeps nothing of a file that is written."""

import gc
from pathlib import Path

import pytest
from docx.document import Document
from docx.parts.document import DocumentPart
from pptx.parts.presentation import PresentationPart
from pptx.parts.slide import SlidePart
from xlsxwriter.worksheet import Worksheet

from briefings.issuing import KINDS
from briefings.outline import Part
from tests.briefings.shelf import composed, fill, outline

TREES = (Document, DocumentPart, PresentationPart, SlidePart, Worksheet)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("kho"))


@pytest.mark.parametrize("kind", list(KINDS))
def test_nothing_of_a_written_file_stays_in_memory(kept, kind):
    briefing = composed(kept, outline(Part("economy", "group", "economy", shows=("text", "chart", "table")))).briefing
    gc.collect()
    gc.disable()  # so that nothing is freed by chance
    try:
        assert KINDS[kind](briefing)
        left = [one for one in gc.get_objects() if isinstance(one, TREES)]
    finally:
        gc.enable()
    assert not left
