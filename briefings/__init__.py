"""Briefings: which sections they have, what stands in them, how they are issued and made on time."""
