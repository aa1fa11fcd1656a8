"""Layout files: what may stand in them, and that ours fit the catalogue."""

from pathlib import Path

import pytest

from data import catalogue
from loaders import layouts
from loaders.errors import LayoutError

MINIMAL = 'code = "a"\nversion = "1"\ntitle = "Mẫu"\nkind = "long_table"\n'


def test_every_indicator_that_a_layout_names_is_in_the_catalogue() -> None:
    for layout in layouts.layouts().values():
        named = [entry.indicator for entry in (*layout.columns, *layout.rows) if entry.indicator]
        assert set(named) <= set(catalogue.indicators()), layout.code


def test_no_header_text_of_a_layout_has_two_meanings() -> None:
    for layout in layouts.layouts().values():
        texts = [text for column in layout.columns for text in column.texts]
        assert len(texts) == len(set(texts)), layout.code


def test_the_monthly_table_has_a_form_for_every_month() -> None:
    templates = layouts.layouts()["monthly-table"].templates
    assert sorted(month for template in templates for month in template.months) == list(range(1, 13))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = ", "TOML"),
        ('code = "a"', "thiếu"),
        (MINIMAL + 'colour = "red"', "không có khóa colour"),
        (MINIMAL.replace("long_table", "short"), "kind «short»"),
        (MINIMAL + "numbers = 5", "numbers phải là chữ"),
        (MINIMAL + '[[columns]]\nkey = "v"\nrole = "worth"\ntexts = ["a"]', "role «worth»"),
        (MINIMAL + '[[columns]]\nkey = "v"\nrole = "value"\ntexts = "a"', "texts phải là danh sách"),
        (MINIMAL + '[[columns]]\nkey = "v"\nrole = "value"\ntexts = ["a"]\nmeasure = "guess"', "measure «guess»"),
        (MINIMAL + '[marks]\n"-" = "nothing"', "mark '-' «nothing»"),
        (MINIMAL + '[[templates]]\nname = "1"\nmonths = [1]\ncolumns = ["now"]', "column «now»"),
        ('extends = "nobody"\n' + MINIMAL, "nobody.toml"),
    ],
)
def test_a_layout_file_with_a_mistake_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mau.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LayoutError) as caught:
        layouts.read_layout(path)
    assert said in str(caught.value)
    assert ".toml" in str(caught.value)
