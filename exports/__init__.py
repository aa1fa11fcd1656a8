"""Documents and tables that people take away."""
