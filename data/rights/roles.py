"""What each role may do, and how far it sees; both are tables of the catalogue (``data/catalogue/rights``).

``permissions.csv`` has a line per permission and an ``x`` under every role that has it.  ``reach.csv`` says for each
role and sharing level where it sees: ``country`` everywhere, ``province`` in the reader's province, ``areas`` in the
reader's areas, ``agency`` the same but only what the reader's agencies lead or provide, ``none`` nowhere.
"""

from functools import cache

from data import catalogue
from data.catalogue import CatalogueError, records
from data.rights.reader import COUNTRY, Reader

FOLDER = catalogue.FOLDER / "rights"
ROLES = (
    "leader",
    "analyst",
    "staff",
    "department_officer",
    "commune_officer",
    "duty_officer",
    "administrator",
    "screen",
)
SCOPES = ("country", "province", "areas", "agency", "none")
WITHOUT_ACCOUNT = ("house", "nobody", "document")  # document: what goes to many hands, see briefings.archive


@cache
def permissions() -> dict[str, frozenset[str]]:
    """The roles that have each permission."""
    path = FOLDER / "permissions.csv"
    found = {}
    for line, row in records(path):
        name = row.pop("permission")
        if set(row) != set(ROLES) or not set(row.values()) <= {"x", ""}:
            raise CatalogueError(f"{path.name}:{line}: one column for each of {', '.join(ROLES)}, x or empty.")
        found[name] = frozenset(role for role, mark in row.items() if mark)
    return found


@cache
def scopes() -> dict[str, dict[str, str]]:
    """How far each role sees, by sharing level."""
    path = FOLDER / "reach.csv"
    found = {}
    for line, row in records(path):
        role = row.pop("role")
        if role not in (*ROLES, *WITHOUT_ACCOUNT) or not set(row.values()) <= set(SCOPES):
            raise CatalogueError(f"{path.name}:{line}: a known role, and one of {', '.join(SCOPES)} under each level.")
        found[role] = row
    return found


def may(reader: Reader, permission: str) -> bool:
    """Whether a reader has a permission.  Raises ``KeyError`` for one that does not exist: nobody could have it."""
    return reader.role == "house" or reader.role in permissions()[permission]


def administers(reader: Reader, province_code: str) -> bool:
    """Whether a reader looks after the accounts of a province (``VN``: of those who work for the whole country)."""
    if not may(reader, "accounts"):
        return False
    return reader.role == "house" or reader.province_code in (COUNTRY, province_code)
