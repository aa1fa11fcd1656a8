"""Who saw, took away, was refused and changed what, when, from where: added to, sealed, searched, kept as long as set.

``trail``     the chain of what was seen and taken away; what was changed is the chain of ``data.state.journal``
``recorder``  writes what a process saw, every second, so that no page waits for it
``search``    both chains as one list
``keeping``   how long, and the cut of what is older
"""
