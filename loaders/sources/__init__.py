"""Sources that are asked instead of sending: declared in TOML files, each answer as one sheet.

``declared``   what a source is: its address, what its fields mean
``web``        asks an address, with time-outs and repeated attempts
``records``    a JSON answer checked against its declaration, as a sheet
``portal``     scores as the National Public Service Portal answers them, as a sheet
``last_good``  the newest answer that could be used, kept for when the next one cannot
``answers``    the whole way from a declaration to a sheet
``folder``     a watched folder: which files in it are complete and not yet taken
"""
