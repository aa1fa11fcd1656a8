"""Layouts: what a report looks like and what its columns mean, declared in ``loaders/layouts/*.toml``.

Columns are recognised by their header texts, never by their position.  A text may name the headers above it, outermost
first: ``"Trồng rừng tập trung > Tổng số"``.  A layout may extend another (``extends = "code"``): lists are appended (a
column with a known key, or a row with a known name, replaces that one), tables merged, everything else is its own.  A
province keeps its own layouts in ``layouts/`` of the store.
"""

import tomllib
from dataclasses import MISSING, dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from data import paths, reasons
from data.catalogue_registers import Register, registers
from data.scoring_rules import items
from data.tables import MEASURES, STATUSES
from loaders.errors import LayoutError

Entry = TypeVar("Entry")
FOLDER = Path(__file__).parent / "layouts"
# Tables of indicators as rows, by the frequency that they report in.
PERIOD_TABLES = {"monthly_table": "month", "quarterly_table": "quarter", "half_year_table": "half-year"}
KINDS = (
    *PERIOD_TABLES,
    "commune_matrix",
    "unit_table",
    "long_table",
    "query",
    "register",
    "score_table",
    "bulletin_table",
    "reading_table",
)
SCORE_ROLES = ("score", "numerator", "denominator", "rank", "rank_all", "count")
LABEL_ROLES = ("id", "stt", "row_name", "area_code", "area_name", "indicator_code", "unit_code", "item_code")
COORDINATE_ROLES = ("unit", "period", "breakdown", "measure", "basis", "status")
ROLES = (*LABEL_ROLES, *COORDINATE_ROLES, "value", "comparison", "left_out", "note", "field", *SCORE_ROLES)
# What a column speaks of, seen from the period of the report.
OFFSETS = ("this", "previous", "same_last_year", "december_last_year", "last_year", "year", "next_year", "june",
           "june_last_year", "half_year")  # fmt: skip
NUMBER_STYLES = ("native", "vi", "en")  # how texts are read: not at all unless certain, 1.234,5, or 1,234.5
MARKS = ("zero", "missing", "suppressed", "skip")
FORMS = ("index", "growth", "unknown")  # of a printed comparison: 104.2, or +4.2, or nobody has said which

TYPE_WORDS = {"str": "chữ trong ngoặc kép", "bool": "true hoặc false", "tuple": "danh sách [ ]", "dict": "bảng"}


@dataclass(frozen=True)
class Column:
    """One column of a report: how its header may read, and what a number in it means."""

    key: str
    role: str
    texts: tuple[str, ...]
    required: bool = False
    indicator: str = ""
    item: str = ""  # of a score or a count: items of ``data.scoring_rules`` joined by "+"
    breakdown: str = "total"
    measure: str = "actual"
    basis: str = ""
    status: str = "final"
    offset: str = "this"
    unit: str = ""
    numbers: str = ""  # empty: as the layout says
    numerator: str = ""  # of a comparison: keys of other columns, those that are added joined by "+"
    denominator: str = (
        ""  # of a value, too: it is the share, in percent, of ``numerator`` (keys joined by "+") or itself
    )
    form: str = "unknown"
    why: str = ""  # of a column that is left out: why no indicator takes it, a Vietnamese clause


@dataclass(frozen=True)
class Row:
    """One row of a monthly table: how its name may read, and which indicator it is."""

    indicator: str
    names: tuple[str, ...]
    id: str = ""
    under: str = ""  # name of the numbered row above, where the name alone is not enough
    breakdown: str = "total"
    why: str = ""  # of a row that is left out (indicator is empty): why no indicator takes it


