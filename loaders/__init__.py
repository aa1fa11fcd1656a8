"""Deliveries: what departments send is read, checked and kept; what cannot be trusted is refused.

``readers``    a workbook, a CSV file or a query as grids of cells, nothing dropped
``sources``    what is asked instead of sent: web, databases; and a watched folder
``layouts``    what a report looks like and what its columns mean, as TOML files
``headers``    finds a layout's header in a grid, by its texts
``drift``      columns that differ from the layout: told with a proposal, the sound ones load
``normalise``  cells to observations, each refused cell with its reason
``delivery``   one file as it was understood, kept whole or not at all
``pipeline``   the whole way: ``read_delivery`` and ``preview``
``template``   empty forms that are read back, written by ``workbooks``
``draft``      a first layout for a workbook that no layout knows
"""
