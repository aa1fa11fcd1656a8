"""Cells to numbers.  A text is a number only when it can be read in one way; which way a column uses is declared."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from loaders.errors import CellError
from loaders.sheet import Cell, as_text

SEPARATORS = {"vi": (".", ","), "en": (",", ".")}  # thousands, decimal
GROUPED = {mark: re.compile(rf"[1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})+") for mark in (".", ",", " ")}
NAMES = {"vi": "kiểu Việt Nam (1.234,5)", "en": "kiểu Anh (1,234.5)"}
MINUS = str.maketrans({"−": "-", "–": "-", "‐": "-", "\u2011": "-"})
BLANKS = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
EXACT = 2**53  # up to here every whole number can be kept as it is
DATE = re.compile(r"^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2}|\d{4}))?$|^(\d{4})-(\d{1,2})-(\d{1,2})$")
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # parts of a number format that are literal text or colours
SPREADSHEET_ERROR = re.compile(
    r"^#(?:REF!|DIV/0!|N/A|NAME\?|VALUE!|NULL!|NUM!|SPILL!|CALC!)|^Err:\d{3}$", re.IGNORECASE
)


@dataclass(frozen=True)
class Number:
    """A number as it was meant; ``percent``: the file says that it is a percentage (97,5 % → 97.5)."""

    value: float
    percent: bool = False


def parse(cell: Cell, style: str = "native") -> Number:
    """The number in a cell; its text is read with the separators of ``style`` (native: only when certain).

    Raises:
        CellError: no number, a number that can be read in two ways, a date, an error or an uncomputed formula.
    """
    value = cell.value
    if cell.uncomputed:
        raise CellError(
            "formula",
            "Ô chứa công thức nhưng tệp không lưu kết quả.",
            "Mở tệp bằng Excel cho tính lại, lưu rồi gửi lại; hoặc dán thành giá trị.",
        )
    if isinstance(value, bool):
        raise CellError("not_a_number", f"«{'TRUE' if value else 'FALSE'}» không phải là số.", "Ghi số, hoặc để trống.")
    if isinstance(value, (datetime, date, time, timedelta)):
        raise CellError(
            "date_not_number",
            f"Ô này là ngày tháng ({as_text(value)}), không phải số.",
            "Excel có thể đã đổi số thành ngày: định dạng ô là Number rồi nhập lại số.",
        )
    if isinstance(value, (int, float, Decimal)):
        return _native(value, cell.number_format)
    return parse_text(as_text(value), style)


def _native(stored: int | float | Decimal, number_format: str) -> Number:
    """A stored number; one that is shown as a percentage is stored as a fraction."""
    if "%" not in number_format and not isinstance(stored, Decimal) and abs(stored) < EXACT:
        return Number(float(stored))  # as nearly all are: nothing to doubt
    value = Decimal(str(stored))
    if not value.is_finite():
        raise CellError("not_a_number", "Giá trị không phải là số hữu hạn.", "Ghi số, hoặc để trống.")
    if "%" in QUOTED.sub("", number_format):
        return Number(float(value * 100), percent=True)
    return Number(stored if isinstance(stored, float) else _float(value, str(stored)))


def require_computed(cell: Cell) -> None:
    """CellError when a cell holds a formula without a result, or one that failed: neither is words."""
    if cell.uncomputed or (isinstance(cell.value, str) and SPREADSHEET_ERROR.match(cell.value)):
        parse(cell)


def parse_text(text: str, style: str = "native") -> Number:
    """A number written as text: signs, brackets for minus, blanks between thousands, a percent sign behind.

    Raises:
        CellError: ``not_a_number``, or ``ambiguous_number`` with both readings named.
    """
    bare, negative, percent = _strip(text)
    styles = (style,) if style in SEPARATORS else tuple(SEPARATORS)
    readings = _readings(bare, styles)
    if not readings:
        raise _no_number(text, bare, style)
    if len(set(readings.values())) > 1:
        both = " hay ".join(f"{plain(number)} theo {NAMES[name]}" for name, number in readings.items())
        raise CellError(
            "ambiguous_number",
            f"«{text}» là chữ và có thể đọc hai cách: {both}.",
            'Nhập ô này dạng số, hoặc khai báo cách viết số của cột trong mẫu (numbers = "vi" hay "en").',
        )
    number = next(iter(readings.values()))
    return Number(_float(-number if negative else number, text), percent)


def possible(text: str) -> dict[str, Decimal]:
    """What a text would be in each way of writing numbers, with the decimals that it has; empty when it is none."""
    bare, negative, _ = _strip(text)
    return {style: -number if negative else number for style, number in _readings(bare, tuple(SEPARATORS)).items()}


def _readings(bare: str, styles: tuple[str, ...]) -> dict[str, Decimal]:
    return {style: number for style in styles if (number := _read(bare, *SEPARATORS[style])) is not None}


def _float(value: Decimal, text: str) -> float:
    """The number as it is kept; CellError when it is so large or so small that another one would be kept."""
    kept = float(value)
    if kept in (float("inf"), float("-inf")) or (value and not kept):
        raise CellError("not_a_number", f"«{_short(text)}» vượt ngoài khoảng số lưu được.", "Kiểm tra lại số đã ghi.")
    if value == value.to_integral_value() and abs(value) > EXACT and int(kept) != int(value):
        raise CellError(
            "not_a_number",
            f"«{_short(text)}» có quá nhiều chữ số: không lưu được đúng đến hàng đơn vị.",
            "Kiểm tra lại số, hoặc ghi theo đơn vị lớn hơn (nghìn, triệu, tỷ).",
        )
    return kept


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def _strip(text: str) -> tuple[str, bool, bool]:
    """Digits and separators only, whether a minus was written, and whether a percent sign was."""
    bare = text.strip().removeprefix("'").translate(MINUS).strip()
    percent = bare.endswith("%")
    bare = bare.removesuffix("%").strip()
    brackets = bare.startswith("(") and bare.endswith(")") and bare[1:2] not in ("-", "+")
    bare = bare[1:-1].strip() if brackets else bare
    if bare.endswith("%"):
        bare, percent = bare.removesuffix("%").strip(), True
    minus = bare.startswith("-")
    return bare[1:].strip() if bare[:1] in ("-", "+") else bare, brackets or minus, percent


def _read(bare: str, thousands: str, decimal: str) -> Decimal | None:
    """The number under one pair of separators; None when it breaks their rules."""
    spaced = BLANKS.sub(" ", bare)
    whole, point, fraction = spaced.partition(decimal)
    if point and not (fraction.isascii() and fraction.isdigit()):
        return None
    for separator in (thousands, " "):
        if GROUPED[separator].fullmatch(whole):
            whole = whole.replace(separator, "")
    if not (whole.isascii() and whole.isdigit()):
        return None
    return Decimal(f"{whole}{'.' if point else ''}{fraction}")


def _no_number(text: str, bare: str, style: str) -> CellError:
    if SPREADSHEET_ERROR.match(text):
        return CellError("formula", f"Ô báo lỗi công thức {text}.", "Sửa công thức trong tệp rồi gửi lại.")
    other = next((n for n in SEPARATORS if n != style and _read(bare, *SEPARATORS[n]) is not None), "")
    if style in SEPARATORS and other:
        return CellError(
            "not_a_number",
            f"«{text}» không phải số viết theo {NAMES[style]} mà mẫu quy định cho cột này.",
            f"Số này có dạng {NAMES[other]}: viết lại theo mẫu, hoặc nhập ô dạng số.",
        )
    if DATE.match(text):
        return CellError(
            "date_not_number",
            f"«{text}» viết như ngày tháng, không phải số.",
            "Ghi số vào ô này; ngày tháng ghi ở cột của kỳ hoặc ngoài bảng.",
        )
    return CellError(
        "not_a_number",
        f"«{text}» là chữ, không phải số.",
        "Chỉ ghi số trong ô; chú thích để ngoài ô; chưa có số liệu thì để trống hoặc ghi «…».",
    )


def plain(number: Decimal | float) -> str:
    """A number in Vietnamese writing, as many decimals as it has: 1.234,5."""
    text = f"{Decimal(str(number)):,f}"
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    return whole.replace(",", ".") + (f",{fraction}" if fraction else "")
