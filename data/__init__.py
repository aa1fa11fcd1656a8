"""The archive: tables, indicator catalogue, queries and the one connection."""
