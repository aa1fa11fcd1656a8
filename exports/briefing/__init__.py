"""A briefing written as Word, slides, workbook or pages: each of them from the same plain data (``model``)."""
