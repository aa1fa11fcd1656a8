"""What keeps an installation alive: whether it is sound and safe, its copies, and what its operator should know."""
