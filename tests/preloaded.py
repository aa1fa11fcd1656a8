"""What every process that the tests start has read already: once, by the server that they are forked from.

A load that is killed at any moment is then killed at its work, not while it reads what comes with the program.
"""

import cli.main  # noqa: F401  # the whole program
from data import catalogue
from geo import names
from loaders import layouts, matrix

catalogue.indicators()
names.match("Xã Thắng Mố", "08")
names.by_code("00829")
for layout in layouts.known().values():
    matrix.accepted(layout, tuple(catalogue.sets()))
