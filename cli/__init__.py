"""The command line: thin words around what the other rooms do."""
