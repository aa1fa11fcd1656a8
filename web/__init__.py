"""What the server does around Dash: addresses of its own, files sent once, headers, last-resort pages, the log."""
