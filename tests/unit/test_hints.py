"""What a sheet's name, its file's name and its title say of where it belongs."""

import pytest

from padan.files.hints import read_hints


@pytest.mark.parametrize(
    ("sheet", "file", "title", "kelurahan"),
    [
        ("Simpang 3 Sipin", "a.xlsx", "", "Simpang III Sipin"),
        ("", "Simpang 4 Sipin.xlsx", "", "Simpang IV Sipin"),
        ("", "x.csv", "DAFTAR PEKERJA RENTAN KELURAHAN SIMPANG 4 SIPIN", "SIMPANG 4 SIPIN"),
        ("", "02 Legok.xlsx", "", "Legok"),
        ("", "Legok 2024.xlsx", "", "Legok"),
        ("TKK", "Daftar 12 orang.xlsx", "", None),
    ],
)
def test_a_kelurahan_with_a_number_in_its_name(sheet: str, file: str, title: str, kelurahan: str | None) -> None:
    assert read_hints(sheet, file, title).get("kelurahan") == kelurahan
