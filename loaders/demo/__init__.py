"""The demo: deliveries that nobody sent, written as workbooks in the real layouts and loaded through the real loaders.

``recipes``    how big each indicator is and how it moves, from ``recipes.csv``
``rules``      the same for every other indicator, by patterns of codes, from ``rules.csv``
``land``       the communes of a province: how the weight of a thing spreads over towns, fields and hills
``world``      every indicator of a province, month by month, consistent with the others
``trouble``    what goes wrong: late, missing, corrected and dirty cells
``tables``  long tables as CSV (monthly tables and commune matrices are written by ``loaders.workbooks``)
``schedule``   which file is sent when
``moments``    weeks, days and hours of the recent past
``texts``      bulletins and notes, from ``texts.csv``
``lists``      registers: petitions, tasks, projects, enterprises, risk points …, from ``lists.csv``
``published``  figures that were really published, with their sources; they are not simulated
``linked``     what the other provinces tell, to be held against this one
``run``        all of it, loaded and kept

Everything depends on the province, the indicator and the seed only: the same day gives the same files, byte by byte.
"""
