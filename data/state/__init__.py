"""What people do in the app: confirmations, acknowledgements, tasks, drafts.  Apart from the warehouse, and kept.

``store``     the one way to the database: SQLite beside the warehouse, or PostgreSQL by ``CHISO_STATE_URL``
``tables``    its tables, declared once, those of ``account_tables`` and ``directive_tables`` with them; ``migrations``
              lead from each earlier shape to this one
``journal``   who did what when, added to and never changed
``accounts``  who may sign in, as whom; ``sessions``: who is signed in
"""

from data.state import account_tables, directive_tables, tables  # all: whoever opens the database knows its whole shape

__all__ = ["account_tables", "directive_tables", "tables"]