@dataclass(frozen=True)
class Template:
    """One of several forms of the same report: the columns that it has, and the months that use it."""

    name: str
    months: tuple[int, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class RowSum:
    """What must hold between the cells of one row, whether or not an indicator takes them: total = all parts."""

    total: str  # key of a column, or a number: printed shares add up to "100"
    parts: tuple[str, ...]
    within: bool = False  # the one part lies inside the total, it need not fill it


@dataclass(frozen=True)
class Layout:
    """How one report maps to observations."""

    code: str
    version: str
    title: str
    kind: str
    columns: tuple[Column, ...]
    agency: str = ""
    province: str = ""  # empty: any
    set_code: str = ""  # empty: the sets of the province
    source: str = ""
    numbers: str = "native"
    register: str = ""  # of kind register: its code in the catalogue; keys of columns are fields
    catalogue_columns: bool = False  # headers that are names of indicators need no entry
    marks: dict[str, str] = field(default_factory=dict)  # text of a cell to one of MARKS
    words: dict[str, dict[str, str]] = field(default_factory=dict)  # role to word of the file to word of the store
    templates: tuple[Template, ...] = ()
    rows: tuple[Row, ...] = ()
    identities: tuple[RowSum, ...] = ()

    def with_numbers(self, style: str) -> "Layout":
        """The same layout for a file whose texts write numbers in this style; its version says so, too."""
        return replace(self, numbers=style, version=f"{self.version}-{style}")

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)


@cache
def layouts() -> dict[str, Layout]:
    """All layouts that come with the program, by code, one per register among them.  Raises ``LayoutError``."""
    return _of_folder(FOLDER) | {layout.code: layout for layout in map(_of_register, registers().values())}


def _of_register(about: Register) -> Layout:
    """The list of a register, recognised by the labels of its fields."""
    roles = {"entry_code": "id", "name": "row_name", "area_code": "area_name"}
    columns = [
        Column(f.field, roles.get(f.field, "field"), (f.label, f.label_en), required=f.required) for f in about.fields
    ]
    stt = Column("stt", "stt", ("STT", "TT"))
    commune = Column("commune_code", "area_code", ("Mã xã", "Mã địa bàn", "Mã xã, phường"))
    return Layout(
        code=f"register-{about.register.replace('_', '-')}",
        version="1",
        title=f"Danh sách: {about.name}",
        kind="register",
        columns=(stt, *([commune] if about.has_communes else []), *columns),
        register=about.register,
    )


def known() -> dict[str, Layout]:
    """All layouts: those that come with the program, and those of the store, which replace others of the same code."""
    own = paths.home() / "layouts"
    return layouts() | (_of_folder(own) if own.is_dir() else {})


def _of_folder(folder: Path) -> dict[str, Layout]:
    found: dict[str, Layout] = {}
    for path in sorted(folder.glob("*.toml")):
        layout = read_layout(path)
        if layout.code in found:
            raise LayoutError(f"Tệp bố cục {path.name}: mã «{layout.code}» đã có ở bố cục khác. Chọn mã khác.")
        found[layout.code] = layout
    return found


def get(code: str) -> Layout:
    """The layout with this code, or of a file (its name ends in .toml).

    Raises:
        LayoutError: Vietnamese, it is typed by people; names those that exist.
    """
    if code.endswith(".toml"):
        return read_layout(Path(code))
    if code not in (all_of_them := known()):
        raise LayoutError(f"Không có mẫu «{code}». Các mẫu đang có: {', '.join(all_of_them)}.")
    return all_of_them[code]


def read_layout(path: Path) -> Layout:
    """One layout file, every entry checked.  Raises ``LayoutError``."""
    raw = _extended(path)
    raw |= {
        "columns": tuple(_build(Column, entry, f"{path.name} columns") for entry in raw.get("columns", [])),
        "templates": tuple(_build(Template, entry, f"{path.name} templates") for entry in raw.get("templates", [])),
        "rows": tuple(_build(Row, entry, f"{path.name} rows") for entry in raw.get("rows", [])),
        "identities": tuple(_build(RowSum, entry, f"{path.name} identities") for entry in raw.get("identities", [])),
    }
    layout = _build(Layout, raw, path.name)
    _check(layout, path.name)
    return layout


