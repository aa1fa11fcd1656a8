"""The warehouse, the catalogue and every question that is asked of them; see ``docs/architecture.md``."""

import pandas as pd

# Our frames are short and many: a page or a check of a workbook works on some hundred rows at a time.  There the fixed
# cost of every operation on Arrow text is most of the time (a filter change: 2.8 times the raw query, so 2.2).
pd.set_option("mode.string_storage", "python")
