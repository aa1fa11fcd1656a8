"""What people do in the app: confirmations, acknowledgements, tasks, drafts.  Apart from the warehouse, and kept.

``store``     the one way to the database: SQLite beside the warehouse, or PostgreSQL by ``CHISO_STATE_URL``
``tables``    its tables, declared once, those of the other modules of tables with them; ``migrations``
              lead from each earlier shape to this one
``journal``   who did what when, added to and never changed
``accounts``  who may sign in, as whom; ``sessions``: who is signed in
``submissions``  what officers send, from draft to published; ``period_locks``: what is no longer taken
"""

from data.state import (  # all: whoever opens the database knows its whole shape
    account_tables,
    audit_tables,
    directive_tables,
    submission_tables,
    tables,
)

__all__ = ["account_tables", "audit_tables", "directive_tables", "submission_tables", "tables"]
