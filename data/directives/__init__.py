"""Directives: tasks that somebody is given about a number, an alert or communes on a map, until the report is accepted.

``origins``    what a task is about, read from the archive as it stands, never taken from whoever asks
``giving``     a task for each receiver, with the figure as it was
``steps``      received, reported, accepted, returned: signed by who did it
``asking``     what stands, for pages, walls and the navigation
``reminding``  messages about days that are near or past, each once
"""
