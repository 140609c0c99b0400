"""The letterhead file: what is there is read, what is missing stays empty, what is wrong is told in a sentence."""

from datetime import date
from pathlib import Path

import pytest

from padan.domain.errors import PadanError, UnreadableFileError, UsageError
from padan.domain.letterhead import BLANK, Agreed, Signatory
from padan.files.letterhead import read_letterhead

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M1 1h8v8z" fill="#285"/></svg>'
FULL = """
dasar = ["UU 24/2011", "PP 44/2015"]
[kop]
pemerintah = "Pemerintah Kota Contoh"
instansi = "Bappeda"
alamat = "Jalan Contoh 1"
kontak = "(000) 000"
logo = "logo.svg"
[nomor]
pihak_kesatu = "1/2024"
pihak_kedua = "2/2024"
[acara]
tempat = "Aula"
tanggal = 2024-12-18
kota = "Contoh"
[pihak_kesatu]
nama = "Satu"
nip = 1970
pangkat = "Pembina"
jabatan = "Kepala"
instansi = "Bappeda"
[mengetahui]
nama = "Sekda"
[[saksi]]
nama = "Saksi"
[[tindak_lanjut]]
apa = "Mendaftarkan"
siapa = "Bappeda"
batas = "Januari"
"""


def toml(folder: Path, text: str) -> Path:
    path = folder / "kop.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_all_of_it(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(SVG, encoding="utf-8")
    letterhead = read_letterhead(toml(tmp_path, FULL))
    assert letterhead.government == "Pemerintah Kota Contoh"
    assert (letterhead.first_number, letterhead.second_number) == ("1/2024", "2/2024")
    assert (letterhead.place, letterhead.day, letterhead.city) == ("Aula", date(2024, 12, 18), "Contoh")
    assert letterhead.first == Signatory("Satu", "1970", "Pembina", "Kepala", "Bappeda")
    assert letterhead.second == Signatory()
    assert letterhead.acknowledging.name == "Sekda"
    assert [w.name for w in letterhead.witnesses] == ["Saksi"]
    assert letterhead.bases == ("UU 24/2011", "PP 44/2015")
    assert letterhead.agreed == (Agreed("Mendaftarkan", "Bappeda", "Januari"),)
    assert letterhead.logo is not None
    assert letterhead.logo.kind == "svg"
    assert letterhead.unread == ()


def test_an_empty_file_is_all_dotted_lines(tmp_path: Path) -> None:
    assert read_letterhead(toml(tmp_path, "")) == BLANK


def test_unknown_keys_are_named(tmp_path: Path) -> None:
    letterhead = read_letterhead(
        toml(tmp_path, '[kop]\ninstansi = "B"\nwarna = "x"\n[lain]\na = 1\n[[saksi]]\nnamma = "y"\n')
    )
    assert letterhead.unread == ("kop.warna", "lain", "saksi.namma")


@pytest.mark.parametrize("text", ["18 Desember 2024", "18/12/2024", "2024-12-18"])
def test_a_day_may_be_a_text(tmp_path: Path, text: str) -> None:
    assert read_letterhead(toml(tmp_path, f'[acara]\ntanggal = "{text}"')).day == date(2024, 12, 18)


@pytest.mark.parametrize(
    "text",
    [
        'kop = "x"',
        "[kop]\ninstansi = [1]",
        'dasar = "UU"',
        "[acara]\ntanggal = 5",
        '[acara]\ntanggal = "31 Februari 2024"',
        'saksi = ["a"]',
        '[kop]\nlogo = "tiada.png"',
        "[pihak_kesatu]\nnama = true",
    ],
)
def test_a_value_of_the_wrong_kind(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match=r"kop\.toml") as caught:
        read_letterhead(toml(tmp_path, text))
    assert caught.value.exit_code == 2


def test_a_logo_that_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"GIF89a")
    with pytest.raises(UsageError, match="logo"):
        read_letterhead(toml(tmp_path, '[kop]\nlogo = "logo.png"'))


@pytest.mark.parametrize("content", [b"= x", b"\xff\xfe\x00", b"a = 1\na = 2"])
def test_what_is_no_toml(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "kop.toml"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=r"kop\.toml"):
        read_letterhead(path)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "tiada.toml", tmp_path):
        with pytest.raises(PadanError):
            read_letterhead(path)


def test_why_a_letterhead_cannot_be_opened(tmp_path: Path) -> None:
    for path, words in ((tmp_path, "itu folder"), (tmp_path / ("x" * 300), "namanya terlalu panjang")):
        with pytest.raises(UnreadableFileError, match=words):
            read_letterhead(path)
