"""Long tables of millions of rows, read by sets: what is surely sound never becomes a Python object.

``survey`` looks at the bytes; ``coding`` turns rows into numbers in DuckDB, by look-up in what every distinct text
means (``meanings``); ``doubted`` sends each row that is not surely sound the same way as the rows of a small file;
``suspects`` finds the few blocks of values in which the checks could find anything; ``outcome`` puts it together.

The meaning of texts, the words of refusals and the verdicts come from the modules that small files are read with; what
is here only decides which rows need not be looked at one by one.
"""
