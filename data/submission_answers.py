"""What a submission is called and where it can stand; shapes without SQL, for pages too."""

GRID, BY_COMMUNE, FILE = "grid", "communes", "file"  # typed for the own areas, commune by commune, or a file
DRAFT, SENT, RETURNED, APPROVED, PUBLISHED = STATES = ("draft", "sent", "returned", "approved", "published")
OPEN = (DRAFT, RETURNED)  # may be changed by their author
