"""What can be wrong with a file as a whole, and with one cell of it.  Every sentence is for whoever sent the file."""


def printable(name: str) -> str:
    """A name of a file with "?" for bytes that no text is made of; anything else as it is."""
    return name.encode("utf-8", "replace").decode()


class SourceError(Exception):
    """A file that cannot be loaded at all: which one, what is wrong, what was found, and what to do.

    ``str()`` joins them to a Vietnamese paragraph.
    """

    def __init__(self, file: str, what: str, found: str = "", remedy: str = "") -> None:
        super().__init__(file, what, found, remedy)
        self.file, self.what, self.found, self.remedy = file, what, found, remedy

    def __str__(self) -> str:
        return " ".join(part for part in (f"Tệp «{self.file}»: {self.what}", self.found, self.remedy) if part)


class HeaderChangedError(SourceError):
    """The header is not the one that the layout knows: a column is new, renamed, missing or there twice."""

    def __init__(self, file: str, what: str, found: str = "", remedy: str = "", *, problems: int = 1) -> None:
        super().__init__(file, what, found, remedy)
        self.problems = problems  # how many columns are wrong: the layout with the fewest is the one that was meant


class PeriodUnclearError(SourceError):
    """The period of the report is missing, or its sources contradict each other."""


class LayoutError(Exception):
    """A layout file that cannot be used; the message names the file, the entry and the remedy."""


class CellError(Exception):
    """One cell that cannot be taken: a code for counting, and two Vietnamese sentences for the sender."""

    def __init__(self, code: str, reason: str, remedy: str) -> None:
        super().__init__(code, reason, remedy)
        self.code, self.reason, self.remedy = code, reason, remedy
