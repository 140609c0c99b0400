"""A few dozen made-up people on both sides, with one of everything that can happen to a row."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from padan.cli import main

GIVEN = ("Ahmad", "Budi", "Citra", "Dewi", "Eko", "Fitri", "Gunawan", "Hendra", "Indah", "Joko", "Kartika", "Lestari")
FAMILY = ("Saputra", "Wijaya", "Nasution", "Siregar", "Harahap", "Pratama", "Kusuma", "Hidayat", "Ramadhan", "Utami")
LIST_HEAD = ("NIK", "Nama", "Tanggal Lahir", "Jenis Kelamin", "Kelurahan", "Kecamatan", "Segmen")
PARTICIPANT_HEAD = (*LIST_HEAD, "KPJ", "NPP", "Tanggal Mulai", "Tanggal Akhir")
PAYMENT_HEAD = ("KPJ", "Nama", "Bulan Iuran", "Jumlah Iuran", "Tanggal Bayar", "Kode Iuran", "NTPN")
PLACES = (("Kenali Besar", "Alam Barajo"), ("Legok", "Danau Sipin"), ("Talang Bakung", "Paal Merah"))
LINKED = 30

Row = tuple[str, ...]


def person(n: int) -> Row:
    """Person `n` as a row of a list; the NIK holds the birth date and sex, its region exists nowhere."""
    day, month, year, woman = 1 + n % 28, 1 + n % 12, 1970 + n % 30, n % 2
    nik = f"9901{n % 90 + 10:02}{day + 40 * woman:02}{month:02}{year % 100:02}9{n:03}"
    name = f"{GIVEN[n % 12]} {FAMILY[n // 12 % 10]} {FAMILY[(n * 7 + 3) % 10]}"
    kelurahan, kecamatan = PLACES[n % 3]
    segment = ("miskin_ekstrem", "pekerja_rentan")[n % 2]
    return (nik, name, f"{day:02}-{month:02}-{year}", "LP"[woman], kelurahan, kecamatan, segment)


def participant(n: int, start: str = "2023-01-01", end: str = "") -> Row:
    """The same person among the participants."""
    return (*person(n), f"22990{n:06}", "JB990001", start, end)


def changed(row: Row, head: Sequence[str], **cells: str) -> Row:
    """A row with some cells replaced, by heading ("Tanggal_Lahir" for "Tanggal Lahir")."""
    named = {key.replace("_", " "): value for key, value in cells.items()}
    return tuple(named.get(heading, cell) for heading, cell in zip(head, row, strict=True))


def list_rows() -> list[Row]:
    """30 linked, 4 not registered, a doubled row, a nameless one, and one who may be either of two participants."""
    rows = [person(n) for n in range(LINKED)]
    rows[5] = changed(rows[5], LIST_HEAD, Nama=rows[5][1].upper() + " SH", NIK="")
    rows += [person(n) for n in range(100, 104)]
    rows += [person(7), ("", "", "", "", "Legok", "Danau Sipin", "miskin_ekstrem")]
    return [*rows, doubtful_list()]


def participant_rows() -> list[Row]:
    """The 30 (one with another birth date, one who has moved), 3 who are not listed, two namesakes born on one day."""
    rows = [participant(n) for n in range(LINKED)]
    rows[3] = changed(rows[3], PARTICIPANT_HEAD, Tanggal_Lahir="09-09-1999")
    rows[9] = changed(rows[9], PARTICIPANT_HEAD, Kelurahan="Talang Bakung", Kecamatan="Paal Merah")
    rows += [participant(n) for n in range(200, 203)]
    return [*rows, *namesakes()]


def doubtful_list() -> Row:
    """One whose NIK is blank, and who may be either of the `namesakes`: a human must decide."""
    return changed(person(300), LIST_HEAD, NIK="", Kelurahan="", Kecamatan="")


def namesakes() -> list[Row]:
    """Two participants of one name and birth date: two people, for NIK, KPJ and kelurahan are others."""
    first = participant(300)
    other = {"NIK": f"995577{first[0][6:12]}9123", "KPJ": "22990009777", "Kelurahan": "Legok"}
    return [first, changed(first, PARTICIPANT_HEAD, **other, Kecamatan="Danau Sipin")]


def payment_rows() -> list[Row]:
    """Three months for 29 of the linked, two for one of them, and one for a participant who is not listed."""
    rows = []
    for n in range(LINKED):
        months = ("2024-10", "2024-11") if n == 4 else ("2024-10", "2024-11", "2024-12")
        rows += [(f"22990{n:06}", person(n)[1], month, "16800", "2024-12-15", "241299", "99017") for month in months]
    return [*rows, ("22990000200", person(200)[1], "2024-10", "16800", "2024-12-15", "241299", "99017")]


def write_csv(path: Path, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([head, *rows])
    return path


def write_city(folder: Path) -> Path:
    """`daftar.csv`, `peserta.csv` and `iuran.csv`."""
    write_csv(folder / "daftar.csv", LIST_HEAD, list_rows())
    write_csv(folder / "peserta.csv", PARTICIPANT_HEAD, participant_rows())
    write_csv(folder / "iuran.csv", PAYMENT_HEAD, payment_rows())
    return folder


def reconcile(city: Path, out: Path, *more: str | Path) -> int:
    """The command on a city's files; the exit code."""
    words = ["reconcile", city / "daftar.csv", "--participants", city / "peserta.csv", "--out", out, "--quiet", *more]
    return main([str(word) for word in words])
