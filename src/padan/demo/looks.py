"""How the sheets of an office look: order and words of the headings, titles, and what stands below the rows."""

from dataclasses import dataclass
from random import Random

from padan.demo.faults import RATES
from padan.demo.listing import MISKIN, RENTAN, RT, TKK
from padan.demo.offices import OfficeStyles
from padan.demo.places import Places

HEADINGS: dict[str, tuple[str, ...]] = {
    "no": ("No", "NO.", "No. Urut", "NO"),
    "nik": ("NIK", "No. KTP", "NOMOR INDUK KEPENDUDUKAN", "N I K", "NIK (KTP)", "No NIK"),
    "kk": ("No KK", "NO. KK", "Nomor Kartu Keluarga", "NKK"),
    "name": ("Nama", "NAMA LENGKAP", "Nama Lengkap (sesuai KTP)", "NAMA", "Nama Peserta"),
    "birth_place": ("Tempat Lahir", "TEMPAT LAHIR", "Tmp Lahir"),
    "birth_date": ("Tanggal Lahir", "TGL LAHIR", "Tgl. Lahir", "TANGGAL LAHIR"),
    "birth_joined": ("Tempat/Tgl Lahir", "TEMPAT, TANGGAL LAHIR", "Tempat / Tanggal Lahir", "TTL"),
    "sex": ("Jenis Kelamin", "JK", "L/P", "JENIS KELAMIN (L/P)"),
    "mother": ("Nama Ibu Kandung", "IBU KANDUNG", "Nama Ibu"),
    "address": ("Alamat", "ALAMAT", "Alamat Lengkap", "ALAMAT SESUAI KTP"),
    "rt": ("RT", "RT."), "rw": ("RW", "RW."), "rt_joined": ("RT/RW", "RT / RW"),
    "kelurahan": ("Kelurahan", "KELURAHAN", "Kel.", "Kelurahan/Desa"),
    "kecamatan": ("Kecamatan", "KECAMATAN", "Kec."),
    "job": ("Pekerjaan", "PEKERJAAN", "Jenis Pekerjaan"),
    "phone": ("No HP", "NO. HP", "No. Telp/HP", "Nomor HP"),
    "post": ("Jabatan", "JABATAN"),
    "segment": ("Segmen", "SEGMEN"),
    "note": ("Keterangan", "KET", "Ket."),
}  # fmt: skip
_ORDERS = (
    "no nik kk name sex birth_place birth_date mother address rt rw kelurahan kecamatan job phone post segment note",
    "no name nik birth_place birth_date sex address rt rw kelurahan kecamatan job post kk mother phone segment note",
    "no segment name sex birth_place birth_date nik kk job address rt rw kelurahan kecamatan mother phone post note",
    "no kk nik name birth_place birth_date sex mother job kelurahan kecamatan rt rw address phone post segment note",
    "no post name nik address rt rw kelurahan kecamatan birth_place birth_date sex kk mother job phone segment note",
)
SUBJECTS = {
    RT: "DAFTAR KETUA RT", RENTAN: "DAFTAR PEKERJA RENTAN", MISKIN: "DAFTAR MASYARAKAT MISKIN EKSTREM",
    TKK: "DAFTAR TENAGA KERJA KONTRAK (TKK)", -1: "DAFTAR PENERIMA BANTUAN IURAN",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """One sheet's look. Rows are counted among the data rows."""

    fields: tuple[str, ...]
    headings: tuple[str, ...]
    titles: tuple[str, ...]
    two_rows: bool  # heading in two rows with merged cells
    numbering: bool  # "1 2 3 4" under the heading
    repeat_every: int  # heading again after so many rows, 0 never
    subtotal: bool
    signature: tuple[str, ...]
    blank_every: int
    hidden_rows: tuple[int, ...]
    nik_as_number: bool
    date_style: int
    unused_lines: int  # numbered lines with nothing in them


def draw_look(office: int, segment: int, rows: int, places: Places, styles: OfficeStyles) -> Look:
    """The look of the sheet of a segment; one office keeps its order and words of headings in all its sheets."""
    habit = Random(int(styles.look[office]))
    fields = _fields(office, segment, styles, habit)
    words = {field: habit.choice(choices) for field, choices in HEADINGS.items()}
    chance = Random(int(styles.look[office]) * 7 + segment)
    repeats = chance.choice((25, 40)) if rows > 60 and chance.random() < 0.2 else 0
    return Look(
        fields=fields,
        headings=tuple(words[field] for field in fields),
        titles=_titles(office, segment, places, habit),
        two_rows=habit.random() < 0.25,
        numbering=habit.random() < 0.3,
        repeat_every=repeats,
        subtotal=chance.random() < 0.5,
        signature=_signature(office, places, chance) if chance.random() < 0.6 else (),
        blank_every=chance.choice((10, 25)) if chance.random() < 0.12 else 0,
        hidden_rows=tuple(sorted(chance.sample(range(rows), min(rows, 2))))
        if chance.random() < RATES["list", "hidden_rows"]
        else (),
        nik_as_number=bool(styles.nik_as_number[office]),
        date_style=int(styles.date[office]),
        unused_lines=chance.randrange(2, 6) if chance.random() < RATES["list", "unused_line"] else 0,
    )


def _fields(office: int, segment: int, styles: OfficeStyles, habit: Random) -> tuple[str, ...]:
    order = habit.choice(_ORDERS).split()
    gone = {field for field, offices in styles.missing.items() if offices[office]}
    if "rt" in gone:
        gone.add("rw")
    if "kelurahan" in gone:
        gone.add("kecamatan")
    if segment != RT and segment != -1:
        gone.add("post")
    if segment != -1:
        gone.add("segment")
    if styles.joined_birth[office] and not gone & {"birth_place", "birth_date"}:
        order = ["birth_joined" if field == "birth_place" else field for field in order if field != "birth_date"]
    if styles.joined_rt[office]:
        order = ["rt_joined" if field == "rt" else field for field in order if field != "rw"]
        gone = gone | {"rt_joined"} if "rt" in gone else gone
    return tuple(field for field in order if field not in gone)


def _titles(office: int, segment: int, places: Places, habit: Random) -> tuple[str, ...]:
    kelurahan = office < len(places.kelurahan)
    place = places.kelurahan[office] if kelurahan else None
    kecamatan = places.kecamatan[place.kecamatan if place else office - len(places.kelurahan)]
    region = f"KELURAHAN {place.name.upper()}" if place else f"KECAMATAN {kecamatan.name.upper()}"
    subject = f"{SUBJECTS[segment]} TAHUN 2024"
    if habit.random() < 0.5:
        return (f"{subject}", region + (f" KECAMATAN {kecamatan.name.upper()}" if place else ""), "KOTA JAMBI")
    lines = ["PEMERINTAH KOTA JAMBI", f"KECAMATAN {kecamatan.name.upper()}"]
    lines += [region] if place else []
    return (*lines, subject, "PROGRAM JAMINAN SOSIAL KETENAGAKERJAAN (JKK DAN JKM)")


def _signature(office: int, places: Places, chance: Random) -> tuple[str, ...]:
    kelurahan = office < len(places.kelurahan)
    name = places.kelurahan[office].name if kelurahan else places.kecamatan[office - len(places.kelurahan)].name
    who = chance.choice(("FULAN BIN FULAN, S.Sos", "FULANAH, S.E.", "CONTOH PEJABAT, S.STP"))
    rank = f"{'LURAH' if kelurahan else 'CAMAT'} {name.upper()}"
    return (f"Jambi, {chance.randrange(2, 16)} Desember 2024", rank, "", "", who, "NIP. 99990101 999901 1 001")
