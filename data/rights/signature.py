"""How a step is signed: the one place that says whose name stands under what somebody does."""

from data.rights import reader
from data.state.journal import Person


def signature(name: str | None = "", agency: str | None = "") -> Person:
    """Whoever is signed in, whatever the form says; in a house without accounts, as somebody names themselves."""
    one = reader.current()
    if one.account_id is not None:
        return Person(one.name, one.agency)
    return Person(name or "", agency or "")
