"""How fast the house is, measured: ``make bench``, or ``python -m tests.benchmarks [NAME ...]``."""
