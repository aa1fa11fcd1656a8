"""What people do in the app: confirmations, acknowledgements, tasks, drafts.  Apart from the warehouse, and kept.

``store``    the one way to the database: SQLite beside the warehouse, or PostgreSQL by ``CHISO_STATE_URL``
``tables``   its tables, declared once; ``migrations`` lead from each earlier shape to this one
``journal``  who did what when, added to and never changed
"""
