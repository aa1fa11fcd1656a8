"""Who signs a step: the account that is signed in, whatever a form says; without accounts whom the form names."""

from data.catalogue_search import as_text
from data.rights.reader import current
from data.state.journal import Person


def person(name: object, agency: object) -> Person:
    """The person who takes the step that is asked for now."""
    reader = current()
    if reader.account_id is not None:
        return Person(reader.name, reader.agency)
    return Person(as_text(name), as_text(agency))
