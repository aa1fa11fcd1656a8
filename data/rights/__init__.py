"""Who may do what, and what of the data a reader may see: decided here, enforced in every query."""
