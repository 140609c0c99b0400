"""The example beside a heading shows how its column looks, and nobody's number or birthday."""

import pytest

from padan.web.lists.showing import shortened


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("05-03-1978", "**-**-1978"),
        ("1978-03-05", "1978-**-**"),
        ("5/3/1978", "*/*/1978"),
        ("05031978", "********"),
        ("JAMBI, 12 Mei 1980", "JAMBI, ** Mei 1980"),
        ("9971010503789001", "9971********9001"),
        ("RT 05/02", "RT 05/02"),
        ("1.500.000", "1.500.000"),
        ("BUDI SANTOSO", "BUDI SANTOSO"),
    ],
)
def test_an_example(cell: str, shown: str) -> None:
    assert shortened(cell) == shown
