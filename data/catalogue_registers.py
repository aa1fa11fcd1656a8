"""Registers: the lists that a province keeps, which fields they have, and which indicators they answer.

Read from ``registers.csv``, ``register_fields.csv`` and ``register_answers.csv`` of the catalogue.
"""

from dataclasses import dataclass
from functools import cache

from data import catalogue
from data.catalogue import FOLDER, CatalogueError, records

FIELD_KINDS = ("text", "number", "date", "choice", "area", "coordinate", "state")
# Fields that have a column of their own in the table; all others are kept among its attributes.
COLUMNS = ("entry_code", "name", "state", "area_code", "opened_on", "due_on", "closed_on", "latitude", "longitude")


@dataclass(frozen=True)
class Field:
    """One field of a register; ``axis`` names the members of a choice or a state, in the order to show them."""

    field: str
    label: str
    label_en: str
    kind: str
    unit: str
    axis: str
    required: bool
    sharing: str  # "restricted": shown to those who may see it; "" as the decision leaves it

    @property
    def is_column(self) -> bool:
        """Whether the table has a column of this name; otherwise it is an attribute."""
        return self.field in COLUMNS

    def words(self, lang: str = "vi") -> dict[str, str]:
        """The words of a choice or a state by code, worst state first; empty for other kinds."""
        return catalogue.members(self.axis, lang) if self.axis else {}


@dataclass(frozen=True)
class Register:
    """A list of things, not numbers: its name, the page group that it belongs to, and its fields in order."""

    register: str
    name: str
    name_en: str
    page: str
    extent: str  # where coordinates may lie: in the "province", or in the waters of the "country"
    reports: bool  # its entries are areas that values speak of, see ``data.points``
    fields: tuple[Field, ...]

    def field(self, code: str) -> Field:
        """The field with this code; KeyError names it when there is none."""
        for field in self.fields:
            if field.field == code:
                return field
        raise KeyError(code)

    @property
    def state(self) -> Field:
        return next(field for field in self.fields if field.kind == "state")

    @property
    def has_communes(self) -> bool:
        """Whether its entries belong to communes."""
        return any(field.kind == "area" for field in self.fields)

    @property
    def has_places(self) -> bool:
        """Whether its entries have coordinates."""
        return any(field.kind == "coordinate" for field in self.fields)


@dataclass(frozen=True)
class Answer:
    """The part of a register that answers an indicator: entries whose fields have one of the values of ``where``."""

    indicator_code: str
    register: Register
    where: dict[str, tuple[str, ...]]


@cache
def registers() -> dict[str, Register]:
    """All registers by code, in the order of the file.  Raises ``CatalogueError`` for a word that nobody knows."""
    fields: dict[str, list[Field]] = {}
    for line, cells in records(FOLDER / "register_fields.csv"):
        fields.setdefault(cells.pop("register"), []).append(_field(line, cells))
    return {cells["register"]: _register(cells, tuple(fields[cells["register"]])) for _, cells in records(_FILE)}


_FILE = FOLDER / "registers.csv"


def _register(cells: dict[str, str], fields: tuple[Field, ...]) -> Register:
    reports = cells.pop("reports") == "yes"
    return Register(**cells, reports=reports, fields=fields)


def _field(line: int, cells: dict[str, str]) -> Field:
    if cells["kind"] not in FIELD_KINDS:
        raise CatalogueError(f"register_fields.csv:{line}: kind {cells['kind']!r} is none of {', '.join(FIELD_KINDS)}.")
    if cells["axis"] and not catalogue.members(cells["axis"]):
        raise CatalogueError(f"register_fields.csv:{line}: axis {cells['axis']!r} has no members in members.csv.")
    required = cells.pop("required") == "yes"
    return Field(**cells, required=required)


@cache
def answers() -> dict[str, Answer]:
    """Which part of which register answers an indicator, by its code."""
    found = {}
    for line, cells in records(FOLDER / "register_answers.csv"):
        code, register = cells["indicator_code"], registers().get(cells["register"])
        if register is None or code not in catalogue.indicators():
            raise CatalogueError(
                f"register_answers.csv:{line}: no indicator {code} or no register {cells['register']}."
            )
        found[code] = Answer(code, register, _where(line, register, cells["where"]))
    return found


def _where(line: int, register: Register, text: str) -> dict[str, tuple[str, ...]]:
    where: dict[str, tuple[str, ...]] = {}
    for pair in filter(None, text.split(";")):
        code, _, value = pair.partition("=")
        if code not in {f.field for f in register.fields} or value not in register.field(code).words():
            raise CatalogueError(f"register_answers.csv:{line}: {pair!r} is no choice of {register.register}.")
        where[code] = (*where.get(code, ()), value)
    return where


def of_page(page: str) -> list[Register]:
    """The registers that belong to a page group or answer one of its indicators, in the order of the file."""
    asked = {a.register.register for a in answers().values() if catalogue.get(a.indicator_code).page == page}
    return [r for r in registers().values() if r.page == page or r.register in asked]
