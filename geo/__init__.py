"""The map room: area codes, names, and the boundaries that we publish.  Imports nothing of ours.

``areas``        the 34 provinces, 3,321 communes, 10,040 former wards, and how the former became the new
``names``        from what people write to a commune code, without ever guessing silently
``boundaries``   the GeoJSON that a map is drawn from: imported official set, or the built approximate one
``importer``     from a province's boundary file to an imported set
``approximate``  how the approximate set was computed
``build``        how the tables in ``geo/built`` were made; not needed at run time
"""
