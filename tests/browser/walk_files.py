"""The files of the walk: Legok's heads of RT as its clerk keeps them, and what the branch knows of them.

All are made up: their NIK stand in region 99, which no province has.
"""

import datetime
from collections.abc import Sequence
from io import BytesIO

import xlsxwriter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LIST_HEAD = ("No", "NIK", "Nama Ketua RT", "Tgl Lahir", "L/P", "RT", "Ukuran Baju")
"""The last is no heading that the site knows."""
PARTICIPANT_HEAD = ("KPJ", "NIK", "Nama", "Tanggal Lahir", "Jenis Kelamin", "Kelurahan", "Segmen", "Tanggal Mulai")
PAYMENT_HEAD = ("KPJ", "Bulan Iuran", "Jumlah Iuran", "Tanggal Bayar")
MONTHS = ("2024-10", "2024-11", "2024-12")
RATE = "16800"

Person = tuple[str, str, str, str]
"""NIK, name, birth date, sex."""

SOUND: tuple[Person, ...] = (
    ("9971111101609001", "ABDUL HAMID SIREGAR", "11-01-1960", "L"),
    ("9971114202659002", "BADRIYAH NASUTION", "02-02-1965", "P"),
    ("9971110303709003", "CANDRA WIJAYA KUSUMA", "03-03-1970", "L"),
    ("9971114404759004", "DAHLIA HARAHAP", "04-04-1975", "P"),
    ("9971110505809005", "EFRIZAL PRATAMA", "05-05-1980", "L"),
    ("9971114606859006", "FARIDAH LUBIS", "06-06-1985", "P"),
)
"""Listed by Legok, and known to the branch just so."""
MURNI: tuple[Person, ...] = (
    ("9971110707629007", "GHAZALI SAPUTRA", "07-07-1962", "L"),
    ("9971114808679008", "HALIMAH TANJUNG", "08-08-1967", "P"),
)
"""The same, of Murni."""
SHORT = ("997111170977901", "IRWANSYAH MAULANA", "17-09-1977", "L")
"""A digit was lost; it was ..."""
MENDED = "9971111709779011"
NEW: Person = ("9971111810829012", "JUMADI HIDAYAT", "18-10-1982", "L")
"""Listed, and not registered."""
UNLISTED: Person = ("9971111911559013", "KAMARUDIN RITONGA", "19-11-1955", "L")
"""Registered and paid for, and not listed."""
NAMESAKES: tuple[Person, ...] = (
    ("9971112012789014", "LUKMANUL HAKIM", "20-12-1978", "L"),
    ("9955772012789015", "LUKMANUL HAKIM", "20-12-1978", "L"),
)
"""Two people born on one day, both registered; the list has one of them, without a NIK."""
LISTED: tuple[Person, ...] = (
    ("9971116101839016", "MARLINA HUTAPEA", "21-01-1983", "P"),
    ("9971112404859021", "PARLINDUNGAN SITOMPUL", "24-04-1985", "L"),
    ("9971111109909023", "TAUFIK HIDAYAT", "11-09-1990", "L"),
    ("9971116707889025", "SURYANI DAULAY", "27-07-1988", "P"),
)
REGISTERED: tuple[Person, ...] = (
    ("9955776101839017", "MARLINA HUTAPEA", "21-01-1983", "P"),
    ("9971112404859022", "PARLINDUNGAN SINAGA", "24-04-1985", "L"),
    ("9971111109909024", "TAUFIK ISMAIL", "11-09-1990", "L"),
    ("9971116707889025", "TIURMA PANJAITAN", "27-07-1988", "P"),
)
"""Each is perhaps the one above it: one person with two NIK; one name and birth date, serials that follow each other
(twice); one NIK on two people."""


def legok_list() -> bytes:
    """With a title, a row whose NIK is short, one without, and the mayor's signature at the foot."""
    people = [*SOUND, SHORT, NEW, ("", *NAMESAKES[0][1:]), *LISTED]
    lines = [(str(n), *one, f"{n:02}", "XL") for n, one in enumerate(people, 1)]
    title = [("DAFTAR KETUA RT KELURAHAN LEGOK",), ("Keadaan per 31 Desember 2024",), ()]
    return workbook([*title, LIST_HEAD, *lines, (), ("", "", "Lurah Legok")])


def murni_list() -> bytes:
    """Nothing is wrong with it."""
    return workbook([("NIK", "Nama", "Tanggal Lahir", "Jenis Kelamin"), *MURNI])


def participants() -> list[tuple[Person, str]]:
    """Everybody whom the branch knows, with the kelurahan it has written down."""
    mended = (MENDED, *SHORT[1:])
    legok = [*SOUND, mended, UNLISTED, *NAMESAKES, *REGISTERED]
    return [*((one, "Legok") for one in legok), *((one, "Murni") for one in MURNI)]


def participants_file() -> bytes:
    """The branch's export."""
    lines = [
        (f"2499{n:07}", *one, kelurahan, "Ketua RT", "01-01-2023")
        for n, (one, kelurahan) in enumerate(participants(), 1)
    ]
    return workbook([PARTICIPANT_HEAD, *lines])


def payments_file() -> bytes:
    """Three months of everybody, but the first one's December."""
    paid = [(n, month) for n in range(1, len(participants()) + 1) for month in MONTHS if (n, month) != (1, MONTHS[-1])]
    return workbook([PAYMENT_HEAD, *((f"2499{n:07}", month, RATE, "10-12-2024") for n, month in paid)])


def workbook(lines: Sequence[Sequence[str]]) -> bytes:
    """An .xlsx of text."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)})
        page = book.add_worksheet("Data")
        for number, line in enumerate(lines):
            for place, text in enumerate(line):
                page.write_string(number, place, text)
    return out.getvalue()