def _extended(path: Path) -> dict[str, Any]:
    """The entries of a layout file together with those of the layout that it extends."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, FileNotFoundError) as error:
        raise LayoutError(
            f"Tệp bố cục {path.name}: không đọc được, cần là TOML mã hóa UTF-8. {reasons.in_brackets(error)}"
        ) from error
    if code := raw.pop("rows_of", ""):
        raw["rows"] = _extended(_beside(path, code)).get("rows", []) + raw.get("rows", [])
    if "extends" not in raw:
        return raw
    base = _extended(_beside(path, raw.pop("extends")))
    return base | {key: _merged(base.get(key), value) for key, value in raw.items()}


def _beside(path: Path, code: str) -> Path:
    """The file of another layout: in the same folder, else among those that come with the program."""
    own = path.with_name(f"{code}.toml")
    return own if own.exists() or path.parent == FOLDER else FOLDER / own.name


def _merged(base: Any, own: Any) -> Any:
    """Lists keep the order of the form: an entry that replaces another stands in its place, new ones come last."""
    if isinstance(base, list):
        placed = [one for entry in base for one in [other for other in own if _replaces(other, entry)] or [entry]]
        return list({id(one): one for one in [*placed, *own]}.values())
    return base | own if isinstance(base, dict) else own


def _replaces(own: dict[str, Any], entry: dict[str, Any]) -> bool:
    """Whether an entry means the same column or row as one of the layout that is extended."""
    if "key" in entry:
        return bool(own.get("key") == entry["key"])
    same_place = own.get("under", "") == entry.get("under", "")
    return same_place and bool(set(own.get("names", [])) & set(entry.get("names", [])))


def _build(cls: type[Entry], raw: dict[str, Any], where: str) -> Entry:
    """A dataclass from a TOML table: lists become tuples; unknown, missing and mistyped keys are refused."""
    known = {f.name: f for f in fields(cls)}  # type: ignore[arg-type]
    if unknown := raw.keys() - known:
        raise LayoutError(f"Tệp bố cục {where}: không có khóa {', '.join(sorted(unknown))}. Dùng: {', '.join(known)}.")
    required = {n for n, f in known.items() if f.default is MISSING and f.default_factory is MISSING}
    if missing := required - raw.keys():
        raise LayoutError(f"Tệp bố cục {where}: thiếu {', '.join(sorted(missing))} ở {raw!r:.80}.")
    for name, value in raw.items():
        expected = getattr(known[name].type, "__name__", "")
        actual = "tuple" if isinstance(value, list) else type(value).__name__
        if expected != actual:
            raise LayoutError(f"Tệp bố cục {where}: {name} phải là {TYPE_WORDS[expected]}, tệp ghi {value!r:.60}.")
    return cls(**{name: tuple(v) if isinstance(v, list) else v for name, v in raw.items()})


def _check(layout: Layout, file: str) -> None:
    """Every word of a layout is one that the loaders know."""
    _require(file, "kind", layout.kind, KINDS)
    _require(file, "numbers", layout.numbers, NUMBER_STYLES)
    for text, meaning in layout.marks.items():
        _require(file, f"mark {text!r}", meaning, MARKS)
    keys = [column.key for column in layout.columns]
    if len(set(keys)) < len(keys):
        raise LayoutError(f"Tệp bố cục {file}: hai cột có cùng key.")
    for column in layout.columns:
        where = f"{file} column {column.key}"
        _require(where, "role", column.role, ROLES)
        _require(where, "offset", column.offset, OFFSETS)
        _require(where, "measure", column.measure, MEASURES)
        _require(where, "status", column.status, STATUSES)
        _require(where, "numbers", column.numbers, ("", *NUMBER_STYLES))
        _require(where, "form", column.form, FORMS)
        for code in column.item.split("+"):
            _require(where, "item", code, ("", *items()))
        below = column.denominator.split("+") if column.role == "comparison" else [column.denominator]
        for key in (*column.numerator.split("+"), *below):
            _require(where, "comparison with", key, ("", *keys))
        if (column.role == "left_out") != bool(column.why):
            raise LayoutError(f"Tệp bố cục {where}: role left_out và lý do (why) phải đi cùng nhau.")
    for row in layout.rows:
        if bool(row.indicator) == bool(row.why):
            raise LayoutError(f"Tệp bố cục {file} row {row.names}: ghi indicator, hoặc lý do (why) vì sao không có.")
    for identity in layout.identities:
        for key in (identity.total, *identity.parts):
            _require(f"{file} identities", "column", key, (*keys, *([key] if key.isdigit() else [])))
    for template in layout.templates:
        for key in template.columns:
            _require(f"{file} template {template.name}", "column", key, tuple(keys))


def _require(where: str, what: str, word: str, known: tuple[str, ...]) -> None:
    if word not in known:
        raise LayoutError(
            f"Tệp bố cục {where}: {what} «{word}» không hợp lệ. Dùng một trong: {', '.join(k for k in known if k)}."
        )
