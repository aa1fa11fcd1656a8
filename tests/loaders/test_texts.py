"""Vietnamese of old fonts becomes Unicode exactly; what is damaged or mixed is refused with its place."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import legacy_vietnamese as legacy
from loaders import readers
from loaders.errors import SourceError
from loaders.sheet import Cell, Sheet
from loaders.texts import sound
from tests.loaders.books import save

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
TO_TCVN3 = {letter: sign for sign, letter in legacy.TCVN3_LETTERS.items()}
TO_VNI = {letter: written for written, letter in legacy.VNI_LETTERS.items()}
# Real words with every tone on every vowel that has words, as TCVN3 and VNI files hold them.
WORDS = [
    ("Tổng cộng", "Tæng céng", "Toång coäng"),
    ("Diện tích", "DiÖn tÝch", "Dieän tích"),
    ("Sản lượng", "S¶n l­îng", "Saûn löôïng"),
    ("Giá trị", "Gi¸ trÞ", "Giaù trò"),
    ("Đơn vị tính", "§¬n vÞ tÝnh", "Ñôn vò tính"),
    ("nghìn tấn", "ngh×n tÊn", "nghìn taán"),
    ("tỷ đồng", "tû ®ång", "tyû ñoàng"),
    ("Kế hoạch năm", "KÕ ho¹ch n¨m", "Keá hoaïch naêm"),
    ("lũy kế", "lòy kÕ", "luõy keá"),
    ("Xã, phường", "X·, ph­êng", "Xaõ, phöôøng"),
    ("đã giải quyết", "®· gi¶i quyÕt", "ñaõ giaûi quyeát"),
    ("chỉ tiêu chủ yếu", "chØ tiªu chñ yÕu", "chæ tieâu chuû yeáu"),
    ("Tỉnh Tuyên Quang", "TØnh Tuyªn Quang", "Tænh Tuyeân Quang"),
    ("ngõ, khẳng định, bẫy", "ngâ, kh¼ng ®Þnh, bÉy", "ngoõ, khaúng ñònh, baãy"),
    ("nguyễn, kỹ, nghĩa, ý", "nguyÔn, kü, nghÜa, ý", "nguyeãn, kyõ, nghóa, yù"),
    ("mỗi bữa, ruột, mực", "mçi b÷a, ruét, mùc", "moãi böõa, ruoät, möïc"),
    ("kỵ binh, lỵ sở", "kþ binh, lþ së", "kî binh, lî sôû"),
    ("ằ ẵ ắ ặ ẻ ẽ é ẹ", "» ½ ¾ Æ Î Ï Ð Ñ", "aè aü aé aë eû eõ eù eï"),
]


@pytest.mark.parametrize(("unicode", "tcvn3", "vni"), WORDS)
def test_words_of_old_fonts_are_converted_letter_by_letter(unicode: str, tcvn3: str, vni: str) -> None:
    assert legacy.from_tcvn3(tcvn3) == unicode
    assert legacy.from_vni(vni) == unicode


def test_every_vietnamese_letter_can_be_written_in_both_fonts() -> None:
    marked = [letter for letter in LETTERS if not letter.isascii()]
    assert [legacy.from_tcvn3(TO_TCVN3[letter]) for letter in marked] == marked
    assert [legacy.from_vni(TO_VNI[letter]) for letter in marked + [c.upper() for c in marked]] == marked + [
        letter.upper() for letter in marked
    ]


@pytest.mark.parametrize("word", ["Nguyễn", "nghiêng", "quyết", "giếng", "khuỷu", "hòa", "hoà", "Đắk", "uống", "ý"])
def test_syllables_are_known(word: str) -> None:
    assert legacy.is_syllable(word)
    assert legacy.is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", ["Tªn", "x·", "Tieàn", "Straße", "naïve", "ấấ", "zà", "m²", "café's"])
def test_other_words_are_no_syllables(word: str) -> None:
    assert not legacy.is_syllable(word)


@pytest.mark.parametrize("font", [1, 2], ids=["TCVN3", "VNI"])
def test_a_workbook_typed_in_an_old_font_is_converted_and_says_so(tmp_path: Path, font: int) -> None:
    (sheet,) = readers.read(save(tmp_path / "so.xlsx", [[words[font], 5] for words in WORDS]))
    assert [sheet.value(row, 1) for row in range(1, len(WORDS) + 1)] == [words[0] for words in WORDS]
    assert "đã chuyển sang Unicode" in sheet.remarks[0]
    assert sheet.value(1, 2) == 5


@pytest.mark.parametrize(
    "texts",
    [
        [words[0] for words in WORDS],
        [unicodedata.normalize("NFD", words[0]) for words in WORDS],
        ["Xã", "Giá", "km²", "±5", "• Trong đó", "«x»"],
        ["Café", "naïve", "Straße", "Ærø", "crème"],
        ["STT", "A", "B"],
    ],
)
def test_texts_in_unicode_stay_as_they_are(texts: list[str]) -> None:
    sheet = Sheet("Biểu 1", {(row, 1): Cell(text) for row, text in enumerate(texts, start=1)})
    assert sound("so.xlsx", [sheet]) == [sheet]


@pytest.mark.parametrize("font", [1, 2], ids=["TCVN3", "VNI"])
def test_a_sheet_that_mixes_an_old_font_and_unicode_is_refused_with_examples(font: int) -> None:
    texts = [words[font] for words in WORDS[:8]] + [words[0] for words in WORDS[8:]]
    sheet = Sheet("Biểu 1", {(row, 1): Cell(text) for row, text in enumerate(texts, start=1)})
    with pytest.raises(SourceError, match="lẫn chữ Unicode") as caught:
        sound("so.xlsx", [sheet])
    assert "Unikey" in caught.value.remedy


def test_a_few_words_of_an_old_font_are_told_and_left_as_they_are() -> None:
    texts = [*(words[0] for words in WORDS), "X· Th¾ng Mè"]
    sheet = Sheet("Biểu 1", {(row, 1): Cell(text) for row, text in enumerate(texts, start=1)})
    (read,) = sound("so.xlsx", [sheet])
    assert read.cells == sheet.cells
    assert "«X·» (Xã?)" in read.remarks[0]


@pytest.mark.parametrize(("text", "named"), [("a\0b", "ký tự NUL"), ("Xã \ud800", "U+D800")])
def test_a_damaged_text_is_refused_with_its_cell(text: str, named: str) -> None:
    with pytest.raises(SourceError) as caught:
        sound("so.xlsx", [Sheet("Biểu 1", {(7, 3): Cell(text)})])
    assert named in str(caught.value)
    assert "ô C7 của trang «Biểu 1»" in str(caught.value)
    str(caught.value).encode()  # the sentence itself can be shown


@given(st.text(st.sampled_from(LETTERS + " "), max_size=30))
def test_any_vietnamese_text_survives_both_fonts(text: str) -> None:
    assert legacy.from_tcvn3("".join(TO_TCVN3.get(letter, letter) for letter in text)) == text
